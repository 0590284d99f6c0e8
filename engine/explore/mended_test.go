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

// And with CPUs that went and came back, whose choices lead elsewhere by now: what
// cannot act any more is left out.
func TestWhatWasFoundWithHotplugIsMended(t *testing.T) {
	for _, c := range []struct{ was, word string }{
		// PREEMPT_RT: rcuc/0 had left CPU 0, which went offline, had seen that a
		// callback may run, and found none: they had been adopted. Such threads
		// stay, asleep. (Seed 710388.)
		//
		//	machine cpus=3 nohz_full=2 rt=on
		//	cache c size=64 capacity=3 slabobjs=1
		//	task t1 cpu=2 { alloc c n=3; kfree_rcu c n=all; alloc c }
		//	task plug1 cpu=2 { offline 0 }
		{"index out of range", "b1:162.TM5LDsIwDATQdX0KH4E2iJ3PUrlWQkJNEuWzoKh3RwUJdTujN5oniw_RouReyWBMfptdV6UJS6MUQVi8RcEaNku3KwpnltBeZLAqL2l5VBqhcV2xjccMTfiGgVWToGAkA8PqirVzkf4NWPXfw_6jWfv9pJNzery6wA6fAAAA__8::" +
			"r2x270.i0.r0x8.t0.r0x58.r2x7.t0.r0x3.t1.r1x14.t0.r0x3.i1.r1x6.r2x2"},
		// A rescuer still served the pool of a CPU that had gone and come back, and
		// ran the next item elsewhere: it had not been bound again. (Seed 719718.)
		{"S19", "b1:557.hJBBkqsgEIbXcIo-AqjRlwVnSSFpEyLSBjApX8q7TzGSmcVUzay6F9_f_1c9aXO1HsHMS1QVeDpjnvf5qQTcbEoYVHPgRpsrgoFo_6NqGzB61samVUmITvfU36JqCoW_UrJQ_RLX5g8y6ThCkllOCXhxNj6GgHgKZjn1OgSLAZBvO7eEC_pUf8ISBjuQ6uocckQzyLyx6BBnkD5ytr1z9PQY2hJ7caadI7PrcTa--4qvV9o5zs4YU6C1UOXQ7JZL9-1Kw-DyZyVn5Mu2cT9ZuIrSppOSZs3wk8K4e-VCwFK08UhDsuEOZcofyV3XgFd1Oe8nWxWNL2zjE04UVshFGPJzJ3rg-7n7QSHao1l5RDyDFEJ2_2ohm2NbHepj09UV_wgAAP__::" +
			"t0.t1.r0x19.t0.r1x4.t1x2.r0x3.t0.r1x70.r0x30.t1.r1x29.t1.r1x36.t1.r1x107.t1.r1x15.t1.r1x54.t1.r1x14.t1.r1x18.t1.r1x4.t1.r1.t1.r1x23.t1.r1x3.t1.r1x33.r0x3.t1.r1x3.t1.r1x27.r0x2.t1.r1x43.i0.r1x9.r0x13.t0.r0x4.t0"},
	} {
		t.Run(c.was, func(t *testing.T) {
			r, err := replay.Parse(c.word)
			require.NoError(t, err)
			o := explore.Try(r.Scenario.String(), r.Choices, explore.Options{})
			require.NoError(t, o.Err)
			assert.Empty(t, o.Violations)
			assert.True(t, o.Rest)
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
