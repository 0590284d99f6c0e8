package view

import (
	"barnyard/engine/path"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The pane of text: tabs, and below them one reading. To add a reading give it
// a name in ui.ReadingNames and a case here.

// tabHeight is what the tabs take off the pane, in points.
const tabHeight = 24

// readingPane draws the tabs and what the chosen one shows.
func readingPane(s *scene.Scene, m *ui.Model, k *path.Kernel, r scene.Rect) {
	pane(s, scene.Listing.ID(), r, theme.Bar)
	tabs(s, m, scene.Rect{X: r.X + 6, Y: r.Y + 5, W: r.W - 12, H: tabHeight - 4})
	inner := scene.Rect{X: r.X, Y: r.Y + tabHeight - theme.Inset/2, W: r.W, H: r.H - tabHeight + theme.Inset/2}.Grow(-theme.Inset)
	switch m.Reading {
	case ui.ReadGoals:
		goalList(s, m, inner)
	case ui.ReadEvents:
		eventList(s, m, k, inner)
	case ui.ReadChoices:
		choicesPane(s, m, k, inner)
	case ui.ReadCosts:
		costsPane(s, m, inner)
	case ui.ReadLedger:
		ledgerPane(s, m, k, inner)
	case ui.ReadCompare:
		comparePane(s, m, inner)
	case ui.ReadDiff:
		diffPane(s, m, inner)
	default:
		listingPane(s, m, k, inner)
	}
}

// tabs draws one small button a reading, the shown one pressed.
func tabs(s *scene.Scene, m *ui.Model, r scene.Rect) {
	names := ui.ReadingNames()
	face := theme.Label
	wide := float32(0)
	for _, n := range names {
		wide += typeset.Measure(n.Label, face) + 16
	}
	share := min(r.W/wide, 1)
	x := r.X
	for i, n := range names {
		w := (typeset.Measure(n.Label, face) + 16) * share
		ground, ink := solid(theme.Bar), theme.TextDim
		if ui.Reading(i) == m.Reading {
			ground, ink = solid(theme.Selected), theme.Text
		}
		id := scene.Tab.ID(i)
		s.Box(id, scene.Rect{X: x, Y: r.Y, W: w - 2, H: r.H}, 4, ground).Tip(n.Tip)
		s.Text(id.Sub(1), x+w/2-1, r.Y+r.H/2+face.Size*0.35, typeset.Fit(n.Label, face, w-4), face, scene.Middle, solid(ink))
		x += w
	}
}
