package ui

import (
	"barnyard/engine/history"
	"barnyard/engine/qpw"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/viz/track"
)

// Side is the recording of one mode's run.
type Side struct {
	Mode    qpw.Mode
	Past    *history.History
	Tracks  *track.Tracks
	Samples [][]track.Mark // by series
	counted int            // events looked at for Samples
}

// newSide starts the run of a scenario in a mode, whatever its text says.
func newSide(s *scenario.Scenario, mode qpw.Mode) (Side, error) {
	copied := *s
	copied.Machine.QPW = scenario.Tri(mode)
	h, err := history.New(&copied)
	if err != nil {
		return Side{}, err
	}
	k := h.AtStep(0)
	return Side{Mode: mode, Past: h, Tracks: track.New(k), Samples: make([][]track.Mark, len(k.Cfg.Series))}, nil
}

// record goes on by at most that many steps and reports how many it took.
func (s *Side) record(steps int) int {
	before := s.Past.Steps()
	s.Past.Advance(steps)
	s.Tracks.Follow(s.Past)
	for _, e := range s.Past.Events[s.counted:] {
		if e.Kind == sim.Mark {
			s.Samples[e.A] = append(s.Samples[e.A], track.Mark{At: e.Time, Took: e.C})
		}
	}
	s.counted = len(s.Past.Events)
	return int(s.Past.Steps() - before)
}
