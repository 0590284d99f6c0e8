package path

import (
	"barnyard/engine/bug"
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Allocation from CPU slabs, as kernels before 7.0 have them below the sheaves
// (kernel.md 0.2). That sheet only says that they are there; how they work is
// [KN], general knowledge of mm/slub.c of 6.18.
//
//	alloc_from_pcs, if the cache has sheaves
//	  else __slab_alloc_node: this CPU's list, lockless
//	    else ___slab_alloc: the slab's own freelist, the CPU's partial slabs,
//	         the node's partial list (get_partial), a new slab

// Registers beside rCache, rNode, rObj, rSlab, rTried, rHead and rNoSpin.
const (
	rCS  = 2 // index of the CPU slab that was read
	rTID = 5 // its tid as it was read

	rOldSlab = 7 // a CPU slab that is given up
	rOldFree = 8 // and the list that belonged to it
)

const knCPUSlab = "0.2 [KN]"

func cpuSlabFuncs() []Listing {
	return []Listing{
		slabAllocNode(), slabAllocPinned(), getPartial(), getPartialNode(),
		doSlabFree(), putCPUPartial(), putPartials(), deactivateSlab(), flushThisCPUSlab(), flushCPUSlabOf(),
	}
}

// cpuSlab is what the stepping CPU has of the cache.
func (k *Kernel) cpuSlab(f *sim.Frame) *slub.CPUSlab { return &k.Heap.CPUSlabs[k.thisPCS(f.R[rCache])] }

func cpuSlabLock(k *Kernel, f *sim.Frame) locking.ID { return k.cpuSlab(f).Lock }

// lockCPUSlab and unlockCPUSlab are local_lock_irqsave and its reverse: with
// interrupts off nobody but an NMI can come between, and that looks first
// whether the lock is held. So the kernel only tries the lock and asserts that
// it got it.
func lockCPUSlab() Op {
	return do("lock cpu_slab: interrupts off, acquired set", sim.CostIRQFlags, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
		t.IRQOff++
		if l := cpuSlabLock(k, f); !k.Locks.Try(k.M, l, locking.Local) {
			bug.Die(bug.LocalNested, int32(l), int32(k.Locks.L[l].Holder), 0)
		}
	})
}

func unlockCPUSlab(label string) Op {
	return at(label, do("unlock cpu_slab: interrupts as before", sim.CostIRQFlags, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
		k.Locks.Unlock(k.M, cpuSlabLock(k, f), locking.Local)
		t.IRQOff--
	}))
}

func slabAllocNode() Listing {
	exchange := Op{Text: "this_cpu_cmpxchg of freelist and tid: pop the first object", Cost: sim.CostLocalCmpxchg, To: []string{"raced"},
		Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
			c := k.cpuSlab(f)
			if k.thisPCS(f.R[rCache]) != f.R[rCS] || c.TID != f.R[rTID] || int32(c.Free) != f.R[rObj] {
				return Go0
			}
			c.TID++
			k.Heap.PopCPUSlab(c)
			return Next
		}}
	return Listing{
		Name: "__slab_alloc_node", Args: "cache, node", Section: knCPUSlab,
		What: "one object from this CPU's own list, without a lock; else by the slow path",
		Ops: ops(
			when("an NMI has interrupted this CPU inside cpu_slab->lock", func(k *Kernel, t *sim.Thread, f *sim.Frame) bool {
				return t.Kind == sim.NMI && k.Locks.L[cpuSlabLock(k, f)].Held != locking.Free
			}, "none"),
			at("redo", do("read tid, freelist and slab of this CPU", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				c := k.cpuSlab(f)
				f.R[rCS], f.R[rTID], f.R[rObj], f.R[rSlab] = k.thisPCS(f.R[rCache]), c.TID, int32(c.Free), int32(c.Slab)
			})),
			when("the list is empty, or its slab lies on another node than asked for", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				return f.R[rObj] == slub.None || !k.nodeMatches(f)
			}, "slow"),
			exchange,
			count1(slub.AllocFastpath),
			retObj("return the object"),
			at("raced", count1(slub.CmpxchgDoubleCPUFail)),
			jump("something came between", "redo"),
			at("slow", call("by the slow path", "__slab_alloc", argCacheNode)),
			ret("return what it gave", func(_ *Kernel, t *sim.Thread, _ *sim.Frame) int32 { return t.Ret }),
			at("none", retVal("return EBUSY", errBusy)),
		),
	}
}

// nodeMatches reports whether the slab in rSlab lies where the caller wants it.
func (k *Kernel) nodeMatches(f *sim.Frame) bool {
	return f.R[rNode] == slub.None || k.Heap.Slabs[f.R[rSlab]].Node == f.R[rNode]
}

func slabAllocPinned() Listing {
	return Listing{
		Name: "__slab_alloc", Args: "cache, node", Section: knCPUSlab,
		What: "the slow path, pinned to the CPU; without waiting: EBUSY where this CPU is inside cpu_slab->lock",
		Ops: ops(
			pin("preempt_disable"),
			when("no lock may be waited for, and cpu_slab->lock is held", func(k *Kernel, t *sim.Thread, f *sim.Frame) bool {
				return noSpin(k, t, f) && k.Locks.L[cpuSlabLock(k, f)].Held != locking.Free
			}, "busy"),
			call("from what lies below", "___slab_alloc", argCacheNode),
			do("keep it", sim.CostNone, func(_ *Kernel, t *sim.Thread, f *sim.Frame) { f.R[rObj] = t.Ret }),
			unpin("preempt_enable"),
			retObj("return it"),
			at("busy", unpin("preempt_enable")),
			retVal("return EBUSY", errBusy),
		),
	}
}

// slabAlloc618 is ___slab_alloc.
func slabAlloc618() []Op {
	return seq(fromCPUSlab(), mismatchedSlab(), fromCPUPartial(), fromNodeOrNew(), installCPUSlab())
}

// sameSlab looks again, under the lock, whether the CPU slab is the one read.
func sameSlab() Op {
	return when("an interrupt has changed the CPU slab meanwhile", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
		return int32(k.cpuSlab(f).Slab) != f.R[rSlab]
	}, "reread_unlock")
}

// fromCPUSlab is the CPU's list, if an interrupt has filled it, and the slab's
// own freelist, where others have freed to.
func fromCPUSlab() []Op {
	return ops(
		count1(slub.AllocSlowpath),
		do("a node without memory is not insisted on", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			if f.R[rNode] != slub.None && !k.hasMemory(f.R[rNode]) {
				f.R[rNode] = slub.None
			}
		}),
		at("reread", do("read this CPU's slab", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rSlab] = int32(k.cpuSlab(f).Slab) })),
		when("there is none", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rSlab] == slub.None }, "new_slab"),
		when("it lies on another node than asked for", func(k *Kernel, t *sim.Thread, f *sim.Frame) bool {
			if !k.nodeMatches(f) && noSpin(k, t, f) {
				f.R[rNode] = slub.None // nothing can be given up without a lock
			}
			return !k.nodeMatches(f)
		}, "mismatch"),
		lockCPUSlab(),
		sameSlab(),
		when("the list has objects by now", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
			f.R[rHead] = int32(k.cpuSlab(f).Free)
			return f.R[rHead] != slub.None
		}, "load"),
		do("take the slab's own freelist: cmpxchg", sim.CostAtomic, (*Kernel).freezeSlab),
		when("there was one", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rHead] != slub.None }, "refill"),
		do("nothing is left in it: it is let go", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			c := k.cpuSlab(f)
			c.Slab = slub.None
			c.TID++
		}),
		unlockCPUSlab(""),
		count1(slub.DeactivateBypass),
		jump("", "new_slab"),
		at("refill", count1(slub.AllocRefill)),
		at("load", do("the first object is the caller's, the others are this CPU's list", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			c := k.cpuSlab(f)
			k.Heap.LoadCPUSlab(c, slub.ObjectID(f.R[rHead]))
			f.R[rObj] = int32(k.Heap.PopCPUSlab(c))
		})),
		unlockCPUSlab(""),
		retObj("return the object"),
		unlockCPUSlab("reread_unlock"),
		jump("look again", "reread"),
	)
}

// freezeSlab takes the freelist of the slab in rSlab into rHead.
func (k *Kernel) freezeSlab(_ *sim.Thread, f *sim.Frame) {
	k.touchSlab(slub.SlabID(f.R[rSlab]))
	f.R[rHead] = int32(k.Heap.Freeze(slub.SlabID(f.R[rSlab])))
}

// giveUp takes the CPU's slab and list away, for deactivate_slab.
func giveUp(text string) Op {
	return do(text, sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
		slab, free := k.Heap.TakeCPUSlab(k.cpuSlab(f))
		f.R[rOldSlab], f.R[rOldFree] = int32(slab), int32(free)
	})
}

func argOldSlab(_ *Kernel, t *sim.Thread, f *sim.Frame) {
	t.Arg[0], t.Arg[rFSlab], t.Arg[rFHead] = f.R[rCache], f.R[rOldSlab], f.R[rOldFree]
}

func mismatchedSlab() []Op {
	return ops(
		at("mismatch", count1(slub.AllocNodeMismatch)),
		lockCPUSlab(),
		sameSlab(),
		giveUp("take slab and list away from this CPU"),
		unlockCPUSlab(""),
		call("give the slab up", "deactivate_slab", argOldSlab),
	)
}

func fromCPUPartial() []Op {
	return ops(
		at("new_slab", when("this CPU has no partial slab", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
			return k.cpuSlab(f).Partial == slub.None
		}, "objects")),
		lockCPUSlab(),
		when("an interrupt has installed a slab", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return k.cpuSlab(f).Slab != slub.None }, "reread_unlock"),
		when("an interrupt has used up the partial slabs", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
			return k.cpuSlab(f).Partial == slub.None
		}, "objects_unlock"),
		do("take the newest partial slab", sim.CostListOp, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			f.R[rSlab] = int32(k.Heap.TakePartial(k.cpuSlab(f)))
		}),
		when("it lies on another node, and locks may be waited for", func(k *Kernel, t *sim.Thread, f *sim.Frame) bool {
			return !noSpin(k, t, f) && !k.nodeMatches(f)
		}, "put_back"),
		do("it is the CPU slab; take its whole freelist: cmpxchg", sim.CostAtomic, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
			k.freezeSlab(t, f)
			k.cpuSlab(f).Slab = slub.SlabID(f.R[rSlab])
		}),
		count1(slub.CPUPartialAlloc),
		jump("", "load"),
		unlockCPUSlab("put_back"),
		call("back to its node's partial list", "__put_partials", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
			t.Arg[0], t.Arg[1] = f.R[rCache], f.R[rSlab]
		}),
		jump("the next one", "new_slab"),
		unlockCPUSlab("objects_unlock"),
	)
}

// fromNodeOrNew gets a slab that is nobody's; the pages of a new one may have
// to be waited for, so the pin is given up for them.
func fromNodeOrNew() []Op {
	return ops(
		at("objects", call("a slab from the node's partial list", "get_partial", func(k *Kernel, t *sim.Thread, f *sim.Frame) {
			argCacheNode(k, t, f)
			t.Arg[rAnyNode] = f.R[rAnyNode]
		})),
		when("there is none", func(_ *Kernel, t *sim.Thread, f *sim.Frame) bool {
			f.R[rSlab] = t.Ret
			return t.Ret == slub.None
		}, "fresh"),
		do("freeze it and take its whole freelist: cmpxchg", sim.CostAtomic, (*Kernel).freezeSlab),
		jump("", "install"),
		at("fresh", unpin("preempt_enable")),
		newSlabOp("nomem", func(k *Kernel, f *sim.Frame) int32 {
			switch {
			case insists(f):
				return f.R[rNode]
			case f.R[rNode] != slub.None:
				return k.MemOf[f.R[rNode]]
			}
			return k.memNode()
		}),
		pin("preempt_disable: perhaps on another CPU now"),
		count1(slub.AllocSlab),
		do("it is frozen, and its freelist is ours", sim.CostStore, (*Kernel).freezeSlab),
	)
}

// installCPUSlab makes the slab in rSlab the CPU's. If an interrupt has made
// another one that, the other is given up.
func installCPUSlab() []Op {
	return ops(
		at("install", lockCPUSlab()),
		when("this CPU has no slab", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return k.cpuSlab(f).Slab == slub.None }, "free_place"),
		giveUp("take the slab that an interrupt has installed away from this CPU"),
		unlockCPUSlab(""),
		when("no lock may be waited for", noSpin, "later"),
		call("give that slab up", "deactivate_slab", argOldSlab),
		at("flushed", count1(slub.CPUSlabFlush)),
		jump("again", "install"),
		at("free_place", do("the slab is this CPU's", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			k.cpuSlab(f).Slab = slub.SlabID(f.R[rSlab])
		})),
		jump("", "load"),
		at("later", do("irq_work gives it up", sim.CostAtomic, (*Kernel).deactivateLater)),
		jump("", "flushed"),
		at("nomem", pin("preempt_disable")),
		anyNode("objects"),
		retVal("return none", slub.None),
	)
}

// deactivateLater is defer_deactivate_slab: the slab waits on this CPU's list
// until irq_work runs.
func (k *Kernel) deactivateLater(_ *sim.Thread, f *sim.Frame) {
	c, s := k.cpuSlab(f), &k.Heap.Slabs[f.R[rOldSlab]]
	s.Flush, s.Next = slub.ObjectID(f.R[rOldFree]), c.Later
	c.Later = slub.SlabID(f.R[rOldSlab])
	k.M.InterruptSelf()
}
