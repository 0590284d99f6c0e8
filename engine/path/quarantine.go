package path

import (
	"slices"

	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Hooks that refuse an object (kernel.md 2.7, 2.9): before a free takes place a
// debugging hook may keep the object, as KASAN's quarantine does to find out who
// uses it afterwards [KN]. Here it keeps every so manieth object of a cache
// (cache … refuse=N) until the cache is shrunk or destroyed. It is an edit of
// the listings: a kernel without such hooks has no line of it. kfree_nolock's
// hooks never keep anything, and those of a bulk free of a cache without sheaves
// do not here.

// Quarantine is what a cache's hooks have kept, and how many objects they saw.
type Quarantine struct {
	Kept Chain
	Seen int64
}

func (q *Quarantine) hash(h *sim.Hash) {
	h.I32(int32(q.Kept.Head), int32(q.Kept.Tail))
	h.I32(q.Kept.N, 0)
	h.I64(q.Seen)
}

// AddQuarantine makes room for what the hooks of each cache keep.
func (k *Kernel) AddQuarantine() {
	for range k.Heap.Caches {
		k.Quarantine = append(k.Quarantine, Quarantine{Kept: Chain{Head: slub.None, Tail: slub.None}})
	}
}

// refuses runs the hook on an object and reports whether it keeps it (keep).
func (k *Kernel) refuses(c int32) bool {
	n, q := int64(k.Heap.Caches[c].Refuse), &k.Quarantine[c]
	if n == 0 {
		return false
	}
	q.Seen++
	return q.Seen%n == 0
}

// keep puts an object that is in the path's hand into the quarantine.
func (k *Kernel) keep(c int32, o slub.ObjectID) {
	k.append(&k.Quarantine[c].Kept, o)
	k.Heap.Objects[o].Where = slub.Kept
}

// hooksRefuse is what such a kernel has in addition.
func hooksRefuse(generation string) Patch {
	p := Patch{
		Name: "hooks that refuse", What: "debugging hooks may keep an object that is freed",
		Adds: []Listing{quarantineRemoveCache()},
		Edits: []Edit{
			{Func: "kmem_cache_free", Line: "hooks before a free", Drop: 1, Put: ops(
				do("hooks before a free", sim.CostHooks, func(*Kernel, *sim.Thread, *sim.Frame) {}),
				when("a hook keeps the object", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
					if !k.refuses(f.R[rCache]) {
						return false
					}
					k.keep(f.R[rCache], slub.ObjectID(f.R[rFree]))
					return true
				}, "kept"))},
			{Func: "kmem_cache_free", End: ops(at("kept", retVal("return: nothing counts it", 0)))},
			{Func: "free_to_pcs_bulk", Line: "hooks; an object of another node", Drop: 1, Put: ops(
				lookAtObject("hooks; an object that they keep, or one of another node, changes places with the last of the array and leaves it"))},
			{Func: "rcu_free_sheaf", Line: "hooks on every object", Drop: 1, Put: sheafHooks("hooks on every object of the sheaf; the last one takes the place of one that they keep")},
			{Func: "rcu_free_sheaf_nobarn", Line: "hooks on every object", Drop: 1, Put: sheafHooks("hooks on every object of the sheaf; the last one takes the place of one that they keep")},
			{Func: "kmem_cache_shrink", Line: "the sheaves of all CPUs", Put: ops(freeQuarantine())},
			{Func: "kmem_cache_destroy", Line: "flush and free what is cached", Put: ops(freeQuarantine())},
		},
	}
	if generation == "6.18" { // __slab_free counts by itself
		p.Adds[0].Ops = slices.DeleteFunc(p.Adds[0].Ops, func(op Op) bool { return op.Text == "count FREE_SLOWPATH" })
	}
	return p
}

// keepSome is the hooks on a sheaf of which they may keep some objects.
func (k *Kernel) keepSome(c int32, s slub.SheafID) {
	for i := int32(0); i < k.Heap.Size(s); {
		if !k.refuses(c) {
			i++
			continue
		}
		k.keep(c, *k.Heap.Slot(s, i))
		last := k.Heap.Size(s) - 1
		*k.Heap.Slot(s, i) = *k.Heap.Slot(s, last)
		*k.Heap.Slot(s, last) = slub.None
		k.Heap.Sheaves[s].Size = last
	}
}

func freeQuarantine() Op {
	return call("what hooks have kept of it", "kasan_quarantine_remove_cache", argCache)
}

func quarantineRemoveCache() Listing {
	return Listing{
		Name: "kasan_quarantine_remove_cache", Args: "cache", Section: "2.7 [KN]",
		What: "free the objects of a cache that hooks have kept, past the sheaves",
		Ops: ops(
			// One step, since two shrinks may do this at a time.
			at("next", when("none is kept; else take the one kept longest", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				q := &k.Quarantine[f.R[rCache]].Kept
				f.R[rFree] = int32(q.Head)
				if q.N == 0 {
					return true
				}
				k.unlink(q, q.Head)
				k.Heap.Objects[f.R[rFree]].Where = slub.InHand
				return false
			}, "out")),
			call("it goes to its slab", "__slab_free", func(k *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[rFSlab], t.Arg[rFHead], t.Arg[rFCnt] = f.R[rCache], int32(k.Heap.Objects[f.R[rFree]].Slab), f.R[rFree], 1
			}),
			count1(slub.FreeSlowpath),
			jump("", "next"),
			at("out", done()),
		),
	}
}
