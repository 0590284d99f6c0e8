package locking

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
)

func TestAWriterWaitsForReadersAndReadersForAWriter(t *testing.T) {
	m, s, l := bench(5)
	as := func(cpu int32) { m.Self = cpu }
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

func TestMisuseOfTheRwsemIsOurBug(t *testing.T) {
	m, s, l := bench(2)
	assert.Panics(t, func() { s.ReadUnlock(m, l) }, "not held")
	require.True(t, s.WriteLock(m, l))
	assert.Panics(t, func() { s.ReadUnlock(m, l) }, "held by a writer")
	m.Self = 1
	assert.Panics(t, func() { s.WriteUnlock(m, l) }, "by another thread")
}
