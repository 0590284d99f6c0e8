package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/qpw"
	"barnyard/engine/sim"
)

// Planted bugs that a lockdep finds: assertions, contexts that must not wait,
// orders (kernel.md 7, those that break A1, L2 and L4).

func lockMutants() []Mutant {
	return []Mutant{
		{
			Number: "M8", Name: "assert-template", Late: true, Breaks: []string{"A1"}, Real: "all posted versions, found by syzbot; that this is why: 3.9 [INF]",
			What:  "without CONFIG_QPW the assertion that the sheaf lock is held asks about the per-CPU address, not about this CPU's lock",
			edits: assertTemplate, unfit: needsSeries,
		}, {
			Number: "M32", Name: "nolock-frees-to-slab", Breaks: []string{"L4", "S20"},
			What: "kfree_nolock takes an object that the sheaves refuse to its slab at once, and waits for list_lock there",
			edits: always(Edit{Func: "kfree_nolock", Line: "put it off", Drop: 1, Put: ops(
				call("straight to its slab", "__slab_free", func(k *Kernel, t *sim.Thread, f *sim.Frame) {
					t.Arg[0], t.Arg[rFSlab], t.Arg[rFHead], t.Arg[rFCnt] = f.R[rCache], int32(k.Heap.Objects[f.R[rFree]].Slab), f.R[rFree], 1
				}),
			)}),
			unfit: notIn("6.18"),
		}, {
			Number: "M33", Name: "nolock-waits-for-barn", Breaks: []string{"L4"},
			What:  "the barn's helpers wait for its lock whatever the caller allows",
			edits: always(waitForBarn("barn_get_empty_sheaf"), waitForBarn("barn_replace_empty_sheaf"), waitForBarn("barn_replace_full_sheaf")),
		}, {
			Number: "M43", Name: "flush-holds-sheaf-lock", Breaks: []string{"L2", "S20"},
			What: "flush_all_cpus_locked keeps this CPU's sheaf lock while it has the others' work done and waits for it",
			edits: always(
				Edit{Func: "flush_all_cpus_locked", Line: "pass 1, from CPU 0", Put: ops(call("take this CPU's sheaf lock", "local_lock", argCache))},
				Edit{Func: "flush_all_cpus_locked", Line: "release flush_lock", Put: ops(call("release the sheaf lock", "local_unlock", argCache))},
			),
		}, {
			Number: "M45", Name: "flush-wants-slab-mutex", Breaks: []string{"L2"}, Real: "warned of where FIX-d orders the locks",
			What: "the work function of a flush takes slab_mutex, which destroying a cache holds while it waits for that work",
			edits: always(
				Edit{Func: "flush_cpu_sheaves", Line: "the cache that this item names", Put: ops(waitLock("take slab_mutex", sim.CostMutex, ofSlabMutex, locking.Mutex))},
				Edit{Func: "flush_cpu_sheaves", Line: "return", Put: ops(do("release slab_mutex", sim.CostMutex, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) {
					k.Locks.Unlock(k.M, k.SlabMutex, locking.Mutex)
				}))},
			),
		},
	}
}

func ofSlabMutex(k *Kernel, _ *sim.Frame) locking.ID { return k.SlabMutex }

func waitForBarn(fn string) Edit {
	return Edit{Func: fn, Line: "take barn->lock, only trying", Drop: 1, Put: ops(onSpinlock(spinTakes, barnLock, waitLock("take barn->lock", sim.CostAtomic, barnLock, locking.Spin)))}
}

// assertTemplate leaves builds with CONFIG_QPW alone: their variants of the
// assertion name the CPU and the member.
func assertTemplate(b Build) []Edit {
	if b.Mode != qpw.NotBuilt {
		return nil
	}
	asks := []string{"__pcs_replace_empty_main", "__pcs_replace_full_main", "__pcs_install_empty_sheaf"}
	if b.version() == "pw-v4" && b.Generation != "7.0-rc1" {
		asks = append(asks, "sheaf_try_flush_main") // version 2 names the CPU's lock there itself (3.8, H1)
	}
	var edits []Edit
	for _, fn := range asks {
		edits = append(edits, Edit{Func: fn, Line: heldText, Drop: 1, Put: ops(heldTemplate())})
	}
	return edits
}
