package check

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// S2, the sheaves of a CPU are changed only by the holder of its lock, of whom
// there is one; S17, only that CPU changes them, or with the key on a flush;
// S22, a trylock that fails changes nothing.

// sections is the sheaves of every CPU as they were after the last step.
type sections struct {
	pcs       []pcsShadow
	many      bool           // too many to be compared after every step
	at        int            // where the rolling look goes on then
	holder    []sim.ThreadID // by lock: who has taken it last and not released it
	tryFailed bool           // in this step
	counts1   bool           // a statistic changed in this step
}

type pcsShadow struct {
	sheaf [3]slub.SheafID // main, spare, rcu_free
	size  [3]int32        // -1: somebody else has the sheaf by now
}

// MaxLooked bounds the CPUs times caches whose sheaves are compared after every step.
// Beyond it those are that the step can be thought to work on, and of the others
// Rolling in turn.
const (
	MaxLooked = 64
	Rolling   = 8
)

func (f *follower) startSections() {
	f.pcs = make([]pcsShadow, len(f.h.PCS))
	f.many = len(f.pcs) > MaxLooked
	for i := range f.pcs {
		f.pcs[i] = f.shadow(i)
	}
	f.holder = make([]sim.ThreadID, len(f.k.Locks.L))
	for i := range f.holder {
		f.holder[i] = sim.NoThread
		if l := &f.k.Locks.L[i]; l.Held != locking.Free && l.Class != locking.CPUHotplug && !f.k.M.Threads[l.Holder].Granted {
			f.holder[i] = l.Holder // who was granted it will tell that it takes it
			f.threads[l.Holder].locks++
		}
	}
}

func (f *follower) shadow(i int) pcsShadow {
	p, cpu := &f.h.PCS[i], int32(i)%f.h.CPUs
	s := pcsShadow{sheaf: [3]slub.SheafID{p.Main, p.Spare, p.RcuFree}}
	for n, id := range s.sheaf {
		s.size[n] = f.sizeAt(id, cpu)
	}
	return s
}

// sizeAt is how many objects a sheaf holds, -1 if the CPU does not have it.
func (f *follower) sizeAt(id slub.SheafID, cpu int32) int32 {
	if id < 0 || int(id) >= len(f.h.Sheaves) {
		return -1
	}
	if s := &f.h.Sheaves[id]; s.Place >= slub.AsMain && s.Place <= slub.AsRcuFree && s.Of == cpu {
		return s.Size
	}
	return -1
}

// unchangedPCS compares the sheaves of a CPU with their shadow; most steps leave
// them as they are.
func (f *follower) unchangedPCS(i int, cpu int32) bool {
	p, was := &f.h.PCS[i], &f.pcs[i]
	return p.Main == was.sheaf[0] && p.Spare == was.sheaf[1] && p.RcuFree == was.sheaf[2] &&
		f.sizeAt(p.Main, cpu) == was.size[0] && f.sizeAt(p.Spare, cpu) == was.size[1] && f.sizeAt(p.RcuFree, cpu) == was.size[2]
}

// lookSections compares what a step may have changed.
func (f *follower) lookSections() {
	changed := false
	if !f.many {
		i := 0
		for range f.h.Caches {
			for cpu := range f.h.CPUs {
				changed = f.lookPCS(i, cpu) || changed
				i++
			}
		}
	} else {
		changed = f.lookLikely()
		f.roll()
	}
	if f.tryFailed && (changed || f.counts1) {
		f.say("S22", "a trylock has failed, and the step has changed sheaves or statistics in %s", f.name(&f.from))
	}
	f.tryFailed, f.counts1 = false, false
}

// lookLikely compares the sheaves that the stepping thread's stack speaks of:
// in each frame register 0 is the cache and register 1 the CPU, where the
// function has one; those of the CPU that it runs on; and those whose locks it
// has taken or released in this step. Functions that go over all CPUs are
// followed over all of them.
func (f *follower) lookLikely() bool {
	changed := false
	for i := range f.k.M.Events {
		if e := &f.k.M.Events[i]; e.Kind == sim.LockAcquire || e.Kind == sim.LockRelease {
			if l := &f.k.Locks.L[e.A]; l.Class == locking.PCS {
				changed = f.lookPCSOf(l.Cache, l.Of) || changed
			}
		}
	}
	if f.id == sim.NoThread {
		return changed
	}
	t := &f.k.M.Threads[f.id]
	everywhere := f.inside(creating) != nil || f.inside(deadFlush) != nil
	for i := range t.Stack[:t.Depth] {
		cache, cpu := t.Stack[i].R[0], t.Stack[i].R[1]
		if cache < 0 || int(cache) >= len(f.h.Caches) {
			continue
		}
		changed = f.lookPCSOf(cache, f.k.M.Self) || changed
		if cpu >= 0 && cpu < f.h.CPUs {
			changed = f.lookPCSOf(cache, cpu) || changed
		}
		for c := int32(0); everywhere && c < f.h.CPUs; c++ {
			changed = f.lookPCSOf(cache, c) || changed
		}
	}
	return changed
}

func (f *follower) lookPCSOf(cache, cpu int32) bool {
	return f.lookPCS(int(f.h.PCSOf(slub.CacheID(cache), cpu)), cpu)
}

// roll compares some sheaves more. What has changed there was changed by nobody
// who is known to work on them.
func (f *follower) roll() {
	for range Rolling {
		i := f.at
		f.at = (f.at + 1) % len(f.pcs)
		if f.unchangedPCS(i, int32(i)%f.h.CPUs) {
			continue
		}
		now, was := f.shadow(i), f.pcs[i]
		if f.pcs[i] = now; now.sheaf != was.sheaf || !onlyGone(was.size, now.size) {
			f.disturbs(int32(i))
			f.say("S2", "the sheaves of CPU %d of %s have changed within the last %d steps, and nobody who stepped holds their lock or has to do with them",
				int32(i)%f.h.CPUs, f.h.Caches[int32(i)/f.h.CPUs].Name, (len(f.pcs)+Rolling-1)/Rolling)
		}
	}
}

func (f *follower) lookPCS(i int, cpu int32) bool {
	if f.unchangedPCS(i, cpu) {
		return false
	}
	now, was := f.shadow(i), f.pcs[i]
	f.pcs[i] = now
	if now.sheaf == was.sheaf && onlyGone(was.size, now.size) {
		return false
	}
	f.disturbs(int32(i))
	if f.id != sim.NoThread {
		f.changedPCS(i)
	}
	return true
}

// onlyGone reports whether sizes differ only where a sheaf came into or went
// out of somebody else's hands.
func onlyGone(was, now [3]int32) bool {
	for n := range was {
		if was[n] != now[n] && was[n] >= 0 && now[n] >= 0 {
			return false
		}
	}
	return true
}

func (f *follower) changedPCS(i int) {
	cpu := int32(i) % f.h.CPUs
	l := &f.k.Locks.L[f.h.PCS[i].Lock]
	if f.inside(creating) != nil || f.inside(deadFlush) != nil && l.Held == locking.Free && !f.flushed(cpu) {
		return
	}
	if l.Held == locking.Free || l.Holder != f.id {
		f.say("S2", "%s changes the sheaves of CPU %d in %s and does not hold their lock", f.k.ThreadName(f.id), cpu, f.name(&f.from))
	}
	if cpu == f.k.M.Self || !f.k.M.Online(cpu) {
		return
	}
	remote := f.inside(flushing) != nil || f.inside(flushMain) != nil || f.inside(flushWorker) != nil || f.inside(rcuWorker) != nil
	if !f.k.Key || !remote {
		f.say("S17", "%s changes the sheaves of CPU %d in %s and runs on CPU %d", f.k.ThreadName(f.id), cpu, f.name(&f.from), f.k.M.Self)
	}
}

// flushed reports whether anybody is inside a work function for a CPU.
func (f *follower) flushed(cpu int32) bool {
	for i := range f.threads {
		w := &f.threads[i]
		for _, c := range w.calls[:w.depth] {
			if (c.role == flushWorker || c.role == rcuWorker) && c.args[0] == cpu {
				return true
			}
		}
	}
	return false
}

func (f *follower) acquired(e *sim.Event) {
	l := &f.k.Locks.L[e.A]
	if l.Class == locking.CPUHotplug {
		return // many readers hold it, who tell only where they waited
	}
	f.threads[e.Thread].locks++
	if t := &f.k.M.Threads[e.Thread]; l.Held == locking.RT && t.Kind >= sim.Hardirq && !f.k.Key {
		f.say("S20", "%s takes %s, a lock that sleeps, in an NMI or a hard interrupt", f.k.ThreadName(e.Thread), f.k.LockName(locking.ID(e.A)))
	}
	if other := f.holder[e.A]; other != sim.NoThread {
		f.say("S2", "%s takes %s, which %s has taken and not released", f.k.ThreadName(e.Thread), f.k.LockName(locking.ID(e.A)), f.k.ThreadName(other))
	}
	f.holder[e.A] = e.Thread
	f.lockedFor(e.Thread, l)
}

func (f *follower) released(e *sim.Event) {
	if f.k.Locks.L[e.A].Class == locking.CPUHotplug {
		return
	}
	f.threads[e.Thread].locks--
	f.holder[e.A] = sim.NoThread
	f.listReleased(e)
}

func (s *sections) copyFrom(src *sections) {
	s.pcs = append(s.pcs[:0], src.pcs...)
	s.holder = append(s.holder[:0], src.holder...)
	s.many, s.at, s.tryFailed, s.counts1 = src.many, src.at, src.tryFailed, src.counts1
}

// hash leaves the sheaves out where all of them are looked at after each step:
// they are those of the kernel then.
func (s *sections) hash(h *sim.Hash) {
	held := int32(0)
	for lock, id := range s.holder {
		if id != sim.NoThread {
			h.I32(int32(lock), int32(id))
			held++
		}
	}
	h.I32(held, 0)
	if !s.many {
		return
	}
	h.I32(int32(s.at), 0)
	for i := range s.pcs {
		p := &s.pcs[i]
		for n := range p.sheaf {
			h.I32(int32(p.sheaf[n]), p.size[n])
		}
	}
}
