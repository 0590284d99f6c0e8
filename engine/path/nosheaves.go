package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// The other way of kernel.md 6.2, D12: isolated CPUs have no sheaves. Their
// main is the bootstrap sheaf for ever, so that their allocations leave the fast
// path by themselves and go to the slabs. Frees need more: main is full when it
// holds what the sheaf can hold, not what the cache's sheaves hold, so that every
// sheaf has to know its capacity, which in 7.1 only prefilled ones do; the fast
// path of everybody's free is another one then. No code of it was posted; this is
// how it could be done [INF]. And whoever has let go of the lock may have come from
// a CPU with sheaves to one without.

func altNosheaves() Patch {
	return Patch{
		Name: "alt=nosheaves", What: "isolated CPUs have no sheaves and work on slabs directly",
		Edits: join([][]Edit{bareAlloc(), bareFree(), bareBulk(), bareRCU(), barePrefill(), bareFlush(), bareBoot()}),
	}
}

// bareCPU reports whether this CPU has no sheaves of the cache.
func bareCPU(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
	return k.Heap.PCS[k.thisPCS(f.R[rCache])].Main == k.Heap.Boot && k.Heap.Boot != slub.None
}

func whenBare(label string) Op { return when("this CPU has no sheaves", bareCPU, label) }

// ownLimit is mainFull by the capacity of the sheaf itself.
func ownLimit(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
	return k.Heap.Size(k.main(f)) == k.Heap.Capacity(k.main(f))
}

// asksCPU lets the test for sheaves ask about this CPU.
func asksCPU(fn, label string) Edit {
	return Edit{Func: fn, Line: "if the cache has no sheaves → " + label, Drop: 1, Put: ops(whenBare(label))}
}

func bareAlloc() []Edit {
	const fn = "__pcs_replace_empty_main"
	return []Edit{
		asksCPU(fn, "bare"),
		{Func: fn, Line: "if main has objects by now", Put: ops(whenBare("elsewhere"))},
		{Func: fn, End: ops(
			at("elsewhere", call("the full sheaf goes to the barn", "barn_put_full_sheaf", argBarnSheaf)),
			count1(slub.BarnPut),
			jump("", "bare"),
		)},
	}
}

func bareFree() []Edit {
	const fn = "__pcs_replace_full_main"
	return []Edit{
		{Func: "free_to_pcs", Line: "if main is full", Drop: 1, Put: ops(when("main is full, or the bootstrap sheaf", ownLimit, "full"))},
		asksCPU(fn, "bare"),
		{Func: fn, Line: "if main is full once more", Put: ops(whenBare("bare"))},
		{Func: fn, Line: "put the empty sheaf where it fits", Put: ops(whenBare("elsewhere"))},
		{Func: fn, End: ops(
			at("elsewhere", call("the empty sheaf goes to the barn", "barn_put_empty_sheaf", argBarnSheaf)),
			jump("", "bare"),
		)},
	}
}

func bareBulk() []Edit {
	return []Edit{
		asksCPU("alloc_from_pcs_bulk", "unlock"),
		{Func: "free_to_pcs_bulk", Line: "if main is full", Drop: 1, Put: ops(when("main is full, or the bootstrap sheaf", ownLimit, "full"))},
		{Func: "free_to_pcs_bulk", Line: "the barn of ", Put: ops(whenBare("unlock"))}, // of which node is the generation's affair
	}
}

func bareRCU() []Edit {
	const fn = "__kfree_rcu_sheaf"
	return []Edit{
		asksCPU(fn, "bare"),
		{Func: fn, Line: "if somebody else has made an rcu_free", Put: ops(whenBare("elsewhere"))},
		{Func: fn, End: ops(
			at("elsewhere", call("the empty sheaf goes to the barn", "barn_put_empty_sheaf", argBarnSheaf)),
			jump("", "bare"),
		)},
	}
}

func barePrefill() []Edit {
	return []Edit{{Func: "kmem_cache_return_sheaf", Line: "the sheaf becomes the spare", Put: ops(whenBare("slow"))}}
}

// bareFlush skips the CPUs without sheaves where no peek does.
func bareFlush() []Edit {
	skip := func(label string) []Op {
		return ops(when("that CPU has no sheaves", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
			return k.Heap.PCS[k.Heap.PCSOf(slub.CacheID(f.R[rCache]), f.R[rDCPU])].Main == k.Heap.Boot
		}, label))
	}
	return []Edit{
		{Func: "flush_rcu_sheaves_on_cache", Line: "set up its work item", Put: skip("inc1")},
		{Func: "flush_rcu_sheaves_on_cache", Line: "wait for its work item", Put: skip("inc2")},
		{Func: "pcs_destroy", Line: "its main sheaf", Put: skip("inc")},
	}
}

// bareBoot leaves the CPUs that are to have none with the bootstrap sheaf.
func bareBoot() []Edit {
	return []Edit{{Func: "bootstrap_cache_sheaves", Line: "make an empty sheaf", Put: ops(
		when("the CPU is to have none", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
			return k.Heap.Bare != nil && k.Heap.Bare[f.R[rDCPU]]
		}, "inc"),
	)}}
}
