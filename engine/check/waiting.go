package check

import "barnyard/engine/slub"

// waiting is S12 for slabs whose pages wait for a grace period: they were given
// up, so that they are on no list and all their objects are free, and none is
// among those whose pages can be used again.
func (w *world) waiting() {
	for i := range w.h.Slabs {
		s := &w.h.Slabs[i]
		if s.Waiting && (s.Live || s.Partial || s.Inuse != 0 || !w.h.Caches[s.Cache].Typesafe) {
			w.say("S12", "slab %d waits for a grace period: alive %v, on a partial list %v, %s in use", i, s.Live, s.Partial, some(int64(s.Inuse), "object"))
		}
	}
	for c := range w.h.Caches {
		for _, id := range [...]slub.SlabID{w.h.FreeSlab[c], w.h.FreeSmall[c]} {
			for n := 0; w.isSlab(id) && n <= len(w.h.Slabs); id = w.h.Slabs[id].Next {
				if w.h.Slabs[id].Waiting || w.h.Slabs[id].Live {
					w.say("S12", "the pages of slab %d were given back, and it waits (%v) or lives (%v)", id, w.h.Slabs[id].Waiting, w.h.Slabs[id].Live)
				}
				n++
			}
		}
	}
}
