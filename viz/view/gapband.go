package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// gapBand marks the interval of the chosen sample on the track of its victim,
// from one mark to the next.
func gapBand(s *scene.Scene, m *ui.Model, r scene.Rect) {
	from, to, ok := chosenGap(m)
	if !ok || to < m.Window.From || from > m.Window.To {
		return
	}
	area := plotOf(r)
	area.Y, area.H = r.Y+axisHeight, r.H-axisHeight-6
	series, _ := m.Samples(m.Shown)
	k := m.Kernel()
	cpu := int(k.M.Threads[series.Owner].CPU)
	rows := fitRows(area, len(k.M.CPUs), 0, selectedCPU(m.Sel))
	track := rows.of(cpu).track
	if track.H <= 0 {
		return
	}
	width := float64(m.Window.To - m.Window.From)
	x := func(t int64) float32 {
		t = min(max(t, m.Window.From), m.Window.To)
		return area.X + area.W*float32(float64(t-m.Window.From)/width)
	}
	id, x0, x1 := scene.Gap.ID(), x(from), x(to)
	band := scene.Rect{X: x0, Y: track.Y - 3, W: max(x1-x0, 1), H: track.H + 6}
	s.Box(id, band, 2, scene.Ink{}).Outline(solid(theme.Focus), theme.ArrowLine).Through()
	for i, at := range [...]float32{x0, x1} {
		s.Line(id.Sub(1+i), at, band.Y-3, at, band.Y+band.H+3, solid(theme.Focus), theme.ArrowLine).Through()
	}
}

// chosenGap is the interval of the sample that is chosen.
func chosenGap(m *ui.Model) (from, to int64, ok bool) {
	switch m.Sel.Kind {
	case scene.LatencyBar:
		series, _ := m.Samples(m.Shown)
		if n := int(m.Sel.N[1]); series != nil && int(m.Sel.N[0]) == m.Shown && n < len(series.Marks) {
			mark := series.Marks[n]
			return mark.At - mark.Took, mark.At, true
		}
	case scene.LatencyOpen:
		from, ok = m.OpenSince()
		return from, m.Now, ok
	}
	return 0, 0, false
}
