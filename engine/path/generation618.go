package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// 6.18 and 6.19, as an edit of 7.0-rc1 (kernel.md 0.2): a cache has sheaves
// only if its creator asks for them, and below the sheaves every cache has CPU
// slabs. What is not in that sheet is [KN]. Reserves in prefilled sheaves are
// 6.19's.

func generation618() Patch {
	p := Patch{
		Name: "generation 6.18", What: "sheaves only where a cache asks for them; CPU slabs and CPU partial slabs below them",
		Adds: cpuSlabFuncs(), Drops: []string{"refill_objects", "kvfree_rcu_barrier_on_cache", "bootstrap_kmalloc_sheaves", "bootstrap_cache_sheaves"},
	}
	for _, edits := range [][]Edit{edits618Boot(), edits618Alloc(), edits618Free(), edits618Bulk(), edits618Flush(), edits618RCU(), edits618Nolock()} {
		p.Edits = append(p.Edits, edits...)
	}
	return p
}

// noSheaves is the test of s->cpu_sheaves.
func noSheaves(label string) Op {
	return when("the cache has no sheaves", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
		return k.Heap.Caches[f.R[rCache]].NoSheaves
	}, label)
}

// edits618Boot: the bootstrap sheaf came with 7.0. A cache without sheaves has
// no cpu_sheaves, and callers ask before they come near them.
func edits618Boot() []Edit {
	const none = "if the cache has no sheaves"
	return []Edit{
		{Func: "__pcs_replace_empty_main", Line: none, Drop: 1},
		{Func: "__pcs_replace_empty_main", Line: "release the sheaf lock: the cache has no sheaves", Drop: 2},
		{Func: "__pcs_replace_full_main", Line: none, Drop: 1},
		{Func: "__pcs_replace_full_main", Line: "release the sheaf lock: the cache has no sheaves", Drop: 1},
		{Func: "alloc_from_pcs_bulk", Line: none, Drop: 1},
		{Func: "kmem_cache_free_bulk", Line: none, Drop: 1},
		{Func: "kmem_cache_free_bulk", Line: "gather a chain of objects of one slab, from the end of the array", Drop: 5},
		{Func: "__kfree_rcu_sheaf", Line: none, Drop: 1},
		{Func: "__kfree_rcu_sheaf", Line: "release the sheaf lock: the cache has no sheaves", Drop: 1},
		{Func: "flush_cpu_sheaves", Line: none, Drop: 1},
		{Func: "flush_all_rcu_sheaves", Line: "if it has no sheaves", Drop: 1},
		{Func: "__kmem_cache_shutdown", Line: none, Drop: 1},
		{Func: "pcs_destroy", Line: none, Drop: 1},
		{Func: "barn_shrink", Line: none, Drop: 1},
	}
}

func edits618Alloc() []Edit {
	return []Edit{
		{Func: "kmem_cache_alloc", Line: "from the sheaves of this CPU", Put: ops(noSheaves("cpu_slab"))},
		{Func: "kmem_cache_alloc", Line: "else from a slab", Drop: 1, Put: ops(at("cpu_slab", call("from this CPU's slab", "__slab_alloc_node", argCacheNode)))},
		{Func: "__pcs_replace_empty_main", Line: "if main is empty and there is a spare", Drop: 3}, // 7.0 keeps the empty one as the spare
		{Func: "alloc_from_pcs", Line: "count ALLOC_FASTPATH", Drop: 1, Put: ops(count1(slub.AllocPCS))},
		{Func: "alloc_from_pcs", Line: "count ALLOC_NODE_MISMATCH", Drop: 1, Put: ops(jump("not counted before 7.0", "none"))},
		{Func: "___slab_alloc", What: "one object from this CPU's slab, which is refilled from its partial slabs, the node's or a new one", Put: slabAlloc618()},
	}
}

func edits618Free() []Edit {
	argChainOf := func(slab, head, cnt int) func(*Kernel, *sim.Thread, *sim.Frame) {
		return func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
			t.Arg[0], t.Arg[rFSlab], t.Arg[rFHead], t.Arg[rFCnt] = f.R[rCache], f.R[slab], f.R[head], f.R[cnt]
		}
	}
	toSlab := call("to its slab, or this CPU's list of it", "do_slab_free", func(k *Kernel, t *sim.Thread, f *sim.Frame) {
		t.Arg[0], t.Arg[rFHead], t.Arg[rFCnt] = f.R[rCache], f.R[rFree], 1
		t.Arg[rFSlab] = int32(k.Heap.Objects[f.R[rFree]].Slab)
	})
	return []Edit{
		{Func: "kmem_cache_free", Line: "if the object lies on another node", Put: ops(noSheaves("slab"))},
		{Func: "kmem_cache_free", Line: "to its slab", Drop: 2, Put: ops(toSlab)},
		{Func: "free_to_pcs", Line: "count FREE_FASTPATH", Drop: 1, Put: ops(count1(slub.FreePCS))},
		{Func: "__slab_free", Put: slabFree618()},
		{Func: "__kmem_cache_free_bulk", Line: "free the chain", Drop: 1, Put: ops(call("free the chain", "do_slab_free", argChainOf(rBSlab, rBHead, rBCnt)))},
		{Func: "kfree_rcu_work", Line: "free the chain", Drop: 2, Put: ops(call("free the chain", "do_slab_free", argChainOf(rBSlab, rBHead, rBCnt)))},
	}
}

func edits618Bulk() []Edit {
	inBatch := func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int64 { return int64(f.R[rNow]) }
	return []Edit{
		{Func: "kmem_cache_alloc_bulk", Line: "from the sheaves of this CPU", Put: ops(noSheaves("rest"))},
		{Func: "kmem_cache_alloc_bulk", Line: "the rest from slabs", Drop: 1, Put: ops(at("rest",
			call("the rest from this CPU's slabs", "__kmem_cache_alloc_bulk", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[1], t.Arg[rWant] = f.R[rCache], slub.None, f.R[rLeftN]
			})))},
		{Func: "kmem_cache_prefill_sheaf", Line: "exactly as many objects, or none", Drop: 1, Put: ops(
			call("exactly as many objects, or none", "__kmem_cache_alloc_bulk", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[1], t.Arg[rWant] = f.R[rCache], slub.None, f.R[rPWant]
			}))},
		{Func: "kmem_cache_refill_sheaf", Line: "as many objects as it lacks", Drop: 1, Put: ops(
			call("as many objects as it lacks, or none", "__kmem_cache_alloc_bulk", func(k *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[1], t.Arg[rWant] = f.R[rCache], slub.None, k.heldCapacity(f)-k.heldSize(f)
			}))},
		{Func: "alloc_from_pcs_bulk", Line: "count ALLOC_FASTPATH", Drop: 1, Put: ops(count(slub.AllocPCS, inBatch))},
		{Func: "free_to_pcs_bulk", Line: "count FREE_FASTPATH", Drop: 1, Put: ops(count(slub.FreePCS, inBatch))},
		{Func: "free_to_pcs_bulk", Line: "from the end of the array", Drop: 2, Put: ops(
			call("from the end of the array", "__kmem_cache_free_bulk", argChain(func(*sim.Frame) int32 { return 0 })))},
		{Func: "free_to_pcs_bulk", Line: "those of other nodes to their slabs", Drop: 2, Put: ops(
			call("those of other nodes to their slabs", "__kmem_cache_free_bulk", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[rBSheaf] = f.R[rCache], slub.None
			}))},
		{Func: "kmem_cache_free_bulk", Line: "to the sheaves of this CPU", Drop: 1, Put: ops(
			noSheaves("slabs"),
			call("to the sheaves of this CPU", "free_to_pcs_bulk", argCache),
			jump("", "out"),
			at("slabs", call("to the slabs", "__kmem_cache_free_bulk", argChain(func(*sim.Frame) int32 { return 0 }))))},
		{Func: "__kmem_cache_alloc_bulk", Put: allocBulk618()},
		{Func: "refill_sheaf", Line: "as many objects as it lacks", Drop: 1, What: "fill a sheaf to its capacity from slabs; 0, or -ENOMEM and nothing has changed", Put: ops(
			call("as many objects as it lacks, or none", "__kmem_cache_alloc_bulk", func(k *Kernel, t *sim.Thread, f *sim.Frame) {
				f.R[rWant] = k.capacity(f.R[rCache]) - k.Heap.Size(slub.SheafID(f.R[rBarnSheaf]))
				t.Arg[0], t.Arg[1], t.Arg[rWant] = f.R[rCache], f.R[rBarnSheaf], f.R[rWant]
			}))},
	}
}

func edits618Flush() []Edit {
	return []Edit{
		{Func: "flush_all_cpus_locked", Line: "peek: does it have a spare", Drop: 1, Put: ops(
			do("peek: does it have a slab, partial slabs, a spare, an rcu_free or objects in main?", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				at := k.Heap.PCSOf(slub.CacheID(f.R[rCache]), f.R[rDCPU])
				p, c := &k.Heap.PCS[at], &k.Heap.CPUSlabs[at]
				k.M.Touch(k.Locks.L[c.Lock].Line, false)
				k.M.Touch(k.Locks.L[p.Lock].Line, false)
				k.Flush[f.R[rDCPU]].Skip = c.Slab == slub.None && c.Partial == slub.None &&
					p.Spare == slub.None && p.RcuFree == slub.None && k.Heap.Size(p.Main) == 0
			}))},
		{Func: "flush_cpu_sheaves", Line: "all sheaves of this CPU", Drop: 1, Put: ops(
			noSheaves("cpu_slab"),
			call("all sheaves of this CPU", "pcs_flush_all", argCache),
			at("cpu_slab", call("then its slab and partial slabs (the function is called flush_cpu_slab here)", "flush_this_cpu_slab", argCache)))},
		{Func: "__kmem_cache_do_shrink", Line: "empty the barn of a node", Put: ops(noSheaves("list"))},
		{Func: "__kmem_cache_shutdown", Line: "callbacks of collectors", Put: ops(noSheaves("barns"))},
		{Func: "__kmem_cache_shutdown", Line: "empty the barn of a node", Put: ops(noSheaves("slabs"))},
		{Func: "__kmem_cache_shutdown", Line: "its free slabs go", Drop: 1, Put: ops(at("slabs", freeSlabsOfNode()))},
		{Func: "pcs_destroy", Line: "from CPU 0", Put: ops(noSheaves("out"))},
		{Func: "slub_cpu_dead", Line: "if it has no sheaves", Drop: 1, Put: ops(
			call("its slab and partial slabs of the cache", "__flush_cpu_slab", argCacheCPU),
			noSheaves("skip"))},
	}
}

// edits618RCU: destroying a cache waits for the collectors of all caches.
func edits618RCU() []Edit {
	return []Edit{
		{Func: "kvfree_call_rcu", Line: "if the object lies on another node", Put: ops(noSheaves("batch"))},
		{Func: "flush_all_rcu_sheaves", Line: "if it left the list of caches", Put: ops(noSheaves("skip"))},
		{Func: "kmem_cache_destroy", Line: "everything given to kfree_rcu", Drop: 1, Put: ops(
			call("everything given to kfree_rcu, of all caches", "kvfree_rcu_barrier", func(*Kernel, *sim.Thread, *sim.Frame) {}))},
	}
}

// edits618Nolock: the nolock functions know nothing of sheaves.
func edits618Nolock() []Edit {
	return []Edit{
		{Func: "kmalloc_nolock", Put: ops(
			at("again", call("from this CPU's slab, without waiting", "__slab_alloc_node", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[1], t.Arg[rNoSpin] = f.R[rCache], f.R[rNode], noLocks
			})),
			when("this CPU is inside cpu_slab->lock (EBUSY), for the first time, and there is a larger kmalloc cache: once more with that", func(k *Kernel, t *sim.Thread, f *sim.Frame) bool {
				busy := t.Ret == errBusy
				if busy {
					t.Ret = slub.None
				}
				return busy && k.tryLarger(t, f)
			}, "again"),
			noneIsAnAnswer(),
			retObj("return the object"),
		)},
		{Func: "kfree_nolock", What: "one object back from any context: to this CPU's list if it is of its slab, else later", Put: ops(
			call("to this CPU's list if it is of its slab, else later", "do_slab_free", func(k *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[rFHead], t.Arg[rFCnt], t.Arg[rNoSpin] = f.R[rCache], f.R[rFree], 1, noLocks
				t.Arg[rFSlab] = int32(k.Heap.Objects[f.R[rFree]].Slab)
			}),
			done())},
		{Func: "timer_interrupt", Line: "count FREE_SLOWPATH", Drop: 1},
		{Func: "timer_interrupt", Line: "if no free was put off", Drop: 1, Put: ops(noFreePutOff(selfCPU, "slabs"))},
		{Func: "timer_interrupt", Line: "return", Put: ops(
			at("slabs", when("no slab was put off on this CPU", (*Kernel).noSlabLater, "out")),
			call("irq_work: a CPU slab that was put off is given up", "deactivate_slab", argOldSlab),
			jump("next", "slabs"))},
	}
}

// noSlabLater takes the first slab that waits for irq_work on this CPU, if
// there is one.
func (k *Kernel) noSlabLater(_ *sim.Thread, f *sim.Frame) bool {
	k.IRQWorking[k.M.Self] = false
	for c := range k.Heap.Caches {
		cs := &k.Heap.CPUSlabs[k.thisPCS(int32(c))]
		if cs.Later == slub.None {
			continue
		}
		s := &k.Heap.Slabs[cs.Later]
		f.R[rCache], f.R[rOldSlab], f.R[rOldFree] = int32(c), int32(cs.Later), int32(s.Flush)
		cs.Later, s.Next, s.Flush = s.Next, slub.None, slub.None
		k.IRQWorking[k.M.Self] = true
		return false
	}
	return true
}

// allocBulk618 is __kmem_cache_alloc_bulk: this CPU's list with interrupts off,
// and the slow path, which refills it, where it is empty. Registers: rBarnSheaf
// is the sheaf to fill, None for the program's array.
func allocBulk618() []Op {
	pop := Op{Text: "the first object of this CPU's list", Cost: sim.CostCopy, To: []string{"dry"}, Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
		c := k.cpuSlab(f)
		if c.Free == slub.None {
			return Go0
		}
		k.keepBulk(f, k.Heap.PopCPUSlab(c))
		return Next
	}}
	bump := func(text string) Op {
		return do(text, sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) { k.cpuSlab(f).TID++ })
	}
	return ops(
		do("none yet", sim.CostNone, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rGot] = 0 }),
		pin("preempt_disable"),
		lockCPUSlab(),
		at("next", when("that is enough", enough, "enough")),
		pop,
		count1(slub.AllocFastpath),
		jump("", "next"),
		at("dry", bump("the list is empty: tid moves on before interrupts come in")),
		unlockCPUSlab(""),
		call("one by the slow path, which refills the list", "___slab_alloc", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
			t.Arg[0], t.Arg[1] = f.R[rCache], slub.None
		}),
		when("there is none", gotNone, "short"),
		do("keep it", sim.CostCopy, func(k *Kernel, t *sim.Thread, f *sim.Frame) { k.keepBulk(f, slub.ObjectID(t.Ret)) }),
		lockCPUSlab(),
		jump("", "next"),
		at("enough", bump("tid moves on")),
		unlockCPUSlab(""),
		unpin("preempt_enable"),
		ret("return how many", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int32 { return f.R[rGot] }),
		at("short", unpin("preempt_enable")),
		do("count what there is", sim.CostNone, (*Kernel).shortBulk),
		call("give it back", "__kmem_cache_free_bulk", func(k *Kernel, t *sim.Thread, f *sim.Frame) {
			t.Arg[0], t.Arg[rBSheaf], t.Arg[rBStop] = f.R[rCache], f.R[rBarnSheaf], f.R[rHead]
			if f.R[rBarnSheaf] == slub.None {
				t.Arg[rBSheaf] = chainVec
			}
		}),
		retVal("return: none", 0),
	)
}

// keepBulk puts an object into the sheaf, above its size, or into the array.
func (k *Kernel) keepBulk(f *sim.Frame, o slub.ObjectID) {
	if sheaf := slub.SheafID(f.R[rBarnSheaf]); sheaf == slub.None {
		k.append(k.chain(), o)
	} else {
		*k.Heap.Slot(sheaf, k.Heap.Size(sheaf)+f.R[rGot]) = o
	}
	f.R[rGot]++
}

// shortBulk notes in rHead how many objects the array held before, and lets a
// sheaf's size count the new ones, so that they can be freed from its end.
func (k *Kernel) shortBulk(_ *sim.Thread, f *sim.Frame) {
	sheaf := slub.SheafID(f.R[rBarnSheaf])
	if sheaf == slub.None {
		f.R[rHead] = k.chain().N - f.R[rGot]
		return
	}
	f.R[rHead] = k.Heap.Size(sheaf)
	for i := range f.R[rGot] {
		k.Heap.Objects[*k.Heap.Slot(sheaf, f.R[rHead]+i)].Where = slub.InSheaf
	}
	k.Heap.Sheaves[sheaf].Size += f.R[rGot]
}
