package locking

import (
	"barnyard/engine/bug"
	"barnyard/engine/sim"
)

// The locks of PREEMPT_RT (kernel.md 3.1, 3.2): spinlock_t, the local locks
// and mutexes are all made of an rt_mutex. Its waiters sleep, the most urgent
// first, and whoever holds it runs at least as urgently as they do, also if it
// waits for a lock itself: its holder inherits in turn.
//
//	Unlock: no owner, the top waiter is woken --> it takes the lock when it runs
//
// Until it runs the lock is free, and a more urgent thread may take it first
// [KN]; among fair threads any may, where the lock is a spinlock [KN].
// The top waiter does not sleep while the holder runs on another CPU: it looks
// again and again, preemptible, until the lock is free or the holder has lost
// its CPU [KN].

// inherits reports whether a lock is an rt_mutex.
func (s *Set) inherits(as Member) bool { return as == RT || as == Mutex && s.PI }

// mayTake reports whether a thread may take a lock that nobody owns: if no
// waiter comes before it.
func (l *Lock) mayTake(m *sim.Machine, id sim.ThreadID, as Member) bool {
	if l.Head == sim.NoThread || l.Head == id {
		return true
	}
	prio, top := m.Threads[id].FIFO, m.Threads[l.Head].FIFO
	return prio > top || as == RT && prio == 0 && top == 0
}

// tryRT takes an rt_mutex if it is free and nobody waits who comes first.
func (s *Set) tryRT(m *sim.Machine, id ID, as Member) bool {
	l := &s.L[id]
	if l.Held != Free || !l.mayTake(m, m.CurID(), as) {
		m.Touch(l.Line, true) // the compare-and-exchange fails, with the line here
		m.Emit(sim.TrylockFail, int32(id), int32(l.Holder), 0)
		return false
	}
	s.own(m, id, as, 0, true)
	return true
}

// lockRT takes an rt_mutex or lets the stepping thread wait for it: asleep, or
// looking again soon. Either executes the same op again.
func (s *Set) lockRT(m *sim.Machine, id ID, as Member) bool {
	l, cur, t := &s.L[id], m.CurID(), m.Cur()
	queued := t.PIOn == int32(id)
	if !queued {
		s.Dep.want(m, id, l.Class)
	}
	if l.Held == Free && l.mayTake(m, cur, as) {
		waited := int64(0)
		if queued {
			s.unqueue(m, l, cur)
			t.PIOn = -1
			waited = m.Now - t.WaitedFrom
		}
		s.own(m, id, as, waited, false)
		return true
	}
	if !queued {
		m.Emit(sim.LockContended, int32(id), int32(l.Holder), 0)
		t.PIOn, t.WaitedFrom = int32(id), m.Now
		s.enqueue(m, l, cur)
		if l.Holder != sim.NoThread {
			s.disown(m, id) // it may be listed already, or not
			s.list(m, id)
			s.adjust(m, l.Holder)
		}
	}
	if l.Head == cur && s.holderRuns(m, l) {
		m.ChargeN(sim.CostHandover, 1) // until it looks again
		m.CPUs[m.Self].LockWait += m.Cost[sim.CostHandover]
		return false
	}
	if m.Atomic() {
		m.Warn(bug.ScheduleAtomic, t.Preempt, t.IRQOff, int32(id))
	}
	m.Block(sim.WaitRTLock, int32(id))
	return false
}

// holderRuns reports whether a lock's holder has another CPU now and is not in
// search of a lock itself: behind one that is the kernel would spin, too.
func (s *Set) holderRuns(m *sim.Machine, l *Lock) bool {
	if l.Holder == sim.NoThread || l.Holder == m.CurID() {
		return false
	}
	h := &m.Threads[l.Holder]
	return h.State == sim.Running && h.PIOn < 0 && (h.Kind > sim.Kworker || m.CPUs[h.CPU].Ctx[0] == l.Holder)
}

// own makes the stepping thread the owner; it inherits from who still waits.
func (s *Set) own(m *sim.Machine, id ID, as Member, waited int64, tried bool) {
	s.take(m, id, as, waited, tried)
	if s.L[id].Head != sim.NoThread {
		s.list(m, id)
		s.adjust(m, m.CurID())
	}
}

// unlockRT releases an rt_mutex: what was inherited through it ends, and the
// top waiter is woken.
func (s *Set) unlockRT(m *sim.Machine, id ID) {
	l, cur := &s.L[id], m.CurID()
	if m.Cur().Kind >= sim.Hardirq {
		m.Emit(sim.RTLockInAtomic, int32(id), s.waiters(m, l), 0)
	}
	l.Holder, l.Held = sim.NoThread, Free
	if l.Head == sim.NoThread {
		return
	}
	l.Holder = cur // whose list it leaves
	s.disown(m, id)
	l.Holder = sim.NoThread
	s.adjust(m, cur)
	s.wakeTop(m, l)
}

func (s *Set) wakeTop(m *sim.Machine, l *Lock) {
	if m.Threads[l.Head].State == sim.Waiting {
		m.Wake(l.Head)
	}
}

func (s *Set) waiters(m *sim.Machine, l *Lock) int32 {
	n := int32(0)
	for id := l.Head; id != sim.NoThread; id = sim.ThreadID(m.Threads[id].Link) {
		n++
	}
	return n
}

// enqueue puts a thread among the waiters: before the less urgent, behind its
// equals.
func (s *Set) enqueue(m *sim.Machine, l *Lock, id sim.ThreadID) {
	prev, next := sim.NoThread, l.Head
	for next != sim.NoThread && m.Threads[next].FIFO >= m.Threads[id].FIFO {
		prev, next = next, sim.ThreadID(m.Threads[next].Link)
	}
	m.Threads[id].Link = int32(next)
	if prev == sim.NoThread {
		l.Head = id
	} else {
		m.Threads[prev].Link = int32(id)
	}
	if next == sim.NoThread {
		l.Tail = id
	}
}

// unqueue takes a thread out of the waiters.
func (s *Set) unqueue(m *sim.Machine, l *Lock, id sim.ThreadID) {
	prev := sim.NoThread
	for at := l.Head; at != id; at = sim.ThreadID(m.Threads[at].Link) {
		prev = at
	}
	next := sim.ThreadID(m.Threads[id].Link)
	if prev == sim.NoThread {
		l.Head = next
	} else {
		m.Threads[prev].Link = int32(next)
	}
	if l.Tail == id {
		l.Tail = prev
	}
	m.Threads[id].Link = int32(sim.NoThread)
}

// list adds a lock to those of its owner that others wait for.
func (s *Set) list(m *sim.Machine, id ID) {
	t := &m.Threads[s.L[id].Holder]
	s.L[id].Owned = ID(t.PIOwns)
	t.PIOwns = int32(id)
}

// disown takes it off that list, if it is on it.
func (s *Set) disown(m *sim.Machine, id ID) {
	t, prev := &m.Threads[s.L[id].Holder], ID(-1)
	for at := ID(t.PIOwns); at >= 0; prev, at = at, s.L[at].Owned {
		if at != id {
			continue
		}
		if prev < 0 {
			t.PIOwns = int32(s.L[id].Owned)
		} else {
			s.L[prev].Owned = s.L[id].Owned
		}
		s.L[id].Owned = -1
		return
	}
}

// adjust gives a thread the priority of its most urgent waiter if that is more
// than its own. If it waits itself its place among the waiters changes, and
// the holder of that lock is next: the chain ends where nothing changes, also
// where it is a ring.
func (s *Set) adjust(m *sim.Machine, id sim.ThreadID) {
	for {
		t := &m.Threads[id]
		prio := t.Normal
		for at := ID(t.PIOwns); at >= 0; at = s.L[at].Owned {
			prio = max(prio, m.Threads[s.L[at].Head].FIFO)
		}
		if prio == t.FIFO {
			return
		}
		m.Inherit(id, prio)
		if t.PIOn < 0 {
			return
		}
		l := &s.L[t.PIOn]
		top := l.Head
		s.unqueue(m, l, id)
		s.enqueue(m, l, id)
		if l.Holder == sim.NoThread {
			if l.Head != top {
				s.wakeTop(m, l)
			}
			return
		}
		id = l.Holder
	}
}
