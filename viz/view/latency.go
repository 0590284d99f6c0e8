package view

import (
	"math"

	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The latency strip: what one series measured, over the same time axis as the
// tracks above it, on a logarithmic scale, and a box that compares the modes.
// The maximum is what counts in real-time work, so a column of points shows
// the largest sample that falls into it.

// LatencyInput is what the latency strip is drawn from: the runs of both
// sides. The series is the one that Tracks.Choose names. Times are cycles.
type LatencyInput struct {
	Tracks   [2]*track.Tracks // of the left and the right side; nil: not recorded
	Names    [2]string        // what they are called
	Complete [2]bool          // that side's whole run is recorded
	Mode     int              // the side that is shown
	Now      int64            // samples up to here are shown
	From, To int64            // the window, the same as the timeline's
	GHz      int64            // cycles a nanosecond
	Tell     teller
	M        *ui.Model // where the ledgers are; may be nil
	Series   int       // one more than the index of the series; 0: Tracks.Choose
	Open     bool      // a gap has not ended at Now
	Since    int64     // and began here
	Head     float32   // how high a line above the bars says what the box would; 0: there is the box
}

// strip is a latency strip while it is being drawn.
type strip struct {
	s         *scene.Scene
	in        *LatencyInput
	series    *track.Series
	area      scene.Rect // of the bars
	low, high int        // powers of ten of a nanosecond at the foot and the top
	typical   int64      // the median of what is shown, in cycles
	table     scene.Rect
	homeless  string     // what it would say, where it has no place
	open      scene.Rect // the place of the name of the gap that has not ended
}

// latency draws the samples of the series that people care about.
func latency(s *scene.Scene, in LatencyInput, r scene.Rect) {
	if in.To <= in.From || r.Empty() || in.Mode < 0 || in.Mode > 1 || in.Tracks[in.Mode] == nil {
		return
	}
	area := plotOf(r)
	head := max(in.Head, latencyHead)
	area.Y, area.H = r.Y+head+4, r.H-head-12
	w := workOf(s)
	w.samples = in
	l := &w.strip
	*l = strip{s: s, in: &w.samples, area: area}
	pane(s, scene.Latency.ID(), r, theme.Bar)
	chosen := in.chosen(in.Tracks[in.Mode])
	if chosen < 0 {
		s.Text(scene.Latency.ID().Sub(1), area.X, r.Y+r.H/2, typeset.Fit("no program of this scenario marks a series: no latency is measured", theme.Label, area.W),
			theme.Label, scene.Start, scene.Solid(theme.TextDim))
		return
	}
	l.series = &in.Tracks[in.Mode].Series[chosen]
	n := l.series.Until(in.Now)
	l.typical = l.series.Percentile(n, 500)
	l.fitScale()
	var rows [2]string
	if n > 0 && in.Head == 0 { // before there is nothing to compare, and a lesson may be asking for it
		rows = l.compare(chosen, n)
	}
	l.grid()
	l.openGap()
	l.bars(n)
	l.openName()
	l.now()
	l.drawTable(rows)
}

// chosen is the series that is shown of a run; -1 if it has none.
func (in *LatencyInput) chosen(t *track.Tracks) int {
	if in.Series > 0 && in.Series <= len(t.Series) {
		return in.Series - 1
	}
	return t.Choose()
}

// fitScale chooses whole powers of ten so that the samples of both modes fit.
// It looks at the whole recorded runs: the scale stays while time goes on.
func (l *strip) fitScale() {
	in := l.in
	lo, hi := int64(math.MaxInt64), int64(1)
	for _, t := range l.in.Tracks {
		if t == nil || in.chosen(t) < 0 {
			continue
		}
		s := &t.Series[in.chosen(t)]
		if n := len(s.Marks); n > 0 {
			_, most := s.Max(0, n)
			lo, hi = min(lo, s.Percentile(n, 10)), max(hi, most)
		}
	}
	if lo == math.MaxInt64 {
		lo, hi = 100*l.in.GHz, 10_000*l.in.GHz
	}
	l.low = int(math.Floor(math.Log10(l.ns(lo) * 0.9)))
	l.high = max(int(math.Ceil(math.Log10(l.ns(hi)*1.1))), l.low+2)
}

func (l *strip) ns(cycles int64) float64 { return max(float64(cycles)/float64(l.in.GHz), 1) }

// y is the place of a sample.
func (l *strip) y(cycles int64) float32 {
	f := (math.Log10(l.ns(cycles)) - float64(l.low)) / float64(l.high-l.low)
	return l.area.Y + l.area.H*float32(1-min(max(f, 0.02), 1))
}

func (l *strip) x(t int64) float32 {
	return l.area.X + l.area.W*float32(float64(t-l.in.From)/float64(l.in.To-l.in.From))
}

// grid draws the lines of the powers of ten.
func (l *strip) grid() {
	step := 1
	for l.area.H/float32((l.high-l.low)/step) < 13 && step < l.high-l.low {
		step++
	}
	for e := l.low; e <= l.high; e += step {
		y := l.area.Y + l.area.H*float32(l.high-e)/float32(l.high-l.low)
		l.s.Line(scene.ID{}, l.area.X, y, l.area.X+l.area.W, y, scene.Solid(theme.Grid), theme.Hairline).Through()
		l.s.Text(scene.LatencyTick.ID(e), l.area.X-6, y+3.5, powerText(l.s, e), theme.Tiny, scene.End, scene.Solid(theme.TextDim)).Through()
	}
}

// powerText is a power of ten of a nanosecond: 0.1 µs.
func powerText(s *scene.Scene, e int) string {
	switch {
	case e < 2:
		return s.Join(s.Int(int64(math.Pow10(e))), " ns")
	case e == 2:
		return "0.1 µs"
	case e < 6:
		return s.Join(s.Int(int64(math.Pow10(e-3))), " µs")
	}
	return s.Join(s.Int(int64(math.Pow10(e-6))), " ms")
}

// column is how many points one bar takes up.
const column = 4

// bars draws the samples up to now, one bar a column, and names the spikes.
func (l *strip) bars(n int) {
	role := theme.SeriesA
	if l.in.Mode == 1 {
		role = theme.SeriesB
	}
	foot, named := l.area.Y+l.area.H, float32(math.Inf(-1))
	free := l.area.X // up to here there are bars
	per := float64(l.in.To-l.in.From) / float64(l.area.W/column)
	first := l.series.Until(l.in.From - 1)
	for c := 0; first < n; c++ {
		until := l.in.From + int64(float64(c+1)*per)
		next := min(l.series.Until(until-1), n)
		if float32(c)*column >= l.area.W {
			return
		}
		if next == first {
			continue
		}
		at, took := l.series.Max(first, next)
		first = next
		r := scene.Rect{Y: l.y(took), W: column - 1}
		r.H = foot - r.Y
		spike := took > 3*l.typical
		ink := scene.Tint(role, 0.6)
		if spike {
			ink, r.W = scene.Solid(theme.Spike), column
		}
		r.X = l.barX(at, c, r.W, free)
		free = r.X + r.W + 1
		l.s.Box(scene.LatencyBar.ID(l.in.Mode, at), r, 1, ink)
		if id := scene.LatencyBar.ID(l.in.Mode, at); l.in.Tell.told(id) {
			l.s.Items[len(l.s.Items)-1].Tip(l.barHint(at, took))
		}
		if spike && r.X > named {
			named = l.spikeName(at, took, r)
		}
	}
}

// spikeFar is how far from its bar a name may stand.
const spikeFar = 24

// barX is where a bar begins: its middle is at the instant of its sample, unless
// the bar of the column before is in the way.
func (l *strip) barX(at, c int, width, free float32) float32 {
	x := max(l.x(l.series.Marks[at].At)-width/2, free)
	return min(x, l.area.X+float32(c)*column+2.5, l.area.X+l.area.W-width)
}

func (l *strip) barHint(at int, took int64) string {
	m := l.series.Marks[at]
	if l.in.M != nil {
		if text := accountText(l.in.M, scene.LatencyBar.ID(l.in.Mode, at)); text != "" {
			return l.series.Name + ": " + long(took, l.in.GHz) + " up to " + sim.Micros(m.At, l.in.GHz) + " µs. " + text
		}
	}
	return l.series.Name + ": " + long(took, l.in.GHz) + " between the marks at " + sim.Micros(m.At-took, l.in.GHz) + " and " +
		sim.Micros(m.At, l.in.GHz) + " µs; half of the samples so far take at most " + long(l.typical, l.in.GHz) + "."
}

// spikeName writes a spike's size beside its bar and says up to where the
// text reaches.
func (l *strip) spikeName(at int, took int64, bar scene.Rect) float32 {
	text := shortOf(l.s, took, l.in.GHz)
	w := typeset.Measure(text, theme.SpanName)
	y := max(bar.Y+8, l.area.Y+10)
	now := scene.Rect{X: l.x(l.in.Now) - 3, Y: l.area.Y, W: 6, H: l.area.H}
	for _, x := range [...]float32{bar.X + bar.W + 4, now.X + now.W + 2, bar.X - w - 4} {
		box := scene.Rect{X: x, Y: y - 10, W: w, H: 13}
		if x < bar.X-w-4 || x > bar.X+bar.W+spikeFar { // it would not be seen whose name it is
			continue
		}
		if x < l.area.X || x+w > l.area.X+l.area.W || y > l.area.Y+l.area.H || overlap(box, l.table) || overlap(box, l.open) || overlap(box, now) {
			continue
		}
		l.s.Text(scene.LatencyBar.ID(l.in.Mode, at).Sub(1), x, y, text, theme.SpanName, scene.Start, scene.Solid(theme.TextAlarm)).Through()
		return max(x+w, bar.X+bar.W+w) + 4
	}
	return bar.X
}

func overlap(a, b scene.Rect) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

// now draws the cursor through the strip.
func (l *strip) now() {
	if l.in.Now < l.in.From || l.in.Now > l.in.To {
		return
	}
	x := l.x(l.in.Now)
	l.s.Line(scene.Cursor.ID().Sub(1), x, l.area.Y, x, l.area.Y+l.area.H, scene.Solid(theme.Cursor), theme.ArrowLine).Through()
}

// openGap draws the gap that has not ended as a bar that grows with the time.
func (l *strip) openGap() {
	in, id := l.in, scene.LatencyOpen.ID()
	took := in.Now - in.Since
	if !in.Open || took <= 0 || in.Now < in.From || in.Now > in.To {
		return
	}
	r := scene.Rect{X: l.x(in.Now) - column, Y: l.y(took), W: column}
	r.H = l.area.Y + l.area.H - r.Y
	ink := scene.Tint(theme.SeriesA, 0.35)
	if in.Mode == 1 {
		ink = scene.Tint(theme.SeriesB, 0.35)
	}
	stands := l.typical > 0 && took > 3*l.typical
	if stands {
		ink = scene.Tint(theme.Spike, 0.6)
	}
	l.s.Box(id, r, 1, ink).Outline(scene.Solid(theme.Spike), theme.Hairline)
	if in.Tell.told(id) {
		l.s.Items[len(l.s.Items)-1].Tip(l.openHint(took))
	}
	if !stands {
		return
	}
	text := l.s.Join(shortOf(l.s, took, in.GHz), " so far")
	w := typeset.Measure(text, theme.SpanName)
	x := r.X + r.W + 8
	y := min(max(r.Y+8, l.area.Y+10), l.area.Y+l.area.H-2)
	if x+w > l.area.X+l.area.W || overlap(scene.Rect{X: x, Y: y - 10, W: w, H: 13}, l.table) {
		x = r.X - 4 - w
	}
	if overlap(scene.Rect{X: x, Y: y - 10, W: w, H: 13}, l.table) {
		y = l.table.Y + l.table.H + 11
	}
	if x < l.area.X || y > l.area.Y+l.area.H {
		return
	}
	l.open = scene.Rect{X: x - 2, Y: y - 10, W: w + 4, H: 13}
}

// openName writes how long it lasts already, over the bars.
func (l *strip) openName() {
	if l.open.Empty() {
		return
	}
	id := scene.LatencyOpen.ID()
	text := l.s.Join(shortOf(l.s, l.in.Now-l.in.Since, l.in.GHz), " so far")
	l.s.Box(id.Sub(2), l.open, 2, scene.Solid(theme.Bar)).Through()
	l.s.Text(id.Sub(1), l.open.X+2, l.open.Y+10, text, theme.SpanName, scene.Start, scene.Solid(theme.TextAlarm)).Through()
}

func (l *strip) openHint(took int64) string {
	text := l.series.Name + ": " + long(took, l.in.GHz) + " since the mark at " + sim.Micros(l.in.Since, l.in.GHz) + " µs, and it has not ended."
	if l.in.M != nil {
		if more := accountText(l.in.M, scene.LatencyOpen.ID()); more != "" {
			text += " " + more
		}
	}
	return text
}
