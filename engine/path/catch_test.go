package path_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/bug"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// crashing is a kernel that crashes after some steps: main is not looked at
// before an object is put into it.
func crashing(t *testing.T) *path.Kernel {
	s, err := engine.Parse("crash", []byte("machine cpus=1 qpw=0\ncache c size=64 capacity=2\ntask t cpu=0 { alloc c n=4; free c n=all }"))
	require.NoError(t, err)
	r, err := engine.New(s)
	require.NoError(t, err)
	r.Kernel.Cfg.Code, err = path.Damage(path.Build{Generation: "7.1"}, path.Patch{Name: "damage", Edits: []path.Edit{path.Instead("free_to_pcs", "if main is full")}})
	require.NoError(t, err)
	return r.Kernel
}

// A crash is the same whether each step looks out for it or somebody does for
// many of them.
func TestCatch(t *testing.T) {
	one, many := crashing(t), crashing(t)
	for one.Step(sim.Timed{}) {
	}
	steps := 0
	assert.True(t, many.Catch(func() {
		for many.Step(sim.Timed{}) {
			steps++
		}
	}))
	require.True(t, one.Crashed())
	assert.EqualValues(t, steps+1, many.M.Step, "the step that crashes comes back to who called Catch")
	assert.Equal(t, one.M.Events, many.M.Events)
	assert.Equal(t, one.Hash(), many.Hash())
	assert.False(t, many.Catch(func() { assert.False(t, many.Step(sim.Timed{})) }), "nothing comes after it")
}

// What else panics is our own mistake, and nobody takes it for a crash.
func TestCatchLetsOthersThrough(t *testing.T) {
	k := crashing(t)
	assert.PanicsWithValue(t, "no crash", func() {
		k.Catch(func() {
			k.Step(sim.Timed{})
			panic("no crash")
		})
	})
	assert.True(t, k.Step(sim.Timed{}), "it goes on")
}

// An op that reaches for what no list has has found the end of a planted bug; where
// none is planted, one of ours.
func TestReferencesThatLeadNowhere(t *testing.T) {
	astray := func() *path.Kernel {
		k := crashing(t)
		for k.M.Threads[0].Depth < 2 {
			require.True(t, k.Step(sim.Timed{}))
		}
		for i := range k.M.Threads[0].Depth {
			k.M.Threads[0].Stack[i].R[0] = 99 // the cache
		}
		return k
	}
	toTheEnd := func(k *path.Kernel) {
		for k.Step(sim.Timed{}) {
		}
	}
	k := astray()
	toTheEnd(k)
	require.True(t, k.Crashed())
	assert.Equal(t, bug.Bug{Code: bug.BadReference}, k.Oopses[len(k.Oopses)-1].Bug)
	own := astray()
	own.Cfg.Code.Planted = false
	assert.Panics(t, func() { toTheEnd(own) })
}
