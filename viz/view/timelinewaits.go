package view

import (
	"strconv"

	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
	"barnyard/viz/typeset"
)

// Waiting is hatched. A thread that sleeps for somebody hatches the track of
// its CPU where nothing else runs; one that spins hatches its own span; one
// that could run and has no CPU gets a thin bar below.

// eachWait calls f with every wait of a CPU's threads that is in the picture
// and long enough to be seen.
func (p *plot) eachWait(cpu int, f func(th, n int, w *track.Span)) {
	for _, id := range p.threadsOf(cpu) {
		th := &p.t.Threads[id]
		for _, pc := range p.pieces(&th.Waits, p.grain) {
			f(int(id), pc.I, &th.Waits.Spans[pc.I])
		}
	}
}

// waits draws who sleeps for somebody, before what runs is drawn over it.
func (p *plot) waits(cpu int, row row) {
	p.eachWait(cpu, func(th, n int, w *track.Span) {
		if w.What != track.SpinWait {
			p.waitBar(th, n, w, row.track)
		}
	})
}

// spins draws who waits on its CPU, over the span that it spins in.
func (p *plot) spins(cpu int, row row) {
	p.hatched = p.hatched[:0]
	p.eachWait(cpu, func(th, n int, w *track.Span) {
		if w.What == track.SpinWait {
			p.waitBar(th, n, w, row.track)
			p.hatched = append(p.hatched, p.bar(w.From, w.To, row.track.Y, row.track.H))
		}
	})
}

func (p *plot) waitBar(th, n int, w *track.Span, r scene.Rect) {
	it := p.s.Hatch(scene.ThreadWait.ID(th, n), p.bar(w.From, w.To, r.Y, r.H), theme.RadiusCell, scene.Solid(theme.Waiting))
	if p.told(it.ID) {
		it.Tip(p.waitHint(w))
	}
	p.fade(p.ring(it), w.Thread)
}

func (p *plot) waitHint(w *track.Span) string {
	text := p.name(w.Thread)
	switch w.What {
	case track.FlushWait:
		text += " sleeps in flush_work until the kworker of " + cpuText(w.Other) + " has done its work"
	case track.MutexWait:
		by := "others"
		if w.By != sim.NoThread {
			by = p.name(w.By)
		}
		text += " sleeps until it gets " + p.t.Locks[w.Other].Name + ", which " + by + " held"
	case track.RTWait:
		if w.By == sim.NoThread {
			return text + " waits for " + p.t.Locks[w.Other].Name + ", which others came first for: " + p.when(w.From, w.To) + "."
		}
		text += " waits, asleep unless the holder runs on another CPU, for " + p.t.Locks[w.Other].Name + ", which " + p.name(w.By) + " held"
	default:
		text += " spins for " + p.t.Locks[w.Other].Name + ", which " + p.name(w.By) + " held"
	}
	return text + ": " + p.when(w.From, w.To) + "."
}

// waitNames says on each wait what for, where there is room.
func (p *plot) waitNames() {
	for i := range p.rows.n {
		cpu := p.rows.cpu(i)
		if row := p.rows.of(cpu); row.names {
			p.eachWait(cpu, func(th, n int, w *track.Span) { p.waitName(cpu, th, n, w, row) })
		}
	}
}

// waitName writes on the widest part of a wait that nothing covers.
func (p *plot) waitName(cpu, th, n int, w *track.Span, row row) {
	r := row.track
	from, to := max(w.From, p.in.From), min(w.To, p.end)
	if w.What != track.SpinWait {
		from, to = p.widestIdle(cpu, from, to)
	}
	text := p.waitText(w)
	x0, room := p.x(from)+4, p.x(to)-p.x(from)-8
	if whole := p.inText(w, text); typeset.Measure(whole, theme.SpanName)+8 <= room && w.What == track.FlushWait {
		text = whole
	}
	wide := typeset.Measure(text, theme.SpanName)
	if wide+8 > room {
		p.waitBelow(th, n, w, row)
		return
	}
	x, y, ok := p.place(text, theme.SpanName, []float32{x0 + 4, x0 + room - wide - 4}, middle(r))
	if !ok {
		return
	}
	id := scene.ThreadWait.ID(th, n)
	p.s.Box(id.Sub(1), scene.Rect{X: x - 4, Y: r.Y + 2, W: wide + 8, H: r.H - 4}, theme.RadiusTray, scene.Solid(theme.Well)).Through()
	p.s.Text(id.Sub(2), x, y, text, theme.SpanName, scene.Start, scene.Solid(theme.Text)).Through()
}

// inText puts the thread before what it waits for.
func (p *plot) inText(w *track.Span, text string) string {
	if w.What == track.FlushWait {
		return p.s.Join(p.name(w.Thread), " in ", text)
	}
	return p.s.Join(p.name(w.Thread), " ", text)
}

// waitBelow says below the track what does not fit on it.
func (p *plot) waitBelow(th, n int, w *track.Span, row row) {
	x0, x1 := p.x(w.From), p.x(min(w.To, p.end))
	if row.bracket == 0 || x1-x0 < 12 {
		return
	}
	for _, text := range [...]string{p.s.Join(p.inText(w, p.waitText(w)), ", ", p.lasted(w.From, w.To)), p.waitText(w)} {
		wide := typeset.Measure(text, theme.SpanName)
		if x, y, ok := p.place(text, theme.SpanName, []float32{x0, x1 - wide, (x0 + x1 - wide) / 2}, row.bracket+4); ok {
			p.write(scene.ThreadWait.ID(th, n).Sub(1), x, y, text, theme.TextAlarm)
			return
		}
	}
}

// widestIdle is the longest part of a stretch in which the CPU idles.
func (p *plot) widestIdle(cpu int, from, to int64) (a, b int64) {
	lane := &p.t.CPUs[cpu].Base
	p.idle = lane.Pieces(p.idle[:0], from, to, p.grain)
	for _, pc := range p.idle {
		s := &lane.Spans[pc.I]
		f, t := max(s.From, from), min(s.To, to)
		if s.What == track.Idle && t-f > b-a {
			a, b = f, t
		}
	}
	return a, b
}

// off draws, thin and hatched, who could run and has no CPU.
func (p *plot) off(cpu int, row row) {
	if row.off.H == 0 {
		return
	}
	p.eachOff(cpu, func(th, n int, s *track.Span) {
		if s.What == track.Aside && s.Other == track.Told {
			return
		}
		it := p.s.Hatch(scene.ThreadOff.ID(th, n), p.bar(s.From, s.To, row.off.Y, row.off.H), 1, scene.Solid(theme.Waiting))
		if p.told(it.ID) {
			it.Tip(p.offHint(s))
		}
		p.fade(p.ring(it), s.Thread)
	})
}

// eachOff calls f with every stretch in which a thread of the CPU could run
// and did not.
func (p *plot) eachOff(cpu int, f func(th, n int, s *track.Span)) {
	for _, id := range p.threadsOf(cpu) {
		th := &p.t.Threads[id]
		for _, pc := range p.pieces(&th.Off, p.grain) {
			if s := &th.Off.Spans[pc.I]; pc.J-pc.I == 1 && (s.What == track.Ready || s.What == track.Aside) {
				f(int(id), pc.I, s)
			}
		}
	}
}

func (p *plot) offHint(s *track.Span) string {
	text, by := p.name(s.Thread), ""
	if s.By != sim.NoThread && s.By != s.Thread {
		by = "; " + p.name(s.By) + " has it"
		if fifo := p.t.Threads[s.By].FIFO; fifo > p.t.Threads[s.Thread].FIFO {
			by += " with FIFO priority " + strconv.Itoa(int(fifo)) + ", and " + p.t.Threads[s.Thread].Name + " is behind it"
		}
	}
	if s.What == track.Aside {
		text += " was put aside and could go on"
	} else {
		text += " was woken and waits for its CPU"
	}
	return text + by + ": " + p.when(s.From, s.To) + "."
}

// offNames names the longer ones, below their bars.
func (p *plot) offNames() {
	for i := range p.rows.n {
		cpu := p.rows.cpu(i)
		row := p.rows.of(cpu)
		if row.bracket == 0 {
			continue
		}
		p.eachOff(cpu, func(th, n int, s *track.Span) {
			text := p.s.Join(p.name(s.Thread), " could run, off CPU ", p.lasted(s.From, s.To))
			x0, x1 := p.x(s.From), p.x(min(s.To, p.end))
			wide := typeset.Measure(text, theme.SpanName)
			if wide+4 > x1-x0 || s.What == track.Aside && s.Other == track.Told {
				return
			}
			if x, y, ok := p.place(text, theme.SpanName, []float32{x0 + 2, x1 - wide - 2}, row.bracket+4); ok {
				p.write(scene.ThreadOff.ID(th, n).Sub(1), x, y, text, theme.TextAlarm)
			}
		})
	}
}
