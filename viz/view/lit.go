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
		at := toLight(s, id)
		if at < 0 {
			continue
		}
		it := &s.Items[at]
		shape, clip, r := it.Shape, it.Clip, it.Rect
		s.SetClip(clip)
		if shape == scene.Text { // it has a width and a baseline
			s.Box(id.Sub(251), scene.Rect{X: r.X, Y: r.Y + 2, W: r.W, H: litWidth}, 1, solid(litColour)).Through()
		} else {
			s.Box(id.Sub(251), r.Grow(3), theme.RadiusTray+3, scene.Ink{}).Outline(solid(litColour), litWidth).Through()
		}
		s.SetClip(scene.Rect{})
	}
}

// toLight is the item that stands for a thing: the thing itself, or of one that
// is drawn as its parts alone, as a barn is, the first of them, its title; -1
// where it is not drawn.
func toLight(s *scene.Scene, id scene.ID) int {
	part := -1
	for i := range s.Items {
		it := &s.Items[i]
		if it.Rect.Empty() && it.Shape != scene.Text {
			continue
		}
		if it.ID == id {
			return i
		}
		if part < 0 && it.ID.Whole() == id {
			part = i
		}
	}
	return part
}
