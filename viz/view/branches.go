package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The strip of branches: one row a branch, with a line to its parent at the step
// where it parts, and its replay string below.
//
//	as recorded  o----------+----x      x: an invariant does not hold
//	branch 1                '-----o
//	branch 2                   '--o

// Measures of the strip, in points.
const (
	branchRow  = 18
	branchName = 92
)

// branchesHeight is what the strip takes off a pane; 0 where there is no branch
// or no room.
func branchesHeight(m *ui.Model, h float32) float32 {
	rows, _ := m.Branches()
	if !m.ByHand() || h < 150 {
		return 0
	}
	word := float32(branchRow)
	if len(rows) == 0 {
		return word
	}
	return float32(shownRows(len(rows), h))*branchRow + 30 + actRow + word
}

// shownRows is how many rows there is room for.
func shownRows(n int, h float32) int { return max(min(n, int(h*0.4/branchRow)), 1) }

func branches(s *scene.Scene, m *ui.Model, r scene.Rect, n int) {
	rows, at := m.Branches()
	bottom := r.Y + r.H
	replayWord(s, m, at, scene.Rect{X: r.X, Y: bottom - branchRow, W: r.W, H: branchRow})
	if len(rows) == 0 {
		return
	}
	s.Line(scene.Listing.ID().Sub(5), r.X, r.Y, r.X+r.W, r.Y, solid(theme.Edge), theme.Hairline).Through()
	words(s, scene.Listing.ID().Sub(6), r.X, r.Y+14, "branches: "+itoa(int64(len(rows)-1))+" of "+itoa(ui.MaxBranches)+"  (b, B)", theme.Label, theme.TextDim, r.W)
	first := min(max(at-n/2, 0), len(rows)-n)
	p := &branchStrip{s: s, m: m, rows: rows, first: first, n: n, at: at, area: scene.Rect{X: r.X, Y: r.Y + 20, W: r.W, H: float32(n) * branchRow}}
	p.scale()
	for i := first; i < first+n; i++ {
		p.row(i)
	}
	c := &choices{s: s, m: m, r: r, y: p.area.Y + p.area.H + 2}
	if at != 0 {
		c.buttons([]act{
			{ui.ButtonName, "name it  (r)", "Gives the shown branch a name of your own."},
			{ui.ButtonDrop, "take away  (Del)", "Takes the shown branch away, unless another parts from it."},
		})
	}
}

// branchStrip is the rows while they are drawn.
type branchStrip struct {
	s        *scene.Scene
	m        *ui.Model
	rows     []ui.Branch
	first, n int
	at       int
	area     scene.Rect
	lo, hi   float32 // steps
}

// scale finds the steps that the strip shows: from a little before the first
// parting to the farthest end.
func (p *branchStrip) scale() {
	lo, hi := p.m.Step, p.m.Step+1
	for i := 1; i < len(p.rows); i++ {
		lo, hi = min(lo, p.rows[i].From), max(hi, p.rows[i].End())
	}
	p.lo, p.hi = float32(lo), float32(hi)
	p.lo = max(p.lo-(p.hi-p.lo)*0.15, 0)
}

func (p *branchStrip) x(step uint32) float32 {
	left, w := p.area.X+branchName+8, p.area.W-branchName-26
	return left + w*min(max((float32(step)-p.lo)/max(p.hi-p.lo, 1), 0), 1)
}

func (p *branchStrip) y(row int) float32 { return p.area.Y + (float32(row-p.first)+0.5)*branchRow }

// row draws a branch: its name, its way, and where the picture is on it.
func (p *branchStrip) row(i int) {
	id, y := scene.BranchRow.ID(i), p.y(i)
	ground, ink, face := solid(theme.Bar), theme.TextDim, theme.Label
	if i == p.at {
		ground, ink = solid(theme.Selected), theme.Text
	}
	p.s.Box(id, scene.Rect{X: p.area.X, Y: y - branchRow/2 + 1, W: p.area.W, H: branchRow - 2}, 3, ground).Tip(p.about(i))
	if row, text, open := p.m.Naming(); open && row == i {
		p.field(id, text, y)
	} else {
		words(p.s, id.Sub(1), p.area.X+5, y+4, p.m.RowName(i), face, ink, branchName-6)
	}
	through(p.s, id.Sub(1))
	way := theme.TextDim
	if i == p.at {
		way = theme.TextSoft
	}
	from, end := p.lo, p.m.RowEnd(i)
	if i > 0 {
		b := &p.rows[i]
		from = float32(b.From)
		top := max(p.y(b.Parent), p.area.Y)
		p.s.Line(id.Sub(2), p.x(b.From), top, p.x(b.From), y, solid(way), 1).Through()
	}
	p.s.Line(id.Sub(3), p.x(uint32(from)), y, p.x(end), y, solid(way), 1.5).Through()
	if float32(end) <= p.hi {
		p.s.Circle(id.Sub(4), p.x(end), y, 2.5, solid(way)).Through()
	}
	if p.m.RowBroken(i) != "" {
		p.s.Icon(id.Sub(8), p.area.X+p.area.W-12, y-4, 8, scene.SignCross, solid(theme.Violation)).Through()
	}
	if i == p.at {
		p.s.Diamond(id.Sub(5), p.x(p.m.Step), y, 4.5, solid(theme.Cursor)).Through()
	}
}

// field is where a name is being written.
func (p *branchStrip) field(id scene.ID, text string, y float32) {
	r := scene.Rect{X: p.area.X + 1, Y: y - branchRow/2 + 1, W: branchName, H: branchRow - 2}
	p.s.Box(id.Sub(6), r, 3, solid(theme.Well)).Outline(solid(theme.Focus), theme.Hairline).Through()
	for text != "" && typeset.Measure(text, theme.Label) > r.W-10 { // its end is what is being written
		text = string([]rune(text)[1:])
	}
	w := words(p.s, id.Sub(1), r.X+4, y+4, text, theme.Label, theme.Text, r.W-8)
	through(p.s, id.Sub(1))
	p.s.Line(id.Sub(7), r.X+5+w, r.Y+3, r.X+5+w, r.Y+r.H-3, solid(theme.Cursor), 1).Through()
}

func (p *branchStrip) about(i int) string {
	if i == 0 {
		return "The run as nobody chose it: " + p.m.RowName(0) + "." + p.broken(0) + " Press to show it at this step."
	}
	b := &p.rows[i]
	text := b.Name + " parts from " + p.m.RowName(b.Parent) + " at step " + itoa(int64(b.From)) + " and leads to step " + itoa(int64(b.End())) + "."
	return text + p.broken(i) + " Press to show it at this step, or at its end."
}

func (p *branchStrip) broken(i int) string {
	if invariant := p.m.RowBroken(i); invariant != "" {
		return " " + invariant + " does not hold on its way."
	}
	return ""
}

// replayWord writes the replay string of what is shown, cut to the width; the
// tooltip has it whole.
func replayWord(s *scene.Scene, m *ui.Model, row int, r scene.Rect) {
	text, ok := m.Word()
	ink, tip := theme.TextDim, "The replay string of this run: desktop STRING opens it where its choices end. "
	if row == 0 && m.Replay == "" {
		tip = "The replay string of the run by time: nobody has chosen yet. "
	}
	if !ok {
		ink, tip = theme.TextAlarm, "No replay string: "
	}
	fit := typeset.Fit(text, theme.Code.At(10), r.W)
	s.Text(scene.ReplayWord.ID(row), r.X, r.Y+13, fit, theme.Code.At(10), scene.Start, solid(ink)).
		Wide(typeset.Measure(fit, theme.Code.At(10))).Tip(tip + typeset.Fit(text, theme.Code.At(10), 1200))
}
