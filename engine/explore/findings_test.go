package explore_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
)

// What random exploration has found that is no mistake of the engine, as far as
// we can tell, but what the listings of a generation do. The generator keeps
// clear of it; here it stands in its smallest form.

// Destroying a cache of 6.18 empties the barns after the CPU slabs were flushed.
// An object of a full slab that comes back from a barn makes its slab one of
// this CPU's partial slabs, where nobody looks any more. (CPU slabs are general
// knowledge here, not facts of kernel.md: treat it as a claim to test.)
func TestFinding618DestroyLeavesACPUPartialSlab(t *testing.T) {
	const text = `machine cpus=1
kernel generation=6.18
cache d size=64 capacity=4 slabobjs=4 sheaves=on
task t cpu=0 { alloc d n=12; free d n=12; destroy d }
`
	for generation, want := range map[string][]string{"6.18": {"S13", "L1"}, "7.1": nil} {
		s, err := engine.Parse("finding", []byte(text))
		require.NoError(t, err)
		require.NoError(t, s.Set("generation", generation))
		r, err := engine.New(s)
		require.NoError(t, err)
		check.Watch(r, 1)
		require.NoError(t, r.Finish().Err)
		var got []string
		for _, v := range r.Violations {
			got = append(got, v.Invariant)
		}
		assert.Equal(t, want, got, generation)
	}
}
