package explore_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/explore"
	"barnyard/engine/replay"
)

// What random exploration found once in hundreds of thousands of seeds, and was
// mended: shrunk to a few lines and the choices that led there.
func TestWhatWasFoundIsMended(t *testing.T) {
	for _, c := range []struct {
		was   string // what was violated
		steps int    // and at which step
		word  string // a replay string, of the scenario above it
	}{
		// Two tasks looked for a block in vain and kept it one after the other:
		// bh_lru_install did not look again. (Seed 26688.)
		//
		//	machine cpus=1
		//	task a cpu=0 { bh_read n=1 }
		//	task b cpu=0 { bh_read n=1 }
		{"F3", 36, "b1:85.yk1MzsjMS1VILigttjVUKC5JLSi2Tcyr5CpJLM5WSASJ2xooVHNxJmXEF6Umpijk2Rpy1UJkk3DJAgIAAP__::r0x9.p0.r0x26"},

		// An interrupt found an object in a sheaf again, allocated it and gave it to
		// kfree_rcu before its first kmem_cache_free was back: the checker took
		// that return for a second free, before a grace period. (Seed 267988.)
		//
		//	machine cpus=1
		//	cache c size=64 capacity=1 slabobjs=1
		//	irq i cpu=0 at=1cy every=1ms { alloc c; kfree_rcu c }
		//	memory sheaves=1-60
		{"S14", 745, "b1:128.FMtRCoJAEAbgZ-cU_wUCF8K3OUuMPxNuuWk7KmzR3cP37yvGKb8cXPfQJDRODiLyx3W4grYa89Y0IWYbl_FxqlzfyGfRHrZpYoMfXpumEvhKZ_O8EJTuea_ut8odlJ8UL0ttiMnt8NB0GXr5BwAA__8::" +
			"t0.r0x98.t0.r0x10.t0.r0x95.t0.r0x95.t0.r0x95.t0.r0x95.t0.r0x7.t0.r0x3.t0x2.r0x107.t0.r0x58.t0"},
	} {
		t.Run(c.was, func(t *testing.T) {
			r, err := replay.Parse(c.word)
			require.NoError(t, err)
			run, err := r.Start()
			require.NoError(t, err)
			check.Watch(run, 1)
			steps := 0
			for steps < 2*c.steps && run.Step() {
				steps++
			}
			require.NoError(t, run.Err)
			assert.Greater(t, steps, c.steps, "the choices lead there")
			assert.Empty(t, run.Violations)
		})
	}
}

// The exhaustive search finds the first of them at once, so that it would be
// found again.
func TestTwoReadersOfABlockInEveryOrder(t *testing.T) {
	s, err := engine.Parse("readers", []byte("machine cpus=1\ntask a cpu=0 { bh_read n=2 }\ntask b cpu=0 { bh_read n=2 }\n"))
	require.NoError(t, err)
	found, err := explore.Search(s, explore.Limits{Full: true})
	require.NoError(t, err)
	assert.True(t, found.Complete)
	assert.Nil(t, found.Found)
}
