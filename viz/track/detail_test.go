package track

import (
	"math/rand"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
)

// randomLane is a lane of spans of very different lengths, with gaps.
func randomLane(rnd *rand.Rand, n int) *Lane {
	l, at := &Lane{}, int64(rnd.Intn(50))
	for range n {
		long := int64(1) << rnd.Intn(10)
		to := at + rnd.Int63n(long) + 1
		l.push(Span{From: at, To: to})
		at = to + rnd.Int63n(1+int64(rnd.Intn(100)))
	}
	return l
}

func TestPiecesAreAllTheSpansAndFew(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	for range 300 {
		l := randomLane(rnd, 1+rnd.Intn(400))
		end := l.last().To
		from := rnd.Int63n(end)
		to := from + 1 + rnd.Int63n(end)
		grain := int64(1) << rnd.Intn(12)
		pieces := l.Pieces(nil, from, to, grain)
		next := l.First(from)
		for _, pc := range pieces {
			require.Equal(t, next, pc.I, "no span is left out or drawn twice")
			require.Greater(t, pc.J, pc.I)
			require.Equal(t, l.Spans[pc.I].From, pc.From)
			require.Equal(t, l.Spans[pc.J-1].To, pc.To)
			covered := int64(0)
			for _, s := range l.Spans[pc.I:pc.J] {
				covered += s.To - s.From
			}
			require.Equal(t, covered, l.Covered(pc))
			if pc.J-pc.I > 1 {
				require.Less(t, l.Spans[pc.J-1].From-max(l.Spans[pc.I].From, from), grain, "only what lies side by side is drawn together")
			}
			next = pc.J
		}
		if next < len(l.Spans) {
			require.GreaterOrEqual(t, l.Spans[next].From, to)
		}
		require.LessOrEqual(t, int64(len(pieces)), 2*((to-from)/grain+2))
	}
}

func TestAt(t *testing.T) {
	l := &Lane{}
	l.push(Span{From: 10, To: 20})
	l.push(Span{From: 20, To: 30})
	l.push(Span{From: 40, To: Open})
	for at, want := range map[int64]int64{9: -1, 10: 10, 19: 10, 20: 20, 30: -1, 39: -1, 40: 40, 1 << 40: 40} {
		got := int64(-1)
		if s := l.At(at); s != nil {
			got = s.From
		}
		assert.Equal(t, want, got, "at %d", at)
	}
}

func TestSeriesAnswersAsACountWould(t *testing.T) {
	rnd := rand.New(rand.NewSource(2))
	s := &Series{}
	var took []int64
	for i := range 5000 {
		v := rnd.Int63n(1 << (1 + rnd.Intn(34)))
		took = append(took, v)
		s.add(Mark{At: int64(i * 10), Took: v})
	}
	for range 300 {
		i := rnd.Intn(5000)
		j := i + 1 + rnd.Intn(5000-i)
		at, most := s.Max(i, j)
		require.Equal(t, slices.Max(took[i:j]), most)
		require.Equal(t, most, took[at])
	}
	for _, n := range []int{1, 2, 63, 64, 1000, 1024, 1025, 4096, 5000} {
		want := engine.Summary(took[:n])
		require.Equal(t, [3]int64{want.P50, want.P99, want.P999}, [3]int64{s.Percentile(n, 500), s.Percentile(n, 990), s.Percentile(n, 999)}, "n = %d", n)
	}
	assert.Equal(t, slices.Max(took), s.Longest())
	assert.Equal(t, 0, s.Until(-1))
	assert.Equal(t, 1, s.Until(0))
	assert.Equal(t, 5000, s.Until(1<<40))
	at, _ := s.Max(7, 7)
	assert.Equal(t, -1, at)
}
