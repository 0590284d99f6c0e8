// Package check looks at the whole world from outside and counts again. It
// shares no bookkeeping with what it checks: it walks freelists, sheaves,
// barns and lists and compares what it finds with what the kernel believes.
//
//	*path.Kernel --World--> []Broken, empty when all is well
//	each step    --Probe--> []Broken: what the step has broken
//	a run        --Watch--> its violations: a Guard, which is both
//
// Each function checks the invariant of the fact sheet (kernel.md 8.1) that it
// names. A broken invariant is a finding, never a panic here.
package check

import (
	"fmt"

	"barnyard/engine/path"
	"barnyard/engine/slub"
)

// Broken is one invariant that does not hold.
type Broken struct {
	Invariant string // of kernel.md 8: S1 to S24, L1 to L8; ours: F1 to F3, R1
	Text      string // what was found, with its numbers
}

// all looks at everything.
func (w *world) all() {
	w.census()
	w.sheaves()
	w.barns()
	w.slabs()
	w.cpuSlabs()
	w.pins()
	w.folios()
	w.offline()
	w.priorities()
	w.reach()
	w.waits()
	w.deferred()
}

// world is one look.
type world struct {
	k      *path.Kernel
	h      *slub.Heap
	known  *names
	broken []Broken

	seen     []int32     // by object: in how many places it was found
	refs     []int32     // by sheaf: how many refer to it
	held     []*slub.PCS // those whose lock is held
	listed   []int32     // by slab: on how many lists it was found
	inherits []int32     // by thread: the priority that it should inherit
	hands    hands
}

func (w *world) say(invariant, format string, args ...any) {
	w.broken = append(w.broken, Broken{invariant, fmt.Sprintf(format, args...)})
}

// census is S1: every object of a live slab is in exactly one place.
func (w *world) census() {
	w.seen = cleared(w.seen, len(w.h.Objects))
	for i := range w.h.Slabs {
		if s := &w.h.Slabs[i]; s.Live {
			w.countFree(slub.SlabID(i), s)
		}
	}
	for i := range w.h.Sheaves {
		s := &w.h.Sheaves[i]
		if s.Place == slub.NoSheaf {
			continue
		}
		for _, o := range inSheaf(w.h, slub.SheafID(i)) {
			w.found(o, slub.InSheaf)
		}
	}
	for i := range w.h.CPUSlabs {
		for o := w.h.CPUSlabs[i].Free; w.isObject(o) && w.seen[o] == 0; o = w.h.Objects[o].Next {
			w.found(o, slub.InCPUSlab)
		}
	}
	for i := range w.k.Quarantine {
		w.countKept(&w.k.Quarantine[i].Kept)
	}
	for i := range w.h.Holders {
		w.countHeld(&w.h.Holders[i])
	}
	for i := range w.h.Objects {
		o := &w.h.Objects[i]
		want := int32(1)
		if o.Where == slub.InHand || !w.h.Slabs[o.Slab].Live {
			want = 0
		}
		if w.seen[i] != want {
			w.say("S1", "object %d is in %d places and should be in %d", i, w.seen[i], want)
		}
	}
}

// inSheaf is the objects that lie in a sheaf. One that says that it holds more
// than it can is S5.
func inSheaf(h *slub.Heap, id slub.SheafID) []slub.ObjectID {
	s := &h.Sheaves[id]
	return h.Slots[s.Base:][:max(0, min(s.Size, h.Capacity(id)))]
}

// isObject reports whether a reference is one to an object, isSlab whether it
// is one to a slab.
func (w *world) isObject(o slub.ObjectID) bool { return o >= 0 && int(o) < len(w.h.Objects) }
func (w *world) isSlab(id slub.SlabID) bool    { return id >= 0 && int(id) < len(w.h.Slabs) }

func (w *world) found(o slub.ObjectID, where slub.Where) {
	if !w.isObject(o) {
		w.say("S1", "a place holds %d, which is no object", o)
		return
	}
	w.seen[o]++
	if got := w.h.Objects[o].Where; got != where {
		w.say("S1", "object %d was found in place %d and believes to be in %d", o, where, got)
	}
}

// countFree walks a slab's freelist: S11, inuse is what is not on it.
func (w *world) countFree(id slub.SlabID, s *slub.Slab) {
	n := int32(0)
	for o := s.Free; o != slub.None && n <= s.Objects; o = w.h.Objects[o].Next {
		w.found(o, slub.InSlab)
		if !w.isObject(o) {
			break
		}
		if w.h.Objects[o].Slab != id {
			w.say("S11", "slab %d has object %d of slab %d on its freelist", id, o, w.h.Objects[o].Slab)
		}
		n++
	}
	if s.Inuse != s.Objects-n || s.Inuse < 0 {
		w.say("S11", "slab %d has %s, %d of them free, and counts %d in use", id, some(int64(s.Objects), "object"), n, s.Inuse)
	}
}

// countKept walks what a cache's hooks have kept.
func (w *world) countKept(l *path.Chain) {
	n := int32(0)
	for o := l.Head; o != slub.None && n <= l.N; o = w.h.Objects[o].Next {
		w.found(o, slub.Kept)
		if n++; !w.isObject(o) {
			break
		}
	}
	if n != l.N {
		w.say("S1", "the hooks of a cache have kept %s and count %d", some(int64(n), "object"), l.N)
	}
}

func (w *world) countHeld(l *slub.Holder) {
	n := int32(0)
	for o := l.Head; o != slub.None && n <= l.N; o = w.h.Objects[o].Next {
		w.found(o, slub.Held)
		if n++; !w.isObject(o) {
			break
		}
	}
	if n != l.N {
		w.say("S1", "a task's list has %s and counts %d", some(int64(n), "object"), l.N)
	}
}
