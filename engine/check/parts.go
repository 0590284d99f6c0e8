package check

import (
	"slices"

	"barnyard/engine/sim"
)

// Parts lists the parts of what a probe remembers, see sim.Parts.
func (p *Probe) Parts(v *sim.Parts, o *Probe) {
	sim.Each(v, &p.threads, &o.threads, sim.Of[followed]{Hash: (*followed).hash, Same: (*followed).same, Copy: (*followed).copyFrom, Bytes: 1 << 10})
	v.Always(lately{p})
	p.sections.parts(v, &o.sections)
	p.flushes.parts(v, &o.flushes)
	p.items.parts(v, &o.items)
	p.graces.parts(v, &o.graces)
	sim.Beside(v, &p.onTheWay, &o.onTheWay)
	sim.Beside(v, &p.excused, &o.excused)
	sim.Beside(v, &p.full, &o.full)
	sim.Beside(v, &p.gives, &o.gives)
	sim.Beside(v, &p.takes, &o.takes)
	sim.Beside(v, &p.owed, &o.owed)
}

// lately is what a probe remembers beside the threads' stacks: mostly nothing.
type lately struct{ p *Probe }

// Hash implements sim.Hasher.
func (x lately) Hash(h *sim.Hash) { x.p.hashRest(h) }

func (w *followed) same(o *followed) bool {
	return w.depth == o.depth && w.locks == o.locks && slices.Equal(w.calls[:w.depth], o.calls[:o.depth])
}

func (s *sections) parts(v *sim.Parts, o *sections) {
	sim.Beside(v, &s.pcs, &o.pcs)
	sim.Beside(v, &s.holder, &o.holder)
	sim.Value(v, &s.at, &o.at)
	sim.Value(v, &s.tryFailed, &o.tryFailed)
	sim.Value(v, &s.counts1, &o.counts1)
}

// of is an element that another list may lack.
func of[T any](list []T, i int) *T {
	if i < len(list) {
		return &list[i]
	}
	return new(T)
}

func (s *flushes) parts(v *sim.Parts, o *flushes) {
	s.open = resize(s.open, v.Length(len(s.open), len(o.open)))
	for i := range s.open {
		x, y := &s.open[i], of(o.open, i)
		sim.Value(v, &x.id, &y.id)
		sim.Value(v, &x.cache, &y.cache)
		sim.Beside(v, &x.lie, &y.lie)
	}
	sim.Beside(v, &s.shut, &o.shut)
}

func (s *items) parts(v *sim.Parts, o *items) {
	sim.Beside(v, &s.queued, &o.queued)
	s.calls = resize(s.calls, v.Length(len(s.calls), len(o.calls)))
	for i := range s.calls {
		x, y := &s.calls[i], of(o.calls, i)
		sim.Value(v, &x.id, &y.id)
		sim.Beside(v, &x.cpus, &y.cpus)
	}
}

func (g *graces) parts(v *sim.Parts, o *graces) {
	sim.Beside(v, &g.given, &o.given)
	sim.Beside(v, &g.readers, &o.readers)
	sim.Beside(v, &g.barriers, &o.barriers)
	g.running = resize(g.running, v.Length(len(g.running), len(o.running)))
	for i := range g.running {
		x, y := &g.running[i], of(o.running, i)
		sim.Value(v, &x.id, &y.id)
		sim.Beside(v, &x.objects, &y.objects)
	}
}
