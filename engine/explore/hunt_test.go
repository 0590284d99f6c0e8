package explore

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/scenario"
)

// However a search is sliced, it comes to the same report.
func TestSlicesComeToTheSame(t *testing.T) {
	b, ok := scenario.Lookup("flush-race")
	require.True(t, ok)
	for _, mutant := range []string{"call-rcu-after-unlock", ""} {
		s, err := engine.Parse("flush-race", b.Text)
		require.NoError(t, err)
		if mutant != "" {
			require.NoError(t, s.Set("mutant", mutant))
		}
		want, err := Search(s, Limits{States: 20_000})
		require.NoError(t, err)
		for _, slice := range []int64{1, 97, 5000} {
			h, err := NewHunt(s, Limits{States: 20_000})
			require.NoError(t, err)
			slices, most := 0, int64(0)
			for more := true; more; slices++ {
				before := h.Progress().Steps
				more = h.GoOn(slice)
				most = max(most, h.Progress().Steps-before)
			}
			got, err := h.Report()
			require.NoError(t, err)
			assert.Equal(t, want, got, "%s in slices of %d", mutant, slice)
			assert.False(t, h.GoOn(slice), "it is over")
			assert.Less(t, most, slice+2000, "a slice is not much longer than it was asked to be")
			assert.Greater(t, slices, 1)
		}
		assert.Equal(t, mutant != "", want.Found != nil)
	}
}
