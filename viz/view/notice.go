package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// A sentence for the reader: at the foot of the figure's panes, so that it lies on
// nothing that is read. The lowest pane gives the room for as long as it is there;
// nothing else moves, under a hand that is on its way to it. Where that pane is too
// low, all of them give some; and where one would have to go, it lies over the lowest.

// Measures of it, in points.
const (
	noticeWide = 620 // at most
	noticePad  = 14
	noticeGap  = 8
	lowestLeft = 56 // what the lowest pane keeps
)

// noticeLines is the sentence in lines of a width.
func noticeLines(m *ui.Model, width float32) []string {
	return typeset.Wrap(nil, m.Notice.Text, theme.Prose, min(width, noticeWide)-2*noticePad)
}

// noticeIn is the place of the sentence at the foot of a rectangle.
func noticeIn(m *ui.Model, r scene.Rect) scene.Rect {
	lines := noticeLines(m, r.W)
	w, h := widest(lines, theme.Prose)+2*noticePad, float32(len(lines))*theme.Leading+12
	return scene.Rect{X: r.X + (r.W-w)/2, Y: r.Y + r.H - h, W: w, H: h}
}

// columnAndNotice stacks the panes of the figure above the sentence, if there is
// one.
func (f *Frame) columnAndNotice(m *ui.Model, body scene.Rect) {
	before := *f
	f.column(m, body)
	if m.Notice.Text == "" {
		return
	}
	at := noticeIn(m, body)
	f.Notice = at
	if low := f.lowest(body); low != nil && at.Y-noticeGap-low.Y >= lowestLeft {
		low.H = min(low.H, at.Y-noticeGap-low.Y)
		return
	}
	whole := *f
	less := body
	less.H -= at.H + noticeGap
	*f = before
	f.column(m, less)
	if f.panes() < whole.panes() {
		*f = whole
	}
	f.Notice = at
}

// columnPanes is where the panes of the column are.
func (f *Frame) columnPanes() [5]*scene.Rect {
	return [...]*scene.Rect{&f.Cards, &f.Barns, &f.Timeline, &f.Latency, &f.Listing}
}

// panes is how many panes the column has.
func (f *Frame) panes() (n int) {
	for _, r := range f.columnPanes() {
		if !r.Empty() {
			n++
		}
	}
	return n
}

// lowest is the pane of the column that ends last, nil if there is none. The
// listing may stand beside the column instead, and the samples below it in a room.
func (f *Frame) lowest(body scene.Rect) (low *scene.Rect) {
	for _, r := range f.columnPanes() {
		if !r.Empty() && r.X < body.X+body.W && r.Y < body.Y+body.H && (low == nil || r.Y+r.H > low.Y+low.H) {
			low = r
		}
	}
	return low
}

// notice draws the sentence.
func notice(s *scene.Scene, m *ui.Model, f *Frame) {
	if m.Notice.Text == "" {
		return
	}
	r := f.Notice
	if r.Empty() { // nothing is loaded
		r = noticeIn(m, scene.Rect{X: 10, W: m.W - 20, H: m.H - transportHeight - 10})
	}
	ground, edge := theme.Selected, theme.Edge
	if m.Notice.Alarm {
		ground, edge = theme.AlarmGround, theme.Spike
	}
	s.Box(scene.Message.ID(0), r, theme.RadiusButton, solid(ground)).Outline(solid(edge), theme.Hairline)
	for i, line := range noticeLines(m, r.W+0.5) {
		s.Text(scene.Message.ID(0).Sub(1+i), r.X+noticePad, r.Y+19+float32(i)*theme.Leading, line, theme.Prose, scene.Start, solid(theme.Text))
	}
}
