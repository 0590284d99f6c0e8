package track

import (
	"math/rand"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestClassWidth(t *testing.T) {
	for _, c := range []struct{ most, ghz, width int64 }{
		{0, 3, 3}, {100 * 3, 3, 3}, {119 * 3, 3, 3}, {120 * 3, 3, 6}, {1920 * 3, 3, 60}, {300, 1, 5}, {599, 1, 5}, {600, 1, 10}, {1_000_000, 1, 10_000},
	} {
		assert.Equal(t, c.width, ClassWidth(c.most, c.ghz), "up to %d", c.most)
	}
	for most := int64(200); most < 1<<40; most += most / 3 {
		n := most/ClassWidth(most, 1) + 1
		assert.True(t, n >= 40 && n <= 120, "%d classes up to %d", n, most)
	}
}

func TestCountsAreThoseOfAWalk(t *testing.T) {
	rnd := rand.New(rand.NewSource(5))
	s := &Series{}
	for i := range 4000 {
		s.add(Mark{At: int64(i), Took: rnd.Int63n(1 << (1 + rnd.Intn(12)))})
	}
	for _, n := range []int{0, 1, 700, 1024, 1025, 3000, 4000} {
		_, most := s.Max(0, n)
		width := ClassWidth(most, 1)
		want := make([]int32, most/width+1)
		for _, m := range s.Marks[:n] {
			want[m.Took/width]++
		}
		assert.Equal(t, want, s.Counts(nil, n, width), "n = %d", n)
	}
}

// Going from one to the next goes through all samples of the class, the worst
// first, and begins again.
func TestAfterGoesThroughTheClass(t *testing.T) {
	s := &Series{}
	for i, took := range []int64{10, 14, 30, 12, 14, 19, 9} {
		s.add(Mark{At: int64(i), Took: took})
	}
	at, ok := s.Worst(7, 1, 10, 0)
	require.True(t, ok)
	order := []int{at}
	for len(order) < 6 {
		at = s.After(at, 7, 10)
		order = append(order, at)
	}
	assert.Equal(t, []int{5, 1, 4, 3, 0, 5}, order)
	assert.True(t, slices.IsSortedFunc([]int{5, 1, 4, 3, 0}, func(a, b int) int { return int(s.Marks[b].Took - s.Marks[a].Took) }))
	for n, want := range []int{5, 1, 4, 3, 0} {
		got, ok := s.Worst(7, 1, 10, n)
		assert.True(t, ok)
		assert.Equal(t, want, got)
	}
	_, ok = s.Worst(7, 1, 10, 5)
	assert.False(t, ok)
	_, ok = s.Worst(7, 5, 10, 0)
	assert.False(t, ok)
	got, _ := s.Worst(5, 1, 10, 0)
	assert.Equal(t, 1, got, "only the first five count")
}
