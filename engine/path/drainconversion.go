package path

import (
	"barnyard/engine/qpw"
	"barnyard/engine/sim"
)

// The series' patches to mm/swap.c and mm/mlock.c (kernel.md 3.6, 3.7, 4.6, D18).
// First the buffer heads get a work item of their own; then the rest is
// converted. The buffer heads are not: a lock would have to be taken at every
// lookup. So their work is queued on the CPU with the key on, too.

// drainAdds are the functions that the patches bring, drainDrops those that
// they do away with.
func drainAdds() []Listing {
	return []Listing{
		addMMDrain(), bhDrainPerCPU(), mlockDrainCPU(), mlockDrainDead("mlock_drain_offline"),
		{
			Name: "cpu_needs_mm_drain", Args: "cpu", Section: "4.6",
			What: "whether a CPU has folios in a batch; looked at without a lock",
			Ops:  ops(peekMM(), ret("return what was seen", retOf)),
		}, {
			Name: "cpu_needs_bh_drain", Args: "cpu", Section: "4.6",
			What: "whether a CPU keeps buffer heads; looked at without a lock",
			Ops:  ops(peekBH(), ret("return what was seen", retOf)),
		},
	}
}

func drainDrops() []string {
	return []string{"lru_add_and_bh_lrus_drain", "cpu_needs_drain", "mlock_drain_remote"}
}

func addMMDrain() Listing {
	return Listing{
		Name: "lru_add_mm_drain", Args: "cpu", Section: "4.6",
		What: "drain the batches of a CPU and its mlock batch, each under the lock of that CPU",
		Ops: ops(
			call("take the fbatches.lock of the CPU", "qpw_lock", argLock(refFBatches)),
			call("its batches", "lru_add_drain_cpu", argLCPU),
			call("release its fbatches.lock", "qpw_unlock", argLock(refFBatches)),
			call("and its mlock batch", "mlock_drain_cpu", argLCPU),
			done(),
		),
	}
}

func bhDrainPerCPU() Listing {
	return Listing{
		Name: "bh_add_drain_per_cpu", Args: "item", Section: "4.6",
		What: "the other work function: let go of this CPU's buffer heads; it runs on that CPU in every mode",
		Ops:  ops(call("its buffer heads", "invalidate_bh_lrus_cpu", argNone), done()),
	}
}

// drainEdits are the same in every version but for what drainEditsV1 says.
func drainEdits(b Build) []Edit {
	return []Edit{
		{Func: "lru_add_drain_cpu", What: "all batches of a CPU go to the lists; the caller is on that CPU and pinned, or holds its fbatches.lock, or it is dead", Put: drainCPUOps("qpw_lock_irqsave", "qpw_unlock_irqrestore")},
		{Func: "lru_add_drain_per_cpu", Put: ops(drainItemCPU(b), call("its batches and its mlock batch", "lru_add_mm_drain", argLCPU), done())},
		{Func: "__lru_add_drain_all", Put: drainAllBothOps()},
	}
}

// drainItemCPU finds the CPU that an item is for; without CONFIG_QPW no CPU is
// stored and the handler takes the one that it is on (kernel.md 3.8, H7).
func drainItemCPU(b Build) Op {
	if b.Mode == qpw.NotBuilt {
		return do("the CPU that this worker runs on", sim.CostLoad, thisLCPU)
	}
	return do("the CPU that the item names", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
		f.R[rLCPU] = k.Item(f.R[rItem]).CPU
	})
}

// drainAllBothOps is __lru_add_drain_all with two items a CPU: all that were
// queued for batches are waited for, then all for buffer heads.
func drainAllBothOps() []Op {
	return seq(
		drainAllBegin(),
		eachCPU("pass 1, from CPU 0", "every CPU was looked at", "next1", "inc1", "pass2").loop(
			call("has it folios to drain?", "cpu_needs_mm_drain", argLCPU),
			when("no", failed, "bh"),
			do("mark it; set up its work item: which CPU", sim.CostStore, setUpDrain(lruAddDrain, "lru_add_drain_per_cpu")),
			call("have it done on that CPU", "queue_percpu_work_on", argDrainItem(lruAddDrain)),
			at("bh", call("does it keep buffer heads?", "cpu_needs_bh_drain", argLCPU)),
			when("no: next", failed, "inc1"),
			do("mark it; set up its other work item", sim.CostStore, setUpDrain(bhAddDrain, "bh_add_drain_per_cpu")),
			call("queue it on that CPU: in every mode", "queue_work_on", argDrainItem(bhAddDrain)),
		),
		waitMarked("pass 2, from CPU 0: the batches", "pass2", "pass3", lruAddDrain, "flush_percpu_work"),
		waitMarked("pass 3, from CPU 0: the buffer heads", "pass3", "unlock", bhAddDrain, "flush_work"),
		drainAllEnd(),
	)
}

// convertDead lets the path of a dead CPU call the function by its new name.
func convertDead() []Rewrite { return []Rewrite{renamed("mlock_drain_remote", "mlock_drain_offline")} }

// drainEditsV1 are the places where version 1 is not what its conversion of
// call sites makes elsewhere: two read the number of their CPU without a pin,
// and one gives the pin back before the lock. Versions 2 and later do neither.
func drainEditsV1() []Edit {
	read := do("cpu = smp_processor_id(), without a pin", sim.CostLoad, thisLCPU)
	still := do("the batch of that CPU", sim.CostLoad, func(*Kernel, *sim.Thread, *sim.Frame) {})
	named := forms{before: ops(read), lock: "qpw_lock", unlock: "qpw_unlock", lockIrq: "qpw_lock_irqsave", restoreIrq: "qpw_unlock_irqrestore"}
	p := pinByMigrate()
	return []Edit{
		{Func: "__folio_batch_add_and_move", Put: batchAddOps(named, still)},
		{Func: "lru_add_drain", Put: ops(
			read,
			call("take the fbatches.lock of that CPU", "qpw_lock", argLock(refFBatches)),
			call("its batches", "lru_add_drain_cpu", argLCPU),
			call("release it", "qpw_unlock", argLock(refFBatches)),
			call("and its mlock batch", "mlock_drain_cpu", argLCPU),
			done(),
		)},
		{Func: "mlock_drain_local", Put: ops(
			p.on("migrate_disable"),
			call("this CPU's mlock batch", "mlock_drain_cpu", argThisCPU),
			p.off("migrate_enable"),
			done(),
		)},
		{Func: "mlock_new_folio", Line: "release this CPU's mlock lock", Drop: 2, Put: ops(
			at("unlock", p.off("migrate_enable, before the unlock")),
			call("release the mlock lock of that CPU", "qpw_unlock", argLock(refMlock)),
		)},
	}
}
