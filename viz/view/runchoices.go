package view

import (
	"strconv"

	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The runs that the shown one can be compared with, one a line, the marked one
// in view. What lies above and below is counted; a press there goes on.

// choices draws the list into what is left of the sheet.
func (h *sheet) choices() {
	h.heading("compare "+h.m.Side().Variant.Label()+" with (j, k, Enter)", "A press on a line compares with it, or j and k choose one and Enter takes it.")
	if !h.room(1) {
		return
	}
	all := h.m.Choices()
	room := int((h.r.Y+h.r.H-h.y)/theme.Leading) + 1
	first := min(max(h.m.Pick-room/2, 0), max(len(all)-room, 0))
	last := min(first+room, len(all))
	group := ""
	for i := first; i < last; i++ {
		switch {
		case i == first && first > 0 && i != h.m.Pick:
			h.more(i, "… "+strconv.Itoa(first+1)+" above")
		case i == last-1 && last < len(all) && i != h.m.Pick:
			h.more(i, "… "+strconv.Itoa(len(all)-last+1)+" below")
		default:
			h.choice(i, &all[i], all[i].Group != group)
		}
		group = all[i].Group
	}
}

// groupWidth is the room for what a choice differs in.
const groupWidth = 74

// choice draws one run; the first of its group names what it differs in.
func (h *sheet) choice(n int, c *ui.Choice, first bool) {
	id := scene.RunChoice.ID(n)
	ground, face, ink := scene.Ink{}, theme.Code.At(11), theme.TextSoft
	if n == h.m.Pick {
		ground, face, ink = solid(theme.Selected), theme.CodeBold.At(11), theme.TextMark
	}
	h.s.Box(id, scene.Rect{X: h.r.X, Y: h.y - 13, W: h.r.W, H: theme.Leading}, theme.RadiusTray, ground).Tip(c.Tip)
	if n == h.m.Pick {
		h.s.Icon(id.Sub(3), h.r.X+groupWidth-12, h.y-9, 9, scene.SignHere, solid(theme.TextMark)).Through()
	}
	if first {
		h.s.Text(id.Sub(1), h.r.X+2, h.y, typeset.Fit(c.Group, theme.Label, groupWidth-14), theme.Label, scene.Start, solid(theme.TextDim)).Through()
	}
	label := c.Label
	for _, side := range h.m.Sides {
		if side.Variant == c.Variant {
			label += "  (here)"
		}
	}
	h.s.Text(id.Sub(2), h.r.X+groupWidth, h.y, typeset.Fit(label, face, h.r.W-groupWidth-2), face, scene.Start, solid(ink)).Through()
	h.y += theme.Leading
}

// more draws the line that stands for those out of view.
func (h *sheet) more(n int, text string) {
	id := scene.MoreRuns.ID(n)
	h.s.Text(id, h.r.X+groupWidth, h.y, text, theme.Tiny, scene.Start, solid(theme.TextDim)).Wide(typeset.Measure(text, theme.Tiny)).
		Tip("Press to see them.")
	h.y += theme.Leading
}
