package view

import (
	"strings"

	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The table of keys, over everything: each key with all that is said of it, in
// as many columns as the window is wide. The letters are as large as all of them
// have room for; where they would be too small to be read there are pages. Behind the
// keys are the marks of the picture (legend.go).

// Measures of the table, in points.
const (
	helpColumn = 290 // a column is at least so wide
	helpPad    = 16  // around the table and between columns
	helpHead   = 40  // for its name
	helpFoot   = 52  // for the buttons that turn pages: a finger's breadth
	helpLeast  = 11  // letters are not smaller
)

// leaf is the table of keys laid out.
type leaf struct {
	face    float32
	columns int
	width   float32 // of a column
	keys    float32 // of it, what the names of the keys take
	height  float32 // of what is below the name
	lines   []helpLine
	pages   int
}

// helpLine is one line of it: a title, or a key with the first line of what it
// does, or a further line of that.
type helpLine struct {
	key, text      string
	title          bool
	row            int // among the keys
	page, x, lines int
	y              float32
}

// pitch is how far lines are apart.
func (l *leaf) pitch() float32 { return l.face * 1.36 }

// layHelp finds the largest letters with which all keys have room at once, else
// pages of letters that are easily read.
func layHelp(m *ui.Model) leaf {
	most := max(int((m.W-helpPad)/(helpColumn+helpPad)), 1)
	for face := float32(13); face >= helpLeast; face -= 0.5 {
		for columns := 1; columns <= most; columns++ {
			if l := fillHelp(m, face, columns, m.H-2*8-helpHead-helpFoot); l.pages == 1 {
				return l
			}
		}
	}
	return fillHelp(m, 12.5, most, m.H-2*8-helpHead-helpFoot)
}

// fillHelp lays the keys out in letters of one size.
func fillHelp(m *ui.Model, face float32, columns int, height float32) leaf {
	l := leaf{face: face, columns: columns, height: height}
	l.width = min((m.W-16-helpPad)/float32(columns)-helpPad, 420)
	groups := m.KeyGroups()
	for _, g := range groups {
		for _, k := range g.Keys {
			l.keys = max(l.keys, typeset.Measure(k.Shown, theme.CodeBold.At(face))+12)
		}
	}
	row := 0
	for _, g := range groups {
		if g.Title != "" {
			l.lines = append(l.lines, helpLine{text: g.Title, title: true, lines: 3})
		}
		for _, k := range g.Keys {
			texts := typeset.Wrap(nil, k.Does, theme.Prose.At(face), l.width-l.keys)
			for i, text := range texts {
				line := helpLine{text: text, row: row, lines: len(texts) - i}
				if i == 0 {
					line.key = k.Shown
				}
				l.lines = append(l.lines, line)
			}
			row++
		}
	}
	l.pour()
	return l
}

// pour gives each line its place. What belongs together is not parted: the lines
// of a key, and a title and what comes below it.
func (l *leaf) pour() {
	y, column := float32(0), 0
	for i := range l.lines {
		line := &l.lines[i]
		whole := line.title || line.key != ""
		if whole && y > 0 && y+float32(line.lines)*l.pitch() > l.height {
			y, column = 0, column+1
		}
		if line.title && y > 0 {
			y += l.pitch() * 0.5
		}
		line.page, line.x, line.y = column/l.columns, column%l.columns, y
		if y += l.pitch(); i+1 < len(l.lines) && l.lines[i+1].key != "" {
			y += l.face * 0.24 // keys stand a little apart
		}
	}
	l.pages = column/l.columns + 1
}

// help draws the table of keys over everything.
func help(s *scene.Scene, m *ui.Model) {
	l := layHelp(m)
	signs, more := legendOf(&l)
	all := l.pages + more
	shown := ((m.Leaf % all) + all) % all
	used, deep := 1, float32(0)
	for i := range l.lines {
		used, deep = max(used, l.lines[i].x+1), max(deep, l.lines[i].y+l.pitch())
	}
	w := helpPad + float32(used)*(l.width+helpPad)
	h := helpHead + deep + helpFoot
	if all > 2 {
		h = helpHead + l.height + helpFoot
	}
	r := scene.Rect{X: (m.W - w) / 2, Y: max((m.H-h)/2, 4), W: w, H: h}
	s.Box(scene.Help.ID().Sub(1), scene.Rect{W: m.W, H: m.H}, 0, scene.Tint(theme.Ground, 0.7))
	s.Box(scene.Help.ID(), r, theme.RadiusCard, solid(theme.Card)).Outline(solid(theme.Handle), theme.Hairline)
	s.Text(scene.Help.ID().Sub(2), r.X+helpPad, r.Y+27, helpName(shown, l.pages), theme.Title, scene.Start, solid(theme.Text))
	helpTurns(s, r, shown, l.pages, all)
	if shown >= l.pages {
		legend(s, &l, signs, shown-l.pages, r)
		return
	}
	for i := range l.lines {
		line := &l.lines[i]
		if line.page != shown {
			continue
		}
		x, y := r.X+helpPad+float32(line.x)*(l.width+helpPad), r.Y+helpHead+line.y+l.face
		id := scene.HelpLine.ID(line.row)
		switch {
		case line.title:
			s.Text(scene.Help.ID().Sub(10+i), x, y, line.text, theme.Strong.At(l.face), scene.Start, solid(theme.Text))
			continue
		case line.key != "":
			s.Text(id, x, y, line.key, theme.CodeBold.At(l.face), scene.Start, solid(theme.TextMark))
		}
		s.Text(id.Sub(line.lines), x+l.keys, y, line.text, theme.Prose.At(l.face), scene.Start, solid(theme.Text))
	}
}

// helpName is what a page of the table is called.
func helpName(page, keys int) string {
	if page < keys {
		return "Keys"
	}
	return "Marks"
}

// helpTurns draws what turns the pages; the last of them are not about keys.
func helpTurns(s *scene.Scene, r scene.Rect, shown, keys, pages int) {
	y := r.Y + r.H - helpFoot + 4
	for i, to := range [...]int{(shown + pages - 1) % pages, (shown + 1) % pages} {
		if pages == 2 && i == 0 {
			continue // it is the same page
		}
		text := strings.ToLower(helpName(to, keys))
		if text == strings.ToLower(helpName(shown, keys)) {
			text = [...]string{text + " before", "more " + text}[i]
		}
		b := scene.Rect{X: r.X + helpPad, Y: y, W: 112, H: 44}
		if i == 1 {
			b.X = r.X + r.W - helpPad - b.W
		}
		button(s, scene.HelpTurn.ID(i), b, text, theme.Strong, theme.Selected, theme.Text, "Another page (Page Down, Page Up).")
	}
	text := s.Join(s.Int(int64(shown+1)), " / ", s.Int(int64(pages)))
	s.Text(scene.Help.ID().Sub(3), r.X+r.W/2, y+27, text, theme.Label, scene.Middle, solid(theme.TextDim))
}
