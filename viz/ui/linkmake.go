package ui

import (
	"errors"
	"slices"
	"strconv"

	"barnyard/engine"
	"barnyard/engine/packed"
	"barnyard/engine/qpw"
	"barnyard/engine/replay"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/viz/link"
	"barnyard/viz/scene"
)

// A link to what is shown: see package link. linkopen.go is the way back.

// linked is the part of a link that changes with the scenario alone, and is kept
// because a text is packed and compared with the built-ins for it.
type linked struct {
	text string
	link.Link
}

// Link is a link to the instant that is shown, or to where a jump is going. It is
// an error where so many were chosen by hand that no link could hold them.
func (m *Model) Link() (link.Link, error) {
	if !m.Loaded() {
		return link.New(), nil
	}
	l := m.linkedText()
	l.Lesson, l.More = m.lessonWord(), m.more
	word, err := m.byReplay()
	if err != nil {
		return link.New(), err
	}
	if word != "" {
		l.Scenario, l.Settings, l.Text, l.Packed, l.Replay = "", nil, "", "", word
	}
	m.linkRuns(&l)
	m.linkTime(&l)
	m.linkView(&l)
	return l, nil
}

// LinkText is the link as people pass it on.
func (m *Model) LinkText() (string, error) {
	l, err := m.Link()
	if err != nil {
		return "", err
	}
	return link.Format(&l)
}

// linkedText is a link to the start of the scenario.
func (m *Model) linkedText() link.Link {
	if m.linked.text != m.Text {
		m.linked = linked{m.Text, link.New()}
		l := &m.linked.Link
		if l.Scenario, l.Settings = namedText(m.Scenario.Name, m.Text); l.Scenario == "" {
			l.Text, l.Packed = m.Text, packed.Pack(m.Text)
		}
	}
	return m.linked.Link
}

// namedText is the built-in that a text is, but for some settings; no name if it
// is none.
func namedText(name, text string) (string, []link.Part) {
	b, ok := scenario.Lookup(name)
	switch {
	case !ok:
		for _, other := range scenario.Builtins() {
			if string(other.Text) == text {
				return other.Name, nil
			}
		}
		return "", nil
	case string(b.Text) == text:
		return name, nil
	}
	base, err := engine.Parse(b.Name, b.Text)
	if err != nil {
		return "", nil
	}
	s, err := engine.Parse(name, []byte(text))
	if err != nil {
		return "", nil
	}
	var set []link.Part
	for _, key := range scenario.SettingNames() {
		if value := s.Setting(key); value != base.Setting(key) {
			if value == "" || base.Set(key, value) != nil {
				return "", nil
			}
			set = append(set, link.Part{Key: key, Value: value})
		}
	}
	if base.String() != text {
		return "", nil
	}
	return name, set
}

// lessonWord is the lesson and its step, as SLUG/STEP.
func (m *Model) lessonWord() string {
	if m.Lesson == nil {
		return m.lessonLink
	}
	return m.Lesson.Slug + "/" + m.Lesson.Steps[m.Page].Slug
}

// byReplay is the replay string of a run that nothing shorter leads to; empty
// where a name or a text does.
func (m *Model) byReplay() (string, error) {
	if m.tree().at == 0 {
		return m.Replay, nil
	}
	word, ok := m.Word()
	if !ok {
		return "", errors.New(word)
	}
	return word, nil
}

// linkRuns says which runs stand on the sides and which is shown. A branch by
// hand is a replay string of its own run, which then is the one that is shown.
func (m *Model) linkRuns(l *link.Link) {
	pair := [2]Variant{m.Sides[0].Variant, m.Sides[1].Variant}
	l.Compare = m.Compare
	if l.Replay != "" {
		if m.tree().at == 0 && m.Side().Variant != ofMode(qpw.Mode(m.Scenario.Machine.QPW)) {
			l.Run = string(m.Side().Variant)
		}
		return
	}
	if m.home != pair {
		l.Sides = [2]string{string(pair[0]), string(pair[1])}
	}
	if m.Shown != sideOf(qpw.Mode(m.Scenario.Machine.QPW)) {
		l.Run = string(pair[m.Shown])
	}
}

// linkTime says which instant: where a jump is going, or where it is.
func (m *Model) linkTime(l *link.Link) {
	l.Engine = engine.Version
	if !m.Seeking() {
		l.At, l.Step = link.Instant(m.Now, m.GHz()), int64(m.Step)
		if !m.Playing {
			l.Hash = replay.HashText(m.Kernel().Hash())
		}
		return
	}
	if a := m.arrival; a != nil && slices.ContainsFunc(m.goals, func(g goal) bool { return g.kind == goalArrive }) {
		l.At, l.Step, l.Until, l.Hash, l.Engine = a.At, a.Step, a.Until, a.Hash, a.Engine
		return
	}
	at := m.Now
	for _, g := range m.goals {
		switch g.kind {
		case goalTime:
			at, l.Until = g.at, nil
		case goalEnd:
			at, l.Until = m.End(), nil
		case goalUntil:
			l.Until = append(l.Until, g.text)
		case goalEvent:
			if g.event != sim.EvNone {
				l.Until = append(l.Until, eventCue(&g))
			}
		}
	}
	l.At = link.Instant(at, m.GHz())
}

// eventCue is a goal as the cue until has it.
func eventCue(g *goal) string {
	text := "event=" + sim.EventSpecs()[g.event].Name
	if g.cpu >= 0 {
		text += " cpu=" + strconv.Itoa(g.cpu)
	}
	if g.nth > 1 {
		text += " n=" + strconv.Itoa(g.nth)
	}
	return text
}

// linkView says how it is looked at.
func (m *Model) linkView(l *link.Link) {
	if m.Window != m.defaultWindow() {
		l.From, l.To = link.Instant(m.Window.From, m.GHz()), link.Instant(m.Window.To, m.GHz())
	}
	for i, mk := range m.Time.Markers {
		if mk.Set {
			l.Marks[i] = link.Instant(mk.At, m.GHz())
		}
	}
	if m.Speed != m.homeSpeed {
		d, _ := scenario.ParseDur(strconv.FormatInt(m.SpeedNs(), 10) + "ns")
		l.Speed = &d
	}
	if m.Reading != m.firstReading() {
		l.Tab = readingWords()[m.Reading]
	}
	if m.Time.Tasks {
		l.Rows = "tasks"
	}
	if m.Sel.Kind != scene.Nothing {
		l.Sel, l.Told = m.Sel.Whole().String(), m.Told
	}
	l.Cache, l.Pinned, l.Diff = m.Cache, m.Pinned, m.diffPick
	l.Owners, l.ByHand = m.Time.Lines, m.manual.on
}

// firstReading is the text that opens by itself.
func (m *Model) firstReading() Reading {
	switch {
	case m.manual.on:
		return ReadChoices
	case m.Compare:
		return ReadCompare
	}
	return ReadListing
}

// readingWords is how links call the readings, by Reading.
func readingWords() []string {
	return []string{"listing", "events", "compare", "diff", "choices", "costs", "ledger", "goto", "lines"}
}
