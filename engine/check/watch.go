package check

import (
	"slices"

	"barnyard/engine"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// Watcher watches a run.
type Watcher struct {
	Guard

	r    *engine.Run
	told []string
}

// Watch lets a run be followed step by step, and its world be looked at every
// so many steps and at its end, as NewGuard says; what is found becomes the
// run's violations, the first of each invariant only.
func Watch(r *engine.Run, every uint32) *Watcher {
	w := &Watcher{Guard: *NewGuard(r.Kernel, every), r: r}
	r.Inspect = w.inspect
	return w
}

func (w *Watcher) inspect(last bool) {
	if last {
		w.tell(w.End(w.r.Kernel))
	} else {
		w.tell(w.Step(w.r.Kernel))
	}
}

// tell adds what is new to the run's violations.
func (w *Watcher) tell(found []Broken) {
	m := w.r.Kernel.M
	for _, b := range found {
		if slices.Contains(w.told, b.Invariant) {
			continue
		}
		w.told = append(w.told, b.Invariant)
		w.r.Violations = append(w.r.Violations, engine.Violation{
			Invariant: b.Invariant, Step: uint64(m.Step), TimeNs: sim.Ns(m.Now, m.GHz), Text: b.Text,
		})
	}
}

// Execute runs a scenario to its end, watched.
func Execute(s *scenario.Scenario) (*engine.Result, error) {
	r, err := engine.New(s)
	if err != nil {
		return nil, err
	}
	Watch(r, 0)
	if r.Finish(); r.Err != nil {
		return nil, r.Err
	}
	return r.Result(), nil
}
