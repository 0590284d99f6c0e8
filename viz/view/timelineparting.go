package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
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
	it := p.s.Diamond(scene.Parting.ID(), p.x(at), p.area.Y-7, 4.5, scene.Solid(theme.TextMark))
	if p.told(scene.Parting.ID()) {
		it.Tip(p.partingHint())
	}
}

// partingHint says what each of the runs does there.
func (p *plot) partingHint() string {
	part, text := p.in.Parting, "Here the two runs part: up to here every thread and every CPU does the same in both."
	for i, name := range p.in.Names {
		text += " With " + name + ", "
		if part.At[i] != track.Open {
			text += "at " + p.microText(part.At[i]) + " on " + cpuText(part.CPU) + ", "
		}
		text += p.in.Does[i] + "."
	}
	return text
}
