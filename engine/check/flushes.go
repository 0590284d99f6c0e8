package check

import (
	"slices"

	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// S13, a flush is complete: what lay in the sheaves of a CPU when it began and
// did not move since has gone when it ends. And a cache whose users are gone
// can be destroyed (L1).

type flushes struct {
	open []openFlush
	shut []openShutdown
}

// openFlush is one call of flush_all_cpus_locked.
type openFlush struct {
	id    sim.ThreadID
	cache int32
	lie   []lying
}

// lying is a sheaf of a CPU as the flush found it. A sheaf is a stack: what is
// below the smallest size seen since has not moved. A sheaf that changes its
// place has moved as a whole, and may escape: a full main that becomes the
// spare after a flush has taken the spare, and before it comes for main.
type lying struct {
	sheaf slub.SheafID
	place slub.Place
	cpu   int32
	least int32 // the smallest size since, for the report
}

func (f *follower) beginFlush(c *call) {
	n := len(f.open)
	f.open = resize(f.open, n+1)
	o := &f.open[n]
	o.id, o.cache, o.lie = f.id, c.args[0], o.lie[:0]
	for cpu := range f.h.CPUs {
		if !f.k.M.Online(cpu) {
			continue
		}
		p := &f.h.PCS[f.h.PCSOf(slub.CacheID(o.cache), cpu)]
		for _, s := range [...]slub.SheafID{p.Main, p.Spare, p.RcuFree} {
			if s < 0 || int(s) >= len(f.h.Sheaves) {
				continue
			}
			l := lying{s, f.h.Sheaves[s].Place, cpu, f.h.Sheaves[s].Size}
			if f.stillThere(&l) > 0 {
				o.lie = append(o.lie, l)
			}
		}
	}
}

// stillThere is how many objects lie in a sheaf if it has stayed where it was.
func (f *follower) stillThere(l *lying) int32 {
	s := &f.h.Sheaves[l.sheaf]
	if s.Of != l.cpu || s.Place != l.place || s.Place < slub.AsMain || s.Place > slub.AsRcuFree {
		return 0
	}
	return s.Size
}

// lookFlushes forgets the sheaves that have moved.
func (f *follower) lookFlushes() {
	for i := range f.open {
		o := &f.open[i]
		n := 0
		for _, l := range o.lie {
			if l.least = min(l.least, f.stillThere(&l)); l.least > 0 {
				o.lie[n] = l
				n++
			}
		}
		o.lie = o.lie[:n]
	}
}

func (f *follower) endFlush() {
	for i := range f.open {
		o := &f.open[i]
		if o.id != f.id {
			continue
		}
		for _, l := range o.lie {
			if f.k.M.Online(l.cpu) {
				f.say("S13", "%s has flushed %s on all CPUs, and %s in sheaf %d of CPU %d as before",
					f.k.ThreadName(f.id), f.h.Caches[o.cache].Name, some(int64(l.least), "object")+agree(int64(l.least), " lies", " lie"), l.sheaf, l.cpu)
				break
			}
		}
		f.open = drop(f.open, i)
		return
	}
}

// openShutdown is one call of __kmem_cache_shutdown.
type openShutdown struct {
	id    sim.ThreadID
	cache int32
	used  bool // somebody is or was at work with the cache meanwhile: it may be refused
}

func (f *follower) enterShutdown(c *call) {
	f.shut = append(f.shut, openShutdown{f.id, c.args[0], f.othersInside()})
}

// othersInside reports whether another program is inside the kernel.
func (f *follower) othersInside() bool {
	for i := range f.k.Cfg.Programs {
		if id := sim.ThreadID(i); id != f.id && f.k.M.Threads[i].Depth > 1 {
			return true
		}
	}
	return false
}

// used notes that a program gets or gives back an object of a cache.
func (f *follower) used(e *sim.Event) {
	for i := range f.shut {
		if s := &f.shut[i]; s.cache == e.B && s.id != e.Thread {
			s.used = true
		}
	}
}

// wasUsed ends a call and tells whether the cache was in use meanwhile.
func (f *follower) wasUsed() bool {
	for i := range f.shut {
		if s := f.shut[i]; s.id == f.id {
			f.shut = drop(f.shut, i)
			return s.used || f.othersInside()
		}
	}
	return true
}

// prefilled reports whether a task has a sheaf of a cache in its hands that is not
// empty: it is a user of the cache, as who holds an object is.
func (f *follower) prefilled(cache int32) bool {
	return slices.ContainsFunc(f.h.Sheaves, func(s slub.Sheaf) bool {
		return int32(s.Cache) == cache && s.Place == slub.Prefilled && s.Size > 0
	})
}

// leaveShutdown looks whether a cache that could not be destroyed has users.
func (f *follower) leaveShutdown(c *call) {
	if f.wasUsed() || f.ret() != 0 || f.k.Crashed() || f.prefilled(c.args[0]) {
		return
	}
	cached := 0
	for i := range f.h.Objects {
		o := &f.h.Objects[i]
		s := &f.h.Slabs[o.Slab]
		if int32(s.Cache) != c.args[0] || !s.Live || o.Where == slub.InSlab {
			continue
		}
		if o.Where != slub.InSheaf {
			return // somebody has it
		}
		cached++
	}
	name := f.h.Caches[c.args[0]].Name
	f.say("S13", "%s cannot be shut down: %s left in sheaves, and nobody holds any", name, some(int64(cached), "object")+agree(int64(cached), " is", " are"))
	f.say("L1", "%s cannot be destroyed although its users are gone", name)
}

func (s *flushes) copyFrom(src *flushes) {
	s.open = resize(s.open, len(src.open))
	for i := range src.open {
		s.open[i].copyFrom(&src.open[i])
	}
	s.shut = append(s.shut[:0], src.shut...)
}

func (o *openFlush) copyFrom(src *openFlush) {
	o.id, o.cache, o.lie = src.id, src.cache, append(o.lie[:0], src.lie...)
}

func (o *openFlush) same(x *openFlush) bool {
	return o.id == x.id && o.cache == x.cache && slices.Equal(o.lie, x.lie)
}

func (o *openFlush) hash(h *sim.Hash) {
	h.I32(int32(o.id), o.cache)
	for _, l := range o.lie {
		h.I32(int32(l.sheaf), int32(l.place))
		h.I32(l.cpu, 0)
	}
}

// hash does not tell which of two flushes began first, nor how many objects of
// a sheaf have stayed: one is as bad as more.
func (s *flushes) hash(h *sim.Hash) {
	var all uint64
	for i := range s.open {
		one := sim.NewHash()
		s.open[i].hash(&one)
		all += one.Sum()
	}
	for _, o := range s.shut {
		one := sim.NewHash()
		one.I32(int32(o.id), o.cache)
		one.Bool(o.used)
		all += one.Sum()
	}
	h.U64(all)
}
