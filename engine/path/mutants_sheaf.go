package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Planted bugs of the paths that go through a CPU's own sheaves.

func sheafMutants() []Mutant {
	return []Mutant{
		{
			Number: "M9", Name: "free-partial-refill-sheaf", Breaks: []string{"S1"}, Real: "generation 7.0-rc1; FIX-e",
			What:  "a refill that memory cuts short frees its sheaf with the objects in it",
			edits: always(Edit{Func: "__pcs_replace_empty_main", Line: "memory ran out: give back what it holds", Drop: 1}),
			unfit: notIn("6.18", "7.0-rc1"),
		}, {
			Number: "M11", Name: "install-empty-never-looks", Breaks: []string{"S6", "S9"},
			What:  "__pcs_install_empty_sheaf sends main to the barn as full, whatever main and spare hold",
			edits: always(Edit{Func: "__pcs_install_empty_sheaf", Line: "if main is full", Drop: 6, Put: ops(jump("main is taken to be full", "both_full"))}),
		}, {
			Number: "M12", Name: "recycle-linked-spare", Breaks: []string{"S3"},
			What: "the E2BIG branch flushes the spare and leaves it linked",
			edits: always(Edit{Func: "__pcs_replace_full_main", Line: "take the full spare away", Drop: 1, Put: ops(
				do("read the full spare; the pointer stays", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					f.R[rSheaf] = int32(k.spare(f))
				}),
			)}),
		}, {
			Number: "M12", Name: "recycle-main", Breaks: []string{"S4"},
			What: "the E2BIG branch takes main away and flushes it, in place of the spare",
			edits: always(Edit{Func: "__pcs_replace_full_main", Line: "take the full spare away", Drop: 1, Put: ops(
				do("take the full main away", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					f.R[rSheaf] = int32(k.main(f))
					k.Heap.SetPlace(k.main(f), slub.InPath, slub.None)
					k.Heap.PCS[f.R[rPCS]].Main = slub.None
				}),
			)}),
		}, {
			Number: "M13", Name: "error-taken-for-a-sheaf", Breaks: []string{"S4"},
			What: "the answer of barn_replace_full_sheaf is only compared with NULL: an error becomes main",
			edits: always(Edit{Func: "__pcs_replace_full_main", Line: "if E2BIG, and locks may be waited for", Drop: 2, Put: ops(
				when("it gave none", gotNone, "no_empty"),
			)}),
		}, {
			Number: "M16", Name: "push-without-capacity-check", Breaks: []string{"S5"},
			What:  "free_to_pcs does not ask whether main is full",
			edits: always(Edit{Func: "free_to_pcs", Line: "if main is full", Drop: 1}),
		}, {
			Number: "M17", Name: "swap-with-empty-spare", Breaks: []string{"S5"},
			What: "an empty main changes places with the spare, whether or not that holds anything",
			edits: always(Edit{Func: "__pcs_replace_empty_main", Line: "if there is no spare, or it is empty too", Drop: 1, Put: ops(
				when("there is no spare", func(k *Kernel, t *sim.Thread, f *sim.Frame) bool { return !hasSpare(k, t, f) }, "barn"),
			)}),
		}, {
			Number: "M39", Name: "mismatch-after-pop", Breaks: []string{"S1"},
			What: "the node of an object is compared after it was taken out of main; one of another node is lost",
			edits: always(Edit{Func: "alloc_from_pcs", Line: "if the object on top lies on another node", Drop: 2, Put: ops(
				do("take the object on top of main", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					f.R[rObj] = int32(k.Heap.Pop(k.main(f)))
				}),
				when("it lies on another node than asked for", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
					return f.R[rNode] != slub.None && k.Heap.Slabs[k.Heap.Objects[f.R[rObj]].Slab].Node != f.R[rNode]
				}, "foreign"),
			)}),
		}, {
			Number: "M40", Name: "foreign-free-to-own-sheaf", Breaks: []string{"S18"},
			What:  "kmem_cache_free puts an object of another node into this CPU's sheaf",
			edits: always(Edit{Func: "kmem_cache_free", Line: "if the object lies on another node", Drop: 1}),
		},
	}
}

// bulkMutants are those of the bulk functions.
func bulkMutants() []Mutant {
	return []Mutant{
		{
			Number: "M42", Name: "bulk-error-forgets-the-fast-part", Breaks: []string{"S1"},
			What:  "a bulk allocation that fails half way gives back what the slabs gave, not what the sheaves did",
			edits: always(Edit{Func: "kmem_cache_alloc_bulk", Line: "no memory: what the sheaves gave", Drop: 1}),
		}, {
			Number: "M49", Name: "bulk-free-forgets-local-objects", Breaks: []string{"S1"}, Real: "6.18 to 7.1, rewritten in G72",
			What:  "when the 32nd object of another node is the last one looked at, those of this node are never freed",
			edits: always(Edit{Func: "free_to_pcs_bulk", Line: "if local objects are left", Drop: 1}),
		},
	}
}
