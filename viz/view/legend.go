package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
)

// The legend: the last leaves of the table of keys say what the marks of the picture
// mean.

// legendLine is a sign with its place, or a title.
type legendLine struct {
	title        string
	sign         legendSign
	lines        []string
	page, column int
	y            float32
}

// Measures of the legend, in points.
const (
	signWide = 38
	signHigh = 14
)

// legendOf lays the signs out as the keys are, in columns and leaves of one size.
func legendOf(l *leaf) (all []legendLine, pages int) {
	for _, group := range [...]struct {
		title string
		signs []legendSign
	}{{"On the timeline", signsOfTime()}, {"On CPUs, barns and slabs", signsOfFarm()}} {
		all = append(all, legendLine{title: group.title})
		for _, sign := range group.signs {
			lines := typeset.Wrap(nil, sign.means, theme.Prose.At(l.face), l.width-signWide-12)
			all = append(all, legendLine{sign: sign, lines: lines})
		}
	}
	y, column := float32(0), 0
	for i := range all {
		line := &all[i]
		need, titled := max(float32(len(line.lines))*l.pitch(), signHigh+3)+3, float32(0)
		if line.title != "" {
			titled = 2 * l.pitch() // a sign belongs to it
		}
		if y > 0 && (y+need+titled > l.height || titled > 0 && l.columns > 1) {
			y, column = 0, column+1
		}
		line.page, line.column, line.y = column/l.columns, column%l.columns, y
		y += need
	}
	return all, column/l.columns + 1
}

// legend draws one leaf of it into r, below its name.
func legend(s *scene.Scene, l *leaf, all []legendLine, page int, r scene.Rect) {
	for i := range all {
		line := &all[i]
		if line.page != page {
			continue
		}
		x, y := r.X+helpPad+float32(line.column)*(l.width+helpPad), r.Y+helpHead+line.y
		id := scene.LegendSign.ID(i)
		if line.title != "" {
			s.Text(id, x, y+l.face, line.title, theme.Strong.At(l.face), scene.Start, solid(theme.Text))
			continue
		}
		line.sign.draw(s, id.Sub(1), scene.Rect{X: x, Y: y + (l.pitch()-signHigh)/2 + 1, W: signWide, H: signHigh})
		for n, text := range line.lines {
			s.Text(id.Sub(20+n), x+signWide+12, y+l.face+float32(n)*l.pitch(), text, theme.Prose.At(l.face), scene.Start, solid(theme.Text))
		}
	}
}
