package sim

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// thing is a state with two slices.
type thing struct {
	a []int64
	b []int32
}

func (s *thing) long(k *Keeper) {
	Slice(k, &s.a, 8)
	Slice(k, &s.b, 4)
}

// kept takes a copy of a thing apart.
func kept(s thing, before Kept) Kept {
	k := Take(before)
	s.long(k)
	return k.Kept()
}

// Slices of any length that grow, shrink and change come back as they were,
// and what they take is what has changed.
func TestPieces(t *testing.T) {
	rnd := NewRand(1, 0)
	var all []Kept
	var was []thing
	now, before := thing{}, Kept{}
	for range 200 {
		switch rnd.Intn(4) {
		case 0:
			now.a = append(now.a, make([]int64, rnd.Intn(300))...)
		case 1:
			now.a = now.a[:rnd.Intn(int64(len(now.a))+1)]
		case 2:
			now.b = make([]int32, rnd.Intn(500))
		}
		for i := range now.a {
			if rnd.Intn(100) == 0 {
				now.a[i]++
			}
		}
		before = kept(now, before)
		all = append(all, before)
		was = append(was, thing{append([]int64{}, now.a...), append([]int32{}, now.b...)})
	}
	back := thing{}
	for i := range all {
		i = (i * 37) % len(all)
		k := all[i].Give()
		back.long(k)
		require.Equal(t, was[i].a, append([]int64{}, back.a...))
		require.Equal(t, was[i].b, append([]int32{}, back.b...))
	}
}

func TestPiecesShare(t *testing.T) {
	const each = pieceBytes / 8
	s := thing{a: make([]int64, 10*each+1), b: []int32{1}}
	first := kept(s, Kept{})
	whole := first.Fresh(Kept{})
	assert.Equal(t, 8*len(s.a)+11*(reference+sliceHeader)+4+reference+sliceHeader, whole)
	assert.Zero(t, kept(s, first).Fresh(first), "all of it is shared")

	s.a = append([]int64(nil), s.a...)
	s.a[3*each]++
	second := kept(s, first)
	assert.Equal(t, 8*each+sliceHeader+11*reference, second.Fresh(first), "one piece")
	third := kept(s, second)
	assert.Equal(t, second.Fresh(first), third.Fresh(first))
	assert.Equal(t, whole, third.Fresh(Kept{}))
}
