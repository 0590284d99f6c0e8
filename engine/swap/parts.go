package swap

import "barnyard/engine/sim"

// Parts lists batches and lists, see sim.Parts. DrainLock never changes.
func (s *State) Parts(p *sim.Parts, o *State) {
	p.Group()
	sim.In(p, &s.CPUs, &o.CPUs)
	sim.In(p, &s.Nodes, &o.Nodes)
	sim.Value(p, &s.DrainGen, &o.DrainGen)
	s.Drainers.Parts(p, &o.Drainers)
	p.Close(s)
	sim.Number(p, &s.Added, &o.Added)
}
