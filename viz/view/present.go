package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// Presenter mode: one line of the lesson above the farm, the time at its end,
// the notes at the bottom when they are asked for, and the dot of the laser
// pointer over all. The listing and the lesson's prose make room.

// Measures of presenter mode, in the points of its larger layout.
const (
	headingHeight = 32
	notesShare    = 0.28
	notesLeading  = 17
	laserRadius   = 5
	laserGlow     = 13
)

// The parts of it, which are scene.Presenter with these numbers.
const (
	presentHeading = iota
	presentClock
	presentNotes
	presentLaser
	presentBlack
)

// present takes the lines of presenter mode from the body.
func (f *Frame) present(m *ui.Model, body scene.Rect) scene.Rect {
	if m.Presenting() && body.H >= headingHeight { // else it would lie on what is below
		f.Heading = scene.Rect{X: body.X, Y: body.Y - 6, W: body.W, H: headingHeight}
		body.Y, body.H = body.Y+headingHeight, body.H-headingHeight
	}
	if m.Notes() != "" {
		lines := typeset.Wrap(nil, paragraphs(m.Notes()), theme.Prose, body.W-20)
		h := min(float32(len(lines))*notesLeading+46, max(body.H*notesShare, 96))
		f.Notes = scene.Rect{X: body.X, Y: body.Y + body.H - h, W: body.W, H: h}
		body.H -= h + 8
	}
	return body
}

// presentHead draws the line of the lesson's step, and the time.
func presentHead(s *scene.Scene, m *ui.Model, r scene.Rect) {
	end := r.X + r.W
	if now, since, ok := m.Clock(); ok {
		id := scene.Presenter.ID(presentClock)
		took := wordsEnd(s, id, end, r.Y+23, duration(s, since), theme.Clock.At(18), theme.Text, 120)
		s.Items[len(s.Items)-1].Tip("The time since presenter mode began. Switching it off and on begins anew.")
		day := now % (24 * 3600)
		took += 14 + wordsEnd(s, id.Sub(1), end-took-14, r.Y+23, s.Join(twoDigits(s, day/3600), ":", twoDigits(s, day/60%60)), theme.Clock.At(18), theme.TextDim, 90)
		end -= took + 20
	}
	if m.Lesson != nil {
		where := s.Join(s.Int(int64(m.Page+1)), " / ", s.Int(int64(len(m.Lesson.Steps))))
		end -= 14 + wordsEnd(s, scene.Presenter.ID(presentHeading).Sub(1), end, r.Y+23, where, theme.Clock.At(14), theme.TextDim, 90)
	}
	title := m.StepTitle()
	if title == "" {
		title = m.Title
	}
	words(s, scene.Presenter.ID(presentHeading), r.X, r.Y+23, title, theme.Heading.At(21), theme.Text, end-r.X)
}

// duration writes seconds as people read a stopwatch: 12:05, 1:02:05.
func duration(s *scene.Scene, seconds int64) string {
	seconds = max(seconds, 0)
	text := s.Int(seconds / 60)
	if h := seconds / 3600; h > 0 {
		text = s.Join(s.Int(h), ":", twoDigits(s, seconds/60%60))
	}
	return s.Join(text, ":", twoDigits(s, seconds%60))
}

func twoDigits(s *scene.Scene, n int64) string {
	if n < 10 {
		return s.Join("0", s.Int(n))
	}
	return s.Int(n)
}

// notesPane draws what the presenter wants to say, and what comes next.
func notesPane(s *scene.Scene, m *ui.Model, r scene.Rect) {
	id := scene.Presenter.ID(presentNotes)
	pane(s, id, r, theme.Bar).Tip("The presenter's notes. The key y hides them.")
	face, leading := theme.Prose, float32(notesLeading)
	inner := r.Grow(-10)
	foot := inner.Y + inner.H - 3
	next := "This is the last step."
	if m.Page+1 < len(m.Lesson.Steps) {
		next = "Next: " + m.Lesson.Steps[m.Page+1].Title
	}
	words(s, id.Sub(1), inner.X, foot, next, theme.Strong, theme.TextDim, inner.W)
	lines := typeset.Wrap(nil, paragraphs(m.Notes()), face, inner.W)
	room := int((foot - 14 - inner.Y) / leading)
	for i, line := range lines {
		if i >= room {
			break
		}
		if i == room-1 && len(lines) > room {
			line = typeset.Fit(line+" …", face, inner.W)
		}
		s.Text(id.Sub(2+i), inner.X, inner.Y+12+float32(i)*leading, line, face, scene.Start, solid(theme.Text))
	}
}

// paragraphs joins the lines of each paragraph: notes are wrapped in the file.
func paragraphs(text string) string {
	out := make([]byte, 0, len(text))
	for i := range len(text) {
		single := text[i] == '\n' && i > 0 && text[i-1] != '\n' && i+1 < len(text) && text[i+1] != '\n'
		switch {
		case single:
			out = append(out, ' ')
		case text[i] == '\n' && len(out) > 0 && out[len(out)-1] == '\n': // one line break is enough
		default:
			out = append(out, text[i])
		}
	}
	return string(out)
}

// laser draws the dot of the pointer.
func laser(s *scene.Scene, m *ui.Model) {
	if !m.Laser() {
		return
	}
	id := scene.Presenter.ID(presentLaser)
	s.Circle(id.Sub(1), m.Pointer.X, m.Pointer.Y, laserGlow, scene.Tint(theme.Violation, 0.35)).Through()
	s.Circle(id, m.Pointer.X, m.Pointer.Y, laserRadius, solid(theme.Violation)).Outline(solid(theme.Focus), theme.Hairline).Through()
}

// black is a picture in which nothing is to be seen.
func black(s *scene.Scene, m *ui.Model) {
	s.Box(scene.Presenter.ID(presentBlack), scene.Rect{W: m.W, H: m.H}, 0, solid(theme.Black))
}
