package view

import (
	"barnyard/engine/path"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// The pane of text: tabs, and below them one reading. To add a reading give it
// a name in ui.ReadingNames and a case here.

// readingPane draws the tabs and what the chosen one shows.
func readingPane(s *scene.Scene, m *ui.Model, k *path.Kernel, r scene.Rect) {
	pane(s, scene.Listing.ID(), r, theme.Bar)
	tabs(s, m, tabsRect(r))
	inner := readingRect(r)
	switch m.Reading {
	case ui.ReadGoals:
		goalList(s, m, inner)
	case ui.ReadLines:
		lineTable(s, m, k, inner)
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

// readingRect is what the tabs leave of the pane.
func readingRect(r scene.Rect) scene.Rect {
	h := tabsHeight(tabsRect(r))
	return scene.Rect{X: r.X, Y: r.Y + h - theme.Inset/2, W: r.W, H: r.H - h + theme.Inset/2}.Grow(-theme.Inset)
}

// tabsRect is the room of the tabs, of which they take the top.
func tabsRect(r scene.Rect) scene.Rect {
	return scene.Rect{X: r.X + 6, Y: r.Y + 5, W: r.W - 12, H: r.H - 10}
}
