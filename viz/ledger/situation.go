package ledger

import (
	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// situation is where the time goes that passes before the next step: as the
// state says, without a look at what comes. First what sleeps takes, then what
// is under way on the CPU, then idle.
type situation struct {
	sleeps bool
	until  int64 // sleeps: up to here it is the victim's own wish
	fixed  Cause
	cpu    int32        // whose way back from a handler comes first; -1: none
	top    sim.ThreadID // whose bill is next
	busy   int64        // up to when that thread's step lasts
	idle   Cause
}

// situate looks at the victim.
func (r *Reckoning) situate() situation {
	m := r.k.M
	t := &m.Threads[r.Ledger.Victim]
	s := situation{cpu: -1, top: sim.NoThread}
	switch {
	case onCPU(m, r.Ledger.Victim) || t.State == sim.Runnable || t.State == sim.Running:
		r.onItsCPU(&s, t)
	case t.Why == sim.WaitTime && t.Kind <= sim.Kworker:
		s.sleeps, s.until, s.fixed = true, t.WakeAt, causeOf(Sleep, r.Ledger.Victim)
		r.onItsCPU(&s, t) // from then on it is the timer that is late
	case t.Why == sim.WaitFlush:
		r.flushing(&s, r.Ledger.Victim)
	default:
		s.idle = waitCause(r.k, r.Ledger.Victim)
	}
	return s
}

// onCPU says whether a thread has its CPU, or lies below an interrupt there.
func onCPU(m *sim.Machine, id sim.ThreadID) bool {
	c := &m.CPUs[m.Threads[id].CPU]
	for _, x := range c.Ctx[:c.Nest+1] {
		if x == id {
			return true
		}
	}
	return false
}

// onItsCPU is what the victim's CPU does.
func (r *Reckoning) onItsCPU(s *situation, t *sim.Thread) {
	m := r.k.M
	c := &m.CPUs[t.CPU]
	s.cpu = t.CPU
	top := c.Current()
	switch {
	case top == sim.NoThread:
		s.idle = idleCause(c, t)
	case m.Threads[top].State == sim.Spinning:
		s.idle = waitCause(r.k, top)
	default:
		s.top, s.idle = top, causeOf(Turn, sim.NoThread)
		if at, ok := m.CanAct(sim.ActorOf(sim.ActRun, t.CPU, len(m.CPUs))); ok {
			s.busy = at
		}
	}
}

// idleCause is why a CPU idles though the victim could run.
func idleCause(c *sim.CPU, t *sim.Thread) Cause {
	switch {
	case c.RTThrottled && t.FIFO > 0:
		return causeOf(Throttled, sim.NoThread)
	case c.Kick:
		return Cause{What: Arriving, Who: sim.NoThread, For: sim.NoThread, Func: -1, Lock: -1, CPU: c.KickFrom}
	}
	return causeOf(Turn, sim.NoThread)
}

// waitCause is what a thread waits for that sleeps or spins.
func waitCause(k *path.Kernel, id sim.ThreadID) Cause {
	t := &k.M.Threads[id]
	switch t.Why {
	case sim.WaitLock, sim.WaitMutex, sim.WaitRTLock:
		return lockCause(k, id, locking.ID(t.On))
	case sim.WaitFlush:
		return flushCause(k, Flush, k.WorkerOf(t.On), t.On)
	case sim.WaitRCU:
		return causeOf(RCU, sim.NoThread)
	case sim.WaitHotplug:
		c := causeOf(Hotplug, sim.NoThread)
		c.CPU = t.On
		return c
	}
	return causeOf(Rest, id)
}

// lockCause is a wait for a lock.
func lockCause(k *path.Kernel, waiter sim.ThreadID, lock locking.ID) Cause {
	c := causeOf(LockWait, waiter)
	c.Lock, c.For = int32(lock), k.Locks.L[lock].Holder
	return c
}
