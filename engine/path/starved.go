package path

import (
	"strconv"

	"barnyard/engine/locking"
	"barnyard/engine/sim"
)

// Starvation is a finding about the kernel's design, not a deadlock: whether it
// ever ends is up to the FIFO thread that has the CPU.

// Starved says why a thread that waits cannot go on: in the end it waits for
// one that could run, a kworker or on PREEMPT_RT the holder of a lock, and a
// FIFO thread has its CPU. Who waits for a lock waits for what its holder does.
// The text is empty when that is not so.
func (k *Kernel) Starved(id sim.ThreadID) string {
	text := ""
	for range locking.NClasses { // a chain is no longer than there are classes
		t := &k.M.Threads[id]
		if t.Why != sim.WaitMutex && t.Why != sim.WaitRTLock {
			break
		}
		l := &k.Locks.L[t.On]
		text += k.ThreadName(id) + " waits for " + k.LockName(locking.ID(t.On))
		switch {
		case l.Holder != sim.NoThread:
			id = l.Holder
			text += ", which " + k.ThreadName(id) + " holds; "
		case l.Head != sim.NoThread && l.Head != id && k.Locks.PI:
			id = l.Head
			text += ", which is left to " + k.ThreadName(id) + "; "
		default:
			return ""
		}
	}
	if at := k.starvedAtWork(id, text != ""); at != "" {
		return text + at
	}
	return ""
}

// starvedAtWork says so of a thread that waits for a work item or, where that
// counts, of one that waits for its CPU itself.
func (k *Kernel) starvedAtWork(id sim.ThreadID, itself bool) string {
	text, who := k.ThreadName(id), id
	switch t := &k.M.Threads[id]; {
	case t.Why == sim.WaitFlush && k.WQ.Works[t.On].Owed:
		return k.neverReturns(id, t.On)
	case t.Why == sim.WaitFlush:
		if who = k.WorkerOf(t.On); who == sim.NoThread {
			return "" // the item is nowhere: that is a finding of its own
		}
		text += " waits in " + k.flushText(t.On) + " for " + k.ThreadName(who) + k.calledText(t.On, who) + ", which starves: it"
	case itself && k.Locks.PI:
		text += " starves: it"
	default:
		return ""
	}
	hog := k.M.CPUs[k.M.Threads[who].CPU].Ctx[0]
	if k.M.Threads[who].State != sim.Runnable || hog == sim.NoThread || k.M.Threads[hog].FIFO <= k.M.Threads[who].FIFO {
		return ""
	}
	return text + k.behind(who, hog)
}

// behind says how a thread starves behind another, and what can let it in.
func (k *Kernel) behind(who, hog sim.ThreadID) string {
	t := &k.M.Threads[who]
	class, cpu, prio := "a fair thread", strconv.Itoa(int(t.CPU)), strconv.Itoa(int(k.M.Threads[hog].FIFO))
	if t.FIFO > 0 {
		class = "FIFO " + strconv.Itoa(int(t.FIFO))
	}
	text := " is " + class + ", and on CPU " + cpu +
		" " + k.ThreadName(hog) + " (FIFO " + prio + ") has not slept since it became runnable at " + sim.Micros(t.Since, k.M.GHz) + " µs"
	switch {
	case t.FIFO > 0:
		return text
	case k.M.Sched.RTThrottle:
		return text + "; throttling puts FIFO aside for 50 ms of each second, once it has used 950 ms"
	case k.M.Sched.FairServer:
		return text + "; the fair server lets it in after " + strconv.FormatInt(sim.Ns(k.M.Sched.ServerDefer, k.M.GHz)/1_000_000, 10) + " ms of starving"
	}
	return text + "; the fair server is off, so nothing ever lets it in"
}
