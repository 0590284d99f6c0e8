package path

import "barnyard/engine/sim"

// Keyframe is a copy of a kernel that shares what it can with the keyframe
// before it; see sim.Keeper. It never changes.
type Keyframe struct {
	rest *Kernel // all but the long slices
	long sim.Kept
}

// Keyframe is a copy of the state; before may be nil.
func (k *Kernel) Keyframe(before *Keyframe) *Keyframe {
	if before == nil {
		before = &Keyframe{}
	}
	m, heap, locks, wq, r, s, rest := *k.M, *k.Heap, *k.Locks, *k.WQ, *k.RCU, *k.Swap, *k
	rest.M, rest.Heap, rest.Locks, rest.WQ, rest.RCU, rest.Swap = &m, &heap, &locks, &wq, &r, &s
	keeper := sim.Take(before.long)
	rest.long(keeper)
	return &Keyframe{rest.Clone(), keeper.Kept()}
}

// Into makes a kernel of the same run what the state was.
func (f *Keyframe) Into(k *Kernel) {
	k.CopyFrom(f.rest)
	k.long(f.long.Give())
}

// Fresh is about how many bytes it takes beside what it shares with another,
// which may be nil.
func (f *Keyframe) Fresh(before *Keyframe) int {
	if before == nil {
		before = &Keyframe{}
	}
	return restBytes + f.long.Fresh(before.long)
}

// restBytes is about what the short parts of a kernel take.
const restBytes = 16 << 10

// long names the long slices of the kernel.
func (k *Kernel) long(to *sim.Keeper) {
	k.M.Long(to)
	k.Heap.Long(to)
	k.Locks.Long(to)
	k.WQ.Long(to)
	sim.Slice(to, &k.RCU.Callbacks, 24)
	sim.Slice(to, &k.RCU.CPUs, 32)
	sim.Slice(to, &k.Swap.CPUs, 116)
	sim.Slice(to, &k.Drain, 20)
	sim.Slice(to, &k.Flush, 16)
	sim.Slice(to, &k.Tasks, 208)
	sim.Slice(to, &k.Marks, 8)
	sim.Slice(to, &k.Batches, 28)
	sim.Slice(to, &k.Deferred, 12)
}
