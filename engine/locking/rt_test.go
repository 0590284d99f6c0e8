package locking

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
)

// rtBench is a machine with one running thread on each CPU, of the given FIFO
// priorities, and that many locks.
func rtBench(locks int, fifo ...int32) (*sim.Machine, *Set, []ID) {
	m := sim.NewMachine(len(fifo), 1, 1, 0)
	for cpu, prio := range fifo {
		m.AddThread(sim.Thread{Head: sim.Head{CPU: int32(cpu), State: sim.Runnable, Depth: 1, FIFO: prio}})
	}
	m.Boot()
	s := &Set{PI: true}
	var ids []ID
	for range locks {
		ids = append(ids, s.Add(m, PCS, 0, 0))
	}
	return m, s, ids
}

// as lets the thread of a CPU step.
func as(m *sim.Machine, cpu int32) *sim.Thread {
	m.OnCPU(cpu)
	return m.Cur()
}

func TestRTWaitersSleepInOrderOfPriority(t *testing.T) {
	m, s, l := rtBench(1, 0, 0, 30, 20, 30)
	require.True(t, s.Lock(m, l[0], RT))
	m.Threads[0].State = sim.Runnable // preempted
	for _, cpu := range []int32{1, 2, 3, 4} {
		th := as(m, cpu)
		assert.False(t, s.Lock(m, l[0], RT))
		assert.Equal(t, sim.Waiting, th.State)
		assert.Equal(t, sim.WaitRTLock, th.Why)
	}
	var order []sim.ThreadID
	for id := s.L[l[0]].Head; id != sim.NoThread; id = sim.ThreadID(m.Threads[id].Link) {
		order = append(order, id)
	}
	assert.Equal(t, []sim.ThreadID{2, 4, 3, 1}, order, "the most urgent first, equals in order")
	assert.EqualValues(t, 30, m.Threads[0].FIFO, "the holder inherits")
	as(m, 0)
	s.Unlock(m, l[0], RT)
	assert.EqualValues(t, 0, m.Threads[0].FIFO, "and gives back")
	assert.Equal(t, Free, s.L[l[0]].Held, "nobody owns it until the woken thread runs")
	assert.Equal(t, sim.Runnable, m.Threads[2].State)
	assert.Equal(t, sim.Waiting, m.Threads[4].State)
	as(m, 2)
	m.Threads[2].State = sim.Running
	assert.True(t, s.Lock(m, l[0], RT), "the op that waited is executed again")
	assert.EqualValues(t, 2, s.L[l[0]].Holder)
	assert.EqualValues(t, -1, m.Threads[2].PIOn)
}

func TestRTChainsInheritAndGiveBack(t *testing.T) {
	m, s, l := rtBench(2, 0, 0, 40) // thread 0 holds a; 1 holds b and waits for a; 2 waits for b
	a, b := l[0], l[1]
	require.True(t, s.Lock(m, a, RT))
	m.Threads[0].State = sim.Runnable // preempted
	as(m, 1)
	require.True(t, s.Lock(m, b, RT))
	require.False(t, s.Lock(m, a, RT))
	assert.EqualValues(t, 0, m.Threads[0].FIFO, "a fair waiter lifts nobody (H9)")
	as(m, 2)
	require.False(t, s.Lock(m, b, RT))
	assert.EqualValues(t, 40, m.Threads[1].FIFO)
	assert.EqualValues(t, 40, m.Threads[0].FIFO, "through the chain")
	as(m, 0)
	s.Unlock(m, a, RT)
	assert.EqualValues(t, 0, m.Threads[0].FIFO)
	assert.EqualValues(t, 40, m.Threads[1].FIFO, "still waited for")
	as(m, 1)
	m.Threads[1].State = sim.Running
	require.True(t, s.Lock(m, a, RT))
	s.Unlock(m, b, RT)
	assert.EqualValues(t, 0, m.Threads[1].FIFO)
	s.Unlock(m, a, RT)
}

func TestRTStealing(t *testing.T) {
	for _, c := range []struct {
		name          string
		waiter, other int32
		as            Member
		taken         bool
	}{
		{"a more urgent thread comes first", 10, 20, RT, true},
		{"its equal does not", 10, 10, RT, false},
		{"a less urgent one does not", 10, 0, RT, false},
		{"fair threads may, of a spinlock", 0, 0, RT, true},
		{"but not of a mutex", 0, 0, Mutex, false},
	} {
		m, s, l := rtBench(1, 0, c.waiter, c.other)
		require.True(t, s.Lock(m, l[0], c.as))
		as(m, 1)
		require.False(t, s.Lock(m, l[0], c.as))
		as(m, 0)
		s.Unlock(m, l[0], c.as)
		as(m, 2)
		assert.Equal(t, c.taken, s.Try(m, l[0], c.as), c.name)
		if c.taken {
			assert.Equal(t, max(c.other, c.waiter), m.Threads[2].FIFO, "%s: it inherits from the one who still waits", c.name)
		}
	}
}

func TestRTTopWaiterLooksAgainWhileTheHolderRuns(t *testing.T) {
	m, s, l := rtBench(1, 0, 0, 7)
	require.True(t, s.Lock(m, l[0], RT))
	first := as(m, 1)
	require.False(t, s.Lock(m, l[0], RT))
	assert.Equal(t, sim.Running, first.State, "it does not sleep")
	second := as(m, 2)
	require.False(t, s.Lock(m, l[0], RT))
	assert.Equal(t, sim.Running, second.State, "it is the top waiter now")
	as(m, 1)
	require.False(t, s.Lock(m, l[0], RT))
	assert.Equal(t, sim.Waiting, first.State, "which the first no longer is")
	m.Threads[0].State = sim.Runnable
	as(m, 2)
	require.False(t, s.Lock(m, l[0], RT))
	assert.Equal(t, sim.Waiting, second.State, "the holder has lost its CPU")
}

func TestRTRingsEnd(t *testing.T) {
	m, s, l := rtBench(2, 5, 6, 40)
	require.True(t, s.Lock(m, l[0], RT))
	as(m, 1)
	require.True(t, s.Lock(m, l[1], RT))
	require.False(t, s.Lock(m, l[0], RT))
	as(m, 0)
	require.False(t, s.Lock(m, l[1], RT), "a deadlock of the kernel's")
	as(m, 2)
	require.False(t, s.Lock(m, l[1], RT), "the walk along the ring ends")
	assert.EqualValues(t, 40, m.Threads[0].FIFO)
	assert.EqualValues(t, 40, m.Threads[1].FIFO)
}

// Equals wait in the order in which they came, also when one's priority is
// raised to that of others while it waits: then it is behind them.
func TestRTARaisedWaiterComesBehindItsNewEquals(t *testing.T) {
	m, s, l := rtBench(2, 0, 10, 20, 20, 20)
	a, b := l[0], l[1]
	require.True(t, s.Lock(m, a, RT))
	m.Threads[0].State = sim.Runnable
	as(m, 1)
	require.True(t, s.Lock(m, b, RT))
	for _, cpu := range []int32{1, 2, 3} {
		as(m, cpu)
		require.False(t, s.Lock(m, a, RT))
	}
	order := func() (ids []sim.ThreadID) {
		for id := s.L[a].Head; id != sim.NoThread; id = sim.ThreadID(m.Threads[id].Link) {
			ids = append(ids, id)
		}
		return ids
	}
	assert.Equal(t, []sim.ThreadID{2, 3, 1}, order())
	as(m, 4)
	require.False(t, s.Lock(m, b, RT), "1 inherits 20")
	assert.Equal(t, []sim.ThreadID{2, 3, 1}, order())
	assert.EqualValues(t, 1, s.L[a].Tail)
	m.Threads[4].Normal, m.Threads[4].FIFO = 30, 30
	s.adjust(m, 1)
	assert.Equal(t, []sim.ThreadID{1, 2, 3}, order(), "now it is the most urgent")
	assert.EqualValues(t, 3, s.L[a].Tail)
	assert.EqualValues(t, 30, m.Threads[0].FIFO)
}

// A lock that nobody owns while its woken waiter has not run yet: who becomes more
// urgent than that one is woken instead.
func TestRTARaisedWaiterOfAFreeLockIsWoken(t *testing.T) {
	m, s, l := rtBench(2, 0, 5, 10, 20)
	a, b := l[0], l[1]
	require.True(t, s.Lock(m, a, RT))
	m.Threads[0].State = sim.Runnable
	as(m, 1)
	require.True(t, s.Lock(m, b, RT))
	for _, cpu := range []int32{1, 2} {
		as(m, cpu)
		require.False(t, s.Lock(m, a, RT))
	}
	as(m, 0)
	s.Unlock(m, a, RT)
	assert.Equal(t, sim.Runnable, m.Threads[2].State, "the top waiter is woken")
	assert.Equal(t, sim.Waiting, m.Threads[1].State)
	as(m, 3)
	require.False(t, s.Lock(m, b, RT))
	assert.Equal(t, sim.Runnable, m.Threads[1].State, "raised above it")
	assert.EqualValues(t, 1, s.L[a].Head)
}

// Whose CPU is not its own, or who waits for a lock itself, does not run.
func TestRTHolderRuns(t *testing.T) {
	m, s, l := rtBench(2, 0, 0)
	require.True(t, s.Lock(m, l[0], RT))
	as(m, 0)
	assert.False(t, s.holderRuns(m, &s.L[l[0]]), "it is the one that asks")
	as(m, 1)
	assert.True(t, s.holderRuns(m, &s.L[l[0]]))
	assert.False(t, s.holderRuns(m, &s.L[l[1]]), "nobody holds it")
	m.Threads[0].PIOn = int32(l[1])
	assert.False(t, s.holderRuns(m, &s.L[l[0]]))
	m.Threads[0].PIOn = int32(l[0]) // 0 is a lock as well
	assert.False(t, s.holderRuns(m, &s.L[l[0]]))
	m.Threads[0].PIOn = -1
	m.Threads[0].CPU = 1 // where another thread is current
	assert.False(t, s.holderRuns(m, &s.L[l[0]]))
	m.Threads[0].Kind = sim.Hardirq // it lies on top of whoever is
	assert.True(t, s.holderRuns(m, &s.L[l[0]]))
}

// What others wait for is a list through the locks of a thread: it may lose one
// from the middle.
func TestRTSeveralLocksThatAreWaitedFor(t *testing.T) {
	for _, first := range []int{0, 1, 2} {
		m, s, l := rtBench(3, 0, 10, 20, 30)
		for _, id := range l {
			require.True(t, s.Lock(m, id, RT))
		}
		m.Threads[0].State = sim.Runnable
		for i, id := range l {
			as(m, int32(i+1))
			require.False(t, s.Lock(m, id, RT))
		}
		assert.EqualValues(t, 30, m.Threads[0].FIFO)
		as(m, 0)
		s.Unlock(m, l[first], RT)
		want := int32(30)
		if first == 2 {
			want = 20
		}
		assert.Equal(t, want, m.Threads[0].FIFO)
		assert.EqualValues(t, -1, s.L[l[first]].Owned)
		left := 0
		for at := ID(m.Threads[0].PIOwns); at >= 0; at = s.L[at].Owned {
			assert.NotEqual(t, l[first], at)
			left++
		}
		assert.Equal(t, 2, left)
	}
}

// A second waiter of the same lock does not list it twice.
func TestRTALockIsListedOnce(t *testing.T) {
	m, s, l := rtBench(1, 0, 1, 2, 3)
	require.True(t, s.Lock(m, l[0], RT))
	m.Threads[0].State = sim.Runnable
	for cpu := int32(1); cpu < 4; cpu++ {
		as(m, cpu)
		require.False(t, s.Lock(m, l[0], RT))
	}
	assert.EqualValues(t, 0, m.Threads[0].PIOwns)
	assert.EqualValues(t, -1, s.L[l[0]].Owned)
	assert.EqualValues(t, 3, s.waiters(m, &s.L[l[0]]))
}

// The fairness of a lock that fair threads wait for: only they may steal.
func TestRTMayTake(t *testing.T) {
	for _, c := range []struct {
		who, top int32
		as       Member
		may      bool
	}{
		{0, 0, RT, true}, {0, 0, Mutex, false}, {5, 0, RT, true}, {5, 0, Mutex, true},
		{0, 5, RT, false}, {5, 5, RT, false}, {4, 5, RT, false}, {6, 5, RT, true},
	} {
		m, s, l := rtBench(1, c.who, c.top)
		s.L[l[0]].Head = 1
		assert.Equal(t, c.may, s.L[l[0]].mayTake(m, 0, c.as), "%+v", c)
		assert.True(t, s.L[l[0]].mayTake(m, 1, c.as), "the top waiter")
	}
}

// Looking again costs a handover each time, and counts as time lost to a lock.
func TestRTLookingAgainCosts(t *testing.T) {
	m, s, l := rtBench(1, 0, 0)
	require.True(t, s.Lock(m, l[0], RT))
	as(m, 1)
	for range 3 {
		require.False(t, s.Lock(m, l[0], RT))
	}
	assert.Equal(t, 3*m.Cost[sim.CostHandover], m.CPUs[1].LockWait)
	assert.Positive(t, m.Cost[sim.CostHandover])
}
