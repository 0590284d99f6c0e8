package check

import (
	"barnyard/engine/locking"
	"barnyard/engine/slub"
)

// cpuSlabs is S12 for kernels with CPU slabs: a CPU's slab is frozen and on no
// list, its list holds objects of that slab only, and its partial slabs are as
// many as it counts, not frozen, and each on one list. A CPU whose lock is held
// is between two stores.
func (w *world) cpuSlabs() {
	w.listed = cleared(w.listed, len(w.h.Slabs))
	for i := range w.h.CPUSlabs {
		c := &w.h.CPUSlabs[i]
		cpu := int32(i) % w.h.CPUs
		if w.k.Locks.L[c.Lock].Held != locking.Free {
			continue
		}
		if c.Slab == slub.None && c.Free != slub.None {
			w.say("S12", "CPU %d has a list of objects and no slab", cpu)
		}
		if w.isSlab(c.Slab) {
			w.listed[c.Slab]++
			if s := &w.h.Slabs[c.Slab]; !s.Frozen || s.Partial || !s.Live {
				w.say("S12", "slab %d is the slab of CPU %d: frozen %v, on a partial list %v, alive %v", c.Slab, cpu, s.Frozen, s.Partial, s.Live)
			}
		}
		for o, n := c.Free, 0; w.isObject(o) && n <= len(w.h.Objects); o, n = w.h.Objects[o].Next, n+1 {
			if w.h.Objects[o].Slab != c.Slab {
				w.say("S12", "CPU %d has object %d of slab %d on its list and slab %d", cpu, o, w.h.Objects[o].Slab, c.Slab)
				break
			}
		}
		n := int32(0)
		for id := c.Partial; w.isSlab(id) && n <= c.NrPartial; id = w.h.Slabs[id].Next {
			w.listed[id]++
			if s := &w.h.Slabs[id]; s.Frozen || s.Partial || !s.Live {
				w.say("S12", "slab %d is a partial slab of CPU %d: frozen %v, on a node's list %v, alive %v", id, cpu, s.Frozen, s.Partial, s.Live)
			}
			n++
		}
		if n != c.NrPartial {
			w.say("S12", "CPU %d has %d partial slabs and counts %d", cpu, n, c.NrPartial)
		}
	}
	for id, n := range w.listed {
		if n > 1 {
			w.say("S12", "slab %d is in %d places of CPUs", id, n)
		}
	}
}
