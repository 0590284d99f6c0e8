package check

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// S10, every function leaves pins, masks and locks as it found them, except
// those that exist to change them; S9, what the two replace functions promise
// when they return; S20, what must not be reached where no lock may be waited
// for.

func (f *follower) leaveBalanced(c *call) {
	switch c.role {
	case changesPins, flushBatch, replaceEmpty, replaceFull:
		return
	}
	t, w := &f.k.M.Threads[f.id], &f.threads[f.id]
	if t.Preempt != c.preempt || t.Migrate != c.migrate || t.IRQOff != c.irqOff {
		f.say("S10", "%s leaves %s with preempt_disable at %d, migrate_disable at %d and interrupts off at %d, and came with %d, %d and %d",
			f.k.ThreadName(f.id), f.name(c), t.Preempt, t.Migrate, t.IRQOff, c.preempt, c.migrate, c.irqOff)
	}
	if w.locks != c.locks {
		f.say("S10", "%s leaves %s with %d locks and came with %d", f.k.ThreadName(f.id), f.name(c), w.locks, c.locks)
	}
}

func (f *follower) leaveReplace(c *call) {
	p := &f.h.PCS[f.h.PCSOf(slub.CacheID(c.args[0]), f.k.M.Self)]
	held := f.k.Locks.L[p.Lock].Held != locking.Free && f.k.Locks.L[p.Lock].Holder == f.id
	if f.ret() == slub.None {
		if held {
			f.say("S9", "%s leaves %s without success and holds the sheaf lock", f.k.ThreadName(f.id), f.name(c))
		}
		return
	}
	if !held {
		f.say("S9", "%s leaves %s with success and does not hold the sheaf lock of CPU %d", f.k.ThreadName(f.id), f.name(c), f.k.M.Self)
		return
	}
	if p.Main < 0 || int(p.Main) >= len(f.h.Sheaves) {
		return // S4
	}
	size := f.h.Sheaves[p.Main].Size
	if c.role == replaceEmpty && size <= 0 || c.role == replaceFull && size >= f.h.Caches[c.args[0]].Capacity {
		f.say("S9", "%s leaves %s with success, and main holds %d of %s", f.k.ThreadName(f.id), f.name(c), size, some(int64(f.h.Caches[c.args[0]].Capacity), "object"))
	}
}

func (f *follower) enterContext(c *call) {
	lock := c.role == changesPins && isUnconditional(f.name(c))
	if c.role != notInNolock && c.role != freeToSlab && !lock {
		return
	}
	t := &f.k.M.Threads[f.id]
	if t.Kind == sim.NMI || f.inside(nolockEntry) != nil {
		f.say("S20", "%s calls %s where no lock may be waited for", f.k.ThreadName(f.id), f.name(c))
	} else if lock && t.Kind > sim.Kworker {
		f.say("S20", "%s takes the sheaf lock unconditionally by %s in an interrupt", f.k.ThreadName(f.id), f.name(c))
	}
}

// isUnconditional reports whether a function waits for a sheaf lock.
func isUnconditional(name string) bool {
	switch name {
	case "local_lock", "local_qpw_lock", "pw_lock_local", "qpw_lock", "pw_lock":
		return true
	}
	return false
}
