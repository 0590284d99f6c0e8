package workqueue

import "barnyard/engine/sim"

// Parts lists the items, pools and rescuers, see sim.Parts.
func (q *Queues) Parts(p *sim.Parts, o *Queues) {
	p.Group()
	sim.In(p, &q.Works, &o.Works)
	sim.In(p, &q.Pools, &o.Pools)
	sim.In(p, &q.Rescuers, &o.Rescuers)
	p.Close(q)
}
