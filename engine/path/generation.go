package path

import "barnyard/engine/sim"

// The generations before 7.1, as edits of it (kernel.md 0.2, 2.3, 2.13, 2.16).

// generation returns the edits that lead from 7.1 to an older kernel.
func generation(name string) []Patch {
	switch name {
	case "7.0-rc3": // and later: it has FIX-e, too, which came with rc4
		return []Patch{generation70()}
	case "7.0-rc1":
		return []Patch{generation70(), generation70rc1()}
	case "6.18":
		return []Patch{generation70(), generation70rc1(), generation618()}
	}
	return nil
}

// generation70 is what 7.0 does differently throughout.
func generation70() Patch {
	return Patch{
		Name: "generation 7.0", What: "barns lie where memory lies; barn and slabs are seen to node by node; the barrier of one cache holds no hotplug lock",
		Edits: append(barnsOfMemory(),
			// The barn of a node, then its slabs.
			Edit{Func: "__kmem_cache_do_shrink", Put: seq(
				sortNodes("the nodes, from node 0").loop(append(ops(emptyBarn()), sortSlabs()...)...), ops(at("out", done())),
			)},
			Edit{Func: "__kmem_cache_shutdown", Put: shutdownOps(eachNode("the nodes, from node 0", "every node is done", "node", "ok").loop(
				append(ops(emptyBarn()), freeOrRemain()...)...,
			))},
			// FIX-d is later.
			Edit{Func: "kvfree_rcu_barrier_on_cache", Line: "cpus_read_lock", Drop: 1},
			Edit{Func: "kvfree_rcu_barrier_on_cache", Line: "cpus_read_unlock", Drop: 1},
			Edit{Func: "flush_rcu_sheaves_on_cache", Line: "take flush_lock", Drop: 1, Put: ops(takeFlushLock())},
		),
	}
}

// generation70rc1 is the kernel before FIX-a (the flush of main that only
// tries), FIX-b (refill where blocking is not allowed) and FIX-e (a sheaf that
// is freed with objects in it).
func generation70rc1() Patch {
	mayNotBlock := when("the caller may not block: no refill", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool {
		return f.R[rNoSpin] != mayBlock
	}, "giveup")
	return Patch{
		Name: "generation 7.0-rc1", What: "only callers that may block refill a sheaf; a flush of main only tries the lock",
		Edits: []Edit{
			{Func: "__pcs_replace_empty_main", Line: "if no lock may be waited for: no refill", Drop: 1, Put: ops(mayNotBlock)},
			{Func: "__pcs_replace_empty_main", Line: "memory ran out: give back what it holds", Drop: 1},
			{Func: "__pcs_replace_empty_main", Line: "take this CPU's sheaf lock if it is free", Drop: 5,
				Put: ops(call("take this CPU's sheaf lock: the caller may block", "local_lock", argCache), jump("", "install"))},
			{Func: "sheaf_flush_main", Put: ops(
				at("more", call("take this CPU's sheaf lock if it is free", "local_trylock", argCache)),
				when("not free: main stays as it is", failed, "out"),
				call("one batch of this CPU; it releases the lock", "__sheaf_flush_main_batch", argCache),
				when("main has more", func(_ *Kernel, t *sim.Thread, _ *sim.Frame) bool { return t.Ret > 0 }, "more"),
				at("out", done()),
			)},
			// One function there, which takes the lock itself and asserts nothing.
			{Func: "__sheaf_flush_main_batch", Line: heldText, Drop: 1},
		},
	}
}
