package explore

import "barnyard/engine/sim"

// table numbers the states of a search in the order in which they are found and
// knows how each was reached. A state is known by its fingerprint only: with n
// states the chance that two share one is about n*n/2^65, one in ten million
// for two million states.
type table struct {
	prints []uint64 // by number
	parent []uint32
	by     []uint8  // the actor that led here from the parent
	level  []uint16 // in how many turns
	done   []uint32 // which actors' steps from here were taken, a bit each
	slots  []uint32 // open addressing by fingerprint: number + 1, 0 for nobody
}

func newTable() *table { return &table{slots: make([]uint32, 1<<12)} }

func (t *table) len() int { return len(t.prints) }

// add numbers a state; fresh is false for one that is known.
func (t *table) add(print uint64, parent uint32, by sim.Actor, turns int) (n uint32, fresh bool) {
	mask := uint64(len(t.slots) - 1)
	i := print & mask
	for ; t.slots[i] != 0; i = (i + 1) & mask {
		if n := t.slots[i] - 1; t.prints[n] == print {
			return n, false
		}
	}
	n = uint32(len(t.prints))
	t.prints, t.parent, t.by = append(t.prints, print), append(t.parent, parent), append(t.by, uint8(by))
	t.level, t.done = append(t.level, uint16(turns)), append(t.done, 0)
	t.slots[i] = n + 1
	if 4*len(t.prints) > 3*len(t.slots) {
		t.grow()
	}
	return n, true
}

func (t *table) grow() {
	t.slots = make([]uint32, 2*len(t.slots))
	mask := uint64(len(t.slots) - 1)
	for n, print := range t.prints {
		i := print & mask
		for t.slots[i] != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = uint32(n) + 1
	}
}

func (t *table) taken(n uint32, a sim.Actor) bool { return t.done[n]>>uint32(a)&1 != 0 }

func (t *table) take(n uint32, a sim.Actor) { t.done[n] |= 1 << uint32(a) }

// way is the choices that lead from the first state to a state.
func (t *table) way(n uint32) []sim.Actor {
	var back []sim.Actor
	for ; n != 0; n = t.parent[n] {
		back = append(back, sim.Actor(t.by[n]))
	}
	for i, j := 0, len(back)-1; i < j; i, j = i+1, j-1 {
		back[i], back[j] = back[j], back[i]
	}
	return back
}

// bytes is the memory that the table takes.
func (t *table) bytes() int64 {
	return int64(cap(t.prints))*8 + int64(cap(t.parent))*4 + int64(cap(t.by)) + int64(cap(t.level))*2 + int64(cap(t.done))*4 + int64(len(t.slots))*4
}
