package path

import (
	"barnyard/engine/bug"
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Validation of a cache (kernel.md 2.16): a file of sysfs asks for it. Which
// slabs the kernel looks at, and how, is [KN]: those on the partial lists, a
// full one is on no list without debugging. It offers this only for caches with
// debug flags, which have no sheaves; flush_all is there all the same.

func validateFuncs() []Listing { return []Listing{validateCache(), validateNode()} }

func validateCache() Listing {
	return Listing{
		Name: "validate_slab_cache", Args: "cache", Section: "2.16 [KN]",
		What: "flush every CPU's sheaves, then look at every slab on the partial lists",
		Ops: seq(
			ops(call("the sheaves of all CPUs", "flush_all", argCache)),
			eachNode("the nodes, from node 0", "every node was looked at", "node", "out").loop(
				call("look at its slabs", "validate_slab_node", argNode),
			),
			ops(at("out", done())),
		),
	}
}

func validateNode() Listing {
	lock := func(k *Kernel, f *sim.Frame) locking.ID {
		return k.Heap.Nodes[k.Heap.BarnOf(slub.CacheID(f.R[rCache]), f.R[rSNode])].Lock
	}
	return Listing{
		Name: "validate_slab_node", Args: "cache, node", Section: "2.16 [KN]",
		What: "count the freelist of each slab on a node's partial list, with the list locked",
		Ops: seq(
			lockIrq("list_lock of the node", lock),
			ops(do("walk every freelist on the partial list: with those in use all objects must be there", sim.CostListOp, (*Kernel).lookAtSlabs)),
			unlockIrq("", "list_lock of the node", lock),
			ops(done()),
		),
	}
}

// lookAtSlabs tells of a slab that does not count right.
func (k *Kernel) lookAtSlabs(_ *sim.Thread, f *sim.Frame) {
	h := k.Heap
	id := h.Nodes[h.BarnOf(slub.CacheID(f.R[rCache]), f.R[rSNode])].Head
	for n := 0; id != slub.None; id, n = h.Slabs[id].Next, n+1 {
		h.MustEnd(n)
		s, free := &h.Slabs[id], int32(0)
		for o := s.Free; o != slub.None && free <= s.Objects; o = h.Objects[o].Next {
			free++
		}
		k.M.ChargeN(sim.CostListOp, 1)
		k.M.ChargeN(sim.CostCopy, free)
		if free+s.Inuse != s.Objects {
			k.M.Warn(bug.BadSlab, int32(id), free, s.Inuse)
		}
	}
}
