package sim

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// heap is a part of which only the first n are in use.
type heap struct {
	n int32
	v [4]int32
}

func (x *heap) hash(h *Hash) {
	h.I32(x.n, 0)
	for _, v := range x.v[:x.n] {
		h.I32(v, 0)
	}
}

func (x *heap) same(o *heap) bool {
	return x.n == o.n && assert.ObjectsAreEqual(x.v[:x.n], o.v[:o.n])
}

func (x *heap) copyFrom(o *heap) { x.n = copy32(x.v[:o.n], o.v[:o.n]) }

func copy32(to, from []int32) int32 { return int32(copy(to, from)) }

// A state that a record makes has nothing of the state in whose memory it is made,
// not even where a part is not in use: else one situation would come out in as many
// ways as there are states that it was made in, once a step has looked there.
func TestARecordLeavesNothingOfTheStateBefore(t *testing.T) {
	var p Parts
	parts := func(a, b *[]heap) {
		Each(&p, a, b, Of[heap]{Hash: (*heap).hash, Same: (*heap).same, Copy: (*heap).copyFrom, Bytes: 20})
	}
	first := []heap{{n: 1, v: [4]int32{1}}, {n: 1, v: [4]int32{2}}}
	state := []heap{{n: 1, v: [4]int32{1}}, {n: 2, v: [4]int32{5, 6, 7, 8}}}
	p.Pack(nil)
	parts(&state, &first)
	record := p.Record()

	made := []heap{{n: 1, v: [4]int32{9}}, {n: 4, v: [4]int32{9, 9, 9, 9}}}
	p.Unpack(record)
	parts(&made, &first)
	assert.Equal(t, []heap{{n: 1, v: [4]int32{1}}, {n: 2, v: [4]int32{5, 6, 0, 0}}}, made)
}
