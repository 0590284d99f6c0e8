package ui

import (
	"barnyard/engine"
	"barnyard/engine/qpw"
	"barnyard/engine/scenario"
	"barnyard/viz/scene"
)

// firstBudget is how many steps a message may record or look at before it
// returns; the rest follows in ticks.
const firstBudget = 4000

// load replaces the run by that of another text. With a mistake in the text
// the old run stays and the mistake is shown.
func (m *Model) load(name, text string) bool {
	s, err := engine.Parse(name, []byte(text))
	if err != nil {
		m.tell(err.Error(), true)
		return false
	}
	sides, err := bothSides(s)
	if err != nil {
		m.tell(err.Error(), true)
		return false
	}
	if text != m.Text {
		m.bound = 0
	}
	m.Scenario, m.Text, m.Title = s, text, titleOf(s)
	m.parting = parting{}
	m.Sides, m.Shown = sides, sideOf(qpw.Mode(s.Machine.QPW))
	m.Cache = 0
	m.record(firstBudget)
	m.rewind()
	m.Speed = m.defaultSpeed()
	m.Window = m.defaultWindow()
	return true
}

// rewind goes to the start and forgets what was chosen.
func (m *Model) rewind() {
	m.Now, m.Step, m.carry, m.goals = 0, 0, 0, m.goals[:0]
	m.Playing, m.Compare, m.Pinned = false, false, ""
	m.Sel, m.Hover = scene.ID{}, scene.ID{}
	m.Notice, m.Told = Notice{}, false
	m.show(sideOf(qpw.Mode(m.Scenario.Machine.QPW)))
	m.showStep(0)
}

// bothSides makes the two runs. The left one keeps qpw=n where the text says
// so, since the names that people read differ.
func bothSides(s *scenario.Scenario) (sides [2]Side, err error) {
	left := qpw.Off
	if s.Machine.QPW == scenario.QPWNotBuilt {
		left = qpw.NotBuilt
	}
	if sides[0], err = newSide(s, left); err != nil {
		return sides, err
	}
	sides[1], err = newSide(s, qpw.On)
	return sides, err
}

func titleOf(s *scenario.Scenario) string {
	if s.Title != "" {
		return s.Title
	}
	return s.Name
}

// defaultSpeed lets the story play in about a minute.
func (m *Model) defaultSpeed() int {
	ns := m.End() / m.GHz()
	for i, v := range speeds {
		if v*storySeconds >= ns {
			return i
		}
	}
	return len(speeds) - 1
}

// storySeconds is how long a story plays at an even speed; slowing down at
// what is interesting makes a minute of it.
const storySeconds = 45

// record goes on with both runs, the shown one first, and reports how many
// steps it took.
func (m *Model) record(steps int) int {
	took := m.recordSide(m.Shown, steps)
	if took < steps {
		took += m.recordSide(1-m.Shown, steps-took)
	}
	return took
}

// recordSide goes on with one run, up to the bound.
func (m *Model) recordSide(side, steps int) int {
	s := &m.Sides[side]
	if m.bound > 0 {
		steps = min(steps, int(m.bound)-int(s.Past.Steps()))
	}
	if steps <= 0 {
		return 0
	}
	took := s.record(steps)
	m.part()
	return took
}

// exhausted says whether nothing more of the shown run will be recorded.
func (m *Model) exhausted() bool {
	p := m.Side().Past
	return p.Ended() || m.bound > 0 && p.Steps() >= m.bound
}
