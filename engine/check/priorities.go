package check

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
)

// priorities is R1, which is ours and not in the fact sheet: with PREEMPT_RT a
// thread runs at its own FIFO priority or at that of the most urgent thread
// that waits for a lock of its, whichever is more; and waiters queue by
// priority. It is counted again here from the locks and their queues.
func (w *world) priorities() {
	threads := w.k.M.Threads
	w.inherits = cleared(w.inherits, len(threads))
	for i := range w.k.Locks.L {
		l := &w.k.Locks.L[i]
		if l.Head == sim.NoThread || threads[l.Head].PIOn != int32(i) {
			continue // nobody waits, or they spin, or they wait in order
		}
		top, last, n := threads[l.Head].FIFO, threads[l.Head].FIFO, 0
		for id := l.Head; id != sim.NoThread && n <= len(threads); id = sim.ThreadID(threads[id].Link) {
			if threads[id].FIFO > last || threads[id].PIOn != int32(i) {
				w.say("R1", "%s is in the wrong place among the waiters of %s", w.k.ThreadName(id), w.k.LockName(locking.ID(i)))
			}
			last = threads[id].FIFO
			n++
		}
		if l.Held != locking.Free {
			w.inherits[l.Holder] = max(w.inherits[l.Holder], top)
		}
	}
	for i := range threads {
		want := max(threads[i].Normal, w.inherits[i])
		if threads[i].FIFO != want {
			w.say("R1", "%s runs at FIFO %d and should run at %d", w.k.ThreadName(sim.ThreadID(i)), threads[i].FIFO, want)
		}
	}
}
