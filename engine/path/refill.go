package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Sheaves come and go (kernel.md 2.12) and are filled from slabs (2.20).

// Registers of refill_sheaf and refill_objects.
const (
	rWant  = 2 // objects wanted
	rGot   = 3 // objects written into the sheaf so far, above its size
	rSlab  = 4 // the slab that is being drained, or the new one
	rTaken = 5 // head of the private list of isolated slabs, last taken first
	rHead  = 6 // first of the chain of objects that are left over
	rLeft  = 7 // how many they are

	rNodesAsked = 8 // homeShift times the node where it started, and how many others were asked

	homeShift = 64
)

func sheafFuncs() []Listing {
	return []Listing{
		{
			Name: "alloc_empty_sheaf", Args: "cache", Section: "2.12", What: "memory for an empty sheaf",
			Ops: ops(
				Op{Text: "zeroed memory for one sheaf", Cost: sim.CostSheafAlloc, To: []string{"nomem"}, Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
					f.R[rBarnSheaf] = int32(k.newSheaf(f.R[rCache]))
					if f.R[rBarnSheaf] == slub.None {
						return Go0
					}
					k.M.Emit(sim.SheafAlloc, f.R[rBarnSheaf], f.R[rCache], 0)
					return Next
				}},
				count1(slub.SheafAllocStat),
				ret("return it", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int32 { return f.R[rBarnSheaf] }),
				at("nomem", retVal("return none: no memory", slub.None)),
			),
		}, {
			Name: "free_empty_sheaf", Args: "cache, sheaf", Section: "2.12", What: "give a sheaf's memory back",
			Ops: ops(
				do("free the sheaf's memory", sim.CostSheafFree, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					k.M.Emit(sim.SheafFree, f.R[rBarnSheaf], f.R[rCache], 0)
					k.Heap.DropSheaf(slub.SheafID(f.R[rBarnSheaf]))
				}),
				count1(slub.SheafFreeStat),
				done(),
			),
		},
		refillSheaf(), refillObjects(),
	}
}

func refillSheaf() Listing {
	return Listing{
		Name: "refill_sheaf", Args: "cache, sheaf", Section: "2.12",
		What: "fill a sheaf to its capacity from slabs; 0, or -ENOMEM with what there was left in it",
		Ops: ops(
			call("as many objects as it lacks", "refill_objects", func(k *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[1] = f.R[rCache], f.R[rBarnSheaf]
				f.R[rWant] = k.capacity(f.R[rCache]) - k.Heap.Size(slub.SheafID(f.R[rBarnSheaf]))
				t.Arg[rWant] = f.R[rWant]
			}),
			do("its size counts them", sim.CostStore, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
				s := &k.Heap.Sheaves[f.R[rBarnSheaf]]
				for i := range t.Ret {
					k.Heap.Objects[k.Heap.Slots[s.Base+s.Size+i]].Where = slub.InSheaf
				}
				s.Size += t.Ret
				f.R[rGot] = t.Ret
			}),
			count(slub.SheafRefill, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int64 { return int64(f.R[rGot]) }),
			ret("return 0 if it is full", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int32 {
				if f.R[rGot] < f.R[rWant] {
					return errNoMem
				}
				return 0
			}),
		),
	}
}

func refillObjects() Listing {
	return Listing{
		Name: "refill_objects", Args: "cache, sheaf, want", Section: "2.20",
		What: "objects for a sheaf or an array: from partial slabs of this node, of other nodes, then from new slabs",
		Ops: seq(
			ops(do("start on this node, with nothing", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				f.R[rGot], f.R[rTaken], f.R[rSlab] = 0, slub.None, k.memNode()
				f.R[rNodesAsked] = homeShift * f.R[rSlab]
			})),
			isolatePartial(), drainIsolated(), returnUntouched(), otherNodes(), newSlabs(),
		),
	}
}

// In isolatePartial rSlab holds the node that is asked.
func listLockOfNode(k *Kernel, f *sim.Frame) locking.ID {
	return k.Heap.Nodes[k.Heap.BarnOf(slub.CacheID(f.R[rCache]), f.R[rSlab])].Lock
}

func nodeOfFrame(k *Kernel, f *sim.Frame) *slub.Node {
	return &k.Heap.Nodes[k.Heap.BarnOf(slub.CacheID(f.R[rCache]), f.R[rSlab])]
}

// peekPartial reads nr_partial without the lock.
func peekPartial(label string) Op {
	return when("nr_partial is 0: no partial slab here", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
		n := nodeOfFrame(k, f)
		k.M.Touch(k.Locks.L[n.Lock].Line, false)
		return n.NrPartial == 0
	}, label)
}

func isolatePartial() []Op {
	return seq(
		ops(peekPartial("drained")),
		lockIrq("list_lock of the node", listLockOfNode),
		ops(at("isolate", do("take slabs off the partial list until their free objects are enough", sim.CostListOp, (*Kernel).isolate))),
		unlockIrq("", "list_lock of the node", listLockOfNode),
	)
}

// isolate moves partial slabs from the head of the list to the private list,
// which ends up with the last one first.
func (k *Kernel) isolate(_ *sim.Thread, f *sim.Frame) {
	want, total := f.R[rWant]-f.R[rGot], int32(0)
	for id := nodeOfFrame(k, f).Head; id != slub.None && total < want; {
		next := k.Heap.Slabs[id].Next
		k.M.ChargeN(sim.CostListOp, 1)
		k.Heap.RemovePartial(id)
		k.Heap.Slabs[id].Next = slub.SlabID(f.R[rTaken])
		f.R[rTaken] = int32(id)
		total += k.Heap.NrFree(id)
		id = next
	}
}

func drainIsolated() []Op {
	return ops(
		at("drain", when("no isolated slab is left", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rTaken] == slub.None }, "drained")),
		when("the sheaf has enough", enough, "untouched"),
		do("take the whole freelist of the slab isolated last: cmpxchg", sim.CostAtomic, (*Kernel).grabFreelist),
		do("copy its objects into the sheaf", sim.CostNone, (*Kernel).copyChain),
		when("nothing of it is left over", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rLeft] == 0 }, "drain"),
		call("free the rest of it back as one chain", "__slab_free", argLeftChain),
		jump("next slab", "drain"),
	)
}

func enough(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rGot] >= f.R[rWant] }

func (k *Kernel) grabFreelist(_ *sim.Thread, f *sim.Frame) {
	id := slub.SlabID(f.R[rTaken])
	k.touchSlab(id)
	s := &k.Heap.Slabs[id]
	f.R[rTaken] = int32(s.Next)
	s.Next = slub.None
	f.R[rSlab], f.R[rHead], f.R[rLeft] = int32(id), int32(s.Free), s.Objects-s.Inuse
	for o, n := s.Free, 0; o != slub.None; o, n = k.Heap.Objects[o].Next, n+1 {
		k.Heap.Objects[o].Where = slub.InHand
		k.Heap.MustEnd(n)
	}
	s.Free, s.Inuse = slub.None, s.Objects
}

// copyChain moves objects from the chain into the sheaf, or into the program's
// array where no sheaf is named, until one of the two has had enough. They
// count as the sheaf's only when its size does.
func (k *Kernel) copyChain(_ *sim.Thread, f *sim.Frame) {
	sheaf := slub.SheafID(f.R[rBarnSheaf])
	size := k.Heap.Size(sheaf)
	for f.R[rLeft] > 0 && f.R[rGot] < f.R[rWant] {
		o := slub.ObjectID(f.R[rHead])
		f.R[rHead] = int32(k.Heap.Objects[o].Next)
		k.Heap.Objects[o].Next = slub.None
		if sheaf == slub.None {
			k.append(k.chain(), o)
		} else {
			*k.Heap.Slot(sheaf, size+f.R[rGot]) = o
		}
		f.R[rGot]++
		f.R[rLeft]--
		k.M.ChargeN(sim.CostCopy, 1)
	}
}

func argLeftChain(_ *Kernel, t *sim.Thread, f *sim.Frame) {
	t.Arg[0], t.Arg[rFSlab], t.Arg[rFHead], t.Arg[rFCnt] = f.R[rCache], f.R[rSlab], f.R[rHead], f.R[rLeft]
}

// returnUntouched gives back the slabs that were isolated for nothing. Until
// "drained" rSlab is a slab; they all lie on this node.
func returnUntouched() []Op {
	return seq(
		ops(
			at("untouched", when("no isolated slab is left", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rTaken] == slub.None }, "drained")),
			do("the isolated slabs that were not needed go back", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				f.R[rSlab] = k.Heap.Slabs[f.R[rTaken]].Node
			}),
		),
		lockIrq("list_lock of the node", listLockOfNode),
		ops(do("link them at the head in their old order; empty ones over the minimum wait to be discarded", sim.CostListOp, (*Kernel).unisolate)),
		unlockIrq("", "list_lock of the node", listLockOfNode),
		ops(
			at("discard", when("none is to be discarded", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rTaken] == slub.None }, "drained")),
			do("give an empty slab's pages back", sim.CostDiscardSlab, (*Kernel).discardTaken),
			jump("next", "discard"),
		),
	)
}

// unisolate puts the private list back at the head of the partial list. The
// last isolated is first in it, so that the old order comes out.
func (k *Kernel) unisolate(_ *sim.Thread, f *sim.Frame) {
	n := nodeOfFrame(k, f)
	min := k.Heap.Caches[f.R[rCache]].MinPartial
	discard := int32(slub.None)
	id := slub.SlabID(f.R[rTaken])
	for seen := 0; id != slub.None; seen++ {
		k.Heap.MustEnd(seen)
		next := k.Heap.Slabs[id].Next
		k.M.ChargeN(sim.CostListOp, 1)
		if k.Heap.Slabs[id].Inuse == 0 && n.NrPartial >= min {
			k.Heap.Slabs[id].Next = slub.SlabID(discard)
			discard = int32(id)
		} else {
			k.Heap.AddPartial(id, false)
		}
		id = next
	}
	f.R[rTaken] = discard
}

func (k *Kernel) discardTaken(_ *sim.Thread, f *sim.Frame) {
	id := slub.SlabID(f.R[rTaken])
	f.R[rTaken] = int32(k.Heap.Slabs[id].Next)
	k.Heap.Slabs[id].Next = slub.None
	k.M.Emit(sim.SlabDiscard, int32(id), f.R[rCache], 0)
	k.dropSlab(id)
}

// otherNodes asks the other nodes in turn, without waiting for their locks and
// only where the lottery allows it.
func otherNodes() []Op {
	take := Op{Text: "list_lock of that node, if it is free", Cost: sim.CostAtomic, To: []string{"busy"},
		Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
			if !k.try(listLockOfNode(k, f), locking.Spin) {
				return Go0
			}
			return Next
		}}
	return seq(
		ops(
			at("drained", when("the sheaf has enough", enough, "enough")),
			when("this is the only node, or all have been asked", (*Kernel).lastNode, "fresh"),
			when("the lottery, drawn once, says no", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				return f.R[rNodesAsked]%homeShift == 0 && k.lotterySaysNo()
			}, "fresh"),
			do("the next node", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				f.R[rNodesAsked]++
				f.R[rSlab] = (f.R[rNodesAsked]/homeShift + f.R[rNodesAsked]%homeShift) % k.Heap.NNodes
			}),
			when("it has no more partial slabs than it should keep", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				return nodeOfFrame(k, f).NrPartial <= k.Heap.Caches[f.R[rCache]].MinPartial
			}, "drained"),
			irqsave(),
			onSpinlock(spinTries, listLockOfNode, take),
			jump("take slabs from there", "isolate"),
		),
		ops(irqrestore("busy"), jump("held: not worth waiting", "drained")),
	)
}

func (k *Kernel) lastNode(_ *sim.Thread, f *sim.Frame) bool {
	return f.R[rNodesAsked]%homeShift+1 >= k.Heap.NNodes
}

// lotterySaysNo draws whether slabs of other nodes may be taken this time.
func (k *Kernel) lotterySaysNo() bool {
	return k.M.Rand.Lottery.Intn(slub.DefragRange) > slub.DefragRatio
}

func newSlabs() []Op {
	return seq(
		ops(
			at("fresh", when("the sheaf has enough", enough, "enough")),
			newSlabOp("enough", func(_ *Kernel, f *sim.Frame) int32 { return f.R[rNodesAsked] / homeShift }),
			count1(slub.AllocSlab),
			do("take what is wanted of its objects", sim.CostNone, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
				k.takeFromNew(f, f.R[rWant]-f.R[rGot])
				k.copyChain(t, f)
			}),
			when("none is left over", slabIsFull, "fresh"),
		),
		partialHead("take list_lock of the node: a refill may wait for it"),
		ops(
			jump("", "fresh"),
			at("no_list", irqrestore("")), // a refill waits for the lock: never reached
			at("enough", ret("return how many", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int32 { return f.R[rGot] })),
		),
	)
}
