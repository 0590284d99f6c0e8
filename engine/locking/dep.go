package locking

import (
	"barnyard/engine/bug"
	"barnyard/engine/sim"
)

// Dep watches how locks are used, as the kernel's lockdep does: it knows only
// classes and tells of an order or a context that could go wrong, also where
// nothing goes wrong in this run. It takes no time and changes nothing but
// what is told, so it is no part of the hash: right kernels run the same with
// it and without.
//
//	want: a lock is about to be waited for --> context, recursion, order, irq state
//	got, drop: the stack of what a thread holds
type Dep struct {
	on    bool
	rt    bool
	spin  uint64     // classes that are waited for without sleeping, a bit each
	held  []heldLock // maxHeld for each thread
	depth []int32    // by thread
	next  [NClasses]uint64
	used  [NClasses]use
	told  [NClasses]uint64 // orders of safe and unsafe classes that were told
	at    [NClasses][NClasses]Place
}

// maxHeld is how many locks of a thread are watched at once.
const maxHeld = 8

type heldLock struct {
	lock  ID // None for a pseudo-lock
	class Class
	tried bool
}

// None is the lock of a class that has no lock word here.
const None ID = -1

// Place is where a lock was taken: the line, and the line that called its
// function.
type Place struct {
	Fn, Up   sim.FuncID
	PC, UpPC int16
}

// NewDep makes a lockdep that is on, for so many threads.
func NewDep(rt bool, threads int) Dep {
	d := Dep{on: true, rt: rt, held: make([]heldLock, maxHeld*threads), depth: make([]int32, threads)}
	for c := range NClasses {
		if w := c.WaitType(rt); w == Spins || w == AnyWaiter {
			d.spin |= 1 << c
		}
	}
	return d
}

// On reports whether anything is watched.
func (d *Dep) On() bool { return d.on }

// Depth is how many locks a thread holds.
func (d *Dep) Depth(id sim.ThreadID) int32 {
	if !d.on {
		return 0
	}
	return d.depth[id]
}

// Innermost is the lock that a thread took last, and its class.
func (d *Dep) Innermost(id sim.ThreadID) (ID, Class) {
	h := &d.held[int32(id)*maxHeld+min(d.depth[id], maxHeld)-1]
	return h.lock, h.class
}

func (d *Dep) copyFrom(src *Dep) {
	held, depth := d.held, d.depth
	*d = *src
	d.held = append(held[:0], src.held...)
	d.depth = append(depth[:0], src.depth...)
}

// stack is what a thread holds, the innermost last.
func (d *Dep) stack(id sim.ThreadID) []heldLock {
	from := int32(id) * maxHeld
	return d.held[from : from+min(d.depth[id], maxHeld)]
}

// got puts a lock on the stack of the stepping thread.
func (d *Dep) got(m *sim.Machine, id ID, c Class, tried bool) {
	if !d.on {
		return
	}
	t := m.CurID()
	if n := d.depth[t]; n < maxHeld {
		d.held[int32(t)*maxHeld+n] = heldLock{id, c, tried}
	}
	d.depth[t]++
	if m.Threads[t].Kind > sim.Kworker || d.used[c]&byThreads != byThreads {
		d.use(m, c, tried)
	}
}

// drop takes a lock off the stack, wherever in it it is: mostly it is the last.
func (d *Dep) drop(m *sim.Machine, id ID, c Class) {
	if !d.on {
		return
	}
	t := m.CurID()
	if n := d.depth[t]; n > 0 && n <= maxHeld {
		if h := &d.held[int32(t)*maxHeld+n-1]; h.lock == id && h.class == c {
			d.depth[t] = n - 1
			return
		}
	}
	d.dropOuter(t, id, c)
}

// dropOuter takes off one that others were taken after, if it is there at all.
func (d *Dep) dropOuter(t sim.ThreadID, id ID, c Class) {
	s := d.stack(t)
	last := len(s) - 1
	for i := last; i >= 0; i-- {
		if s[i].lock == id && s[i].class == c {
			copy(s[i:], s[i+1:])
			d.depth[t]--
			return
		}
	}
}

// want checks a lock that the stepping thread is about to wait for, should it
// be held: everything could go wrong here that ever can. For who holds no other
// and would spin nothing can.
func (d *Dep) want(m *sim.Machine, id ID, c Class) {
	if !d.on || d.depth[m.CurID()] == 0 && d.spin>>c&1 != 0 && m.Cur().Kind != sim.NMI {
		return
	}
	d.wants(m, id, c)
}

// wants is want where something can go wrong.
func (d *Dep) wants(m *sim.Machine, id ID, c Class) {
	if m.Cur().Kind == sim.NMI {
		m.Warn(bug.NMIWaits, int32(id), 0, 0)
		return
	}
	d.context(m, id, c)
	d.order(m, id, c)
}

// Pass is a pseudo-lock that is taken and released at once: a lock that is
// held for a part of an op, or waiting for something that takes locks itself.
func (s *Set) Pass(m *sim.Machine, c Class) { s.Dep.want(m, None, c) }

// Begin and End bracket a pseudo-lock, such as the run of a work item.
func (s *Set) Begin(m *sim.Machine, c Class) {
	s.Dep.want(m, None, c)
	s.Dep.got(m, None, c, false)
}

// End is the other half of Begin.
func (s *Set) End(m *sim.Machine, c Class) { s.Dep.drop(m, None, c) }
