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
	if l := k.lineOf(id); l != nil {
		return "interrupt of " + k.Cfg.Programs[l.Thread].Name
	}
	switch {
	case k.irqWorkOf(id) >= 0:
		return "irq_work/" + strconv.Itoa(int(k.irqWorkOf(id)))
	case k.M.SoftirqsOf(id) >= 0:
		return "rcuc/" + strconv.Itoa(int(k.M.SoftirqsOf(id)))
	case id == k.RCU.Kthread:
		return "rcu_preempt"
	case k.WQ.RescuerOf(id) >= 0:
		return "kworker/R-" + workqueue.QueueName(k.WQ.RescuerOf(id))
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
	if t.PIOn >= 0 && t.State == sim.Running {
		return "looking again and again for " + k.LockName(locking.ID(t.PIOn)) + ", whose holder runs"
	}
	switch t.Why {
	case sim.WaitFlush:
		if k.WQ.Works[t.On].Owed {
			return k.returnText(t.On)
		}
		w := k.WorkerOf(t.On)
		if w == sim.NoThread {
			return "waiting in " + k.flushText(t.On) + " for an item that was never queued"
		}
		return "waiting in " + k.flushText(t.On) + " for " + k.ThreadName(w)
	case sim.WaitLock:
		return "spinning for " + k.LockName(locking.ID(t.On))
	case sim.WaitRTLock:
		return "asleep, waiting for " + k.LockName(locking.ID(t.On))
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

// WorkerOf is the kworker that runs, or will run, a work item: its pool's, or a
// rescuer; NoThread if it was never queued.
func (k *Kernel) WorkerOf(work int32) sim.ThreadID { return k.WQ.Runner(workqueue.ID(work)) }

// calledText says which pool has called for a rescuer that is to run an item.
func (k *Kernel) calledText(work int32, runner sim.ThreadID) string {
	if k.WQ.RescuerOf(runner) < 0 {
		return ""
	}
	return " (the rescuer, called by CPU " + strconv.Itoa(int(k.WQ.Works[work].CPU)) + ", which has no memory for another kworker)"
}
