package explore

import (
	"barnyard/engine/check"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// world is one state of a search: the kernel, and what the checkers remember of
// the way there.
type world struct {
	k     *path.Kernel
	probe *check.Probe
	next  one
	self  sim.Twins // beside itself: what there is to be hashed
}

// one is the scheduler that chooses a given actor.
type one struct{ a sim.Actor }

// Next implements sim.Scheduler.
func (o *one) Next(*sim.Machine) sim.Actor { return o.a }

func newWorld(k *path.Kernel) *world {
	k.M.Until = sim.Inf - 1 // time plays no part
	return &world{k: k, probe: check.NewProbe(k)}
}

// clone is a copy with memory of its own.
func (w *world) clone() *world {
	c := &world{k: w.k.Clone(), probe: &check.Probe{}}
	c.probe.CopyFrom(w.probe)
	return c
}

func (w *world) copyFrom(src *world) {
	w.k.CopyFrom(src.k)
	w.probe.CopyFrom(src.probe)
}

// step lets an actor act and comes back with what the checkers say, nil if they
// say nothing; it is valid until the next step.
func (w *world) step(a sim.Actor) []check.Broken {
	w.next.a = a
	w.k.Step(&w.next)
	if w.k.Crashed() {
		return nil // in the middle of an op; the crash is the finding
	}
	if found := w.probe.Step(w.k); len(found) > 0 {
		return found
	}
	return nil
}

// situation is the fingerprint of everything on which the future depends.
func (w *world) situation() uint64 {
	if w.self.None() {
		w.beside(&w.self, w)
	}
	return w.self.Whole(w.k.M.Now)
}

// beside lists the parts of a world and of another, see sim.Parts.
func (w *world) beside(t *sim.Twins, o *world) {
	w.k.Parts(&t.Parts, o.k)
	w.probe.Parts(&t.Parts, o.probe)
}

// turns lists who can act.
func (w *world) turns(out []sim.Actor) []sim.Actor {
	for a := range sim.Actor(w.k.M.Choices()) {
		if w.canAct(a) {
			out = append(out, a)
		}
	}
	return out
}

// anybody reports whether there is one who can act.
func (w *world) anybody() bool {
	for a := range sim.Actor(w.k.M.Choices()) {
		if w.canAct(a) {
			return true
		}
	}
	return false
}

// canAct reports whether an actor may be chosen.
func (w *world) canAct(a sim.Actor) bool {
	_, ok := w.k.M.CanAct(a)
	return ok
}
