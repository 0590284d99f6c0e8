package ui

import (
	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/history"
	"barnyard/engine/qpw"
	"barnyard/engine/replay"
	"barnyard/engine/scenario"
	"barnyard/viz/track"
)

// Side is the recording of one mode's run.
type Side struct {
	Mode   qpw.Mode
	Past   *history.History
	Tracks *track.Tracks
	chosen *schedule // of a run by hand: it goes no further than somebody was chosen
}

// newSide starts the run of a scenario in a mode, whatever its text says. A
// replay has the schedule of one mode; the other runs by time.
func newSide(s *scenario.Scenario, mode qpw.Mode, r *replay.Replay) (Side, error) {
	run, err := startRun(s, mode, r)
	if err != nil {
		return Side{}, err
	}
	h := history.Of(run)
	return Side{Mode: mode, Past: h, Tracks: track.New(h.AtStep(0))}, nil
}

// startRun makes a run. What a kernel finds out about itself is told anyway;
// the checkers, which cost as much as the run, watch where a bug is planted,
// and a replay.
func startRun(s *scenario.Scenario, mode qpw.Mode, r *replay.Replay) (*engine.Run, error) {
	if r != nil && mode == qpw.Mode(s.Machine.QPW) {
		return r.Start()
	}
	copied := *s
	copied.Machine.QPW = scenario.Tri(mode)
	run, err := engine.New(&copied)
	if err == nil && len(s.Mutants) > 0 {
		check.Watch(run, 0)
	}
	return run, err
}

func (m *Model) newSide(mode qpw.Mode) (Side, error) { return newSide(m.Scenario, mode, m.replay) }

// record goes on by at most that many steps and reports how many it took.
func (s *Side) record(steps int) int {
	before := s.Past.Steps()
	if s.chosen != nil {
		steps = min(steps, int(s.chosen.end())-int(before))
	}
	s.Past.Advance(steps)
	if s.chosen != nil && s.Past.Steps() == s.chosen.end() && s.Past.Run.Over() {
		s.Past.Advance(1) // takes no step: what can never go on is told
	}
	s.Tracks.Follow(s.Past)
	return int(s.Past.Steps() - before)
}
