package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// The last memory of a node goes offline (kernel.md 2.16). This is one of the
// flushes that are needed for what follows, as S4 sorts them: a slab with an
// object in a sheaf cannot leave the node, and the operation fails.

const rMNode = 6 // the node that is to lose its memory

func memoryFuncs() []Listing { return []Listing{offlinePages(), slabGoingOffline()} }

func offlinePages() Listing {
	return Listing{
		Name: "offline_pages", Args: "-, node", Section: "2.16 [KN]",
		What: "take a node's memory away; refused here while slabs lie there, where the kernel tries on until a signal comes",
		Ops: ops(
			cpusReadLock("mem_hotplug_begin: cpus_read_lock"),
			do("the node", sim.CostNone, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rMNode] = f.R[1] }),
			when("it has no memory, no other has any, or another is on its way out", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				return !k.hasMemory(f.R[rMNode]) || !k.memoryElsewhere(f.R[rMNode]) || k.Isolating != slub.None
			}, "refuse"),
			do("its pages are isolated: new slabs lie elsewhere", sim.CostMutex, func(k *Kernel, _ *sim.Thread, f *sim.Frame) { k.Isolating = f.R[rMNode] }),
			call("the slab allocator gives back what it can", "slab_mem_going_offline_callback", func(*Kernel, *sim.Thread, *sim.Frame) {}),
			when("slabs lie on the node still: they cannot be moved", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				return k.slabsOn(f.R[rMNode]) > 0
			}, "undo"),
			do("the node has no memory any more; its CPUs take the nearest", sim.CostMutex, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				gone := f.R[rMNode]
				k.Isolating = slub.None
				k.SetMemory(func(node int32) bool { return node != gone && k.hasMemory(node) })
				k.M.Emit(sim.MemoryOffline, gone, 0, 0)
			}),
			jump("", "unlock"),
			at("undo", do("its pages are isolated no longer", sim.CostMutex, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) { k.Isolating = slub.None })),
			at("refuse", do("refused", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.M.Emit(sim.MemoryBusy, f.R[rMNode], 0, int64(k.slabsOn(f.R[rMNode])))
			})),
			at("unlock", cpusReadUnlock()),
			done(),
		),
	}
}

func (k *Kernel) memoryElsewhere(node int32) bool {
	for n := range k.Heap.NNodes {
		if n != node && k.hasMemory(n) {
			return true
		}
	}
	return false
}

// slabsOn is how many slabs lie on a node.
func (k *Kernel) slabsOn(node int32) int32 {
	n := int32(0)
	for c := range k.Heap.Caches {
		n += k.Heap.Nodes[k.Heap.BarnOf(slub.CacheID(c), node)].NrSlabs
	}
	return n
}

// slabGoingOffline empties the sheaves and barns of all nodes, not only of the
// one: an object in any sheaf may lie in a slab there.
func slabGoingOffline() Listing {
	slabMutex := func(k *Kernel, _ *sim.Frame) locking.ID { return k.SlabMutex }
	return Listing{
		Name: "slab_mem_going_offline_callback", Args: "", Section: "2.16",
		What: "flush and shrink all caches",
		Ops: seq(
			ops(
				waitLock("take slab_mutex", sim.CostMutex, slabMutex, locking.Mutex),
				do("from the first cache on", sim.CostNone, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rCache] = 0 }),
				at("next", when("every cache is done", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return int(f.R[rCache]) == len(k.Heap.Caches) }, "unlock")),
				when("it left the list of caches", unlisted, "skip"),
				call("the sheaves of all CPUs", "flush_all_cpus_locked", argCache),
				call("then barns and slabs", "__kmem_cache_do_shrink", argCache),
				at("skip", do("next cache", sim.CostNone, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rCache]++ })),
				jump("", "next"),
				at("unlock", do("release slab_mutex", sim.CostMutex, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) { k.Locks.Unlock(k.M, k.SlabMutex, locking.Mutex) })),
				done(),
			),
		),
	}
}
