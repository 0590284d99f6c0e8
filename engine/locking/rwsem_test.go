package locking

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/bug"
	"barnyard/engine/sim"
)

func TestAWriterWaitsForReadersAndReadersForAWriter(t *testing.T) {
	m, s, l := bench(5)
	as := func(cpu int32) { m.OnCPU(cpu) }
	as(0)
	require.True(t, s.ReadLock(m, l))
	as(1)
	require.True(t, s.ReadLock(m, l), "any number of readers")
	as(2)
	assert.False(t, s.WriteLock(m, l))
	assert.Equal(t, sim.Waiting, m.Cur().State)
	as(3)
	assert.False(t, s.ReadLock(m, l), "behind the writer that waits")
	as(4)
	assert.False(t, s.WriteLock(m, l))
	as(0)
	s.ReadUnlock(m, l)
	assert.Equal(t, Read, s.L[l].Held, "one reader is left")
	as(1)
	s.ReadUnlock(m, l)
	assert.EqualValues(t, 2, s.L[l].Holder, "the first writer has it")
	as(2)
	require.True(t, s.WriteLock(m, l), "the op that waited is executed again")
	s.WriteUnlock(m, l)
	assert.Equal(t, Read, s.L[l].Held, "readers come before the next writer")
	as(3)
	require.True(t, s.ReadLock(m, l))
	s.ReadUnlock(m, l)
	as(4)
	require.True(t, s.WriteLock(m, l))
	s.WriteUnlock(m, l)
	assert.Equal(t, Free, s.L[l].Held)
	assert.Zero(t, s.L[l].Readers)
	assert.Equal(t, sim.NoThread, s.L[l].Writers)
}

func TestMisuseOfTheRwsemIsTold(t *testing.T) {
	m, s, l := bench(2)
	said := func() (codes []bug.Code) {
		for _, b := range m.Bugs {
			codes = append(codes, b.Code)
		}
		m.Bugs = m.Bugs[:0]
		return codes
	}
	s.ReadUnlock(m, l)
	assert.Equal(t, []bug.Code{bug.NotHeld}, said())
	s.WriteUnlock(m, l)
	assert.Equal(t, []bug.Code{bug.NotHeld}, said())
	require.True(t, s.WriteLock(m, l))
	s.ReadUnlock(m, l)
	assert.Equal(t, []bug.Code{bug.NotHeld}, said(), "held by a writer")
	m.OnCPU(1)
	s.WriteUnlock(m, l)
	assert.Equal(t, []bug.Code{bug.NotHolder}, said(), "by another thread")
	assert.Equal(t, Free, s.L[l].Held)
}

func TestBlockersOfARwsem(t *testing.T) {
	for _, on := range []bool{true, false} {
		m, s, l := bench(4)
		if !on {
			s.Dep = Dep{}
		}
		for _, cpu := range []int32{0, 1} {
			m.OnCPU(cpu)
			require.True(t, s.ReadLock(m, l))
		}
		m.OnCPU(2)
		require.False(t, s.WriteLock(m, l))
		m.OnCPU(3)
		require.False(t, s.ReadLock(m, l))
		of := func(id sim.ThreadID) (who []sim.ThreadID) {
			s.Blockers(m, l, id, func(b sim.ThreadID) bool { who = append(who, b); return false })
			return who
		}
		want := []sim.ThreadID{0, 1}
		if !on {
			want = want[1:]
		}
		assert.Equal(t, want, of(2), "a writer waits for the readers")
		assert.Equal(t, []sim.ThreadID{2}, of(3), "a reader behind the writer")
		assert.True(t, s.WaitsBehind(m, l, 2))
		for _, cpu := range []int32{0, 1} {
			m.OnCPU(cpu)
			s.ReadUnlock(m, l)
		}
		assert.Equal(t, []sim.ThreadID{2}, of(3))
		assert.False(t, s.WaitsBehind(m, l, 2), "it has it")
		assert.Empty(t, m.Bugs)
	}
}
