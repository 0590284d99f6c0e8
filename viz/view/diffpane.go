package view

import (
	"slices"
	"strings"

	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// A function in both kernels, line by line. A line that only the left one has
// carries − and a full bar, one that only the right one has + and an open bar.
// At the left edge stand the signs of the runs at the lines where they are.
//
//	    pcs_flush_all(cache, cpu)
//	■   − ▌take this CPU's sheaf lock
//	 ○  + ▯take the sheaf lock of the CPU
//	      detach the spare

// Columns of a line, in points from the left.
const (
	diffSignA = 0
	diffSignB = 12
	diffMark  = 25
	diffBar   = 34
	diffText  = 40
)

// diffPane draws the function that the model shows.
func diffPane(s *scene.Scene, m *ui.Model, r scene.Rect) {
	h := &sheet{s: s, m: m, r: r, y: r.Y + 12}
	f := m.DiffFunc()
	h.diffSides()
	h.y += 4
	h.diffTitle(f)
	if f == nil {
		h.write("Nobody is in any kernel function here.", theme.Label, theme.TextDim)
		return
	}
	var at [2]int // the row of each side
	for side := range at {
		pc, id := m.DiffAt(side)
		at[side] = f.Row(side, pc)
		h.diffWho(side, id, at[side])
	}
	h.y += 4
	h.diffRows(f, at)
}

// diffSides says what stands for which kernel.
func (h *sheet) diffSides() {
	if h.r.H < shortSheet {
		return
	}
	for side, mark := range [...]string{"−", "+"} {
		v := workOf(h.s).wordsOf(h.m, side)
		id := scene.CompareAct.ID(ui.ActSide + side).Sub(70)
		ink := theme.TextSoft
		if side == h.m.Shown {
			ink = theme.Text
		}
		sideSign(h.s, id.Sub(71), h.r.X, h.y-9, side)
		h.s.Text(scene.ID{}, h.r.X+15, h.y, mark, theme.CodeBold, scene.Start, solid(theme.TextMark))
		words(h.s, id, h.r.X+diffMark, h.y, sideName(h.s, v, theme.Label, h.r.W-diffMark), theme.Label, ink, h.r.W-diffMark)
		h.s.Items[len(h.s.Items)-1].Tip(h.s.Join("What only this kernel has carries ", mark, ". ", v.about))
		h.y += theme.Leading - 2
	}
}

// diffTitle is the name of the function, and its place among those that differ.
func (h *sheet) diffTitle(f *ui.FuncRows) {
	funcs := h.m.DiffFuncs()
	count := "the code is the same"
	if len(funcs) > 0 {
		count = h.s.Join(h.s.Int(int64(len(funcs))), " differ")
	}
	for i := range funcs {
		if f != nil && funcs[i].Name == f.Name {
			count = h.s.Join(h.s.Int(int64(i+1)), " of ", h.s.Int(int64(len(funcs))))
		}
	}
	x := h.r.X + h.r.W
	if len(funcs) > 1 {
		for _, b := range [...]struct {
			id        int
			text, tip string
		}{{ui.DiffNext, "›", "The next function that differs (j)."}, {ui.DiffPrev, "‹", "The function that differs before (k)."}} {
			x -= 20
			button(h.s, scene.DiffAct.ID(b.id), scene.Rect{X: x, Y: h.y - 13, W: 18, H: 18}, b.text, theme.Strong, theme.Card, theme.Text, b.tip)
		}
	}
	x -= 6
	x -= wordsEnd(h.s, scene.DiffAct.ID(ui.DiffFollow), x, h.y, count, theme.Tiny, theme.TextDim, h.r.W/2) + 6
	tip := "The function where the followed thread is."
	if h.m.DiffPicked() {
		tip = "This function was chosen. Press to go back to where the followed thread is."
	}
	h.s.Items[len(h.s.Items)-1].Tip(tip)
	if f != nil {
		words(h.s, scene.DiffLine.ID(0).Sub(1), h.r.X, h.y, f.Name, theme.CodeBold, theme.Text, x-h.r.X)
		h.s.Items[len(h.s.Items)-1].Tip(h.s.Join(f.Name, ": ", f.What, "."))
	}
	h.y += theme.Leading
}

// diffWho says who is in the function on a side.
func (h *sheet) diffWho(side int, id sim.ThreadID, row int) {
	if h.r.H < shortSheet {
		return
	}
	k := h.m.Kernel()
	if side != h.m.Shown {
		k = h.m.OtherKernel()
	}
	text := "nobody is in it"
	if row >= 0 {
		text = h.s.Join(k.ThreadName(id), ", ", k.StateText(id))
	}
	text = h.s.Join(text, ", at ", instantText(h.s, h.m, k.M.Now))
	sideSign(h.s, scene.CompareAct.ID(ui.ActSide+side).Sub(73), h.r.X, h.y-9, side)
	words(h.s, scene.CompareAct.ID(ui.ActSide+side).Sub(72), h.r.X+15, h.y, text, theme.Label, theme.TextDim, h.r.W-15)
	h.y += theme.Leading - 2
}

// diffRows draws the lines around those where the runs are; in a short pane they,
// the lines that differ, and around them as many as there is room for.
func (h *sheet) diffRows(f *ui.FuncRows, at [2]int) {
	var memory [128]int
	rows := memory[:0] // lines with words, and those where somebody is
	room, around := max(int((h.r.Y+h.r.H-h.y)/theme.Leading)+1, 1), len(f.Rows)
	if h.r.H < shortSheet {
		around = linesAround(f, at, room)
	}
	for i := range f.Rows {
		if belongs(f, at, i, around) {
			rows = append(rows, i)
		}
	}
	differs := slices.IndexFunc(f.Rows, func(row ui.DiffRow) bool { return row.Sign != ' ' })
	first := max(min(centred(rows, at, differs, h.m.Shown, room), len(rows)-room), 0)
	last := min(first+room, len(rows))
	notes := room > 2 // where there is hardly any room a line of code says more
	for n := first; n < last; n++ {
		i := rows[n]
		here := i == at[0] || i == at[1]
		switch {
		case notes && n == first && first > 0 && !here:
			h.diffMore(i, h.s.Join("… ", h.s.Int(int64(first+1)), " lines above"))
		case notes && n == last-1 && last < len(rows) && !here:
			h.diffMore(i, h.s.Join("… ", h.s.Int(int64(len(rows)-last+1)), " lines below"))
		default:
			h.diffRow(f, i, at)
		}
	}
}

// linesAround is how many lines before and after each that matters have room too.
func linesAround(f *ui.FuncRows, at [2]int, room int) int {
	const most = 4
	for around := 1; around <= most; around++ {
		n := 0
		for i := range f.Rows {
			if belongs(f, at, i, around) {
				n++
			}
		}
		if n > room {
			return around - 1
		}
	}
	return most
}

// belongs says whether a line has words and is so near to one that matters: that one
// kernel alone has, or where a run is, which belongs also without words.
func belongs(f *ui.FuncRows, at [2]int, i, around int) bool {
	if i == at[0] || i == at[1] {
		return true
	}
	if strings.TrimSpace(f.Rows[i].Text) == "" {
		return false
	}
	if around >= len(f.Rows) {
		return true
	}
	for j := max(i-around, 0); j <= min(i+around, len(f.Rows)-1); j++ {
		if f.Rows[j].Sign != ' ' || j == at[0] || j == at[1] {
			return true
		}
	}
	return false
}

// centred is the first line to show so that both runs are in view, or at least
// the one that is shown; where nobody is in the function, the first that differs.
func centred(rows []int, at [2]int, differs, shown, room int) int {
	place := func(row int) int {
		for n, i := range rows {
			if i == row {
				return n
			}
		}
		return -1
	}
	a, b := place(at[shown]), place(at[1-shown])
	switch {
	case a < 0 && b < 0:
		return place(differs) - room/2
	case a < 0:
		return b - room/2
	case b < 0 || max(a, b)-min(a, b) >= room-2:
		return a - room/2
	}
	return (a+b)/2 - room/2
}

func (h *sheet) diffMore(row int, text string) {
	h.s.Text(scene.DiffLine.ID(row), h.r.X+diffText, h.y, text, theme.Tiny, scene.Start, solid(theme.TextDim)).Wide(typeset.Measure(text, theme.Tiny))
	h.y += theme.Leading
}

// diffRow draws one line.
func (h *sheet) diffRow(f *ui.FuncRows, i int, at [2]int) {
	row, id := &f.Rows[i], scene.DiffLine.ID(i)
	face, ink, tip := theme.Code.At(11.5), theme.TextDim, "Both kernels have"
	if i == at[0] || i == at[1] {
		face, ink = theme.CodeBold.At(11.5), theme.TextMark
		h.s.Box(id.Sub(1), scene.Rect{X: h.r.X, Y: h.y - 13, W: h.r.W, H: theme.Leading}, theme.RadiusTray, solid(theme.Selected)).Through()
	}
	bar := scene.Rect{X: h.r.X + diffBar, Y: h.y - 11, W: 3, H: theme.Leading - 4}
	switch row.Sign {
	case '-':
		tip = h.s.Join("Only ", workOf(h.s).wordsOf(h.m, 0).label, " has")
		h.s.Box(id.Sub(2), bar, 0, solid(theme.SeriesA)).Through()
		h.s.Text(id.Sub(3), h.r.X+diffMark, h.y, "−", face, scene.Start, solid(theme.TextMark)).Through()
	case '+':
		tip = h.s.Join("Only ", workOf(h.s).wordsOf(h.m, 1).label, " has")
		h.s.Box(id.Sub(2), bar, 0, scene.Ink{}).Outline(solid(theme.SeriesB), theme.Hairline).Through()
		h.s.Text(id.Sub(3), h.r.X+diffMark, h.y, "+", face, scene.Start, solid(theme.TextMark)).Through()
	}
	if row.Sign != ' ' && ink == theme.TextDim {
		ink = theme.Text
	}
	for side := range at {
		if i == at[side] {
			sideSign(h.s, id.Sub(4+side), h.r.X+[...]float32{diffSignA, diffSignB}[side]+1, h.y-9, side)
		}
	}
	text := row.Text
	if short, _, calls := strings.Cut(text, "  ["); calls && typeset.Measure(text, face) > h.r.W-diffText {
		text = short // whom it calls stands in the hint
	}
	text = fit(h.s, text, face, h.r.W-diffText)
	h.s.Text(id, h.r.X+diffText, h.y, text, face, scene.Start, solid(ink)).Wide(typeset.Measure(text, face)).
		Tip(h.s.Join(tip, " this line: ", row.Text, ". Press to run to it."))
	h.y += theme.Leading
}
