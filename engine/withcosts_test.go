package engine_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/scenario"
)

// A run with other costs shares its kernel's code with the run that it comes
// from, and is the run of a text with these costs all the same.
func TestARunWithOtherCosts(t *testing.T) {
	for _, name := range []string{"shrink-under-poll", "kfree-rcu-burst", "rt-pi-chain", "key-flip"} {
		b, ok := scenario.Lookup(name)
		require.True(t, ok)
		s, err := engine.Parse(name, b.Text)
		require.NoError(t, err)
		from, err := engine.New(s)
		require.NoError(t, err)
		for _, cycles := range []int64{250, 2000, 9000} {
			costs := []scenario.Cost{{Name: "switch", Cycles: cycles}}
			run, err := from.WithCosts(costs)
			require.NoError(t, err)
			run.Finish()
			other := *s
			other.Costs = costs
			want, err := engine.Execute(&other)
			require.NoError(t, err)
			assert.Equal(t, want.Hash, run.Result().Hash, "%s switch=%d", name, cycles)
		}
	}
}
