package path

import (
	"barnyard/engine/qpw"
	"barnyard/engine/sim"
)

// The series, as edits of the code without it (kernel.md 3.6 to 3.8). Each
// version brings its functions, turns local locks into their forms, and lets
// the functions of a flush name the CPU that they work for.

// conversion is a version of the series: its names, and how it is made for a
// build, which takes longer than to be named.
type conversion struct {
	PatchInfo
	PW   bool // it uses the names of version 4
	Made func(b Build) Patch
}

// conversions are the versions of the series, oldest first. Version 3 and
// version 4 differ in names alone; the code is written in those of version 3.
func conversions() []conversion {
	return []conversion{
		{PatchInfo{"qpw-v1", "February 2026: call sites pin the task and name their own CPU"}, false, version1},
		{PatchInfo{"qpw-v2", "2 March 2026: local forms of their own, which disable migration with the key on"}, false, version2},
		{PatchInfo{"qpw-v3", "the local forms disable preemption instead, on PREEMPT_RT still migration; the names are still those of version 2"}, false, version3},
		{PatchInfo{"pw-v4", "18 May 2026: version 3 under other names"}, true, version3},
	}
}

func version1(b Build) Patch {
	return Patch{
		Adds: seqFuncs(qpwCPULockFuncs(b), qpwCPUIrqLockFuncs(b), qpwWorkFuncs(b), drainAdds()), Drops: drainDrops(),
		Calls: seqCalls(convertV1(), convertWork(), convertDead()),
		Edits: seqEdits(flushEdits(b), drainEdits(b), drainEditsV1()),
	}
}

func version2(b Build) Patch {
	return Patch{
		Adds: localForms(b, pinByMigrate()), Drops: drainDrops(),
		Calls: seqCalls(convertLocal(), convertWork(), convertDead()),
		Edits: seqEdits(flushEdits(b), drainEdits(b), repairPin(pinByMigrate())),
	}
}

func version3(b Build) Patch {
	return Patch{
		Adds: seqFuncs(localForms(b, b.pin()), automatic(b)), Drops: drainDrops(),
		Calls: seqCalls(convertLocal(), convertWork(), convertDead()),
		Edits: seqEdits(flushEdits(b), drainEdits(b), repairPin(b.pin()), automaticEdits(b)),
	}
}

// automatic is what versions 3 and 4 bring to switch the key on by themselves.
func automatic(b Build) []Listing {
	if b.Mode == qpw.NotBuilt {
		return nil
	}
	return []Listing{qpwInit()}
}

func automaticEdits(b Build) []Edit {
	if b.Mode == qpw.NotBuilt {
		return nil
	}
	return lateEdits()
}

func localForms(b Build, p pinning) []Listing {
	return seqFuncs(qpwLockFuncs(b, p), qpwCPULockFuncs(b), qpwIrqLockFuncs(b, p), qpwCPUIrqLockFuncs(b), qpwWorkFuncs(b), drainAdds())
}

func seqFuncs(groups ...[]Listing) []Listing { return join(groups) }
func seqCalls(groups ...[]Rewrite) []Rewrite { return join(groups) }
func seqEdits(groups ...[]Edit) []Edit       { return join(groups) }

func join[T any](groups [][]T) []T {
	var all []T
	for _, g := range groups {
		all = append(all, g...)
	}
	return all
}

// convertLocal turns the local locks of call sites into the local forms.
func convertLocal() []Rewrite {
	return []Rewrite{
		renamed("local_trylock", "local_qpw_trylock"),
		renamed("local_unlock", "local_qpw_unlock"),
		renamed("local_lock", "local_qpw_lock"),
		renamed("local_lock_irqsave", "local_qpw_lock_irqsave"),
		renamed("local_unlock_irqrestore", "local_qpw_unlock_irqrestore"),
	}
}

func convertWork() []Rewrite {
	return []Rewrite{renamed("queue_work_on", "queue_percpu_work_on"), renamed("flush_work", "flush_percpu_work")}
}

// convertV1 is what version 1 did at each call site: migration off, read the
// number of this CPU, and the form that names a CPU; in every build.
func convertV1() []Rewrite {
	own := func(op Op) func(k *Kernel, t *sim.Thread, f *sim.Frame) {
		return func(k *Kernel, t *sim.Thread, f *sim.Frame) {
			op.does(k, t, f) // which lock, as the call said before
			t.Arg[rLockCPU] = k.M.Self
		}
	}
	p := pinByMigrate()
	off := p.off("migrate_enable")
	lock := func(name string, after ...Op) Rewrite {
		return Rewrite{Call: "local_" + name, With: func(op Op) []Op {
			taken := at(op.Label, p.on("migrate_disable; cpu = smp_processor_id()"))
			return seq(ops(taken, call(op.Text, "qpw_"+name, own(op))), after)
		}}
	}
	undo := do("if it was not free: migrate_enable", sim.CostBranch, func(k *Kernel, t *sim.Thread, _ *sim.Frame) {
		if t.Ret == 0 {
			t.Migrate--
			k.M.ChargeN(sim.CostMigrate, 1)
		}
	})
	unlock := Rewrite{Call: "local_unlock", With: func(op Op) []Op {
		return ops(at(op.Label, call(op.Text, "qpw_unlock", own(op))), off)
	}}
	return []Rewrite{lock("trylock", undo), lock("lock"), unlock}
}

func argCacheCPU(_ *Kernel, t *sim.Thread, f *sim.Frame) {
	t.Arg[0], t.Arg[1] = f.R[rCache], f.R[rFCPU]
}

// flushEdits let a flush work for the CPU that it is given. They find the
// lines by their words, which the conversion of call sites has left as they
// were; what it put around the locks of these functions goes.
func flushEdits(b Build) []Edit {
	// The conversion of call sites has made one op of each lock, or in version
	// 1 two of a lock and three of a trylock, the pin first.
	lockAt, around, tries := "take this CPU's sheaf lock", 1, 1
	if b.version() == "qpw-v1" {
		lockAt, around, tries = "migrate_disable; cpu", 2, 3
	}
	lock := call("take the sheaf lock of the CPU", "qpw_lock", argCacheCPU)
	unlock := call("release the sheaf lock", "qpw_unlock", argCacheCPU)
	edits := []Edit{
		{Func: "__sheaf_flush_main_batch", Args: "cache, cpu", Line: "take up to 32 objects off this CPU's main", Drop: 1,
			Put: ops(takeMainBatch("take up to 32 objects off main, onto the stack", ofNamedCPU))},
		{Func: "__sheaf_flush_main_batch", Line: "release this CPU's sheaf lock", Drop: around, Put: ops(unlock)},
		{Func: "sheaf_try_flush_main", Line: "one batch of this CPU", Drop: 1, Put: ops(call("one batch; it releases the lock", "__sheaf_flush_main_batch", argCacheHere))},
		{Func: "pcs_flush_all", Args: "cache, cpu", Line: lockAt, Drop: around, Put: ops(lock)},
		{Func: "pcs_flush_all", Line: "detach this CPU's spare", Drop: 1, Put: ops(detachSpare("detach the spare", ofNamedCPU))},
		{Func: "pcs_flush_all", Line: "detach this CPU's rcu_free", Drop: 1, Put: ops(detachRcuFree("detach rcu_free", ofNamedCPU))},
		{Func: "pcs_flush_all", Line: "release this CPU's sheaf lock", Drop: around, Put: ops(unlock)},
		{Func: "pcs_flush_all", Line: "then this CPU's main sheaf", Drop: 1, Put: ops(call("then the main sheaf", "sheaf_flush_main", argCacheCPU))},
		{Func: "flush_cpu_sheaves", Line: "the cache that this item names", Drop: 1, Put: ops(itemCPUAndCache(b))},
		{Func: "flush_cpu_sheaves", Line: "all sheaves of this CPU", Drop: 1, Put: ops(call("all its sheaves", "pcs_flush_all", argCacheCPU))},
		{Func: "flush_rcu_sheaf", Line: "the cache that this item names", Drop: 1, Put: ops(itemCPUAndCache(b))},
		{Func: "flush_rcu_sheaf", Line: lockAt, Drop: around, Put: ops(lock)},
		{Func: "flush_rcu_sheaf", Line: "detach this CPU's rcu_free", Drop: 1, Put: ops(detachRcuFree("detach rcu_free", ofNamedCPU))},
		{Func: "flush_rcu_sheaf", Line: "release this CPU's sheaf lock", Drop: around, Put: ops(unlock)},
		{Func: "sheaf_flush_main", Args: "cache, cpu", Line: "one batch of this CPU", Drop: 1,
			Put: ops(call("one batch; it releases the lock", "__sheaf_flush_main_batch", argCacheCPU))},
	}
	if b.Mode != qpw.NotBuilt {
		edits = append(edits,
			Edit{Func: "flush_all_cpus_locked", Line: "set up its work item", Drop: 1, Put: ops(setUpItemCPU("flush_cpu_sheaves"))},
			Edit{Func: "flush_rcu_sheaves_on_cache", Line: "set up its work item", Drop: 1, Put: ops(setUpItemCPU("flush_rcu_sheaf"))})
	}
	if b.version() == "qpw-v1" {
		// Balanced: both forms name the CPU, and the call site's own pin is
		// undone after each batch.
		edits = append(edits, Edit{Func: "sheaf_try_flush_main", Line: "one batch is done", Put: ops(pinByMigrate().off("migrate_enable"))})
	}
	if b.Generation == "7.0-rc1" { // which asserts nothing here
		return append(edits, Edit{Func: "sheaf_flush_main", Line: lockAt, Drop: tries,
			Put: ops(call("take the sheaf lock of the CPU if it is free", "qpw_trylock", argCacheCPU))})
	}
	return append(edits, Edit{Func: "sheaf_flush_main", Line: lockAt, Drop: around, Put: ops(lock)},
		// A batch may be another CPU's, so its caller asserts, where it is this CPU's.
		Edit{Func: "__sheaf_flush_main_batch", Line: heldText, Drop: 1},
		Edit{Func: "sheaf_try_flush_main", Line: "one batch; it releases the lock", Put: ops(held())})
}

func argCacheHere(k *Kernel, t *sim.Thread, f *sim.Frame) {
	t.Arg[0], t.Arg[1] = f.R[rCache], k.M.Self
}

// itemCPUAndCache finds the CPU and the cache that a work item is for. Without
// CONFIG_QPW the item stores no CPU: the handler takes the one that it is on,
// and that CPU's item, whichever it was called with (kernel.md 3.8, H7).
func itemCPUAndCache(b Build) Op {
	if b.Mode == qpw.NotBuilt {
		return do("the CPU that this worker runs on", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			f.R[rFCPU] = k.M.Self
			f.R[rCache] = k.cacheOfItem(f.R[rFCPU])
		})
	}
	return do("the CPU that the item names", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
		f.R[rFCPU] = k.Flush[f.R[rCache]].Item.CPU
		f.R[rCache] = k.cacheOfItem(f.R[rFCPU])
	})
}

// repairPin is ours. The posted versions 2 and 4 take the lock by its local
// form and let the batch release it by the form that names a CPU, which with
// the key on leaves one pin behind for each batch (kernel.md 3.8, H1 [INF]).
// The converted code undoes it; the mutant pin-leak is the posted code.
func repairPin(p pinning) []Edit {
	undo := do("ours, in no posted version: undo the pin of the local form where the CPU form did not", sim.CostNone, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
		f.R[rFOnce], f.R[rFRest] = 1, t.Ret
		if k.Key {
			*p.depth(t)--
			k.M.ChargeN(sim.CostPreempt, 1)
		}
	})
	return []Edit{{Func: "sheaf_try_flush_main", Line: "one batch is done", Drop: 1, Put: ops(undo)}}
}
