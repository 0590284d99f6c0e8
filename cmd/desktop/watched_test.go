package main

import (
	"testing"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/scenario"
	"barnyard/engine/slub"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestViolationIsFound: state that is damaged during a run comes out as a
// violation, with its step, and as exit code 4.
func TestViolationIsFound(t *testing.T) {
	b, _ := scenario.Lookup("alloc-burst")
	s, err := source{b.Name, b.Text}.parse()
	require.NoError(t, err)
	r, err := engine.New(s)
	require.NoError(t, err)
	w := check.Watch(r, 0)
	for r.Kernel.M.Step < 5000 {
		require.True(t, r.Step())
	}
	require.Empty(t, r.Violations)
	r.Kernel.Heap.Take(r.Kernel.Heap.Holders[0].Head)
	r.Kernel.Heap.Objects[0].Where = slub.InSheaf
	for len(r.Violations) == 0 && r.Step() {
	}
	res := r.Result()
	require.NotEmpty(t, res.Violations)
	assert.Less(t, res.Violations[0].Step, uint64(5200))
	assert.Equal(t, exitViolated, verdict(res))
	assert.Greater(t, w.Looks, 50)
}
