package view

import (
	"strconv"

	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
)

// Interrupts, softirqs and NMIs, on top of what they put aside.

// nested draws the interrupts on a CPU, each depth a little smaller.
func (p *plot) nested(cpu int, row row) {
	for depth := range p.t.CPUs[cpu].Nest {
		inset := float32(3 + 2*depth)
		p.nestedAt(cpu, depth, scene.Rect{Y: row.track.Y + inset, H: max(row.track.H-2*inset, 1)}, row)
	}
}

// nestedAt draws those of one depth at a height.
func (p *plot) nestedAt(cpu, depth int, at scene.Rect, row row) {
	lane := &p.t.CPUs[cpu].Nest[depth]
	for _, pc := range p.pieces(lane, p.grain) {
		s := &lane.Spans[pc.I]
		r := p.bar(pc.From, pc.To, at.Y, at.H)
		id := scene.Nested.ID(cpu, depth, pc.I)
		it := p.ring(p.s.Box(id, r, theme.RadiusCell, scene.Solid(p.irqRole(s))))
		if p.told(id) {
			it.Tip(p.nestedHint(cpu, lane, pc))
		}
		name := ""
		if pc.J-pc.I == 1 {
			name = p.irqName(s)
		}
		p.slice(id, r, name, row)
	}
}

// nestedHint tells of one interrupt, or of all that are drawn together.
func (p *plot) nestedHint(cpu int, lane *track.Lane, pc track.Piece) string {
	if n := pc.J - pc.I; n > 1 {
		return strconv.Itoa(n) + " interrupts on " + cpuText(cpu) + ", " + long(lane.Covered(pc), p.in.GHz) + " in all."
	}
	return p.irqHint(cpu, &lane.Spans[pc.I])
}

// irqRole is the colour of a nested context.
func (p *plot) irqRole(s *track.Span) theme.Role {
	switch p.t.Threads[s.Thread].Kind {
	case sim.Softirq:
		return theme.Softirq
	case sim.NMI:
		return theme.NMI
	}
	return theme.Hardirq
}

func (p *plot) irqName(s *track.Span) string {
	switch kind := p.t.Threads[s.Thread].Kind; {
	case s.Other >= 0:
		return "IPI"
	case kind == sim.Softirq:
		return "softirq"
	case kind == sim.NMI:
		return p.s.Join("NMI ", p.t.Threads[s.Thread].Name)
	case p.in.K != nil && int(s.Thread) < len(p.in.K.Cfg.Programs):
		return p.t.Threads[s.Thread].Name
	}
	return "timer"
}

func (p *plot) irqHint(cpu int, s *track.Span) string {
	from := ""
	if s.Other >= 0 {
		from = " from " + cpuText(s.Other)
	}
	what := " handles an interrupt ("
	switch p.t.Threads[s.Thread].Kind {
	case sim.Softirq:
		return cpuText(cpu) + " runs its softirq: " + p.when(s.From, s.To) + ", with the way in and back."
	case sim.NMI:
		what = " handles what cannot be masked ("
	}
	return cpuText(cpu) + what + p.irqName(s) + from + "): " + p.when(s.From, s.To) + ", with the way in and back."
}
