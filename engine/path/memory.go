package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// The page allocator, as far as it can say no (kernel.md 2.12, 2.20, 1.6), and
// nodes without memory (1.3, 2.22). Which requests find nothing is planned: by
// number, in the order of the run.

// Span is the requests From to To, counted from 1.
type Span struct{ From, To int64 }

// MemoryPlan is the requests that find nothing: of all, of those for slabs, of
// those for sheaves, and those for slabs for which only the smallest order is
// there. Each list is sorted.
type MemoryPlan struct{ Fail, Slabs, Sheaves, Orders []Span }

// empty reports whether every request finds memory: then nobody counts them.
func (p *MemoryPlan) empty() bool {
	return len(p.Fail)+len(p.Slabs)+len(p.Sheaves)+len(p.Orders) == 0
}

// Requests counts what the page allocator was asked for.
type Requests struct{ All, Slabs, Sheaves int64 }

func planned(list []Span, n int64) bool {
	for i := range list {
		if list[i].To >= n {
			return list[i].From <= n
		}
	}
	return false
}

// noMemory counts a request, and tells of it if it is to find nothing.
func (k *Kernel) noMemory(c int32, kind *int64, plan []Span) bool {
	k.Requests.All++
	*kind++
	if !planned(k.Cfg.Memory.Fail, k.Requests.All) && !planned(plan, *kind) {
		return false
	}
	k.M.Emit(sim.MemoryFail, c, 0, k.Requests.All)
	return true
}

// newSheaf asks for the memory of a sheaf.
func (k *Kernel) newSheaf(c int32) slub.SheafID {
	if k.noMemory(c, &k.Requests.Sheaves, k.Cfg.Memory.Sheaves) {
		return slub.None
	}
	return k.Heap.MakeSheaf(slub.CacheID(c))
}

// newSlab asks for the pages of a slab: of the cache's order, else of the
// smallest.
func (k *Kernel) newSlab(c, node int32) slub.SlabID {
	if k.noMemory(c, &k.Requests.Slabs, k.Cfg.Memory.Slabs) {
		return slub.None
	}
	if node == k.Isolating {
		node = k.nearest(node, func(n int32) bool { return n != node && k.hasMemory(n) })
	}
	cache := &k.Heap.Caches[c]
	if !planned(k.Cfg.Memory.Orders, k.Requests.Slabs) {
		return k.Heap.MakeSlab(slub.CacheID(c), node, cache.SlabObjs)
	}
	id := k.Heap.MakeSlab(slub.CacheID(c), node, cache.MinObjs)
	if id != slub.None {
		k.stat(slub.OrderFallback, slub.CacheID(c), 1)
	}
	return id
}

// memNode is numa_mem_id(): the nearest node with memory, which is this CPU's
// own where that has any.
func (k *Kernel) memNode() int32 { return k.MemOf[k.thisNode()] }

// SetMemory says which nodes have memory. The nearest node of one without is
// the next one that has some [KN].
func (k *Kernel) SetMemory(has func(node int32) bool) {
	for node := range k.Heap.NNodes {
		k.MemOf[node] = k.nearest(node, has)
	}
}

func (k *Kernel) nearest(node int32, has func(node int32) bool) int32 {
	for i := range k.Heap.NNodes {
		if near := (node + i) % k.Heap.NNodes; has(near) {
			return near
		}
	}
	return node
}

// hasMemory reports whether a node has memory.
func (k *Kernel) hasMemory(node int32) bool { return k.MemOf[node] == node }

// barnsOfMemory is 7.0: barns lie with the slabs of a node, so that a CPU
// without memory of its own takes the barn of the nearest node that has some;
// 7.1 has a barn on every online node and asks for the CPU's own (1.3).
func barnsOfMemory() []Edit {
	barn := "the barn of this node"
	get := do("the barn of the node of this CPU's memory", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
		f.R[rABarn] = k.Heap.BarnOf(slub.CacheID(f.R[rCache]), k.memNode())
	})
	var edits []Edit
	for _, fn := range []string{"__pcs_replace_empty_main", "__pcs_replace_full_main", "alloc_from_pcs_bulk", "free_to_pcs_bulk",
		"__kfree_rcu_sheaf", "kmem_cache_prefill_sheaf", "kmem_cache_return_sheaf"} {
		edits = append(edits, Edit{Func: fn, Line: barn, Drop: 1, Put: ops(get)})
	}
	return append(edits, Edit{Func: "__kfree_rcu_sheaf", Line: "it is full: detach it and note this node", Drop: 1,
		Put: ops(do("it is full: detach it and note the node of this CPU's memory", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			k.Heap.PCS[f.R[rPCS]].RcuFree = slub.None
			k.Heap.SetPlace(slub.SheafID(f.R[rSheaf]), slub.InRCU, k.memNode())
		}))})
}
