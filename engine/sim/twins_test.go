package sim

import (
	"slices"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// yard is a state of each kind of parts, with bytes between fields that mean nothing.
type yard struct {
	birds  []bird
	flock  []bird // in one test
	piles  []pile
	eggs   []int32
	door   bool
	feed   int64
	nests  [][]int32
	looked int64
}

type bird struct {
	up bool
	at int64
}

func (b *bird) hash(h *Hash) { h.Bool(b.up); h.I64(b.at) }

type pen struct{ y *yard }

func (x pen) Hash(h *Hash) {
	for _, e := range x.y.eggs {
		h.I32(e, 0)
	}
	h.I32(int32(len(x.y.eggs)), 0)
	h.Bool(x.y.door)
}

type view struct{ y *yard }

// Hash looks at more than its own where the door is open.
func (x view) Hash(h *Hash) {
	h.I64(x.y.feed)
	if x.y.door {
		h.I64(x.y.birds[0].at)
	}
}

func beside(t *Twins, a, b *yard) {
	Each(&t.Parts, &a.birds, &b.birds, Of[bird]{Hash: (*bird).hash, Bytes: 16})
	Each(&t.Parts, &a.piles, &b.piles, Of[pile]{Hash: (*pile).hash, Same: (*pile).same, Copy: (*pile).copyFrom, Bytes: 20})
	t.Group()
	In(&t.Parts, &a.eggs, &b.eggs)
	Value(&t.Parts, &a.door, &b.door)
	t.Close(pen{a})
	t.Group()
	Value(&t.Parts, &a.feed, &b.feed)
	t.CloseOr(view{a}, func() bool { return a.door || b.door })
	Lists(&t.Parts, &a.nests, &b.nests, Of[[]int32]{Same: func(a, b *[]int32) bool { return slices.Equal(*a, *b) },
		Copy: func(a, b *[]int32) { *a = append((*a)[:0], *b...) },
		Hash: func(n *[]int32, h *Hash) { h.I32(int32(len(*n)), 0) }})
	Number(&t.Parts, &a.looked, &b.looked)
}

func newYard() *yard { return &yard{birds: make([]bird, 3), piles: make([]pile, 2)} }

// change changes something, or nothing.
func (y *yard) change(r *Rand) {
	n := r.Intn(3)
	switch r.Intn(9) {
	case 0:
		y.birds[n].at = r.Intn(3)
	case 1:
		y.birds[n].up = !y.birds[n].up
	case 2:
		p := &y.piles[n%2]
		p.n = int32(r.Intn(5))
		p.v[3] = int32(r.Intn(3))
	case 3:
		y.eggs = append(y.eggs, int32(n))
	case 4:
		y.eggs = y.eggs[:len(y.eggs)/2]
	case 5:
		y.door = !y.door
	case 6:
		y.feed = n
	case 7:
		y.nests = append(y.nests, []int32{int32(n)})[max(0, len(y.nests)-2):]
	case 8:
		y.looked++
	}
}

// What two states make of what differs is what either is by itself, whichever way
// they go.
func TestTwinsGoForthAndBack(t *testing.T) {
	a, b, first, other := newYard(), newYard(), newYard(), newYard()
	var twins, old, made, itself Twins
	beside(&twins, a, b)
	beside(&old, a, first)
	beside(&made, other, first)
	beside(&itself, b, b)
	r := NewRand(1, 7)
	var records Records
	for i := range 20_000 {
		a.change(&r)
		now := int64(i / 1000) // mostly the same
		twins.Compare()
		sum := twins.Sum(now)
		require.Equal(t, old.Whole(now), sum)
		var at, differs Places
		twins.Differs(&at)
		twins.CompareAt(at)
		require.Equal(t, sum, twins.Sum(now))
		made.Compare()
		made.Unpack(&records, old.Pack(&records, nil, old.Places()), &differs)
		require.Equal(t, sum, made.Whole(now))
		require.Equal(t, a.looked, other.looked)
		switch i % 3 {
		case 0:
			twins.Forth()
			require.Equal(t, sum, itself.Whole(now))
		case 1:
			twins.Back()
			require.Equal(t, itself.Whole(now), old.Whole(now))
		}
	}
	assert.Positive(t, records.Bytes())
}

// What lies between the fields is no difference, and in no record: a list that grows
// finds there what others have left.
func TestWhatLiesBetweenFieldsMeansNothing(t *testing.T) {
	assert.Equal(t, append([]byte{0xff}, append(make([]byte, unsafe.Offsetof(bird{}.at)-1), slices.Repeat([]byte{0xff}, 8)...)...), maskOf[bird]())
	between := func(b *bird, x byte) { *(*byte)(unsafe.Add(unsafe.Pointer(b), 1)) = x }
	a, b := newYard(), newYard()
	a.flock, b.flock = make([]bird, 2), make([]bird, 2)
	var twins Twins
	beside(&twins, a, b)
	In(&twins.Parts, &a.flock, &b.flock)
	between(&a.birds[1], 7)
	between(&a.flock[1], 7)
	twins.Compare()
	assert.Empty(t, twins.differs)
	var records Records
	a.flock[1].at = 5
	first := twins.Pack(&records, nil, twins.Places())
	size := records.Bytes()
	between(&a.flock[1], 8)
	assert.Equal(t, first, twins.Pack(&records, nil, twins.Places()))
	assert.Equal(t, size, records.Bytes())
}
