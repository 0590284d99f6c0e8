package ui

import (
	"strings"

	"barnyard/engine/qpw"
	"barnyard/engine/sim"
	"barnyard/lessons/lesson"
	"barnyard/viz/scene"
)

// Cues are what a lesson wants to be shown. A step's picture depends on that
// step alone: cues begin at the start of the run, whatever was shown before.

// cueText shows what the text of a cue block says.
func (m *Model) cueText(text string) {
	cues, err := lesson.ParseCues(text)
	if err != nil {
		m.tell(err.Error(), true)
		return
	}
	m.cues(cues)
}

// cues goes to the start of the run and does one cue after the other.
func (m *Model) cues(cues []lesson.Cue) {
	m.rewind()
	play := false
	for i := range cues { // the run first, then where to go in it
		if k := cues[i].Kind; k == lesson.CueMode || k == lesson.CueCompare {
			m.cue(&cues[i])
		}
	}
	for i := range cues {
		switch cues[i].Kind {
		case lesson.CueMode, lesson.CueCompare:
		case lesson.CuePlay:
			play = true
		default:
			m.cue(&cues[i])
		}
	}
	m.Window = m.defaultWindow()
	m.chase(firstBudget)
	m.centre()
	if play {
		m.play()
	}
}

func (m *Model) cue(c *lesson.Cue) {
	switch c.Kind {
	case lesson.CueMode:
		m.cueMode(c)
	case lesson.CueCompare:
		m.cueCompare(c)
	case lesson.CueAt:
		m.goals = append(m.goals, goal{kind: goalTime, at: c.Time.Cycles(m.GHz())})
	case lesson.CueUntil:
		m.cueUntil(c)
	case lesson.CueFocus:
		m.cueFocus(c)
	case lesson.CueListing:
		m.cueListing(c)
	case lesson.CueSpeed:
		m.Speed = nearestSpeed(c.Time.Cycles(m.GHz()) / m.GHz())
	case lesson.CueDiff:
		m.tell("The difference of listings comes later: "+c.Written+".", false)
	case lesson.CueManual:
		m.handsOn()
	}
}

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

// cueMode shows the run of a mode. Other settings of the machine make another
// scenario.
func (m *Model) cueMode(c *lesson.Cue) {
	var other []lesson.Setting
	for _, s := range c.Modes {
		if s.Key != "qpw" {
			other = append(other, s)
		}
	}
	if text := lesson.Under(m.Text, other); text != m.Text && !m.load(m.Scenario.Name, text) {
		return
	}
	for _, s := range c.Modes {
		if s.Key == "qpw" {
			m.setMode(modeOf(s.Value))
		}
	}
}

// setRT starts the scenario again with or without PREEMPT_RT, in the mode that
// is shown.
func (m *Model) setRT(on bool) {
	value, mode, left := "off", m.Side().Mode, m.replay != nil
	if on {
		value = "on"
	}
	if m.load(m.Scenario.Name, lesson.Under(m.Text, []lesson.Setting{{Key: "rt", Value: value}})) {
		m.setMode(mode)
		if left {
			m.tell("The schedule of the replay string belongs to the other kernel. This is a run by time.", false)
		}
	}
}

// cueCompare lays the latencies of two modes over each other.
func (m *Model) cueCompare(c *lesson.Cue) {
	a, b := c.Modes[0], c.Modes[1]
	if a.Key != "qpw" || (modeOf(a.Value) == qpw.On) == (modeOf(b.Value) == qpw.On) {
		m.tell("Comparing "+a.Key+"="+a.Value+" with "+b.Key+"="+b.Value+" comes later; qpw=1 can be compared with qpw=0 or qpw=n.", false)
		return
	}
	m.Compare = true
	m.setMode(modeOf(b.Value))
	m.setMode(modeOf(a.Value))
}

func (m *Model) cueUntil(c *lesson.Cue) {
	kind, ok := sim.KindByName(c.Event)
	if !ok {
		m.tell("There is no event called "+c.Event+".", true)
		return
	}
	what := c.Event
	if c.CPU >= 0 {
		what += " on " + scene.CPU.ID(c.CPU).String()
	}
	m.goals = append(m.goals, eventGoal(kind, c.CPU, c.Nth, what))
}

func (m *Model) cueFocus(c *lesson.Cue) {
	id, err := scene.ParseID(c.Target)
	if err != nil {
		if cpu, ok := strings.CutSuffix(c.Target, ".lock"); ok {
			id, err = scene.ParseID("cache0/" + cpu + "/lock")
		}
	}
	if err != nil {
		m.tell("Nothing in the picture is called "+c.Target+".", true)
		return
	}
	m.Sel = id
}

func (m *Model) cueListing(c *lesson.Cue) {
	if _, ok := m.Kernel().Cfg.Code.Func(c.Target); !ok {
		m.tell("The engine has no function "+c.Target+" yet.", true)
		return
	}
	m.Pinned = c.Target
}
