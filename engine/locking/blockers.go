package locking

import (
	"barnyard/engine/bug"
	"barnyard/engine/sim"
)

// Blockers calls yield for each thread that must release a lock before one
// that waits for it can have it, until one call returns true. Readers of a
// rwsem have no name in it; lockdep knows them, without it only the last is
// known.
func (s *Set) Blockers(m *sim.Machine, id ID, waits sim.ThreadID, yield func(sim.ThreadID) bool) bool {
	l := &s.L[id]
	switch {
	case l.Held == Read && !l.writes(m, waits):
		return l.Writers != sim.NoThread && yield(l.Writers)
	case l.Held != Read || !s.Dep.on:
		return l.Holder != sim.NoThread && yield(l.Holder)
	}
	for t := range s.Dep.depth {
		if s.Dep.holds(sim.ThreadID(t), id) && yield(sim.ThreadID(t)) {
			return true
		}
	}
	return false
}

// WaitsBehind reports whether a thread waits to write a lock, so that readers
// which come later wait behind it.
func (s *Set) WaitsBehind(m *sim.Machine, id ID, writer sim.ThreadID) bool {
	return s.L[id].Held == Read && s.L[id].writes(m, writer)
}

func (d *Dep) holds(t sim.ThreadID, id ID) bool {
	for _, h := range d.stack(t) {
		if h.lock == id {
			return true
		}
	}
	return false
}

// AssertMine is lockdep_assert_held of a lock that may have many holders: the
// stepping thread is one of them.
func (s *Set) AssertMine(m *sim.Machine, id ID) {
	if s.Dep.on && !s.Dep.holds(m.CurID(), id) {
		m.Warn(bug.AssertHeld, int32(id), int32(s.L[id].Holder), 0)
	}
}
