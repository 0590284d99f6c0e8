package ui

import (
	"barnyard/engine/history"
	"barnyard/engine/qpw"
	"barnyard/engine/scenario"
	"barnyard/viz/track"
)

// Side is the recording of one mode's run.
type Side struct {
	Mode   qpw.Mode
	Past   *history.History
	Tracks *track.Tracks
}

// newSide starts the run of a scenario in a mode, whatever its text says.
func newSide(s *scenario.Scenario, mode qpw.Mode) (Side, error) {
	copied := *s
	copied.Machine.QPW = scenario.Tri(mode)
	h, err := history.New(&copied)
	if err != nil {
		return Side{}, err
	}
	return Side{Mode: mode, Past: h, Tracks: track.New(h.AtStep(0))}, nil
}

// record goes on by at most that many steps and reports how many it took.
func (s *Side) record(steps int) int {
	before := s.Past.Steps()
	s.Past.Advance(steps)
	s.Tracks.Follow(s.Past)
	return int(s.Past.Steps() - before)
}
