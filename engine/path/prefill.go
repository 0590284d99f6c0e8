package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Sheaves in the hands of a caller (kernel.md 2.11): prefilled so that the
// caller cannot run out of objects, and returned when it has done. These
// functions take this CPU's lock unconditionally: they run in process context.

// Registers: rPWant is how many objects the caller asks for, rReserves whether
// it may use memory that is kept for emergencies (gfp_pfmemalloc_allowed).
const (
	rPWant    = 1
	rReserves = 7
)

func prefillFuncs() []Listing {
	return []Listing{prefillSheaf(), barnGetFullOrEmpty(), returnSheaf(), allocFromSheaf(), refillForCaller()}
}

func prefillSheaf() Listing {
	return Listing{
		Name: "kmem_cache_prefill_sheaf", Args: "cache, n, -, -, -, -, -, reserves", Section: "2.11",
		What: "a sheaf with at least n objects for the caller's own use",
		Ops:  seq(takeForCaller(), fillForCaller(), oversize()),
	}
}

func takeForCaller() []Op {
	return ops(
		when("more is asked for than a sheaf holds", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rPWant] > k.capacity(f.R[rCache]) }, "oversize"),
		call("take this CPU's sheaf lock", "local_lock", argCache),
		do("read this CPU's sheaves", sim.CostLoad, readPCS),
		when("there is no spare", func(k *Kernel, t *sim.Thread, f *sim.Frame) bool { return !hasSpare(k, t, f) }, "slow"),
		do("take the spare", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			f.R[rSheaf] = int32(k.spare(f))
			k.Heap.SetPlace(k.spare(f), slub.InPath, slub.None)
			k.Heap.PCS[f.R[rPCS]].Spare = slub.None
		}),
		count1(slub.SheafPrefillFast),
		jump("", "unlock"),
		at("slow", count1(slub.SheafPrefillSlow)),
		getBarn(),
		call("a sheaf from the barn, a full one if it has one", "barn_get_full_or_empty_sheaf", argBarn),
		when("it holds objects", func(k *Kernel, t *sim.Thread, f *sim.Frame) bool {
			f.R[rSheaf] = t.Ret
			return k.Heap.Size(slub.SheafID(t.Ret)) > 0
		}, "got"),
		count1(slub.BarnGetFail),
		jump("", "unlock"),
		at("got", count1(slub.BarnGet)),
		at("unlock", call("release the sheaf lock", "local_unlock", argCache)),
	)
}

func fillForCaller() []Op {
	return seq(ops(
		when("a sheaf is in hand", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rSheaf] != slub.None }, "fill"),
		call("make an empty sheaf", "alloc_empty_sheaf", argCache),
		when("no memory for it", func(_ *Kernel, t *sim.Thread, f *sim.Frame) bool {
			f.R[rSheaf] = t.Ret
			return t.Ret == slub.None
		}, "none"),
		at("fill", when("it holds enough", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
			return k.Heap.Size(slub.SheafID(f.R[rSheaf])) >= f.R[rPWant]
		}, "out")),
	), fillUp("out", "nomem"), ops(
		at("nomem", call("memory ran out: give back what it holds", "sheaf_flush_unused", argCacheSheaf)),
		call("and the sheaf", "free_empty_sheaf", argCacheSheaf),
		at("none", retVal("return none", slub.None)),
		at("out", ret("return the sheaf", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int32 { return f.R[rSheaf] })),
	))
}

// fillUp fills the sheaf in hand; a caller that may use reserves gets a second
// try with them, and the sheaf remembers it for its return. Slabs made from
// reserves are not told apart from others here: their objects go into sheaves
// like all, which the kernel avoids.
func fillUp(full, nomem string) []Op {
	isFull := func(_ *Kernel, t *sim.Thread, _ *sim.Frame) bool { return t.Ret == 0 }
	return ops(
		call("fill it from slabs", "refill_sheaf", argCacheSheaf),
		when("it is full", isFull, full),
		when("the caller may not use reserves", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rReserves] == 0 }, nomem),
		call("fill it from slabs, with reserves", "refill_sheaf", argCacheSheaf),
		do("note in the sheaf that reserves are in it: pfmemalloc", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			k.Heap.Sheaves[f.R[rSheaf]].Reserves = true
		}),
		when("it is full", isFull, full),
	)
}

// oversize is a request beyond a sheaf's capacity: an array of its own, filled
// from slabs. What this CPU's sheaves hold is left alone ([KN]: kernel.md 2.11 says
// only that it is a bulk allocation; of the two it is the one of 2.20). The caller's
// array stands for it; its memory is a sheaf's as far as requests and cost go, and
// no statistic counts it, as it is a plain kmalloc.
func oversize() []Op {
	return ops(
		at("oversize", Op{Text: "zeroed memory for an array of so many", Cost: sim.CostSheafAlloc, To: []string{"none"}, Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
			if k.noMemory(f.R[rCache], &k.Requests.Sheaves, k.Cfg.Memory.Sheaves) {
				return Go0
			}
			return Next
		}}),
		count1(slub.SheafPrefillOversize),
		call("exactly as many objects, or none", "__kmem_cache_alloc_bulk", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
			t.Arg[0], t.Arg[rLeftN] = f.R[rCache], f.R[rPWant]
		}),
		when("it has them", func(_ *Kernel, t *sim.Thread, _ *sim.Frame) bool { return t.Ret > 0 }, "array"),
		freeArray(""),
		jump("", "none"),
		at("array", retVal("return the array", slub.None)),
	)
}

// freeArray gives up the memory of an oversize sheaf.
func freeArray(label string) Op {
	return at(label, do("the array's memory goes, and nothing counts that", sim.CostSheafFree, func(*Kernel, *sim.Thread, *sim.Frame) {}))
}

func barnGetFullOrEmpty() Listing {
	return Listing{
		Name: "barn_get_full_or_empty_sheaf", Args: "barn", Section: "2.17",
		What: "take a full sheaf out of the barn, else an empty one; none if it has neither",
		Ops: seq(
			ops(peekBarn("nr_full and nr_empty are 0: nothing to take", func(b *slub.BarnNode) bool { return b.NrFull == 0 && b.NrEmpty == 0 }, "none")),
			lockIrq("barn->lock", barnLock),
			ops(do("take the newest full sheaf, else the newest empty one", sim.CostListOp, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				s := k.Heap.TakeFull(f.R[rBarn])
				if s == slub.None {
					s = k.Heap.TakeEmpty(f.R[rBarn])
				}
				f.R[rBarnSheaf] = int32(s)
				k.barnMoved(sim.BarnGet, f)
			})),
			unlockIrq("", "barn->lock", barnLock),
			ops(
				ret("return it", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int32 { return f.R[rBarnSheaf] }),
				at("none", retVal("return none", slub.None)),
			),
		),
	}
}

// returnSheaf takes the sheaf in register rSheaf back from its caller.
func returnSheaf() Listing {
	argFlush := func(_ *Kernel, t *sim.Thread, f *sim.Frame) { t.Arg[0], t.Arg[1] = f.R[rCache], f.R[rSheaf] }
	return Listing{
		Name: "kmem_cache_return_sheaf", Args: "cache, -, -, -, sheaf", Section: "2.11",
		What: "take a prefilled sheaf back: as the spare, else into the barn, else to the slabs",
		Ops: seq(ops(
			when("it is an oversize one, or reserves are in it", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				return f.R[rSheaf] == slub.None || k.Heap.Sheaves[f.R[rSheaf]].Reserves
			}, "other"),
			call("take this CPU's sheaf lock", "local_lock", argCache),
			do("read this CPU's sheaves", sim.CostLoad, readPCS),
			getBarn(),
			when("there is a spare", hasSpare, "slow"),
			do("the sheaf becomes the spare, however full it is", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.setSpare(f, slub.SheafID(f.R[rSheaf]))
			}),
			count1(slub.SheafReturnFast),
			call("release the sheaf lock", "local_unlock", argCache),
			done(),
			at("slow", call("release the sheaf lock", "local_unlock", argCache)),
			count1(slub.SheafReturnSlow),
			when("nr_full of the barn is 10 or more", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				b := &k.Heap.Barns[f.R[rABarn]]
				k.M.Touch(k.Locks.L[b.Lock].Line, false)
				return b.NrFull >= slub.MaxFullSheaves
			}, "flush"),
			when("it is full (refill_sheaf itself asks)", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				return k.Heap.Size(slub.SheafID(f.R[rSheaf])) == k.capacity(f.R[rCache])
			}, "put"),
			call("fill it up", "refill_sheaf", argFlush),
			when("that failed", func(_ *Kernel, t *sim.Thread, _ *sim.Frame) bool { return t.Ret != 0 }, "flush"),
			at("put", call("into the barn, full", "barn_put_full_sheaf", argBarnSheaf)),
			count1(slub.BarnPut),
			done(),
			at("flush", call("its objects go to their slabs", "sheaf_flush_unused", argFlush)),
			call("and its memory goes", "free_empty_sheaf", argFlush),
			done(),
		), returnOther(argFlush)),
	}
}

// returnOther gives a sheaf up that no barn may have. Its memory goes with a
// plain kfree: 7.0 and 7.1 count no SHEAF_FREE for it.
func returnOther(argFlush func(*Kernel, *sim.Thread, *sim.Frame)) []Op {
	return ops(
		at("other", when("it is no oversize one: reserves are in it", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rSheaf] != slub.None }, "reserves")),
		when("it is empty", func(k *Kernel, _ *sim.Thread, _ *sim.Frame) bool { return k.chain().N == 0 }, "gone"),
		count(slub.SheafFlush, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) int64 { return int64(k.chain().N) }),
		call("its objects go to their slabs", "__kmem_cache_free_bulk", argChain(func(*sim.Frame) int32 { return 0 })),
		freeArray("gone"),
		done(),
		at("reserves", call("its objects go to their slabs", "sheaf_flush_unused", argFlush)),
		do("its memory goes, and nothing counts that", sim.CostSheafFree, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			k.M.Emit(sim.SheafFree, f.R[rSheaf], f.R[rCache], 0)
			k.Heap.DropSheaf(slub.SheafID(f.R[rSheaf]))
			k.Heap.Uncounted++
		}),
		done(),
	)
}
