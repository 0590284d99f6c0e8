package path

import (
	"barnyard/engine/bug"
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Objects go back to their slabs (kernel.md 2.21): one chain of objects of one
// slab at a time, and arrays of objects of many slabs grouped into chains.

// Registers of __slab_free: the chain, and what was read of the slab before
// the compare-and-exchange.
const (
	rFSlab   = 1
	rFHead   = 2
	rFCnt    = 3
	rFOld    = 4 // freelist as it was read
	rFInuse  = 5 // inuse as it was read
	rFLocked = 6 // the list_lock is held
	rFListed = 7 // the slab was on the partial list
)

func slabFreeFuncs() []Listing { return []Listing{slabFree(), freeBulk()} }

func listLockOfSlab(k *Kernel, f *sim.Frame) locking.ID {
	return k.Heap.Nodes[k.Heap.NodeOfSlab(slub.SlabID(f.R[rFSlab]))].Lock
}

// FreedChain is the first object of the chain that a frame of __slab_free was
// given, as it is before its first op.
func FreedChain(f *sim.Frame) slub.ObjectID { return slub.ObjectID(f.R[rFHead]) }

// wasFull and getsEmpty speak of the slab as it was read.
func wasFull(f *sim.Frame) bool   { return f.R[rFOld] == slub.None }
func getsEmpty(f *sim.Frame) bool { return f.R[rFInuse] == f.R[rFCnt] }

func slabFree() Listing {
	exchange := Op{Text: "cmpxchg freelist and counters", Cost: sim.CostAtomic, To: []string{"raced"},
		Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
			if !k.exchangeFree(f) {
				return Go0
			}
			return Next
		}}
	return Listing{
		Name: "__slab_free", Args: "cache, slab, head, count", Section: "2.21",
		What: "link a chain of objects into their slab's freelist; a slab that was full or gets empty changes lists",
		Ops: seq(
			ops(
				at("again", do("read freelist and counters", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					s := &k.Heap.Slabs[f.R[rFSlab]]
					f.R[rFOld], f.R[rFInuse], f.R[rFLocked] = int32(s.Free), s.Inuse, 0
				})),
				when("some are still in use and some were free: no list changes", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool {
					return !wasFull(f) && !getsEmpty(f)
				}, "exchange"),
			),
			lockIrq("list_lock of the slab's node", listLockOfSlab),
			ops(
				do("is the slab on the partial list?", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					f.R[rFLocked], f.R[rFListed] = 1, b2i(k.Heap.Slabs[f.R[rFSlab]].Partial)
				}),
				at("exchange", exchange),
				when("no lock was needed", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rFLocked] == 0 }, "out"),
				when("somebody has isolated the slab: its lists are theirs", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool {
					return !wasFull(f) && f.R[rFListed] == 0
				}, "unlock"),
				when("all its objects are free and the node has partial slabs enough", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
					n := &k.Heap.Nodes[k.Heap.NodeOfSlab(slub.SlabID(f.R[rFSlab]))]
					return getsEmpty(f) && n.NrPartial >= k.Heap.Caches[f.R[rCache]].MinPartial
				}, "empty"),
				when("it was not full: it stays where it is", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return !wasFull(f) }, "unlock"),
				do("it goes to the tail of the partial list", sim.CostListOp, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					k.Heap.AddPartial(slub.SlabID(f.R[rFSlab]), true)
				}),
				count1(slub.FreeAddPartial),
			),
			unlockIrq("unlock", "list_lock of the slab's node", listLockOfSlab),
			ops(at("out", done())),
			freeSlabGoes(), freeSlabRaced(),
		),
	}
}

func b2i(b bool) int32 {
	if b {
		return 1
	}
	return 0
}

// exchangeFree links the chain in if the slab is still as it was read.
func (k *Kernel) exchangeFree(f *sim.Frame) bool {
	id := slub.SlabID(f.R[rFSlab])
	k.touchSlab(id)
	s := &k.Heap.Slabs[id]
	if int32(s.Free) != f.R[rFOld] || s.Inuse != f.R[rFInuse] {
		return false
	}
	tail := slub.ObjectID(f.R[rFHead])
	for o := tail; o != slub.None; o = k.Heap.Objects[o].Next {
		if k.Heap.Objects[o].Where == slub.InSlab {
			bug.Die(bug.FreedTwice, int32(o), f.R[rFSlab], 0)
		}
		k.Heap.Objects[o].Where = slub.InSlab
		tail = o
	}
	k.Heap.Objects[tail].Next = s.Free
	s.Free = slub.ObjectID(f.R[rFHead])
	s.Inuse -= f.R[rFCnt]
	return true
}

// freeSlabGoes ends with the slab's pages given back.
func freeSlabGoes() []Op {
	return seq(
		ops(
			at("empty", when("it was on no list", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return wasFull(f) }, "give_back")),
			do("it leaves the partial list", sim.CostListOp, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.Heap.RemovePartial(slub.SlabID(f.R[rFSlab]))
			}),
			count1(slub.FreeRemovePartial),
		),
		unlockIrq("give_back", "list_lock of the slab's node", listLockOfSlab),
		ops(
			count1(slub.FreeSlab),
			do("give its pages back", sim.CostDiscardSlab, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.M.Emit(sim.SlabDiscard, f.R[rFSlab], f.R[rCache], 0)
				k.dropSlab(slub.SlabID(f.R[rFSlab]))
			}),
			done(),
		),
	)
}

// freeSlabRaced tries again after somebody else has changed the slab.
func freeSlabRaced() []Op {
	return seq(
		ops(
			at("raced", count1(slub.CmpxchgDoubleFail)),
			when("no lock is held: read it anew", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rFLocked] == 0 }, "again"),
		),
		unlockIrq("", "list_lock of the slab's node", listLockOfSlab),
		ops(jump("read it anew", "again")),
	)
}

// Registers of __kmem_cache_free_bulk: a sheaf that nobody else knows, None for
// the array on the thread's stack, or chainVec for the program's array.
const (
	rBSheaf = 1
	rBSlab  = 2
	rBHead  = 3
	rBCnt   = 4
	rBStop  = 5 // of the program's array: how many objects stay in it

	chainVec = -2
)

func freeBulk() Listing {
	return Listing{
		Name: "__kmem_cache_free_bulk", Args: "cache, array", Section: "2.21",
		What: "give an array of objects back to their slabs, from its end, those of one slab together",
		Ops: ops(
			at("more", when("the array is empty", func(k *Kernel, t *sim.Thread, f *sim.Frame) bool { return *k.arrayLen(t, f) == f.R[rBStop] }, "out")),
			do("gather a chain of objects of one slab", sim.CostNone, (*Kernel).detach),
			call("free the chain", "__slab_free", argFreeChain),
			jump("next chain", "more"),
			at("out", done()),
		),
	}
}

// argFreeChain hands over the chain that was gathered.
func argFreeChain(_ *Kernel, t *sim.Thread, f *sim.Frame) {
	t.Arg[0], t.Arg[rFSlab], t.Arg[rFHead], t.Arg[rFCnt] = f.R[rCache], f.R[rBSlab], f.R[rBHead], f.R[rBCnt]
}

// arrayLen is the length of the array that is being freed.
func (k *Kernel) arrayLen(t *sim.Thread, f *sim.Frame) *int32 {
	switch f.R[rBSheaf] {
	case slub.None:
		return &t.NBatch
	case chainVec:
		return &k.chain().N
	}
	return &k.Heap.Sheaves[f.R[rBSheaf]].Size
}

func (k *Kernel) arrayGet(t *sim.Thread, f *sim.Frame, i int32) slub.ObjectID {
	if f.R[rBSheaf] == slub.None {
		return slub.ObjectID(t.Batch[i])
	}
	return *k.Heap.Slot(slub.SheafID(f.R[rBSheaf]), i)
}

func (k *Kernel) arraySet(t *sim.Thread, f *sim.Frame, i int32, o slub.ObjectID) {
	if f.R[rBSheaf] == slub.None {
		t.Batch[i] = int32(o)
		return
	}
	*k.Heap.Slot(slub.SheafID(f.R[rBSheaf]), i) = o
}

// detach takes the last object of the array and, walking towards its start,
// those of the same slab, past at most LookAhead-1 others in all. What stays
// fills the gaps, so the array only gets shorter.
func (k *Kernel) detach(t *sim.Thread, f *sim.Frame) {
	if f.R[rBSheaf] == chainVec {
		k.detachChain(f, k.chain(), f.R[rBStop])
		return
	}
	n := k.arrayLen(t, f)
	last := *n - 1
	first := k.arrayGet(t, f, last)
	slab := k.Heap.Objects[first].Slab
	head, cnt, keep, look := slub.ObjectID(slub.None), int32(0), last+1, int32(slub.LookAhead)
	for i := last; i >= f.R[rBStop] && look > 0; i-- {
		k.M.ChargeN(sim.CostCopy, 1)
		o := k.arrayGet(t, f, i)
		if k.Heap.Objects[o].Slab != slab {
			look--
			continue
		}
		k.Heap.Objects[o].Next, k.Heap.Objects[o].Where = head, slub.InHand
		head = o
		cnt++
		keep--
		k.arraySet(t, f, i, k.arrayGet(t, f, keep))
		k.arraySet(t, f, keep, slub.None)
	}
	*n = keep
	f.R[rBSlab], f.R[rBHead], f.R[rBCnt] = int32(slab), int32(head), cnt
}
