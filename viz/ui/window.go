package ui

// The stretch of time that the timeline shows.

const (
	narrowest  = 64   // cycles
	leadShare  = 0.80 // where now stands when the window follows it
	trailShare = 0.20
)

// defaultWindow is what passes in a few seconds of play: wide enough to see
// where things lead, narrow enough to read their names.
func (m *Model) defaultWindow() Window {
	return Window{0, max(windowSeconds*m.SpeedNs(), 1000) * m.GHz()}
}

const windowSeconds = 5

// follow moves the window so that now is in it.
func (m *Model) follow() {
	w := m.Window.To - m.Window.From
	if w <= 0 {
		return
	}
	lead, trail := int64(float64(w)*leadShare), int64(float64(w)*trailShare)
	switch at := m.Now; {
	case at > m.Window.To, at < m.Window.From:
		m.setWindow(at-lead, w)
	case m.Playing && at > m.Window.From+lead:
		m.setWindow(at-lead, w)
	case m.Playing && at < m.Window.From+trail && m.Window.From > at-trail && at < m.Window.From:
		m.setWindow(at-trail, w)
	}
}

// setWindow puts the window somewhere, inside the run.
func (m *Model) setWindow(from, width int64) {
	end := max(m.End(), 1000)
	if m.Scenario.Until.N == 0 && !m.exhausted() { // it is not known where the run ends
		end = max(end, from+width)
	}
	width = min(max(width, narrowest), end+end/8)
	from = min(max(from, 0), max(end+end/8-width, 0))
	m.Window = Window{from, from + width}
}

// zoom makes the window show more (factor above 1) or less, around an instant.
func (m *Model) zoom(at int64, factor float64) {
	w := m.Window
	width := int64(float64(w.To-w.From) * factor)
	left := int64(float64(at-w.From) * factor)
	m.setWindow(at-left, width)
}

// pan moves the window by cycles.
func (m *Model) pan(by int64) { m.setWindow(m.Window.From+by, m.Window.To-m.Window.From) }

// lookClosely narrows the window of a step that stands so near the start that what has
// happened is a few pixels of it: a picture of nothing. Play widens it again, since at
// its speed so narrow a window would fly past.
func (m *Model) lookClosely() {
	w := m.Window
	if m.Playing || m.Now <= 0 || w.From > 0 || m.Now*tooWide > w.To {
		return
	}
	m.setWindow(0, m.Now*closeShare)
	m.close = m.Window
}

// closeShare is how many times as long as what has happened such a window is.
const closeShare = 3

// lookFromAfar takes lookClosely back, unless somebody has moved the window since.
func (m *Model) lookFromAfar() {
	if m.close != (Window{}) && m.Window == m.close {
		m.Window = m.defaultWindow()
	}
	m.close = Window{}
}

// centre shows an instant in the middle, unless it is well in view already.
func (m *Model) centre() {
	w := m.Window.To - m.Window.From
	m.setWindow(m.Now-w/2, w)
}
