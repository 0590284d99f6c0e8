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
}

func (f *follower) startCounts() {
	f.gives, f.takes = make([]int64, len(f.h.Caches)), make([]int64, len(f.h.Caches))
}

// allocated leaves out what comes out of a prefilled sheaf: that is counted
// nowhere.
func (f *follower) allocated(e *sim.Event) {
	if f.k.Cfg.Programs[e.Thread].Code[f.k.Tasks[e.Thread].PC].Op != path.OpFromSheaf {
		f.gives[e.B]++
	}
}

func (f *follower) freed(e *sim.Event) {
	f.takes[e.B]++
	f.wayBack(e)
}

func (f *follower) counted(e *sim.Event) {
	f.counts1 = true
	f.slabCounted(slub.Stat(e.A), e.B)
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
		sum := func(stats ...slub.Stat) int64 {
			n := int64(0)
			for cpu := range f.h.CPUs {
				for _, s := range stats {
					n += *f.h.StatOf(slub.CacheID(c), cpu, s)
				}
			}
			return n
		}
		if n := sum(slub.FreeFastpath, slub.FreeSlowpath, slub.FreeRCUSheaf); n != f.takes[c] && f.h.Caches[c].Refuse == 0 {
			f.say("S21", "programs have freed %d objects of %s and the statistics count %d", f.takes[c], f.h.Caches[c].Name, n)
		}
		if n := sum(slub.AllocFastpath, slub.AllocSlowpath); n < f.gives[c] {
			f.say("S21", "programs were given %d objects of %s and the statistics count %d", f.gives[c], f.h.Caches[c].Name, n)
		}
	}
}
