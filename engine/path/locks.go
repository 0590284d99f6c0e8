package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// The locks that belong to a CPU as the kernel has them without the patches
// (kernel.md 3.1): register 0 names the lock, by the cache whose per-CPU
// sheaves it protects or by a number below 0 (perCPULock). The functions of QPW, which the patches bring, are in
// qpwlocks.go; both are made of the ops in this file.

const rLockCPU = 1

func lockFuncs() []Listing {
	return []Listing{
		{
			Name: "local_trylock", Args: "cache", Section: "3.1", Inline: true,
			What: "pin the task and take this CPU's lock unless this CPU was interrupted inside its own section; 1 if taken",
			Ops:  localTrylock(ownLock),
		}, {
			Name: "local_unlock", Args: "cache", Section: "3.1", Inline: true,
			What: "release this CPU's lock and unpin",
			Ops:  localUnlock(ownLock),
		}, {
			Name: "local_lock", Args: "cache", Section: "3.1", Inline: true,
			What: "pin the task and take this CPU's lock, which must be free: nobody but this CPU takes it; a plain local_lock_t has no byte, so the pin is all",
			Ops:  localLock(ownLock),
		},
	}
}

// lockOf names a lock from the registers of a frame.
type lockOf func(k *Kernel, f *sim.Frame) locking.ID

func ownLock(k *Kernel, f *sim.Frame) locking.ID   { return k.perCPULock(f.R[rCache], k.M.Self) }
func namedLock(k *Kernel, f *sim.Frame) locking.ID { return k.perCPULock(f.R[rCache], f.R[rLockCPU]) }

// What register 0 of the functions that lock names: from 0 on a cache, whose
// sheaves have a local_trylock_t a CPU; below, one of these, which are a plain
// local_lock_t.
const (
	refFBatches    = -1 // cpu_fbatches.lock
	refFBatchesIRQ = -2 // cpu_fbatches.lock_irq
	refMlock       = -3 // mlock_fbatch.lock
)

// perCPULock is the lock that a reference names, on a CPU.
func (k *Kernel) perCPULock(ref, cpu int32) locking.ID {
	switch ref {
	case refFBatches:
		return k.Swap.CPUs[cpu].Lock
	case refFBatchesIRQ:
		return k.Swap.CPUs[cpu].LockIRQ
	case refMlock:
		return k.Swap.CPUs[cpu].Mlock
	}
	return k.Heap.PCS[k.Heap.PCSOf(slub.CacheID(ref), cpu)].Lock
}

// hasByte reports whether the lock that a reference names has the byte
// acquired: of a plain local_lock_t only the pin is left, unless the kernel is
// built to debug locks (kernel.md 3.1).
func hasByte(ref int32) bool { return ref >= 0 }

func done() Op { return retVal("return", 1) }

func pin(text string) Op {
	return do(text, sim.CostPreempt, func(_ *Kernel, t *sim.Thread, _ *sim.Frame) { t.Preempt++ })
}

func unpin(text string) Op {
	return do(text, sim.CostPreempt, func(_ *Kernel, t *sim.Thread, _ *sim.Frame) { t.Preempt-- })
}

func localTrylock(lock lockOf) []Op {
	take := Op{Text: "ll: test the byte acquired; set it if it is clear", Cost: sim.CostLoad, To: []string{"ll_busy"},
		Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
			if !k.try(lock(k, f), locking.Local) {
				return Go0
			}
			k.M.ChargeN(sim.CostStore, 1)
			return Next
		}}
	return ops(
		pin("ll: preempt_disable"),
		take,
		retVal("return: taken", 1),
		at("ll_busy", unpin("ll: preempt_enable, this CPU was interrupted inside its own section")),
		retVal("return: not taken", 0),
	)
}

func localLock(lock lockOf) []Op {
	return ops(
		pin("ll: preempt_disable"),
		setAcquired(lock),
		done(),
	)
}

// setAcquired and clearAcquired are the byte of local_trylock_t. A plain
// local_lock_t has none: there the two steps cost nothing and stand for the
// section between them, so that it has a holder here.
func setAcquired(lock lockOf) Op {
	return do("ll: acquired must be clear; set it", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
		k.Locks.Enter(k.M, lock(k, f))
		if hasByte(f.R[rCache]) {
			k.M.ChargeN(sim.CostLoad, 1)
			k.M.ChargeN(sim.CostStore, 1)
		}
	})
}

func clearAcquired(lock lockOf) Op {
	return do("ll: clear acquired", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
		k.Locks.Unlock(k.M, lock(k, f), locking.Local)
		if hasByte(f.R[rCache]) {
			k.M.ChargeN(sim.CostStore, 1)
		}
	})
}

func localUnlock(lock lockOf) []Op {
	return ops(
		clearAcquired(lock),
		unpin("ll: preempt_enable"),
		done(),
	)
}

// trySpin is the one step of spin_trylock that looks at the lock word.
func trySpin(lock lockOf) Op {
	return Op{Text: "sl: spin_trylock, one locked compare-and-exchange", Cost: sim.CostAtomic, To: []string{"sl_busy"},
		Do: func(k *Kernel, t *sim.Thread, f *sim.Frame) Verdict {
			k.M.ChargeN(sim.CostCall, 1)
			k.M.ChargeN(sim.CostPreempt, 1)
			if !k.try(lock(k, f), locking.Spin) {
				return Go0
			}
			t.Preempt++
			return Next
		}}
}

func (b Build) spinTrylock(lock lockOf, pinned pinning) []Op {
	return ops(
		pinned.on("sl: "+pinned.disable+", so that this CPU's lock stays this CPU's"),
		b.trySpin(lock),
		retVal("return: taken", 1),
		at("sl_busy", pinned.off("sl: "+pinned.enable+", somebody holds it")),
		retVal("return: not taken", 0),
	)
}

// spinLock is spin_lock: it waits its turn.
func spinLock(lock lockOf) []Op {
	return ops(
		do("sl: spin_lock: preempt_disable", sim.CostPreempt, func(k *Kernel, t *sim.Thread, _ *sim.Frame) {
			k.M.ChargeN(sim.CostCall, 1)
			t.Preempt++
		}),
		waitLock("sl: one locked compare-and-exchange, or queue and spin", sim.CostAtomic, lock, locking.Spin),
		done(),
	)
}

func spinUnlock(lock lockOf) []Op {
	return ops(
		do("sl: spin_unlock: one store, the next in the queue has it", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			k.M.ChargeN(sim.CostCall, 1)
			k.Locks.Unlock(k.M, lock(k, f), locking.Spin)
		}),
		unpin("sl: preempt_enable of spin_unlock"),
	)
}

// waitLock takes a lock, waiting for it where it is held.
func waitLock(text string, cost sim.CostID, lock lockOf, as locking.Member) Op {
	return Op{Text: text, Cost: cost, Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
		if k.Locks.Lock(k.M, lock(k, f), as) {
			return Next
		}
		return Again
	}}
}

// irqsave and irqrestore are the two halves of spin_lock_irqsave that are not
// the lock word.
func irqsave() Op {
	return onSpinlock(spinMasks, nil, do("interrupts off, preempt_disable", sim.CostIRQFlags, func(_ *Kernel, t *sim.Thread, _ *sim.Frame) {
		t.IRQOff++
		t.Preempt++
	}))
}

func irqrestore(label string) Op { return unmask(label, "interrupts as before, preempt_enable") }

func unmask(label, text string) Op {
	return onSpinlock(spinUnmasks, nil, at(label, do(text, sim.CostIRQFlags, func(_ *Kernel, t *sim.Thread, _ *sim.Frame) {
		t.IRQOff--
		t.Preempt--
	})))
}

// lockIrq and unlockIrq are spin_lock_irqsave and spin_unlock_irqrestore.
func lockIrq(name string, lock lockOf) []Op {
	return ops(irqsave(), onSpinlock(spinTakes, lock, waitLock("take "+name, sim.CostAtomic, lock, locking.Spin)))
}

func unlockIrq(label, name string, lock lockOf) []Op {
	return ops(spinRelease(label, name, lock), irqrestore(""))
}

func spinRelease(label, name string, lock lockOf) Op {
	return onSpinlock(spinGives, lock, at(label, do("release "+name, sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
		k.Locks.Unlock(k.M, lock(k, f), locking.Spin)
	})))
}
