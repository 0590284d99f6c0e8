package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// Sentences cost more than all else in a picture, and a reader sees one at a
// time. A live picture has those of the thing that a hand points at and of the
// chosen one; a picture that is written to a file has them all.

// told says whether the sentence of one of many small things is wanted: in a
// live picture only that of the thing which a hand points at.
func told(m *ui.Model, id scene.ID) bool { return tellerOf(m).told(id) }

// teller knows whose sentences are wanted. A hand on a part of a thing, such as
// its name or its number, is a hand on the thing.
type teller struct {
	live       bool
	hover, sel scene.ID
}

func tellerOf(m *ui.Model) teller { return teller{m.Live, m.Hover, m.Sel} }

func (t teller) told(id scene.ID) bool {
	return !t.live || id == t.hover || id == t.sel || id == t.hover.Thing()
}

// tell gives everything that was drawn since an item a sentence.
func tell(s *scene.Scene, from int, sentence string) {
	for i := from; i < len(s.Items); i++ {
		s.Items[i].Tip(sentence)
	}
}
