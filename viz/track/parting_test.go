package track

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
)

// The story parts where the work is queued in one mode and done in the other,
// on CPU 0, which asks.
func TestTheStoryPartsWhereWorkIsQueued(t *testing.T) {
	_, a := followed(t, builtin(t, "shrink-under-poll"), "0")
	_, b := followed(t, builtin(t, "shrink-under-poll"), "1")
	p, ok := Part(a, b)
	require.True(t, ok)
	assert.Equal(t, 0, p.CPU)
	assert.Equal(t, [2]sim.Kind{sim.QueueWork, sim.DirectStart}, p.Kind)
	for run, tr := range []*Tracks{a, b} {
		assert.Equal(t, p.At[run], p.In(run))
		for _, s := range tr.Stops {
			if s.At < p.At[run] && s.CPU == 0 {
				assert.NotEqual(t, p.Kind[run], s.Kind)
			}
		}
	}
}

func TestRunsThatAreAlikeDoNotPart(t *testing.T) {
	_, a := followed(t, builtin(t, "alloc-burst"), "0")
	_, b := followed(t, builtin(t, "alloc-burst"), "1")
	_, ok := Part(a, b)
	assert.False(t, ok)
}

func TestPart(t *testing.T) {
	run := func(stops ...Stop) *Tracks { return &Tracks{CPUs: make([]CPU, 2), Stops: stops} }
	x, y := sim.QueueWork, sim.DirectStart
	for _, c := range []struct {
		name string
		a, b *Tracks
		want Parting
		ok   bool
	}{
		{"times do not matter", run(Stop{5, 0, x, 0}), run(Stop{9, 0, x, 0}), Parting{}, false},
		{"nor the order between CPUs", run(Stop{5, 0, x, 0}, Stop{6, 0, y, 1}), run(Stop{5, 0, y, 1}, Stop{6, 0, x, 0}), Parting{}, false},
		{"another kind", run(Stop{5, 0, x, 0}, Stop{8, 0, x, 0}), run(Stop{6, 0, x, 0}, Stop{7, 0, y, 0}), Parting{0, [2]int64{8, 7}, [2]sim.Kind{x, y}}, true},
		{"nothing more", run(Stop{5, 0, x, 1}), run(), Parting{1, [2]int64{5, Open}, [2]sim.Kind{x, sim.EvNone}}, true},
		{"the earliest CPU", run(Stop{5, 0, x, 1}, Stop{9, 0, x, 0}), run(Stop{3, 0, y, 0}), Parting{0, [2]int64{9, 3}, [2]sim.Kind{x, y}}, true},
	} {
		got, ok := Part(c.a, c.b)
		assert.Equal(t, c.ok, ok, c.name)
		assert.Equal(t, c.want, got, c.name)
	}
	p := Parting{At: [2]int64{4, Open}}
	assert.Equal(t, int64(4), p.In(1), "where the other run has its event")
}
