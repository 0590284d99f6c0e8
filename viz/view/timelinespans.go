package view

import (
	"strconv"

	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
	"barnyard/viz/typeset"
)

// What has the CPU: filled spans. RT tasks have a bar along their top as
// well, for hatching means waiting; a context switch is a grey gap, an interrupt a slice on top of what it interrupts.

// rtBar is how thick the bar is that tells an RT task without its colour.
const rtBar = 2

var baseRoles = [track.NBase]theme.Role{
	track.Idle: theme.None, track.Task: theme.Task, track.RTTask: theme.RTTask,
	track.Kworker: theme.Kworker, track.Switch: theme.Switch,
}

// base draws what had a CPU. Neighbours that are too short to be seen alone
// are drawn as one, in the colour of what had most of the time.
func (p *plot) base(cpu int, row row) {
	c := &p.t.CPUs[cpu]
	pieces := p.pieces(&c.Base, p.grain)
	for i := 0; i < len(pieces); {
		pc := pieces[i]
		if pc.J-pc.I == 1 && pc.To-pc.From >= p.grain {
			p.baseSpan(cpu, pc.I, row)
			i++
			continue
		}
		what := largest(c.Share(pc.I, pc.J))
		for i++; i < len(pieces); i++ {
			next := pieces[i]
			if next.To-next.From >= p.grain && next.J-next.I == 1 || largest(c.Share(next.I, next.J)) != what {
				break
			}
			pc.J, pc.To = next.J, next.To
		}
		p.baseMix(cpu, pc, what, row)
	}
}

// baseSpan draws one span, with its name where it fits.
func (p *plot) baseSpan(cpu, n int, row row) {
	s := &p.t.CPUs[cpu].Base.Spans[n]
	id, r := scene.RunSpan.ID(cpu, n), p.bar(s.From, s.To, row.track.Y, row.track.H)
	role := baseRoles[s.What]
	it := p.s.Box(id, r, theme.RadiusCell, scene.Solid(role))
	if p.told(id) {
		it.Tip(p.baseHint(cpu, s))
	}
	if s.What == track.Idle {
		it.Fill = scene.Ink{}
		p.ring(it)
		return
	}
	p.fade(p.ring(it), s.Thread)
	if s.What == track.RTTask {
		r.H = min(rtBar, r.H/2)
		p.fade(p.s.Box(id.Sub(1), r, 0, scene.Tint(theme.TextOn, 0.6)).Through(), s.Thread)
	}
}

// names writes what runs on the spans of a row that have room for it.
func (p *plot) names(cpu int, row row) {
	if !row.names {
		return
	}
	lane := &p.t.CPUs[cpu].Base
	for _, pc := range p.pieces(lane, 12*p.grain) {
		if s := &lane.Spans[pc.I]; pc.J-pc.I == 1 && s.What != track.Idle {
			p.spanName(scene.RunSpan.ID(cpu, pc.I), s, p.bar(s.From, s.To, row.track.Y, row.track.H))
		}
	}
}

// spanName writes the longest form of a span's name that fits on it, beside
// what lies on top: rather a shorter one than one with a line through it.
func (p *plot) spanName(id scene.ID, s *track.Span, r scene.Rect) {
	names, n := p.spanNames(s)
	for i := range 2 * n {
		text := names[i%n]
		w := typeset.Measure(text, theme.SpanName)
		if w+9 > r.W {
			continue
		}
		best, clear := p.unstruck(r, w)
		if struck := i >= n; !clear && !struck {
			continue
		}
		x, y, ok := p.place(text, theme.SpanName, p.unhatched(beginning(r, w, best), w), middle(r))
		if !ok {
			continue
		}
		name := struckName{id: id.Sub(3), x: x, y: y, text: text, thread: s.Thread, span: baseRoles[s.What]}
		if p.crossed(scene.Rect{X: x, Y: y - 9.5, W: w, H: 12}) {
			p.struck = append(p.struck, name)
			return
		}
		p.writeName(&name)
		return
	}
}

// crossed says whether a way between CPUs goes through a rectangle.
func (p *plot) crossed(r scene.Rect) bool {
	for _, way := range p.reached {
		if overlap(way, r) {
			return true
		}
	}
	return false
}

// struckName is the name of a span that has no place where no line runs through it, as
// under an arc that spans all of it: it is written when the lines are drawn.
type struckName struct {
	id     scene.ID
	x, y   float32
	text   string
	thread sim.ThreadID
	span   theme.Role
}

func (p *plot) writeName(n *struckName) {
	p.fade(p.s.Text(n.id, n.x, n.y, n.text, theme.SpanName, scene.Start, scene.Solid(theme.TextOn)).Through(), n.thread)
}

// struckNames writes those names, each on a piece of its span that dims what runs below.
func (p *plot) struckNames() {
	for i := range p.struck {
		n := &p.struck[i]
		ground := scene.Rect{X: n.x - 2, Y: n.y - 9.5, W: typeset.Measure(n.text, theme.SpanName) + 4, H: 12}
		p.fade(p.s.Box(n.id.Sub(int(n.id.Part)+1), ground, theme.RadiusCell, scene.Tint(n.span, 0.85)).Through(), n.thread)
		p.writeName(n)
	}
}

// alongside is where a name of some width may stand on a span, best first.
func alongside(r scene.Rect, w float32) []float32 { return beginning(r, w, r.X+5) }

// beginning is those places with another one as the best.
func beginning(r scene.Rect, w, best float32) []float32 {
	free := r.W - w - 10
	return []float32{best, r.X + 5 + free/8, r.X + 5 + free/4, r.X + 5 + free/2, r.X + 5 + free*3/4, r.X + 5 + free}
}

// unstruck is the first place on a span where no line and no tick runs through a name
// of some width; its beginning, and not ok, where there are too many of them.
func (p *plot) unstruck(r scene.Rect, w float32) (x float32, ok bool) {
	x = r.X + 5
	for moved := true; moved; {
		moved = false
		for _, marks := range [...][]scene.Rect{p.reached, p.ticks} {
			for _, m := range marks {
				if m.X < x+w+2 && x-2 < m.X+m.W && m.Y < r.Y+r.H && r.Y < m.Y+m.H {
					x, moved = m.X+m.W+3, true
				}
			}
		}
	}
	if x+w+4 > r.X+r.W {
		return r.X + 5, false
	}
	return x, true
}

// unhatched is those places where no hatching would lie under a name of some width: it
// could not be read.
func (p *plot) unhatched(xs []float32, w float32) []float32 {
	n := 0
	for _, x := range xs {
		if !p.onHatching(x, w) {
			xs[n] = x
			n++
		}
	}
	return xs[:n]
}

func (p *plot) onHatching(x, w float32) bool {
	for _, h := range p.hatched {
		if x < h.X+h.W && h.X < x+w {
			return true
		}
	}
	return false
}

// middle is the baseline of a name that stands in the middle of r.
func middle(r scene.Rect) float32 { return r.Y + r.H/2 + theme.SpanName.Size*0.36 }

// slice notes the place of something on top of a span, and writes its name in
// it where that fits.
func (p *plot) slice(id scene.ID, r scene.Rect, name string, row row) {
	p.take(r)
	if row.names && name != "" && r.H >= theme.SpanName.Size && typeset.Measure(name, theme.SpanName)+6 <= r.W {
		p.s.Text(id.Sub(1), r.X+3, middle(r), name, theme.SpanName, scene.Start, scene.Solid(theme.TextOn)).Through()
	}
}

func (p *plot) spanNames(s *track.Span) (names [3]string, n int) {
	switch s.What {
	case track.Switch:
		return [3]string{"switch"}, 1
	case track.Kworker:
		name := p.name(s.Thread)
		if a := p.askAt(s.Thread, s.From, s.End(p.end)); a != nil {
			return [3]string{p.s.Join(name, ", for ", p.name(a.Asker)), name, "kworker"}, 3
		}
		return [3]string{name, "kworker"}, 2
	}
	return [3]string{p.name(s.Thread)}, 1
}

// askAt is the first work that a kworker did for somebody in a stretch of time.
func (p *plot) askAt(payer sim.ThreadID, from, to int64) *track.Ask {
	for i := p.t.FirstAsk(from); i < len(p.t.Asks) && p.t.Asks[i].Queued <= to; i++ {
		if a := &p.t.Asks[i]; a.Payer == payer && a.Started >= from && a.Started <= to {
			return a
		}
	}
	return nil
}

func (p *plot) baseHint(cpu int, s *track.Span) string {
	at := cpuText(cpu)
	switch s.What {
	case track.Idle:
		return at + " has nothing to run: " + p.when(s.From, s.To) + "."
	case track.Switch:
		return at + " switches from " + p.name(sim.ThreadID(s.Other)) + " to " + p.name(s.Thread) + ": " + p.when(s.From, s.To) + "."
	}
	text := p.name(s.Thread)
	if fifo := p.t.Threads[s.Thread].FIFO; fifo > 0 {
		text += ", FIFO priority " + strconv.Itoa(int(fifo)) + ","
	}
	return text + " has " + at + ": " + p.when(s.From, s.To) + "."
}

// baseMix draws spans that are too short to be seen alone.
func (p *plot) baseMix(cpu int, pc track.Piece, what track.What, row row) {
	if what == track.Idle && pc.J-pc.I == 1 || pc.From == pc.To { // what lasts no time at all cannot be seen
		return
	}
	r := p.bar(pc.From, pc.To, row.track.Y, row.track.H)
	mix := p.t.CPUs[cpu].Share(pc.I, pc.J)
	ink := scene.Tint(baseRoles[what], 0.75)
	if what == track.Idle {
		ink = scene.Tint(baseRoles[busiest(mix)], 0.4)
	}
	id := scene.RunSpan.ID(cpu, pc.I)
	it := p.s.Box(id, r, 0, ink)
	if !p.told(id) {
		return
	}
	it.Tip(cpuText(cpu) + ", " + strconv.Itoa(pc.J-pc.I) + " spans together: " + shareText(mix, pc.To-pc.From) + "; zoom in to tell them apart.")
}

// busiest is what has most of a mix, idling left out.
func busiest(mix track.Mix) track.What {
	mix[track.Idle] = 0
	return largest(mix)
}

// lines draws the cache lines that came to a CPU as short ticks at the foot of
// its track.
func (p *plot) lines(cpu int, row row) {
	moves := p.t.CPUs[cpu].Lines
	h := min(row.track.H/2, 6)
	p.ticks = p.ticks[:0]
	for i := p.t.CPUs[cpu].FirstLine(p.in.From); i < len(moves) && moves[i].At <= p.end; {
		x := p.x(moves[i].At)
		next := p.t.CPUs[cpu].FirstLine(moves[i].At + max(2*p.grain, 1))
		id, y := scene.LineTick.ID(cpu, i), row.track.Y+row.track.H
		it := p.s.Line(id, x, y-h, x, y, scene.Solid(theme.CacheLine), 1.5)
		p.ticks = append(p.ticks, scene.Rect{X: x - 0.75, Y: y - h, W: 1.5, H: h})
		if p.told(id) {
			it.Tip(p.lineHint(cpu, &moves[i], next-i))
		}
		i = max(next, i+1)
	}
}

// lineHint tells of one line, or of n that are drawn as one.
func (p *plot) lineHint(cpu int, m *track.LineMove, n int) string {
	at := sim.Micros(m.At, p.in.GHz)
	if n > 1 {
		return strconv.Itoa(n) + " cache lines come to " + cpuText(cpu) + " around " + at + " µs."
	}
	what := "A cache line"
	if p.in.K != nil {
		what = "The line of " + p.in.K.LineName(m.Line)
	}
	return what + " comes from " + cpuText(m.From) + " to " + cpuText(cpu) + " at " + at + " µs; it costs " + long(m.Cost, p.in.GHz) + "."
}

// lineCosts writes below the tracks what single moves cost.
func (p *plot) lineCosts() {
	for i := 0; p.in.Lines && i < p.rows.n; i++ {
		cpu := p.rows.cpu(i)
		row, moves := p.rows.of(cpu), p.t.CPUs[cpu].Lines
		if row.bracket == 0 {
			continue
		}
		for n := p.t.CPUs[cpu].FirstLine(p.in.From); n < len(moves) && moves[n].At <= p.end; {
			next := max(p.t.CPUs[cpu].FirstLine(moves[n].At+max(2*p.grain, 1)), n+1)
			text := shortOf(p.s, moves[n].Cost, p.in.GHz)
			x := p.x(moves[n].At)
			if next == n+1 {
				if x, y, ok := p.place(text, theme.SpanName, []float32{x + 3}, row.bracket+4); ok {
					p.write(scene.LineTick.ID(cpu, n).Sub(1), x, y, text, theme.TextMark)
				}
			}
			n = max(next, p.t.CPUs[cpu].FirstLine(moves[n].At+30*p.grain))
		}
	}
}
