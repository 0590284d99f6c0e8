package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Planted bugs of the slabs.

func slabMutants() []Mutant {
	return []Mutant{
		{
			Number: "M47", Name: "discard-below-minimum", Breaks: []string{"S12"},
			What: "__slab_free gives every empty slab back, however few partial slabs the node keeps",
			edits: always(Edit{Func: "__slab_free", Line: "if all its objects are free and the node has", Drop: 1, Put: ops(
				when("all its objects are free", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return getsEmpty(f) }, "empty"),
			)}),
		}, {
			Number: "M48", Name: "two-stores-for-one-exchange", Breaks: []string{"S11"},
			What: "freelist and counters of a slab are stored one after the other, as they were read, and not compared",
			edits: always(
				Edit{Func: "__slab_free", Line: "cmpxchg freelist and counters", Drop: 1, Put: ops(
					do("store the freelist", sim.CostStore, (*Kernel).storeFreelist),
					do("store the counters", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
						k.Heap.Slabs[f.R[rFSlab]].Inuse = f.R[rFInuse] - f.R[rFCnt]
					}),
				)},
			),
		},
	}
}

// storeFreelist links the chain in front of the freelist as it was read.
func (k *Kernel) storeFreelist(_ *sim.Thread, f *sim.Frame) {
	id := slub.SlabID(f.R[rFSlab])
	k.touchSlab(id)
	tail := slub.ObjectID(f.R[rFHead])
	for o, n := tail, 0; o != slub.None; o, n = k.Heap.Objects[o].Next, n+1 {
		k.Heap.MustEnd(n)
		k.Heap.Objects[o].Where = slub.InSlab
		tail = o
	}
	k.Heap.Objects[tail].Next = slub.ObjectID(f.R[rFOld])
	k.Heap.Slabs[id].Free = slub.ObjectID(f.R[rFHead])
}
