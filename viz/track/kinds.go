package track

import (
	"barnyard/engine/history"
	"barnyard/engine/sim"
)

// How many events of each kind there are, up to any of them: counted in blocks,
// so that a million events are not looked at for it.

// kindBlock is how many events are counted together.
const kindBlock = 4096

// kindCounts is the kinds of all events up to the end of each full block, and
// up to the last.
type kindCounts struct {
	blocks [][sim.NKinds]int32
	all    [sim.NKinds]int32
}

// count takes in one event; seen counts those before it.
func (k *kindCounts) count(e *sim.Event, seen int) {
	if seen%kindBlock == 0 {
		k.blocks = append(k.blocks, k.all)
	}
	k.all[e.Kind]++
}

// CountKinds is how many events of each kind are among the first n, and in all
// that is taken in.
func (t *Tracks) CountKinds(h *history.History, n int) (upTo, all [sim.NKinds]int) {
	n = min(n, t.Seen)
	block := min(n/kindBlock, len(t.kinds.blocks)-1)
	if block >= 0 {
		for kind, c := range t.kinds.blocks[block] {
			upTo[kind] = int(c)
		}
		for i := block * kindBlock; i < n; i++ {
			upTo[h.Event(i).Kind]++
		}
	}
	for kind, c := range t.kinds.all {
		all[kind] = int(c)
	}
	return upTo, all
}
