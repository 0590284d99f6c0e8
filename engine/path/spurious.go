package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
)

// What happens for no reason that who it happens to could see. A try of a lock
// fails though the lock is free, as if a holder had just left: only where there
// could have been one. A thread that sleeps for a lock is woken and has to look
// again, as every loop that waits does. Which ones is planned: by number, in the
// order of the run.

// SpuriousPlan is the tries that fail and the waits that end. Each list is
// sorted.
type SpuriousPlan struct{ Trylock, Wake []Span }

// Chances counts the tries and the waits that could be of the plan, where there
// is one.
type Chances struct{ Tries, Waits int64 }

// hash leaves the hash of a run alone in which nothing is planned.
func (c *Chances) hash(h *sim.Hash) {
	if *c != (Chances{}) {
		h.I64(c.Tries)
		h.I64(c.Waits)
	}
}

// try takes a lock if it is free and nothing is planned against it.
func (k *Kernel) try(id locking.ID, as locking.Member) bool {
	if len(k.Cfg.Spurious.Trylock) > 0 && k.couldBeHeld(id, as) {
		if k.Chances.Tries++; planned(k.Cfg.Spurious.Trylock, k.Chances.Tries) {
			k.Locks.Refuse(k.M, id, as)
			return false
		}
	}
	return k.Locks.Try(k.M, id, as)
}

// couldBeHeld reports whether a lock is free of which the stepping thread could
// have come upon a holder: it is an interrupt on top of somebody, or others can
// take the lock as well. The local lock of a kernel without PREEMPT_RT is only
// taken on its own CPU, whose holders are not preempted.
func (k *Kernel) couldBeHeld(id locking.ID, as locking.Member) bool {
	if k.Locks.L[id].Held != locking.Free {
		return false
	}
	c := &k.M.CPUs[k.M.Self]
	for n := int32(0); n < c.Nest; n++ {
		if c.Ctx[n] != sim.NoThread {
			return true
		}
	}
	return as == locking.RT || as == locking.Spin && len(k.M.CPUs) > 1
}

// wakeForNothing wakes a thread that has just gone to sleep in a loop which looks
// again, if that is planned.
func (k *Kernel) wakeForNothing(id sim.ThreadID, t *sim.Thread) {
	if len(k.Cfg.Spurious.Wake) == 0 || t.State != sim.Waiting || t.Why != sim.WaitMutex && t.Why != sim.WaitRTLock && t.Why != sim.WaitHotplug {
		return
	}
	if k.Chances.Waits++; planned(k.Cfg.Spurious.Wake, k.Chances.Waits) {
		k.M.Wake(id)
	}
}
