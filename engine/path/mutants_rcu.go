package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Planted bugs of kfree_rcu, its callbacks and its barriers.

func rcuMutants() []Mutant {
	return []Mutant{
		{
			Number: "M1", Name: "call-rcu-after-unlock", Breaks: []string{"S14"}, Real: "argued about: D25",
			What: "a collector that is full is detached under the lock, and handed to RCU after it",
			edits: always(
				Edit{Func: "__kfree_rcu_sheaf", Line: "call_rcu, still under the lock", Drop: 2, Put: ops(
					call("release the sheaf lock", "local_unlock", argCache),
					call("call_rcu, after the unlock", "call_rcu", argCallRCU("rcu_free_sheaf")),
					jump("", "count"),
					at("unlock", call("release the sheaf lock", "local_unlock", argCache)),
				)},
				Edit{Func: "__kfree_rcu_sheaf", Line: "count FREE_RCU_SHEAF", Drop: 1, Put: ops(at("count", count1(slub.FreeRCUSheaf)))},
			),
		}, {
			Number: "M2", Name: "flush-rcu-trylock", Breaks: []string{"S14"}, Late: true,
			What:  "flush_rcu_sheaf only tries the lock, and leaves the collector where it is held",
			edits: flushRCUTries,
		}, {
			Number: "M4", Name: "destroy-without-rcu-barrier", Breaks: []string{"S14", "S13"}, Real: "FIX-c: kvfree_rcu_barrier_on_cache had none",
			What: "the way to destroy a cache waits for no callback: not after the collectors, not after the flush",
			edits: always(
				Edit{Func: "kvfree_rcu_barrier_on_cache", Line: "wait for the callbacks", Drop: 1},
				Edit{Func: "__kmem_cache_shutdown", Line: "callbacks of collectors", Drop: 1},
			),
			unfit: needsCacheBarrier,
		}, {
			Number: "M37", Name: "empty-sheaf-in-full-list", Breaks: []string{"S6"},
			What:  "rcu_free_sheaf does not look whether the hooks have left an object in the sheaf, and puts it into the full list",
			edits: always(Edit{Func: "rcu_free_sheaf", Line: "if no object is left in it", Drop: 1}),
		}, {
			Number: "M38", Name: "rcu-sheaf-to-barn-of-callback", Breaks: []string{"S18"},
			What: "rcu_free_sheaf uses the barn of the CPU that it runs on, not that of the node in the sheaf",
			edits: always(Edit{Func: "rcu_free_sheaf", Line: "if nr_full is 10 or more", Put: ops(
				do("the node of this CPU", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rRNode] = k.thisNode() }),
			)}),
		},
	}
}

func flushRCUTries(b Build) []Edit {
	line, name, args := "take this CPU's sheaf lock", "local_trylock", argCache
	if b.patched() {
		line, name, args = "take the sheaf lock of the CPU", "qpw_trylock", argCacheCPU
	}
	return []Edit{{Func: "flush_rcu_sheaf", Line: line, Drop: 1, Put: ops(
		call(line+" if it is free", name, args),
		when("not free: leave its collector", failed, "out"),
	)}}
}
