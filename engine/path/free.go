package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Freeing one object (kernel.md 2.4): into the main sheaf of this CPU, else to
// its slab.

const rFree = 1 // the object, in the functions of the free path

func freeFuncs() []Listing {
	return []Listing{kmemCacheFree(), freeToPCS(), replaceFullMain(), installEmpty()}
}

func kmemCacheFree() Listing {
	return Listing{
		Name: "kmem_cache_free", Args: "cache, object", Section: "2.4",
		What: "one object back: to this CPU's sheaves, else to its slab",
		Ops: ops(
			do("hooks before a free", sim.CostHooks, func(*Kernel, *sim.Thread, *sim.Frame) {}),
			when("the object lies on another node", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				return k.Heap.Slabs[k.Heap.Objects[f.R[rFree]].Slab].Node != k.memNode()
			}, "slab"),
			call("to the sheaves of this CPU", "free_to_pcs", argFree),
			when("they did not take it", failed, "slab"),
			done(),
			at("slab", call("to its slab", "__slab_free", func(k *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[rFHead], t.Arg[rFCnt] = f.R[rCache], f.R[rFree], 1
				t.Arg[rFSlab] = int32(k.Heap.Objects[f.R[rFree]].Slab)
			})),
			count1(slub.FreeSlowpath),
			done(),
		),
	}
}

func argFree(_ *Kernel, t *sim.Thread, f *sim.Frame) {
	t.Arg[0], t.Arg[1], t.Arg[rNoSpin] = f.R[rCache], f.R[rFree], f.R[rNoSpin]
}

func mainFull(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
	return k.Heap.Size(k.main(f)) == k.capacity(f.R[rCache])
}

func freeToPCS() Listing {
	return Listing{
		Name: "free_to_pcs", Args: "cache, object", Section: "2.4", Inline: true,
		What: "put the object into this CPU's main sheaf; 0 if the lock or the sheaves do not take it",
		Ops: ops(
			call("take this CPU's sheaf lock if it is free", "local_trylock", argCache),
			when("not free: not from here", failed, "no"),
			do("read this CPU's sheaves", sim.CostLoad, readPCS),
			when("main is full", mainFull, "full"),
			at("push", do("put the object on top of main", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.Heap.Push(k.main(f), slub.ObjectID(f.R[rFree]))
			})),
			call("release the sheaf lock", "local_unlock", argCache),
			count1(slub.FreeFastpath),
			done(),
			at("full", call("get a main sheaf with room", "__pcs_replace_full_main", argPCS)),
			when("there is none; the lock is released", gotNone, "no"),
			do("go on with the sheaves of the CPU we are on now", sim.CostLoad, readPCS),
			jump("as if main had had room", "push"),
			at("no", retVal("return: not taken", 0)),
		),
	}
}

func replaceFullMain() Listing {
	return Listing{
		Name: "__pcs_replace_full_main", Args: "cache, -, pcs", Section: "2.5",
		What: "with the lock held and main full: a main with room, or none and the lock released",
		Ops:  seq(exchangeNear(), recycleSpare(), makeEmpty(), flushToMakeRoom(), installAgain()),
	}
}

// rPutFail says that the barn refused the full main (BARN_PUT_FAIL).
const rPutFail = 6

// exchangeNear tries the spare and the barn.
func exchangeNear() []Op {
	return ops(
		at("restart", held()),
		when("the cache has no sheaves", sheafless, "bare"),
		getBarn(),
		do("no refusal yet", sim.CostNone, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rPutFail] = 0 }),
		when("there is a spare", hasSpare, "spare"),
		call("an empty sheaf from the barn", "barn_get_empty_sheaf", argBarn),
		when("the barn has none", gotNone, "alloc"),
		do("main becomes the spare, the empty one is main", sim.CostStore, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
			k.setSpare(f, k.main(f))
			k.setMain(f, slub.SheafID(t.Ret))
		}),
		retPCS("return with the lock held"),
		at("spare", when("the spare is full too", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
			return k.Heap.Size(k.spare(f)) == k.capacity(f.R[rCache])
		}, "both_full")),
		do("main and spare change places", sim.CostStore, swapMainSpare),
		retPCS("return with the lock held"),
		at("both_full", call("give the barn the full main for an empty sheaf", "barn_replace_full_sheaf", func(k *Kernel, t *sim.Thread, f *sim.Frame) {
			t.Arg[0], t.Arg[1], t.Arg[rNoSpin] = f.R[rABarn], int32(k.main(f)), f.R[rNoSpin]
		})),
		when("E2BIG, and locks may be waited for", func(k *Kernel, t *sim.Thread, f *sim.Frame) bool {
			return t.Ret == errTooBig && !noSpin(k, t, f)
		}, "too_big"),
		when("ENOMEM: it has no empty one; or no lock may be waited for", func(_ *Kernel, t *sim.Thread, _ *sim.Frame) bool { return t.Ret < 0 }, "no_empty"),
		count1(slub.BarnPut),
		do("the empty sheaf is main", sim.CostStore, func(k *Kernel, t *sim.Thread, f *sim.Frame) { k.setMain(f, slub.SheafID(t.Ret)) }),
		retPCS("return with the lock held"),
	)
}

// recycleSpare is the E2BIG branch: the spare is flushed and used again.
func recycleSpare() []Op {
	return ops(
		at("too_big", count1(slub.BarnPutFail)),
		do("take the full spare away", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			f.R[rSheaf] = int32(k.spare(f))
			k.Heap.SetPlace(k.spare(f), slub.InPath, slub.None)
			k.Heap.PCS[f.R[rPCS]].Spare = slub.None
		}),
		call("release the sheaf lock", "local_unlock", argCache),
		call("its objects go to their slabs", "sheaf_flush_unused", argCacheSheaf),
		jump("it is empty now", "got_empty"),
	)
}

func makeEmpty() []Op {
	return ops(
		at("no_empty", do("remember the refusal", sim.CostNone, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rPutFail] = 1 })),
		at("alloc", call("release the sheaf lock", "local_unlock", argCache)),
		when("no lock may be waited for: no sheaf is made", noSpin, "none"),
		call("make an empty sheaf, without waiting for memory", "alloc_empty_sheaf", argCache),
		when("there was memory", func(_ *Kernel, t *sim.Thread, f *sim.Frame) bool {
			f.R[rSheaf] = t.Ret
			return t.Ret != slub.None
		}, "got_empty"),
	)
}

// flushToMakeRoom is what is left when there is no memory for a sheaf.
func flushToMakeRoom() []Op {
	return ops(
		when("the barn was not asked to take main", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rPutFail] == 0 }, "try_flush"),
		count1(slub.BarnPutFail),
		at("try_flush", call("flush main to the slabs, as far as the lock allows", "sheaf_try_flush_main", argCache)),
		when("not even once", failed, "none"),
		call("take this CPU's sheaf lock if it is free", "local_trylock", argCache),
		when("not free", failed, "none"),
		do("read this CPU's sheaves again", sim.CostLoad, readPCS),
		when("main is full once more", mainFull, "restart"),
		retPCS("return with the lock held"),
		at("bare", call("release the sheaf lock: the cache has no sheaves", "local_unlock", argCache)),
		at("none", retVal("return none, the lock is released", slub.None)),
	)
}

func installAgain() []Op {
	return ops(
		at("got_empty", call("take this CPU's sheaf lock if it is free", "local_trylock", argCache)),
		when("taken", func(_ *Kernel, t *sim.Thread, _ *sim.Frame) bool { return t.Ret != 0 }, "install"),
		call("not free: the empty sheaf goes to the barn", "barn_put_empty_sheaf", argBarnSheaf),
		jump("and the object to its slab", "none"),
		at("install", do("read this CPU's sheaves again", sim.CostLoad, readPCS)),
		call("put the empty sheaf where it fits", "__pcs_install_empty_sheaf", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
			t.Arg[0], t.Arg[rPCS], t.Arg[rSheaf], t.Arg[rABarn] = f.R[rCache], f.R[rPCS], f.R[rSheaf], f.R[rABarn]
		}),
		retPCS("return with the lock held"),
	)
}

func installEmpty() Listing {
	spareToMain := func(k *Kernel, t *sim.Thread, f *sim.Frame) {
		k.setSpare(f, k.main(f))
		k.setMain(f, slub.SheafID(f.R[rSheaf]))
	}
	return Listing{
		Name: "__pcs_install_empty_sheaf", Args: "cache, -, pcs, -, sheaf, barn", Section: "2.6",
		What: "with the lock held: find a place for an empty sheaf so that main has room",
		Ops: ops(
			held(),
			when("there is a spare", hasSpare, "spare"),
			do("main becomes the spare, the empty one is main", sim.CostStore, spareToMain),
			done(),
			at("spare", when("main is full", mainFull, "full")),
			at("surplus", call("main has room: the empty sheaf goes to the barn", "barn_put_empty_sheaf", argBarnSheaf)),
			done(),
			at("full", when("the spare is full too", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				return k.Heap.Size(k.spare(f)) == k.capacity(f.R[rCache])
			}, "both_full")),
			do("main and spare change places", sim.CostStore, swapMainSpare),
			jump("", "surplus"),
			at("both_full", call("main goes to the barn", "barn_put_full_sheaf", func(k *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[1] = f.R[rABarn], int32(k.main(f))
			})),
			count1(slub.BarnPut),
			do("the empty sheaf is main", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.setMain(f, slub.SheafID(f.R[rSheaf]))
			}),
			done(),
		),
	}
}
