package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The line above each of two runs: which run it is, and at the right end what it
// does where they part. That sentence is why one looks; where there is not room
// for all, first the note goes, then the long name of the run, then the time,
// and last the letters get smaller.

// headWords is one way to write the line.
type headWords struct {
	name, note, does string
	face             theme.Type // of does
}

// Measures of the line, in points.
const (
	headSign = 24 // the sign of the side, with what is left of it
	headGap  = 33 // between the words of both ends, with the rhombus
)

func (h headWords) width() float32 {
	w := headSign + typeset.Measure(h.name, nameFace()) + headGap + typeset.Measure(h.does, h.face) + 10
	if h.note != "" {
		w += 8 + typeset.Measure(h.note, theme.Tiny)
	}
	return w
}

func nameFace() theme.Type { return theme.SpanName.At(11.5) }

// headOf is the most of the line that fits, in both runs alike.
func headOf(s *scene.Scene, m *ui.Model, side int, note string, width float32) headWords {
	level := 0
	for i := range m.Sides {
		for level < headLevels-1 && headAt(s, m, i, note, width, level).width() > width {
			level++
		}
	}
	if side != m.Shown {
		note = ""
	}
	return headAt(s, m, side, note, width, level)
}

// headLevels is how many ways there are to write the line.
const headLevels = 6

// headAt is one of these ways, the longest first.
func headAt(s *scene.Scene, m *ui.Model, side int, note string, width float32, level int) headWords {
	v := workOf(s).wordsOf(m, side)
	does, timed := partingWords(s, m, side)
	h := headWords{sideName(s, v, nameFace(), width*0.45), note, timed, theme.Label}
	if level == 1 || level > 2 {
		h.name = v.label
	}
	if level > 1 {
		h.note = ""
	}
	if level > 3 {
		h.does = does
	}
	if level > 4 {
		h.face = theme.Label.At(10)
	}
	return h
}

// blockName writes which run a block shows, and what it does where they part.
func blockName(s *scene.Scene, m *ui.Model, side int, note string, r scene.Rect) {
	v, h := workOf(s).wordsOf(m, side), headOf(s, m, side, note, r.W)
	x, y := r.X+10, r.Y+13
	id := scene.CompareAct.ID(ui.ActSide + side).Sub(10)
	sideSign(s, id.Sub(12), x, y-8.5, side)
	x += 14
	behind(s, id.Sub(13), x, y, typeset.Measure(h.name, nameFace()))
	x += words(s, id, x, y, h.name, nameFace(), theme.Text, r.W*0.45)
	s.Items[len(s.Items)-1].Tip(v.about)
	if h.note != "" {
		x += 8 + words(s, id.Sub(11), x+8, y, h.note, theme.Tiny, theme.TextDim, r.W*0.3)
		s.Items[len(s.Items)-1].Tip("This run is shown in all panes. Of many CPUs those have a row that are chosen or on which the runs differ first.")
	}
	partingName(s, m, side, h, scene.Rect{X: x + 14, Y: r.Y, W: r.X + r.W - x - 24, H: r.H})
}

// behind is the ground of words that a line runs through.
func behind(s *scene.Scene, id scene.ID, x, y, w float32) {
	if w > 0 {
		s.Box(id, scene.Rect{X: x - 2, Y: y - 11, W: w + 4, H: 15}, 2, solid(theme.Bar)).Through()
	}
}

// partingWords is what a run does where they part, without the time and with it.
func partingWords(s *scene.Scene, m *ui.Model, side int) (does, timed string) {
	at, ok := m.Parting()
	switch {
	case ok && at.At[side] == track.Open:
		does = m.PartingText(side)
	case ok:
		does = m.PartingText(side)
		return does, s.Join(instantText(s, m, at.At[side]), "  ", does)
	case !m.Reached(side):
		does = "recording…"
	case m.Parted():
		does = "both do the same"
	}
	return does, does
}

// partingName writes what a run does where they part, at the right end of r.
func partingName(s *scene.Scene, m *ui.Model, side int, h headWords, r scene.Rect) {
	id, y := scene.CompareAct.ID(ui.ActParting).Sub(10+side), r.Y+13
	_, ok := m.Parting()
	ink := theme.TextDim
	if ok {
		ink = theme.TextMark
	}
	room := r.W - 14
	ground := min(typeset.Measure(h.does, h.face), room) + 14
	behind(s, id.Sub(16+side), r.X+r.W-ground, y, ground)
	w := wordsEnd(s, id, r.X+r.W, y, h.does, h.face, ink, room)
	if w == 0 {
		return
	}
	if ok {
		if told(m, id) {
			_, timed := partingWords(s, m, side)
			s.Items[len(s.Items)-1].Tip("Here the runs part: " + timed + ". Press to go there (d).")
		}
		s.Diamond(id.Sub(14+side), r.X+r.W-w-9, y-4, 4, solid(theme.TextMark)).Through()
	}
}
