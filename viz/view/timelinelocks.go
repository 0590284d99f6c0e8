package view

import (
	"strconv"

	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
)

// Below a track: when the lock of the CPU's own sheaves was held, by whomever,
// and thinner, which other locks its threads held. What somebody else waited
// for is hatched.

// locks draws the bars of the locks that belong to a row.
func (p *plot) locks(cpu int, row row) {
	if id := p.t.LockOf(p.in.Cache, cpu); id >= 0 && row.hold.H > 0 {
		p.holds(&p.t.Locks[id].Held, row.hold, func(n int) scene.ID { return scene.HoldSpan.ID(cpu, n) }, cpu)
	}
	if row.held.H == 0 {
		return
	}
	held := p.t.CPUs[cpu].Held
	for _, sleeping := range [...]bool{true, false} { // sleeping locks are held longest: they go below
		for i := range held {
			lock := int(held[i].Lock)
			if p.t.Locks[lock].Class.Sleeps() == sleeping {
				p.holds(&held[i].Lane, row.held, func(n int) scene.ID { return scene.HeldSpan.ID(cpu, lock, n) }, cpu)
			}
		}
	}
}

// holds draws one lock's bars. Those that are too short to be seen alone are
// drawn together, the fainter the less of the time the lock was held.
func (p *plot) holds(lane *track.Lane, at scene.Rect, id func(n int) scene.ID, cpu int) {
	pieces := p.pieces(lane, p.grain)
	for i := 0; i < len(pieces); {
		pc := pieces[i]
		i++
		if pc.To-pc.From >= p.grain && pc.J-pc.I == 1 {
			p.hold(&lane.Spans[pc.I], at, id(pc.I), cpu)
			continue
		}
		for i < len(pieces) && pieces[i].From-pc.To < 2*p.grain && (pieces[i].J-pieces[i].I > 1 || pieces[i].To-pieces[i].From < p.grain) {
			pc.J, pc.To = pieces[i].J, pieces[i].To
			i++
		}
		if pc.J-pc.I == 1 {
			p.hold(&lane.Spans[pc.I], at, id(pc.I), cpu)
			continue
		}
		p.holdMix(lane, pc, at, id(pc.I))
	}
}

// hold draws one hold. One by a thread of another CPU has the colour of work
// for others: somebody reaches in.
func (p *plot) hold(s *track.Span, at scene.Rect, id scene.ID, cpu int) {
	role, remote := theme.LockHeld, p.t.Threads[s.Thread].CPU != int32(cpu)
	if p.t.Locks[s.Other].Class.Sleeps() {
		role = theme.Edge
	}
	if remote {
		role = theme.RemoteWork
	}
	r := p.bar(s.From, s.To, at.Y, at.H)
	it := p.fade(p.ring(p.s.Box(id, r, 1, scene.Solid(role))), s.Thread)
	if p.told(id) {
		it.Tip(p.holdHint(s, remote))
	}
	if s.Fought > 0 && s.Fought <= p.end {
		p.s.Hatch(id.Sub(1), p.bar(s.Fought, s.To, at.Y, at.H), 1, scene.Solid(theme.Contended)).Through()
	}
}

func (p *plot) holdHint(s *track.Span, remote bool) string {
	tip := p.t.Locks[s.Other].Name + " is held by " + p.name(s.Thread)
	if remote {
		tip += " of " + cpuText(p.t.Threads[s.Thread].CPU)
	}
	tip += ": " + p.when(s.From, s.To) + "."
	if s.Fought > 0 && s.Fought <= p.known {
		tip += " From " + p.microText(s.Fought) + " on somebody else waits for it."
	}
	return tip
}

func (p *plot) holdMix(lane *track.Lane, pc track.Piece, at scene.Rect, id scene.ID) {
	covered, total := lane.Covered(pc), max(min(pc.To, p.end)-pc.From, 1)
	share := min(float32(float64(covered)/float64(total)), 1)
	steps := float32(int(share*4)+1) / 5
	it := p.s.Box(id, p.bar(pc.From, pc.To, at.Y, at.H), 1, scene.Tint(theme.LockHeld, 0.3+0.7*steps))
	if p.told(id) {
		it.Tip(p.t.Locks[lane.Spans[pc.I].Other].Name + " is taken " + strconv.Itoa(pc.J-pc.I) + " times in " + long(total, p.in.GHz) +
			" and held for " + long(covered, p.in.GHz) + " of it.")
	}
}
