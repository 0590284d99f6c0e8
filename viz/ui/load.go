package ui

import (
	"barnyard/engine"
	"barnyard/engine/qpw"
	"barnyard/engine/replay"
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
	return m.begin(s, text, nil)
}

// begin shows the run of a scenario, or that of a replay of it.
func (m *Model) begin(s *scenario.Scenario, text string, r *replay.Replay) bool {
	sides, err := bothSides(s, r)
	if err != nil {
		m.tell(err.Error(), true)
		return false
	}
	if text != m.Text {
		m.bound = 0
	}
	put := m.putAside()
	m.Scenario, m.Text, m.Title = s, text, titleOf(s)
	m.replay, m.Replay = r, ""
	m.kept, m.Overlay = nil, nil
	m.noHands()
	m.Sides, m.Shown = sides, sideOf(qpw.Mode(s.Machine.QPW))
	back := m.takeUp()
	m.home = [2]Variant{sides[0].Variant, sides[1].Variant}
	m.layOver(nil)
	m.Cache, m.Latency = 0, Latency{Counts: m.Latency.Counts}
	m.verified, m.own = true, false // not before rewind, which forgets what is told
	m.record(firstBudget)
	m.rewind()
	m.verified = false
	m.Speed = m.defaultSpeed()
	m.homeSpeed = m.Speed
	m.Window = m.defaultWindow()
	m.tellAside(put, m.giveUp(), back)
	return true
}

// rewind goes to the start and forgets what was chosen.
func (m *Model) rewind() {
	m.Now, m.Step, m.carry, m.goals = 0, 0, 0, m.goals[:0]
	m.Playing, m.Pinned, m.pair, m.diffPick = false, "", pair{}, ""
	if m.Compare {
		m.setCompare(false)
	}
	m.Sel, m.Hover, m.lit = scene.ID{}, scene.ID{}, ""
	m.Time.Markers, m.Time.life = [2]Marker{}, life{}
	m.Notice, m.Told = Notice{}, false
	m.handsOff()
	m.toBase(0)
	m.toBase(1)
	m.show(sideOf(qpw.Mode(m.Scenario.Machine.QPW)))
	m.showStep(0)
}

// bothSides makes the two runs. The left one keeps qpw=n where the text says
// so, since the names that people read differ. A kernel that has no other mode
// stands on both sides.
func bothSides(s *scenario.Scenario, r *replay.Replay) (sides [2]Side, err error) {
	modes, own := [2]qpw.Mode{qpw.Off, qpw.On}, qpw.Mode(s.Machine.QPW)
	if own == qpw.NotBuilt {
		modes[0] = own
	}
	for i, mode := range modes {
		if sides[i], err = newSide(s, ofMode(mode), r); err != nil && mode != own {
			sides[i], err = newSide(s, ofMode(own), nil)
		}
		if err != nil {
			return sides, err
		}
	}
	return sides, nil
}

func titleOf(s *scenario.Scenario) string {
	if s.Title != "" {
		return s.Title
	}
	return s.Name
}

// record goes on with the runs, the shown one first, then the other side, then
// the overlay, and reports how many steps it took. A side that is compared and
// lags behind comes before all.
func (m *Model) record(steps int) int {
	took := 0
	if m.Compare && !m.Reached(1-m.Shown) {
		took = m.recordSide(1-m.Shown, steps)
	}
	took += m.recordSide(m.Shown, steps-took)
	if took < steps {
		took += m.recordSide(1-m.Shown, steps-took)
	}
	for i := range m.Overlay {
		if took < steps {
			took += m.recordRun(&m.Overlay[i], steps-took)
		}
	}
	return took
}

// recordSide goes on with the run of a side.
func (m *Model) recordSide(side, steps int) int {
	took := m.recordRun(&m.Sides[side], steps)
	m.part(eventsAStep * steps)
	m.verify(side)
	m.judgeOwn()
	return took
}

// eventsAStep is how many events are compared for each step that may be recorded:
// more than one makes, so that the comparison keeps up.
const eventsAStep = 4

// recordRun goes on with one run, up to the bound.
func (m *Model) recordRun(s *Side, steps int) int {
	if m.bound > 0 {
		steps = min(steps, int(m.bound)-int(s.Past.Steps()))
	}
	if steps <= 0 {
		return 0
	}
	found := len(s.Past.Run.Violations)
	took := s.record(steps)
	if len(s.Past.Run.Violations) > found {
		m.revision++
	}
	return took
}

// exhausted says whether nothing more of the shown run will be recorded.
func (m *Model) exhausted() bool {
	p := m.Side().Past
	return m.Side().over() || m.bound > 0 && p.Steps() >= m.bound
}

// Recording says whether more of either run will be recorded.
func (m *Model) Recording() bool {
	for i := range m.Sides {
		if s := &m.Sides[i]; !s.over() && (m.bound == 0 || s.Past.Steps() < m.bound) {
			return true
		}
	}
	return false
}
