package check

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/engine/workqueue"
)

// sheaves is S3 (a sheaf has one owner), S4 (there is always a main) and S5
// (0 <= size <= capacity).
func (w *world) sheaves() {
	w.refs, w.held = cleared(w.refs, len(w.h.Sheaves)), w.held[:0]
	for i := range w.h.PCS {
		p := &w.h.PCS[i]
		cpu := int32(i) % w.h.CPUs
		unlocked := w.k.Locks.L[p.Lock].Held == locking.Free
		if !unlocked {
			w.held = append(w.held, p)
			continue
		}
		if p.Main == slub.None {
			if c := int32(i) / w.h.CPUs; !w.h.Gone[c] && !w.h.Caches[c].NoSheaves && w.between(w.known.mainGoes) == 0 {
				w.say("S4", "CPU %d has no main sheaf and nobody holds its lock", cpu)
			}
		} else if p.Main == p.Spare || p.Main == p.RcuFree {
			w.say("S4", "CPU %d has sheaf %d as main and as another", cpu, p.Main)
		}
		if p.Main == w.h.Boot && p.Main != slub.None {
			w.bootstrap(int32(i)/w.h.CPUs, p)
			continue
		}
		w.refer(p.Main, slub.AsMain, cpu)
		w.refer(p.Spare, slub.AsSpare, cpu)
		w.refer(p.RcuFree, slub.AsRcuFree, cpu)
	}
	for i := range w.h.Barns {
		node := int32(i) % w.h.NNodes
		for s := w.h.Barns[i].Full; w.isSheaf(s) && w.refs[s] < 2; s = w.h.Sheaves[s].Next {
			w.refer(s, slub.BarnFull, node)
		}
		for s := w.h.Barns[i].Empty; w.isSheaf(s) && w.refs[s] < 2; s = w.h.Sheaves[s].Next {
			w.refer(s, slub.BarnEmpty, node)
		}
	}
	for _, p := range w.held {
		w.inSection(p)
	}
	for i := range w.h.Sheaves {
		s := &w.h.Sheaves[i]
		if c := w.h.Capacity(slub.SheafID(i)); s.Size < 0 || s.Size > c {
			w.say("S5", "sheaf %d holds %s of at most %d", i, some(int64(s.Size), "object"), c)
		}
		want := int32(1)
		if s.Place == slub.NoSheaf || s.Place == slub.InPath || s.Place == slub.InRCU || s.Place == slub.Prefilled || s.Place == slub.Bootstrap {
			want = 0
		}
		if w.refs[i] != want && !w.moving(s) {
			w.say("S3", "sheaf %d has %d owners and should have %d", i, w.refs[i], want)
		}
	}
}

// bootstrap is S23 and the last of S3: where main is the bootstrap sheaf, which
// is never modified, there is no other sheaf; and a cache without a capacity
// has nothing else, and nothing in its barns.
func (w *world) bootstrap(cache int32, p *slub.PCS) {
	if s := &w.h.Sheaves[p.Main]; s.Size != 0 || s.Place != slub.Bootstrap || s.Next != slub.None {
		w.say("S3", "the bootstrap sheaf was modified: it holds %s", some(int64(s.Size), "object"))
	}
	if p.Spare != slub.None || p.RcuFree != slub.None {
		w.say("S23", "main is the bootstrap sheaf and there is a spare (%d) or an rcu_free (%d) beside it", p.Spare, p.RcuFree)
	}
	for node := range w.h.NNodes {
		b := &w.h.Barns[w.h.BarnOf(slub.CacheID(cache), node)]
		if w.h.Limit[cache] == 0 && b.Full+b.Empty != 2*slub.None {
			w.say("S23", "%s has no sheaves and its barn of node %d has some", w.h.Caches[cache].Name, node)
		}
	}
}

// moving reports whether a sheaf belongs to a CPU whose lock is held.
func (w *world) moving(s *slub.Sheaf) bool {
	switch s.Place {
	case slub.AsMain, slub.AsSpare, slub.AsRcuFree:
		return s.Cache >= 0 && s.Of >= 0 && s.Of < w.h.CPUs && w.k.Locks.L[w.h.PCS[w.h.PCSOf(s.Cache, s.Of)].Lock].Held != locking.Free
	}
	return false
}

// inSection counts the sheaves of a CPU whose lock is held: the holder may be
// between two of its stores, so that two pointers name the same sheaf, or one
// that has gone to the barn, and to somebody else from there, already.
func (w *world) inSection(p *slub.PCS) {
	for _, id := range [...]slub.SheafID{p.Main, p.Spare, p.RcuFree} {
		if w.isSheaf(id) && w.refs[id] == 0 && w.moving(&w.h.Sheaves[id]) {
			w.refs[id] = 1
		}
	}
}

// size is how many objects a sheaf holds; 0 for what is none.
func (w *world) size(id slub.SheafID) int32 {
	if !w.isSheaf(id) {
		return 0
	}
	return w.h.Sheaves[id].Size
}

// isSheaf reports whether a reference is one to a sheaf.
func (w *world) isSheaf(id slub.SheafID) bool { return id >= 0 && int(id) < len(w.h.Sheaves) }

// refer notes that somebody points to a sheaf.
func (w *world) refer(id slub.SheafID, as slub.Place, of int32) {
	if id == slub.None {
		return
	}
	if !w.isSheaf(id) {
		w.say("S4", "%s %d is %s", as, of, noSheaf(id))
		return
	}
	w.refs[id]++
	if s := &w.h.Sheaves[id]; s.Place != as || s.Of != of {
		w.say("S3", "sheaf %d is pointed to as %s %d and believes to be %s", id, as, of, placeOf(s))
	}
}

// barns is S6 (empty ones are empty, full ones are not) and S7 (counters are
// list lengths, and sheaves made less sheaves freed are those that live).
func (w *world) barns() {
	for i := range w.h.Barns {
		b := &w.h.Barns[i]
		full, empty := w.list(b.Full, true), w.list(b.Empty, false)
		if w.k.Locks.L[b.Lock].Held == locking.Free && (full != b.NrFull || empty != b.NrEmpty) {
			w.say("S7", "barn %d has %d full and %d empty sheaves and counts %d and %d", i, full, empty, b.NrFull, b.NrEmpty)
		}
	}
	w.sheafCounts()
}

// list walks a barn's list of sheaves that are full, or of those that are empty.
func (w *world) list(id slub.SheafID, full bool) int32 {
	n := int32(0)
	for ; id != slub.None && n <= int32(len(w.h.Sheaves)); id = w.h.Sheaves[id].Next {
		if id < 0 || int(id) >= len(w.h.Sheaves) {
			w.say("S7", "a barn's list leads to %s", noSheaf(id))
			return n + 1
		}
		want := int32(0)
		if full {
			want = w.h.Capacity(id)
		}
		size := w.h.Sheaves[id].Size
		kept := full && size > 0 && w.h.Sheaves[id].Cache >= 0 && w.h.Caches[w.h.Sheaves[id].Cache].Refuse > 0 // by a hook: kernel.md 2.9
		if size != want && !kept {
			w.say("S6", "sheaf %d with %s is in the list of a barn whose sheaves hold %d", id, some(int64(size), "object"), want)
		}
		n++
	}
	return n
}

// sheafCounts compares the statistics with the sheaves that live. A path
// counts a sheaf in a step of its own just after it made or freed it; one with
// reserves in it that is returned is never counted as freed (kernel.md S7), and
// an oversize one on neither side.
func (w *world) sheafCounts() {
	live, counted := int64(0), -w.h.Uncounted
	for i := range w.h.Sheaves {
		s := &w.h.Sheaves[i]
		if s.Place == slub.NoSheaf || s.Place == slub.Bootstrap {
			continue
		}
		if w.refs[i] > 0 || s.Place > slub.BarnEmpty || w.moving(s) {
			live++ // one that nobody points to and no path has is lost: S3 says so
		}
	}
	for c := range w.h.Caches {
		for cpu := range w.h.CPUs {
			counted += *w.h.StatOf(slub.CacheID(c), cpu, slub.SheafAllocStat) - *w.h.StatOf(slub.CacheID(c), cpu, slub.SheafFreeStat)
		}
	}
	if slack := w.between(w.known.sheafCounted); live-counted > slack || counted-live > slack {
		w.say("S7", "%d %s and the statistics say %d", live, agree(int64(live), "sheaf lives", "sheaves live"), counted)
	}
}

// slabs is S12: the partial list holds exactly the slabs that say so, with at
// least one free object each, and its counter is its length.
func (w *world) slabs() {
	w.listed = cleared(w.listed, len(w.h.Slabs))
	for i := range w.h.Nodes {
		n := &w.h.Nodes[i]
		length, prev := int32(0), slub.SlabID(slub.None)
		for id := n.Head; w.isSlab(id) && length <= int32(len(w.h.Slabs)); id = w.h.Slabs[id].Next {
			s := &w.h.Slabs[id]
			w.listed[id]++
			if !s.Partial || !s.Live || s.Prev != prev || w.h.NodeOfSlab(id) != int32(i) {
				w.say("S12", "slab %d is on the partial list of node %d and should not be", id, i)
			}
			if s.Free == slub.None && w.k.Locks.L[n.Lock].Held == locking.Free {
				w.say("S12", "slab %d is on a partial list and has no free object", id)
			}
			prev = id
			length++
		}
		if length != n.NrPartial || n.Tail != prev {
			w.say("S12", "the partial list of node %d has %s and counts %d", i, some(int64(length), "slab"), n.NrPartial)
		}
	}
	w.waiting()
	for i := range w.h.Slabs {
		if w.h.Slabs[i].Partial != (w.listed[i] > 0) {
			w.say("S12", "slab %d believes %v about being on a partial list and is wrong", i, w.h.Slabs[i].Partial)
		}
	}
}

// pins is S10 for threads that run nothing: they hold no pin, no mask and no
// lock.
func (w *world) pins() {
	for i := range w.k.M.Threads {
		t := &w.k.M.Threads[i]
		if t.State == sim.Done && (t.Preempt != 0 || t.Migrate != 0 || t.IRQOff != 0) {
			w.say("S10", "%s has ended with preemption off %d, migration off %d and interrupts off %d times", w.k.ThreadName(sim.ThreadID(i)), t.Preempt, t.Migrate, t.IRQOff)
		}
		if t.Preempt < 0 || t.Migrate < 0 || t.IRQOff < 0 {
			w.say("S10", "%s has enabled what was not disabled", w.k.ThreadName(sim.ThreadID(i)))
		}
	}
	for i := range w.k.Locks.L {
		l := &w.k.Locks.L[i]
		if l.Held != locking.Free && l.Held != locking.Read && w.k.M.Threads[l.Holder].State == sim.Done {
			w.say("S10", "%s has ended and holds %s", w.k.ThreadName(l.Holder), w.k.LockName(locking.ID(i)))
		}
	}
}

// waits is L3 for threads that wait for a work item: it is queued or running,
// else nobody will ever wake them. S23: a cache without sheaves has none.
func (w *world) waits() {
	for i := range w.k.M.Threads {
		t := &w.k.M.Threads[i]
		if t.State == sim.Waiting && t.Why == sim.WaitFlush && !w.k.WQ.Busy(workqueue.ID(t.On)) {
			w.say("L3", "%s waits in flush_work for an item that is neither queued nor running", w.k.ThreadName(sim.ThreadID(i)))
		}
	}
	for i := range w.h.PCS {
		p := &w.h.PCS[i]
		if w.h.Caches[int32(i)/w.h.CPUs].Capacity == 0 && (p.Spare != slub.None || p.RcuFree != slub.None || w.size(p.Main) != 0) {
			w.say("S23", "%s has no sheaves, and CPU %d has spare %d and rcu_free %d", w.h.Caches[int32(i)/w.h.CPUs].Name, int32(i)%w.h.CPUs, p.Spare, p.RcuFree)
		}
	}
}
