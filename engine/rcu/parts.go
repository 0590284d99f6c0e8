package rcu

import "barnyard/engine/sim"

// Parts lists all of RCU, see sim.Parts. Kthread never changes.
func (s *State) Parts(p *sim.Parts, o *State) {
	p.Group()
	sim.In(p, &s.Callbacks, &o.Callbacks)
	sim.In(p, &s.CPUs, &o.CPUs)
	s.Callers.Parts(p, &o.Callers)
	sim.Value(p, &s.Free, &o.Free)
	sim.Value(p, &s.Ended, &o.Ended)
	sim.Value(p, &s.Active, &o.Active)
	sim.Value(p, &s.Wanted, &o.Wanted)
	sim.Value(p, &s.Barrier, &o.Barrier)
	sim.Value(p, &s.Waiter, &o.Waiter)
	p.Close(s)
}
