package ui

import (
	"strconv"

	"barnyard/engine"
	"barnyard/engine/explore"
	"barnyard/engine/replay"
	"barnyard/engine/scenario"
)

// The nearest violation: every order of the steps of the scenario is looked at,
// those of few turns first, a slice in each tick. What is found opens as a run by
// hand, at its violation.

// Bounds of a search from the window. The command goes further: desktop explore.
const (
	huntStates = 300_000
	huntBytes  = 256 << 20
	huntShare  = 8 // a step between states costs about so many steps of a run
)

// hunt is a search under way.
type hunt struct {
	of *explore.Hunt
	s  *scenario.Scenario
}

// Hunting says whether a search is under way.
func (m *Model) Hunting() bool { return m.manual.hunt != nil }

// findNearest begins the search in the shown mode's kernel, or ends it.
func (m *Model) findNearest() {
	if m.Hunting() {
		m.manual.hunt = nil
		m.tell("The search has ended before it was through: nothing was found so far.", false)
		return
	}
	s := m.Side().Past.Run.Scenario
	of, err := explore.NewHunt(s, explore.Limits{States: huntStates, Bytes: huntBytes})
	if err != nil {
		m.tell(err.Error(), true)
		return
	}
	m.manual.hunt = &hunt{of, s}
	m.huntOn(firstBudget / huntShare)
}

// huntOn goes on with it for a slice.
func (m *Model) huntOn(steps int) {
	h := m.manual.hunt
	if h.of.GoOn(int64(max(steps, 1))) {
		now := h.of.Progress()
		m.tell("Every order of the steps is being looked at, those of few turns first: "+strconv.FormatInt(now.States, 10)+
			" states by "+numbered(now.Turns, "turn")+" so far. X ends it.", false)
		return
	}
	m.manual.hunt = nil
	switch r, err := h.of.Report(); {
	case err != nil:
		m.tell(err.Error(), true)
	case r.Found != nil:
		m.openFound(h.s, r.Found)
	case r.Complete:
		m.tell("No order of the steps breaks an invariant: all "+strconv.FormatInt(r.States, 10)+" states were looked at.", false)
	default:
		m.tell("Nothing was found in the first "+strconv.FormatInt(r.States, 10)+" states, by "+strconv.Itoa(r.Turns)+
			" turns. No more are looked at here; the command explore goes further.", false)
	}
}

// openFound shows a counterexample.
func (m *Model) openFound(s *scenario.Scenario, found *explore.Counterexample) {
	played := *s
	played.Machine.Steps = found.Steps
	word, err := replay.Format(&replay.Replay{Scenario: &played, Choices: found.Choices, Engine: engine.Version})
	if err != nil {
		m.tell(err.Error(), true)
		return
	}
	m.loadReplay(word)
	what := "The nearest violation of " + found.Broken[0].Invariant
	if found.NoWayOut {
		what = "From here on no order of steps comes to an end"
	}
	m.tell(what+": "+numbered(found.Turns(), "turn")+", "+numbered(len(found.Choices), "micro-step")+". u takes them back, one by one.", false)
}

// numbered is a number of things: 1 turn, 2 turns.
func numbered(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}
