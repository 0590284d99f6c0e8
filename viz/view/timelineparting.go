package view

import (
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
)

// Where the two runs part: a rhombus on the axis, larger than the marks.

// parting draws it once the run that is shown has come so far.
func (p *plot) parting() {
	part := p.in.Parting
	if part == nil {
		return
	}
	at := part.In(p.in.Mode)
	if at > p.end || at < p.in.From {
		return
	}
	p.s.Diamond(scene.Parting.ID(), p.x(at), p.area.Y-7, 4.5, scene.Solid(theme.TextMark)).Tip(
		"At " + p.microText(at) + " the two runs part: before, the same things worth stopping at happen on every CPU. On " +
			cpuText(part.CPU) + " now, with " + p.in.Names[0] + ", " + happens(part.Kind[0]) + "; with " + p.in.Names[1] + ", " + happens(part.Kind[1]) + ".")
}

// happens is what an event means, in the middle of a sentence.
func happens(kind sim.Kind) string {
	if kind == sim.EvNone {
		return "nothing more comes"
	}
	return sim.EventSpecs()[kind].What
}
