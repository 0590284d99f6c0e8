package view

import (
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The rows of the choices. A row is as high as its words need: who acts is in
// its first line, whatever the width, and below that its next line to the end.
// What is longer than that loses its middle; the sentence of the row has it all.

// Lines of a row: a step may have so many, and what comes of it as many. All have
// fewer where else not everybody had a row, as long as that helps.
const (
	mostChoiceLines = 3
	mostChoiceRows  = 24 // more than these never all have a row
)

// fewerLines finds out how many lines a step has.
func (c *choices) fewerLines(offers []ui.Offer, bottom float32) {
	for c.most = mostChoiceLines; c.most > 1 && len(offers) <= mostChoiceRows; c.most-- {
		room := bottom - c.y
		for i := range offers {
			row := c.rowOf(&offers[i])
			room -= row.height()
		}
		if room >= 0 {
			return
		}
	}
}

// choiceRow is an offer, broken into lines.
type choiceRow struct {
	o           *ui.Offer
	name, right string
	does, then  []string // a low pane has all in does, the name too
}

// rowOf breaks an offer into lines.
func (c *choices) rowOf(o *ui.Offer) choiceRow {
	row := choiceRow{o: o, right: actorWord(o)}
	if o.Delay > 0 {
		row.right = "+" + shortTime(max(sim.Ns(o.Delay, c.m.GHz()), 1)) + "  " + row.right
	}
	room := c.r.W - 32
	beside := room - min(typeset.Measure(row.right, choiceRight), room/2) - 8
	who := cpuText(int32(o.CPU)) + " · "
	if !c.roomy {
		row.does = c.lowRow(o, who, beside)
		return row
	}
	row.name = who + typeset.FitMiddle(o.Who, choiceName, beside-typeset.Measure(who, choiceName))
	row.does = typeset.WrapMiddle(nil, o.Does, choiceDoes, room, c.most)
	if o.Then != "" {
		row.then = typeset.WrapMiddle(nil, o.Then, theme.Label, room, c.most)
	}
	return row
}

// lowRow is all that a row of a low pane says. In one line the step loses its
// middle, and never the name before it.
func (c *choices) lowRow(o *ui.Offer, who string, width float32) []string {
	who += typeset.FitMiddle(o.Who, theme.Label, width/3) + " · "
	text := o.Does
	if o.Then != "" {
		text += " (" + o.Then + ")"
	}
	if c.most > 1 {
		return typeset.WrapMiddle(nil, who+text, theme.Label, width, c.most)
	}
	return []string{who + typeset.FitMiddle(text, theme.Label, width-typeset.Measure(who, theme.Label))}
}

// The types of a row's words.
var (
	choiceName  = theme.Strong.At(12)
	choiceDoes  = theme.Code.At(11)
	choiceRight = theme.Code.At(10.5)
)

// height is what a row takes, the gap below it too.
func (r *choiceRow) height() float32 {
	lines := len(r.does) + len(r.then)
	if r.name != "" {
		lines++
	}
	return float32(lines)*choiceLine + 5 + choiceGap
}

// firstRow is the row to begin with, so that the one aimed at is in view.
func (c *choices) firstRow(offers []ui.Offer, aimed int, bottom float32) int {
	room := bottom - c.y
	if aimed < len(offers)-1 { // that there are more is told below it
		room -= choiceLine
	}
	for first := aimed; first >= 0 && first < len(offers); first-- {
		row := c.rowOf(&offers[first])
		if room -= row.height(); room < 0 {
			return min(first+1, aimed)
		}
	}
	return 0
}

// rows draws the offers that fit, so that the one aimed at is in view.
func (c *choices) rows(bottom float32) {
	offers, none := c.m.Offers()
	if why, done := c.m.Finished(); done {
		c.alarm(why)
	} else if all := c.m.Findings(); len(all) > 0 && all[len(all)-1].Step == uint64(c.m.Step) {
		c.alarm(all[len(all)-1].Invariant + " does not hold any more. u takes the last choice back; going on shows what comes of it.")
	}
	aimed := 0
	for i := range offers {
		if offers[i].Actor == c.m.Aimed() {
			aimed = i
		}
	}
	c.fewerLines(offers, bottom)
	for i := c.firstRow(offers, aimed, bottom); i < len(offers); i++ {
		row := c.rowOf(&offers[i])
		h := row.height()
		if c.y+h > bottom {
			words(c.s, scene.Listing.ID().Sub(2), c.r.X, min(c.y+11, bottom-3), "… "+itoa(int64(len(offers)-i))+" more: j and k", theme.Tiny, theme.TextDim, c.r.W)
			return
		}
		c.offer(i, &row, i == aimed && c.m.ByHand())
		c.y += h
	}
	c.y += 2
	for i := range none {
		if c.y+choiceLine > bottom {
			return
		}
		c.blocked(&none[i])
	}
}

// offer draws one row: its digit, whose step it is, the line, what comes of it.
func (c *choices) offer(i int, row *choiceRow, aimed bool) {
	o := row.o
	id := scene.Choice.ID(o.CPU, int(o.Kind))
	r := scene.Rect{X: c.r.X, Y: c.y, W: c.r.W, H: row.height() - choiceGap}
	ground, edge := theme.Card, theme.Edge
	if aimed {
		ground, edge = theme.Selected, theme.Focus
	}
	box := c.s.Box(id, r, theme.RadiusTray, solid(ground)).Outline(solid(edge), theme.Hairline)
	if told(c.m, id) {
		box.Tip(c.tip(i, o))
	}
	c.s.Box(id.Sub(1), scene.Rect{X: r.X, Y: r.Y + 2, W: 3, H: r.H - 4}, 1, solid(c.role(o))).Through()
	if i < 9 {
		c.s.Text(id.Sub(2), r.X+10, r.Y+14, itoa(int64(i+1)), theme.CodeBold.At(12), scene.Start, solid(theme.TextMark)).Through()
	}
	x, y, room := r.X+24, r.Y+14, r.W-32
	wordsEnd(c.s, id.Sub(3), r.X+r.W-8, y, row.right, choiceRight, theme.TextDim, room/2)
	through(c.s, id.Sub(3))
	if row.name == "" {
		c.rowLines(id.Sub(4), x, y, row.does, theme.Label, theme.Text)
		return
	}
	words(c.s, id.Sub(4), x, y, row.name, choiceName, theme.Text, room)
	through(c.s, id.Sub(4))
	y = c.rowLines(id.Sub(5), x, y+choiceLine, row.does, choiceDoes, theme.TextSoft)
	ink := theme.TextDim
	if o.Stops {
		ink = theme.TextAlarm
	}
	c.rowLines(id.Sub(6), x, y, row.then, theme.Label, ink)
}

// rowLines draws lines one below the other, and says where the next one is.
func (c *choices) rowLines(id scene.ID, x, y float32, lines []string, t theme.Type, ink theme.Role) float32 {
	for i, line := range lines {
		part := id.Sub(int(id.Part) + 10*i)
		words(c.s, part, x, y, line, t, ink, c.r.W)
		through(c.s, part)
		y += choiceLine
	}
	return y
}

// blocked says why a CPU cannot be chosen.
func (c *choices) blocked(n *ui.NoOffer) {
	id := scene.NoChoice.ID(n.CPU)
	text := cpuText(int32(n.CPU)) + " · " + n.Why
	fit := typeset.FitMiddle(text, theme.Label, c.r.W-24)
	c.s.Text(id, c.r.X+24, c.y+12, fit, theme.Label, scene.Start, solid(theme.TextDim)).Wide(typeset.Measure(fit, theme.Label)).
		Tip("CPU " + itoa(int64(n.CPU)) + " cannot be chosen here: " + n.Why + ".")
	c.y += choiceLine + 1
}
