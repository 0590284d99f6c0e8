package check

import (
	"barnyard/engine"
	"barnyard/engine/sim"
)

// Watch lets a run check its world every so many steps (1: after each) and at
// its end; what it finds becomes the run's violations, the first of each
// invariant only.
func Watch(r *engine.Run, every uint32) {
	told := []string{}
	r.Inspect = func(last bool) {
		m := r.Kernel.M
		if !last && m.Step%every != 0 {
			return
		}
		for _, b := range World(r.Kernel) {
			if contains(told, b.Invariant) {
				continue
			}
			told = append(told, b.Invariant)
			r.Violations = append(r.Violations, engine.Violation{
				Invariant: b.Invariant, Step: uint64(m.Step), TimeNs: sim.Ns(m.Now, m.GHz), Text: b.Text,
			})
		}
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
