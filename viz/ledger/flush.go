package ledger

import (
	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/workqueue"
	"barnyard/viz/track"
)

// A wait in flush_work, taken apart by what the kworker does meanwhile:
//
//	victim   |queue_work, flush_work ..................................|woken
//	kworker      woken late   | has no CPU, switch | other items | it
//	             FlushAsk       FlushCPU             FlushOther    FlushWork
//
// Where the kworker itself waits for a lock, that wait is the cause. What it takes
// to wake the victim in the end has its rows already: the interrupt, the switch.

// flushing is the situation of a thread that sleeps in flush_work.
func (r *Reckoning) flushing(s *situation, id sim.ThreadID) {
	k := r.k
	work := k.M.Threads[id].On
	who := k.WorkerOf(work)
	if w := &k.WQ.Works[work]; who == sim.NoThread || w.Owed {
		if w.Owed && w.By != sim.NoThread { // it is left to whom it was asked of
			who = w.By
		}
		s.idle = flushCause(k, Flush, who, work)
		return
	}
	s.idle = flushCause(k, r.stage(who, id, work), who, work)
	t := &k.M.Threads[who]
	switch {
	case s.idle.What != FlushWork && s.idle.What != FlushOther:
	case t.State == sim.Spinning, t.State != sim.Running:
		s.idle = waitCause(k, who)
	case t.PIOn >= 0: // it looks again and again whether it has the lock
		s.idle = lockCause(k, who, locking.ID(t.PIOn))
	default:
		if on := r.t.CPUs[t.CPU].Base.At(k.M.Now); on != nil && on.What == track.Switch {
			s.sleeps, s.until, s.fixed = true, on.To, flushCause(k, FlushCPU, who, work)
		}
	}
}

// stage is how far a kworker has come with what a victim waits for.
func (r *Reckoning) stage(who, victim sim.ThreadID, work int32) What {
	m := r.k.M
	t := &m.Threads[who]
	cpu := &m.CPUs[t.CPU]
	switch {
	case t.Why == sim.WaitWork && t.State != sim.Running && t.State != sim.Runnable:
		return FlushAsk
	case t.State == sim.Runnable && cpu.Kick:
		return FlushAsk
	case t.State == sim.Runnable, t.State == sim.Running && cpu.Current() != who:
		return FlushCPU
	case r.busyWithOther(who, victim, work):
		return FlushOther
	}
	return FlushWork
}

// busyWithOther says whether a kworker runs another item, or the same one from
// before it was queued for the victim.
func (r *Reckoning) busyWithOther(who, victim sim.ThreadID, work int32) bool {
	for i := range r.k.WQ.Works {
		if w := &r.k.WQ.Works[i]; w.Running && w.By == who {
			return i != int(work) || !behind(r.k, w, victim)
		}
	}
	return false
}

// behind says whether a thread waits for the instance of an item that runs.
func behind(k *path.Kernel, w *workqueue.Work, id sim.ThreadID) bool {
	for at := w.Behind; at != sim.NoThread; at = sim.ThreadID(k.M.Threads[at].Link) {
		if at == id {
			return true
		}
	}
	return false
}

func flushCause(k *path.Kernel, w What, who sim.ThreadID, work int32) Cause {
	c := causeOf(w, who)
	c.CPU = k.WQ.Works[work].CPU
	return c
}
