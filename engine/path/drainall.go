package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
)

// lru_add_drain_all (kernel.md 4.6): every CPU's batches go to the lists. No
// hotplug lock is taken. What the code does without the series stands here, as
// [KN]: one work item a CPU drains batches, buffer heads and mlock batch. The
// series splits the buffer heads off (drainconversion.go).

func drainAllFuncs() []Listing {
	return []Listing{
		lruAddDrainAll(), drainAllPass(), cpuNeedsDrain(), drainPerCPU(), addAndBHDrain(), pageAllocCPUDead(),
	}
}

func lruAddDrainAll() Listing {
	return Listing{
		Name: "lru_add_drain_all", Args: "", Section: "4.6",
		What: "every CPU's batches go to the lists; returns when all are done",
		Ops:  ops(call("not forced", "__lru_add_drain_all", argNone), done()),
	}
}

func drainAllPass() Listing {
	return Listing{
		Name: "__lru_add_drain_all", Args: "", Section: "4.6",
		What: "drain this CPU; then, one caller at a time, ask every CPU that has something in its batches to drain them, and wait for all",
		Ops: seq(
			drainAllBegin(),
			eachCPU("pass 1, from CPU 0", "every CPU was looked at", "next1", "inc1", "pass2").loop(
				call("does it need a drain?", "cpu_needs_drain", argLCPU),
				when("no: next", failed, "inc1"),
				do("mark it; set up its work item", sim.CostStore, setUpDrain(lruAddDrain, "lru_add_drain_per_cpu")),
				call("queue it on that CPU", "queue_work_on", argDrainItem(lruAddDrain)),
			),
			waitMarked("pass 2, from CPU 0", "pass2", "unlock", lruAddDrain, "flush_work"),
			drainAllEnd(),
		),
	}
}

// drainAllBegin takes the mutex and sees whether the work is still to be done.
func drainAllBegin() []Op {
	mutex := func(k *Kernel, _ *sim.Frame) locking.ID { return k.Swap.DrainLock }
	return ops(
		do("a full barrier: what this CPU has put into batches can be seen", sim.CostAtomic, func(*Kernel, *sim.Thread, *sim.Frame) {}),
		do("remember the generation of drains", sim.CostLoad, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) { k.Swap.Drainers.Come(k.M.CurID()) }),
		call("this CPU's own at once: it helps whoever drains", "lru_add_drain", argNone),
		waitLock("take the mutex: one drain at a time", sim.CostMutex, mutex, locking.Mutex),
		when("it has moved on: somebody newer has queued everything already", func(k *Kernel, _ *sim.Thread, _ *sim.Frame) bool { return !k.Swap.Drainers.Has(k.M.CurID()) }, "skip"),
		do("next generation, and a full barrier", sim.CostAtomic, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) {
			k.Swap.DrainGen++
			k.Swap.Drainers.Begin()
		}),
		do("nobody is marked", sim.CostStore, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) {
			for i := range k.Drain {
				k.Drain[i].HasMM, k.Drain[i].HasBH = false, false
			}
		}),
	)
}

func drainAllEnd() []Op {
	return ops(
		at("unlock", do("release the mutex", sim.CostMutex, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) {
			k.Locks.Unlock(k.M, k.Swap.DrainLock, locking.Mutex)
		})),
		done(),
		at("skip", do("nothing to do", sim.CostNone, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) { k.M.Emit(sim.DrainSkip, k.Swap.DrainGen, 0, 0) })),
		jump("", "unlock"),
	)
}

func argDrainItem(kind int32) func(*Kernel, *sim.Thread, *sim.Frame) {
	return func(k *Kernel, t *sim.Thread, f *sim.Frame) { t.Arg[rItem] = k.itemRef(kind, f.R[rDCPU]) }
}

// marked is the mark that says that an item of a kind was queued.
func (d *DrainWork) marked(kind int32) *bool {
	if kind == bhAddDrain {
		return &d.HasBH
	}
	return &d.HasMM
}

// setUpDrain marks a CPU and fills in its work item.
func setUpDrain(kind int32, fn string) func(*Kernel, *sim.Thread, *sim.Frame) {
	return func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
		*k.Drain[f.R[rDCPU]].marked(kind) = true
		it := k.Item(k.itemRef(kind, f.R[rDCPU]))
		it.CPU = f.R[rDCPU]
		k.WQ.Works[it.Work].Fn = k.Cfg.Code.must(fn)
	}
}

// waitMarked waits for the items of one kind, in the order of the CPUs. It goes
// by the marks, not by who is online now.
func waitMarked(begin, top, end string, kind int32, flush string) []Op {
	pass := each{
		begin: begin, all: "every CPU was waited for", next: "next CPU", top: top + "loop", inc: top + "inc", end: end,
		count: func(k *Kernel) int32 { return int32(len(k.Drain)) },
	}.loop(
		when("it is not marked", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return !*k.Drain[f.R[rDCPU]].marked(kind) }, top+"inc"),
		call("wait for its work item", flush, argDrainItem(kind)),
	)
	return labelled(top, pass)
}

// peekMM and peekBH look at another CPU without a lock.
func peekMM() Op {
	return do("peek: is there a folio in any of its batches?", sim.CostLoad, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
		c := &k.Swap.CPUs[f.R[rLCPU]]
		k.M.Touch(k.Locks.L[c.Lock].Line, false)
		t.Ret = 0
		for _, n := range c.N {
			k.M.ChargeN(sim.CostLoad, 1)
			if n > 0 {
				t.Ret = 1
				return
			}
		}
		if c.MlockN() > 0 {
			t.Ret = 1
		}
	})
}

func peekBH() Op {
	return do("peek: does it keep buffer heads?", sim.CostLoad, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
		t.Ret = 0
		if k.Swap.CPUs[f.R[rBCPU]].NBH > 0 {
			t.Ret = 1
		}
	})
}

func cpuNeedsDrain() Listing {
	return Listing{
		Name: "cpu_needs_drain", Args: "cpu", Section: "4.6",
		What: "whether a CPU has folios in a batch, or buffer heads; looked at without a lock",
		Ops: ops(
			peekMM(),
			when("yes", func(_ *Kernel, t *sim.Thread, _ *sim.Frame) bool { return t.Ret == 1 }, "out"),
			peekBH(),
			at("out", ret("return what was seen", retOf)),
		),
	}
}

func retOf(_ *Kernel, t *sim.Thread, _ *sim.Frame) int32 { return t.Ret }

func drainPerCPU() Listing {
	return Listing{
		Name: "lru_add_drain_per_cpu", Args: "item", Section: "4.6",
		What: "the work function: drain this CPU",
		Ops:  ops(call("batches, buffer heads, mlock batch", "lru_add_and_bh_lrus_drain", argNone), done()),
	}
}

func addAndBHDrain() Listing {
	return Listing{
		Name: "lru_add_and_bh_lrus_drain", Args: "", Section: "4.6 [KN]",
		What: "all that this CPU has collected: batches, buffer heads, mlock batch",
		Ops: ops(
			call("take this CPU's fbatches.lock", "local_lock", argLock(refFBatches)),
			call("this CPU's batches", "lru_add_drain_cpu", argThisCPU),
			call("release this CPU's fbatches.lock", "local_unlock", argLock(refFBatches)),
			call("its buffer heads", "invalidate_bh_lrus_cpu", argNone),
			call("and its mlock batch", "mlock_drain_local", argNone),
			done(),
		),
	}
}

// pageAllocCPUDead is what becomes of the batches of a CPU that has gone.
func pageAllocCPUDead() Listing {
	return Listing{
		Name: "page_alloc_cpu_dead", Args: "cpu", Section: "3.7, 4.6 [KN]",
		What: "a CPU has gone offline: whoever takes it down drains its batches, without its fbatches.lock and its mlock lock",
		Ops: ops(
			call("its batches", "lru_add_drain_cpu", argLCPU),
			call("its mlock batch", "mlock_drain_remote", argLCPU),
			done(),
		),
	}
}
