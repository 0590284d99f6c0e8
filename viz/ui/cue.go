package ui

import (
	"slices"
	"strings"

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
	m.setSides(m.home)
	m.rewind()
	if m.cued != ReadListing && m.Reading == m.cued {
		m.Reading = ReadListing // the step before had turned the page
	}
	m.cued = ReadListing
	if m.sampled { // and counted its samples
		m.Latency.Counts, m.sampled = false, false
		m.setOverlay(nil)
	}
	m.onSamples = slices.ContainsFunc(cues, pointsAtSamples)
	m.Speed = m.homeSpeed
	play := false
	for _, kind := range [...]lesson.CueKind{lesson.CueSides, lesson.CueCompare, lesson.CueMode, lesson.CueDiff} {
		for i := range cues { // the run first, then where to go in it
			if cues[i].Kind == kind {
				m.cue(&cues[i])
			}
		}
	}
	for i := range cues {
		switch cues[i].Kind {
		case lesson.CueMode, lesson.CueCompare, lesson.CueSides, lesson.CueDiff:
		case lesson.CuePlay:
			play = true
		default:
			m.cue(&cues[i])
		}
	}
	m.Window = m.defaultWindow()
	m.centres = true
	m.chase(firstBudget)
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
	case lesson.CueSides:
		m.cueSides(c)
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
		m.cueDiff(c)
		m.cued = m.Reading
	case lesson.CueReading:
		m.cueReading(c)
	case lesson.CueSamples:
		m.cueSamples(c)
	case lesson.CueManual:
		m.handsOn()
	}
}

func (m *Model) cueUntil(c *lesson.Cue) {
	if c.State != "" {
		g, err := m.untilGoal(c.State)
		if err != nil {
			m.tell(err.Error(), true)
			return
		}
		m.goals = append(m.goals, g)
		return
	}
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

// pointsAtSamples says that a step with that cue speaks of the samples.
func pointsAtSamples(c lesson.Cue) bool {
	return c.Kind == lesson.CueSamples || c.Kind == lesson.CueFocus && c.Target == scene.Latency.ID().String()
}

// AboutSamples says that the step shown speaks of the samples, so that a room is to
// see them.
func (m *Model) AboutSamples() bool { return m.onSamples }

// AboutText says that the step shown cannot be followed without the pane of text, so
// that a room is to see it: a cue has turned to a text, or nothing goes on without the
// choices. It stays when the speaker looks at another page of it.
func (m *Model) AboutText() bool {
	return m.cued != ReadListing || m.Reading == ReadDiff || m.ByHand()
}

// cueSamples has samples counted, for this step alone.
func (m *Model) cueSamples(c *lesson.Cue) {
	m.Latency.Counts, m.sampled = true, true
	if c.Target == "policies" {
		m.setOverlay(Policies())
	}
}

func (m *Model) cueReading(c *lesson.Cue) {
	for i, name := range ReadingNames() {
		if name.Label == c.Target {
			m.Reading, m.cued = Reading(i), Reading(i)
			return
		}
	}
	m.tell("There is no text called "+c.Target+".", true)
}
