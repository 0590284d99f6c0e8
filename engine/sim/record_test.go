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
	var r Records
	beside := func(a, b *[]pile) (t Twins) {
		Each(&t.Parts, a, b, Of[pile]{Hash: (*pile).hash, Same: (*pile).same, Copy: (*pile).copyFrom, Bytes: 20})
		return t
	}
	first := []pile{{n: 1, v: [4]int32{1}}, {n: 1, v: [4]int32{2}}}
	state := []pile{{n: 1, v: [4]int32{1}}, {n: 2, v: [4]int32{5, 6, 7, 8}}}
	twins := beside(&state, &first)
	record := twins.Pack(&r, nil, twins.Places())

	made := []pile{{n: 1, v: [4]int32{9}}, {n: 4, v: [4]int32{9, 9, 9, 9}}}
	twins = beside(&made, &first)
	twins.Compare()
	var differs Places
	twins.Unpack(&r, record, &differs)
	assert.Equal(t, []int32{1}, differs.list(nil))
	assert.Equal(t, []pile{{n: 1, v: [4]int32{1}}, {n: 2, v: [4]int32{5, 6, 0, 0}}}, made)
}

// A record is as short as record.go says, byte by byte; and its values are written
// once, however many records they are in.
func TestARecordsBytes(t *testing.T) {
	type state struct{ a, b, c []int64 }
	var r Records
	plain := Of[int64]{Hash: func(v *int64, h *Hash) { h.I64(*v) }, Copy: func(a, b *int64) { *a = *b }, Bytes: 8}
	beside := func(s, other *state) (t Twins) {
		Each(&t.Parts, &s.a, &other.a, plain)
		Each(&t.Parts, &s.b, &other.b, plain)
		Beside(&t.Parts, &s.c, &other.c)
		return t
	}
	pack := func(s, other *state) []byte {
		twins := beside(s, other)
		return twins.Pack(&r, nil, twins.Places())
	}
	first := state{a: []int64{1}, b: []int64{1, 2, 3}, c: []int64{7}}
	assert.Empty(t, pack(&first, &first), "nothing differs")

	now := state{a: []int64{1}, b: []int64{50, 2, 60}, c: []int64{7, 70}}
	want := []byte{
		2,    // the second slice from before the first
		3,    // has three elements
		1, 0, // the first from before them is the first value of its shelf
		2, 1, // the second after that is the next value
		0,    // that is all
		1,    // the next slice
		2,    // has two elements now
		2, 0, // the second is the first value of that shelf
		0,
	}
	assert.Equal(t, want, pack(&now, &first))
	bytes := r.Bytes()
	assert.EqualValues(t, 2*(8+100)+8+100, bytes)
	assert.Equal(t, want, pack(&now, &first), "the values are known")
	assert.Equal(t, bytes, r.Bytes())

	for _, made := range []state{first, now, {a: []int64{9}, b: []int64{9, 9, 9}, c: []int64{9, 9, 9}}} {
		made = state{a: slices.Clone(made.a), b: slices.Clone(made.b), c: slices.Clone(made.c)}
		twins := beside(&made, &first)
		twins.Compare()
		var differs Places
		twins.Unpack(&r, want, &differs)
		assert.Equal(t, []int32{1, 3, 4}, differs.list(nil))
		assert.Equal(t, now, made)
	}
}
