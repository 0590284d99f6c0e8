package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Shrinking a cache (kernel.md 2.16): flush all CPUs, empty the barns, then
// give back the slabs that have become free and sort the others.

// Registers: rSNode is the node of the loop, rSList a private list.
const (
	rSNode = 1
	rSList = 2 // detached sheaves by Sheaf.Next, or slabs by Slab.Next
	rSCur  = 3
)

func shrinkFuncs() []Listing { return []Listing{kmemCacheShrink(), doShrink(), barnShrink()} }

func kmemCacheShrink() Listing {
	return Listing{
		Name: "kmem_cache_shrink", Args: "cache", Section: "2.16",
		What: "flush every CPU's sheaves, empty the barns, give back free slabs",
		Ops: ops(
			call("the sheaves of all CPUs", "flush_all", argCache),
			call("then barns and slabs", "__kmem_cache_do_shrink", argCache),
			done(),
		),
	}
}

// doShrink empties the barns of all nodes, then sorts the slabs of each: an
// object in one node's barn may lie in another node's slab.
func doShrink() Listing {
	return Listing{
		Name: "__kmem_cache_do_shrink", Args: "cache", Section: "2.16",
		What: "empty the barns; take free slabs off the partial lists, sort the others by how full they are, discard",
		Ops: seq(
			eachNode("the barns, from node 0", "every barn is empty", "barn", "slabs").loop(emptyBarn()),
			labelled("slabs", sortNodes("the partial lists, from node 0").loop(sortSlabs()...)),
			ops(at("out", done())),
		),
	}
}

// sortNodes goes over the nodes; where a node's slabs are sorted and the free ones
// are gone it goes on to the next.
func sortNodes(begin string) each {
	e := eachNode(begin, "every node is done", "node", "out")
	e.inc = "sorted"
	return e
}

// sortSlabs does that for one node.
func sortSlabs() []Op {
	lock := func(k *Kernel, f *sim.Frame) locking.ID {
		return k.Heap.Nodes[k.Heap.BarnOf(slub.CacheID(f.R[rCache]), f.R[rSNode])].Lock
	}
	return seq(
		labelled("list", lockIrq("list_lock of the node", lock)),
		ops(do("walk the partial list: free slabs leave it, fuller ones move to its head", sim.CostListOp, (*Kernel).sortPartial)),
		unlockIrq("", "list_lock of the node", lock),
		discardListed("sorted"),
	)
}

func argNode(_ *Kernel, t *sim.Thread, f *sim.Frame) { t.Arg[0], t.Arg[1] = f.R[rCache], f.R[rSNode] }

func barnShrink() Listing {
	lock := func(k *Kernel, f *sim.Frame) locking.ID {
		return k.Heap.Barns[k.Heap.BarnOf(slub.CacheID(f.R[rCache]), f.R[rSNode])].Lock
	}
	argCur := func(_ *Kernel, t *sim.Thread, f *sim.Frame) { t.Arg[0], t.Arg[1] = f.R[rCache], f.R[rSCur] }
	return Listing{
		Name: "barn_shrink", Args: "cache, node", Section: "2.16",
		What: "take all sheaves out of a node's barn; flush the full ones, free them all",
		Ops: seq(
			ops(when("the cache has no sheaves, and so no barn", sheafless, "out")),
			lockIrq("barn->lock", lock),
			ops(do("take both lists, zero both counters", sim.CostListOp, (*Kernel).spliceBarn)),
			unlockIrq("", "barn->lock", lock),
			ops(
				at("next", when("no sheaf is left", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rSList] == slub.None }, "out")),
				do("the next sheaf", sim.CostListOp, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					f.R[rSCur] = f.R[rSList]
					s := &k.Heap.Sheaves[f.R[rSCur]]
					f.R[rSList] = int32(s.Next)
					s.Next = slub.None
				}),
				when("it is empty", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return k.Heap.Size(slub.SheafID(f.R[rSCur])) == 0 }, "free"),
				call("its objects go to their slabs", "sheaf_flush_unused", argCur),
				at("free", call("its memory goes", "free_empty_sheaf", argCur)),
				jump("", "next"),
				at("out", done()),
			),
		),
	}
}

// spliceBarn takes all sheaves out of the barn into a private list, the full
// ones first.
func (k *Kernel) spliceBarn(_ *sim.Thread, f *sim.Frame) {
	barn := k.Heap.BarnOf(slub.CacheID(f.R[rCache]), f.R[rSNode])
	f.R[rSList] = slub.None
	last, n := slub.SheafID(slub.None), 0
	add := func(s slub.SheafID) {
		k.Heap.MustEnd(n)
		n++
		k.M.Emit(sim.BarnGet, int32(s), barn, 0)
		if last == slub.None {
			f.R[rSList] = int32(s)
		} else {
			k.Heap.Sheaves[last].Next = s
		}
		last = s
	}
	for s := k.Heap.TakeFull(barn); s != slub.None; s = k.Heap.TakeFull(barn) {
		add(s)
	}
	for s := k.Heap.TakeEmpty(barn); s != slub.None; s = k.Heap.TakeEmpty(barn) {
		add(s)
	}
}

// takeFreeSlabs unlinks the slabs without an object in use into a private list,
// the last one found first.
func (k *Kernel) takeFreeSlabs(_ *sim.Thread, f *sim.Frame) {
	h := k.Heap
	f.R[rSList] = slub.None
	id := h.Nodes[h.BarnOf(slub.CacheID(f.R[rCache]), f.R[rSNode])].Head
	for n := 0; id != slub.None; n++ {
		h.MustEnd(n)
		next := h.Slabs[id].Next
		k.M.ChargeN(sim.CostListOp, 1)
		if h.Slabs[id].Inuse == 0 {
			h.RemovePartial(id)
			h.Slabs[id].Next = slub.SlabID(f.R[rSList])
			f.R[rSList] = int32(id)
		}
		id = next
	}
}

// sortPartial is takeFreeSlabs, and of the others those with at most
// ShrinkPromoteMax free objects move to the head, the fullest first; among
// equals the order turns round.
func (k *Kernel) sortPartial(t *sim.Thread, f *sim.Frame) {
	k.takeFreeSlabs(t, f)
	h := k.Heap
	n := &h.Nodes[h.BarnOf(slub.CacheID(f.R[rCache]), f.R[rSNode])]
	for free := int32(slub.ShrinkPromoteMax); free >= 1; free-- {
		id := n.Head
		for seen := 0; id != slub.None; seen++ {
			h.MustEnd(seen)
			next := h.Slabs[id].Next
			if h.NrFree(id) == free {
				h.RemovePartial(id)
				h.AddPartial(id, false)
			}
			id = next
		}
	}
}
