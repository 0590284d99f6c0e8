package history_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/history"
	"barnyard/engine/sim"
)

// told is what a run tells, event by event, whoever records it.
func told(t *testing.T, name string) (all []sim.Event) {
	r, err := engine.New(parse(t, name))
	require.NoError(t, err)
	for r.Step() {
		all = append(all, r.Kernel.M.Events...)
	}
	return all
}

// What a history has of a run is what the run has told: one by one in any order, in
// pieces, by time and by step, forwards and back.
func TestPackedEventsAreTheEvents(t *testing.T) {
	rnd := sim.NewRand(5, 0)
	for _, name := range []string{"shrink-under-poll", "producer-consumer", "key-flip", "lru-drain-sum", "rt-pi-chain", "rescuer"} {
		events := told(t, name)
		h, err := history.Record(parse(t, name))
		require.NoError(t, err)
		n := h.Len()
		require.Greater(t, n, 100, name)
		require.Equal(t, events, h.All(), name)
		for range 200 {
			i := int(rnd.Intn(int64(n)))
			require.Equal(t, events[i], h.Event(i), "%s, event %d", name, i)
		}
		end := h.Recorded()
		for range 200 {
			at, step := rnd.Intn(end+2), uint32(rnd.Intn(int64(h.Steps())+2))
			requireFound(t, events, h, at, step)
			kind := events[rnd.Intn(int64(n))].Kind
			is := func(e sim.Event) bool { return e.Kind == kind }
			match := func(e *sim.Event) bool { return is(*e) }
			after := slices.IndexFunc(events, func(e sim.Event) bool { return e.Step > step && is(e) })
			if i, ok := h.NextEvent(step, match); ok || after >= 0 {
				require.Equal(t, after, i, "%s, the next after %d", name, step)
			}
			before := -1
			for i := range events {
				if events[i].Step < step && is(events[i]) {
					before = i
				}
			}
			if i, ok := h.PrevEvent(step, match); ok || before >= 0 {
				require.Equal(t, before, i, "%s, the last before %d", name, step)
			}
		}
		for i := 0; i < n; i += 1 + n/2000 { // exact times, where blocks begin too
			requireFound(t, events, h, events[i].Time, events[i].Step)
		}
		assert.Equal(t, append([]sim.Event(nil), events[h.First(end/3):h.First(end/2)]...), h.Between(end/3, end/2))
		assert.Less(t, h.Packed(), 11*n, name)
	}
}

// requireFound looks for the first event from a time on, and from a step on.
func requireFound(t *testing.T, events []sim.Event, h *history.History, at int64, step uint32) {
	t.Helper()
	first := func(late func(sim.Event) bool) int {
		if i := slices.IndexFunc(events, late); i >= 0 {
			return i
		}
		return len(events)
	}
	require.Equal(t, first(func(e sim.Event) bool { return e.Time >= at }), h.First(at), "time %d", at)
	require.Equal(t, first(func(e sim.Event) bool { return e.Step >= step }), h.FirstOfStep(step), "step %d", step)
}

// An event of any kind and with any numbers comes back as it was.
func TestAnyEventIsPacked(t *testing.T) {
	rnd := sim.NewRand(6, 0)
	small := func(n int64) int64 { return rnd.Intn(n) * rnd.Intn(2) }
	events := []sim.Event{{}, {Time: math.MaxInt64, C: math.MinInt64, Step: math.MaxUint32, Thread: math.MaxInt32,
		A: math.MinInt32, B: math.MaxInt32, CPU: math.MaxInt16, Kind: sim.NKinds - 1}}
	assert.Equal(t, events, history.Unpack(history.Pack(events)))
	for range 300 {
		events = events[:0]
		var e sim.Event
		for range 1 + rnd.Intn(20) {
			e.Time += small(1 << rnd.Intn(40))
			e.Step += uint32(small(1 << rnd.Intn(20)))
			e.C = small(1<<rnd.Intn(50)) - small(1<<rnd.Intn(50))
			e.Thread, e.CPU = sim.ThreadID(small(5000)-1), int16(small(1024))
			e.A, e.B = int32(small(1<<31)-1), int32(small(1<<20)-1)
			e.Kind = sim.Kind(rnd.Intn(int64(sim.NKinds)))
			events = append(events, e)
		}
		require.Equal(t, events, history.Unpack(history.Pack(events)))
	}
}

// A run is looked at while it is recorded, which changes nothing of it; where
// recording stops, that is said.
func TestLookingBackWhileRecording(t *testing.T) {
	events := told(t, "producer-consumer")
	h, err := history.New(parse(t, "producer-consumer"))
	require.NoError(t, err)
	h.EndAt(5000)
	for h.Advance(333) {
		n := h.Len()
		require.Equal(t, events[:n], h.All())
		assert.Nil(t, h.From(n))
	}
	assert.True(t, h.Truncated)
	assert.GreaterOrEqual(t, h.Len(), 5000)
	assert.Less(t, h.Len(), 5100)
}
