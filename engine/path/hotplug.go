package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// CPUs go offline and come back (kernel.md 2.16, 1.3). Of the kernel's many
// states only those are here that the allocator can see: the threads leave,
// RCU's callbacks are adopted, and the sheaves of the dead CPU are emptied
// without their lock. Whoever flushes sheaves holds cpu_hotplug_lock for
// reading, so it is out of the way. Register 1 is the CPU.

func hotplugFuncs() []Listing {
	return []Listing{cpuDown(), cpuUp(), slubCPUDead(), flushDeadCPU()}
}

// cpusReadLock and cpusReadUnlock keep CPUs from coming and going.
func cpusReadLock(text string) Op {
	return Op{Text: text, Cost: sim.CostMutex, Do: func(k *Kernel, _ *sim.Thread, _ *sim.Frame) Verdict {
		if k.Locks.ReadLock(k.M, k.HotplugLock) {
			return Next
		}
		return Again
	}}
}

func cpusReadUnlock() Op {
	return do("cpus_read_unlock", sim.CostMutex, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) { k.Locks.ReadUnlock(k.M, k.HotplugLock) })
}

func cpusWriteLock() Op {
	return Op{Text: "cpus_write_lock: wait until nobody counts on the CPUs", Cost: sim.CostMutex, Do: func(k *Kernel, _ *sim.Thread, _ *sim.Frame) Verdict {
		if k.Locks.WriteLock(k.M, k.HotplugLock) {
			return Next
		}
		return Again
	}}
}

func cpusWriteUnlock(label string) Op {
	return at(label, do("cpus_write_unlock", sim.CostMutex, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) { k.Locks.WriteUnlock(k.M, k.HotplugLock) }))
}

func refuseHotplug() Op {
	return at("refuse", do("refused", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) { k.M.Emit(sim.HotplugRefused, f.R[rFCPU], 0, 0) }))
}

func cpuDown() Listing {
	takeAway := Op{Text: "stop_machine: wait until nothing is left on the CPU; it is taken away", Cost: sim.CostMutex, Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
		if !k.M.Emptied(f.R[rFCPU]) {
			k.M.AwaitEmpty(f.R[rFCPU])
			return Again
		}
		k.M.PowerOff(f.R[rFCPU])
		return Next
	}}
	return Listing{
		Name: "cpu_down", Args: "-, cpu", Section: "2.16 [KN]",
		What: "take a CPU away: its threads leave, its callbacks are adopted, its sheaves are emptied",
		Ops: ops(
			cpusWriteLock(),
			when("it is gone already, or it is the last one", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				return !k.M.Online(f.R[rFCPU]) || k.M.NrOnline() == 1
			}, "refuse"),
			do("its threads are to leave, its kworker is bound to it no longer", sim.CostWake, func(k *Kernel, _ *sim.Thread, f *sim.Frame) { k.M.TakeDown(f.R[rFCPU]) }),
			takeAway,
			do("RCU: this CPU adopts the callbacks of the dead one", sim.CostQueueWork, (*Kernel).adoptCallbacks),
			call("the folio batches of the dead CPU [KN]", "page_alloc_cpu_dead", func(_ *Kernel, t *sim.Thread, f *sim.Frame) { t.Arg[rLCPU] = f.R[rFCPU] }),
			call("its buffer heads [KN]", "buffer_exit_cpu_dead", func(_ *Kernel, t *sim.Thread, f *sim.Frame) { t.Arg[rBCPU] = f.R[rFCPU] }),
			call("the sheaves of the dead CPU", "slub_cpu_dead", func(_ *Kernel, t *sim.Thread, f *sim.Frame) { t.Arg[rFCPU] = f.R[rFCPU] }),
			jump("", "unlock"),
			refuseHotplug(),
			cpusWriteUnlock("unlock"),
			done(),
		),
	}
}

// adoptCallbacks moves the callbacks of a dead CPU to the stepping one, and the
// mayday timers that ran there [KN]; those
// of a nohz_full CPU stay with the thread that runs them elsewhere anyway.
func (k *Kernel) adoptCallbacks(_ *sim.Thread, f *sim.Frame) {
	dead := f.R[rFCPU]
	k.adoptMayday(dead)
	k.RCU.CPUs[dead].Need = false
	if k.RCU.CPUs[dead].Offload != sim.NoThread || k.RCU.CPUs[dead].N == 0 {
		return
	}
	if k.RCU.CPUs[dead].Unasked {
		k.entrain(dead)
	}
	k.M.ChargeN(sim.CostListOp, k.RCU.CPUs[dead].N)
	k.RCU.Adopt(dead, k.M.Self)
	k.wantGP(k.M.Self)
}

// slubCPUDead is the state CPUHP_SLUB_DEAD.
func slubCPUDead() Listing {
	slabMutex := func(k *Kernel, _ *sim.Frame) locking.ID { return k.SlabMutex }
	return Listing{
		Name: "slub_cpu_dead", Args: "-, cpu", Section: "2.16",
		What: "empty the sheaves that a dead CPU has left, in all caches",
		Ops: ops(
			waitLock("take slab_mutex", sim.CostMutex, slabMutex, locking.Mutex),
			do("from the first cache on", sim.CostNone, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rCache] = 0 }),
			at("next", when("every cache is done", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return int(f.R[rCache]) == len(k.Heap.Caches) }, "unlock")),
			when("it left the list of caches", unlisted, "skip"),
			when("it has no sheaves", sheafless, "skip"),
			call("its sheaves of the cache", "__pcs_flush_all_cpu", argCacheCPU),
			at("skip", do("next cache", sim.CostNone, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rCache]++ })),
			jump("", "next"),
			at("unlock", do("release slab_mutex", sim.CostMutex, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) { k.Locks.Unlock(k.M, k.SlabMutex, locking.Mutex) })),
			done(),
		),
	}
}

// flushDeadCPU takes no lock: the CPU executes nothing any more, and who would
// flush it from elsewhere holds cpu_hotplug_lock.
func flushDeadCPU() Listing {
	return Listing{
		Name: "__pcs_flush_all_cpu", Args: "cache, cpu", Section: "2.16",
		What: "empty all sheaves of a dead CPU, without its lock; main stays",
		Ops: ops(
			call("main's objects go to their slabs, in place", "sheaf_flush_unused", func(k *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[1] = f.R[rCache], int32(ofNamedCPU(k, f).Main)
			}),
			when("there is no spare", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				f.R[rFSpare] = int32(ofNamedCPU(k, f).Spare)
				return f.R[rFSpare] == slub.None
			}, "rcu"),
			call("the spare's objects go to their slabs", "sheaf_flush_unused", argFlushSpare),
			do("there is no spare any more", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				ofNamedCPU(k, f).Spare = slub.None
				k.Heap.SetPlace(slub.SheafID(f.R[rFSpare]), slub.InPath, slub.None)
			}),
			call("its memory goes", "free_empty_sheaf", argFlushSpare),
			at("rcu", detachRcuFree("detach rcu_free", ofNamedCPU)),
			when("there was none", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rSheaf] == slub.None }, "out"),
			call("its objects wait for a grace period", "call_rcu", argCallRCU("rcu_free_sheaf_nobarn")),
			at("out", done()),
		),
	}
}

func cpuUp() Listing {
	return Listing{
		Name: "cpu_up", Args: "-, cpu", Section: "1.3 [KN]",
		What: "bring a CPU back: its kworker returns, and a rescuer that serves its pool; its managed interrupts come again; tasks that have left do not return",
		Ops: ops(
			cpusWriteLock(),
			when("it is there already", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return k.M.Online(f.R[rFCPU]) }, "refuse"),
			do("the CPU starts; its interrupts come again", sim.CostIPI, (*Kernel).startCPU),
			do("its kworker, and who serves its pool, are bound to it again", sim.CostWake, func(k *Kernel, _ *sim.Thread, f *sim.Frame) { k.rebind(f.R[rFCPU]) }),
			jump("", "unlock"),
			refuseHotplug(),
			cpusWriteUnlock("unlock"),
			done(),
		),
	}
}

// rebind binds to a CPU again who runs the items of its pool: the kworker, and a
// rescuer that came, or was driven away, while the CPU was gone.
func (k *Kernel) rebind(cpu int32) {
	k.M.Bring(k.WQ.Pools[cpu].Worker, cpu)
	for i := range k.WQ.Rescuers {
		if r := &k.WQ.Rescuers[i]; r.Pool == cpu {
			k.M.Bring(r.Thread, cpu)
		}
	}
}

// startCPU arms the CPU's sources of interrupts anew: what they would have
// raised while it was gone is lost, as if all were managed interrupts (others go
// to another CPU meanwhile).
func (k *Kernel) startCPU(_ *sim.Thread, f *sim.Frame) {
	for _, id := range k.M.OfCPU(f.R[rFCPU]) {
		t := &k.M.Threads[id]
		if t.Why != sim.WaitTime || t.WakeAt > k.M.Now {
			continue
		}
		if every := k.period(id); every > 0 {
			t.WakeAt += ((k.M.Now-t.WakeAt)/every + 1) * every
		} else {
			t.Why = sim.WaitNone
		}
	}
	k.M.PowerOn(f.R[rFCPU])
}
