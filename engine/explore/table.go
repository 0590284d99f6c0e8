package explore

import (
	"math/bits"

	"barnyard/engine/sim"
)

// table numbers the states of a search in the order in which they are found and
// knows how each was reached. A state is known by its fingerprint only: with n
// states the chance that two share one is about n*n/2^65, one in ten million
// for two million states. Each takes some twenty bytes.
type table struct {
	prints paged[uint64] // by number
	parent paged[uint32]
	by     paged[uint8] // the actor that led here from the parent
	slots  []uint32     // open addressing by fingerprint: number + 1, 0 for nobody

	// Whose steps were taken matters for the states of this turn and the one
	// before it, which are left in it.
	now, before uint32   // the first state of each
	done        []uint32 // which actors' steps were taken, a bit each, from before on
	whole       []uint32 // for all others, if a test wants to know
	keep        bool
}

func newTable() *table { return &table{slots: make([]uint32, 1<<12)} }

func (t *table) len() int { return t.prints.n }

// turn begins one.
func (t *table) turn() {
	old := t.done[:t.now-t.before]
	if t.keep {
		t.whole = append(t.whole, old...)
	}
	t.done = append(t.done[:0], t.done[len(old):]...)
	t.before, t.now = t.now, uint32(t.len())
}

// add numbers a state; fresh is false for one that is known.
func (t *table) add(print uint64, parent uint32, by sim.Actor) (n uint32, fresh bool) {
	i := t.slot(print)
	for ; t.slots[i] != 0; i = t.next(i) {
		if n := t.slots[i] - 1; t.prints.at(n) == print {
			return n, false
		}
	}
	n = uint32(t.len())
	t.prints.add(print)
	t.parent.add(parent)
	t.by.add(uint8(by))
	t.done = append(t.done, 0)
	t.slots[i] = n + 1
	if 5*t.len() > 4*len(t.slots) {
		t.grow()
	}
	return n, true
}

// slot is where a fingerprint belongs.
func (t *table) slot(print uint64) int {
	i, _ := bits.Mul64(print, uint64(len(t.slots)))
	return int(i)
}

func (t *table) next(i int) int {
	if i++; i < len(t.slots) {
		return i
	}
	return 0
}

func (t *table) grow() {
	t.slots = make([]uint32, len(t.slots)/4*5)
	for n := range uint32(t.len()) {
		i := t.slot(t.prints.at(n))
		for t.slots[i] != 0 {
			i = t.next(i)
		}
		t.slots[i] = n + 1
	}
}

// known reports whether a state was found in an earlier turn.
func (t *table) known(n uint32) bool { return n < t.now }

func (t *table) taken(n uint32, a sim.Actor) bool { return t.done[n-t.before]>>uint32(a)&1 != 0 }

func (t *table) take(n uint32, a sim.Actor) { t.done[n-t.before] |= 1 << uint32(a) }

// way is the choices that lead from the first state to a state.
func (t *table) way(n uint32) []sim.Actor {
	var back []sim.Actor
	for ; n != 0; n = t.parent.at(n) {
		back = append(back, sim.Actor(t.by.at(n)))
	}
	for i, j := 0, len(back)-1; i < j; i, j = i+1, j-1 {
		back[i], back[j] = back[j], back[i]
	}
	return back
}

// bytes is the memory that the table takes.
func (t *table) bytes() int64 {
	return 13*t.prints.room() + int64(len(t.slots))*4 + int64(cap(t.done))*4
}

// paged is a long list that grows without being copied.
type paged[T any] struct {
	n     int
	pages [][]T
}

const pageBits = 14

func (p *paged[T]) at(n uint32) T { return p.pages[n>>pageBits][n&(1<<pageBits-1)] }

func (p *paged[T]) add(x T) {
	if p.n>>pageBits == len(p.pages) {
		p.pages = append(p.pages, make([]T, 1<<pageBits))
	}
	p.pages[p.n>>pageBits][p.n&(1<<pageBits-1)] = x
	p.n++
}

// room is for how many elements it has memory.
func (p *paged[T]) room() int64 { return int64(len(p.pages)) << pageBits }
