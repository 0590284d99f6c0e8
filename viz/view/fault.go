package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
)

// Fault draws what stands in place of the picture when the program has failed:
// what happened, and all that is needed to make it happen again.
func Fault(s *scene.Scene, w, h float32, text string) {
	s.Reset(w, h)
	s.Box(scene.Pane.ID(0), scene.Rect{W: w, H: h}, 0, solid(theme.Ground))
	box := scene.Rect{X: 12, Y: 12, W: w - 24, H: h - 24}
	s.Box(scene.Message.ID(1), box, theme.RadiusCard, solid(theme.AlarmGround)).Outline(solid(theme.Spike), theme.Hairline)
	face, y := theme.Code.At(11.5), box.Y+26
	for i, line := range typeset.Wrap(nil, text+"\n\nPress a key to go on up to the step before.", face, box.W-32) {
		if y > box.Y+box.H-10 {
			return
		}
		s.Text(scene.Message.ID(1).Sub(1+i), box.X+16, y, line, face, scene.Start, solid(theme.Text))
		y += 16
	}
}
