package engine_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// A keyframe gives back the state that it was made of, every field of it, into
// a kernel that was anywhere else in the run; and sharing with the keyframe
// before changes neither.
func TestKeyframesGiveTheStateBack(t *testing.T) {
	for _, name := range []string{"shrink-under-poll", "page-fault3", "rt-pi-chain", "hot-unplug", "kfree-rcu-burst", "lru-drain-bh"} {
		b, ok := scenario.Lookup(name)
		require.True(t, ok, name)
		s, err := engine.Parse(b.Name, b.Text)
		require.NoError(t, err)
		r, err := engine.New(s)
		require.NoError(t, err)
		var frames []*path.Keyframe
		var copies []*path.Kernel
		var before *path.Keyframe
		for len(frames) < 60 && r.Step() {
			if r.Kernel.M.Step%97 == 0 {
				before = r.Kernel.Keyframe(before)
				frames, copies = append(frames, before), append(copies, r.Kernel.Clone())
			}
		}
		require.NotEmpty(t, frames, name)
		k, rnd := r.Kernel.Clone(), sim.NewRand(2, 0)
		for range 200 {
			i := rnd.Intn(int64(len(frames)))
			frames[i].Into(k)
			require.Equal(t, copies[i].Hash(), k.Hash(), "%s, keyframe %d", name, i)
			require.True(t, reflect.DeepEqual(plainCopy(copies[i]), plainCopy(k)), "%s, keyframe %d", name, i)
			for range rnd.Intn(300) { // what is given back is nobody else's
				k.Step(sim.Timed{})
			}
		}
	}
}

// plainCopy is a copy whose empty slices are nil, without the events of the
// last step.
func plainCopy(k *path.Kernel) *path.Kernel {
	k = k.Clone()
	k.M.Events = nil
	return k
}

// What has not changed takes no memory, and what has takes little.
func TestKeyframesShare(t *testing.T) {
	k := midway(t)
	first := k.Keyframe(nil)
	again := k.Keyframe(first)
	nothing := again.Fresh(first)
	assert.Equal(t, first.Fresh(first), nothing)
	assert.Less(t, nothing, first.Fresh(nil)/2)
	require.True(t, k.Step(sim.Timed{}))
	one := k.Keyframe(again)
	assert.Greater(t, one.Fresh(again), nothing)
	assert.Less(t, one.Fresh(again)-nothing, (first.Fresh(nil)-nothing)/3)
	assert.Equal(t, one.Fresh(again), one.Fresh(first), "what all three share, the third shares with the first")
}
