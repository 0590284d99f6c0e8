package check

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// S12, its rule: __slab_free gives an empty slab back only where the node has
// as many partial slabs as it should keep, looked at under the list_lock. S8,
// the barn's fill: what exceeds the limit is explained by paths that do not
// ask, or that asked before another put.

type discards struct {
	kept     []int32 // by thread: nr_partial when it last released a list_lock, this slab taken off counted in
	removed  []bool  // by thread: it has taken a slab off the list in this section
	unbound  []int32 // by barn: full sheaves put without asking
	overTold bool
}

// listReleased notes how many partial slabs a node had when the decision about
// a slab was made.
func (f *follower) listReleased(e *sim.Event) {
	l := &f.k.Locks.L[e.A]
	if l.Class != locking.List || f.id == sim.NoThread || f.from.role != freeToSlab {
		return
	}
	for len(f.kept) < len(f.threads) {
		f.kept, f.removed = append(f.kept, 0), append(f.removed, false)
	}
	n := f.h.Nodes[f.h.BarnOf(slub.CacheID(l.Cache), l.Of)].NrPartial
	if f.removed[f.id] {
		n++
	}
	f.kept[f.id], f.removed[f.id] = n, false
}

func (f *follower) slabCounted(s slub.Stat, cache int32) {
	if f.id == sim.NoThread || f.from.role != freeToSlab {
		return
	}
	for len(f.kept) < len(f.threads) {
		f.kept, f.removed = append(f.kept, 0), append(f.removed, false)
	}
	switch s {
	case slub.FreeRemovePartial:
		f.removed[f.id] = true
	case slub.FreeSlab:
		if least := f.h.Caches[cache].MinPartial; f.kept[f.id] < least {
			f.say("S12", "%s gives an empty slab of %s back where its node has %d partial slabs and should keep %d",
				f.k.ThreadName(f.id), f.h.Caches[cache].Name, f.kept[f.id], least)
		}
	}
}

// overshoot bounds nr_full. A put that does not ask adds one to what is
// allowed; a thread that asked may have one put outstanding.
func (f *follower) overshoot(e *sim.Event) {
	for len(f.unbound) < len(f.h.Barns) {
		f.unbound = append(f.unbound, 0)
	}
	if f.h.Sheaves[e.A].Place != slub.BarnFull {
		return
	}
	b := &f.h.Barns[e.B]
	if f.inside(replaceEmpty) != nil || f.inside(replaceFull) != nil && f.from.role == notInNolock {
		f.unbound[e.B]++
	}
	if b.NrFull > slub.MaxFullSheaves+int32(len(f.threads))+f.unbound[e.B] {
		f.say("S8", "the barn of node %d has %d full sheaves, and paths that do not ask have put %d", e.B%f.h.NNodes, b.NrFull, f.unbound[e.B])
	}
}
