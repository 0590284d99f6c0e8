package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The samples for a room: where a step speaks of them, presenter mode has their pane
// below the others, and in it the maximum of each run in letters that the last row
// reads. The small box among the bars is not there then.
//
//	gap on CPU 3: the longest time between two marks   over time | histogram
//	■ qpw=0 queue work          ○ qpw=1 take the lock
//	max 4.563 µs                max 0.100 µs
//	p50 0.100 µs  n 361 in all  p50 0.100 µs  n 320 so far
//	 10 µs |          |
//	  1 µs |  ........|......

// What of the body the pane has: the histogram more, since no tracks have to stand
// over it. It is not lower than its numbers, and goes where little else would be left.
const (
	stageShare  = 0.45
	countsShare = 0.56
	stageLeast  = 92
	stageBody   = 190
)

// Measures of the numbers, in points.
const (
	stageNarrow  = 150 // narrower is no column
	stageName    = 17
	stageNumbers = 19
	stageSmall   = 22 // the least size of a maximum that is called large
	stageLarge   = 42
	stageGap     = 6
	stagePlot    = 30 // a lower plot says nothing
)

// stageSamples takes the pane of samples from the body, where a step speaks of them.
func (f *Frame) stageSamples(m *ui.Model, body scene.Rect) scene.Rect {
	if !m.Presenting() || !m.Loaded() || !m.AboutSamples() || m.AboutText() || body.H < stageBody || m.SeriesShown() < 0 {
		return body
	}
	share := float32(stageShare)
	if m.Latency.Counts {
		share = countsShare
	}
	h := max(body.H*share, stageLeast)
	f.Latency = scene.Rect{X: body.X, Y: body.Y + body.H - h, W: body.W, H: h}
	body.H -= h + 8
	return body
}

// maxima is the numbers of all runs while they are drawn.
type maxima struct {
	s       *scene.Scene
	m       *ui.Model
	r       scene.Rect
	columns int
	wide    float32 // of a column
	size    float32 // of the letters of a maximum
}

func maximaOf(s *scene.Scene, m *ui.Model, r scene.Rect) maxima {
	x := maxima{s: s, m: m, r: r, columns: m.Runs()}
	for x.columns > 1 && (r.W-24)/float32(x.columns) < stageNarrow {
		x.columns = (x.columns + 1) / 2
	}
	x.wide = (r.W - 24) / float32(x.columns)
	x.size = min(max(r.H*0.17, stageSmall), stageLarge)
	for run := range m.Runs() { // all of one size
		if w := typeset.Measure(x.maximum(run), theme.Heading.At(x.size)); w > x.wide-52 {
			x.size *= max(x.wide-52, 1) / w
		}
	}
	return x
}

// row is how high the numbers of a run are.
func (x *maxima) row() float32 { return stageName + x.size*1.1 + stageNumbers }

// high is how high all are, with the line above them.
func (x *maxima) high() float32 {
	return latencyHead + x.row()*float32((x.m.Runs()+x.columns-1)/x.columns) + stageGap
}

// samplesToRoom draws the pane.
func samplesToRoom(s *scene.Scene, m *ui.Model, r scene.Rect) {
	x := maximaOf(s, m, r)
	switch head := x.high(); {
	case r.H-head-20 < stagePlot:
		pane(s, scene.Latency.ID(), r, theme.Bar)
	case m.Latency.Counts:
		histogram(s, m, r, head)
	default:
		in := latencyInput(s, m)
		in.Head = head
		latency(s, in, r)
	}
	x.what(latencyTabs(s, m, r))
	for run := range m.Runs() {
		x.run(run)
	}
}

// what says what the numbers are of.
func (x *maxima) what(right float32) {
	series, _ := x.m.Samples(x.m.Shown)
	t := theme.Prose
	name := x.s.Join(series.Name, " on ", cpuName(x.s, series.CPU))
	for _, text := range [...]string{x.s.Join(name, ": the longest time between two marks"), name, series.Name} {
		if w := typeset.Measure(text, t); x.r.X+12+w <= right-8 {
			x.s.Text(scene.Latency.ID().Sub(1), x.r.X+12, x.r.Y+17, text, t, scene.Start, solid(theme.TextSoft)).Wide(w).Tip(samplesTip)
			return
		}
	}
}

// run draws the numbers of one run.
func (x *maxima) run(run int) {
	s, id := x.s, scene.LatencyRow.ID(run)
	left := x.r.X + 12 + x.wide*float32(run%x.columns)
	y := x.r.Y + latencyHead + x.row()*float32(run/x.columns)
	ink := theme.TextSoft
	if run == x.m.Shown {
		ink = theme.Text
	}
	keySignOf(s, run, left-8, y+13)
	x.name(run, left+28, y+13, ink)
	y += stageName + x.size
	w := words(s, id.Sub(4), left, y, "max", theme.Prose.At(14), theme.TextDim, x.wide)
	words(s, id, left+w+7, y, x.maximum(run), theme.Heading.At(x.size), ink, x.wide-w-8)
	words(s, id.Sub(5), left, y+stageNumbers-1, x.rest(run), theme.Number.At(12), theme.TextDim, x.wide-8)
	if told(x.m, id.Sub(5)) {
		s.Items[len(s.Items)-1].Tip(tableTip)
	}
}

// name writes what a run is called, and what it does where there is room for it whole.
func (x *maxima) name(run int, left, y float32, ink theme.Role) {
	of, id := workOf(x.s).wordsOfRun(x.m, run), scene.LatencyRow.ID(run)
	t, room := theme.Strong.At(13.5), x.wide-36
	w := words(x.s, id.Sub(3), left, y, of.label, t, ink, room)
	if t = theme.Prose.At(13.5); w+10+typeset.Measure(of.short, t) <= room {
		words(x.s, id.Sub(6), left+w+10, y, of.short, t, ink, room)
	}
}

// counted is how many samples of a run count; false where nothing can be said yet.
// Over time that is the whole run of a side that is not shown.
func (x *maxima) counted(run int) (n int, known bool) {
	if run != x.m.Shown && !x.m.Latency.Counts && !x.m.Run(run).Past.Ended() {
		return 0, false
	}
	_, n = x.m.Samples(run)
	return n, true
}

// maximum is the number that counts in real-time work. All are microseconds, so that
// they can be compared at a glance; a millisecond and more has its own unit.
func (x *maxima) maximum(run int) string {
	n, known := x.counted(run)
	switch {
	case !known:
		return "…"
	case n == 0:
		return "–"
	}
	series, _ := x.m.Samples(run)
	_, most := series.Max(0, n)
	if run == x.m.Shown && !x.m.Latency.Counts {
		if tail, _ := x.m.TailOf(run); tail.Open > 0 {
			return x.s.Join("≥ ", x.time(tail.Open))
		}
	}
	return x.time(most)
}

// time is a duration in the unit of the maxima.
func (x *maxima) time(cycles int64) string {
	if ghz := x.m.GHz(); cycles < 1_000_000*ghz {
		return x.s.Join(micros3(x.s, cycles, ghz), " µs")
	}
	return longOf(x.s, cycles, x.m.GHz())
}

// rest is what a maximum says nothing without.
func (x *maxima) rest(run int) string {
	n, known := x.counted(run)
	switch {
	case !known:
		return "recording…"
	case n == 0:
		return "no sample yet"
	}
	series, _ := x.m.Samples(run)
	stretch := " in all"
	if n < len(series.Marks) || !x.m.Run(run).Past.Ended() {
		stretch = " so far"
	}
	return x.s.Join("p50 ", x.time(series.Percentile(n, 500)), "  n ", x.s.Int(int64(n)), stretch)
}
