package view

import (
	"sort"

	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
	"barnyard/viz/typeset"
)

// Remote work. With qpw=0 an arrow goes from the CPU that queues work to the
// CPU whose kworker begins it. With qpw=1 the asking CPU does the work itself:
// a slice in its own span, and a dashed line to the lock that it takes over
// there.

// direct draws the work that a CPU's threads do for others.
func (p *plot) direct(cpu int, row row) {
	lane := &p.t.CPUs[cpu].Direct
	y, h := row.track.Y+3, max(row.track.H-6, 1)
	for _, pc := range p.pieces(lane, p.grain) {
		s := &lane.Spans[pc.I]
		id, r := scene.DirectSpan.ID(cpu, pc.I), p.bar(pc.From, pc.To, y, h)
		it := p.ring(p.s.Box(id, r, theme.RadiusCell, scene.Solid(theme.RemoteWork)))
		if p.told(id) {
			it.Tip(p.directHint(cpu, s))
		}
		r.W = p.untilInterrupt(cpu, pc, r)
		p.slice(id, r, p.s.Join("for ", cpuName(p.s, s.Other)), row)
	}
}

// untilInterrupt is how far the name of such work has room: an interrupt that comes
// in the midst of it lies on top.
func (p *plot) untilInterrupt(cpu int, pc track.Piece, r scene.Rect) float32 {
	if len(p.t.CPUs[cpu].Nest) == 0 {
		return r.W
	}
	spans := p.t.CPUs[cpu].Nest[0].Spans
	i := sort.Search(len(spans), func(i int) bool { return spans[i].From >= pc.From })
	if i == len(spans) || spans[i].From >= pc.To {
		return r.W
	}
	return min(r.W, p.x(spans[i].From)-r.X)
}

func (p *plot) directHint(cpu int, s *track.Span) string {
	return p.name(s.Thread) + " does the work of " + cpuText(s.Other) + " itself, from " + cpuText(cpu) + ": " + p.when(s.From, s.To) + "."
}

// reaches draws the lines of all work that one CPU does for another, over the
// tracks that lie between.
func (p *plot) reaches() {
	for i := range p.rows.n {
		cpu := p.rows.cpu(i)
		lane := &p.t.CPUs[cpu].Direct
		for _, pc := range p.pieces(lane, p.grain) {
			p.reach(cpu, pc.I, &lane.Spans[pc.I])
		}
	}
}

// reach draws the line to the lock of the CPU that the work is for.
func (p *plot) reach(cpu, n int, s *track.Span) {
	x, y0, y1, ok := p.reachLine(cpu, s)
	if !ok {
		return
	}
	it := p.s.Line(scene.Reach.ID(cpu, n), x, y0, x, y1, scene.Solid(theme.RemoteWork), theme.Stroke).Dashed()
	if p.told(it.ID) {
		it.Tip(p.name(s.Thread) + " reaches from " + cpuText(cpu) + " into the sheaves of " + cpuText(s.Other) + "; no thread of " + cpuText(s.Other) + " runs for it.")
	}
}

// reachLine is where such a line is; false if there is none to be drawn.
func (p *plot) reachLine(cpu int, s *track.Span) (x, y0, y1 float32, ok bool) {
	to := p.rows.of(int(s.Other))
	if to.hold.H == 0 || int(s.Other) == cpu || s.From < p.in.From {
		return 0, 0, 0, false
	}
	y0, y1 = p.edges(int32(cpu), s.Other)
	if y1 > y0 {
		y1 = to.hold.Y
	} else {
		y1 = to.hold.Y + to.hold.H
	}
	return p.x(s.From), y0, y1, true
}

// noteWays notes where these lines and the ways of interrupts and of queued work will
// be, for the names that are written before them.
func (p *plot) noteWays() {
	p.noteReaches()
	for i := p.t.FirstIPI(p.in.From); i < len(p.t.IPIs) && p.t.IPIs[i].Sent <= p.end && len(p.reached) < mostWays; i++ {
		if m := &p.t.IPIs[i]; p.visible(m.From) && p.visible(m.To) {
			y0, y1 := p.edges(m.From, m.To)
			p.noteWay(p.x(m.Sent), y0, p.x(min(m.Arrived, p.end)), y1, 0)
		}
	}
	for i := p.t.FirstAsk(p.in.From); i < len(p.t.Asks) && p.t.Asks[i].Queued <= p.end && len(p.reached) < mostWays; i++ {
		a := &p.t.Asks[i]
		if from, to := p.askRows(a); from != to && p.shown(a.Queued, a.Started) && p.visible(from) && p.visible(to) {
			y0, y1 := p.edges(from, to)
			p.noteWay(p.x(a.Queued), y0, p.x(min(a.Started, p.end)), y1, 0.5)
		}
	}
}

// mostWays is how many pieces of ways are noted: with more, none can be avoided.
const mostWays = 400

// noteWay notes a way from an edge to an edge in pieces. It is straight, or it begins
// and ends upright and bends at a share of its height, as ask draws it.
func (p *plot) noteWay(x0, y0, x1, y1, bend float32) {
	const pieces = 12
	x, y := x0, y0
	for i := range pieces {
		t := float32(i+1) / pieces
		u := 1 - t
		nextX, nextY := x0+(x1-x0)*t, y0+(y1-y0)*t
		if bend > 0 {
			b := (y1 - y0) * bend
			nextX = x0*(u*u*u+3*u*u*t) + x1*(3*u*t*t+t*t*t)
			nextY = y0*u*u*u + 3*(y0+b)*u*u*t + 3*(y1-b)*u*t*t + y1*t*t*t
		}
		left, top := min(x, nextX), min(y, nextY)
		p.reached = append(p.reached, scene.Rect{X: left - 1, Y: top, W: max(x, nextX) - left + 2, H: max(y, nextY) - top})
		x, y = nextX, nextY
	}
}

// noteReaches notes the lines of work for others.
func (p *plot) noteReaches() {
	p.reached = p.reached[:0]
	for i := range p.rows.n {
		cpu := p.rows.cpu(i)
		lane := &p.t.CPUs[cpu].Direct
		for _, pc := range p.pieces(lane, p.grain) {
			if x, y0, y1, ok := p.reachLine(cpu, &lane.Spans[pc.I]); ok {
				p.reached = append(p.reached, scene.Rect{X: x - 1, Y: min(y0, y1), W: 2, H: max(y0, y1) - min(y0, y1)})
			}
		}
	}
}

// edges is where an arrow leaves the track of one CPU and meets that of
// another.
func (p *plot) edges(from, to int32) (y0, y1 float32) {
	a, b := p.rows.of(int(from)).track, p.rows.of(int(to)).track
	if a.Y < b.Y {
		return a.Y + a.H, b.Y
	}
	return a.Y, b.Y + b.H
}

func (p *plot) visible(cpu int32) bool {
	_, ok := p.rows.place(int(cpu))
	return ok
}

// arrows draws interrupts and queued work between CPUs; not more than one for
// each few points of the axis.
func (p *plot) arrows() {
	step := max(4*p.grain, 1)
	last := p.in.From - step
	for i := p.t.FirstIPI(p.in.From); i < len(p.t.IPIs) && p.t.IPIs[i].Sent <= p.end; i++ {
		if m := &p.t.IPIs[i]; m.Sent-last >= step && p.visible(m.From) && p.visible(m.To) {
			p.ipi(i, m)
			last = m.Sent
		}
	}
	p.eachAsk(p.ask)
}

// eachAsk calls f with the work queued for other CPUs that is in the picture.
func (p *plot) eachAsk(f func(n int, a *track.Ask)) {
	step := max(4*p.grain, 1)
	last := p.in.From - step
	for i := p.t.FirstAsk(p.in.From); i < len(p.t.Asks) && p.t.Asks[i].Queued <= p.end; i++ {
		if p.full() {
			return
		}
		a := &p.t.Asks[i]
		if a.Queued > last && a.Queued-last < step {
			i = p.t.QueuedSince(last+step) - 1
			continue
		}
		if from, to := p.askRows(a); from != to && p.shown(a.Queued, a.Started) && p.visible(from) && p.visible(to) {
			f(i, a)
			last = a.Queued
		}
	}
}

// askRows is the rows of who asks and who pays.
func (p *plot) askRows(a *track.Ask) (from, to int32) {
	if !p.in.Tasks {
		return a.From, a.To
	}
	payer := a.Payer
	for id := range p.t.Threads { // not begun: whoever waits there to do it
		if th := &p.t.Threads[id]; payer == sim.NoThread && th.Kind == sim.Kworker && th.CPU == a.To && p.rowOf(sim.ThreadID(id)) >= 0 {
			payer = sim.ThreadID(id)
		}
	}
	if payer == sim.NoThread {
		return -1, -1
	}
	return int32(p.rowOf(a.Asker)), int32(p.rowOf(payer))
}

// ipi draws one interrupt from a CPU to another.
func (p *plot) ipi(n int, m *track.IPI) {
	y0, y1 := p.edges(m.From, m.To)
	it := p.s.Line(scene.IPIArrow.ID(n), p.x(m.Sent), y0, p.x(min(m.Arrived, p.end)), y1, scene.Solid(theme.Hardirq), theme.Hairline).Dashed()
	if p.told(it.ID) {
		it.Tip(p.ipiHint(m))
	}
}

func (p *plot) ipiHint(m *track.IPI) string {
	tip := cpuText(m.From) + " sends " + cpuText(m.To) + " an interrupt, for " + p.name(m.Sender) + "; "
	if m.Arrived > p.known {
		return tip + "it is under way for " + p.when(m.Sent, m.Arrived) + "."
	}
	return tip + "it arrives after " + p.when(m.Sent, m.Arrived) + "."
}

// ask draws one work item from who queued it to who begins it.
func (p *plot) ask(n int, a *track.Ask) {
	y0, y1 := p.edges(p.askRows(a))
	x0, x1 := p.x(a.Queued), p.x(min(a.Started, p.end))
	id, ink := scene.AskArrow.ID(n), scene.Solid(theme.RemoteWork)
	bend := (y1 - y0) * 0.5
	it := p.s.Cubic(id, scene.Point{X: x0, Y: y0}, scene.Point{X: x0, Y: y0 + bend}, scene.Point{X: x1, Y: y1 - bend}, scene.Point{X: x1, Y: y1},
		ink, theme.ArrowLine)
	if begun := a.Started <= p.known; begun {
		it.Arrow()
	} else {
		it.Dashed()
	}
	if p.told(id) {
		it.Tip(p.askHint(a))
	}
	p.ring(it)
	p.take(head(x1, y0, y1)) // no text hides it
}

func (p *plot) askHint(a *track.Ask) string {
	tip := p.name(a.Asker) + " on " + cpuText(a.From) + " queues work on " + cpuText(a.To) + " at " + sim.Micros(a.Queued, p.in.GHz) + " µs; "
	if a.Started <= p.known {
		return tip + p.name(a.Payer) + " begins it " + long(a.Started-a.Queued, p.in.GHz) + " later."
	}
	return tip + "it has not begun after " + long(p.known-a.Queued, p.in.GHz) + "."
}

// head is the place of an arrow's head that comes from y0.
func head(x, y0, y1 float32) scene.Rect {
	if y1 > y0 {
		y1 -= 14
	}
	return scene.Rect{X: x - 5, Y: y1, W: 10, H: 14}
}

// askName writes the latency beside an arrow, in the gap below or above the
// track where it starts.
func (p *plot) askName(n int, a *track.Ask) {
	if p.rows.pitch < 34 {
		return
	}
	text := p.s.Join("queued: ", shortOf(p.s, min(a.Started, p.known)-a.Queued, p.in.GHz))
	if a.Started > p.known {
		text = p.s.Join("queued, not begun: ", shortOf(p.s, p.known-a.Queued, p.in.GHz))
	}
	w := typeset.Measure(text, theme.SpanName)
	from, to := p.askRows(a)
	y0, y1 := p.edges(from, to)
	near := p.rows.of(int(to)).track.Y - 4 // just above the track of the one who pays
	if y1 < y0 {
		near = p.rows.of(int(to)).bracket + 4
	}
	x0, x1 := p.x(a.Queued), p.x(min(a.Started, p.end))
	xs := []float32{x1 + 10, x1 - w - 14, x0 - w - 8}
	if x, y, ok := p.place(text, theme.SpanName, xs, near); ok {
		p.write(scene.AskArrow.ID(n).Sub(1), x, y, text, theme.RemoteWork)
	}
}
