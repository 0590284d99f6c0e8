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

// Side is the recording of one variant's run.
type Side struct {
	Variant Variant
	Mode    qpw.Mode // of Variant
	Past    *history.History
	Tracks  *track.Tracks
	chosen  *schedule // of a run by hand: it goes no further than somebody was chosen
}

// newSide starts the run of a variant of a scenario. A replay has the schedule
// of one variant, that of its own mode and nothing else; others run by time.
func newSide(base *scenario.Scenario, v Variant, r *replay.Replay) (Side, error) {
	s, v, err := v.of(base)
	if err != nil {
		return Side{}, err
	}
	run, err := startRun(s, r != nil && v == ofMode(qpw.Mode(base.Machine.QPW)), r)
	if err != nil {
		return Side{}, err
	}
	h := history.Of(run)
	return Side{Variant: v, Mode: qpw.Mode(s.Machine.QPW), Past: h, Tracks: track.New(h.AtStep(0))}, nil
}

// startRun makes a run. What a kernel finds out about itself is told anyway;
// the checkers, which cost as much as the run, watch where a bug is planted,
// and a replay.
func startRun(s *scenario.Scenario, replayed bool, r *replay.Replay) (*engine.Run, error) {
	if replayed {
		return r.Start()
	}
	run, err := engine.New(s)
	if err == nil && len(s.Mutants) > 0 {
		check.Watch(run, 0)
	}
	return run, err
}

func (m *Model) newSide(v Variant) (Side, error) { return newSide(m.Scenario, v, m.replay) }

// RT says whether the kernel of the side is one with PREEMPT_RT.
func (s *Side) RT() bool { return s.Past.Run.Scenario.Machine.RT }

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
