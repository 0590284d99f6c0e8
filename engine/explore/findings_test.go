package explore_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/explore"
	"barnyard/engine/scenario"
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
cache d size=64 capacity=4 slabobjs=4 sheaves=on
task t cpu=0 { alloc d n=12; free d n=12; destroy d }
`
	assert.Equal(t, []string{"S13", "L1"}, findings(t, text, "6.18"))
	assert.Empty(t, findings(t, text, "7.1"))
}

// 7.0 goes node by node: it empties the barn of a node, and if slabs of that node
// are left, the cache stays. An object in the barn of the next node may be what
// keeps them. 7.1 empties all barns first.
func TestFinding70DestroyMeetsTheNextNodesBarn(t *testing.T) {
	const text = `machine cpus=2 nodes=2
cache d size=64 capacity=2 slabobjs=4
task a cpu=0 { alloc d n=64; free d n=32 order=random; shrink d; sleep 40us; free d n=all; sleep 60us; destroy d }
task b cpu=1 start=30us { prefill d n=2; sleep 10us; return_sheaf d }
task c cpu=1 start=32us { prefill d n=2; sleep 20us; return_sheaf d }
`
	for _, generation := range []string{"7.0-rc1", "7.0-rc3"} {
		assert.Equal(t, []string{"S13", "L1"}, findings(t, text, generation), generation)
	}
	assert.Empty(t, findings(t, text, "7.1"))
}

// 7.0 holds no hotplug lock while it waits for the collectors of a cache: a CPU may
// go between the queueing of its work and the run, and the work then takes another
// CPU's lock. FIX-d took the lock.
func TestFinding70BarrierMeetsACPUThatGoes(t *testing.T) {
	const text = `machine cpus=2
cache c size=64 capacity=2 slabobjs=4
task w cpu=0 { kvfree_rcu_barrier c }
task o cpu=0 { offline 1 }
`
	for _, generation := range []string{"7.0-rc1", "7.0-rc3"} {
		r, err := explore.Search(parsedAs(t, text, generation), explore.Limits{})
		require.NoError(t, err)
		require.NotNil(t, r.Found, generation)
		assert.Equal(t, "S19", r.Found.Broken[0].Invariant, generation)
	}
	r, err := explore.Search(parsedAs(t, text, "7.1"), explore.Limits{})
	require.NoError(t, err)
	assert.True(t, r.Complete)
	assert.Nil(t, r.Found)
}

// findings are the invariants that a run violates.
func findings(t *testing.T, text, generation string) (invariants []string) {
	r, err := engine.New(parsedAs(t, text, generation))
	require.NoError(t, err)
	check.Watch(r, 1)
	require.NoError(t, r.Finish().Err)
	for _, v := range r.Violations {
		invariants = append(invariants, v.Invariant)
	}
	return invariants
}

// parsedAs is a scenario for a kernel of a generation.
func parsedAs(t *testing.T, text, generation string) *scenario.Scenario {
	s, err := engine.Parse("finding", []byte(text))
	require.NoError(t, err)
	require.NoError(t, s.Set("generation", generation))
	return s
}
