package locking

import (
	"barnyard/engine/bug"
	"barnyard/engine/sim"
)

// Wait is what waiting for a lock of a class does to the one who waits, and so
// what its holder may do in turn.
type Wait uint8

// The wait types, each of which may be taken under itself and those after it.
const (
	Spins     Wait = iota // on every kernel: a raw spinlock
	RTSleeps              // spinlock_t on RT
	Sleeps                // a mutex
	AnyWaiter             // a pseudo-lock
)

// WaitType is how a class is waited for: spinlock_t and local locks spin, and
// on RT they sleep; raw spinlocks spin always.
func (c Class) WaitType(rt bool) Wait {
	switch c {
	case CPUHotplug, SlabMutex, FlushLock, RCUBarrier, LRUDrain:
		return Sleeps
	case WorkRun:
		return AnyWaiter
	case PoolLock:
		return Spins
	}
	if rt {
		return RTSleeps
	}
	return Spins
}

// context tells of a lock that may sleep where sleeping is not allowed: under
// a lock that spins, or in a context that cannot be switched away from.
func (d *Dep) context(m *sim.Machine, id ID, c Class) {
	if d.spin>>c&1 != 0 {
		return
	}
	w := c.WaitType(d.rt)
	for _, h := range d.stack(m.CurID()) {
		if h.class.WaitType(d.rt) < w {
			m.Warn(bug.WaitContext, int32(id), int32(h.lock), int32(c)|int32(h.class)<<8)
			return
		}
	}
	d.mightSleep(m, w)
}

func (d *Dep) mightSleep(m *sim.Machine, w Wait) {
	t := m.Cur()
	if t.Kind == sim.Softirq && w == RTSleeps {
		return // on RT softirqs run in threads
	}
	if t.Preempt > 0 || t.IRQOff > 0 || t.Kind > sim.Kworker {
		m.Warn(bug.SleepAtomic, t.Preempt, t.IRQOff, int32(t.Kind))
	}
}

// MightSleep is the kernel's might_sleep: what comes can put the stepping
// thread to sleep.
func (s *Set) MightSleep(m *sim.Machine) {
	if s.Dep.on {
		s.Dep.mightSleep(m, Sleeps)
	}
}

// use is in which contexts a class was taken.
type use uint8

const (
	inHardirq use = 1 << iota
	inSoftirq
	withHardirqs // while a hardirq could come in
	withSoftirqs // while a softirq could

	byThreads = withHardirqs | withSoftirqs // all that a task or kworker can add
)

// use notes the context in which the stepping thread takes a lock. A trylock
// in a handler cannot hang there, so it does not count as use in it.
func (d *Dep) use(m *sim.Machine, c Class, tried bool) {
	t := m.Cur()
	var u use
	if t.IRQOff == 0 && t.Kind <= sim.Softirq && c != PoolLock {
		u = withHardirqs
		if t.Kind <= sim.Kworker {
			u |= withSoftirqs
		}
	}
	switch {
	case tried:
	case t.Kind == sim.Hardirq:
		u |= inHardirq
	case t.Kind == sim.Softirq:
		u |= inSoftirq
	}
	if d.used[c]|u == d.used[c] || c.WaitType(false) != Spins {
		return
	}
	was := d.used[c]
	d.used[c] |= u
	for _, x := range [...]struct{ in, with use }{{inHardirq, withHardirqs}, {inSoftirq, withSoftirqs}} {
		both := x.in | x.with
		if d.used[c]&both == both && was&both != both {
			m.Warn(bug.IRQState, int32(c), b2i(x.in == inSoftirq), 0)
		}
	}
	d.inversions(m)
}

func b2i(b bool) int32 {
	if b {
		return 1
	}
	return 0
}
