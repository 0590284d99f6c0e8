package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/scene"
)

// From the window the nearest violation of a planted bug is found, in slices, and
// opens by hand where the command's counterexample leads.
func TestTheNearestViolationIsFound(t *testing.T) {
	m := race(t)
	press1(m, "X")
	require.True(t, m.Hunting())
	assert.Regexp(t, `^Every order of the steps is being looked at, those of few turns first: \d+ states by \d+ turns so far. X ends it.$`, m.Notice.Text)
	ticks := 0
	for ; m.Hunting(); ticks++ {
		require.Less(t, ticks, 2000)
		Update(m, Tick{Steps: 4000})
	}
	settle(m)
	assert.Greater(t, ticks, 2)
	assert.True(t, m.ByHand())
	assert.Equal(t, "b1:flush-race:steps=any/mutant=call-rcu-after-unlock:r1x172.r0x96:e=5", m.Replay)
	assert.EqualValues(t, 268, m.Step)
	require.Len(t, m.Findings(), 1)
	assert.Equal(t, flushRaceText, FindingText(&m.Findings()[0]))
}

// A right kernel has none, and that is told; a machine that is too large is
// refused; and a search can be ended.
func TestSearchesThatFindNothing(t *testing.T) {
	small := "machine cpus=2 qpw=1\ncache c size=64\ntask a cpu=0 { alloc c }\ntask b cpu=1 { alloc c }"
	m := New(1280, 720)
	Update(m, Load{"x", small})
	tapOn(m, scene.Button.ID(ButtonHunt), 0)
	for range 100 {
		Update(m, Tick{Steps: 20_000})
	}
	assert.False(t, m.Hunting())
	assert.Regexp(t, `^No order of the steps breaks an invariant: all \d+ states were looked at.$`, m.Notice.Text)

	Update(m, Load{"x", "machine cpus=9 qpw=1\ncache c size=64\ntask a cpu=0 { alloc c }"})
	Update(m, FindNearest{})
	assert.False(t, m.Hunting())
	assert.Contains(t, m.Notice.Text, "9 CPUs are too many to search every order; expected at most 8")

	m = race(t)
	press1(m, "X")
	require.True(t, m.Hunting())
	press1(m, "X")
	assert.False(t, m.Hunting())
	assert.Equal(t, "The search has ended before it was through: nothing was found so far.", m.Notice.Text)

	press1(m, "X")
	Update(m, Load{"x", small})
	assert.False(t, m.Hunting(), "another scenario ends it")
}
