package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The lesson beside the figure, for the desktop: one step of prose, its
// question, and the way to the next one. On the web the page around the figure
// shows the same lesson as HTML.

// footHeight is the height of the line with back and next.
const footHeight = 34

// lessonPane draws the step that is open.
func lessonPane(s *scene.Scene, m *ui.Model, r scene.Rect) {
	pane(s, scene.Lesson.ID(), r, theme.Bar)
	inner := scene.Rect{X: r.X + 18, Y: r.Y + 8, W: r.W - 36, H: r.H - 8 - footHeight}
	s.SetClip(inner)
	items := len(s.Items)
	p := stepText(s, m, inner, m.Scroll)
	if most := max(p.y+m.Scroll-inner.Y-inner.H, 0); m.Scroll > most { // scrolled past the end
		s.Items = s.Items[:items]
		p = stepText(s, m, inner, most)
	}
	s.SetClip(scene.Rect{})
	entry(s, m, inner)
	scrollbar(s, p, inner)
	foot(s, m, scene.Rect{X: inner.X, Y: r.Y + r.H - footHeight, W: inner.W, H: footHeight})
}

// stepText sets the step, scrolled by so much.
func stepText(s *scene.Scene, m *ui.Model, inner scene.Rect, scroll float32) *prose {
	p := &prose{s: s, m: m, x: inner.X, y: inner.Y + 4 - scroll, w: inner.W, clip: inner, scroll: scroll}
	step := &m.Lesson.Steps[m.Page]
	p.line(itoa(int64(m.Lesson.Num))+" · "+m.Lesson.Title, theme.Strong.At(11.5), theme.TextDim, 16)
	p.gap(4)
	p.title(step)
	p.gap(8)
	p.blocks(step.Blocks)
	if m.Ask() != nil {
		p.question(m)
	}
	if m.Entry() != nil { // room to scroll past what lies over the text
		p.gap(entryHeight(m, inner.W))
	}
	return p
}

// mostScroll is how far the open step can be scrolled in a pane.
func mostScroll(m *ui.Model, r scene.Rect) float32 {
	var s scene.Scene
	inner := scene.Rect{X: r.X + 18, Y: r.Y + 8, W: r.W - 36, H: r.H - 8 - footHeight}
	return max(stepText(&s, m, inner, 0).y-inner.Y-inner.H, 0)
}

// scrollbar says how much of the prose is out of sight.
func scrollbar(s *scene.Scene, p *prose, r scene.Rect) {
	total := p.y + p.scroll - r.Y
	if total <= r.H {
		return
	}
	h := max(r.H*r.H/total, 20)
	at := min(p.scroll/(total-r.H), 1)
	bar := scene.Rect{X: r.X + r.W + 8, Y: r.Y + (r.H-h)*at, W: 4, H: h}
	s.Box(scene.Lesson.ID().Sub(3), bar, 2, solid(theme.Track)).Through()
}

// foot draws back, where the reader is, and next.
func foot(s *scene.Scene, m *ui.Model, r scene.Rect) {
	y := r.Y + 21
	s.Line(scene.Lesson.ID().Sub(4), r.X, r.Y+2, r.X+r.W, r.Y+2, solid(theme.Edge), theme.Hairline).Through()
	back, next := scene.Button.ID(ui.ButtonLessonBack), scene.Button.ID(ui.ButtonLessonNext)
	s.Box(back, scene.Rect{X: r.X - 6, Y: r.Y + 6, W: 64, H: 24}, theme.RadiusButton, solid(theme.Card)).Tip("The step before (PageUp)")
	s.Icon(back.Sub(1), r.X+2, r.Y+13.5, 9, scene.SignBack, solid(theme.TextDim)).Through()
	s.Text(back.Sub(2), r.X+17, y, "back", theme.Prose.At(12), scene.Start, solid(theme.TextDim))
	s.Box(next, scene.Rect{X: r.X + r.W - 58, Y: r.Y + 6, W: 64, H: 24}, theme.RadiusButton, solid(theme.Selected)).Tip("The next step (PageDown)")
	s.Text(next.Sub(2), r.X+r.W-17, y, "next", theme.Strong, scene.End, solid(theme.Text))
	s.Icon(next.Sub(1), r.X+r.W-11, r.Y+13.5, 9, scene.SignPlay, solid(theme.Text)).Through()
	where := "step " + itoa(int64(m.Page+1)) + " of " + itoa(int64(len(m.Lesson.Steps))) + " · again"
	id, w := scene.LessonStep.ID(m.Page), typeset.Measure(where, theme.Prose.At(12))+16
	s.Box(id, scene.Rect{X: r.X + (r.W-w)/2, Y: r.Y + 6, W: w, H: 24}, theme.RadiusButton, solid(theme.Card)).Tip("Back to where this step begins, wherever you have gone (R)")
	s.Text(id.Sub(1), r.X+r.W/2, y, where, theme.Prose.At(12), scene.Middle, solid(theme.TextDim)).Through()
}

// question draws what is asked before the reveal, and what is known of each
// answer once one was chosen.
func (p *prose) question(m *ui.Model) {
	ask := m.Ask()
	p.gap(8)
	top, at := p.y, len(p.s.Items)
	p.s.Box(scene.Question.ID(), scene.Rect{}, theme.RadiusButton, solid(theme.Card)).Outline(solid(theme.Edge), theme.Hairline)
	p.x, p.w = p.x+12, p.w-24
	p.gap(8)
	p.wrapped(ask.Question, theme.Strong, theme.Text, 18)
	p.gap(4)
	for i := range ask.Choices {
		p.answer(m, i)
	}
	p.x, p.w = p.x-12, p.w+24
	p.gap(6)
	p.s.Items[at].Rect = scene.Rect{X: p.x, Y: top, W: p.w, H: p.y - top}
	p.gap(8)
}

// answer draws one choice. Which is right the engine has measured.
func (p *prose) answer(m *ui.Model, i int) {
	c := &m.Ask().Choices[i]
	verdict := m.Verdict(i)
	ground := theme.Well
	if i == m.Chosen() {
		ground = theme.Selected
	}
	id := scene.Answer.ID(i)
	lines := typeset.Wrap(nil, itoa(int64(i+1))+"  "+c.Text, theme.Prose, p.w-40)
	h := float32(len(lines))*17 + 9
	p.s.Box(id, scene.Rect{X: p.x, Y: p.y, W: p.w, H: h}, theme.RadiusButton, solid(ground)).Outline(solid(theme.Edge), theme.Hairline)
	for n, line := range lines {
		p.s.Text(id.Sub(2+n), p.x+10, p.y+17+float32(n)*17, line, theme.Prose, scene.Start, solid(theme.Text))
	}
	switch verdict {
	case ui.Right:
		p.s.Icon(id.Sub(1), p.x+p.w-22, p.y+h/2-6, 12, scene.SignCheck, solid(theme.TextGood)).Through()
	case ui.Wrong:
		p.s.Icon(id.Sub(1), p.x+p.w-22, p.y+h/2-6, 12, scene.SignCross, solid(theme.TextAlarm)).Through()
	}
	p.y += h + 5
	if verdict != ui.Open && (i == m.Chosen() || verdict == ui.Right) && c.Why != "" {
		p.wrapped(c.Why, theme.Prose.At(12), theme.TextSoft, 16)
		p.gap(6)
	}
}
