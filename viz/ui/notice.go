package ui

// Notice is a sentence shown to the reader for a while.
type Notice struct {
	Text  string
	Alarm bool    // a mistake or a fault; it stays until something else comes
	after bool    // it is about a text that has just come, and is spoken behind its picture
	left  float64 // seconds
}

// noticeSeconds is how long a notice that is no alarm stays.
const noticeSeconds = 6

func (m *Model) tell(text string, alarm bool) {
	m.Notice = Notice{Text: text, Alarm: alarm, left: noticeSeconds}
}

// pass lets time go by for the notice and reports whether it went away.
func (n *Notice) pass(seconds float64) bool {
	if n.Text == "" || n.Alarm {
		return false
	}
	if n.left -= seconds; n.left > 0 {
		return false
	}
	*n = Notice{}
	return true
}
