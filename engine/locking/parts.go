package locking

import "barnyard/engine/sim"

// Parts lists the locks, see sim.Parts. What lockdep knows is no part of a
// situation.
func (s *Set) Parts(p *sim.Parts, o *Set) {
	sim.Each(p, &s.L, &o.L, sim.Of[Lock]{Hash: (*Lock).hash})
	d, e := &s.Dep, &o.Dep
	sim.Each(p, &d.held, &e.held, sim.Of[heldLock]{})
	sim.Each(p, &d.depth, &e.depth, sim.Of[int32]{})
	sim.Value(p, &d.next, &e.next)
	sim.Value(p, &d.used, &e.used)
	sim.Value(p, &d.told, &e.told)
	sim.Value(p, &d.at, &e.at)
}
