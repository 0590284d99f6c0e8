package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Bulk allocation and freeing (kernel.md 2.2, 2.7, 2.20). The objects travel
// in the program's array (chain.go).

// Registers of the bulk functions.
const (
	rLeftN  = 1 // objects still wanted, or still to be freed
	rTotal  = 3 // objects had so far
	rNow    = 4 // objects of the batch
	rCursor = 6 // freeing: the object that is looked at, None at the end
)

func bulkFuncs() []Listing {
	return []Listing{allocBulk(), allocFromPCSBulk(), slabAllocBulk(), kmemFreeBulk(), freeToPCSBulk()}
}

func allocBulk() Listing {
	return Listing{
		Name: "kmem_cache_alloc_bulk", Args: "cache, n", Section: "2.2, 2.20",
		What: "n objects into the caller's array: from this CPU's sheaves, the rest from slabs; all or none",
		Ops: ops(
			do("hooks before an allocation", sim.CostHooks, func(*Kernel, *sim.Thread, *sim.Frame) {}),
			call("from the sheaves of this CPU", "alloc_from_pcs_bulk", argBulk),
			when("that was all", func(_ *Kernel, t *sim.Thread, f *sim.Frame) bool {
				f.R[rTotal] = t.Ret
				f.R[rLeftN] -= t.Ret
				return f.R[rLeftN] == 0
			}, "hooks"),
			call("the rest from slabs", "__kmem_cache_alloc_bulk", argBulk),
			when("got them", func(_ *Kernel, t *sim.Thread, f *sim.Frame) bool {
				f.R[rTotal] += t.Ret
				return t.Ret > 0
			}, "hooks"),
			call("no memory: what the sheaves gave goes to the slabs", "__kmem_cache_free_bulk", argChain(func(f *sim.Frame) int32 { return 0 })),
			do("nothing was allocated", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				f.R[rTotal] = 0
				k.M.Emit(sim.AllocFail, f.R[rCache], 0, 0)
			}),
			at("hooks", do("hooks after an allocation, for each object", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.M.ChargeN(sim.CostHooks, f.R[rTotal])
			})),
			ret("return how many", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int32 { return f.R[rTotal] }),
		),
	}
}

func argBulk(_ *Kernel, t *sim.Thread, f *sim.Frame) { t.Arg[0], t.Arg[1] = f.R[rCache], f.R[rLeftN] }

// argChain names the program's array, of which the first keep objects stay.
func argChain(keep func(f *sim.Frame) int32) func(*Kernel, *sim.Thread, *sim.Frame) {
	return func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
		t.Arg[0], t.Arg[rBSheaf], t.Arg[rBStop] = f.R[rCache], chainVec, keep(f)
	}
}

func allocFromPCSBulk() Listing {
	return Listing{
		Name: "alloc_from_pcs_bulk", Args: "cache, n", Section: "2.2",
		What: "up to n objects from this CPU's main sheaf, from its spare and from full sheaves of the barn; no refill",
		Ops: ops(
			do("none yet", sim.CostNone, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rTotal] = 0 }),
			at("next", call("take this CPU's sheaf lock if it is free", "local_trylock", argCache)),
			when("not free: enough", failed, "out"),
			do("read this CPU's sheaves", sim.CostLoad, readPCS),
			when("main holds objects", func(k *Kernel, t *sim.Thread, f *sim.Frame) bool { return !mainEmpty(k, t, f) }, "take"),
			when("the cache has no sheaves", sheafless, "unlock"),
			when("there is no spare, or it is empty too", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return k.Heap.Size(k.spare(f)) == 0 }, "barn"),
			do("main and spare change places", sim.CostStore, swapMainSpare),
			jump("", "take"),
			at("barn", getBarn()),
			call("give the barn the empty main for a full sheaf", "barn_replace_empty_sheaf", func(k *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[1] = f.R[rABarn], int32(k.main(f))
			}),
			when("the barn has no full sheaf", gotNone, "miss"),
			count1(slub.BarnGet),
			do("the full sheaf is main", sim.CostStore, func(k *Kernel, t *sim.Thread, f *sim.Frame) { k.setMain(f, slub.SheafID(t.Ret)) }),
			at("take", do("copy the objects on top of main, as many as are wanted", sim.CostStore, (*Kernel).takeBatch)),
			call("release the sheaf lock", "local_unlock", argCache),
			count(slub.AllocFastpath, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int64 { return int64(f.R[rNow]) }),
			when("more are wanted", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rLeftN] > 0 }, "next"),
			jump("", "out"),
			at("miss", count1(slub.BarnGetFail)),
			at("unlock", call("release the sheaf lock: the caller goes to the slabs", "local_unlock", argCache)),
			at("out", ret("return how many", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int32 { return f.R[rTotal] })),
		),
	}
}

// takeBatch moves the top objects of main into the array, lowest first.
func (k *Kernel) takeBatch(_ *sim.Thread, f *sim.Frame) {
	main := k.main(f)
	n := min(f.R[rLeftN], k.Heap.Size(main))
	from := k.Heap.Size(main) - n
	for i := range n {
		k.append(k.chain(), *k.Heap.Slot(main, from+i))
		*k.Heap.Slot(main, from+i) = slub.None
	}
	k.Heap.Sheaves[main].Size = from
	k.M.ChargeN(sim.CostCopy, n)
	f.R[rNow], f.R[rTotal], f.R[rLeftN] = n, f.R[rTotal]+n, f.R[rLeftN]-n
}

func slabAllocBulk() Listing {
	return Listing{
		Name: "__kmem_cache_alloc_bulk", Args: "cache, n", Section: "2.20",
		What: "n objects from slabs into the caller's array; 0 if there are not so many",
		Ops: ops(
			call("from partial slabs, then from new ones", "refill_objects", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[1], t.Arg[rWant] = f.R[rCache], slub.None, f.R[rLeftN]
			}),
			when("not so many", func(_ *Kernel, t *sim.Thread, f *sim.Frame) bool {
				f.R[rTotal] = t.Ret
				return t.Ret < f.R[rLeftN]
			}, "short"),
			count(slub.AllocSlowpath, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int64 { return int64(f.R[rTotal]) }),
			ret("return how many", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int32 { return f.R[rTotal] }),
			at("short", do("keep what the array held before", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				f.R[rNow] = k.chain().N - f.R[rTotal]
			})),
			call("give back what there was", "__kmem_cache_free_bulk", argChain(func(f *sim.Frame) int32 { return f.R[rNow] })),
			retVal("return: none", 0),
		),
	}
}

func kmemFreeBulk() Listing {
	return Listing{
		Name: "kmem_cache_free_bulk", Args: "cache", Section: "2.7",
		What: "give the caller's array of objects back: to this CPU's sheaves, the rest and those of other nodes to their slabs",
		Ops: ops(
			when("the array is empty", func(k *Kernel, _ *sim.Thread, _ *sim.Frame) bool { return k.chain().N == 0 }, "out"),
			when("the cache has no sheaves", sheafless, "slabs"),
			call("to the sheaves of this CPU", "free_to_pcs_bulk", argCache),
			at("out", done()),
			at("slabs", do("gather a chain of objects of one slab, from the end of the array", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.detachChain(f, k.chain(), 0)
			})),
			call("free the chain", "__slab_free", argFreeChain),
			count(slub.FreeSlowpath, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int64 { return int64(f.R[rBCnt]) }),
			when("the array has more", func(k *Kernel, _ *sim.Thread, _ *sim.Frame) bool { return k.chain().N > 0 }, "slabs"),
			done(),
		),
	}
}

func freeToPCSBulk() Listing {
	return Listing{
		Name: "free_to_pcs_bulk", Args: "cache", Section: "2.7",
		What: "put an array of objects into this CPU's sheaves; no sheaf is made or flushed for it",
		Ops:  seq(sortOutForeign(), pushBatches(), makeRoom(), freeForeign()),
	}
}

// sortOutForeign runs the hooks and takes the objects of other nodes out of
// the array, at most 32 at a time.
func sortOutForeign() []Op {
	return ops(
		do("from the first object on", sim.CostNone, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
			f.R[rCursor], t.NBatch = int32(k.chain().Head), 0
		}),
		at("look", when("every object was looked at", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rCursor] == slub.None }, "batch")),
		lookAtObject("hooks; an object of another node changes places with the last of the array and leaves it"),
		when("32 of other nodes are together", func(_ *Kernel, t *sim.Thread, _ *sim.Frame) bool { return t.NBatch == slub.PCSBatchMax }, "foreign"),
		jump("next object", "look"),
	)
}

// lookAtObject runs the hooks on the object at the cursor and finds out where it
// goes: they may keep it, and one of another node goes to its slab.
func lookAtObject(text string) Op {
	return do(text, sim.CostHooks, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
		o := slub.ObjectID(f.R[rCursor])
		if k.refuses(f.R[rCache]) {
			f.R[rCursor] = int32(k.replaceByLast(k.chain(), o))
			k.keep(f.R[rCache], o)
			return
		}
		if k.Heap.Slabs[k.Heap.Objects[o].Slab].Node == k.memNode() {
			f.R[rCursor] = int32(k.Heap.Objects[o].Next)
			return
		}
		f.R[rCursor] = int32(k.replaceByLast(k.chain(), o))
		t.Batch[t.NBatch] = int32(o)
		t.NBatch++
	})
}

func pushBatches() []Op {
	return ops(
		at("batch", when("no local object is left", func(k *Kernel, _ *sim.Thread, _ *sim.Frame) bool { return k.chain().N == 0 }, "foreign")),
		call("take this CPU's sheaf lock if it is free", "local_trylock", argCache),
		when("not free: the rest goes to the slabs", failed, "slabs"),
		do("read this CPU's sheaves", sim.CostLoad, readPCS),
		when("main is full", mainFull, "full"),
		at("push", do("copy objects into main, as many as fit", sim.CostStore, (*Kernel).pushBatch)),
		call("release the sheaf lock", "local_unlock", argCache),
		count(slub.FreeFastpath, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int64 { return int64(f.R[rNow]) }),
		jump("the next batch", "batch"),
	)
}

func (k *Kernel) pushBatch(_ *sim.Thread, f *sim.Frame) {
	c, main := k.chain(), k.main(f)
	n := min(c.N, k.capacity(f.R[rCache])-k.Heap.Size(main))
	for range n {
		o := c.Head
		k.unlink(c, o)
		k.Heap.Push(main, o)
	}
	k.M.ChargeN(sim.CostCopy, n)
	f.R[rNow] = n
}

// makeRoom finds a main with room without making or flushing a sheaf.
func makeRoom() []Op {
	return ops(
		at("full", getBarn()),
		when("there is a spare", hasSpare, "spare"),
		call("an empty sheaf from the barn", "barn_get_empty_sheaf", argBarn),
		when("the barn has none", gotNone, "unlock"),
		do("main becomes the spare, the empty one is main", sim.CostStore, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
			k.setSpare(f, k.main(f))
			k.setMain(f, slub.SheafID(t.Ret))
		}),
		jump("", "push"),
		at("spare", when("the spare is full too", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
			return k.Heap.Size(k.spare(f)) == k.capacity(f.R[rCache])
		}, "both_full")),
		do("main and spare change places", sim.CostStore, swapMainSpare),
		jump("", "push"),
		at("both_full", call("give the barn the full main for an empty sheaf", "barn_replace_full_sheaf", func(k *Kernel, t *sim.Thread, f *sim.Frame) {
			t.Arg[0], t.Arg[1] = f.R[rABarn], int32(k.main(f))
		})),
		when("it would not", func(_ *Kernel, t *sim.Thread, _ *sim.Frame) bool { return t.Ret < 0 }, "refused"),
		count1(slub.BarnPut),
		do("the empty sheaf is main", sim.CostStore, func(k *Kernel, t *sim.Thread, f *sim.Frame) { k.setMain(f, slub.SheafID(t.Ret)) }),
		jump("", "push"),
		at("refused", count1(slub.BarnPutFail)),
		at("unlock", call("release the sheaf lock", "local_unlock", argCache)),
		at("slabs", do("the rest goes to the slabs", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rNow] = k.chain().N })),
		call("from the end of the array", "__kmem_cache_free_bulk", argChain(func(*sim.Frame) int32 { return 0 })),
		count(slub.FreeSlowpath, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int64 { return int64(f.R[rNow]) }),
	)
}

// freeForeign gives the objects of other nodes to their slabs, then goes on
// where looking at the array, or pushing it, had stopped.
func freeForeign() []Op {
	return ops(
		at("foreign", when("there is none of another node", func(_ *Kernel, t *sim.Thread, f *sim.Frame) bool {
			f.R[rNow] = t.NBatch
			return t.NBatch == 0
		}, "out")),
		call("those of other nodes to their slabs", "__kmem_cache_free_bulk", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
			t.Arg[0], t.Arg[rBSheaf], t.Arg[rBStop] = f.R[rCache], slub.None, 0
		}),
		count(slub.FreeSlowpath, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int64 { return int64(f.R[rNow]) }),
		when("not every object was looked at", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rCursor] != slub.None }, "look"),
		when("local objects are left, which 7.1 and those before it forget (M49)", func(k *Kernel, _ *sim.Thread, _ *sim.Frame) bool { return k.chain().N > 0 }, "batch"),
		at("out", done()),
	)
}
