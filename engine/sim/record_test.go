package sim

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// pile is a part of which only the first n are in use.
type pile struct {
	n int32
	v [4]int32
}

func (x *pile) hash(h *Hash) {
	h.I32(x.n, 0)
	for _, v := range x.v[:x.n] {
		h.I32(v, 0)
	}
}

func (x *pile) same(o *pile) bool {
	return x.n == o.n && slices.Equal(x.v[:x.n], o.v[:o.n])
}

func (x *pile) copyFrom(o *pile) { x.n = int32(copy(x.v[:], o.v[:o.n])) }

// A state that a record makes has nothing of the state in whose memory it is made,
// not even where a part is not in use: else one situation would come out in as many
// ways as there are states that it was made in, once a step has looked there.
func TestARecordLeavesNothingOfTheStateBefore(t *testing.T) {
	var p Parts
	parts := func(a, b *[]pile) {
		Each(&p, a, b, Of[pile]{Hash: (*pile).hash, Same: (*pile).same, Copy: (*pile).copyFrom, Bytes: 20})
	}
	first := []pile{{n: 1, v: [4]int32{1}}, {n: 1, v: [4]int32{2}}}
	state := []pile{{n: 1, v: [4]int32{1}}, {n: 2, v: [4]int32{5, 6, 7, 8}}}
	p.Pack(nil)
	parts(&state, &first)
	record := p.Record()

	made := []pile{{n: 1, v: [4]int32{9}}, {n: 4, v: [4]int32{9, 9, 9, 9}}}
	p.Unpack(record)
	parts(&made, &first)
	assert.Equal(t, []pile{{n: 1, v: [4]int32{1}}, {n: 2, v: [4]int32{5, 6, 0, 0}}}, made)
}
