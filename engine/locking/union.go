package locking

import (
	"barnyard/engine/bug"
	"barnyard/engine/sim"
)

// The union of the series has two members in the same bytes, and a key that
// selects one at each use. What the other member reads where one was taken
// follows from how they lie on top of each other (kernel.md 3.8, H2, which is
// an inference from the layouts).
//
//	                     taken as local, read as spinlock    initialised as local, used as spinlock
//	trylock              held: acquired is the locked byte    -
//	plain local lock     free: it is empty                    -
//	debugging            held, by whatever lies there         bad magic
//	PREEMPT_RT           held: both are the same lock         -

// Union says which lock the local member is.
type Union uint8

// The unions.
const (
	NoUnion    Union = iota // the lock has one member only
	TryUnion                // local_trylock_t: the byte acquired comes first
	PlainUnion              // local_lock_t: without debugging there is nothing in it
)

// Unite makes a lock a union whose member init was initialised.
func (s *Set) Unite(id ID, u Union, init Member) { s.L[id].Union, s.L[id].Init = u, init }

// reads reports whether a member of a lock reads as held.
func (s *Set) reads(l *Lock, as Member) bool {
	if l.Held == Free {
		return false
	}
	return l.Union != PlainUnion || l.Held == as || s.Dep.on || s.Dep.rt
}

// enters checks, before a lock is taken through a member, what was initialised,
// and tells of a section that is entered though somebody is in it.
func (s *Set) enters(m *sim.Machine, id ID, as Member) {
	l := &s.L[id]
	if l.Union == NoUnion {
		return
	}
	s.magic(m, id, as)
	if l.Held != Free && !s.reads(l, as) {
		m.Warn(bug.TwoOwners, int32(id), int32(l.Holder), int32(as))
	}
}

// magic is what a debugging kernel finds in a spinlock that was never
// initialised as one.
func (s *Set) magic(m *sim.Machine, id ID, as Member) {
	if l := &s.L[id]; l.Union != NoUnion && as == Spin && l.Init != as && s.Dep.on && !s.Dep.rt {
		m.Warn(bug.BadMagic, int32(id), int32(l.Init), int32(as))
	}
}
