package ui

import (
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
)

// Presenter mode: for a room. Everything is larger, there are the farm and the
// timeline, a text or the samples where the step speaks of them, and one line of
// the lesson, and the keys of a presenter's remote control do what they do in slides:
// PageDown and PageUp go on and back, the full stop makes the picture black.
//
// A clock is a wish of the presenter's and no part of a run: it comes in as a
// message, since nothing here may look at the world's time.

// presenter is the state of that mode.
type presenter struct {
	on      bool
	black   bool    // nothing is shown
	title   string  // of the step, where the page has the lesson
	now     int64   // seconds of the wall clock, 0: nobody told yet
	began   int64   // when the mode was switched on
	pressed bool    // a pointer is down: it is a laser pointer
	glow    float64 // seconds for which the laser still shows without that
	notes   bool
}

// How much larger everything is in presenter mode, at most; and the window, in points,
// that the layout is to have at least. A room sees the same on a larger screen, so there
// it is larger still, as long as the layout has what a usual window has. And whoever has
// so many points that letters get lost among them has larger ones without it.
const (
	presentScale = 1.5
	leastWidth   = 800
	leastHeight  = 480
	usualWidth   = 1280
	usualHeight  = 720
	mostWidth    = 2560
	mostHeight   = 1440
)

// glowSeconds is how long the laser stays after its key: longer than the pause
// before a held key repeats.
const glowSeconds = 0.8

// Presenting says whether presenter mode is on, Black that the picture is to be
// black, Notes that the notes of the step are to be shown.
func (m *Model) Presenting() bool { return m.presenter.on }

// Black says that nothing is to be seen.
func (m *Model) Black() bool { return m.presenter.on && m.presenter.black }

// Laser says whether the pointer is a bright dot.
func (m *Model) Laser() bool {
	return m.presenter.on && (m.presenter.pressed || m.presenter.glow > 0)
}

// Notes is what the presenter wants to say at this step; empty unless asked for.
func (m *Model) Notes() string {
	if !m.presenter.notes || m.Lesson == nil {
		return ""
	}
	if notes := m.Lesson.Steps[m.Page].Notes; notes != "" {
		return notes
	}
	return "This step has no notes."
}

// StepTitle is the heading of the step that is presented.
func (m *Model) StepTitle() string {
	if m.Lesson != nil {
		return m.Lesson.Steps[m.Page].Title
	}
	return m.presenter.title
}

// Clock is the time of the day and the time since presenter mode began, in
// seconds; false before anybody has told it.
func (m *Model) Clock() (now, since int64, ok bool) {
	p := &m.presenter
	return p.now, p.now - p.began, p.now > 0
}

// Scale is how much larger than usual everything is.
func (m *Model) Scale() float32 {
	if !m.presenter.on {
		return max(1, min(m.fullW/mostWidth, m.fullH/mostHeight))
	}
	small := min(presentScale, max(1, min(m.fullW/leastWidth, m.fullH/leastHeight)))
	return max(small, min(m.fullW/usualWidth, m.fullH/usualHeight))
}

// Size is the size of the window, in points of the screen.
func (m *Model) Size() (w, h float32) { return m.fullW, m.fullH }

// fit gives the layout its room: the window, in points of its own.
func (m *Model) fit(w, h float32) {
	m.fullW, m.fullH = w, h
	m.W, m.H = w/m.Scale(), h/m.Scale()
	m.Hover = scene.ID{} // what was under the pointer has moved
}

// present switches presenter mode on or off.
func (m *Model) present() {
	p := &m.presenter
	*p = presenter{on: !p.on, title: p.title, notes: p.notes && !p.on}
	m.fit(m.fullW, m.fullH)
}

// blackout makes the picture black, or brings it back; time stands meanwhile.
func (m *Model) blackout() {
	if p := &m.presenter; p.on {
		if p.black = !p.black; p.black {
			m.Playing = false
		}
	}
}

// tellTime takes in the wall clock.
func (m *Model) tellTime(seconds int64) {
	p := &m.presenter
	if p.now = seconds; p.began == 0 {
		p.began = seconds
	}
}

// point lets a pressed pointer be a laser.
func (m *Model) point(h *Hand) {
	switch h.Kind {
	case gesture.Press:
		m.presenter.pressed = true
	case gesture.Tap, gesture.Drop, gesture.Pinch:
		m.presenter.pressed = false
	case gesture.Drag, gesture.Hover:
	default:
		return
	}
	if m.presenter.on {
		m.Pointer.X, m.Pointer.Y = h.X, h.Y
	}
}

// fade lets the laser of a key go out and says whether it just did.
func (p *presenter) fade(seconds float64) bool {
	if p.glow <= 0 {
		return false
	}
	p.glow -= seconds
	return p.glow <= 0
}

// presented says what a key means in presenter mode, where that is another
// thing. Any key brings a black picture back.
func (m *Model) presented(name string) string {
	if !m.presenter.on {
		return name
	}
	if name == "." {
		name = "b"
	}
	if m.presenter.black && name != "b" && name != "Escape" {
		m.presenter.black = false
	}
	return name
}

// inPresenting is a message that means something in presenter mode only.
func inPresenting(msg Msg) func(*Model) Msg {
	return func(m *Model) Msg {
		if !m.presenter.on {
			return nil
		}
		return msg
	}
}
