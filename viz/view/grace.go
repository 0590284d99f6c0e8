package view

import (
	"barnyard/engine/path"
	"barnyard/engine/slub"
)

// What waits for a grace period: objects that were given to kfree_rcu and may
// still be read. They lie in a CPU's collector, in a full collector that has
// its callback, or in a CPU's batch, and they have one colour in all of them.

// grace is the objects of a cache that wait for RCU, a bit each. It has no
// memory when there are none, which is so in most stories.
type grace []uint64

// graceOf finds the objects of a cache that wait.
func graceOf(k *path.Kernel, cache int) (g grace) {
	h := k.Heap
	for i := range h.Sheaves {
		sh := &h.Sheaves[i]
		if int(sh.Cache) != cache || sh.Place != slub.AsRcuFree && sh.Place != slub.InRCU {
			continue
		}
		for n := range sh.Size {
			g = g.add(h, *h.Slot(slub.SheafID(i), n))
		}
	}
	for i := range k.Batches {
		for _, c := range batchesOf(k, i) {
			for o := c.Head; c.N > 0 && o >= 0; o, c.N = h.Objects[o].Next, c.N-1 { // a ring ends too
				g = g.add(h, o)
			}
		}
	}
	return g
}

func (g grace) add(h *slub.Heap, o slub.ObjectID) grace {
	if g == nil {
		g = make(grace, (len(h.Objects)+63)/64)
	}
	g[o/64] |= 1 << (o % 64)
	return g
}

// has says whether an object waits.
func (g grace) has(o slub.ObjectID) bool { return g != nil && g[o/64]&(1<<(o%64)) != 0 }

// batchesOf is the two lists of a CPU in the layer below the sheaves.
func batchesOf(k *path.Kernel, cpu int) [2]path.Chain {
	return [2]path.Chain{k.Batches[cpu].Filling, k.Batches[cpu].Waiting}
}

// ofCache is how many objects of a chain belong to a cache: batches and frees
// that were put off mix them.
func ofCache(k *path.Kernel, c path.Chain, cache int) (n int64) {
	for o := c.Head; c.N > 0 && o >= 0; o, c.N = k.Heap.Objects[o].Next, c.N-1 { // a ring ends too
		if int(k.Heap.Slabs[k.Heap.Objects[o].Slab].Cache) == cache {
			n++
		}
	}
	return n
}
