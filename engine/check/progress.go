package check

import (
	"bytes"
	"strings"

	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// L5, plain allocations and frees never wait for somebody who flushes: of locks
// they wait for those of barns and slabs only. L6, a flush of main that nobody
// disturbs takes as many batches as main needs, and one where main is empty.
// L7, replacing a full main begins anew only where somebody else has filled
// main again.

// turns counts the rounds of a loop.
type turns struct {
	n     int32
	cpu   int32 // whose sheaves it works on
	size  int32 // L6: of main when it began
	other bool  // somebody else has changed these sheaves, or the loop has left them
}

// loops reports whether a function has rounds to count.
func (r role) loops() bool { return r == flushMain || r == replaceFull }

// progress is what is known of the code, and who is in a loop.
type progress struct {
	relocks bool   // 7.0-rc1: a refill ends with waiting for the sheaf lock (kernel.md 2.3)
	looping []byte // by thread: 1 where it has rounds to count, so that few of thousands are looked at
}

func (p *progress) copyFrom(src *progress) {
	p.relocks = src.relocks
	p.looping = append(p.looping[:0], src.looping...)
}

// notesLoops looks whether a thread is in a loop, after it has left one.
func (f *follower) notesLoops(id sim.ThreadID) {
	w := &f.threads[id]
	f.looping[id] = 0
	for i := range w.calls[:w.depth] {
		if w.calls[i].role.loops() {
			f.looping[id] = 1
		}
	}
}

func (f *follower) startProgress() {
	id, ok := f.k.Cfg.Code.Func("__pcs_replace_empty_main")
	if !ok {
		return
	}
	for i := range f.k.Cfg.Code.Funcs[id].Ops {
		f.relocks = f.relocks || isUnconditional(f.k.Cfg.Code.Funcs[id].Ops[i].Call)
	}
}

// contended is L5 where a thread begins to wait for a lock.
func (f *follower) contended(e *sim.Event) {
	l := &f.k.Locks.L[e.A]
	switch l.Class {
	case locking.CPUHotplug, locking.SlabMutex, locking.FlushLock, locking.RCUBarrier:
	case locking.PCS:
		if f.relocks && f.inside(replaceEmpty) != nil {
			return
		}
	default:
		return
	}
	f.mayNotWait(e, f.k.LockName(locking.ID(e.A)))
}

func (f *follower) mayNotWait(e *sim.Event, what string) {
	if e.Thread != f.id || f.id == sim.NoThread {
		return
	}
	for _, r := range [...]role{plain, kfreeRCU, nolockEntry} {
		if c := f.inside(r); c != nil {
			f.say("L5", "%s waits for %s in %s, which should not wait for anybody who flushes", f.k.ThreadName(f.id), what, f.name(c))
			return
		}
	}
}

// enterLoop notes what a loop has before it.
func (f *follower) enterLoop(c *call) {
	t := &f.k.M.Threads[f.id]
	c.turns = turns{cpu: t.CPU}
	if c.role != flushMain {
		return
	}
	if strings.Contains(f.k.Cfg.Code.Funcs[c.fn].Args, "cpu") {
		c.turns.cpu = t.Top().R[1]
	}
	if c.turns.cpu < 0 || c.turns.cpu >= f.h.CPUs {
		return
	}
	if main := f.h.PCS[f.h.PCSOf(slub.CacheID(c.args[0]), c.turns.cpu)].Main; main >= 0 && int(main) < len(f.h.Sheaves) {
		c.turns.size = f.h.Sheaves[main].Size
	}
}

// batches is how many a flush of main should need.
func (t *turns) batches() int32 { return max(1, (t.size+slub.PCSBatchMax-1)/slub.PCSBatchMax) }

// enterBatch counts the batches of a flush of main.
func (f *follower) enterBatch() {
	c := f.caller()
	if c == nil || c.role != flushMain || !c.seen {
		return
	}
	c.turns.n++
	if c.turns.n == c.turns.batches()+1 && !c.turns.other {
		f.say("L6", "%s begins batch %d to flush main of CPU %d in %s, and %s in it %s %d",
			f.k.ThreadName(f.id), c.turns.n, c.turns.cpu, f.name(c), some(int64(c.turns.size), "object"), agree(int64(c.turns.size), "needs", "need"), c.turns.batches())
	}
}

func (f *follower) leaveLoop(c *call) {
	if c.role == flushMain && c.turns.n < c.turns.batches() && !c.turns.other {
		f.say("L6", "%s leaves %s after %d %s of main of CPU %d, and %s in it %s %d",
			f.k.ThreadName(f.id), f.name(c), c.turns.n, agree(int64(c.turns.n), "batch", "batches"), c.turns.cpu, some(int64(c.turns.size), "object"), agree(int64(c.turns.size), "needs", "need"), c.turns.batches())
	}
}

// caller is the function that has called the innermost one, nil if there is
// none.
func (f *follower) caller() *call {
	if w := &f.threads[f.id]; w.depth > 1 {
		return &w.calls[w.depth-2]
	}
	return nil
}

// enterTryFlush is L7: flushing main makes room in it, so that who comes back
// to it was disturbed.
func (f *follower) enterTryFlush() {
	c := f.caller()
	if c == nil || c.role != replaceFull || !c.seen {
		return
	}
	t := &c.turns
	if t.n > 0 && !t.other && t.cpu == f.k.M.Self {
		f.say("L7", "%s begins anew in %s and flushes main of CPU %d once more, which nobody else has filled",
			f.k.ThreadName(f.id), f.name(c), t.cpu)
	}
	t.n, t.other, t.cpu = 1, false, f.k.M.Self
}

// disturbs notes that the stepping thread has changed sheaves on which loops of
// other threads work.
func (f *follower) disturbs(pcs int32) {
	cache, cpu := pcs/f.h.CPUs, pcs%f.h.CPUs
	for id := f.loopsFrom(0); id < len(f.looping); id = f.loopsFrom(id + 1) {
		if sim.ThreadID(id) == f.id {
			continue
		}
		w := &f.threads[id]
		for i := range w.calls[:w.depth] {
			if c := &w.calls[i]; c.role.loops() && c.args[0] == cache && c.turns.cpu == cpu {
				c.turns.other = true
			}
		}
	}
}

// loopsFrom is the first thread from id on that is in a loop; behind the last
// there is none.
func (f *follower) loopsFrom(id int) int {
	if n := bytes.IndexByte(f.looping[id:], 1); n >= 0 {
		return id + n
	}
	return len(f.looping)
}

// moved notes that a thread has left the sheaves that it works on: when it comes
// back they need not be as it left them, nor where it looked in between.
func (f *follower) moved(id sim.ThreadID) {
	w := &f.threads[id]
	for i := range w.calls[:w.depth] {
		if c := &w.calls[i]; c.role.loops() {
			c.turns.other = true
		}
	}
}

// gaveUp notes that a loop found the lock taken.
func (f *follower) gaveUp() {
	if c := f.inside(flushMain); c != nil {
		c.turns.other = true
	}
}
