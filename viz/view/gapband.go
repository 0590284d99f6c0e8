package view

import (
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// The interval of the chosen sample on the track of its victim, from one mark
// to the next.

// gapWanted is that interval, and whose it is.
type gapWanted struct {
	from, to int64
	of       sim.ThreadID // NoThread: no sample is chosen
	cpu      int32        // where it is now
}

// chosenGap is the interval of the sample that is chosen.
func chosenGap(m *ui.Model) gapWanted {
	g := gapWanted{of: sim.NoThread}
	series, _ := m.Samples(m.Shown)
	if series == nil || series.Owner == sim.NoThread {
		return g
	}
	switch m.Sel.Kind {
	case scene.LatencyBar:
		if n := int(m.Sel.N[1]); int(m.Sel.N[0]) == m.Shown && n < len(series.Marks) {
			mark := series.Marks[n]
			g.from, g.to, g.of = mark.At-mark.Took, mark.At, series.Owner
		}
	case scene.LatencyOpen:
		if since, ok := m.OpenSince(); ok {
			g.from, g.to, g.of = since, m.Now, series.Owner
		}
	}
	if g.of != sim.NoThread {
		g.cpu = m.Kernel().M.Threads[g.of].CPU
	}
	return g
}

// gap frames it. In the task view the victim has a row of its own.
func (p *plot) gap() {
	g := &p.in.Gap
	if kind := p.in.Selected.Kind; kind != scene.LatencyBar && kind != scene.LatencyOpen {
		return // it is the other of two runs
	}
	if g.of == sim.NoThread || g.to <= g.from || g.to < p.in.From || g.from > p.in.To {
		return
	}
	at := int(g.cpu)
	if p.in.Tasks {
		if at = p.rowOf(g.of); at < 0 {
			return
		}
	}
	track := p.rows.of(at).track
	if track.H <= 0 {
		return
	}
	id, x0, x1 := scene.Gap.ID(), p.x(g.from), p.x(g.to)
	band := scene.Rect{X: x0, Y: track.Y - 3, W: max(x1-x0, 1), H: track.H + 6}
	p.s.Box(id, band, 2, scene.Ink{}).Outline(solid(theme.Focus), theme.ArrowLine).Through()
	for i, x := range [...]float32{x0, x1} {
		p.s.Line(id.Sub(1+i), x, band.Y-3, x, band.Y+band.H+3, solid(theme.Focus), theme.ArrowLine).Through()
	}
}
