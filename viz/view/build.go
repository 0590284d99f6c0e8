// Package view draws the interface: it turns a ui.Model into a scene.Scene,
// one file a thing. It changes nothing and draws only what the engine says.
//
//	Model --Build--> frame (who gets which room) --> one function a pane --> Scene
//
// Every function here has the same shape: what it draws, then the rectangle
// that it has. What does not fit is left out with a note, never squeezed over
// its neighbour.
package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// Build draws the model into s.
func Build(m *ui.Model, s *scene.Scene) {
	s.Reset(m.W, m.H)
}
