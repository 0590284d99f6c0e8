package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// A sentence for the reader: at the foot of the figure's panes, which give room
// for as long as it is there, so that it lies on nothing that is read. Only where
// a pane would have to go for it, it lies over the lowest one.

// Measures of it, in points.
const (
	noticeWide = 620 // at most
	noticePad  = 14
	noticeGap  = 8
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
	whole := *f
	at := noticeIn(m, body)
	less := body
	less.H -= at.H + noticeGap
	*f = before
	f.column(m, less)
	if f.panes() < whole.panes() {
		*f = whole
	}
	f.Notice = at
}

// panes is how many panes the column has.
func (f *Frame) panes() (n int) {
	for _, r := range [...]scene.Rect{f.Cards, f.Barns, f.Timeline, f.Latency, f.Listing} {
		if !r.Empty() {
			n++
		}
	}
	return n
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
