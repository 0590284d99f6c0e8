package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// A slab from the partial lists of the nodes, before 7.0 [KN]. The first is for
// the CPU slab; more follow onto the CPU's own partial list, as many as half
// fill that, while the list_lock is held anyway.

const rMore = 7 // slabs moved beside the first

func getPartial() Listing {
	ask := func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
		t.Arg[0], t.Arg[rSlab], t.Arg[rNoSpin] = f.R[rCache], f.R[rSlab], f.R[rNoSpin]
	}
	found := func(_ *Kernel, t *sim.Thread, _ *sim.Frame) bool { return t.Ret != slub.None }
	return Listing{
		Name: "get_partial", Args: "cache, node", Section: knCPUSlab,
		What: "a partial slab of the node asked for, else of this one, else of others where the lottery allows it",
		Ops: ops(
			do("the node asked for, else this CPU's", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				f.R[rSlab], f.R[rTried] = f.R[rNode], 0
				if f.R[rNode] == slub.None {
					f.R[rSlab] = k.memNode()
				}
			}),
			at("ask", call("ask that node", "get_partial_node", ask)),
			when("it gave one", found, "out"),
			at("next", when("only the node asked for will do, or all have been tried", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				n, _ := k.nodesAsked(f)
				return insists(f) || n >= k.Heap.NNodes
			}, "none")),
			when("the lottery, drawn once, says no", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				return f.R[rTried] == 0 && k.lotterySaysNo()
			}, "none"),
			do("the next node", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				_, f.R[rSlab] = k.nodesAsked(f)
				f.R[rTried]++
			}),
			when("it has no more partial slabs than it should keep", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				return nodeOfFrame(k, f).NrPartial <= k.Heap.Caches[f.R[rCache]].MinPartial
			}, "next"),
			jump("", "ask"),
			at("out", ret("return the slab", func(_ *Kernel, t *sim.Thread, _ *sim.Frame) int32 { return t.Ret })),
			at("none", retVal("return none", slub.None)),
		),
	}
}

func getPartialNode() Listing {
	first := Op{Text: "the first slab leaves the list", Cost: sim.CostListOp, To: []string{"gone"}, Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
		id := nodeOfFrame(k, f).Head
		if id == slub.None {
			return Go0
		}
		k.Heap.RemovePartial(id)
		f.R[rHead], f.R[rMore] = int32(id), 0
		return Next
	}}
	return Listing{
		Name: "get_partial_node", Args: "cache, -, -, -, node", Section: knCPUSlab,
		What: "take a slab off a node's partial list, and more of them for this CPU's own list",
		Ops: seq(
			ops(peekPartial("none")),
			lockList("list_lock of the node", listLockOfNode, "held"),
			ops(
				first,
				count1(slub.AllocFromPartial),
				at("more", when("half of what this CPU keeps is there, or the node has no other", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
					return f.R[rMore] > k.Heap.Caches[f.R[rCache]].CPUPartial/2 || nodeOfFrame(k, f).Head == slub.None
				}, "unlock")),
				do("another slab leaves the list", sim.CostListOp, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					f.R[rOldFree] = int32(nodeOfFrame(k, f).Head)
					k.Heap.RemovePartial(slub.SlabID(f.R[rOldFree]))
					f.R[rMore]++
				}),
				call("it becomes one of this CPU's partial slabs", "put_cpu_partial", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
					t.Arg[0], t.Arg[1] = f.R[rCache], f.R[rOldFree]
				}),
				count1(slub.CPUPartialNode),
				jump("", "more"),
			),
			unlockIrq("unlock", "list_lock of the node", listLockOfNode),
			ops(ret("return the first", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int32 { return f.R[rHead] })),
			unlockIrq("gone", "list_lock of the node", listLockOfNode),
			ops(jump("", "none"), irqrestore("held"), at("none", retVal("return none", slub.None))),
		),
	}
}

// Registers of put_cpu_partial and __put_partials: the slab, or the first of a
// list by Slab.Next.
const (
	rPSlab  = 1
	rPDrain = 2 // put_cpu_partial: a list that is full may be drained
	rPOver  = 3 // the list that was full; __put_partials: slabs to be discarded
	rPNode  = 4 // the node whose lock is held, None if none is
)

func putCPUPartial() Listing {
	return Listing{
		Name: "put_cpu_partial", Args: "cache, slab, drain", Section: knCPUSlab,
		What: "put a slab on this CPU's partial list; a full list goes to the node first",
		Ops: ops(
			lockCPUSlab(),
			do("put it first; if the list was full, take the old list off", sim.CostListOp, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				c := k.cpuSlab(f)
				f.R[rPOver] = slub.None
				if f.R[rPDrain] != 0 && c.Partial != slub.None && c.NrPartial >= k.Heap.Caches[f.R[rCache]].CPUPartial {
					f.R[rPOver] = int32(c.Partial)
					c.Partial, c.NrPartial = slub.None, 0
				}
				k.Heap.PutPartial(c, slub.SlabID(f.R[rPSlab]))
			}),
			unlockCPUSlab(""),
			when("the list was not full", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rPOver] == slub.None }, "out"),
			call("the old list goes to the node", "__put_partials", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[1] = f.R[rCache], f.R[rPOver]
			}),
			count1(slub.CPUPartialDrain),
			at("out", done()),
		),
	}
}

func putPartials() Listing {
	none := func(reg int) func(*Kernel, *sim.Thread, *sim.Frame) bool {
		return func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[reg] == slub.None }
	}
	toNode := Op{Text: "the next slab: to the tail of the partial list, or aside if it is empty and the node has enough", Cost: sim.CostListOp, To: []string{"aside"},
		Do: (*Kernel).putOnePartial}
	return Listing{
		Name: "__put_partials", Args: "cache, slabs", Section: knCPUSlab,
		What: "a CPU's partial slabs go back to their nodes; empty ones that these do not need are discarded",
		Ops: seq(
			ops(
				do("nothing to discard yet", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					f.R[rPOver], f.R[rPNode] = slub.None, k.Heap.Slabs[f.R[rPSlab]].Node
				}),
			),
			labelled("node", lockIrq("list_lock of the slab's node", listLockOfSlab)),
			ops(
				at("slab", toNode),
				count1(slub.FreeAddPartial),
				at("aside", when("the next one lies on the same node", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
					return f.R[rPSlab] != slub.None && k.Heap.Slabs[f.R[rPSlab]].Node == f.R[rPNode]
				}, "slab")),
			),
			unlockIrq("", "list_lock of the node", func(k *Kernel, f *sim.Frame) locking.ID {
				return k.Heap.Nodes[k.Heap.BarnOf(slub.CacheID(f.R[rCache]), f.R[rPNode])].Lock
			}),
			ops(
				when("no slab is left", none(rPSlab), "discard"),
				do("it lies on another node", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					f.R[rPNode] = k.Heap.Slabs[f.R[rPSlab]].Node
				}),
				jump("", "node"),
				at("discard", when("none is to be discarded", none(rPOver), "out")),
				count1(slub.DeactivateEmpty),
				do("give an empty slab's pages back", sim.CostDiscardSlab, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					id := slub.SlabID(f.R[rPOver])
					f.R[rPOver] = int32(k.Heap.Slabs[id].Next)
					k.Heap.Slabs[id].Next = slub.None
					k.M.Emit(sim.SlabDiscard, int32(id), f.R[rCache], 0)
					k.dropSlab(id)
				}),
				count1(slub.FreeSlab),
				jump("next", "discard"),
				at("out", done()),
			),
		),
	}
}

// putOnePartial moves the first slab of the private list to the node's list, or
// to the list of those that are discarded.
func (k *Kernel) putOnePartial(_ *sim.Thread, f *sim.Frame) Verdict {
	id := slub.SlabID(f.R[rPSlab])
	s := &k.Heap.Slabs[id]
	f.R[rPSlab] = int32(s.Next)
	s.Next = slub.None
	n := &k.Heap.Nodes[k.Heap.NodeOfSlab(id)]
	if s.Inuse == 0 && n.NrPartial >= k.Heap.Caches[f.R[rCache]].MinPartial {
		s.Next = slub.SlabID(f.R[rPOver])
		f.R[rPOver] = int32(id)
		return Go0
	}
	k.Heap.AddPartial(id, true)
	return Next
}
