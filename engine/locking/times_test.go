package locking

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
)

// What events of locks say of times: how long one waited, and how long one held.
// Each test moves the clock by hand.

// event is what is compared of one.
type event struct {
	kind   sim.Kind
	a, b   int32
	c      int64
	thread sim.ThreadID
}

// ofLocks takes the events that have come since, without those of the scheduler
// and of cache lines.
func ofLocks(m *sim.Machine) (all []event) {
	for _, e := range m.Events {
		switch e.Kind {
		case sim.LockAcquire, sim.LockContended, sim.LockRelease, sim.TrylockFail:
			all = append(all, event{e.Kind, e.A, e.B, e.C, e.Thread})
		}
	}
	m.Events = m.Events[:0]
	return all
}

// run lets a CPU's thread run at a time.
func run(m *sim.Machine, cpu int32, now int64) {
	m.OnCPU(cpu)
	m.Now = now
	m.Cur().State = sim.Running
}

func TestASpinlockTellsHowLongItWasWaitedForAndHeld(t *testing.T) {
	for _, how := range []Member{Spin, Mutex} {
		m, s, l := bench(2)
		id := int32(l)
		run(m, 0, 100)
		require.True(t, s.Lock(m, l, how))
		run(m, 1, 130)
		require.False(t, s.Lock(m, l, how))
		run(m, 0, 180)
		s.Unlock(m, l, how)
		assert.EqualValues(t, 180, s.L[l].Since, "it is handed over at once")
		run(m, 1, 190)
		require.True(t, s.Lock(m, l, how))
		run(m, 1, 250)
		s.Unlock(m, l, how)
		assert.Equal(t, []event{
			{sim.LockAcquire, id, 0, 0, 0},
			{sim.LockContended, id, 0, 0, 1},
			{sim.LockRelease, id, 0, 80, 0},
			{sim.LockAcquire, id, 0, 60, 1},
			{sim.LockRelease, id, 0, 60, 1},
		}, ofLocks(m), "%s", how)
	}
}

func TestAMutexWaiterThatWakesForNothingKeepsItsPlace(t *testing.T) {
	m, s, l := bench(3)
	require.True(t, s.Lock(m, l, Mutex))
	for cpu := int32(1); cpu < 3; cpu++ {
		run(m, cpu, 10)
		require.False(t, s.Lock(m, l, Mutex))
	}
	ofLocks(m)
	run(m, 2, 20) // nobody has woken it
	require.False(t, s.Lock(m, l, Mutex))
	assert.Equal(t, sim.Waiting, m.Cur().State)
	assert.Empty(t, ofLocks(m), "it does not queue again")
	assert.EqualValues(t, 1, s.L[l].Head)
	assert.EqualValues(t, 2, s.L[l].Tail)
	assert.EqualValues(t, sim.NoThread, m.Threads[2].Link)
}

func TestAnRTLockTellsHowLongItWasWaitedForAndHeld(t *testing.T) {
	m, s, ids := rtBench(1, 0, 0)
	l, id := ids[0], int32(ids[0])
	run(m, 0, 100)
	require.True(t, s.Lock(m, l, RT))
	m.Threads[0].State = sim.Runnable // preempted: who waits sleeps
	run(m, 1, 130)
	require.False(t, s.Lock(m, l, RT))
	run(m, 0, 180)
	s.Unlock(m, l, RT)
	run(m, 1, 195)
	require.True(t, s.Lock(m, l, RT))
	run(m, 1, 205)
	s.Unlock(m, l, RT)
	assert.Equal(t, []event{
		{sim.LockAcquire, id, 0, 0, 0},
		{sim.LockContended, id, 0, 0, 1},
		{sim.LockRelease, id, 0, 80, 0},
		{sim.LockAcquire, id, 0, 65, 1},
		{sim.LockRelease, id, 0, 10, 1},
	}, ofLocks(m))
}

func TestARWSemTellsHowLongItWasWaitedForAndHeld(t *testing.T) {
	m, s, l := bench(3)
	id := int32(l)
	run(m, 0, 100)
	require.True(t, s.WriteLock(m, l))
	run(m, 1, 110)
	require.False(t, s.ReadLock(m, l))
	run(m, 2, 120)
	require.False(t, s.WriteLock(m, l))
	run(m, 0, 150)
	s.WriteUnlock(m, l)
	run(m, 1, 160)
	require.True(t, s.ReadLock(m, l))
	run(m, 1, 190)
	s.ReadUnlock(m, l)
	assert.EqualValues(t, 190, s.L[l].Since)
	run(m, 2, 200)
	require.True(t, s.WriteLock(m, l))
	run(m, 2, 230)
	s.WriteUnlock(m, l)
	assert.Equal(t, []event{
		{sim.LockAcquire, id, 0, 0, 0},
		{sim.LockContended, id, 0, 0, 1},
		{sim.LockContended, id, 0, 0, 2},
		{sim.LockRelease, id, 0, 50, 0},
		{sim.LockAcquire, id, 0, 50, 1},
		{sim.LockRelease, id, 0, 40, 1},
		{sim.LockAcquire, id, 0, 80, 2},
		{sim.LockRelease, id, 0, 40, 2},
	}, ofLocks(m))
	assert.Zero(t, s.L[l].Told)
}

// Readers that did not wait tell nothing, and the one that waited tells once.
func TestReadersThatDoNotWaitAreSilent(t *testing.T) {
	m, s, l := bench(4)
	id := int32(l)
	run(m, 0, 10)
	require.True(t, s.ReadLock(m, l))
	run(m, 1, 20)
	require.False(t, s.WriteLock(m, l), "0 reads")
	run(m, 2, 30)
	require.False(t, s.ReadLock(m, l), "behind the writer")
	run(m, 0, 40)
	s.ReadUnlock(m, l)
	run(m, 1, 50)
	require.True(t, s.WriteLock(m, l))
	s.WriteUnlock(m, l)
	run(m, 3, 60)
	require.True(t, s.ReadLock(m, l), "2 reads as well")
	run(m, 2, 70)
	require.True(t, s.ReadLock(m, l))
	assert.EqualValues(t, 2, s.L[l].Readers)
	assert.EqualValues(t, 1, s.L[l].Told)
	run(m, 2, 80)
	s.ReadUnlock(m, l)
	assert.Equal(t, sim.NoThread, s.L[l].Holder, "who else reads is not known")
	run(m, 3, 90)
	s.ReadUnlock(m, l)
	assert.Equal(t, []event{
		{sim.LockContended, id, 0, 0, 1},
		{sim.LockContended, id, 0, 0, 2}, // the reader is known by name
		{sim.LockAcquire, id, 0, 30, 1},
		{sim.LockRelease, id, 0, 10, 1},
		{sim.LockAcquire, id, 0, 40, 2},
		{sim.LockRelease, id, 0, 30, 2},
	}, ofLocks(m))
	assert.Equal(t, Free, s.L[l].Held)
}

// A reader of others that leaves does not take the name of the one that came last.
func TestTheLastReaderKeepsItsName(t *testing.T) {
	m, s, l := bench(2)
	for cpu := int32(0); cpu < 2; cpu++ {
		run(m, cpu, 10)
		require.True(t, s.ReadLock(m, l))
	}
	run(m, 0, 20)
	s.ReadUnlock(m, l)
	assert.EqualValues(t, 1, s.L[l].Holder)
	assert.EqualValues(t, 10, s.L[l].Since, "since the first came")
	run(m, 1, 30)
	s.ReadUnlock(m, l)
	assert.Equal(t, sim.NoThread, s.L[l].Holder)
	s.ReadUnlock(m, l)
	assert.Len(t, m.Bugs, 1, "there is no reader any more")
}

// A writer that waits for readers whose last has left by name names the writer.
func TestWhoComesBehindAWriterNamesItWhenNoReaderIsKnown(t *testing.T) {
	m, s, l := bench(4)
	for _, cpu := range []int32{0, 1} {
		run(m, cpu, 10)
		require.True(t, s.ReadLock(m, l))
	}
	run(m, 1, 20)
	s.ReadUnlock(m, l) // thread 0 still reads, without a name
	run(m, 2, 30)
	require.False(t, s.WriteLock(m, l))
	run(m, 3, 40)
	require.False(t, s.ReadLock(m, l))
	id := int32(l)
	assert.Equal(t, []event{{sim.LockContended, id, int32(sim.NoThread), 0, 2}, {sim.LockContended, id, 2, 0, 3}}, ofLocks(m))
}
