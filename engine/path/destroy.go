package path

import (
	"barnyard/engine/bug"
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Destroying a cache (kernel.md 2.16): everything that waits for RCU first,
// then every CPU's sheaves, the barns and the slabs. Objects that somebody
// still holds make it fail: the cache is never released. From then on it is on
// no list of caches either way, so that nobody comes by to flush it.

func destroyFuncs() []Listing {
	return []Listing{kmemCacheDestroy(), kmemCacheShutdown(), freePartial(), pcsDestroy()}
}

func kmemCacheDestroy() Listing {
	slabMutex := func(k *Kernel, _ *sim.Frame) locking.ID { return k.SlabMutex }
	return Listing{
		Name: "kmem_cache_destroy", Args: "cache", Section: "2.16",
		What: "give a cache up: wait for kfree_rcu, flush all CPUs, free the slabs; fails while objects are held",
		Ops: seq(ops(
			call("everything given to kfree_rcu", "kvfree_rcu_barrier_on_cache", argCache),
			call("frees that were put off", "defer_free_barrier", func(*Kernel, *sim.Thread, *sim.Frame) {}),
			cpusReadLock("cpus_read_lock"),
			waitLock("take slab_mutex", sim.CostMutex, slabMutex, locking.Mutex),
			when("it was destroyed before: its refcount is less than 0 now", unlisted, "unlock"),
			call("flush and free what is cached", "__kmem_cache_shutdown", argCache),
			do("it leaves the list of caches, whatever remains", sim.CostListOp, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
				k.Heap.Unlisted[f.R[rCache]], f.R[rShut] = true, t.Ret
			}),
			at("unlock", do("release slab_mutex", sim.CostMutex, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) {
				k.Locks.Unlock(k.M, k.SlabMutex, locking.Mutex)
			})),
			cpusReadUnlock(),
			when("objects remain: it is never released", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rShut] == 0 }, "out"),
		), waitForSlabs("release"), ops(
			at("release", call("the sheaves of all CPUs go", "pcs_destroy", argCache)),
			do("the cache is gone", sim.CostListOp, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.Heap.Gone[f.R[rCache]] = true
				k.M.Emit(sim.CacheGone, f.R[rCache], 0, 0)
			}),
			at("out", done()),
		)),
	}
}

// rShut is what __kmem_cache_shutdown came back with.
const rShut = 8

// unlisted reports whether a cache is on the list of caches no more.
func unlisted(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return k.Heap.Unlisted[f.R[rCache]] }

func kmemCacheShutdown() Listing {
	return Listing{
		Name: "__kmem_cache_shutdown", Args: "cache", Section: "2.16",
		What: "return every cached object to its slab and free the slabs; 0 if objects remain",
		Ops: shutdownOps(
			eachNode("the barns, from node 0", "every barn is empty", "barn", "slabs").loop(emptyBarn()),
			labelled("slabs", eachNode("the slabs, from node 0", "every node is done", "node", "ok").loop(freeOrRemain()...)),
		),
	}
}

// shutdownOps is the way of a shutdown; kernels differ in how they go through
// barns and slabs.
func shutdownOps(nodes ...[]Op) []Op {
	return seq(
		ops(
			call("the sheaves of all CPUs", "flush_all_cpus_locked", argCache),
			when("the cache has no sheaves: no collector either", sheafless, "barns"),
			call("callbacks of collectors that the flush has found", "rcu_barrier", func(*Kernel, *sim.Thread, *sim.Frame) {}),
		),
		labelled("barns", seq(nodes...)),
		ops(
			at("ok", retVal("return: nothing remains", 1)),
			at("remain", do("tell that objects remain", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.M.Emit(sim.CacheBusy, f.R[rCache], f.R[rSNode], 0)
			})),
			retVal("return: failed", 0),
		),
	)
}

func emptyBarn() Op { return call("empty the barn of a node", "barn_shrink", argNode) }

func freeSlabsOfNode() Op { return call("its free slabs go", "free_partial", argNode) }

// freeOrRemain gives back the free slabs of a node; others mean that objects remain.
func freeOrRemain() []Op {
	return ops(
		freeSlabsOfNode(),
		when("slabs are left: objects remain", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
			n := &k.Heap.Nodes[k.Heap.BarnOf(slub.CacheID(f.R[rCache]), f.R[rSNode])]
			return n.NrPartial > 0 || n.NrSlabs > 0
		}, "remain"),
	)
}

// freePartial takes the free slabs of a node off its partial list and gives
// their pages back; nothing counts them.
func freePartial() Listing {
	lock := func(k *Kernel, f *sim.Frame) locking.ID {
		return k.Heap.Nodes[k.Heap.BarnOf(slub.CacheID(f.R[rCache]), f.R[rSNode])].Lock
	}
	return Listing{
		Name: "free_partial", Args: "cache, node", Section: "2.16",
		What: "discard the free slabs of a node",
		Ops: seq(
			lockIrq("list_lock of the node", lock),
			ops(do("free slabs leave the partial list", sim.CostListOp, (*Kernel).takeFreeSlabs)),
			unlockIrq("", "list_lock of the node", lock),
			discardListed("out"),
			ops(at("out", done())),
		),
	}
}

// discardListed gives back the pages of the slabs in the private list rSList; then
// it goes on to out.
func discardListed(out string) []Op {
	return ops(
		at("next", when("no free slab is left", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rSList] == slub.None }, out)),
		do("give a slab's pages back", sim.CostDiscardSlab, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			id := slub.SlabID(f.R[rSList])
			f.R[rSList] = int32(k.Heap.Slabs[id].Next)
			k.Heap.Slabs[id].Next = slub.None
			k.M.Emit(sim.SlabDiscard, int32(id), f.R[rCache], 0)
			k.dropSlab(id)
		}),
		jump("", "next"),
	)
}

func pcsDestroy() Listing {
	argMain := func(k *Kernel, t *sim.Thread, f *sim.Frame) {
		t.Arg[0], t.Arg[1] = f.R[rCache], f.R[rSheaf]
	}
	return Listing{
		Name: "pcs_destroy", Args: "cache", Section: "2.16",
		What: "free every CPU's main sheaf; it must be empty and the only one",
		Ops: seq(
			ops(when("the cache has no sheaves: main is the bootstrap sheaf everywhere", sheafless, "out")),
			eachPossibleCPU("from CPU 0", "every CPU is done", "next", "inc", "out").loop(
				do("its main sheaf: empty, and neither spare nor rcu_free beside it", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					p := &k.Heap.PCS[k.Heap.PCSOf(slub.CacheID(f.R[rCache]), f.R[rDCPU])]
					if p.Spare != slub.None || p.RcuFree != slub.None || k.Heap.Size(p.Main) != 0 {
						k.M.Warn(bug.CacheInUse, f.R[rCache], f.R[rDCPU], k.Heap.Size(p.Main))
					}
					f.R[rSheaf] = int32(p.Main)
					k.Heap.SetPlace(p.Main, slub.InPath, slub.None)
					p.Main = slub.None
				}),
				call("its memory goes", "free_empty_sheaf", argMain),
			),
			ops(at("out", done())),
		),
	}
}
