package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// The boot of a kernel, as far as it matters here (kernel.md 1.5): the kmalloc
// caches get their sheaves when there are kmalloc caches to make them of. Until
// then, and for ever in caches that have none, main is the bootstrap sheaf.

func bootFuncs() []Listing {
	return []Listing{bootstrapKmallocSheaves(), bootstrapCacheSheaves(), lateInitcall()}
}

func bootstrapKmallocSheaves() Listing {
	return Listing{
		Name: "bootstrap_kmalloc_sheaves", Args: "", Section: "1.5",
		What: "the end of kmem_cache_init: the kmalloc caches, which have started without sheaves, get them",
		Ops: ops(
			do("from the first kmalloc cache on", sim.CostNone, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rCache] = 0 }),
			at("next", when("every cache is done", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return int(f.R[rCache]) == len(k.Heap.Caches) }, "out")),
			when("it does not wait for sheaves", func(k *Kernel, t *sim.Thread, f *sim.Frame) bool {
				c := f.R[rCache]
				return !k.Heap.Caches[c].Late || !sheafless(k, t, f) || k.Heap.Gone[c]
			}, "skip"),
			call("its barns, its mains, its capacity", "bootstrap_cache_sheaves", argCache),
			at("skip", do("next cache", sim.CostNone, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rCache]++ })),
			jump("", "next"),
			at("out", done()),
		),
	}
}

// bootstrapCacheSheaves takes no lock: in the kernel nobody else runs yet. The
// capacity comes last, so that until then every path still finds that the
// cache has no sheaves.
func bootstrapCacheSheaves() Listing {
	return Listing{
		Name: "bootstrap_cache_sheaves", Args: "cache", Section: "1.5",
		What: "give one cache barns and an empty main sheaf for every CPU, and then its capacity",
		Ops: seq(
			eachNode("the barns, from node 0", "every node has a barn", "node", "mains").loop(
				do("a barn for the node: two empty lists", sim.CostSheafAlloc, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					b := &k.Heap.Barns[k.Heap.BarnOf(slub.CacheID(f.R[rCache]), f.R[rSNode])]
					b.Full, b.Empty, b.NrFull, b.NrEmpty = slub.None, slub.None, 0, 0
				}),
			),
			labelled("mains", eachPossibleCPU("the main sheaves, from CPU 0", "every CPU has one", "cpu", "inc", "limit").loop(
				call("make an empty sheaf", "alloc_empty_sheaf", argCache),
				when("no memory so early: the kernel panics; here the cache stays without sheaves [KN]", gotNone, "out"),
				do("it takes the place of the bootstrap sheaf", sim.CostStore, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
					f.R[rPCS] = k.Heap.PCSOf(slub.CacheID(f.R[rCache]), f.R[rDCPU])
					k.setMain(f, slub.SheafID(t.Ret))
				}),
			)),
			ops(
				at("limit", do("now the capacity: from here on the cache has sheaves", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					k.Heap.Limit[f.R[rCache]] = k.Heap.Caches[f.R[rCache]].Capacity
					k.M.Emit(sim.SheavesOn, f.R[rCache], k.Heap.Limit[f.R[rCache]], 0)
				})),
				at("out", done()),
			),
		),
	}
}

// lateInitcall is the last level of initcalls. What matters here comes with
// versions 3 and 4 of the series.
func lateInitcall() Listing {
	return Listing{
		Name: "late_initcall", Args: "", Section: "3.5",
		What: "the last initcalls of the boot; every cache and every lock has been in use for long",
		Ops:  ops(done()),
	}
}

// qpwInit is the initcall of versions 3 and 4 (kernel.md 3.5): where CPUs are
// kept free of kernel noise and nobody has chosen, the key goes on. It does not
// look at the locks, which were initialised with the key off and may be held.
func qpwInit() Listing {
	return Listing{
		Name: "qpw_init", Args: "", Section: "3.5, 3.8",
		What: "switch the key on where CPUs are kept free of kernel noise, unless the command line has chosen",
		Ops: ops(
			when("the parameter was given", func(k *Kernel, _ *sim.Thread, _ *sim.Frame) bool { return k.Cfg.Boot.Given }, "out"),
			when("no CPU is kept free of kernel noise", func(k *Kernel, _ *sim.Thread, _ *sim.Frame) bool { return !k.Cfg.Boot.Noise }, "out"),
			when("the key is on already", func(k *Kernel, _ *sim.Thread, _ *sim.Frame) bool { return k.Key }, "out"),
			do("static_branch_enable: every use of a lock takes its other member from now on", sim.CostMutex, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) {
				k.Key = true
				k.M.Emit(sim.KeyFlip, 1, 0, 0)
			}),
			at("out", done()),
		),
	}
}

// lateEdits let the last initcalls call that of the series.
func lateEdits() []Edit {
	return []Edit{{Func: "late_initcall", Put: ops(
		call("the initcall of the series", "qpw_init", func(*Kernel, *sim.Thread, *sim.Frame) {}),
		done(),
	)}}
}
