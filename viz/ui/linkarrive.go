package ui

import (
	"fmt"
	"strings"

	"barnyard/engine"
	"barnyard/engine/replay"
	"barnyard/viz/link"
)

// The end of the way that a link leads: the step, the check that the state there
// is the one that the link was made at, and what can be set only there.

// arrive goes to the step of the link that was opened; done is false when the
// budget ended first.
func (m *Model) arrive(budget int) (done bool, used int) {
	l, p := m.arrival, m.Side().Past
	if l == nil {
		return true, 1
	}
	if l.Step > int64(p.Steps()) && !m.exhausted() {
		if used = m.recordSide(m.Shown, min(int(l.Step-int64(p.Steps())), budget)) + 1; l.Step > int64(p.Steps()) && !m.exhausted() {
			return false, used
		}
	}
	m.arrival = nil
	var said []string
	if problem := m.toLinkedStep(l); problem != "" {
		said = append(said, problem)
	}
	if problem := m.behindTheEnd(l); problem != "" {
		said = append(said, problem)
	}
	if problem := m.otherState(l); problem != "" {
		said = append(said, problem)
	}
	if len(l.More) > 0 {
		said = append(said, "The link has parts that are not known here, and are kept: "+strings.Join(l.Names(), ", ")+".")
	}
	m.settle(l)
	if len(said) > 0 {
		m.tell(strings.Join(said, " "), true)
	}
	return true, used + 1
}

// toLinkedStep shows the step of a link at its instant, and says so where these
// do not go together.
func (m *Model) toLinkedStep(l *link.Link) string {
	if l.Step < 0 || l.Step == int64(m.Step) {
		return ""
	}
	p, at := m.Side().Past, m.Now
	if l.At != nil {
		at = l.At.Cycles(m.GHz())
	}
	if l.Step > int64(p.Steps()) {
		return fmt.Sprintf("The link is to step %d, and the run has %d.", l.Step, p.Steps())
	}
	m.showStep(uint32(l.Step))
	if m.Now != at {
		return fmt.Sprintf("Step %d of the link is not at %s here.", l.Step, link.Word(*l.At))
	}
	return ""
}

// behindTheEnd says so where the run ends before the instant of a link.
func (m *Model) behindTheEnd(l *link.Link) string {
	p := m.Side().Past
	if l.At == nil || l.Step >= 0 || !p.Ended() || l.At.Cycles(m.GHz()) <= p.Recorded() {
		return ""
	}
	return fmt.Sprintf("The link leads to %s, and the run ends at %s.", link.Word(*l.At), link.Word(*link.Instant(p.Recorded(), m.GHz())))
}

// otherState says so where the state is not the one that the link was made at.
func (m *Model) otherState(l *link.Link) string {
	if l.Hash == "" {
		return unknownState(l)
	}
	got := replay.HashText(m.Kernel().Hash())
	if got == l.Hash {
		return ""
	}
	if l.Engine != engine.Version {
		made := "another engine"
		if l.Engine != "" {
			made = "engine " + l.Engine
		}
		return fmt.Sprintf("This is another run than the one that the link was made from: %s made it, this is engine %s. The state here is %s, there it was %s.", made, engine.Version, got, l.Hash)
	}
	return fmt.Sprintf("This is another state than the one that the link was made from, here %s, there %s: the scenario has changed since, or the link.", got, l.Hash)
}

// unknownState says of a link without the hash of its state, as one is that was made
// while time passed, that another engine made it: the commands refuse it.
func unknownState(l *link.Link) string {
	if l.Engine == "" || l.Engine == engine.Version {
		return ""
	}
	return fmt.Sprintf("This may be another run than the one that the link was made from: engine %s made it, this is engine %s, and it has no hash of the state, h=, to tell by.", l.Engine, engine.Version)
}

// settle sets what a link can only set where it leads.
func (m *Model) settle(l *link.Link) {
	if l.From != nil {
		m.Window = Window{l.From.Cycles(m.GHz()), l.To.Cycles(m.GHz())}
	} else if m.Window = m.defaultWindow(); m.Now > m.Window.To {
		m.centre()
	}
	m.remark()
	if l.ByHand {
		reading := m.Reading
		m.handsOn()
		if l.Tab != "" {
			m.Reading = reading
		}
	}
	if l.Play {
		m.play()
	}
	m.growLife(firstBudget)
}
