package view

import (
	"strings"

	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
	"barnyard/viz/typeset"
)

// The brackets: who could not go on because of what a thread of another CPU
// wanted, for how long, and for whom.

// brackets draws those that are in the picture; where they crowd, the longest
// of each few points.
func (p *plot) brackets() {
	room := 8 * p.grain
	for i := range p.crowds {
		p.crowds[i] = crowd{longest: -1}
	}
	for len(p.crowds) < len(p.t.CPUs) {
		p.crowds = append(p.crowds, crowd{longest: -1})
	}
	for i := range p.t.Victims {
		v := &p.t.Victims[i]
		if !p.shown(v.From, v.To) || p.rows.of(int(v.CPU)).bracket == 0 {
			continue
		}
		c := &p.crowds[v.CPU]
		if p.full() {
			return
		}
		if c.longest >= 0 && c.at != v.From/room {
			p.bracket(c.longest)
			c.longest = -1
		}
		if c.longest < 0 || length(v, p.end) > length(&p.t.Victims[c.longest], p.end) {
			c.longest, c.at = i, v.From/room
		}
	}
	for _, c := range p.crowds {
		if c.longest >= 0 {
			p.bracket(c.longest)
		}
	}
}

// crowd is the longest of the victims that lie in the same few points.
type crowd struct {
	at      int64
	longest int
}

func length(v *track.Victim, end int64) int64 { return min(v.To, end) - v.From }

// bracket draws one: a line with two ends, and in its middle the text.
func (p *plot) bracket(n int) {
	v := &p.t.Victims[n]
	x0, x1, y := p.x(v.From), p.x(min(v.To, p.end)), p.rows.of(int(v.CPU)).bracket
	id, ink := scene.Bracket.ID(int(v.CPU), n), scene.Solid(theme.Spike)
	x, text := p.bracketText(v, x0, x1, y+4)
	w := typeset.Measure(text, theme.SpanName)
	parts := [2][2]float32{{x0, x1}, {x1, x1}}
	if text != "" && x < x1 && x+w > x0 {
		parts = [2][2]float32{{x0, max(x-4, x0)}, {min(x+w+4, x1), x1}}
	}
	it := p.s.Box(id, scene.Rect{X: x0, Y: y - 6, W: max(x1-x0, 1), H: 12}, 0, scene.Ink{})
	if p.told(id) {
		it.Tip(p.bracketHint(v))
	}
	p.ring(it)
	for i, part := range parts {
		if part[1]-part[0] > 0.5 {
			p.s.Line(id.Sub(1+i), part[0], y, part[1], y, ink, theme.ArrowLine).Through()
		}
	}
	p.s.Line(id.Sub(3), x0, y-5, x0, y+5, ink, theme.ArrowLine).Through()
	if v.To <= p.end {
		p.s.Line(id.Sub(4), x1, y-5, x1, y+5, ink, theme.ArrowLine).Through()
	}
	if text != "" {
		p.write(id.Sub(5), x, y+4, text, theme.TextAlarm)
		p.culprit(id.Sub(6), v, text, x0, x1, y+4)
	}
}

// bracketText is the longest text that has room, and where: inside, else
// beside.
func (p *plot) bracketText(v *track.Victim, x0, x1, y float32) (x float32, text string) {
	who, lasted := p.name(v.Thread), p.lasted(v.From, v.To)
	brief := p.s.Join(who, " off CPU for ", lasted)
	whole := p.s.Join(brief, ", ", p.name(v.By), " for ", p.name(v.For))
	least := p.s.Join(who, " off ", lasted)
	if v.What == track.SpinWait {
		brief = p.s.Join(who, " spins for ", lasted)
		whole = p.s.Join(brief, ", ", p.name(v.By), " has the lock")
	}
	for _, inside := range [...]bool{true, false} {
		for _, text := range [...]string{whole, brief, least} {
			w := typeset.Measure(text, theme.SpanName)
			xs := []float32{(x0 + x1 - w) / 2}
			if !inside {
				xs = []float32{x1 + 8, x0 - w - 8}
			} else if w+16 > x1-x0 {
				continue
			}
			if x, _, ok := p.place(text, theme.SpanName, xs, y); ok {
				return x, text
			}
		}
	}
	return 0, ""
}

// culprit names the one who had the CPU or the lock, beside the bracket, where
// the text inside does not.
func (p *plot) culprit(id scene.ID, v *track.Victim, said string, x0, x1, y float32) {
	text := p.s.Join(p.name(v.By), " for ", p.name(v.For))
	if v.What == track.SpinWait {
		text = p.s.Join(p.name(v.By), " has the lock")
	}
	if strings.HasSuffix(said, text) {
		return
	}
	w := typeset.Measure(text, theme.SpanName)
	if x, y, ok := p.place(text, theme.SpanName, []float32{x1 + 8, x0 - w - 8}, y); ok {
		p.write(id, x, y, text, theme.TextAlarm)
	}
}

func (p *plot) bracketHint(v *track.Victim) string {
	text := p.name(v.Thread) + " could have gone on and did not, for " + p.when(v.From, v.To) + ": "
	if v.What == track.SpinWait {
		return text + p.name(v.By) + " of " + cpuText(p.t.Threads[v.By].CPU) + " held the lock of the sheaves of " + cpuText(v.CPU) + "."
	}
	return text + cpuText(v.CPU) + " took an interrupt and went over to " + p.name(v.By) + ", for work that " +
		p.name(v.For) + " had queued from " + cpuText(p.t.Threads[v.For].CPU) + "."
}

func (p *plot) microText(t int64) string { return sim.Micros(t, p.in.GHz) + " µs" }

// stops draws a small diamond on the axis for what is worth stopping at.
func (p *plot) stops() {
	const apart = 8 // points
	y := p.area.Y - 7
	last := float32(-apart)
	for i := p.t.FirstStop(p.in.From); i < len(p.t.Stops) && p.t.Stops[i].At <= p.end; {
		st := p.t.Stops[i]
		x := p.x(st.At)
		if x-last >= apart {
			p.s.Diamond(scene.Mark.ID(int(st.Event)), x, y, 2.5, scene.Solid(theme.TextDim))
			if it := &p.s.Items[len(p.s.Items)-1]; p.told(it.ID) {
				it.Tip(p.stopHint(st))
			}
			last = x
		}
		i = max(p.t.FirstStop(st.At+max(2*p.grain, 1)), i+1)
	}
}

func (p *plot) stopHint(st track.Stop) string {
	return "At " + p.microText(st.At) + " on " + cpuText(int(st.CPU)) + ": " + sim.EventSpecs()[st.Kind].What + "."
}
