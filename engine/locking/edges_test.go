package locking

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/bug"
	"barnyard/engine/sim"
)

// Whose waiters sleep, and whose spin.
func TestClassesThatSleep(t *testing.T) {
	var sleep []string
	for c := range NClasses {
		if c.Sleeps() {
			sleep = append(sleep, c.String())
		}
	}
	assert.Equal(t, []string{"cpu_hotplug_lock", "slab_mutex", "flush_lock", "rcu_barrier mutex", "mutex of lru_add_drain_all"}, sleep)
}

// With preemption off nobody may wait for a lock that sleeps.
func TestRTWaitWithPreemptionOffIsTold(t *testing.T) {
	m, s, l := rtBench(1, 0, 0)
	as(m, 0)
	require.True(t, s.Lock(m, l[0], RT))
	m.Threads[0].State = sim.Runnable // preempted
	as(m, 1).Preempt = 2
	require.False(t, s.Lock(m, l[0], RT))
	assert.Equal(t, []bug.Bug{{Code: bug.ScheduleAtomic, A: 2, C: int32(l[0])}}, m.Bugs)
}

// A lock that is released in a handler is an event, with how many wait for it.
func TestRTUnlockInAHandlerCounts(t *testing.T) {
	m, s, l := rtBench(1, 0, 0, 0)
	as(m, 0)
	require.True(t, s.Lock(m, l[0], RT))
	m.Threads[0].State = sim.Runnable
	for cpu := int32(1); cpu < 3; cpu++ {
		as(m, cpu)
		require.False(t, s.Lock(m, l[0], RT))
	}
	as(m, 0).Kind = sim.NMI
	m.Events = nil
	s.Unlock(m, l[0], RT)
	at := slices.IndexFunc(m.Events, func(e sim.Event) bool { return e.Kind == sim.RTLockInAtomic })
	require.GreaterOrEqual(t, at, 0)
	assert.EqualValues(t, 2, m.Events[at].B)
}

// The assertion of a lock that is held through its other member, and of one
// that somebody else holds.
func TestAssertHeld(t *testing.T) {
	m, s, l := rtBench(1, 0, 0)
	s.Dep = NewDep(false, len(m.Threads))
	as(m, 0)
	s.AssertHeld(m, l[0], Free)
	s.L[l[0]].Held, s.L[l[0]].Holder = Spin, 0
	s.AssertHeld(m, l[0], Free)
	s.AssertHeld(m, l[0], Spin)
	s.AssertHeld(m, l[0], Local)
	as(m, 1)
	s.AssertHeld(m, l[0], Spin)
	assert.Equal(t, []bug.Bug{
		{Code: bug.AssertHeld, A: int32(l[0]), B: int32(sim.NoThread)},
		{Code: bug.AssertMember, A: int32(l[0]), B: int32(Spin), C: int32(Local)},
		{Code: bug.AssertHeld, A: int32(l[0])},
	}, m.Bugs)
}
