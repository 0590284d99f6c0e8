package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Allocation of one object (kernel.md 2.1, 2.3): from the main sheaf of this
// CPU; when that is empty, from the spare, from the barn, or from a sheaf that
// is refilled from slabs. Where none of that works the object comes from a
// slab directly (slowpath.go).

// Registers of the allocation functions. rPCS is filled when the sheaf lock is
// taken and again each time after that.
const (
	rNode  = 1 // node asked for, None if any
	rPCS   = 2 // index of this CPU's sheaves
	rObj   = 3
	rSheaf = 4 // the sheaf in hand
	rABarn = 5 // the barn of the node on which the function started

	rNoSpin = 9 // what the caller allows: mayBlock, noLocks or mayNotBlock
)

// What a caller allows: the gfp flags of an allocation, as far as they count.
const (
	mayBlock    = 0 // GFP_KERNEL
	noLocks     = 1 // the nolock functions: no lock is waited for
	mayNotBlock = 2 // GFP_ATOMIC: locks may be waited for
)

func allocFuncs() []Listing {
	return []Listing{kmemCacheAlloc(), allocFromPCS(), replaceEmptyMain()}
}

func kmemCacheAlloc() Listing {
	return Listing{
		Name: "kmem_cache_alloc", Args: "cache, node", Section: "2.1, 2.19",
		What: "one object: from this CPU's sheaves, else from a slab",
		Ops: ops(
			do("hooks before an allocation", sim.CostHooks, func(*Kernel, *sim.Thread, *sim.Frame) {}),
			call("from the sheaves of this CPU", "alloc_from_pcs", argCacheNode),
			when("got one", func(_ *Kernel, t *sim.Thread, f *sim.Frame) bool {
				f.R[rObj] = t.Ret
				return t.Ret != slub.None
			}, "hooks"),
			call("else from a slab", "___slab_alloc", argCacheNode),
			do("none means no memory", sim.CostBranch, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
				if f.R[rObj] = t.Ret; t.Ret == slub.None {
					k.M.Emit(sim.AllocFail, f.R[rCache], 0, 0)
				}
			}),
			at("hooks", do("hooks after an allocation", sim.CostHooks, func(*Kernel, *sim.Thread, *sim.Frame) {})),
			retObj("return the object"),
		),
	}
}

func argCacheNode(_ *Kernel, t *sim.Thread, f *sim.Frame) {
	t.Arg[0], t.Arg[1], t.Arg[rNoSpin] = f.R[rCache], f.R[rNode], f.R[rNoSpin]
}

// noSpin reports whether no lock may be waited for (allow_spin is false).
func noSpin(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rNoSpin] == noLocks }

func argCache(_ *Kernel, t *sim.Thread, f *sim.Frame) { t.Arg[0] = f.R[rCache] }

func retObj(text string) Op {
	return ret(text, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int32 { return f.R[rObj] })
}

// failed reports that the function just called returned 0.
func failed(_ *Kernel, t *sim.Thread, _ *sim.Frame) bool { return t.Ret == 0 }

func gotNone(_ *Kernel, t *sim.Thread, _ *sim.Frame) bool { return t.Ret == slub.None }

// readPCS finds this CPU's sheaves; the lock that is held keeps them in place.
func readPCS(k *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rPCS] = k.thisPCS(f.R[rCache]) }

func (k *Kernel) main(f *sim.Frame) slub.SheafID  { return k.Heap.PCS[f.R[rPCS]].Main }
func (k *Kernel) spare(f *sim.Frame) slub.SheafID { return k.Heap.PCS[f.R[rPCS]].Spare }

// setMain and setSpare are the stores to the sheaf pointers of a CPU.
func (k *Kernel) setMain(f *sim.Frame, s slub.SheafID) {
	k.Heap.SetPlace(s, slub.AsMain, f.R[rPCS]%k.Heap.CPUs)
	k.Heap.PCS[f.R[rPCS]].Main = s
}

func (k *Kernel) setSpare(f *sim.Frame, s slub.SheafID) {
	k.Heap.SetPlace(s, slub.AsSpare, f.R[rPCS]%k.Heap.CPUs)
	k.Heap.PCS[f.R[rPCS]].Spare = s
}

func swapMainSpare(k *Kernel, _ *sim.Thread, f *sim.Frame) {
	m, s := k.main(f), k.spare(f)
	k.setMain(f, s)
	k.setSpare(f, m)
	k.M.Emit(sim.SheafSwap, int32(s), int32(m), 0)
}

// sheafless is !cache_has_sheaves: only the slow helpers ask, because the
// bootstrap sheaf leads every caller there (kernel.md 1.5).
func sheafless(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
	return !k.Heap.HasSheaves(slub.CacheID(f.R[rCache]))
}

func mainEmpty(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return k.Heap.Size(k.main(f)) == 0 }

func otherNode(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
	return f.R[rNode] != slub.None && f.R[rNode] != k.memNode()
}

func topOnOtherNode(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
	m := k.main(f)
	f.R[rObj] = int32(*k.Heap.Slot(m, k.Heap.Size(m)-1))
	slab := k.Heap.Objects[f.R[rObj]].Slab
	return f.R[rNode] != slub.None && k.Heap.Slabs[slab].Node != f.R[rNode]
}

func allocFromPCS() Listing {
	return Listing{
		Name: "alloc_from_pcs", Args: "cache, node", Section: "2.1", Inline: true,
		What: "one object from this CPU's main sheaf; none if the lock or the sheaves cannot give one",
		Ops: ops(
			when("a node was asked for that is not this CPU's", otherNode, "mismatch"),
			call("take this CPU's sheaf lock if it is free", "local_trylock", argCache),
			when("not free: none from here", failed, "none"),
			do("read this CPU's sheaves", sim.CostLoad, readPCS),
			when("main is empty", mainEmpty, "empty"),
			at("peek", when("the object on top lies on another node than asked for", topOnOtherNode, "foreign")),
			do("take the object on top of main", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				f.R[rObj] = int32(k.Heap.Pop(k.main(f)))
			}),
			call("release the sheaf lock", "local_unlock", argCache),
			count1(slub.AllocFastpath),
			retObj("return the object"),

			at("empty", call("get a main sheaf with objects", "__pcs_replace_empty_main", argPCS)),
			when("there is none; the lock is released", gotNone, "none"),
			do("go on with the sheaves of the CPU we are on now", sim.CostLoad, readPCS),
			jump("as if main had never been empty", "peek"),

			at("foreign", call("release the sheaf lock, the object stays", "local_unlock", argCache)),
			at("mismatch", count1(slub.AllocNodeMismatch)),
			at("none", retVal("return none", slub.None)),
		),
	}
}

func argPCS(_ *Kernel, t *sim.Thread, f *sim.Frame) {
	t.Arg[0], t.Arg[1], t.Arg[2], t.Arg[rNoSpin] = f.R[rCache], slub.None, f.R[rPCS], f.R[rNoSpin]
}

const heldText = "lockdep: the sheaf lock is held"

// held asserts that the stepping thread holds this CPU's sheaf lock, as the
// kernel's lockdep assertion does.
func held() Op {
	return do(heldText, sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
		k.Locks.AssertHeld(k.M, ownLock(k, f), k.memberInUse())
	})
}

// getBarn remembers the barn of the node that the CPU belongs to.
func getBarn() Op {
	return do("the barn of this node", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
		f.R[rABarn] = k.Heap.BarnOf(slub.CacheID(f.R[rCache]), k.thisNode())
	})
}

// argBarn passes the barn alone, argBarnWith the barn and a sheaf.
func argBarn(_ *Kernel, t *sim.Thread, f *sim.Frame) {
	t.Arg[0], t.Arg[rNoSpin] = f.R[rABarn], f.R[rNoSpin]
}

func argBarnSheaf(_ *Kernel, t *sim.Thread, f *sim.Frame) {
	t.Arg[0], t.Arg[1] = f.R[rABarn], f.R[rSheaf]
}

func retPCS(text string) Op {
	return ret(text, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int32 { return f.R[rPCS] })
}

func replaceEmptyMain() Listing {
	return Listing{
		Name: "__pcs_replace_empty_main", Args: "cache, -, pcs", Section: "2.3",
		What: "with the lock held and main empty: a main with objects, or none and the lock released",
		Ops:  seq(replaceFromNear(), refillFresh(), installFull()),
	}
}

// replaceFromNear tries what is at hand: the spare, then the barn.
func replaceFromNear() []Op {
	return ops(
		held(),
		when("the cache has no sheaves", sheafless, "bare"),
		when("there is no spare, or it is empty too", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
			return k.Heap.Size(k.spare(f)) == 0
		}, "barn"),
		do("main and spare change places", sim.CostStore, swapMainSpare),
		retPCS("return with the lock held"),
		at("barn", getBarn()),
		call("give the barn the empty main for a full sheaf", "barn_replace_empty_sheaf", func(k *Kernel, t *sim.Thread, f *sim.Frame) {
			t.Arg[0], t.Arg[1], t.Arg[rNoSpin] = f.R[rABarn], int32(k.main(f)), f.R[rNoSpin]
		}),
		when("the barn has no full sheaf", gotNone, "miss"),
		count1(slub.BarnGet),
		do("the full sheaf is main", sim.CostStore, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
			k.setMain(f, slub.SheafID(t.Ret))
		}),
		retPCS("return with the lock held"),
		at("miss", count1(slub.BarnGetFail)),
	)
}

// refillFresh fills an empty sheaf from slabs, without the lock.
func refillFresh() []Op {
	return ops(
		when("no lock may be waited for: no refill", noSpin, "giveup"),
		when("there is no spare to refill", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
			return k.spare(f) == slub.None
		}, "askbarn"),
		do("take the empty spare", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			f.R[rSheaf] = int32(k.spare(f))
			k.Heap.SetPlace(k.spare(f), slub.InPath, slub.None)
			k.Heap.PCS[f.R[rPCS]].Spare = slub.None
		}),
		jump("with it", "unlock"),
		at("askbarn", call("an empty sheaf from the barn", "barn_get_empty_sheaf", argBarn)),
		do("or none", sim.CostNone, func(_ *Kernel, t *sim.Thread, f *sim.Frame) { f.R[rSheaf] = t.Ret }),
		at("unlock", call("release the sheaf lock: refilling takes long", "local_unlock", argCache)),
		when("a sheaf is in hand", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rSheaf] != slub.None }, "refill"),
		call("make an empty sheaf", "alloc_empty_sheaf", argCache),
		when("no memory for it", func(_ *Kernel, t *sim.Thread, f *sim.Frame) bool {
			f.R[rSheaf] = t.Ret
			return t.Ret == slub.None
		}, "none"),
		at("refill", call("fill it from slabs", "refill_sheaf", argCacheSheaf)),
		when("it is full", func(_ *Kernel, t *sim.Thread, _ *sim.Frame) bool { return t.Ret == 0 }, "relock"),
		call("memory ran out: give back what it holds", "sheaf_flush_unused", argCacheSheaf),
		call("and the sheaf", "free_empty_sheaf", argCacheSheaf),
		jump("", "none"),
		at("giveup", call("release the sheaf lock", "local_unlock", argCache)),
		at("none", retVal("return none, the lock is released", slub.None)),
		at("relock", call("take this CPU's sheaf lock if it is free", "local_trylock", argCache)),
		when("taken", func(_ *Kernel, t *sim.Thread, _ *sim.Frame) bool { return t.Ret != 0 }, "install"),
		call("not free: the full sheaf goes to the barn", "barn_put_full_sheaf", argBarnSheaf),
		count1(slub.BarnPut),
		jump("and the object must come from elsewhere", "none"),
		at("bare", call("release the sheaf lock: the cache has no sheaves", "local_unlock", argCache)),
		jump("the object comes from a slab", "none"),
	)
}

func argCacheSheaf(_ *Kernel, t *sim.Thread, f *sim.Frame) {
	t.Arg[0], t.Arg[1] = f.R[rCache], f.R[rSheaf]
}

// installFull puts the full sheaf where there is room; while the lock was
// released others may have been here, and this may be another CPU.
func installFull() []Op {
	return ops(
		at("install", do("read this CPU's sheaves again", sim.CostLoad, readPCS)),
		when("main has objects by now", func(k *Kernel, t *sim.Thread, f *sim.Frame) bool { return !mainEmpty(k, t, f) }, "full_main"),
		when("main is empty and there is a spare", hasSpare, "old_main"),
		do("main becomes the spare", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) { k.setSpare(f, k.main(f)) }),
		jump("", "new_main"),
		at("old_main", call("main goes to the barn, empty", "barn_put_empty_sheaf", func(k *Kernel, t *sim.Thread, f *sim.Frame) {
			t.Arg[0], t.Arg[1] = f.R[rABarn], int32(k.main(f))
		})),
		at("new_main", do("the full sheaf is main", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			k.setMain(f, slub.SheafID(f.R[rSheaf]))
		})),
		retPCS("return with the lock held"),
		at("full_main", when("there is no spare", func(k *Kernel, t *sim.Thread, f *sim.Frame) bool { return !hasSpare(k, t, f) }, "new_spare")),
		when("the spare holds objects", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return k.Heap.Size(k.spare(f)) > 0 }, "too_many"),
		call("the empty spare goes to the barn", "barn_put_empty_sheaf", func(k *Kernel, t *sim.Thread, f *sim.Frame) {
			t.Arg[0], t.Arg[1] = f.R[rABarn], int32(k.spare(f))
		}),
		at("new_spare", do("the full sheaf is the spare", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			k.setSpare(f, slub.SheafID(f.R[rSheaf]))
		})),
		retPCS("return with the lock held"),
		at("too_many", call("no room here: the full sheaf goes to the barn", "barn_put_full_sheaf", argBarnSheaf)),
		count1(slub.BarnPut),
		retPCS("return with the lock held"),
	)
}

func hasSpare(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return k.spare(f) != slub.None }
