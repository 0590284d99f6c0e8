package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
)

// The per-CPU locks that are taken with interrupts off, without the patches and
// with them (kernel.md 3.1, 3.2, 3.4). Register 0 names the lock, register 1 in
// the forms that name a CPU the CPU.

func irqLockFuncs() []Listing {
	return []Listing{
		{
			Name: "local_lock_irqsave", Args: "lock", Section: "3.1", Inline: true,
			What: "interrupts off, which pins the task as well; then this CPU's lock, which must be free",
			Ops:  localLockIrq(ownLock),
		}, {
			Name: "local_unlock_irqrestore", Args: "lock", Section: "3.1", Inline: true,
			What: "release this CPU's lock; interrupts as before",
			Ops:  localUnlockIrq(ownLock),
		},
	}
}

// qpwIrqLockFuncs are the local forms.
func qpwIrqLockFuncs(b Build, pinned pinning) []Listing {
	on, off := pinned.on("sl: "+pinned.disable+", so that this CPU's lock stays this CPU's"), pinned.off("sl: "+pinned.enable+": the pin of the local form")
	return []Listing{
		{
			Name: "local_qpw_lock_irqsave", Args: "lock", Section: "3.4", Inline: true,
			What: "interrupts off and this CPU's lock; with the key on the task is pinned first",
			Ops:  bothArms(b, b.localLockIrq(), seq(ops(on), b.spinLockIrq(ownLock))),
		}, {
			Name: "local_qpw_unlock_irqrestore", Args: "lock", Section: "3.4", Inline: true,
			What: "release this CPU's lock; interrupts as before",
			Ops:  bothArms(b, b.localUnlockIrq(), seq(b.spinUnlockIrq(ownLock), ops(off, done()))),
		},
	}
}

// qpwCPUIrqLockFuncs are the forms that name a CPU.
func qpwCPUIrqLockFuncs(b Build) []Listing {
	return []Listing{
		{
			Name: "qpw_lock_irqsave", Args: "lock, cpu", Section: "3.4", Inline: true,
			What: "interrupts off, here, and the lock of a named CPU; with the key off that must be this CPU",
			Ops:  bothArms(b, b.localLockIrq(), b.spinLockIrq(namedLock)),
		}, {
			Name: "qpw_unlock_irqrestore", Args: "lock, cpu", Section: "3.4", Inline: true,
			What: "release the lock of a named CPU; interrupts as before",
			Ops:  bothArms(b, b.localUnlockIrq(), seq(b.spinUnlockIrq(namedLock), ops(done()))),
		},
	}
}

func localLockIrq(lock lockOf) []Op {
	return ops(
		do("ll: interrupts off", sim.CostIRQFlags, func(_ *Kernel, t *sim.Thread, _ *sim.Frame) { t.IRQOff++ }),
		setAcquired(lock),
		done(),
	)
}

func localUnlockIrq(lock lockOf) []Op {
	return ops(
		clearAcquired(lock),
		do("ll: interrupts as before", sim.CostIRQFlags, func(_ *Kernel, t *sim.Thread, _ *sim.Frame) { t.IRQOff-- }),
		done(),
	)
}

func spinLockIrq(lock lockOf) []Op {
	return ops(
		do("sl: spin_lock_irqsave: interrupts off, preempt_disable", sim.CostIRQFlags, func(k *Kernel, t *sim.Thread, _ *sim.Frame) {
			k.M.ChargeN(sim.CostCall, 1)
			t.IRQOff++
			t.Preempt++
		}),
		waitLock("sl: one locked compare-and-exchange, or queue and spin", sim.CostAtomic, lock, locking.Spin),
		done(),
	)
}

func spinUnlockIrq(lock lockOf) []Op {
	return ops(
		do("sl: spin_unlock: one store, the next in the queue has it", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			k.M.ChargeN(sim.CostCall, 1)
			k.Locks.Unlock(k.M, lock(k, f), locking.Spin)
		}),
		do("sl: interrupts as before, preempt_enable of spin_unlock", sim.CostIRQFlags, func(_ *Kernel, t *sim.Thread, _ *sim.Frame) {
			t.IRQOff--
			t.Preempt--
		}),
	)
}
