package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Freeing where there are CPU slabs, before 7.0 [KN]: into this CPU's own list
// if the object is of its slab, else into the slab; a slab that was full then
// becomes one of this CPU's partial slabs, without the list_lock.

const (
	rFFrozen = 8 // of __slab_free: the slab was some CPU's, as it was read

	rDRest = 3 // of deactivate_slab: objects on the list that is spliced in
	rDTail = 6 // the slab goes to the tail of the partial list
)

func doSlabFree() Listing {
	push := Op{Text: "this_cpu_cmpxchg of freelist and tid: the chain goes before the list", Cost: sim.CostLocalCmpxchg, To: []string{"raced"},
		Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
			c := k.cpuSlab(f)
			if k.thisPCS(f.R[rCache]) != f.R[rOldSlab] || c.TID != f.R[rTID] || int32(c.Slab) != f.R[rFSlab] {
				return Go0
			}
			k.pushCPUSlab(c, slub.ObjectID(f.R[rFHead]))
			return Next
		}}
	return Listing{
		Name: "do_slab_free", Args: "cache, slab, head, count", Section: knCPUSlab,
		What: "a chain of objects of one slab back: to this CPU's list if it is of its slab, else to the slab",
		Ops: ops(
			at("redo", do("read tid and slab of this CPU", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				f.R[rOldSlab], f.R[rTID] = k.thisPCS(f.R[rCache]), k.cpuSlab(f).TID
			})),
			when("the objects are of another slab", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				return int32(k.cpuSlab(f).Slab) != f.R[rFSlab]
			}, "slab"),
			when("an NMI has interrupted this CPU inside cpu_slab->lock", func(k *Kernel, t *sim.Thread, f *sim.Frame) bool {
				return noSpin(k, t, f) && t.Kind == sim.NMI && k.Locks.L[cpuSlabLock(k, f)].Held != locking.Free
			}, "later"),
			push,
			count(slub.FreeFastpath, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int64 { return int64(f.R[rFCnt]) }),
			done(),
			at("raced", count1(slub.CmpxchgDoubleCPUFail)),
			jump("something came between", "redo"),
			at("slab", when("no lock may be waited for", noSpin, "later")),
			call("into the slab", "__slab_free", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[rFSlab], t.Arg[rFHead], t.Arg[rFCnt] = f.R[rCache], f.R[rFSlab], f.R[rFHead], f.R[rFCnt]
			}),
			done(),
			at("later", call("put it off", "defer_free", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[rFree] = f.R[rCache], f.R[rFHead]
			})),
			done(),
		),
	}
}

// pushCPUSlab links a chain before the CPU's list.
func (k *Kernel) pushCPUSlab(c *slub.CPUSlab, head slub.ObjectID) {
	tail := head
	for o, n := head, 0; o != slub.None; o, n = k.Heap.Objects[o].Next, n+1 {
		k.Heap.MustEnd(n)
		k.Heap.Objects[o].Where = slub.InCPUSlab
		tail = o
	}
	k.Heap.Objects[tail].Next = c.Free
	c.Free = head
	c.TID++
}

// slabFree618 is __slab_free. It counts FREE_SLOWPATH itself, for flushes too.
func slabFree618() []Op {
	exchange := Op{Text: "cmpxchg freelist and counters", Cost: sim.CostAtomic, To: []string{"raced"},
		Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
			if b2i(k.Heap.Slabs[f.R[rFSlab]].Frozen) != f.R[rFFrozen] || !k.exchangeFree(f) {
				return Go0
			}
			return Next
		}}
	return seq(
		ops(
			count1(slub.FreeSlowpath),
			at("again", do("read freelist and counters", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				s := &k.Heap.Slabs[f.R[rFSlab]]
				f.R[rFOld], f.R[rFInuse], f.R[rFLocked], f.R[rFFrozen] = int32(s.Free), s.Inuse, 0, b2i(s.Frozen)
			})),
			when("it does not get empty, or was full, or is some CPU's slab: no lock", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				return !getsEmpty(f) || wasFull(f) || f.R[rFFrozen] != 0
			}, "exchange"),
		),
		lockIrq("list_lock of the slab's node", listLockOfSlab),
		ops(
			do("is the slab on the partial list?", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				f.R[rFLocked], f.R[rFListed] = 1, b2i(k.Heap.Slabs[f.R[rFSlab]].Partial)
			}),
			at("exchange", exchange),
			when("no lock was needed", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rFLocked] == 0 }, "unlocked"),
			when("it is on no list: one of a CPU's partial slabs", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rFListed] == 0 }, "unlock"),
			when("all its objects are free and the node has partial slabs enough", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				n := &k.Heap.Nodes[k.Heap.NodeOfSlab(slub.SlabID(f.R[rFSlab]))]
				return n.NrPartial >= k.Heap.Caches[f.R[rCache]].MinPartial
			}, "empty"),
		),
		unlockIrq("unlock", "list_lock of the slab's node", listLockOfSlab),
		ops(
			at("out", done()),
			at("unlocked", when("it is some CPU's slab", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rFFrozen] != 0 }, "frozen")),
			when("it was not full: it stays where it is", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return !wasFull(f) }, "out"),
			call("it was full: it becomes one of this CPU's partial slabs", "put_cpu_partial", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[rPSlab], t.Arg[rPDrain] = f.R[rCache], f.R[rFSlab], 1
			}),
			count1(slub.CPUPartialFree),
			done(),
			at("frozen", count1(slub.FreeFrozen)),
			done(),
		),
		freeSlabGoes(), freeSlabRaced(),
	)
}

func deactivateSlab() Listing {
	splice := Op{Text: "unfreeze it and put the list before its freelist: cmpxchg", Cost: sim.CostAtomic, To: []string{"raced"},
		Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
			s := &k.Heap.Slabs[f.R[rFSlab]]
			if int32(s.Free) != f.R[rFOld] || s.Inuse != f.R[rFInuse] {
				k.touchSlab(slub.SlabID(f.R[rFSlab]))
				return Go0
			}
			s.Frozen = false
			k.spliceBack(f)
			return Next
		}}
	return Listing{
		Name: "deactivate_slab", Args: "cache, slab, list", Section: knCPUSlab,
		What: "a slab is no CPU's any more: the list goes back into it, and it goes where it belongs",
		Ops: seq(
			ops(
				when("nobody else has freed into it", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
					f.R[rDTail] = b2i(k.Heap.Slabs[f.R[rFSlab]].Free != slub.None)
					return f.R[rDTail] == 0
				}, "walk"),
				count1(slub.DeactivateRemoteFrees),
				at("walk", do("walk the list and count it", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					f.R[rDRest] = 0
					for o := slub.ObjectID(f.R[rFHead]); o != slub.None; o = k.Heap.Objects[o].Next {
						f.R[rDRest]++
						k.Heap.MustEnd(int(f.R[rDRest]))
					}
					k.M.ChargeN(sim.CostCopy, f.R[rDRest])
				})),
				at("again", do("read freelist and counters", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					s := &k.Heap.Slabs[f.R[rFSlab]]
					f.R[rFOld], f.R[rFInuse] = int32(s.Free), s.Inuse
				})),
				splice,
				do("what is left of it in use, and free?", sim.CostBranch, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					f.R[rFInuse] -= f.R[rDRest]
					f.R[rFListed] = b2i(f.R[rFOld] == slub.None && f.R[rDRest] == 0)
				}),
				when("no object is in use and the node has partial slabs enough", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
					n := &k.Heap.Nodes[k.Heap.NodeOfSlab(slub.SlabID(f.R[rFSlab]))]
					return f.R[rFInuse] == 0 && n.NrPartial >= k.Heap.Caches[f.R[rCache]].MinPartial
				}, "empty"),
				when("no object is free: on no list", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rFListed] != 0 }, "full"),
			),
			lockIrq("list_lock of the slab's node", listLockOfSlab),
			ops(do("onto the partial list: to its tail if others had freed into it, else to its head", sim.CostListOp, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.Heap.AddPartial(slub.SlabID(f.R[rFSlab]), f.R[rDTail] != 0)
			})),
			unlockIrq("", "list_lock of the slab's node", listLockOfSlab),
			deactivated(),
		),
	}
}

// deactivated are the ends of deactivate_slab.
func deactivated() []Op {
	return ops(
		when("it went to the tail", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rDTail] != 0 }, "tail"),
		count1(slub.DeactivateToHead),
		done(),
		at("tail", count1(slub.DeactivateToTail)),
		done(),
		at("empty", count1(slub.DeactivateEmpty)),
		do("give its pages back", sim.CostDiscardSlab, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			k.M.Emit(sim.SlabDiscard, f.R[rFSlab], f.R[rCache], 0)
			k.dropSlab(slub.SlabID(f.R[rFSlab]))
		}),
		count1(slub.FreeSlab),
		done(),
		at("full", count1(slub.DeactivateFull)),
		done(),
		at("raced", count1(slub.CmpxchgDoubleFail)),
		jump("read it anew", "again"),
	)
}

// spliceBack is exchangeFree for a list that may be empty.
func (k *Kernel) spliceBack(f *sim.Frame) {
	if f.R[rFHead] == slub.None {
		k.touchSlab(slub.SlabID(f.R[rFSlab]))
		return
	}
	whole := *f
	whole.R[rFCnt] = f.R[rDRest]
	if !k.exchangeFree(&whole) {
		panic("path: a slab changed within one step")
	}
}

func flushThisCPUSlab() Listing {
	return Listing{
		Name: "flush_this_cpu_slab", Args: "cache", Section: knCPUSlab,
		What: "give this CPU's slab and its partial slabs back to the nodes",
		Ops: ops(
			when("this CPU has no slab", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return k.cpuSlab(f).Slab == slub.None }, "partial"),
			lockCPUSlab(),
			giveUp("take slab and list away from this CPU"),
			unlockCPUSlab(""),
			when("an interrupt has used it up", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rOldSlab] == slub.None }, "partial"),
			call("give the slab up", "deactivate_slab", argOldSlab),
			count1(slub.CPUSlabFlush),
			at("partial", lockCPUSlab()),
			do("take the partial slabs off", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				c := k.cpuSlab(f)
				f.R[rPSlab] = int32(c.Partial)
				c.Partial, c.NrPartial = slub.None, 0
			}),
			unlockCPUSlab(""),
			when("there were none", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rPSlab] == slub.None }, "out"),
			call("they go to their nodes", "__put_partials", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[1] = f.R[rCache], f.R[rPSlab]
			}),
			at("out", done()),
		),
	}
}

// flushCPUSlabOf takes no lock: the CPU is dead.
func flushCPUSlabOf() Listing {
	const rDead = 2 // where it lies in CPUSlabs
	return Listing{
		Name: "__flush_cpu_slab", Args: "cache, cpu", Section: knCPUSlab,
		What: "give the slab and the partial slabs of a dead CPU back to the nodes, without its lock",
		Ops: ops(
			do("take slab and list away from the dead CPU", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				f.R[rDead] = k.Heap.PCSOf(slub.CacheID(f.R[rCache]), f.R[rFCPU])
				slab, free := k.Heap.TakeCPUSlab(&k.Heap.CPUSlabs[f.R[rDead]])
				f.R[rOldSlab], f.R[rOldFree] = int32(slab), int32(free)
			}),
			when("it had no slab", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rOldSlab] == slub.None }, "partial"),
			call("give the slab up", "deactivate_slab", argOldSlab),
			count1(slub.CPUSlabFlush),
			at("partial", do("take the partial slabs off", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				c := &k.Heap.CPUSlabs[f.R[rDead]]
				f.R[rPSlab] = int32(c.Partial)
				c.Partial, c.NrPartial = slub.None, 0
			})),
			when("there were none", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rPSlab] == slub.None }, "out"),
			call("they go to their nodes", "__put_partials", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[1] = f.R[rCache], f.R[rPSlab]
			}),
			at("out", done()),
		),
	}
}
