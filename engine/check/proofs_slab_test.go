package check_test

import (
	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/slub"
)

// partial is the first slab on the partial list of a kernel that has some.
func partial(k *path.Kernel) slub.SlabID { return k.Heap.Nodes[0].Head }

// slabs is a proof about them.
func slabs(name string, damage func(k *path.Kernel)) proof {
	return proof{
		name: name, damage: damage, state: true,
		text: "machine cpus=1\ncache c size=64 capacity=4 slabobjs=8\ntask t cpu=0 { alloc c n=200; free c n=180 order=random }\n",
		at: func(k *path.Kernel) bool {
			return k.Heap.Nodes[0].NrPartial > 2 && k.Locks.L[k.Heap.Nodes[0].Lock].Held == locking.Free
		},
	}
}

func slabProofs() []proof {
	return []proof{
		slabs("S11: a slab counts one too many in use", func(k *path.Kernel) { k.Heap.Slabs[partial(k)].Inuse++ }),
		slabs("S11: a freelist goes on in another slab", func(k *path.Kernel) {
			other := k.Heap.Slabs[partial(k)].Next
			o := k.Heap.Slabs[partial(k)].Free
			k.Heap.Objects[o].Slab = other
		}),
		slabs("S12: a partial list counts one more than it has", func(k *path.Kernel) { k.Heap.Nodes[0].NrPartial++ }),
		slabs("S12: a slab on a partial list believes that it is not", func(k *path.Kernel) { k.Heap.Slabs[partial(k)].Partial = false }),
		slabs("S12: a slab on a partial list has no free object", func(k *path.Kernel) {
			s := &k.Heap.Slabs[partial(k)]
			for o := s.Free; o != slub.None; o = k.Heap.Objects[o].Next {
				k.Heap.Objects[o].Where = slub.InHand
			}
			s.Free, s.Inuse = slub.None, s.Objects
		}),
		slabs("S12: a slab on no list believes that it is on one", func(k *path.Kernel) {
			id := partial(k)
			k.Heap.RemovePartial(id)
			k.Heap.Slabs[id].Partial = true
		}),
		slabs("S12: a slab that lives waits for a grace period", func(k *path.Kernel) { k.Heap.Slabs[0].Waiting = true }),
		{
			name: "S12: the pages of a slab that lives are given back", text: "machine cpus=1\ncache c size=64 capacity=4 slabobjs=4\ntask t cpu=0 { alloc c n=40; free c n=all; shrink c }\n",
			at:     func(k *path.Kernel) bool { return k.Heap.FreeSlab[0] != slub.None },
			damage: func(k *path.Kernel) { k.Heap.Slabs[k.Heap.FreeSlab[0]].Waiting = true }, state: true,
		},
		cpuSlab("S12: a CPU has objects and no slab", func(k *path.Kernel, c *slub.CPUSlab) {
			k.Heap.Slabs[c.Slab].Frozen = false
			c.Slab = slub.None
		}),
		cpuSlab("S12: a CPU's slab is not frozen", func(k *path.Kernel, c *slub.CPUSlab) { k.Heap.Slabs[c.Slab].Frozen = false }),
		cpuSlab("S12: a CPU's list has an object of another slab", func(k *path.Kernel, c *slub.CPUSlab) {
			k.Heap.Objects[c.Free].Slab = c.Partial
		}),
		cpuSlab("S12: a CPU's partial slab is frozen", func(k *path.Kernel, c *slub.CPUSlab) { k.Heap.Slabs[c.Partial].Frozen = true }),
		cpuSlab("S12: a CPU counts one partial slab more than it has", func(_ *path.Kernel, c *slub.CPUSlab) { c.NrPartial++ }),
		cpuSlab("S12: a slab is a CPU's, and in its reserve", func(k *path.Kernel, c *slub.CPUSlab) {
			k.Heap.Slabs[c.Slab].Next, c.Partial = c.Partial, c.Slab
			c.NrPartial++
		}),
	}
}

// cpuSlab damages the CPU slab of a 6.18 that has one, and partial slabs.
func cpuSlab(name string, damage func(k *path.Kernel, c *slub.CPUSlab)) proof {
	return proof{
		name: name, state: true,
		text: "kernel generation=6.18\nmachine cpus=1\ncache c size=512 sheaves=off\ntask t cpu=0 { alloc c n=400; free c n=390 order=random }\n",
		at: func(k *path.Kernel) bool {
			c := &k.Heap.CPUSlabs[0]
			return c.Slab != slub.None && c.Free != slub.None && c.NrPartial > 1 && k.Locks.L[c.Lock].Held == 0
		},
		damage: func(k *path.Kernel) { damage(k, &k.Heap.CPUSlabs[0]) },
	}
}
