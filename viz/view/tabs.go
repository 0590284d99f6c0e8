package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The tabs over the pane of text: one small button a reading, the shown one
// pressed. Where not all names fit side by side and the pane is high enough,
// they stand in two rows; else the shown one keeps its name and the others give
// way.

// Measures of the tabs, in points.
const (
	tabHeight  = 24  // what a row takes off the pane
	namePad    = 16  // around a name
	twoRowPane = 300 // so high a pane has room for two rows
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
		tabRow(s, m, r, names, 0, len(names), 1)
	case r.H < twoRowPane:
		rest := wide - tabWidth(names[m.Reading])
		tabRow(s, m, r, names, 0, len(names), (r.W-tabWidth(names[m.Reading]))/rest)
	default:
		half, first := 0, float32(0)
		for ; half < len(names) && first+tabWidth(names[half]) <= r.W; half++ {
			first += tabWidth(names[half])
		}
		tabRow(s, m, r, names, 0, half, 1)
		r.Y += tabHeight - 2
		tabRow(s, m, r, names, half, len(names), min(r.W/max(wide-first, 1), 1))
	}
}

func tabWidth(n ui.ReadingName) float32 { return typeset.Measure(n.Label, theme.Label) + namePad }

// tabRow draws the tabs from one to another. The names of those that are not
// shown have that share of their width.
func tabRow(s *scene.Scene, m *ui.Model, r scene.Rect, names []ui.ReadingName, from, to int, share float32) {
	const high = tabHeight - 4
	face, x := theme.Label, r.X
	for i := from; i < to; i++ {
		w, ground, ink := tabWidth(names[i]), solid(theme.Bar), theme.TextDim
		if ui.Reading(i) == m.Reading {
			ground, ink = solid(theme.Selected), theme.Text
		} else {
			w *= share
		}
		id := scene.Tab.ID(i)
		s.Box(id, scene.Rect{X: x, Y: r.Y, W: w - 2, H: high}, 4, ground).Tip(names[i].Tip)
		s.Text(id.Sub(1), x+w/2-1, r.Y+high/2+face.Size*0.35, fit(s, names[i].Label, face, w-4), face, scene.Middle, solid(ink))
		x += w
	}
}
