package ui

import (
	"strconv"

	"barnyard/engine"
	"barnyard/engine/qpw"
	"barnyard/engine/replay"
	"barnyard/engine/sim"
)

// Findings: invariants that did not hold in the shown run. A replay string leads
// to the first.

// loadReplay shows the run that a string holds. With a mistake in the string
// the old run stays and the mistake is shown.
func (m *Model) loadReplay(text string) {
	r, err := replay.Parse(text)
	if err != nil {
		m.tell(err.Error(), true)
		return
	}
	if !m.begin(r.Scenario, r.Scenario.String(), r) {
		return
	}
	m.Lesson, m.Replay, m.Title = nil, text, replayTitle(r)
	m.seek(goal{kind: goalFinding})
}

func replayTitle(r *replay.Replay) string {
	if r.Scenario.Title == "" && r.Scenario.Name == replay.Nameless {
		return "Replayed run"
	}
	return "Replay: " + titleOf(r.Scenario)
}

// Findings are the violations up to the step that is shown, in order.
func (m *Model) Findings() []engine.Violation {
	all := m.Side().Past.Run.Violations
	for i := range all {
		if all[i].Step > uint64(m.Step) {
			return all[:i]
		}
	}
	return all
}

// Mistake is what is wrong with a scenario that only its run shows, such as a task
// that frees what it does not hold: the run ends there. nil if nothing is known.
func (m *Model) Mistake() error { return m.Side().Past.Run.Err }

// toFinding goes to a violation that is recorded; behind the last is the mistake.
func (m *Model) toFinding(index int) {
	switch all := m.Side().Past.Run.Violations; {
	case index >= 0 && index < len(all):
		m.showStep(uint32(all[index].Step))
	case index == len(all) && m.Mistake() != nil:
		m.showStep(m.Side().Past.Steps())
	}
}

// towardsFinding records until there is a violation, or the run has ended
// without.
func (m *Model) towardsFinding(budget int) (done bool, used int) {
	p := m.Side().Past
	for len(p.Run.Violations) == 0 && !m.exhausted() && !m.choicesDone() {
		if used >= budget {
			return false, used
		}
		used += m.recordSide(m.Shown, budget-used) + 1
	}
	m.verify(m.Shown)
	if len(p.Run.Violations) > 0 {
		m.toFinding(0)
		m.showTheWay()
		m.goOnByHand()
	} else if m.choicesDone() {
		m.showStep(uint32(len(m.replay.Choices)))
		m.showTheWay()
		m.goOnByHand()
	} else if p.Ended() && !m.Notice.Alarm {
		m.tell("No invariant is violated in this run.", false)
	}
	return true, used + 1
}

// showTheWay lets the timeline show the steps that led here, and play go at a
// speed that suits them.
func (m *Model) showTheWay() {
	from, width := m.theWay()
	m.setWindow(from, width)
	m.Speed = nearestSpeed(width / m.GHz() / windowSeconds)
}

// theWay is the time that the steps which led here need on the timeline.
func (m *Model) theWay() (from, width int64) {
	const steps = 300
	from = m.Side().Past.AtStep(m.Step - min(m.Step, steps)).M.Now
	return from, max((m.Now-from)*5/4, 1000*m.GHz())
}

// verify tells, once, if the run of a replay string has come to its end and is
// not the one that was recorded.
func (m *Model) verify(side int) {
	s := &m.Sides[side]
	if m.verified || !m.follows(side) || !s.Past.Ended() || s.Past.Truncated {
		return
	}
	m.verified = true
	if err := m.replay.Verify(s.Past.Run); err != nil {
		m.tell(err.Error(), true)
		m.revision++
	}
}

// follows says whether a side has the schedule of a replay string.
func (m *Model) follows(side int) bool {
	return m.ofReplay(side) && m.Sides[side].chosen == nil
}

// ofReplay says whether a side is of the mode of a replay string, by hand or
// not.
func (m *Model) ofReplay(side int) bool {
	if m.replay == nil {
		return false
	}
	return m.Sides[side].Variant == ofMode(qpw.Mode(m.replay.Scenario.Machine.QPW))
}

// nextFinding is the first violation after a step and not after another; false
// if there is none.
func (m *Model) nextFinding(after, upTo uint32) (uint32, bool) {
	for _, v := range m.Side().Past.Run.Violations {
		if v.Step > uint64(after) && v.Step <= uint64(upTo) {
			return uint32(v.Step), true
		}
	}
	return 0, false
}

// lastFinding is the last violation before a step and not before another.
func (m *Model) lastFinding(before, from uint32) (step uint32, ok bool) {
	for _, v := range m.Side().Past.Run.Violations {
		if v.Step < uint64(before) && v.Step >= uint64(from) {
			step, ok = uint32(v.Step), true
		}
	}
	return step, ok
}

// FindingText is a violation in one sentence.
func FindingText(v *engine.Violation) string {
	return v.Invariant + " does not hold since step " + strconv.FormatUint(v.Step, 10) + ", " + sim.Micros(v.TimeNs, 1) + " µs: " + v.Text + "."
}
