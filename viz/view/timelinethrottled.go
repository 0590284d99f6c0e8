package view

import (
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
	"barnyard/viz/typeset"
)

// A FIFO thread that is throttled, and a CPU that idles meanwhile: that is waiting
// and no idleness, so it is hatched on the CPU's own track.

// eachThrottled calls f with every stretch in which a FIFO thread was put aside and
// its CPU had, for a part of it, nothing else to run.
func (p *plot) eachThrottled(cpu int, f func(th, n int, s *track.Span, from, to int64)) {
	p.eachOff(cpu, func(th, n int, s *track.Span) {
		if s.What != track.Aside || p.t.Threads[th].FIFO == 0 || s.By != sim.NoThread && p.t.Threads[s.By].FIFO > 0 {
			return
		}
		if from, to := p.widestIdle(cpu, max(s.From, p.in.From), min(s.To, p.end)); from < to {
			f(th, n, s, from, to)
		}
	})
}

// throttled draws them, before what runs is drawn over it.
func (p *plot) throttled(cpu int, row row) {
	p.eachThrottled(cpu, func(th, n int, s *track.Span, from, to int64) {
		it := p.s.Hatch(scene.ThreadOff.ID(th, n).Sub(2), p.bar(from, to, row.track.Y, row.track.H), theme.RadiusCell, scene.Solid(theme.Waiting))
		if p.told(it.ID) {
			it.Tip(p.name(s.Thread) + " is throttled: FIFO threads have used up their share of the period, and nothing else wants the CPU. " + p.offHint(s))
		}
		p.fade(p.ring(it), s.Thread)
	})
}

// throttledNames says on each who it is.
func (p *plot) throttledNames() {
	for i := range p.rows.n {
		cpu := p.rows.cpu(i)
		row := p.rows.of(cpu)
		if !row.names {
			continue
		}
		p.eachThrottled(cpu, func(th, n int, s *track.Span, from, to int64) {
			x0, x1 := p.x(from)+8, p.x(to)-8
			for _, text := range [...]string{p.s.Join(p.name(s.Thread), " throttled, ", p.lasted(s.From, s.To)), p.s.Join(p.name(s.Thread), " throttled"), "throttled"} {
				wide := typeset.Measure(text, theme.SpanName)
				if wide > x1-x0 {
					continue
				}
				if x, y, ok := p.place(text, theme.SpanName, []float32{x0, x1 - wide}, middle(row.track)); ok {
					id := scene.ThreadOff.ID(th, n)
					p.s.Box(id.Sub(3), scene.Rect{X: x - 4, Y: row.track.Y + 2, W: wide + 8, H: row.track.H - 4}, theme.RadiusTray, scene.Solid(theme.Well)).Through()
					p.s.Text(id.Sub(4), x, y, text, theme.SpanName, scene.Start, scene.Solid(theme.Text)).Through()
				}
				return
			}
		})
	}
}
