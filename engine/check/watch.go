package check

import (
	"slices"

	"barnyard/engine"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// Watch lets a run check its world every so many steps (1: after each) and at
// its end; what it finds becomes the run's violations, the first of each
// invariant only. With 0 the distance grows with the heap, so that checking
// costs about as much as running.
func Watch(r *engine.Run, every uint32) {
	var told []string
	next := every
	r.Inspect = func(last bool) {
		if r.Kernel.Crashed() {
			return // in the middle of an op; the crash is the finding
		}
		m := r.Kernel.M
		if !last && m.Step < next {
			return
		}
		next = m.Step + every
		if every == 0 {
			next = m.Step + effort(r)
		}
		for _, b := range World(r.Kernel) {
			if slices.Contains(told, b.Invariant) || slices.ContainsFunc(r.Violations, func(v engine.Violation) bool { return v.Invariant == b.Invariant }) {
				continue
			}
			told = append(told, b.Invariant)
			r.Violations = append(r.Violations, engine.Violation{
				Invariant: b.Invariant, Step: uint64(m.Step), TimeNs: sim.Ns(m.Now, m.GHz), Text: b.Text,
			})
		}
	}
}

// effort is about how many steps one look at the world is worth.
func effort(r *engine.Run) uint32 {
	k := r.Kernel
	return uint32(1000 + len(k.Heap.Objects) + len(k.Heap.Slots) + 10*len(k.M.Threads))
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
