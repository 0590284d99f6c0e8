package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/swap"
)

// The mlock batch (mm/mlock.c; kernel.md 3.7, [KN] for what it does): folios
// that are to go to the unevictable list or to come back from it. It has a lock
// of its own.

func mlockFuncs() []Listing {
	return []Listing{
		mlockFolio("mlock_folio", "a folio that is on the LRU lists is locked into memory", func(c *swap.CPU) *int32 { return &c.MlockLRU }, false),
		mlockFolio("mlock_new_folio", "a new folio is locked into memory: a page fault in a locked area", func(c *swap.CPU) *int32 { return &c.MlockNew }, true),
		mlockFolio("munlock_folio", "a folio need not stay in memory any more", func(c *swap.CPU) *int32 { return &c.Munlock }, false),
		mlockFolioBatch(), mlockDrainLocal(), mlockDrainDead("mlock_drain_remote"),
	}
}

// mlockFolio is one of the three functions that put a folio into the batch.
func mlockFolio(name, what string, kind func(*swap.CPU) *int32, isNew bool) Listing {
	return Listing{
		Name: name, Args: "folio", Section: "3.7 [KN]",
		What: what + "; into this CPU's mlock batch",
		Ops: ops(
			call("take this CPU's mlock lock", "local_lock", argLock(refMlock)),
			do("this CPU's mlock batch", sim.CostLoad, thisLCPU),
			do("a reference for the batch; the folio goes into it, marked as what it is", sim.CostAtomic, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				*kind(&k.Swap.CPUs[f.R[rLCPU]])++
				if isNew {
					k.Swap.Added++
				}
			}),
			when("there is room for more", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				return k.Swap.CPUs[f.R[rLCPU]].MlockN() < swap.BatchSize
			}, "unlock"),
			call("full: all of them go to their lists", "mlock_folio_batch", argLCPU),
			at("unlock", call("release this CPU's mlock lock", "local_unlock", argLock(refMlock))),
			done(),
		),
	}
}

func mlockFolioBatch() Listing {
	return Listing{
		Name: "mlock_folio_batch", Args: "cpu", Section: "3.7 [KN]",
		What: "all folios of a CPU's mlock batch go to their lists, under lru_lock",
		Ops: seq(
			lockIrq("lru_lock of the node", lruLock),
			ops(do("each folio of the batch goes to its list", sim.CostListOp, (*Kernel).moveMlock)),
			ops(
				spinRelease("", "lru_lock of the node", lruLock),
				unmask("", "interrupts on, preempt_enable"), // spin_unlock_irq: no caller has them off
				putFolios(),
				done(),
			),
		),
	}
}

func (k *Kernel) moveMlock(_ *sim.Thread, f *sim.Frame) {
	c, n := &k.Swap.CPUs[f.R[rLCPU]], k.lruNode(f.R[rLCPU])
	count := c.MlockN()
	f.R[rLN] = count
	k.M.ChargeN(sim.CostListOp, max(count-1, 0))
	k.M.Emit(sim.FolioDrain, int32(swap.NBatches), f.R[rLCPU], int64(count))
	n.Unevictable += int64(c.MlockNew)
	left := c.MlockLRU - int32(shift(&n.Inactive, &n.Unevictable, c.MlockLRU))
	shift(&n.Active, &n.Unevictable, left)
	shift(&n.Unevictable, &n.Inactive, c.Munlock)
	c.MlockNew, c.MlockLRU, c.Munlock = 0, 0, 0
}

// mlockEmpty leaves a drain where the CPU's mlock batch is empty.
func mlockEmpty(label string) Op {
	return when("the mlock batch is empty", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
		return k.Swap.CPUs[f.R[rLCPU]].MlockN() == 0
	}, label)
}

func mlockDrainLocal() Listing {
	return Listing{
		Name: "mlock_drain_local", Args: "", Section: "3.7 [KN]",
		What: "drain this CPU's mlock batch",
		Ops: ops(
			call("take this CPU's mlock lock", "local_lock", argLock(refMlock)),
			do("this CPU's mlock batch", sim.CostLoad, thisLCPU),
			mlockEmpty("unlock"),
			call("its folios go to their lists", "mlock_folio_batch", argLCPU),
			at("unlock", call("release this CPU's mlock lock", "local_unlock", argLock(refMlock))),
			done(),
		),
	}
}

// mlockDrainDead drains the batch of a CPU that is offline, which nobody else
// can reach; the series calls it by another name.
func mlockDrainDead(name string) Listing {
	return Listing{
		Name: name, Args: "cpu", Section: "3.7 [KN]",
		What: "drain the mlock batch of a CPU that is offline, without its lock",
		Ops: ops(
			mlockEmpty("out"),
			call("its folios go to their lists", "mlock_folio_batch", argLCPU),
			at("out", done()),
		),
	}
}

// mlockDrainCPU is what the series adds: the batch of a named CPU, under the
// lock of that CPU.
func mlockDrainCPU() Listing {
	return Listing{
		Name: "mlock_drain_cpu", Args: "cpu", Section: "3.7, 4.6",
		What: "drain the mlock batch of a CPU under its lock",
		Ops: ops(
			call("take the mlock lock of the CPU", "qpw_lock", argLock(refMlock)),
			mlockEmpty("unlock"),
			call("its folios go to their lists", "mlock_folio_batch", argLCPU),
			at("unlock", call("release the mlock lock", "qpw_unlock", argLock(refMlock))),
			done(),
		),
	}
}
