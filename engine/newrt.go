package engine

import (
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// The threads that PREEMPT_RT has where other kernels have interrupt context
// [KN]: one for each device's interrupt, and for each CPU one for RCU's
// callbacks (rcuc; RCU uses no softirq there) and one for irq_work.

// The priorities that these threads have by default [KN].
const (
	fifoIRQ     = 50
	fifoRCU     = 1
	fifoIRQWork = 1
)

// addIRQThread makes the thread that runs the program of a device's interrupt;
// it sleeps until the hard part wakes it. That of a softirq is fair, as
// ksoftirqd is, and woken by the timer.
func addIRQThread(k *path.Kernel, q *scenario.Irq, entry sim.FuncID) {
	th := sim.Thread{Head: sim.Head{Kind: sim.Kworker, CPU: int32(q.CPU), FIFO: fifoIRQ, State: sim.Sleeping, Why: sim.WaitWork}}
	if q.Soft {
		th.FIFO, th.Why, th.WakeAt = 0, sim.WaitTime, q.At.Cycles(k.M.GHz)
	}
	th.Push(entry)
	id := k.M.AddThread(th)
	if !q.Soft {
		k.Cfg.IRQs = append(k.Cfg.IRQs, path.IRQLine{Thread: id, Hard: sim.NoThread})
	}
}

// addThreadedIRQs makes the hard parts, in the order of the text, and the
// threads of each CPU.
func addThreadedIRQs(s *scenario.Scenario, k *path.Kernel) {
	line := 0
	for i := range s.Irqs {
		q := &s.Irqs[i]
		if q.NMI || q.Soft {
			continue
		}
		k.Cfg.IRQs[line].Hard = k.M.AddThread(sim.Thread{Head: sim.Head{Kind: sim.Hardirq, CPU: int32(q.CPU), Why: sim.WaitTime, WakeAt: q.At.Cycles(s.Machine.GHz)}})
		line++
	}
	var rcuc []sim.ThreadID
	for cpu := range k.M.CPUs {
		rcuc = append(rcuc, addFIFOKthread(k, int32(cpu), "rcu_core", fifoRCU))
		k.Cfg.IRQWork = append(k.Cfg.IRQWork, addFIFOKthread(k, int32(cpu), "run_irq_workd", fifoIRQWork))
	}
	k.M.Thread(rcuc, k.Cfg.IRQWork)
}

func addFIFOKthread(k *path.Kernel, cpu int32, fn string, prio int32) sim.ThreadID {
	id := addKthread(k, cpu, fn)
	k.M.Threads[id].FIFO, k.M.Threads[id].Normal = prio, prio
	return id
}
