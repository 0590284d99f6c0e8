package check

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// S8, the barn's fill: a full sheaf comes on top of as many as there should be
// only by a path that does not ask, or by one that asked before the last of
// them came. Asking is one step in the middle of a function and leaves no
// event; who is inside since before the barn got full may have asked in time.

type limits struct {
	full []fullBarn // barns that have their fill
}

type fullBarn struct {
	barn int32
	step uint32 // since when
}

// lookLimits forgets the barns that have room again.
func (f *follower) lookLimits() {
	n := 0
	for _, b := range f.full {
		if f.h.Barns[b.barn].NrFull >= slub.MaxFullSheaves {
			f.full[n] = b
			n++
		}
	}
	f.full = f.full[:n]
}

// putFull looks at a full sheaf that has come into a barn.
func (f *follower) putFull(barn int32) {
	n := f.h.Barns[barn].NrFull
	if n < slub.MaxFullSheaves {
		return
	}
	for i := range f.full {
		if f.full[i].barn == barn {
			f.overshoot(barn, n, f.full[i].step)
			return
		}
	}
	f.full = append(f.full, fullBarn{barn, f.k.M.Step})
	if n > slub.MaxFullSheaves {
		f.overshoot(barn, n, f.k.M.Step)
	}
}

// overshoot asks why one more was put.
func (f *follower) overshoot(barn, n int32, since uint32) {
	c := f.putter()
	if c != nil && (!c.role.asks() || c.step < since) {
		return
	}
	where := f.name(&f.from)
	if c != nil {
		where = f.name(c)
	}
	f.say("S8", "%s puts full sheaf number %d into the barn of node %d in %s, and it had %d when that began",
		f.k.ThreadName(f.id), n, barn%f.h.NNodes, where, slub.MaxFullSheaves)
}

// putter is the innermost function on the stepping thread's stack that decides
// about a full sheaf, nil if there is none.
func (f *follower) putter() *call {
	w := &f.threads[f.id]
	for i := w.depth - 1; i >= 0; i-- {
		if c := &w.calls[i]; c.role.asks() || c.role == replaceEmpty || c.role == replaceFull {
			return c
		}
	}
	return nil
}

// barnPut looks at a sheaf that goes into a barn.
func (f *follower) barnPut(e *sim.Event) {
	if f.id == sim.NoThread || e.A < 0 || int(e.A) >= len(f.h.Sheaves) {
		return
	}
	if f.h.Sheaves[e.A].Place == slub.BarnFull {
		f.putFull(e.B)
	}
	f.putFar(e)
}

func (l *limits) copyFrom(src *limits) { l.full = append(l.full[:0], src.full...) }

// hash tells who asked, or may have, before which barn was full: nothing else
// of the steps is ever compared.
func (l *limits) hash(h *sim.Hash, threads []followed) {
	var all uint64
	for _, b := range l.full {
		one := sim.NewHash()
		one.I32(b.barn, 0)
		for id := range threads {
			w := &threads[id]
			for i := range w.calls[:w.depth] {
				if c := &w.calls[i]; c.role.asks() && c.step < b.step {
					one.I32(int32(id), int32(i))
				}
			}
		}
		all += one.Sum()
	}
	h.U64(all)
}
