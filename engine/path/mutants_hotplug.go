package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Planted bugs that show where tasks move and CPUs go (kernel.md 7: M5, M10,
// M30, M31).
func hotplugMutants() []Mutant {
	return []Mutant{
		{
			Number: "M5", Name: "collectors-without-hotplug-lock", Breaks: []string{"S2", "S14", "S19"}, Real: "FIX-d; what the series makes of it: H7 [INF]",
			What: "the collectors of a cache are flushed without cpu_hotplug_lock: a work item may run where it was not queued",
			edits: always(
				Edit{Func: "kvfree_rcu_barrier_on_cache", Line: "cpus_read_lock", Drop: 1},
				Edit{Func: "kvfree_rcu_barrier_on_cache", Line: "cpus_read_unlock", Drop: 1},
			),
			unfit: notIn("6.18", "7.0-rc1", "7.0-rc3"),
		}, {
			Number: "M10", Name: "sheaves-not-read-again", Breaks: []string{"S2", "S4", "S5", "S9", "S17"},
			What: "a refilled sheaf is installed into the sheaves of the CPU where the refill began",
			edits: always(Edit{Func: "__pcs_replace_empty_main", Line: "read this CPU's sheaves again", Drop: 1,
				Put: ops(do("the sheaves as they were read before", sim.CostNone, func(*Kernel, *sim.Thread, *sim.Frame) {}))}),
		}, {
			Number: "M30", Name: "dead-cpu-keeps-collector", Breaks: []string{"S13", "S14"},
			What: "the sheaves of a dead CPU are emptied but for its collector",
			edits: always(Edit{Func: "__pcs_flush_all_cpu", Line: "detach rcu_free", Drop: 1,
				Put: ops(do("no look at rcu_free", sim.CostNone, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rSheaf] = slub.None }))}),
		}, {
			Number: "M31", Name: "flush-without-hotplug-lock", Breaks: []string{"S2", "S3"},
			What: "flush_all does not hold cpu_hotplug_lock, so that a CPU may go while it is flushed",
			edits: always(
				Edit{Func: "flush_all", Line: "cpus_read_lock", Drop: 1},
				Edit{Func: "flush_all", Line: "cpus_read_unlock", Drop: 1},
			),
		},
	}
}
