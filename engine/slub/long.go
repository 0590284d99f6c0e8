package slub

import "barnyard/engine/sim"

// Long names the long slices of the heap, for keyframes.
func (h *Heap) Long(k *sim.Keeper) {
	sim.Slice(k, &h.PCS, 16)
	sim.Slice(k, &h.Sheaves, 24)
	sim.Slice(k, &h.Slots, 4)
	sim.Slice(k, &h.Slabs, 44)
	sim.Slice(k, &h.Objects, 20)
	sim.Slice(k, &h.Holders, 12)
	sim.Slice(k, &h.Stats, 8)
	sim.Slice(k, &h.CPUSlabs, 24)
}
