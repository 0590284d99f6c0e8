package locking

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/bug"
	"barnyard/engine/sim"
)

// bench is a machine with one running thread on each of n CPUs.
func bench(n int) (*sim.Machine, *Set, ID) {
	m := sim.NewMachine(n, 1, 1, 0)
	for cpu := range n {
		m.AddThread(sim.Thread{Head: sim.Head{CPU: int32(cpu), State: sim.Runnable, Depth: 1}})
	}
	m.Boot()
	s := &Set{Dep: NewDep(false, len(m.Threads))}
	return m, s, s.Add(m, PCS, 0, 0)
}

func TestSpinWaitersGetItInOrder(t *testing.T) {
	m, s, l := bench(4)
	require.True(t, s.Lock(m, l, Spin))
	for _, cpu := range []int32{2, 1, 3} {
		m.OnCPU(cpu)
		assert.False(t, s.Lock(m, l, Spin))
		assert.Equal(t, sim.Spinning, m.Cur().State)
	}
	for i, next := range []int32{2, 1, 3} {
		m.OnCPU(int32(s.L[l].Holder))
		s.Unlock(m, l, Spin)
		require.EqualValues(t, next, s.L[l].Holder, "waiter %d", i)
		m.OnCPU(next)
		assert.Equal(t, sim.Running, m.Cur().State)
		assert.True(t, s.Lock(m, l, Spin), "the op that waited is executed again")
	}
	s.Unlock(m, l, Spin)
	assert.Equal(t, Free, s.L[l].Held)
	assert.Equal(t, sim.NoThread, s.L[l].Head)
	assert.Equal(t, sim.NoThread, s.L[l].Tail)
}

func TestTryNeverWaitsAndChangesNothing(t *testing.T) {
	m, s, l := bench(2)
	require.True(t, s.Try(m, l, Local))
	before := s.L[l]
	m.OnCPU(1)
	assert.False(t, s.Try(m, l, Local))
	assert.Equal(t, before, s.L[l])
}

func TestMutexWaitersSleep(t *testing.T) {
	m, s, l := bench(2)
	require.True(t, s.Lock(m, l, Mutex))
	m.OnCPU(1)
	assert.False(t, s.Lock(m, l, Mutex))
	assert.Equal(t, sim.Waiting, m.Cur().State)
	m.OnCPU(0)
	s.Unlock(m, l, Mutex)
	assert.Equal(t, sim.Runnable, m.Threads[1].State)
	assert.EqualValues(t, 1, s.L[l].Holder)
}

func TestMisuseIsTold(t *testing.T) {
	m, s, l := bench(2)
	said := func() []bug.Code {
		var codes []bug.Code
		for _, b := range m.Bugs {
			codes = append(codes, b.Code)
		}
		m.Bugs = m.Bugs[:0]
		return codes
	}
	s.Unlock(m, l, Spin)
	assert.Equal(t, []bug.Code{bug.NotHeld}, said())
	s.Enter(m, l)
	assert.Empty(t, said())
	s.AssertHeld(m, l, Local)
	assert.Empty(t, said())
	m.OnCPU(1)
	s.AssertHeld(m, l, Local)
	assert.Equal(t, []bug.Code{bug.AssertHeld}, said())
	s.Enter(m, l)
	assert.Equal(t, []bug.Code{bug.LocalNested}, said())
	assert.EqualValues(t, 1, s.L[l].Holder, "the section is entered a second time")
	m.OnCPU(0)
	s.Unlock(m, l, Local)
	assert.Equal(t, []bug.Code{bug.NotHolder}, said())
	assert.Equal(t, Free, s.L[l].Held, "the byte is cleared by whoever clears it")
	require.True(t, s.Lock(m, l, Spin))
	s.Unlock(m, l, Local)
	assert.Equal(t, []bug.Code{bug.WrongMember}, said())
	require.True(t, s.Lock(m, l, Spin))
	assert.False(t, s.Lock(m, l, Spin), "taken twice: it waits for itself")
	assert.Equal(t, sim.Spinning, m.Cur().State)
}

// On RT a spinlock_t sleeps: not under a raw lock, not in a hardirq, not with
// preemption off. Without RT it spins everywhere.
func TestWaitTypesFollowRT(t *testing.T) {
	for _, rt := range []bool{false, true} {
		m, s, l := bench(1)
		s.Dep = NewDep(rt, len(m.Threads))
		said := func() int {
			n := len(m.Bugs)
			for _, b := range m.Bugs {
				assert.Contains(t, []bug.Code{bug.WaitContext, bug.SleepAtomic}, b.Code)
			}
			m.Bugs = m.Bugs[:0]
			return n
		}
		want := 0
		if rt {
			want = 1
		}
		s.Begin(m, PoolLock)
		require.True(t, s.Lock(m, l, Spin))
		assert.Equal(t, want, said(), "under a raw lock, rt %v", rt)
		s.Unlock(m, l, Spin)
		s.End(m, PoolLock)
		s.Dep = NewDep(rt, len(m.Threads)) // it has seen the other order
		require.True(t, s.Lock(m, l, Spin))
		s.Pass(m, PoolLock)
		assert.Zero(t, said(), "a raw lock under a spinlock_t")
		s.Unlock(m, l, Spin)
		m.Cur().Preempt = 1
		require.True(t, s.Lock(m, l, Spin))
		assert.Equal(t, want, said(), "with preemption off, rt %v", rt)
		s.Unlock(m, l, Spin)
		assert.Zero(t, s.Dep.Depth(m.CurID()))
	}
}
