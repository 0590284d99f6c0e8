package locking

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/bug"
	"barnyard/engine/sim"
)

// What lockdep tells, class by class. The pseudo-locks serve, since they need no
// lock word.

// told takes the bugs that have been told since.
func told(m *sim.Machine) []bug.Bug {
	all := append([]bug.Bug(nil), m.Bugs...)
	m.Bugs = m.Bugs[:0]
	return all
}

// nested takes locks of classes one in the other, and releases them.
func nested(m *sim.Machine, s *Set, classes ...Class) {
	for _, c := range classes {
		s.Begin(m, c)
	}
	for i := len(classes) - 1; i >= 0; i-- {
		s.End(m, classes[i])
	}
}

func TestACircleOfThreeOrdersIsTold(t *testing.T) {
	m, s, _ := bench(1)
	nested(m, s, Barn, List)
	nested(m, s, List, LRU)
	nested(m, s, Barn, LRU)
	assert.Empty(t, told(m))
	nested(m, s, LRU, Barn)
	assert.Equal(t, []bug.Bug{{Code: bug.LockOrder, A: int32(LRU), B: int32(Barn)}}, told(m))
	nested(m, s, LRU, Barn)
	assert.Empty(t, told(m), "once")
	assert.Equal(t, []Class{Barn, LRU}, s.Dep.Path(Barn, LRU), "the shortest way, not that by list_lock")
	assert.Equal(t, []Class{List, LRU, Barn}, s.Dep.Path(List, Barn))
	assert.Empty(t, s.Dep.Path(Barn, PCS))
	assert.Equal(t, []Class{PCS}, s.Dep.Path(PCS, PCS))
}

func TestALockOfTheSameClassIsRecursion(t *testing.T) {
	m, s, l := bench(1)
	other := s.Add(m, PCS, 1, 0)
	require.True(t, s.Lock(m, l, Spin))
	require.True(t, s.Lock(m, other, Spin))
	assert.Equal(t, []bug.Bug{{Code: bug.LockRecursion, A: int32(other), B: int32(l), C: int32(PCS)}}, told(m))
	s.Unlock(m, other, Spin)
	require.True(t, s.Lock(m, other, Spin))
	assert.Empty(t, told(m), "it is known")
}

// To a trylock no order leads, but what is taken under it comes after it and
// after the first lock that was waited for.
func TestOrdersBehindATrylock(t *testing.T) {
	m, s, pcs := bench(1)
	barn, list := s.Add(m, Barn, 0, 0), s.Add(m, List, 0, 0)
	require.True(t, s.Lock(m, pcs, Spin))
	require.True(t, s.Try(m, barn, Spin))
	assert.Zero(t, s.Dep.next[PCS], "no order leads to a trylock")
	require.True(t, s.Lock(m, list, Spin))
	assert.EqualValues(t, 1<<List, s.Dep.next[Barn])
	assert.EqualValues(t, 1<<List, s.Dep.next[PCS])
	s.Unlock(m, list, Spin)
	s.Unlock(m, barn, Spin)
	s.Unlock(m, pcs, Spin)
	lru := s.Add(m, LRU, 0, -1)
	require.True(t, s.Lock(m, pcs, Spin))
	require.True(t, s.Lock(m, barn, Spin))
	require.True(t, s.Lock(m, lru, Spin))
	assert.EqualValues(t, 1<<LRU|1<<List, s.Dep.next[Barn])
	assert.EqualValues(t, 1<<List|1<<Barn, s.Dep.next[PCS], "what leads to barn->lock leads on: that order need not be kept")
}

func TestLocksMayBeReleasedInAnyOrder(t *testing.T) {
	m, s, pcs := bench(2)
	barn, list := s.Add(m, Barn, 0, 0), s.Add(m, List, 0, 0)
	for _, id := range []ID{pcs, barn, list} {
		require.True(t, s.Lock(m, id, Spin))
	}
	s.Unlock(m, pcs, Spin)
	assert.EqualValues(t, 2, s.Dep.Depth(0))
	id, c := s.Dep.Innermost(0)
	assert.Equal(t, list, id)
	assert.Equal(t, List, c)
	s.Unlock(m, list, Spin)
	id, c = s.Dep.Innermost(0)
	assert.Equal(t, barn, id)
	assert.Equal(t, Barn, c)
	assert.Zero(t, s.Dep.Depth(1), "the other thread holds nothing")
	m.OnCPU(1)
	require.True(t, s.Lock(m, list, Spin))
	assert.EqualValues(t, 1, s.Dep.Depth(0))
	assert.EqualValues(t, 1, s.Dep.Depth(1))
	id, _ = s.Dep.Innermost(1)
	assert.Equal(t, list, id)
}

// More than maxHeld locks are counted, and the first of them watched.
func TestMoreLocksThanAreWatched(t *testing.T) {
	m, s, _ := bench(2)
	var ids []ID
	for range maxHeld + 2 {
		ids = append(ids, s.Add(m, Barn, 0, 0))
	}
	for _, id := range ids {
		require.True(t, s.Try(m, id, Spin))
	}
	assert.EqualValues(t, maxHeld+2, s.Dep.Depth(0))
	assert.Len(t, s.Dep.stack(0), maxHeld)
	id, _ := s.Dep.Innermost(0)
	assert.Equal(t, ids[maxHeld-1], id)
	assert.Empty(t, s.Dep.stack(1), "nothing runs over into the next thread's")
	assert.Equal(t, heldLock{}, s.Dep.held[maxHeld])
	off := Dep{}
	assert.Zero(t, off.Depth(0))
	assert.False(t, off.On())
}

// The class that is taken in a handler of hardirqs must not be held with them on,
// whichever comes first.
func TestIRQStates(t *testing.T) {
	for _, c := range []struct {
		name       string
		kind       sim.ThreadKind
		try        bool
		irqOff     int32
		want       []bug.Bug
		handlerOff int32
	}{
		{name: "taken in a hardirq, and with hardirqs on", kind: sim.Hardirq, want: []bug.Bug{{Code: bug.IRQState, A: int32(Barn)}}},
		{name: "in a softirq, and with softirqs on", kind: sim.Softirq, want: []bug.Bug{{Code: bug.IRQState, A: int32(Barn), B: 1}}},
		{name: "the task has masked them", kind: sim.Hardirq, irqOff: 1},
		{name: "the handler only tries", kind: sim.Hardirq, try: true},
		{name: "the softirq only tries", kind: sim.Softirq, try: true},
		{name: "a task and a task", kind: sim.Task},
		{name: "a kworker is no handler", kind: sim.Kworker},
	} {
		for _, handlerFirst := range []bool{true, false} {
			m, s, _ := bench(2)
			barn := s.Add(m, Barn, 0, 0)
			handler := func() {
				m.OnCPU(1)
				m.Cur().Kind = c.kind
				if c.try {
					require.True(t, s.Try(m, barn, Spin))
				} else {
					require.True(t, s.Lock(m, barn, Spin))
				}
				s.Unlock(m, barn, Spin)
			}
			task := func() {
				m.OnCPU(0)
				m.Cur().IRQOff = c.irqOff
				require.True(t, s.Lock(m, barn, Spin))
				s.Unlock(m, barn, Spin)
			}
			if handlerFirst {
				handler()
				task()
			} else {
				task()
				handler()
			}
			got := told(m)
			assert.Equal(t, c.want, append([]bug.Bug(nil), got...), "%s, handler first: %v", c.name, handlerFirst)
			handler()
			task()
			assert.Empty(t, told(m), "%s: once", c.name)
		}
	}
}

// A softirq can be interrupted by a hardirq, and not by a softirq.
func TestASoftirqHoldsWithHardirqsOn(t *testing.T) {
	m, s, _ := bench(1)
	barn := s.Add(m, Barn, 0, 0)
	m.Cur().Kind = sim.Softirq
	require.True(t, s.Lock(m, barn, Spin))
	assert.Equal(t, inSoftirq|withHardirqs, s.Dep.used[Barn])
}

// A class that handlers take must not come before one that they can interrupt:
// also by way of a third.
func TestInversionsAreToldByWayOfAThird(t *testing.T) {
	for _, kind := range []sim.ThreadKind{sim.Hardirq, sim.Softirq} {
		m, s, _ := bench(2)
		m.Cur().IRQOff = 1
		nested(m, s, Barn, List)
		nested(m, s, List, LRU)
		m.Cur().IRQOff = 0
		nested(m, s, LRU) // it can be interrupted here
		assert.Empty(t, told(m))
		m.OnCPU(1)
		m.Cur().Kind, m.Cur().IRQOff = kind, 1
		nested(m, s, Barn)
		want := []bug.Bug{{Code: bug.IRQInversion, A: int32(Barn), B: int32(LRU), C: b2i(kind == sim.Softirq)}}
		assert.Equal(t, want, told(m))
		nested(m, s, Barn)
		assert.Empty(t, told(m), "once")
	}
}

// An order that closes such a chain tells of it too, if it comes last.
func TestAnInversionThatAnOrderCloses(t *testing.T) {
	m, s, _ := bench(2)
	m.OnCPU(1)
	m.Cur().Kind, m.Cur().IRQOff = sim.Hardirq, 1
	nested(m, s, Barn)
	m.OnCPU(0)
	nested(m, s, LRU)
	m.Cur().IRQOff = 1
	assert.Empty(t, told(m))
	nested(m, s, Barn, LRU)
	assert.Equal(t, []bug.Bug{{Code: bug.IRQInversion, A: int32(Barn), B: int32(LRU)}}, told(m))
}

// might_sleep, in every context.
func TestMightSleep(t *testing.T) {
	for _, c := range []struct {
		kind            sim.ThreadKind
		preempt, irqOff int32
		told            bool
	}{
		{sim.Task, 0, 0, false}, {sim.Task, 1, 0, true}, {sim.Task, 0, 1, true},
		{sim.Kworker, 0, 0, false}, {sim.Softirq, 0, 0, true}, {sim.Hardirq, 0, 0, true},
	} {
		m, s, _ := bench(1)
		th := m.Cur()
		th.Kind, th.Preempt, th.IRQOff = c.kind, c.preempt, c.irqOff
		s.MightSleep(m)
		want := []bug.Bug(nil)
		if c.told {
			want = []bug.Bug{{Code: bug.SleepAtomic, A: c.preempt, B: c.irqOff, C: int32(c.kind)}}
		}
		assert.Equal(t, want, told(m), "%+v", c)
		s.Dep = Dep{}
		s.MightSleep(m)
		assert.Empty(t, told(m), "lockdep is off")
	}
}

// On RT a softirq is a thread, and may sleep for a spinlock_t, not for a mutex.
func TestASoftirqOnRTSleepsForASpinlockOnly(t *testing.T) {
	m, s, _ := bench(1)
	s.Dep = NewDep(true, 1)
	m.Cur().Kind = sim.Softirq
	s.Pass(m, Barn)
	assert.Empty(t, told(m))
	s.Pass(m, SlabMutex)
	assert.Equal(t, []bug.Bug{{Code: bug.SleepAtomic, C: int32(sim.Softirq)}}, told(m))
}

// Of a mutex that is waited for under a lock that spins, the report says which.
func TestAMutexUnderASpinlock(t *testing.T) {
	for _, rt := range []bool{false, true} {
		m, s, pcs := bench(1)
		s.Dep = NewDep(rt, 1)
		mutex := s.Add(m, SlabMutex, -1, -1)
		require.True(t, s.Lock(m, pcs, Spin))
		s.Dep.want(m, mutex, SlabMutex)
		assert.Equal(t, []bug.Bug{{Code: bug.WaitContext, A: int32(mutex), B: int32(pcs), C: int32(SlabMutex) | int32(PCS)<<8}}, told(m))
		s.Unlock(m, pcs, Spin)
		s.Dep = NewDep(rt, 1) // it has seen the other order
		require.True(t, s.Lock(m, mutex, Mutex))
		s.Pass(m, PCS)
		assert.Empty(t, told(m), "a spinlock under a mutex")
	}
}

// In an NMI nothing may be waited for, and a try is fine.
func TestAnNMIMayOnlyTry(t *testing.T) {
	m, s, pcs := bench(1)
	m.Cur().Kind = sim.NMI
	require.True(t, s.Try(m, pcs, Spin))
	s.Unlock(m, pcs, Spin)
	assert.Empty(t, told(m))
	require.True(t, s.Lock(m, pcs, Spin))
	assert.Equal(t, []bug.Bug{{Code: bug.NMIWaits, A: int32(pcs)}}, told(m))
}

// Where an order was seen first is the line, and the line that called it.
func TestWhereAnOrderWasSeen(t *testing.T) {
	m, s, _ := bench(1)
	m.Cur().Stack[0].Fn, m.Cur().Stack[0].PC = 3, 7
	nested(m, s, Barn, List)
	assert.Equal(t, Place{Fn: 3, PC: 7, Up: -1}, s.Dep.Seen(Barn, List))
	m.Cur().Depth = 2
	m.Cur().Stack[1].Fn, m.Cur().Stack[1].PC = 5, 2
	nested(m, s, Barn, LRU)
	assert.Equal(t, Place{Fn: 5, PC: 2, Up: 3, UpPC: 6}, s.Dep.Seen(Barn, LRU), "it stands behind the call")
}

// The asserts that know of one holder among many.
func TestAssertMine(t *testing.T) {
	m, s, l := bench(2)
	require.True(t, s.ReadLock(m, l))
	s.AssertMine(m, l)
	assert.Empty(t, told(m))
	m.OnCPU(1)
	s.AssertMine(m, l)
	assert.Equal(t, []bug.Bug{{Code: bug.AssertHeld, A: int32(l)}}, told(m))
	s.AssertTemplate(m, PCS, 4)
	assert.Equal(t, []bug.Bug{{Code: bug.AssertTemplate, A: int32(PCS), B: 4}}, told(m))
	s.Dep = Dep{}
	s.AssertMine(m, l)
	s.AssertTemplate(m, PCS, 4)
	s.AssertHeld(m, l, Spin)
	assert.Empty(t, told(m), "lockdep is off")
}
