package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// What a word of the prose names has a ring, wherever it is drawn: the words
// and the picture are about the same things (ui/terms.go).

// litWidth is wider than the ring of what is chosen, and litColour another one,
// so that the two are told apart.
const (
	litWidth  = 3
	litColour = theme.TextMark
)

func lit(s *scene.Scene, m *ui.Model) {
	for _, id := range m.Lit() {
		for i := range s.Items {
			it := &s.Items[i]
			if it.ID != id || it.Rect.Empty() && it.Shape != scene.Text {
				continue
			}
			shape, clip, r := it.Shape, it.Clip, it.Rect
			s.SetClip(clip)
			if shape == scene.Text { // it has a width and a baseline
				s.Box(id.Sub(251), scene.Rect{X: r.X, Y: r.Y + 2, W: r.W, H: litWidth}, 1, solid(litColour)).Through()
			} else {
				s.Box(id.Sub(251), r.Grow(3), theme.RadiusTray+3, scene.Ink{}).Outline(solid(litColour), litWidth).Through()
			}
			s.SetClip(scene.Rect{})
			break
		}
	}
}
