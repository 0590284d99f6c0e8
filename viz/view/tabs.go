package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The tabs over the pane of text: one small button a reading, the shown one
// pressed. Where not all names fit side by side and the pane is high enough,
// they stand in two rows; else as many as fit, the shown one among them, and
// dots that lead to the next one on either side: no name is cut.

// Measures of the tabs, in points.
const (
	tabHeight  = 24  // what a row takes off the pane
	namePad    = 16  // around a name
	twoRowPane = 300 // so high a pane has room for two rows
	dotsWide   = 24  // what stands for the names that do not fit
)

// tabsHeight is how much they take off the pane.
func tabsHeight(r scene.Rect) float32 {
	wide := float32(0)
	for _, n := range ui.ReadingNames() {
		wide += tabWidth(n)
	}
	if wide <= r.W || r.H < twoRowPane {
		return tabHeight
	}
	return 2*tabHeight - 2
}

// tabs draws them along the top of r.
func tabs(s *scene.Scene, m *ui.Model, r scene.Rect) {
	names := ui.ReadingNames()
	wide := float32(0)
	for _, n := range names {
		wide += tabWidth(n)
	}
	switch {
	case wide <= r.W:
		tabRow(s, m, r, names, 0, len(names))
	case r.H < twoRowPane:
		someTabs(s, m, r, names)
	default:
		half, first := 0, float32(0)
		for ; half < len(names) && first+tabWidth(names[half]) <= r.W; half++ {
			first += tabWidth(names[half])
		}
		tabRow(s, m, r, names, 0, half)
		r.Y += tabHeight - 2
		tabRow(s, m, r, names, half, len(names))
	}
}

// someTabs draws those around the shown one for which there is room.
func someTabs(s *scene.Scene, m *ui.Model, r scene.Rect, names []ui.ReadingName) {
	from, to := int(m.Reading), int(m.Reading)+1
	room := r.W - 2*dotsWide - tabWidth(names[from])
	for from > 0 && tabWidth(names[from-1]) <= room {
		from--
		room -= tabWidth(names[from])
	}
	for to < len(names) && tabWidth(names[to]) <= room {
		room -= tabWidth(names[to])
		to++
	}
	if from > 0 {
		tab(s, m, scene.Rect{X: r.X, Y: r.Y, W: dotsWide}, names, from-1, "…")
		r.X += dotsWide
	}
	if x := tabRow(s, m, r, names, from, to); to < len(names) {
		tab(s, m, scene.Rect{X: x, Y: r.Y, W: dotsWide}, names, to, "…")
	}
}

func tabWidth(n ui.ReadingName) float32 { return typeset.Measure(n.Label, theme.Label) + namePad }

// tabRow draws the tabs from one to another, and says where they end.
func tabRow(s *scene.Scene, m *ui.Model, r scene.Rect, names []ui.ReadingName, from, to int) (end float32) {
	x := r.X
	for i := from; i < to; i++ {
		w := tabWidth(names[i])
		tab(s, m, scene.Rect{X: x, Y: r.Y, W: w}, names, i, names[i].Label)
		x += w
	}
	return x
}

// tab draws one.
func tab(s *scene.Scene, m *ui.Model, r scene.Rect, names []ui.ReadingName, i int, label string) {
	const high = tabHeight - 4
	face, ground, ink := theme.Label, solid(theme.Bar), theme.TextDim
	if ui.Reading(i) == m.Reading {
		ground, ink = solid(theme.Selected), theme.Text
	}
	id := scene.Tab.ID(i)
	s.Box(id, scene.Rect{X: r.X, Y: r.Y, W: r.W - 2, H: high}, 4, ground).Tip(names[i].Tip)
	s.Text(id.Sub(1), r.X+r.W/2-1, r.Y+high/2+face.Size*0.35, label, face, scene.Middle, solid(ink))
}
