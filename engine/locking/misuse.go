package locking

import (
	"barnyard/engine/bug"
	"barnyard/engine/sim"
)

// What a kernel does wrong with a lock is told, and then done: the lock word
// knows nothing of threads or members.

// released tells of a release that should not be; it reports whether there is
// anything to release. Both members keep "held" in the same byte, so that
// either clears it (kernel.md 3.8, H2).
func (s *Set) released(m *sim.Machine, id ID, as Member) bool {
	l := &s.L[id]
	switch {
	case l.Held == Free:
		m.Warn(bug.NotHeld, int32(id), 0, 0)
		return false
	case l.Holder != m.CurID():
		m.Warn(bug.NotHolder, int32(id), int32(l.Holder), 0)
	default:
		m.Warn(bug.WrongMember, int32(id), int32(l.Held), int32(as))
	}
	return true
}

// Enter is local_lock: nobody else can hold the lock unless this CPU was
// interrupted inside its own section. That is wrong, and the section is entered
// a second time.
func (s *Set) Enter(m *sim.Machine, id ID) {
	if l := &s.L[id]; l.Held != Free {
		m.Warn(bug.LocalNested, int32(id), int32(l.Holder), 0)
	}
	s.Dep.want(m, id, s.L[id].Class)
	s.take(m, id, Local, 0, false)
}

// AssertHeld is lockdep_assert_held of one lock, through the member that is in
// use; Free stands for either.
func (s *Set) AssertHeld(m *sim.Machine, id ID, as Member) {
	l := &s.L[id]
	switch {
	case !s.Dep.on:
	case l.Held == Free || l.Holder != m.CurID():
		m.Warn(bug.AssertHeld, int32(id), int32(l.Holder), 0)
	case as != Free && as != l.Held:
		m.Warn(bug.AssertMember, int32(id), int32(l.Held), int32(as))
	}
}

// AssertTemplate is the same assertion where it forgets to say whose lock of
// the per-CPU ones it means: it asks about the address from which theirs are
// counted. That one nobody ever holds.
func (s *Set) AssertTemplate(m *sim.Machine, c Class, cache int32) {
	if s.Dep.on {
		m.Warn(bug.AssertTemplate, int32(c), cache, 0)
	}
}

// Assume is spin_trylock of a kernel without SMP: there is no lock word, so it
// finds every lock free (kernel.md 3.2).
func (s *Set) Assume(m *sim.Machine, id ID, as Member) {
	s.take(m, id, as, 0, true)
}
