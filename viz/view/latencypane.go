package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The pane of samples: a line at its top with the maximum, which is what
// counts in real-time work, and with the buttons that choose what is below:
// the samples over time, or how many there are of each length.

// latencyHead is the height of that line, in points.
const latencyHead = 24

// latencyPane draws the pane.
func latencyPane(s *scene.Scene, m *ui.Model, r scene.Rect) {
	if r.Empty() {
		return
	}
	if m.Presenting() {
		samplesToRoom(s, m, r)
		return
	}
	if m.Latency.Counts && m.SeriesShown() >= 0 {
		histogram(s, m, r, 0)
	} else {
		latency(s, latencyInput(s, m), r)
	}
	if m.SeriesShown() >= 0 {
		left := latencyTabs(s, m, r)
		if m.Latency.Counts {
			headline(s, m, r, left)
			return
		}
		strip := &workOf(s).strip
		end := headline(s, m, r, left-strip.headRoom())
		strip.inHead(r.Y+17, end+16, left-12)
	}
}

// latencyTabs draws the buttons at the right and says where they begin. Those that come
// and go are left of the others, which so stay under the pointer.
func latencyTabs(s *scene.Scene, m *ui.Model, r scene.Rect) float32 {
	tabs := [...]struct {
		n       int
		label   string
		tip     string
		pressed bool
	}{
		{ui.TabCounts, "histogram", "How many samples there are of each length (h).", m.Latency.Counts},
		{ui.TabOverTime, "over time", "The samples on the axis of the tracks above (h).", !m.Latency.Counts},
		{ui.TabSeries, seriesCount(s, m), "The next series that the programs mark (y).", false},
		{ui.TabPolicies, "4 policies", "All four ways to deal with the sheaves of an isolated CPU, laid over each other (O).", m.Overlaid()},
	}
	x := r.X + r.W - 8
	for _, t := range tabs {
		w := typeset.Measure(t.label, theme.Label) + 14
		if t.label == "" || t.n == ui.TabPolicies && !m.Latency.Counts || x-w < r.X+r.W*0.4 {
			continue
		}
		x -= w
		ground, ink := solid(theme.Bar), theme.TextDim
		if t.pressed {
			ground, ink = solid(theme.Selected), theme.Text
		}
		id := scene.LatencyTab.ID(t.n)
		s.Box(id, scene.Rect{X: x, Y: r.Y + 4, W: w - 2, H: 17}, 4, ground).Tip(t.tip)
		s.Text(id.Sub(1), x+w/2-1, r.Y+16, t.label, theme.Label, scene.Middle, solid(ink)).Through()
	}
	return x
}

// seriesCount is which of the series is shown; empty if there is no other.
func seriesCount(s *scene.Scene, m *ui.Model) string {
	n := len(m.Side().Tracks.Series)
	if n < 2 {
		return ""
	}
	return s.Join("series ", s.Int(int64(m.SeriesShown()+1)), " of ", s.Int(int64(n)))
}

// headline writes the largest of the samples that are shown, and of how many in
// how long, and says where it ends.
func headline(s *scene.Scene, m *ui.Model, r scene.Rect, right float32) (end float32) {
	series, n := m.Samples(m.Shown)
	_, most := series.Max(0, n)
	text := "no sample yet"
	if tail, _ := m.TailOf(m.Shown); tail.Open > 0 && !m.Latency.Counts {
		text = s.Join("max ≥ ", longOf(s, tail.Open, m.GHz()))
	} else if n > 0 {
		text = s.Join("max ", longOf(s, most, m.GHz()))
	}
	x, y := r.X+12, r.Y+17
	id := scene.Latency.ID()
	w := typeset.Measure(text, theme.Strong)
	s.Text(id.Sub(2), x, y, text, theme.Strong, scene.Start, solid(theme.Text)).Through()
	x += w + 10
	took := m.Now
	if m.Latency.Counts {
		took = m.Side().Past.Recorded()
	}
	of := s.Join("n ", s.Int(int64(n)), " in ", longOf(s, took, m.GHz()))
	name := s.Join(series.Name, " on ", cpuName(s, series.CPU))
	for _, t := range [...]string{s.Join(of, " · ", name, ": time between two marks"), s.Join(of, " · ", name), s.Join(of, " · ", series.Name), of} {
		if w := typeset.Measure(t, theme.Label); x+w <= right-6 {
			s.Text(id.Sub(1), x, y, t, theme.Label, scene.Start, solid(theme.TextDim)).Wide(w).Tip(samplesTip)
			return x + w
		}
	}
	return x
}

const samplesTip = "Each time that the program passes its mark, the time since the mark before is one sample. The longest of them is what counts; it says nothing without the number of samples."
