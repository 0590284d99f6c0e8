package locking

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
)

// bench is a machine with one running thread on each of n CPUs.
func bench(n int) (*sim.Machine, *Set, ID) {
	m := sim.NewMachine(n, 1, 1, 0)
	for cpu := range n {
		m.AddThread(sim.Thread{CPU: int32(cpu), State: sim.Runnable, Depth: 1})
	}
	m.Boot()
	s := &Set{}
	return m, s, s.Add(m, PCS, 0, 0)
}

func TestSpinWaitersGetItInOrder(t *testing.T) {
	m, s, l := bench(4)
	require.True(t, s.Lock(m, l, Spin))
	for _, cpu := range []int32{2, 1, 3} {
		m.Self = cpu
		assert.False(t, s.Lock(m, l, Spin))
		assert.Equal(t, sim.Spinning, m.Cur().State)
	}
	for i, next := range []int32{2, 1, 3} {
		m.Self = int32(s.L[l].Holder)
		s.Unlock(m, l, Spin)
		require.EqualValues(t, next, s.L[l].Holder, "waiter %d", i)
		m.Self = next
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
	m.Self = 1
	assert.False(t, s.Try(m, l, Local))
	assert.Equal(t, before, s.L[l])
}

func TestMutexWaitersSleep(t *testing.T) {
	m, s, l := bench(2)
	require.True(t, s.Lock(m, l, Mutex))
	m.Self = 1
	assert.False(t, s.Lock(m, l, Mutex))
	assert.Equal(t, sim.Waiting, m.Cur().State)
	m.Self = 0
	s.Unlock(m, l, Mutex)
	assert.Equal(t, sim.Runnable, m.Threads[1].State)
	assert.EqualValues(t, 1, s.L[l].Holder)
}

func TestMisuseIsOurBug(t *testing.T) {
	m, s, l := bench(2)
	assert.Panics(t, func() { s.Unlock(m, l, Spin) }, "not held")
	require.True(t, s.Lock(m, l, Spin))
	assert.Panics(t, func() { s.Unlock(m, l, Local) }, "through the other member")
	assert.Panics(t, func() { s.Lock(m, l, Spin) }, "taken twice")
	m.Self = 1
	assert.Panics(t, func() { s.Unlock(m, l, Spin) }, "by another thread")
}
