package locking

import "barnyard/engine/sim"

// Long names the long slices of the locks, for keyframes.
func (s *Set) Long(k *sim.Keeper) {
	sim.Slice(k, &s.L, 56)
	sim.Slice(k, &s.Dep.held, 8)
	sim.Slice(k, &s.Dep.depth, 4)
}
