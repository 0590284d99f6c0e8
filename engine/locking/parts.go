package locking

import "barnyard/engine/sim"

// Parts lists the locks, see sim.Parts. What lockdep knows is no part of a
// situation.
func (s *Set) Parts(p *sim.Parts, o *Set) {
	sim.Each(p, &s.L, &o.L, sim.Of[Lock]{Hash: (*Lock).hash, Bytes: 1 << 6})
	d, e := &s.Dep, &o.Dep
	sim.Beside(p, &d.held, &e.held)
	sim.Beside(p, &d.depth, &e.depth)
	sim.Value(p, &d.next, &e.next)
	sim.Value(p, &d.used, &e.used)
	sim.Value(p, &d.told, &e.told)
	sim.Value(p, &d.at, &e.at)
}
