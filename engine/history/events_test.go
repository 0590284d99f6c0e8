package history_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/history"
	"barnyard/engine/sim"
)

// packed records a built-in twice: with its events plain, and packed.
func packed(t *testing.T, name string, from int) (plain, packed *history.History) {
	plain, err := history.Record(parse(t, name))
	require.NoError(t, err)
	packed, err = history.New(parse(t, name))
	require.NoError(t, err)
	packed.PackFrom(from)
	for packed.Advance(1000) {
	}
	require.False(t, plain.IsPacked(), name)
	require.True(t, packed.IsPacked(), name)
	require.Equal(t, plain.Len(), packed.Len())
	return plain, packed
}

// Packed events are the events: one by one in any order, in pieces, by time and
// by step, forwards and back.
func TestPackedEventsAreTheEvents(t *testing.T) {
	rnd := sim.NewRand(5, 0)
	for _, name := range []string{"shrink-under-poll", "producer-consumer", "key-flip", "lru-drain-sum", "rt-pi-chain", "rescuer"} {
		a, b := packed(t, name, 100)
		n, events := a.Len(), a.All()
		require.Greater(t, n, 100, name)
		assert.Equal(t, events, b.All(), name)
		for range 200 {
			i := int(rnd.Intn(int64(n)))
			require.Equal(t, events[i], a.Event(i), "%s, event %d", name, i)
			require.Equal(t, events[i], b.Event(i), "%s, event %d", name, i)
		}
		end := a.Recorded()
		for range 200 {
			at, step := rnd.Intn(end+2), uint32(rnd.Intn(int64(a.Steps())+2))
			require.Equal(t, a.First(at), b.First(at), "%s, time %d", name, at)
			require.Equal(t, a.FirstOfStep(step), b.FirstOfStep(step), "%s, step %d", name, step)
			kind := events[rnd.Intn(int64(n))].Kind
			match := func(e *sim.Event) bool { return e.Kind == kind }
			i, ok := a.NextEvent(step, match)
			k, okToo := b.NextEvent(step, match)
			require.Equal(t, []any{i, ok}, []any{k, okToo}, "%s, the next after %d", name, step)
			i, ok = a.PrevEvent(step, match)
			k, okToo = b.PrevEvent(step, match)
			require.Equal(t, []any{i, ok}, []any{k, okToo}, "%s, the last before %d", name, step)
		}
		for _, e := range events { // exact times, where blocks begin too
			require.Equal(t, a.First(e.Time), b.First(e.Time))
		}
		assert.Equal(t, a.Between(end/3, end/2), b.Between(end/3, end/2))
		assert.Less(t, b.Packed(), 11*n, name)
	}
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

// Packing begins while a run is recorded and looked at, and changes nothing
// of it; where recording stops, that is said.
func TestPackingBegins(t *testing.T) {
	whole, err := history.Record(parse(t, "producer-consumer"))
	require.NoError(t, err)
	h, err := history.New(parse(t, "producer-consumer"))
	require.NoError(t, err)
	events := whole.All()
	h.PackFrom(1000)
	h.EndAt(5000)
	for h.Advance(333) {
		n := h.Len()
		require.Equal(t, events[:n], h.All())
		assert.Equal(t, n >= 1000, h.IsPacked(), "%d events", n)
		assert.Nil(t, h.From(n))
	}
	assert.True(t, h.Truncated)
	assert.GreaterOrEqual(t, h.Len(), 5000)
	assert.Less(t, h.Len(), 5100)
}
