package slub

import "barnyard/engine/sim"

// Parts lists the heap's parts, see sim.Parts. Caches and Bare never change, and
// no step looks at a statistic.
func (h *Heap) Parts(p *sim.Parts, o *Heap) {
	p.Group()
	sim.In(p, &h.PCS, &o.PCS)
	sim.In(p, &h.Barns, &o.Barns)
	sim.In(p, &h.Nodes, &o.Nodes)
	sim.In(p, &h.Sheaves, &o.Sheaves)
	sim.In(p, &h.Slots, &o.Slots)
	sim.In(p, &h.Slabs, &o.Slabs)
	sim.In(p, &h.Objects, &o.Objects)
	sim.In(p, &h.Holders, &o.Holders)
	sim.In(p, &h.CPUSlabs, &o.CPUSlabs)
	sim.In(p, &h.FreeSheaf, &o.FreeSheaf)
	sim.In(p, &h.FreeSlab, &o.FreeSlab)
	sim.In(p, &h.FreeSmall, &o.FreeSmall)
	sim.In(p, &h.Unlisted, &o.Unlisted)
	sim.In(p, &h.Gone, &o.Gone)
	sim.In(p, &h.Limit, &o.Limit)
	sim.Value(p, &h.Boot, &o.Boot)
	p.Close(h)
	sim.Beside(p, &h.Stats, &o.Stats)
	sim.Number(p, &h.Uncounted, &o.Uncounted)
}
