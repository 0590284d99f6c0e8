package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
)

// Locks on PREEMPT_RT (kernel.md 3.1, 3.2): spinlock_t is an rt_mutex whose
// waiters sleep, and a local lock is one of these for each CPU. The holder of
// either stays preemptible and keeps its CPU by migrate_disable; interrupts
// stay on, also in the irqsave forms.

// migrateOff and migrateOn are the pin that an RT spinlock brings. Inside
// another pin it only counts, which is not charged.
func (k *Kernel) migrateOff(t *sim.Thread) {
	if t.Migrate == 0 {
		k.M.ChargeN(sim.CostMigrate, 1)
	}
	t.Migrate++
}

func (k *Kernel) migrateOn(t *sim.Thread) {
	if t.Migrate--; t.Migrate == 0 {
		k.M.ChargeN(sim.CostMigrate, 1)
	}
}

// inHard reports whether an NMI or a hard interrupt executes.
func inHard(_ *Kernel, t *sim.Thread, _ *sim.Frame) bool { return t.Kind >= sim.Hardirq }

// rtTake is rt_spin_lock: it sleeps where the lock is held.
func rtTake(text string, lock lockOf) Op {
	return Op{Text: text, Cost: sim.CostAtomic, Do: func(k *Kernel, t *sim.Thread, f *sim.Frame) Verdict {
		if !k.Locks.Lock(k.M, lock(k, f), locking.RT) {
			return Again
		}
		k.M.ChargeN(sim.CostCall, 1)
		k.migrateOff(t)
		return Next
	}}
}

// rtTry is rt_spin_trylock.
func rtTry(text string, lock lockOf, busy string) Op {
	return Op{Text: text, Cost: sim.CostAtomic, To: []string{busy}, Do: func(k *Kernel, t *sim.Thread, f *sim.Frame) Verdict {
		k.M.ChargeN(sim.CostCall, 1)
		if !k.try(lock(k, f), locking.RT) {
			return Go0
		}
		k.migrateOff(t)
		return Next
	}}
}

// rtRelease is rt_spin_unlock.
func rtRelease(text string, lock lockOf) Op {
	return do(text, sim.CostAtomic, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
		k.M.ChargeN(sim.CostCall, 1)
		k.migrateOn(t)
		k.Locks.Unlock(k.M, lock(k, f), locking.RT)
	})
}

const (
	rtTakes    = ": rt_spin_lock, one locked compare-and-exchange; if it is held, wait, and its holder inherits our priority"
	rtTries    = ": rt_spin_trylock, one locked compare-and-exchange"
	rtReleases = ": rt_spin_unlock, one locked compare-and-exchange; what was inherited ends, the most urgent waiter is woken"
)

// rtLocalTrylock, rtLocalLock and rtLocalUnlock are the local forms.
func rtLocalTrylock(lock lockOf) []Op {
	// One test of preempt_count for both contexts.
	context := when("ll: in an NMI or a hard interrupt: refused", inHard, "ll_refused")
	p := pinByMigrate()
	return ops(
		context,
		p.on("ll: migrate_disable"),
		rtTry("ll"+rtTries, lock, "ll_busy"),
		retVal("return: taken", 1),
		at("ll_busy", p.off("ll: migrate_enable, another task of this CPU holds it")),
		at("ll_refused", retVal("return: not taken", 0)),
	)
}

func rtLocalLock(lock lockOf) []Op {
	return ops(pinByMigrate().on("ll: migrate_disable"), rtTake("ll"+rtTakes, lock), done())
}

func rtLocalUnlock(lock lockOf) []Op {
	return ops(rtRelease("ll"+rtReleases, lock), pinByMigrate().off("ll: migrate_enable"), done())
}

// The two members' code in a build: bothArms puts a branch between them. On RT
// both members are the same lock; only the refusal in an NMI or a hard
// interrupt is the local one's alone.

func (b Build) localTrylock() []Op {
	if b.RT {
		return rtLocalTrylock(ownLock)
	}
	return localTrylock(ownLock)
}

func (b Build) localLock() []Op {
	if b.RT {
		return rtLocalLock(ownLock)
	}
	return localLock(ownLock)
}

func (b Build) localUnlock() []Op {
	if b.RT {
		return rtLocalUnlock(ownLock)
	}
	return localUnlock(ownLock)
}

func (b Build) trySpin(lock lockOf) Op {
	if b.RT {
		return rtTry("sl"+rtTries, lock, "sl_busy")
	}
	return trySpin(lock)
}

func (b Build) spinLock(lock lockOf) []Op {
	if b.RT {
		return ops(rtTake("sl"+rtTakes, lock), done())
	}
	return spinLock(lock)
}

func (b Build) spinUnlock(lock lockOf) []Op {
	if b.RT {
		return ops(rtRelease("sl"+rtReleases, lock))
	}
	return spinUnlock(lock)
}

// The irqsave forms: on RT they are the others, interrupts stay on.

func (b Build) localLockIrq() []Op {
	if b.RT {
		return rtLocalLock(ownLock)
	}
	return localLockIrq(ownLock)
}

func (b Build) localUnlockIrq() []Op {
	if b.RT {
		return rtLocalUnlock(ownLock)
	}
	return localUnlockIrq(ownLock)
}

func (b Build) spinLockIrq(lock lockOf) []Op {
	if b.RT {
		return b.spinLock(lock)
	}
	return spinLockIrq(lock)
}

func (b Build) spinUnlockIrq(lock lockOf) []Op {
	if b.RT {
		return b.spinUnlock(lock)
	}
	return spinUnlockIrq(lock)
}

// pin is how versions 3 and 4 keep a task on its CPU: "preempt or migrate
// disable", as the kernel is built.
func (b Build) pin() pinning {
	if b.RT {
		return pinByMigrate()
	}
	return pinByPreempt()
}
