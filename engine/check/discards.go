package check

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// S12, its rule: __slab_free gives an empty slab back only where the node has
// as many partial slabs as it should keep, looked at under the list_lock.

// discard is what a call of __slab_free has seen.
type discard struct {
	kept    int32 // nr_partial when it last released a list_lock, this slab taken off counted in
	removed bool  // it has taken a slab off the list in this section
}

// freeing is the call of __slab_free that the stepping thread is in.
func (f *follower) freeing() *call {
	if c := f.top(); c != nil && c.role == freeToSlab {
		return c
	}
	return nil
}

// listReleased notes how many partial slabs a node had when the decision about
// a slab was made.
func (f *follower) listReleased(e *sim.Event) {
	l, c := &f.k.Locks.L[e.A], f.freeing()
	if l.Class != locking.List || c == nil {
		return
	}
	n := f.h.Nodes[f.h.BarnOf(slub.CacheID(l.Cache), l.Of)].NrPartial
	if c.removed {
		n++
	}
	c.kept, c.removed = n, false
}

func (f *follower) slabCounted(s slub.Stat, cache int32) {
	c := f.freeing()
	if c == nil || !c.seen {
		return
	}
	switch s {
	case slub.FreeRemovePartial:
		c.removed = true
	case slub.FreeSlab:
		if least := f.h.Caches[cache].MinPartial; c.kept < least {
			f.say("S12", "%s gives an empty slab of %s back where its node has %d partial slabs and should keep %d",
				f.k.ThreadName(f.id), f.h.Caches[cache].Name, c.kept, least)
		}
	}
}
