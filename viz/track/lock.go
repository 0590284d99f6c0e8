package track

import (
	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// Lock is one lock and, for the locks of sheaves, when it was held. Those of
// other locks are kept with the CPU whose thread held them (CPU.Held).
type Lock struct {
	Name  string
	Class locking.Class
	Of    int32 // its CPU or node; -1: global
	Cache int32 // -1: none
	Held  Lane

	waiters int32
}

// HeldLane is when one lock was held by the threads of one CPU.
type HeldLane struct {
	Lock int32
	Lane
}

func startLock(k *path.Kernel, id int) Lock {
	l := &k.Locks.L[id]
	return Lock{Name: k.LockName(locking.ID(id)), Class: l.Class, Of: l.Of, Cache: l.Cache}
}

// LockOf is the lock of a cache's sheaves on a CPU; -1 if there is none.
func (t *Tracks) LockOf(cache, cpu int) int {
	for i := range t.Locks {
		l := &t.Locks[i]
		if l.Class == locking.PCS && int(l.Cache) == cache && int(l.Of) == cpu {
			return i
		}
	}
	return -1
}

// laneOf is where the holds of a lock by threads of a CPU are kept.
func (t *Tracks) laneOf(lock int32, cpu int32) *Lane {
	if t.Locks[lock].Class == locking.PCS {
		return &t.Locks[lock].Held
	}
	c := &t.CPUs[cpu]
	for i := range c.Held {
		if c.Held[i].Lock == lock {
			return &c.Held[i].Lane
		}
	}
	c.Held = append(c.Held, HeldLane{Lock: lock})
	return &c.Held[len(c.Held)-1].Lane
}

func (t *Tracks) acquired(e *sim.Event) {
	l, th := &t.Locks[e.A], &t.Threads[e.Thread]
	hold := Span{From: e.Time, To: Open, Thread: e.Thread, Other: e.A, What: Hold}
	if w := th.Waits.open(); w != nil && w.What != FlushWait && w.Other == e.A {
		w.To = e.Time
		l.waiters--
		t.release(e.Thread, e.Time)
	}
	if l.waiters > 0 {
		hold.Fought = e.Time
	}
	t.laneOf(e.A, int32(e.CPU)).push(hold)
}

func (t *Tracks) contended(e *sim.Event) {
	l, holder := &t.Locks[e.A], sim.ThreadID(e.B)
	w := Span{From: e.Time, To: Open, Thread: e.Thread, Other: e.A, By: holder, What: SpinWait}
	switch {
	case t.rt && l.Class != locking.CPUHotplug:
		w.What = RTWait
	case l.Class.Sleeps():
		w.What = MutexWait
	}
	t.Threads[e.Thread].Waits.push(w)
	l.waiters++
	if holder == sim.NoThread {
		return // readers, who have no names; on PREEMPT_RT also nobody: a waiter has not run yet
	}
	if hold := t.laneOf(e.A, t.Threads[holder].CPU).open(); hold != nil && hold.Fought == 0 {
		hold.Fought = e.Time
	}
	if !t.rt && l.Class == locking.PCS && t.Threads[holder].CPU != int32(e.CPU) {
		t.spinVictim(e, holder)
	}
}

// migrated lets the holds of a thread go on where it goes.
func (t *Tracks) migrated(e *sim.Event) {
	id, to := sim.ThreadID(e.A), int32(e.C)
	t.Threads[id].CPU = to
	from := &t.CPUs[e.B]
	for i := range from.Held {
		hold := from.Held[i].open()
		if hold == nil || hold.Thread != id {
			continue
		}
		rest := *hold
		from.Held[i].shut(e.Time)
		rest.From = e.Time
		t.laneOf(from.Held[i].Lock, to).push(rest)
	}
}

func (t *Tracks) released(e *sim.Event) { t.laneOf(e.A, int32(e.CPU)).shut(e.Time) }
