package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// What a caller does with a sheaf that it holds (kernel.md 2.11). Register
// rSheaf is the sheaf; None stands for an oversize one, whose array is with the
// program (Task.Over).

// allocFromSheaf pops from the caller's sheaf: no lock, no statistic, and never
// from anywhere else.
func allocFromSheaf() Listing {
	return Listing{
		Name: "kmem_cache_alloc_from_sheaf", Args: "cache, -, -, -, sheaf", Section: "2.11",
		What: "one object from the caller's prefilled sheaf; none if that is empty: it never falls back to the cache",
		Ops: ops(
			when("it is empty", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return k.heldSize(f) == 0 }, "empty"),
			do("take the object on top", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				if f.R[rSheaf] != slub.None {
					f.R[rObj] = int32(k.Heap.Pop(slub.SheafID(f.R[rSheaf])))
					return
				}
				over := &k.Tasks[k.M.CurID()].Over
				f.R[rObj] = int32(over.Tail)
				k.unlink(over, over.Tail)
			}),
			do("hooks after an allocation", sim.CostHooks, func(*Kernel, *sim.Thread, *sim.Frame) {}),
			retObj("return the object"),
			at("empty", do("none is an answer", sim.CostBranch, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.M.Emit(sim.AllocFail, f.R[rCache], 0, 0)
			})),
			retVal("return none", slub.None),
		),
	}
}

// heldSize is how many objects the caller's sheaf holds.
func (k *Kernel) heldSize(f *sim.Frame) int32 {
	if f.R[rSheaf] != slub.None {
		return k.Heap.Size(slub.SheafID(f.R[rSheaf]))
	}
	return k.Tasks[k.M.CurID()].Over.N
}

// heldCapacity is how many it can hold: an oversize one as many as it was made
// for.
func (k *Kernel) heldCapacity(f *sim.Frame) int32 {
	if f.R[rSheaf] != slub.None {
		return k.capacity(f.R[rCache])
	}
	return k.Tasks[k.M.CurID()].OverCap
}

func refillForCaller() Listing {
	return Listing{
		Name: "kmem_cache_refill_sheaf", Args: "cache, n, -, -, sheaf, -, -, reserves", Section: "2.11",
		What: "see to it that the caller's sheaf holds at least n objects, by another sheaf if it has to be; 0, or -ENOMEM and the sheaf stays",
		Ops: seq(
			ops(
				when("it holds enough", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return k.heldSize(f) >= f.R[rPWant] }, "ok"),
				when("more is asked for than it can hold", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rPWant] > k.heldCapacity(f) }, "bigger"),
				when("it is an oversize one", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rSheaf] == slub.None }, "array"),
			),
			fillUp("ok", "nomem"),
			ops(
				at("nomem", retVal("return -ENOMEM: what there was is in it", errNoMem)),
				at("ok", retVal("return 0", 0)),
			),
			refillArray(), exchangeForBigger(),
		),
	}
}

// refillArray fills an oversize sheaf up to what it was made for, or not at all.
func refillArray() []Op {
	return ops(
		at("array", call("as many objects as it lacks, or none", "__kmem_cache_alloc_bulk", func(k *Kernel, t *sim.Thread, f *sim.Frame) {
			t.Arg[0], t.Arg[rLeftN] = f.R[rCache], k.heldCapacity(f)-k.heldSize(f)
		})),
		when("there are not so many", failed, "nomem"),
		do("its size counts them", sim.CostStore, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) {
			p := &k.Tasks[k.M.CurID()]
			for p.Chain.N > 0 {
				o := p.Chain.Head
				k.unlink(&p.Chain, o)
				k.append(&p.Over, o)
			}
		}),
		retVal("return 0", 0),
	)
}

// exchangeForBigger prefills another sheaf and gives the old one back. The
// bigger one is an oversize one, for no sheaf holds less than the capacity; but
// where the old one was made before the cache had sheaves, it is a sheaf.
func exchangeForBigger() []Op {
	return ops(
		at("bigger", call("prefill a bigger one", "kmem_cache_prefill_sheaf", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
			t.Arg[0], t.Arg[rPWant], t.Arg[rReserves] = f.R[rCache], f.R[rPWant], f.R[rReserves]
		})),
		when("there is none: the old one stays", func(k *Kernel, t *sim.Thread, _ *sim.Frame) bool {
			return k.chain().N == 0 && t.Ret == slub.None
		}, "nomem"),
		do("the bigger one is the caller's", sim.CostStore, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
			p := &k.Tasks[k.M.CurID()]
			p.Over, p.Chain = p.Chain, p.Over
			if p.OverCap = 0; p.Over.N > 0 {
				p.OverCap = f.R[rPWant]
			}
			k.Heap.SetPlace(p.Sheaf, slub.InPath, slub.None)
			p.Sheaf = slub.SheafID(t.Ret)
			k.Heap.SetPlace(p.Sheaf, slub.Prefilled, int32(k.M.CurID()))
		}),
		call("return the old one", "kmem_cache_return_sheaf", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
			t.Arg[0], t.Arg[rSheaf] = f.R[rCache], f.R[rSheaf]
		}),
		retVal("return 0", 0),
	)
}
