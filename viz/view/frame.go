package view

import "barnyard/viz/scene"

// Frame is where the panes of the window are. A pane that has no room is an
// empty rectangle.
type Frame struct {
	Top, Transport  scene.Rect
	Cards           scene.Rect // of all CPUs
	Barns           scene.Rect // of all nodes
	Timeline        scene.Rect
	Latency         scene.Rect // inside the timeline's card, below the tracks
	Listing, Lesson scene.Rect // inside Side
	Side            scene.Rect // the card on the right
	Columns         int        // of cards
	Narrow          bool       // a phone: less beside each other
}

// plotOf is the part of a pane in which time runs from left to right: beside
// the names of the tracks. The timeline and the latency strip share it, so
// that one instant stands at one place in both.
func plotOf(pane scene.Rect) scene.Rect {
	left, right := float32(74), float32(16)
	if pane.W < 500 {
		left, right = 52, 8
	}
	return scene.Rect{X: pane.X + left, Y: pane.Y, W: max(pane.W-left-right, 1), H: pane.H}
}
