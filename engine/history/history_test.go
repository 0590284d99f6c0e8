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
	assert.Equal(t, whole.All(), h.All())
	assert.Equal(t, whole.AtStep(whole.Steps()).Hash(), h.AtStep(h.Steps()).Hash())
	assert.True(t, h.Ended())
}

func TestNextAndPrevious(t *testing.T) {
	h, err := history.Record(parse(t, "shrink-under-poll"))
	require.NoError(t, err)
	queued := func(e *sim.Event) bool { return e.Kind == sim.QueueWork }
	first, ok := h.NextEvent(0, queued)
	require.True(t, ok)
	second, ok := h.NextEvent(h.Event(first).Step, queued)
	require.True(t, ok)
	assert.Greater(t, second, first)
	back, ok := h.PrevEvent(h.Event(second).Step, queued)
	require.True(t, ok)
	assert.Equal(t, first, back)
	_, ok = h.PrevEvent(h.Event(first).Step, queued)
	assert.False(t, ok)
	for _, e := range h.Between(h.Event(first).Time, h.Event(second).Time) {
		assert.GreaterOrEqual(t, e.Time, h.Event(first).Time)
		assert.Less(t, e.Time, h.Event(second).Time)
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
	assert.LessOrEqual(t, h.Len(), history.MaxEvents+64)
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

// anyOrder picks among all that can act, whatever their times.
type anyOrder struct{ r *sim.Rand }

func (s anyOrder) Next(m *sim.Machine) sim.Actor {
	var ready []sim.Actor
	for a := range m.Actors() {
		if _, ok := m.CanAct(sim.Actor(a)); ok {
			ready = append(ready, sim.Actor(a))
		}
	}
	return ready[s.r.Intn(int64(len(ready)))]
}

// A run with a list of choices is like any other: every step and every instant
// can be had in any order. The next step may be later than the earliest that
// could be taken; an instant before it does not have it.
func TestChoices(t *testing.T) {
	start := func() *engine.Run {
		r, err := engine.New(parse(t, "userret-deadlock"))
		require.NoError(t, err)
		return r
	}
	rnd := sim.NewRand(3, 0)
	rec := &sim.Record{Of: anyOrder{&rnd}}
	r := start()
	r.Sched = rec
	hashes, times := []uint64{r.Kernel.Hash()}, []int64{0}
	for len(hashes) < 1500 && r.Step() {
		hashes, times = append(hashes, r.Kernel.Hash()), append(times, r.Kernel.M.Now)
	}
	again := start()
	again.Sched = &sim.Replay{Choices: rec.Choices}
	h := history.Of(again)
	for h.Steps() < uint32(len(hashes)-1) {
		require.True(t, h.Advance(100))
	}
	jumps := 0
	for range 400 {
		step := int(rnd.Intn(int64(len(hashes))))
		require.Equal(t, hashes[step], h.AtStep(uint32(step)).Hash(), "step %d", step)
		at := times[step] + rnd.Intn(400)
		last := step
		for last+1 < len(times) && times[last+1] <= at {
			last++
		}
		if last+1 == len(times) {
			continue
		}
		k := h.At(at)
		require.Equal(t, hashes[last], k.Hash(), "time %d", at)
		if earliest, _ := k.M.Peek(); earliest <= at {
			jumps++
		}
	}
	assert.NotZero(t, jumps, "somebody could have acted before the next choice does")
}

// Where a choice cannot be followed, recording ends.
func TestAChoiceThatCannotBe(t *testing.T) {
	r, err := engine.New(parse(t, "alloc-burst"))
	require.NoError(t, err)
	list := &sim.Replay{Choices: []sim.Actor{2, 2, 2, 0, 2}}
	r.Sched = list
	h := history.Of(r)
	assert.False(t, h.Advance(100))
	assert.True(t, h.Ended())
	assert.EqualValues(t, 4, h.Steps(), "with the step that was taken instead")
	assert.EqualError(t, list.Err, "choice 4: i0 cannot act there; expected r0")
}
