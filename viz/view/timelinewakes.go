package view

import (
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
	"barnyard/viz/typeset"
)

// Who wakes whom: a line from the waker's row to that of the woken, with a
// diamond where it starts. How long the woken one then waits for its CPU stands
// beside the line; in the task view it is the length of the hollow box.

// eachWake calls f with the wake-ups between two rows of the picture, not more
// than one in each step of the axis. Where there are many it looks at few.
func (p *plot) eachWake(step int64, f func(n int, w *track.Wake, from, to int)) {
	const tries = 8 // wake-ups within a grain that are looked at for one between rows
	last, tried, since := p.in.From-step, 0, p.in.From
	for i := p.t.WokenSince(p.in.From); i < len(p.t.Wakes) && p.t.Wakes[i].At <= p.end && !p.full(); i++ {
		w := &p.t.Wakes[i]
		if w.At-last < step && w.At > last {
			i = p.t.WokenSince(last+step) - 1
			continue
		}
		if from, to := p.wakeRows(w); from >= 0 && to >= 0 && from != to {
			f(i, w, from, to)
			last = w.At
			continue
		}
		if w.At-since >= p.grain {
			since, tried = w.At, 0
		}
		if tried++; tried > tries {
			i = max(p.t.WokenSince(since+p.grain)-1, i)
		}
	}
}

// wakes draws them.
func (p *plot) wakes() { p.eachWake(max(4*p.grain, 1), p.wake) }

// wakeRows is the rows of the two, -1 for one that is not shown.
func (p *plot) wakeRows(w *track.Wake) (from, to int) {
	if p.in.Tasks {
		return p.rowOf(w.Waker), p.rowOf(w.Woken)
	}
	if !p.visible(w.From) || !p.visible(w.To) {
		return -1, -1
	}
	return int(w.From), int(w.To)
}

// wake draws one.
func (p *plot) wake(n int, w *track.Wake, from, to int) {
	y0, y1 := p.edges(int32(from), int32(to))
	x, id := p.x(w.At), scene.WakeArrow.ID(n)
	it := p.ring(p.s.Line(id, x, y0, x, y1, scene.Solid(theme.Woken), theme.Hairline).Arrow())
	if p.told(id) {
		it.Tip(p.wakeHint(w))
	}
	inside := float32(3)
	if y1 > y0 {
		inside = -3
	}
	p.s.Diamond(id.Sub(1), x, y0+inside, 3, scene.Solid(theme.Woken)).Through()
}

// wakeNames writes the latency beside the line, at the row of the woken; in the
// task view the hollow box says it.
func (p *plot) wakeNames() {
	if p.rows.pitch < 34 {
		return
	}
	p.eachWake(40*p.grain, p.wakeName)
}

func (p *plot) wakeName(n int, w *track.Wake, from, to int) {
	text := p.s.Join("woken: ", p.lasted(w.At, w.Ran))
	y0, y1 := p.edges(int32(from), int32(to))
	y := y1 - 4
	if y1 < y0 {
		y = y1 + 12
	}
	x := p.x(w.At)
	if x, y, ok := p.place(text, theme.SpanName, []float32{x + 8, x - typeset.Measure(text, theme.SpanName) - 8}, y); ok {
		p.write(scene.WakeArrow.ID(n).Sub(2), x, y, text, theme.TextGood)
	}
}

// wakerText is who woke somebody, and from where.
func (p *plot) wakerText(w *track.Wake) string {
	if w.Waker != sim.NoThread && p.t.Threads[w.Waker].Kind <= sim.Kworker {
		return p.name(w.Waker) + " on " + cpuText(w.From)
	}
	if w.Waker == sim.NoThread {
		return cpuText(w.From)
	}
	return p.t.Threads[w.Waker].Name
}

func (p *plot) wakeHint(w *track.Wake) string {
	text := p.wakerText(w) + " wakes " + p.name(w.Woken) + " at " + p.microText(w.At)
	if w.Ran <= p.known {
		return text + "; it has " + cpuText(w.To) + " " + long(w.Ran-w.At, p.in.GHz) + " later."
	}
	return text + "; it has not had " + cpuText(w.To) + " for " + long(p.known-w.At, p.in.GHz) + "."
}
