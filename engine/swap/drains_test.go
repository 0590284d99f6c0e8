package swap_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/swap"
)

// A caller need not drain where another has begun to since it came; and rounds that
// are over leave nothing behind in a situation, also while somebody waits all along.
func TestDrainsOfSomebodyElse(t *testing.T) {
	s := swap.New(&sim.Machine{CPUs: make([]sim.CPU, 1)}, &locking.Set{})
	situation := func(of *swap.State) uint64 {
		h := sim.NewSituation(0)
		of.Hash(&h)
		return h.Sum()
	}
	start := situation(s)
	s.NoteDrain(5)
	s.NoteDrain(6)
	assert.NotEqual(t, start, situation(s))
	assert.False(t, s.DrainedSince(5))
	s.NextDrain()
	assert.Equal(t, start, situation(s))
	assert.True(t, s.DrainedSince(6))
	s.NoteDrain(4)
	s.NoteDrain(4)
	assert.False(t, s.DrainedSince(4))
	assert.True(t, s.DrainedSince(6), "it came before")
	c := &swap.State{}
	c.CopyFrom(s)
	assert.Equal(t, s, c)
	c.NextDrain()
	assert.True(t, c.DrainedSince(4))
	assert.False(t, s.DrainedSince(4), "a copy goes its own way")
	assert.EqualValues(t, 1, s.DrainGen)
}
