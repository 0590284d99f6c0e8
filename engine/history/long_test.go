package history_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/history"
	"barnyard/engine/sim"
)

// fold adds an event to a sum that depends on all of its fields and on their
// order.
func fold(h *sim.Hash, e *sim.Event) {
	h.I64(e.Time)
	h.I64(e.C)
	h.I32(int32(e.Step), int32(e.Thread))
	h.I32(e.A, e.B)
	h.I32(int32(e.CPU), int32(e.Kind))
}

// A run of millions of steps, states and events are
// those of the same run without a history, at random places and at both ends.
func TestMillionsOfSteps(t *testing.T) {
	const steps = 2_200_000
	text := "machine cpus=3 qpw=0\ncache k size=64\ntask a cpu=0 { loop { alloc k n=90; free k n=90; mark m } }\n" +
		"task b cpu=1 { loop { alloc k n=2; free k n=2 } }\ntask s cpu=2 { loop { shrink k; sleep 70us } }\nuntil 1s"
	s, err := engine.Parse("long", []byte(text))
	require.NoError(t, err)
	rnd := sim.NewRand(8, 0)
	places := []uint32{0, 1, steps}
	for range 150 {
		places = append(places, uint32(rnd.Intn(steps)))
	}
	slices.Sort(places)
	r, err := engine.New(s)
	require.NoError(t, err)
	hashes, events, told := map[uint32]uint64{}, sim.NewHash(), 0
	for _, at := range places {
		for r.Kernel.M.Step < at {
			require.True(t, r.Step())
			for i := range r.Kernel.M.Events {
				fold(&events, &r.Kernel.M.Events[i])
			}
			told += len(r.Kernel.M.Events)
		}
		hashes[at] = r.Kernel.Hash()
	}
	h, err := history.New(s)
	require.NoError(t, err)
	for h.Steps() < steps {
		require.True(t, h.Advance(min(20_000, steps-int(h.Steps()))))
	}
	require.Equal(t, told, h.Len())
	read := sim.NewHash()
	for i := range told {
		e := h.Event(i)
		fold(&read, &e)
	}
	assert.Equal(t, events.Sum(), read.Sum())
	for range 60 {
		at := places[rnd.Intn(int64(len(places)))]
		k := h.AtStep(at)
		require.Equal(t, hashes[at], k.Hash(), "step %d", at)
		now := k.M.Now
		k = h.At(now)
		require.Equal(t, now, k.M.Now, "time of step %d", at)
		require.GreaterOrEqual(t, k.M.Step, at)
	}
}

// When keyframes take too much, they thin out; the states stay the same.
func TestKeyframesThinOut(t *testing.T) {
	const limit = 300_000
	s := parse(t, "shrink-under-poll")
	require.NoError(t, s.Set("until", "1ms"))
	free, err := history.Record(s)
	require.NoError(t, err)
	tight, err := history.New(s)
	require.NoError(t, err)
	tight.LimitFrames(limit)
	for tight.Advance(500) {
		_, bytes := tight.Frames()
		require.LessOrEqual(t, bytes, limit)
	}
	all, _ := free.Frames()
	few, _ := tight.Frames()
	assert.Less(t, few, all/2)
	assert.Greater(t, few, 8)
	rnd := sim.NewRand(4, 0)
	for range 100 {
		step := uint32(rnd.Intn(int64(free.Steps())))
		require.Equal(t, free.AtStep(step).Hash(), tight.AtStep(step).Hash(), "step %d", step)
	}
}
