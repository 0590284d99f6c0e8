package explore

import (
	"barnyard/engine"
	"barnyard/engine/scenario"
)

// Fault is a kind of thing that can go wrong, and how it gets into a run.
type Fault struct {
	Name string
	What string
	How  string // an edit of the scenario, a choice of the schedule, or both
	edit func(f *faults)
}

// faults is a scenario that is being edited.
type faults struct {
	s *scenario.Scenario
	d *draws
}

func (f *faults) n(n int64) int64 { return f.d.faults.Intn(n) }

// Faults lists the kinds. At most 64.
func Faults() []Fault { return nil }

// withFaults is a scenario with the faults that a seed has switched on.
func withFaults(s *scenario.Scenario, d *draws, swarm Swarm) (*scenario.Scenario, error) {
	f := &faults{s, d}
	for i, fault := range Faults() {
		if swarm.Faults>>i&1 == 1 {
			fault.edit(f)
		}
	}
	return engine.Parse(s.Name, []byte(s.String()))
}
