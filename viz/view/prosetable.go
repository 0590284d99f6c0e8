package view

import (
	"strings"

	"barnyard/lessons/lesson"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
)

// A table of the prose. Where its columns fit they stand beside each other, each
// as wide as its words want. Where they do not, as they seldom do in a narrow
// pane, each row is set as a small list: its first cell, and below it the others,
// each behind the head of its column. No word is ever broken.

const (
	cellLeading = 16
	cellGap     = 10
	// wraps is into how many lines a cell may be broken, on the average, before
	// rows are lists.
	wraps = 2
)

func cellLook(r lesson.Run, ink theme.Role) (theme.Type, theme.Role) {
	return runLook(r, ink, 11.5, 11)
}

func headLook(r lesson.Run, ink theme.Role) (theme.Type, theme.Role) {
	if r.Style&lesson.Code != 0 {
		return theme.Code.At(11), theme.Text
	}
	return theme.Strong.At(11.5), theme.Text
}

func (p *prose) table(b *lesson.Block) {
	p.leading = cellLeading
	if widths := columns(b, p.w); widths != nil {
		p.row(b.Head, widths, headLook)
		for _, row := range b.Rows {
			p.row(row, widths, cellLook)
		}
		return
	}
	p.stacked(b)
}

// columns is how wide each column is; nil where they do not fit.
func columns(b *lesson.Block, w float32) []float32 {
	n := len(b.Head)
	least, most := make([]float32, n), make([]float32, n)
	measure := func(row []lesson.Cell, look looks) {
		for i := range min(n, len(row)) {
			whole, word := cellWidths(row[i].Runs, look)
			least[i], most[i] = max(least[i], word), max(most[i], whole)
		}
	}
	measure(b.Head, headLook)
	for _, row := range b.Rows {
		measure(row, cellLook)
	}
	free := w - cellGap*float32(n-1)
	var narrow, wide float32
	for i := range n {
		narrow, wide = narrow+least[i], wide+most[i]
	}
	if narrow > free || wide > wraps*free {
		return nil
	}
	if wide <= free {
		return most
	}
	for i := range n { // what is over goes to those who would like more
		least[i] += (free - narrow) * (most[i] - least[i]) / (wide - narrow)
	}
	return least
}

// cellWidths is the width of a cell in one line, and of its widest word.
func cellWidths(runs []lesson.Run, look looks) (whole, word float32) {
	for i := range runs {
		face, _ := look(runs[i], theme.TextSoft)
		whole += typeset.Measure(runs[i].Text, face)
		for w := range strings.FieldsSeq(runs[i].Text) {
			word = max(word, typeset.Measure(w, face)+1)
		}
	}
	return whole + 1, word
}

// row sets the cells of one row beside each other.
func (p *prose) row(cells []lesson.Cell, widths []float32, look looks) {
	x, w, top, bottom := p.x, p.w, p.y, p.y
	for i := range min(len(cells), len(widths)) {
		p.y, p.w = top, widths[i]
		p.flow(p.x, cells[i].Runs, theme.TextSoft, look)
		bottom = max(bottom, p.y+p.leading)
		p.x += widths[i] + cellGap
	}
	p.x, p.w, p.y = x, w, bottom+4
}

// stacked sets each row as a list. The heads come first in a line of their own,
// where their words are live, and then again as labels.
func (p *prose) stacked(b *lesson.Block) {
	x := p.x
	for i, h := range b.Head {
		if i > 0 && len(b.Head[i-1].Runs) > 0 {
			x = p.words(x, " · ", theme.Prose.At(11.5), theme.TextDim, nil)
		}
		x = p.flow(x, h.Runs, theme.TextSoft, headLook)
	}
	p.y += p.leading + 4
	for _, row := range b.Rows {
		p.flow(p.x, row[0].Runs, theme.Text, headLook)
		p.y += p.leading
		p.indented(12, func() { p.labelled(b.Head, row) })
		p.gap(4)
	}
}

// labelled sets all cells of a row but the first, each behind its label.
func (p *prose) labelled(heads, row []lesson.Cell) {
	for i := 1; i < min(len(row), len(heads)); i++ {
		if len(row[i].Runs) == 0 {
			continue
		}
		x := p.words(p.x, lesson.Plain(heads[i].Runs)+": ", theme.Prose.At(11.5), theme.TextDim, nil)
		p.flow(x, row[i].Runs, theme.TextSoft, cellLook)
		p.y += p.leading
	}
}
