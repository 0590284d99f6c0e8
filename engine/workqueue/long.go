package workqueue

import "barnyard/engine/sim"

// Long names the long slices of the workqueues, for keyframes.
func (q *Queues) Long(k *sim.Keeper) {
	sim.Slice(k, &q.Works, 32)
	sim.Slice(k, &q.Pools, 40)
}
