package history_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/history"
	"barnyard/engine/sim"
)

// Behind the last event there is none, and before the first; what is worth
// stopping at is what the table of events says.
func TestNoSuchEvent(t *testing.T) {
	h, err := history.Record(parse(t, "alloc-burst"))
	require.NoError(t, err)
	all := func(*sim.Event) bool { return true }
	last := h.Event(h.Len() - 1).Step
	_, ok := h.NextEvent(last, all)
	assert.False(t, ok)
	_, ok = h.PrevEvent(h.Event(0).Step, all)
	assert.False(t, ok)
	i, ok := h.NextEvent(last-1, all)
	require.True(t, ok)
	assert.Equal(t, last, h.Event(i).Step)

	stop, specs := history.Interesting(), sim.EventSpecs()
	stops := 0
	for _, s := range specs {
		assert.Equal(t, s.Attention, stop(&sim.Event{Kind: s.Kind}), s.Name)
		if s.Attention {
			stops++
		}
	}
	assert.NotZero(t, stops)
	assert.Less(t, stops, len(specs))
}

// What cannot run has no history, and what has ended gets no longer.
func TestHistoryOfNothing(t *testing.T) {
	s, err := engine.Parse("x", []byte("machine cpus=1\nkernel patch=none,qpw-v2"))
	require.NoError(t, err)
	h, err := history.Record(s)
	assert.Nil(t, h)
	assert.EqualError(t, err, "x:2:8: kernel patch: none and qpw-v2 are versions of one series; expected one of them")

	h, err = history.Record(parse(t, "alloc-burst"))
	require.NoError(t, err)
	steps := h.Steps()
	assert.True(t, h.Ended())
	assert.False(t, h.Advance(1))
	assert.Equal(t, steps, h.Steps())
}

// A kernel that crashes is recorded to its crash, with the event that tells of it.
func TestACrashIsTheEndOfAHistory(t *testing.T) {
	s, err := engine.Parse("crash", []byte("machine cpus=1 qpw=0\nmutant swap-with-empty-spare\ncache c size=64 capacity=2\ntask t cpu=0 { alloc c n=3 }\n"))
	require.NoError(t, err)
	h, err := history.Record(s)
	require.NoError(t, err)
	assert.True(t, h.Run.Kernel.Crashed())
	assert.Equal(t, h.Steps(), h.Run.Kernel.M.Step)
	assert.Equal(t, h.Run.Kernel.Hash(), h.AtStep(h.Steps()).Hash())
	assert.EqualValues(t, 1, h.Run.Record.Events(sim.Oops, -1))
}
