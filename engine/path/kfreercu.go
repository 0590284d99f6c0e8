package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// kfree_rcu and the third sheaf (kernel.md 2.8 to 2.10). Objects that must
// wait for a grace period gather in rcu_free; when it is full the whole sheaf
// waits, and the callback puts it into the barn. What no sheaf takes goes to
// the batching layer (batching.go).

func kfreeRCUFuncs() []Listing {
	return []Listing{kvfreeCallRCU(), kfreeRCUSheaf(), rcuFreeSheaf(), rcuFreeSheafNobarn()}
}

func kvfreeCallRCU() Listing {
	return Listing{
		Name: "kvfree_call_rcu", Args: "cache, object", Section: "2.8",
		What: "free an object after a grace period: by this CPU's rcu_free, else by the batching layer",
		Ops: ops(
			when("the object lies on another node", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				return k.Heap.Slabs[k.Heap.Objects[f.R[rFree]].Slab].Node != k.memNode()
			}, "batch"),
			call("into this CPU's rcu_free", "__kfree_rcu_sheaf", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[1] = f.R[rCache], f.R[rFree]
			}),
			when("taken", func(_ *Kernel, t *sim.Thread, _ *sim.Frame) bool { return t.Ret != 0 }, "out"),
			at("batch", call("to the batching layer", "kfree_rcu_batch", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[1] = f.R[rCache], f.R[rFree]
			})),
			at("out", done()),
		),
	}
}

func (k *Kernel) rcuFree(f *sim.Frame) slub.SheafID { return k.Heap.PCS[f.R[rPCS]].RcuFree }

func (k *Kernel) setRcuFree(f *sim.Frame, s slub.SheafID) {
	k.Heap.PCS[f.R[rPCS]].RcuFree = s
	k.Heap.SetPlace(s, slub.AsRcuFree, f.R[rPCS]%k.Heap.CPUs)
}

func hasRcuFree(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return k.rcuFree(f) != slub.None }

func kfreeRCUSheaf() Listing {
	return Listing{
		Name: "__kfree_rcu_sheaf", Args: "cache, object", Section: "2.8",
		What: "put the object into this CPU's rcu_free; 0 if no sheaf takes it",
		Ops:  seq(findRcuFree(), makeRcuFree(), fillRcuFree()),
	}
}

func findRcuFree() []Op {
	return ops(
		call("take this CPU's sheaf lock if it is free", "local_trylock", argCache),
		when("not free", failed, "fail"),
		do("read this CPU's sheaves", sim.CostLoad, readPCS),
		when("there is an rcu_free", hasRcuFree, "put"),
		when("the cache has no sheaves", sheafless, "bare"),
		when("there is no empty spare", func(k *Kernel, t *sim.Thread, f *sim.Frame) bool {
			return !hasSpare(k, t, f) || k.Heap.Size(k.spare(f)) > 0
		}, "barn"),
		do("the empty spare becomes rcu_free", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			k.setRcuFree(f, k.spare(f))
			k.Heap.PCS[f.R[rPCS]].Spare = slub.None
		}),
		jump("", "put"),
		at("barn", getBarn()),
		call("an empty sheaf from the barn", "barn_get_empty_sheaf", argBarn),
		when("the barn has none", gotNone, "alloc"),
		do("it becomes rcu_free", sim.CostStore, func(k *Kernel, t *sim.Thread, f *sim.Frame) { k.setRcuFree(f, slub.SheafID(t.Ret)) }),
		jump("", "put"),
	)
}

func makeRcuFree() []Op {
	return ops(
		at("alloc", call("release the sheaf lock", "local_unlock", argCache)),
		call("make an empty sheaf, without waiting for memory", "alloc_empty_sheaf", argCache),
		when("no memory for it", func(_ *Kernel, t *sim.Thread, f *sim.Frame) bool {
			f.R[rSheaf] = t.Ret
			return t.Ret == slub.None
		}, "fail"),
		call("take this CPU's sheaf lock if it is free", "local_trylock", argCache),
		when("taken", func(_ *Kernel, t *sim.Thread, _ *sim.Frame) bool { return t.Ret != 0 }, "install"),
		call("not free: the empty sheaf goes to the barn", "barn_put_empty_sheaf", argBarnSheaf),
		jump("", "fail"),
		at("install", do("read this CPU's sheaves again", sim.CostLoad, readPCS)),
		when("somebody else has made an rcu_free", hasRcuFree, "surplus"),
		do("the empty sheaf becomes rcu_free", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			k.setRcuFree(f, slub.SheafID(f.R[rSheaf]))
		}),
		jump("", "put"),
		at("surplus", call("the empty sheaf goes to the barn", "barn_put_empty_sheaf", argBarnSheaf)),
	)
}

// fillRcuFree detaches a sheaf that gets full and hands it to RCU in the same
// section: a flusher that takes the lock after us finds either the sheaf or
// its callback registered (kernel.md 6.3).
func fillRcuFree() []Op {
	return ops(
		at("put", do("put the object on top of rcu_free", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			f.R[rSheaf] = int32(k.rcuFree(f))
			k.Heap.Push(k.rcuFree(f), slub.ObjectID(f.R[rFree]))
		})),
		when("it has room for more", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
			return k.Heap.Size(slub.SheafID(f.R[rSheaf])) < k.capacity(f.R[rCache])
		}, "unlock"),
		do("it is full: detach it and note this node", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			k.Heap.PCS[f.R[rPCS]].RcuFree = slub.None
			k.Heap.SetPlace(slub.SheafID(f.R[rSheaf]), slub.InRCU, k.thisNode())
		}),
		call("call_rcu, still under the lock", "call_rcu", argCallRCU("rcu_free_sheaf")),
		at("unlock", call("release the sheaf lock", "local_unlock", argCache)),
		count1(slub.FreeRCUSheaf),
		done(),
		at("bare", call("release the sheaf lock: the cache has no sheaves", "local_unlock", argCache)),
		at("fail", count1(slub.FreeRCUSheafFail)),
		retVal("return: not taken", 0),
	)
}

// argCallRCU registers a callback for the sheaf in register rSheaf.
func argCallRCU(fn string) func(*Kernel, *sim.Thread, *sim.Frame) {
	return func(k *Kernel, t *sim.Thread, f *sim.Frame) {
		t.Arg[0], t.Arg[1] = int32(k.Cfg.Code.must(fn)), f.R[rSheaf]
	}
}

// Registers of the callbacks: the sheaf arrives in register 0 and moves to
// rBSheaf, where the flush functions expect it, so that 0 can be the cache.
const (
	rRNode = 6 // the node whose barn gets the sheaf
	rRBarn = 5
)

func sheafHooks(text string) []Op {
	return ops(do(text, sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
		s := slub.SheafID(f.R[0])
		f.R[rBSheaf], f.R[rRNode] = f.R[0], k.Heap.Sheaves[s].Of
		f.R[rCache] = int32(k.Heap.Sheaves[s].Cache)
		k.M.ChargeN(sim.CostHooks, k.Heap.Size(s))
		k.keepSome(f.R[rCache], s)
		k.Heap.SetPlace(s, slub.InPath, slub.None)
	}))
}

func argFlushed(_ *Kernel, t *sim.Thread, f *sim.Frame) {
	t.Arg[0], t.Arg[1] = f.R[rCache], f.R[rBSheaf]
}

func rcuFreeSheaf() Listing {
	peek := func(text string, full bool, label string) Op {
		return when(text, func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
			f.R[rRBarn] = k.Heap.BarnOf(slub.CacheID(f.R[rCache]), f.R[rRNode])
			b := &k.Heap.Barns[f.R[rRBarn]]
			k.M.Touch(k.Locks.L[b.Lock].Line, false)
			if full {
				return b.NrFull >= slub.MaxFullSheaves
			}
			return b.NrEmpty >= slub.MaxEmptySheaves
		}, label)
	}
	argPut := func(_ *Kernel, t *sim.Thread, f *sim.Frame) { t.Arg[0], t.Arg[1] = f.R[rRBarn], f.R[rBSheaf] }
	return Listing{
		Name: "rcu_free_sheaf", Args: "sheaf", Section: "2.9",
		What: "after the grace period: the sheaf of free objects goes to the barn of its node, or to the slabs",
		Ops: seq(sheafHooks("hooks on every object of the sheaf"), ops(
			when("no object is left in it", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return k.Heap.Size(slub.SheafID(f.R[rBSheaf])) == 0 }, "empty"),
			peek("nr_full is 10 or more", true, "flush"),
			count1(slub.BarnPut),
			call("into the barn, full", "barn_put_full_sheaf", argPut),
			done(),
			at("flush", count1(slub.BarnPutFail)),
			call("its objects go to their slabs", "sheaf_flush_unused", argFlushed),
			at("empty", peek("nr_empty is 10 or more", false, "free")),
			call("into the barn, empty", "barn_put_empty_sheaf", argPut),
			done(),
			at("free", call("its memory goes", "free_empty_sheaf", argFlushed)),
			done(),
		)),
	}
}

func rcuFreeSheafNobarn() Listing {
	return Listing{
		Name: "rcu_free_sheaf_nobarn", Args: "sheaf", Section: "2.10",
		What: "after the grace period: a collector that a flush has taken goes to the slabs",
		Ops: seq(sheafHooks("hooks on every object of the sheaf"), ops(
			call("its objects go to their slabs", "sheaf_flush_unused", argFlushed),
			call("and its memory goes", "free_empty_sheaf", argFlushed),
			done(),
		)),
	}
}
