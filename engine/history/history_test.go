package history_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/history"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

func parse(t *testing.T, name string) *scenario.Scenario {
	b, ok := scenario.Lookup(name)
	require.True(t, ok)
	s, err := engine.Parse(b.Name, []byte(b.Text))
	require.NoError(t, err)
	return s
}

// Every state that history hands out is the state that the run was in, in
// whatever order it is asked.
func TestAnyStepAnyOrder(t *testing.T) {
	s := parse(t, "shrink-under-poll")
	r, err := engine.New(s)
	require.NoError(t, err)
	hashes := []uint64{r.Kernel.Hash()}
	times := []int64{0}
	for r.Step() {
		hashes = append(hashes, r.Kernel.Hash())
		times = append(times, r.Kernel.M.Now)
	}
	h, err := history.Record(s)
	require.NoError(t, err)
	require.EqualValues(t, len(hashes)-1, h.Steps())
	rnd := sim.NewRand(1, 0)
	for range 400 {
		step := rnd.Intn(int64(len(hashes)))
		require.Equal(t, hashes[step], h.AtStep(uint32(step)).Hash(), "step %d", step)
	}
	for step := len(hashes) - 1; step > len(hashes)-300; step-- {
		require.Equal(t, hashes[step], h.AtStep(uint32(step)).Hash(), "back to step %d", step)
	}
	for range 400 {
		step := int(rnd.Intn(int64(len(hashes))))
		last := step
		for last+1 < len(times) && times[last+1] <= times[step] {
			last++
		}
		require.Equal(t, hashes[last], h.At(times[step]).Hash(), "time %d", times[step])
	}
	assert.Equal(t, hashes[len(hashes)-1], h.At(h.Recorded()).Hash())
}

// Recording in pieces is recording in one go, and looking back meanwhile
// changes nothing.
func TestRecordingInPieces(t *testing.T) {
	whole, err := history.Record(parse(t, "producer-consumer"))
	require.NoError(t, err)
	h, err := history.New(parse(t, "producer-consumer"))
	require.NoError(t, err)
	for h.Advance(777) {
		h.AtStep(h.Steps() / 2)
		h.At(h.Recorded() / 3)
	}
	assert.Equal(t, whole.Events, h.Events)
	assert.Equal(t, whole.AtStep(whole.Steps()).Hash(), h.AtStep(h.Steps()).Hash())
	assert.True(t, h.Ended())
}

func TestNextAndPrevious(t *testing.T) {
	h, err := history.Record(parse(t, "shrink-under-poll"))
	require.NoError(t, err)
	queued := func(e *sim.Event) bool { return e.Kind == sim.QueueWork }
	first, ok := h.NextEvent(0, queued)
	require.True(t, ok)
	second, ok := h.NextEvent(h.Events[first].Step, queued)
	require.True(t, ok)
	assert.Greater(t, second, first)
	back, ok := h.PrevEvent(h.Events[second].Step, queued)
	require.True(t, ok)
	assert.Equal(t, first, back)
	_, ok = h.PrevEvent(h.Events[first].Step, queued)
	assert.False(t, ok)
	for _, e := range h.Between(h.Events[first].Time, h.Events[second].Time) {
		assert.GreaterOrEqual(t, e.Time, h.Events[first].Time)
		assert.Less(t, e.Time, h.Events[second].Time)
	}
}

// Memory stays bounded on a long run: keyframes thin out, and every state can
// still be had.
func TestLongRun(t *testing.T) {
	s, err := engine.Parse("long", []byte("machine cpus=2\ncache k size=64\ntask a cpu=0 { loop { alloc k; free k } }\ntask b cpu=1 { loop { work 1us; mark m } }\nuntil 3ms"))
	require.NoError(t, err)
	h, err := history.Record(s)
	require.NoError(t, err)
	require.Greater(t, h.Steps(), uint32(400_000))
	mid := h.AtStep(h.Steps() / 2).Hash()
	h.AtStep(0)
	assert.Equal(t, mid, h.AtStep(h.Steps()/2).Hash())
	assert.LessOrEqual(t, len(h.Events), history.MaxEvents+64)
}

func BenchmarkStepBack(b *testing.B) {
	built, _ := scenario.Lookup("shrink-under-poll")
	s, _ := engine.Parse(built.Name, []byte(built.Text))
	h, _ := history.Record(s)
	b.Run("forward", func(b *testing.B) {
		for i := range b.N {
			h.AtStep(uint32(i) % h.Steps())
		}
	})
	b.Run("back", func(b *testing.B) {
		for i := range b.N {
			h.AtStep(h.Steps() - uint32(i)%h.Steps())
		}
	})
}
