package view

import (
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
	"barnyard/viz/typeset"
)

// What became of a thread that is not on a CPU. Hollow and green, whole line:
// it was woken and is not there yet. Hollow and red, dashed: it was put aside
// though it could go on. Hatched: it waits for something. A thin line: it
// sleeps until somebody wakes it.

// eachWaitOf calls f with every wait of a thread that is in the picture.
func (p *plot) eachWaitOf(id sim.ThreadID, f func(th, n int, w *track.Span)) {
	lane := &p.t.Threads[id].Waits
	for _, pc := range p.pieces(lane, p.grain) {
		f(int(id), pc.I, &lane.Spans[pc.I])
	}
}

// offCPU draws all that a thread does without a CPU.
func (p *plot) offCPU(id sim.ThreadID, row row) {
	lane := &p.t.Threads[id].Off
	for _, pc := range p.pieces(lane, p.grain) {
		s := &lane.Spans[pc.I]
		if pc.J-pc.I > 1 {
			p.offMix(lane, pc, row)
			continue
		}
		it := p.offSpan(id, pc.I, s, row)
		if it == nil {
			continue
		}
		if p.fade(p.ring(it), id); p.told(it.ID) {
			it.Tip(p.offSentence(s))
		}
	}
}

// offSpan draws one stretch; nil where there is nothing to see.
func (p *plot) offSpan(id sim.ThreadID, n int, s *track.Span, row row) *scene.Item {
	off, r := scene.ThreadOff.ID(int(id), n), p.bar(s.From, s.To, row.track.Y, row.track.H)
	hollow := scene.Rect{X: r.X + 0.75, Y: r.Y + 1.5, W: max(r.W-1.5, 1), H: max(r.H-3, 1)}
	switch s.What {
	case track.Ready:
		return p.s.Box(off, hollow, theme.RadiusCell, scene.Tint(theme.Woken, 0.12)).Outline(scene.Solid(theme.Woken), theme.Stroke)
	case track.Aside:
		return p.s.Box(off, hollow, theme.RadiusCell, scene.Tint(theme.Preempted, 0.12)).Outline(scene.Solid(theme.Preempted), theme.Stroke).Dashed()
	}
	if w, first := p.waitDuring(id, n); w >= 0 {
		if first {
			off = scene.ThreadWait.ID(int(id), w)
		}
		return p.s.Hatch(off, r, theme.RadiusCell, scene.Solid(theme.Waiting))
	}
	if p.t.Threads[id].Kind == sim.Kworker {
		return nil // it has nothing to do
	}
	r.Y, r.H = r.Y+r.H/2-1, 2
	return p.s.Box(off, r, 1, scene.Tint(theme.TextDim, 0.5))
}

// waitDuring is the wait that the n-th stretch off the CPU is a part of, -1 for
// none, and whether it is the first of its parts.
func (p *plot) waitDuring(id sim.ThreadID, n int) (wait int, first bool) {
	th := &p.t.Threads[id]
	s := &th.Off.Spans[n]
	i := th.Waits.First(s.From)
	if i == len(th.Waits.Spans) || th.Waits.Spans[i].From > s.From || th.Waits.Spans[i].What == track.SpinWait {
		return -1, false
	}
	return i, n == 0 || th.Off.Spans[n-1].To <= th.Waits.Spans[i].From
}

// offMix draws stretches that are too short to be seen alone.
func (p *plot) offMix(lane *track.Lane, pc track.Piece, row row) {
	id := scene.ThreadOff.ID(int(lane.Spans[pc.I].Thread), pc.I)
	r := p.bar(pc.From, pc.To, row.track.Y+row.track.H/2-1, 2)
	it := p.s.Box(id, r, 1, scene.Tint(theme.TextDim, 0.5))
	if p.told(id) {
		it.Tip(p.name(lane.Spans[pc.I].Thread) + " is off its CPU many times here, " + long(lane.Covered(pc), p.in.GHz) + " in all; zoom in to tell why.")
	}
}

// offSentence tells of one stretch off the CPU.
func (p *plot) offSentence(s *track.Span) string {
	th := &p.t.Threads[s.Thread]
	switch s.What {
	case track.Ready:
		text := p.name(s.Thread) + " can run from its wake-up on and waits for its CPU, " + p.when(s.From, s.To)
		if w := p.t.WakeOf(s); w != nil {
			text += "; " + p.wakerText(w) + " woke it"
		}
		if s.By != sim.NoThread && s.By != s.Thread {
			text += "; " + p.name(s.By) + " had the CPU"
		}
		return text + "."
	case track.Aside:
		text := p.name(s.Thread) + " is put aside though it could go on, " + p.when(s.From, s.To)
		if s.By != sim.NoThread {
			text += "; " + p.name(s.By) + " has the CPU"
			if a := p.askAt(s.By, s.From, s.End(p.end)); a != nil {
				text += ", for " + p.name(a.Asker) + " of " + cpuText(a.From)
			}
		}
		return text + "."
	}
	if i := th.Waits.First(s.From); i < len(th.Waits.Spans) && th.Waits.Spans[i].From <= s.From {
		return p.waitHint(&th.Waits.Spans[i])
	}
	text := p.name(s.Thread) + " sleeps: " + p.when(s.From, s.To)
	if i := p.t.WokenSince(s.To); s.To <= p.known && i < len(p.t.Wakes) {
		for ; i < len(p.t.Wakes) && p.t.Wakes[i].At == s.To; i++ {
			if w := &p.t.Wakes[i]; w.Woken == s.Thread {
				return text + "; then " + p.wakerText(w) + " wakes it."
			}
		}
	}
	return text + "."
}

// taskNames writes the texts of a row: the CPUs that it runs on, what it waits
// for, and how long it was kept from its CPU.
func (p *plot) taskNames(i int) {
	r, row := &p.tasks.row[i], p.rows.of(i)
	if !row.names || r.thread == sim.NoThread {
		return
	}
	lane := &p.t.Threads[r.thread].Runs
	for _, pc := range p.pieces(lane, 12*p.grain) {
		if pc.J-pc.I == 1 {
			s := &lane.Spans[pc.I]
			p.runName(scene.TaskRun.ID(int(r.thread), pc.I), s, p.bar(s.From, s.To, row.track.Y, row.track.H))
		}
	}
	off := &p.t.Threads[r.thread].Off
	for _, pc := range p.pieces(off, 4*p.grain) {
		if pc.J-pc.I == 1 {
			p.offText(r.thread, pc.I, &off.Spans[pc.I], row)
		}
	}
}

// doneFor is the first work that a kworker does for somebody while it runs; nil
// where there is none.
func (p *plot) doneFor(s *track.Span) *track.Ask {
	if s.What != track.Kworker {
		return nil
	}
	return p.askAt(s.Thread, s.From, s.End(p.end))
}

// runName writes the longest name of a run that fits on it.
func (p *plot) runName(id scene.ID, s *track.Span, r scene.Rect) {
	short := cpuName(p.s, s.Other)
	names := [3]string{short, short, short[len("CPU "):]}
	if a := p.doneFor(s); a != nil {
		names[0] = p.s.Join(short, ", for ", p.name(a.Asker))
	}
	for _, text := range names {
		w := typeset.Measure(text, theme.SpanName)
		if w+9 > r.W {
			continue
		}
		if x, y, ok := p.place(text, theme.SpanName, alongside(r, w), middle(r)); ok {
			p.fade(p.s.Text(id.Sub(3), x, y, text, theme.SpanName, scene.Start, scene.Solid(theme.TextOn)).Through(), s.Thread)
			return
		}
	}
}

// offText says beside or below a stretch off the CPU why, and how long.
func (p *plot) offText(id sim.ThreadID, n int, s *track.Span, row row) {
	texts, ink := [2]string{}, theme.TextAlarm
	at := scene.ThreadOff.ID(int(id), n)
	switch s.What {
	case track.Ready:
		texts = [2]string{p.s.Join("woken, not there for ", p.lasted(s.From, s.To)), p.lasted(s.From, s.To)}
		ink = theme.TextGood
	case track.Aside:
		texts = [2]string{p.s.Join("put aside for ", p.lasted(s.From, s.To)), p.s.Join("aside ", p.lasted(s.From, s.To))}
		if a := p.askAt(s.By, s.From, s.End(p.end)); a != nil && s.By != sim.NoThread {
			texts[0] = p.s.Join(texts[0], ": ", p.name(s.By), ", for ", p.name(a.Asker))
		}
	default:
		w, first := p.waitDuring(id, n)
		if w < 0 || !first {
			return
		}
		wait := &p.t.Threads[id].Waits.Spans[w]
		texts = [2]string{p.s.Join(p.waitText(wait), ", ", p.lasted(wait.From, wait.To)), p.waitText(wait)}
	}
	p.beside(at, texts, ink, s, row)
}

// beside writes the longest of some texts: inside the stretch if it fits, else
// below it where the row has a line for that.
func (p *plot) beside(at scene.ID, texts [2]string, ink theme.Role, s *track.Span, row row) {
	x0, x1 := p.x(s.From), p.x(min(s.To, p.end))
	for _, text := range texts {
		w := typeset.Measure(text, theme.SpanName)
		if w+12 > x1-x0 || row.track.H < 15 && row.bracket > 0 {
			continue
		}
		r := scene.Rect{X: x0 + 2, Y: row.track.Y, W: x1 - x0 - 4, H: row.track.H}
		if x, y, ok := p.place(text, theme.SpanName, alongside(r, w), middle(r)); ok {
			p.s.Box(at.Sub(4), scene.Rect{X: x - 3, Y: r.Y + 2.5, W: w + 6, H: r.H - 5}, theme.RadiusCell, scene.Solid(theme.Well)).Through()
			p.s.Text(at.Sub(5), x, y, text, theme.SpanName, scene.Start, scene.Solid(ink)).Through()
			return
		}
	}
	if row.bracket == 0 || x1-x0 < 3 {
		return
	}
	for _, text := range texts {
		w := typeset.Measure(text, theme.SpanName)
		if x, y, ok := p.place(text, theme.SpanName, []float32{x0, x1 - w, (x0 + x1 - w) / 2}, row.track.Y+row.track.H+11); ok {
			p.write(at.Sub(5), x, y, text, ink)
			return
		}
	}
}
