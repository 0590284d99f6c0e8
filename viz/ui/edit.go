package ui

import (
	"barnyard/engine"
	"barnyard/engine/scenario"
)

// The sandbox: the reader changes the scenario's text. What is in the picture
// is always a run of a text without a mistake; while a text has one, the run of
// the text before stays.
//
//	a text field, a file that was saved, a slider of the costs --Edit--> Model
//
// A text that can run takes the place of the old one at the same instant, with
// the same pane, side and window of time, so that a change of one word shows
// what this word changes and nothing else.

// Check says what is wrong with a text: a mistake in the language, or something
// that no kernel can do. It is nil for a text that Edit takes.
func Check(name, text string) error {
	_, err := checked(name, text)
	return err
}

func checked(name, text string) (*scenario.Scenario, error) {
	s, err := engine.Parse(name, []byte(text))
	if err != nil {
		return nil, err
	}
	if _, err := engine.New(s); err != nil {
		return nil, err
	}
	return s, nil
}

// edit shows the run of a changed text where the old one was.
func (m *Model) edit(name, text string) {
	if !m.Loaded() {
		m.load(name, text)
		return
	}
	if name == "" {
		name = m.Scenario.Name
	}
	if text == m.Text && m.Replay == "" {
		if m.Wrong { // back to what runs
			m.Notice, m.Wrong = Notice{}, false
		}
		return
	}
	s, err := checked(name, text)
	if err != nil {
		m.tell(err.Error()+". The run of the text before stays.", true)
		m.Wrong = true
		return
	}
	old, at := *m, m.destination()
	if !m.begin(s, text, nil) {
		m.Wrong = true
		return
	}
	m.Wrong, m.own = false, true
	m.resume(&old, at)
}

// noText tells that there is nothing to show, in place of whatever was told of the
// text before: that was about words which stand nowhere any more. The text that runs
// takes the sentence away when it is there again.
func (m *Model) noText(msg NoText) {
	m.tell(msg.Text+". The run of the text before stays.", msg.Alarm)
	m.Wrong = true
}

// destination is the instant that is shown, or that a jump is on its way to.
func (m *Model) destination() int64 {
	at := m.Now
	for _, g := range m.goals {
		if g.kind == goalTime {
			at = g.at
		}
	}
	return at
}

// resume goes back to where the reader was, with the runs that were beside each
// other. A mode that the text itself has changed is shown.
func (m *Model) resume(was *Model, at int64) {
	m.Cache = min(was.Cache, max(len(m.Scenario.Caches)-1, 0))
	m.Compare, m.Told, m.Hover = was.Compare, was.Told, was.Hover
	if cpu, ok := CPUOf(was.Sel); !ok || cpu < m.Scenario.Machine.CPUs {
		m.Sel = was.Sel
	}
	if _, ok := m.Kernel().Cfg.Code.Func(was.Pinned); ok {
		m.Pinned = was.Pinned
	}
	if m.Scenario.Machine.QPW == was.Scenario.Machine.QPW && m.setSides([2]Variant{was.Sides[0].Variant, was.Sides[1].Variant}) {
		m.show(was.Shown)
	}
	m.Speed = was.Speed
	// The same nanoseconds, should the clock have another frequency.
	now := func(cycles int64) int64 { return cycles / was.GHz() * m.GHz() }
	if was.GHz() == m.GHz() {
		now = func(cycles int64) int64 { return cycles }
	}
	window := Window{now(was.Window.From), now(was.Window.To)}
	m.Window = window
	if at > 0 { // the start is before the first step, and there we are
		m.seek(goal{kind: goalTime, at: now(at), window: window})
	}
	m.Playing = was.Playing
}
