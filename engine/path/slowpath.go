package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// The slow path of an allocation (kernel.md 2.19): one object from a partial
// slab, else from a new one. The parts that make a new slab serve refills too.

func slowFuncs() []Listing { return []Listing{slabAlloc()} }

// Registers of ___slab_alloc beside rCache, rNode, rSlab and rHead, rLeft.
const (
	rTried   = 5 // nodes tried after the first
	rAnyNode = 2 // the node asked for has nothing: any will do
)

// insists reports whether only the node asked for will do. It is asked first, and
// without waiting for memory; only then others are (kernel.md 2.19).
func insists(f *sim.Frame) bool { return f.R[rNode] != slub.None && f.R[rAnyNode] == 0 }

// nodesAsked is how many nodes a walk over all of them has asked, and which it asks
// next: this CPU's first. Where none was asked for, that was asked before the walk.
func (k *Kernel) nodesAsked(f *sim.Frame) (n, next int32) {
	n = f.R[rTried] + b2i(f.R[rNode] == slub.None)
	return n, (k.memNode() + n) % k.Heap.NNodes
}

// anyNode goes on with any node where the one asked for has nothing.
func anyNode(label string) Op {
	return when("a node was asked for, for the first time: again, and any will do", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool {
		again := insists(f)
		f.R[rAnyNode] = b2i(f.R[rNode] != slub.None)
		return again
	}, label)
}

func slabAlloc() Listing {
	return Listing{
		Name: "___slab_alloc", Args: "cache, node", Section: "2.19",
		What: "one object from a partial slab, else from a new slab",
		Ops: seq(
			ops(
				count1(slub.AllocSlowpath),
				at("objects", do("the node asked for, else this CPU's", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					f.R[rTried], f.R[rSlab] = 0, f.R[rNode]
					if f.R[rNode] == slub.None {
						f.R[rSlab] = k.memNode()
					}
				})),
			),
			getFromPartial(), getFromOthers(), getFromNew(),
		),
	}
}

func getFromPartial() []Op {
	pop := Op{Text: "pop an object off the first slab: cmpxchg; a slab that is full now leaves the list", Cost: sim.CostAtomic, To: []string{"gone"},
		Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
			id := nodeOfFrame(k, f).Head
			if id == slub.None {
				return Go0
			}
			f.R[rHead] = int32(k.popPartial(id))
			return Next
		}}
	return seq(
		ops(at("partial", peekPartial("next_node"))),
		lockList("list_lock of the node", listLockOfNode, "held"),
		ops(pop),
		unlockIrq("", "list_lock of the node", listLockOfNode),
		ops(ret("return the object", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int32 { return f.R[rHead] })),
		unlockIrq("gone", "list_lock of the node", listLockOfNode),
		ops(jump("", "next_node"), irqrestore("held")),
	)
}

// popPartial takes one object off a partial slab, which leaves the list when
// it has no other.
func (k *Kernel) popPartial(id slub.SlabID) slub.ObjectID {
	k.touchSlab(id)
	s := &k.Heap.Slabs[id]
	o := s.Free
	s.Free = k.Heap.Objects[o].Next
	s.Inuse++
	k.Heap.Objects[o].Next, k.Heap.Objects[o].Where = slub.None, slub.InHand
	if s.Free == slub.None {
		k.Heap.RemovePartial(id)
	}
	return o
}

// getFromOthers goes on to other nodes where the lottery allows it and they
// have slabs to spare.
func getFromOthers() []Op {
	return ops(
		at("next_node", when("only the node asked for will do, or all have been tried", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
			n, _ := k.nodesAsked(f)
			return insists(f) || n >= k.Heap.NNodes
		}, "new")),
		when("the lottery, drawn once, says no", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
			return f.R[rTried] == 0 && k.lotterySaysNo()
		}, "new"),
		do("the next node", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			_, f.R[rSlab] = k.nodesAsked(f)
			f.R[rTried]++
		}),
		when("it has no more partial slabs than it should keep", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
			return nodeOfFrame(k, f).NrPartial <= k.Heap.Caches[f.R[rCache]].MinPartial
		}, "next_node"),
		jump("ask it", "partial"),
	)
}

func getFromNew() []Op {
	return seq(
		ops(
			at("new", newSlabOp("nomem", func(k *Kernel, f *sim.Frame) int32 {
				switch {
				case insists(f):
					return f.R[rNode]
				case f.R[rNode] != slub.None:
					return k.MemOf[f.R[rNode]]
				}
				return k.memNode()
			})),
			count1(slub.AllocSlab),
			do("take one object", sim.CostAtomic, func(k *Kernel, _ *sim.Thread, f *sim.Frame) { k.takeFromNew(f, 1) }),
			when("it had no other", slabIsFull, "have"),
		),
		partialHead("take list_lock of the node, only trying where no lock may be waited for"),
		ops(
			jump("", "have"),
			irqrestore("no_list"),
			do("held: the new slab is given up again", sim.CostDiscardSlab, (*Kernel).discardNew),
			retVal("return none", slub.None),
			at("have", ret("return the object", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int32 { return f.R[rHead] })),
			at("nomem", anyNode("objects")),
			retVal("return none", slub.None),
		),
	)
}

// newSlabOp gets pages and links all objects of the new slab, rSlab.
func newSlabOp(nomem string, node func(k *Kernel, f *sim.Frame) int32) Op {
	return Op{Text: "pages for a new slab, all its objects free", Cost: sim.CostNewSlab, To: []string{nomem},
		Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
			c := slub.CacheID(f.R[rCache])
			of, id := node(k, f), slub.SlabID(slub.None)
			if k.hasMemory(of) {
				id = k.newSlab(f.R[rCache], of)
			}
			if id == slub.None {
				return Go0
			}
			k.M.ChargeN(sim.CostInitObject, k.Heap.Slabs[id].Objects)
			k.construct(id)
			k.Heap.Slabs[id].Owner = int16(k.M.Self)
			k.M.Emit(sim.SlabNew, int32(id), int32(c), 0)
			f.R[rSlab] = int32(id)
			return Next
		}}
}

// construct runs the cache's constructor on every object of a new slab: what it
// puts into them stays there from one user to the next, so that nothing of it
// is done again when one is allocated or freed [KN]. Here that is its cost
// alone.
func (k *Kernel) construct(id slub.SlabID) {
	if s := &k.Heap.Slabs[id]; k.Heap.Caches[s.Cache].Ctor {
		k.M.ChargeN(sim.CostConstructor, s.Objects)
	}
}

// takeFromNew takes at most n objects off the new slab's freelist as a chain,
// rHead and rLeft. Nobody else knows the slab yet.
func (k *Kernel) takeFromNew(f *sim.Frame, n int32) {
	s := &k.Heap.Slabs[f.R[rSlab]]
	f.R[rHead], f.R[rLeft] = int32(s.Free), 0
	for s.Free != slub.None && f.R[rLeft] < n {
		k.Heap.Objects[s.Free].Where = slub.InHand
		last := s.Free
		s.Free = k.Heap.Objects[last].Next
		if f.R[rLeft]++; f.R[rLeft] == n {
			k.Heap.Objects[last].Next = slub.None
		}
	}
	s.Inuse += f.R[rLeft]
}

// discardNew gives up a new slab of which one object was taken.
func (k *Kernel) discardNew(_ *sim.Thread, f *sim.Frame) {
	id, o := slub.SlabID(f.R[rSlab]), slub.ObjectID(f.R[rHead])
	s := &k.Heap.Slabs[id]
	k.Heap.Objects[o].Next, k.Heap.Objects[o].Where = s.Free, slub.InSlab
	s.Free, s.Inuse = o, 0
	k.M.Emit(sim.SlabDiscard, int32(id), f.R[rCache], 0)
	if k.Heap.DropSlab(id) { // nobody has seen an object of it: no grace period, and maybe no call_rcu from here [KN]
		k.Heap.FreePages(id)
	}
}

func slabIsFull(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
	return k.Heap.Slabs[f.R[rSlab]].Free == slub.None
}

// partialHead puts the new slab with its leftovers at the head of the partial
// list of its node.
func partialHead(take string) []Op {
	lock := func(k *Kernel, f *sim.Frame) locking.ID {
		return k.Heap.Nodes[k.Heap.NodeOfSlab(slub.SlabID(f.R[rSlab]))].Lock
	}
	return seq(
		lockListSaying(take, lock, "no_list"),
		ops(do("the slab goes to the head of the partial list", sim.CostListOp, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			k.Heap.AddPartial(slub.SlabID(f.R[rSlab]), false)
		})),
		unlockIrq("", "list_lock of the node", lock),
	)
}
