package view

import (
	"barnyard/lessons/lesson"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// Words of the lesson that a hand can ask: a term of the glossary has the colour
// of a link and opens its entry below, a name of something in the picture has a
// line of dots under it and lights that. What a hand is on in the picture marks
// its words (ui/words.go).

// wordAt is one live word while its pieces are set.
type wordAt struct {
	id     scene.ID
	pieces int
	marked bool
	dots   bool
	tip    string
}

// liveWords sets a word of the model's; a piece of text that is none stays text.
func (p *prose) liveWords(x float32, w *ui.Word, face theme.Type, ink theme.Role) float32 {
	if !w.Live() {
		return p.words(x, w.Text, face, ink, nil)
	}
	of := &wordAt{id: scene.Word.ID(p.live), marked: p.m.Marked(w), dots: w.Term == ""}
	p.live++
	if e := p.m.Explains(w); e != nil {
		ink = theme.Handle
		if told(p.m, of.id) {
			of.tip = lesson.Plain(e.Runs)
		}
	} else if told(p.m, of.id) {
		of.tip = "Lights " + w.Name + " in the picture. Press to keep it lit."
	}
	return p.words(x, w.Text, face, ink, of)
}

// mark makes what was drawn from the item at on a part of a live word.
func (p *prose) mark(of *wordAt, at int, x, wide float32) {
	if of == nil || at == len(p.s.Items) {
		return
	}
	of.pieces++
	it := &p.s.Items[at]
	it.ID = of.id.Sub(of.pieces)
	it.Wide(wide).Tip(of.tip)
	under := scene.Rect{X: x, Y: p.y + p.leading - 3, W: wide, H: 1}
	switch {
	case of.marked:
		under.Y, under.H = under.Y-1, litWidth
		p.s.Box(of.id.Sub(100+of.pieces), under, 1, solid(litColour)).Through()
	case of.dots:
		p.s.Line(of.id.Sub(100+of.pieces), x, under.Y, x+wide, under.Y, solid(theme.TextDim), theme.Hairline).Dashed().Through()
	}
}

// entryHeight is the height of the card of the entry that is open.
func entryHeight(m *ui.Model, w float32) float32 {
	lines := typeset.Wrap(nil, lesson.Plain(m.Entry().Runs), theme.Prose, w-24)
	return 38 + proseLeading*float32(len(lines))
}

// entry draws the entry of the glossary that is open, over the foot of the prose.
func entry(s *scene.Scene, m *ui.Model, r scene.Rect) {
	e := m.Entry()
	if e == nil {
		return
	}
	h := min(entryHeight(m, r.W), r.H)
	card := scene.Rect{X: r.X - 6, Y: r.Y + r.H - h, W: r.W + 12, H: h}
	id := scene.Entry.ID()
	s.Box(id, card, theme.RadiusButton, solid(theme.Card)).Outline(solid(theme.Handle), theme.Hairline).
		Tip("An entry of the glossary. Press, or Escape, to close it; W goes to the next term of the step.")
	s.Text(id.Sub(1), card.X+12, card.Y+20, e.Title, theme.Strong.At(13), scene.Start, solid(theme.Text)).Through()
	s.Icon(id.Sub(2), card.X+card.W-22, card.Y+9, 11, scene.SignCross, solid(theme.TextDim)).Through()
	y := card.Y + 40
	for i, line := range typeset.Wrap(nil, lesson.Plain(e.Runs), theme.Prose, r.W-24) {
		s.Text(id.Sub(3+i), card.X+12, y, line, theme.Prose, scene.Start, solid(theme.TextSoft)).Through()
		y += proseLeading
	}
}
