package view

import (
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The list of events: what has happened up to now, a line an event, the last
// one at the bottom. It is the same text that run --events prints.

func eventList(s *scene.Scene, m *ui.Model, k *path.Kernel, r scene.Rect) {
	past := m.Side().Past
	end := past.FirstOfStep(m.Step + 1)
	rows := max(int(r.H/theme.Leading), 1)
	first := max(end-rows, 0)
	y := r.Y + 12
	for i := first; i < end; i++ {
		e := past.Event(i)
		ink := theme.TextDim
		if e.Step == m.Step {
			ink = theme.Text
		}
		text := sim.Micros(e.Time, m.GHz()) + "  CPU " + itoa(int64(e.CPU)) + "  " + k.EventText(&e)
		fit := typeset.Fit(text, theme.Label, r.W)
		s.Text(scene.EventLine.ID(i), r.X, y, fit, theme.Label, scene.Start, solid(ink)).Wide(typeset.Measure(fit, theme.Label)).Tip(text)
		y += theme.Leading
	}
	if end == 0 {
		words(s, scene.Listing.ID().Sub(3), r.X, y, "nothing has happened yet", theme.Label, theme.TextDim, r.W)
	}
}
