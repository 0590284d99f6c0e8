package check

import (
	"slices"

	"barnyard/engine/sim"
)

// Parts lists the parts of what a probe remembers, see sim.Parts.
func (p *Probe) Parts(v *sim.Parts, o *Probe) {
	sim.Each(v, &p.threads, &o.threads, sim.Of[followed]{Hash: (*followed).hash, Same: (*followed).same, Copy: (*followed).copyFrom, Bytes: 1 << 10})
	v.Group()
	p.sections.parts(v, &o.sections)
	p.flushes.parts(v, &o.flushes)
	p.items.parts(v, &o.items)
	p.graces.parts(v, &o.graces)
	sim.In(v, &p.looping, &o.looping)
	sim.Lists(v, &p.onTheWay, &o.onTheWay, sim.Of[way]{Hash: (*way).hash, Same: (*way).same, Copy: (*way).copyFrom, Bytes: 1 << 5})
	sim.In(v, &p.stages, &o.stages)
	sim.In(v, &p.freedOn, &o.freedOn)
	sim.In(v, &p.full, &o.full)
	sim.In(v, &p.owed, &o.owed)
	v.CloseOr(lately{p}, func() bool { return len(p.full) > 0 }) // beside who is on which stack
	sim.Beside(v, &p.gives, &o.gives)
	sim.Beside(v, &p.takes, &o.takes)
}

// lately is what a probe remembers beside the threads' stacks: mostly nothing.
type lately struct{ p *Probe }

// Hash implements sim.Hasher.
func (x lately) Hash(h *sim.Hash) { x.p.hashRest(h) }

func (w *followed) same(o *followed) bool {
	return w.depth == o.depth && w.locks == o.locks && slices.Equal(w.calls[:w.depth], o.calls[:o.depth])
}

func (s *sections) parts(v *sim.Parts, o *sections) {
	sim.In(v, &s.pcs, &o.pcs)
	sim.In(v, &s.holder, &o.holder)
	sim.Value(v, &s.at, &o.at)
	sim.Value(v, &s.tryFailed, &o.tryFailed)
	sim.Value(v, &s.counts1, &o.counts1)
}

func (s *flushes) parts(v *sim.Parts, o *flushes) {
	sim.Lists(v, &s.open, &o.open, sim.Of[openFlush]{Hash: (*openFlush).hash, Same: (*openFlush).same, Copy: (*openFlush).copyFrom, Bytes: 1 << 8})
	sim.In(v, &s.shut, &o.shut)
}

func (s *items) parts(v *sim.Parts, o *items) {
	sim.In(v, &s.queued, &o.queued)
	sim.Lists(v, &s.calls, &o.calls, sim.Of[driverCall]{Hash: (*driverCall).hash, Same: (*driverCall).same, Copy: (*driverCall).copyFrom, Bytes: 1 << 6})
}

func (g *graces) parts(v *sim.Parts, o *graces) {
	sim.In(v, &g.given, &o.given)
	sim.In(v, &g.readers, &o.readers)
	sim.In(v, &g.barriers, &o.barriers)
	sim.Lists(v, &g.running, &o.running, sim.Of[runningCallback]{Hash: (*runningCallback).hash, Same: (*runningCallback).same, Copy: (*runningCallback).copyFrom, Bytes: 1 << 7})
}
