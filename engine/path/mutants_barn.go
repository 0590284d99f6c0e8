package path

import (
	"barnyard/engine/bug"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Planted bugs of the barn's helpers.

func barnMutants() []Mutant {
	return []Mutant{
		{
			Number: "M14", Name: "exchange-loses-the-empty", Breaks: []string{"S7"},
			What: "barn_replace_empty_sheaf gives a full sheaf and forgets to link the empty one in",
			edits: always(Edit{Func: "barn_replace_empty_sheaf", Line: "if a full sheaf is still there, take it and leave", Drop: 1, Put: ops(
				do("if a full sheaf is still there, take it", sim.CostListOp, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					f.R[rBarnSheaf] = int32(k.Heap.TakeFull(f.R[rBarn]))
					k.barnMoved(sim.BarnGet, f)
				}),
			)}),
		}, {
			Number: "M15", Name: "count-outside-barn-lock", Breaks: []string{"S7"},
			What:  "barn_replace_empty_sheaf asks the counter and takes the head of the list, but counts after the unlock",
			edits: always(countsLate()...),
		}, {
			Number: "M41", Name: "capacity-written-into-barn-link", Breaks: []string{"S7"},
			What: "kmem_cache_return_sheaf writes the sheaf's capacity after it is in the barn: the field shares its memory with the link",
			edits: always(Edit{Func: "kmem_cache_return_sheaf", Line: "into the barn, full", Drop: 1, Put: ops(
				call("into the barn, full", "barn_put_full_sheaf", argBarnSheaf),
				do("then store its capacity, in the union with the link of the barn's list", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					k.Heap.Sheaves[f.R[rSheaf]].Next = slub.SheafID(notASheaf - k.capacity(f.R[rCache]))
				}),
			)}),
		},
	}
}

// notASheaf less a number stands for a pointer that this number was written
// over.
const notASheaf = -1000

// countsLate is the exchange with its counters outside the lock: two CPUs can
// both see the last full sheaf, and the second takes the head of an empty list.
func countsLate() []Edit {
	take := do("if nr_full is not 0, take the head of the list and leave the empty one", sim.CostListOp, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
		b, empty := &k.Heap.Barns[f.R[rBarn]], slub.SheafID(f.R[rBarnSheaf])
		f.R[rBarnSheaf] = slub.None
		if b.NrFull > 0 {
			full := k.Heap.TakeFull(f.R[rBarn])
			if full == slub.None {
				bug.Die(bug.NoSheaf, slub.None, 0, 0)
			}
			k.Heap.PutEmpty(f.R[rBarn], empty)
			b.NrFull, b.NrEmpty = b.NrFull+1, b.NrEmpty-1
			k.M.Emit(sim.BarnPut, int32(empty), f.R[rBarn], 0)
			f.R[rBarnSheaf] = int32(full)
		}
		k.barnMoved(sim.BarnGet, f)
	})
	count := do("count them, without the lock", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
		if b := &k.Heap.Barns[f.R[rBarn]]; f.R[rBarnSheaf] != slub.None {
			b.NrFull, b.NrEmpty = b.NrFull-1, b.NrEmpty+1
		}
	})
	return []Edit{
		{Func: "barn_replace_empty_sheaf", Line: "if a full sheaf is still there, take it and leave", Drop: 1, Put: ops(take)},
		{Func: "barn_replace_empty_sheaf", Line: "return the full sheaf", Put: ops(count)},
	}
}
