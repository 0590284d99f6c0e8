package path

import (
	"strconv"

	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/workqueue"
)

// ThreadName is what people call a thread: a task's name, kworker/3:0, or the
// interrupt of a CPU.
func (k *Kernel) ThreadName(id sim.ThreadID) string {
	if id == sim.NoThread {
		return "idle"
	}
	if int(id) < len(k.Cfg.Programs) {
		return k.Cfg.Programs[id].Name
	}
	t := &k.M.Threads[id]
	cpu := strconv.Itoa(int(t.CPU))
	switch {
	case id == k.RCU.Kthread:
		return "rcu_preempt"
	case t.Kind == sim.Kworker && k.poolOf(id) < 0:
		return "rcuop/" + strconv.Itoa(int(k.RCU.ServedBy(id)))
	case t.Kind == sim.Kworker:
		return "kworker/" + strconv.Itoa(k.poolOf(id)) + ":0"
	case t.Kind == sim.Softirq:
		return "softirq of CPU " + cpu
	}
	return "interrupt of CPU " + cpu
}

// poolOf is the pool that a kworker serves, -1 if it is none. Only after its
// CPU has gone offline is that not the CPU where it is.
func (k *Kernel) poolOf(id sim.ThreadID) int {
	if cpu := int(k.M.Threads[id].CPU); cpu < len(k.WQ.Pools) && k.WQ.Pools[cpu].Worker == id {
		return cpu
	}
	for i := range k.WQ.Pools {
		if k.WQ.Pools[i].Worker == id {
			return i
		}
	}
	return -1
}

// LockName is what people call a lock: cpu_sheaves->lock of CPU 3 (kmalloc-64).
func (k *Kernel) LockName(id locking.ID) string {
	l := &k.Locks.L[id]
	name := l.Class.String()
	switch {
	case l.Class.PerCPU():
		name += " of CPU " + strconv.Itoa(int(l.Of))
	case l.Class.PerNode():
		name += " of node " + strconv.Itoa(int(l.Of))
	}
	if l.Cache >= 0 && len(k.Heap.Caches) > 1 {
		name += " (" + k.Heap.Caches[l.Cache].Name + ")"
	}
	return name
}

// StateText says in words what a thread is doing and, if it waits, for what.
func (k *Kernel) StateText(id sim.ThreadID) string {
	t := &k.M.Threads[id]
	switch t.Why {
	case sim.WaitFlush:
		if k.WQ.Works[t.On].Owed {
			return k.returnText(t.On)
		}
		return "waiting in " + k.flushText(t.On) + " for " + k.ThreadName(k.WorkerOf(t.On))
	case sim.WaitLock:
		return "spinning for " + k.LockName(locking.ID(t.On))
	case sim.WaitMutex:
		return "waiting for " + k.LockName(locking.ID(t.On))
	case sim.WaitHotplug:
		return "waiting until nothing is left on CPU " + strconv.Itoa(int(t.On))
	case sim.WaitTime:
		return "sleeping until " + sim.Micros(t.WakeAt, k.M.GHz) + " µs"
	}
	return t.State.String()
}

// flushText is flush_work, with the item's name where it is not slub_flush.
func (k *Kernel) flushText(work int32) string {
	if ref := k.ItemOf(workqueue.ID(work)); ref >= int32(len(k.Flush)) {
		return "flush_work(" + k.ItemName(ref) + ")"
	}
	return "flush_work"
}

// WorkerOf is the kworker that runs, or will run, a work item.
func (k *Kernel) WorkerOf(work int32) sim.ThreadID {
	return k.WQ.Pools[k.WQ.Works[work].CPU].Worker
}

// Starved says why a thread that waits for a work item cannot go on: the
// item's kworker is an ordinary fair thread and a FIFO thread has its CPU. One
// that waits for a mutex waits for the same, if the mutex's holder does. The
// text is empty when that is not so. It is a finding about the kernel's
// design, not a deadlock: whether it ever ends is up to the FIFO thread.
func (k *Kernel) Starved(id sim.ThreadID) string {
	text := ""
	for range locking.NClasses { // a chain is no longer than there are classes
		t := &k.M.Threads[id]
		if t.Why != sim.WaitMutex {
			break
		}
		holder := k.Locks.L[t.On].Holder
		if holder == sim.NoThread {
			return ""
		}
		text += k.ThreadName(id) + " waits for " + k.LockName(locking.ID(t.On)) + ", which " + k.ThreadName(holder) + " holds; "
		id = holder
	}
	if at := k.starvedAtWork(id); at != "" {
		return text + at
	}
	return ""
}

func (k *Kernel) starvedAtWork(id sim.ThreadID) string {
	t := &k.M.Threads[id]
	if t.Why != sim.WaitFlush {
		return ""
	}
	if k.WQ.Works[t.On].Owed {
		return k.neverReturns(id, t.On)
	}
	w := k.WorkerOf(t.On)
	worker := &k.M.Threads[w]
	hog := k.M.CPUs[worker.CPU].Ctx[0]
	if worker.State != sim.Runnable || hog == sim.NoThread || k.M.Threads[hog].FIFO == 0 {
		return ""
	}
	cpu, prio := strconv.Itoa(int(worker.CPU)), strconv.Itoa(int(k.M.Threads[hog].FIFO))
	text := k.ThreadName(id) + " waits in " + k.flushText(t.On) + " for " + k.ThreadName(w) + ", which starves: it is a fair thread, and on CPU " + cpu +
		" " + k.ThreadName(hog) + " (FIFO " + prio + ") has not slept since it became runnable at " + sim.Micros(worker.Since, k.M.GHz) + " µs"
	if k.M.Sched.RTThrottle {
		return text + "; throttling puts FIFO aside for 50 ms of each second, once it has used 950 ms"
	}
	if k.M.Sched.FairServer {
		return text + "; the fair server lets it in after " + strconv.FormatInt(sim.Ns(k.M.Sched.ServerDefer, k.M.GHz)/1_000_000, 10) + " ms of starving"
	}
	return text + "; the fair server is off, so nothing ever lets it in"
}
