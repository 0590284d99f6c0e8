package ui

import (
	"strings"

	"barnyard/engine/qpw"
	"barnyard/lessons/lesson"
)

// Cues that say which runs are shown, and the cues that lead back to them.

// modeOf reads the value of a qpw setting.
func modeOf(value string) qpw.Mode {
	switch value {
	case "0":
		return qpw.Off
	case "1":
		return qpw.On
	}
	return qpw.NotBuilt
}

// cueMode shows the run with some settings. If it stands on a side, that one is
// shown. Other settings of the machine make another scenario, so that both sides
// have them; those of the kernel put their run on a side.
func (m *Model) cueMode(c *lesson.Cue) {
	var words []string
	var machine, kernel []lesson.Setting
	for _, s := range c.Modes {
		words = append(words, s.Key+"="+s.Value)
		switch s.Key {
		case "qpw":
		case "generation", "patch", "mutant", "lockdep":
			kernel = append(kernel, s)
		default:
			machine = append(machine, s)
		}
	}
	if side, ok := m.sideWith(Variant(strings.Join(words, "/"))); ok {
		m.show(side)
		return
	}
	if text := lesson.Under(m.Text, machine); text != m.Text && !m.load(m.Scenario.Name, text) {
		return
	}
	mode, asked := qpw.Mode(m.Scenario.Machine.QPW), false
	for _, s := range c.Modes {
		if s.Key == "qpw" {
			mode, asked = modeOf(s.Value), true
		}
	}
	v := ofMode(mode)
	for _, s := range kernel {
		v = v.With(s.Key, s.Value)
	}
	switch {
	case len(kernel) > 0:
		m.setVariant(sideOf(mode), v)
		if side, ok := m.sideWith(v); ok {
			m.show(side)
		}
	case asked:
		m.setMode(mode)
	}
}

// sideWith is the side on which a variant stands, if it stands on one.
func (m *Model) sideWith(v Variant) (int, bool) {
	_, own, err := v.of(m.Scenario)
	for i := range m.Sides {
		if err == nil && m.Sides[i].Variant == own {
			return i, true
		}
	}
	return 0, false
}

// setRT starts the scenario again with or without PREEMPT_RT, with the runs
// that are on the sides.
func (m *Model) setRT(on bool) {
	value, shown, left := "off", m.Shown, m.replay != nil
	pair := [2]Variant{m.Sides[0].Variant.Without("rt"), m.Sides[1].Variant.Without("rt")}
	if on {
		value = "on"
	}
	if !m.load(m.Scenario.Name, lesson.Under(m.Text, []lesson.Setting{{Key: "rt", Value: value}})) {
		return
	}
	m.setSides(pair)
	m.show(shown)
	if left {
		m.tell("The schedule of the replay string belongs to the other kernel. This is a run by time.", false)
	}
}

// cueCompare compares two runs and shows the first.
func (m *Model) cueCompare(c *lesson.Cue) {
	pair, at := [2]Variant{Variant(c.Sides[0]), Variant(c.Sides[1])}, 0
	if pair[0].Get("qpw") == "1" && pair[1].Get("qpw") != "1" {
		pair[0], pair[1], at = pair[1], pair[0], 1 // the lock is taken on the right
	}
	if m.putSides(pair) {
		m.setCompare(true)
		m.show(at)
	}
}

// cueSides puts two runs on the sides, and shows the left one.
func (m *Model) cueSides(c *lesson.Cue) {
	if m.putSides([2]Variant{Variant(c.Sides[0]), Variant(c.Sides[1])}) {
		m.show(0)
	}
}

// putSides is setSides for words as people write them.
func (m *Model) putSides(pair [2]Variant) bool {
	for i, v := range pair {
		_, own, err := v.of(m.Scenario)
		if err != nil {
			m.tell(v.oneLine(err), true)
			return false
		}
		pair[i] = own
	}
	if pair[0] == pair[1] {
		m.tell("Both sides would be "+pair[0].Label()+"; expected two runs that differ.", true)
		return false
	}
	return m.setSides(pair)
}

// which is the cues that lead to the runs on the sides, and to the one shown.
func (m *Model) which() string {
	shown, other := m.Side().Variant, m.Sides[1-m.Shown].Variant
	if m.Compare && shown != other {
		return "compare " + string(shown) + " " + string(other) + "\n"
	}
	cues := ""
	if m.home != [2]Variant{m.Sides[0].Variant, m.Sides[1].Variant} {
		cues = "sides " + string(m.Sides[0].Variant) + " " + string(m.Sides[1].Variant) + "\n"
	}
	return cues + "mode " + strings.ReplaceAll(string(shown), "/", " ") + "\n"
}
