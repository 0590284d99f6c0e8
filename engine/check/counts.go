package check

import (
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// S21: where everything has come to rest, every object that a program has
// freed was counted once, as FREE_FASTPATH, FREE_SLOWPATH or FREE_RCU_SHEAF,
// and every one that it was given at least once. Where debugging hooks keep
// objects they are counted never, once, or twice (2.7).

type counts struct {
	gives, takes []int64 // by cache
	owed         []int64 // by cache: objects that were freed and are not counted yet
}

func (f *follower) startCounts() {
	f.gives, f.takes, f.owed = make([]int64, len(f.h.Caches)), make([]int64, len(f.h.Caches)), make([]int64, len(f.h.Caches))
	for c := range f.takes { // who comes later takes the statistics for right
		f.takes[c] = f.sum(c, slub.FreeFastpath, slub.FreeSlowpath, slub.FreeRCUSheaf)
		f.gives[c] = f.sum(c, slub.AllocFastpath, slub.AllocSlowpath)
	}
}

// sum adds statistics of a cache up over all CPUs.
func (f *follower) sum(c int, stats ...slub.Stat) int64 {
	n := int64(0)
	for cpu := range f.h.CPUs {
		for _, s := range stats {
			n += *f.h.StatOf(slub.CacheID(c), cpu, s)
		}
	}
	return n
}

// allocated leaves out what comes out of a prefilled sheaf: that is counted
// nowhere.
func (f *follower) allocated(e *sim.Event) {
	if f.k.Cfg.Programs[e.Thread].Code[f.k.Tasks[e.Thread].PC].Op != path.OpFromSheaf {
		f.gives[e.B]++
	}
	f.arrived(e)
	f.used(e)
}

func (f *follower) freed(e *sim.Event) {
	f.takes[e.B]++
	f.owed[e.B]++
	f.wayBack(e)
	f.used(e)
}

func (f *follower) counted(e *sim.Event) {
	f.counts1 = true
	switch s := slub.Stat(e.A); s {
	case slub.FreeFastpath, slub.FreeSlowpath, slub.FreeRCUSheaf:
		f.owed[e.B] -= e.C
	default:
		f.slabCounted(s, e.B)
	}
}

// atRest reports whether no program is inside the kernel and nothing waits.
func (f *follower) atRest() bool {
	for i := range f.k.M.Threads {
		t := &f.k.M.Threads[i]
		if i < len(f.k.Cfg.Programs) && t.Depth > 1 || t.Kind >= sim.Softirq && t.Depth > 0 {
			return false
		}
	}
	for i := range f.k.Batches {
		if f.k.Batches[i].Busy || f.k.Batches[i].Filling.N > 0 || f.k.Deferred[i].N > 0 {
			return false
		}
	}
	return true
}

// atEnd compares the statistics with what programs were given and have freed.
func (f *follower) atEnd() {
	if f.k.Crashed() || !f.atRest() || len(f.h.CPUSlabs) > 0 {
		return // with CPU slabs the nolock functions and frees that were put off are not counted
	}
	for c := range f.h.Caches {
		if n := f.sum(c, slub.FreeFastpath, slub.FreeSlowpath, slub.FreeRCUSheaf); n != f.takes[c] && f.h.Caches[c].Refuse == 0 {
			f.say("S21", "programs have freed %s of %s and the statistics count %d", some(f.takes[c], "object"), f.h.Caches[c].Name, n)
		}
		if n := f.sum(c, slub.AllocFastpath, slub.AllocSlowpath); n < f.gives[c] {
			f.say("S21", "programs were given %s of %s and the statistics count %d", some(f.gives[c], "object"), f.h.Caches[c].Name, n)
		}
	}
}

func (c *counts) copyFrom(src *counts) {
	c.gives = append(c.gives[:0], src.gives...)
	c.takes = append(c.takes[:0], src.takes...)
	c.owed = append(c.owed[:0], src.owed...)
}

// hash leaves gives and takes out: they only grow, and what the end compares
// them with has grown as much. What was freed and is not counted yet follows
// from where the threads are, in a right kernel; in a wrong one it tells states
// apart that S21 would. Of allocations, of which more may be counted than were
// given, nothing is kept: two states are alike though one has counted more.
func (c *counts) hash(h *sim.Hash) {
	for _, n := range c.owed {
		h.I64(n)
	}
}
