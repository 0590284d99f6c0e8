package view

import (
	"unicode/utf8"

	"strings"

	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The list of places in time to go to: the kinds of events that occur, with how
// many there have been, then conditions to run until. A click goes there; so
// does the line that is typed.

// goalList draws it into r, around the chosen line.
func goalList(s *scene.Scene, m *ui.Model, r scene.Rect) {
	rows := m.Goals()
	typed := scene.GoalRow.ID(ui.TypedGoal)
	s.Box(typed, scene.Rect{X: r.X, Y: r.Y, W: r.W, H: theme.Leading}, 3, scene.Ink{}).Outline(solid(theme.Edge), theme.Hairline).
		Tip("Type a condition to run until, such as main(1)=0 or waits(TASK).")
	words(s, typed.Sub(1), r.X+4, r.Y+12, "until …   (:)", theme.Label, theme.TextDim, r.W-8)
	s.Items[len(s.Items)-1].Through()
	r.Y, r.H = r.Y+theme.Leading+2, r.H-theme.Leading-2
	fit := max(int(r.H/theme.Leading), 1)
	first := 0
	if len(rows) > fit {
		fit = max(fit-1, 1)
		first = min(max(m.Time.Goal-fit/2, 0), len(rows)-fit)
	}
	y := r.Y + 12
	for i := first; i < min(first+fit, len(rows)); i++ {
		goalRow(s, m, i, &rows[i], scene.Rect{X: r.X, Y: y - 12, W: r.W, H: theme.Leading})
		y += theme.Leading
	}
	if len(rows) > fit {
		words(s, scene.Listing.ID().Sub(3), r.X, y, "and "+itoa(int64(len(rows)-fit))+" more: j and k go along the list", theme.Label, theme.TextDim, r.W)
	}
}

// goalRow draws one line.
func goalRow(s *scene.Scene, m *ui.Model, i int, g *ui.GoalRow, r scene.Rect) {
	id, ground := scene.GoalRow.ID(i), scene.Ink{}
	if i == m.Time.Goal {
		ground = solid(theme.Selected)
	}
	it := s.Box(id, r, 3, ground)
	text, end, ink := s.Join("until ", g.Until), "", theme.TextSoft
	if g.Kind != sim.EvNone {
		text, end = strings.TrimPrefix(g.Until, "event="), s.Int(int64(g.Count))
		if g.Kind == m.Time.Kind {
			ink, text = theme.TextMark, s.Join("▸ ", text)
		}
	}
	if told(m, id) {
		it.Tip(goalTip(g))
	}
	wide := wordsEnd(s, id.Sub(2), r.X+r.W-4, r.Y+12, end, theme.Number, theme.TextDim, r.W/3)
	words(s, id.Sub(1), r.X+4, r.Y+12, text, theme.Label, ink, r.W-wide-14)
	s.Items[len(s.Items)-1].Through()
}

func goalTip(g *ui.GoalRow) string {
	if g.Kind == sim.EvNone {
		return "Runs on to where it becomes so that " + g.Until + "."
	}
	spec := sim.EventSpecs()[g.Kind]
	return spec.Name + ": " + spec.What + ". " + plural(int64(g.Count), "has", "have") + " happened up to now; N goes to the next, B to the one before."
}

// typingField draws the line that is being typed, above the transport.
func typingField(s *scene.Scene, m *ui.Model) {
	line, ok := m.Typing()
	if !ok {
		return
	}
	w := min(m.W-20, 560)
	r := scene.Rect{X: (m.W - w) / 2, Y: m.H - transportHeight - 44, W: w, H: 34}
	id := scene.Pane.ID(1)
	s.Box(id, r, theme.RadiusButton, solid(theme.Card)).Outline(solid(theme.Focus), theme.ArrowLine)
	head := "until "
	x := r.X + 12
	s.Text(id.Sub(1), x, r.Y+22, head, theme.Code, scene.Start, solid(theme.TextDim)).Through()
	x += typeset.Measure(head, theme.Code)
	room := r.X + r.W - x - 16
	for line != "" && typeset.Measure(line, theme.Code) > room { // its end is what is typed
		_, n := utf8.DecodeRuneInString(line)
		line = line[n:]
	}
	if line == "" {
		s.Text(id.Sub(2), x+6, r.Y+22, typeset.Fit("main(1)=0, waits(TASK), lock=cpu3 held, event=KIND", theme.Code, room-6), theme.Code, scene.Start, solid(theme.TextDim)).Through()
	}
	s.Text(id.Sub(3), x, r.Y+22, line, theme.Code, scene.Start, solid(theme.Text)).Through()
	caret := x + typeset.Measure(line, theme.Code) + 1
	s.Line(id.Sub(4), caret, r.Y+9, caret, r.Y+26, solid(theme.Cursor), theme.ArrowLine).Through()
}
