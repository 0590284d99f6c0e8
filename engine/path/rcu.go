package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
)

// RCU: call_rcu, the thread that drives grace periods, and those who run
// callbacks. A CPU is quiescent when it idles, has switched since the grace
// period began, or is seen with preemption and interrupts on: no reader can
// be inside. (The machinery is [KN], general knowledge: kernel.md only needs
// that callbacks run after a grace period, on the right CPU.)
//
// What is left out: on PREEMPT_RT who holds a spinlock_t or a local lock is a
// reader too, also while it is preempted, so that grace periods last longer there.

func rcuFuncs() []Listing {
	return []Listing{callRCU(), gpKthread(), rcuCore(), nocbKthread(), rcuBarrier(), rcuBarrierCallback()}
}

const fqsTicks = 3 // from the start of a grace period to a look at the CPUs

func callRCU() Listing {
	return Listing{
		Name: "call_rcu", Args: "function, argument", Section: "2.8, 4.3 [KN]",
		What: "have a function called after a grace period, where this CPU's callbacks run; the next tick, or their thread, asks for one",
		Ops: ops(
			do("put the callback at the end of this CPU's list", sim.CostQueueWork, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.M.Emit(sim.RCUQueue, f.R[1], 0, 0)
				if !k.RCU.Call(k.M.Self, sim.FuncID(f.R[0]), f.R[1]) {
					return
				}
				k.wantGP(k.M.Self)
			}),
			done(),
		),
	}
}

// sleepForWork lets a kernel thread sleep until somebody has work for it. What
// came since it looked counts: a wake-up that found it awake is not lost.
func sleepForWork(text string, work func(k *Kernel) bool) Op {
	return Op{Text: text, Cost: sim.CostNone, Do: func(k *Kernel, _ *sim.Thread, _ *sim.Frame) Verdict {
		if !work(k) {
			k.M.Block(sim.WaitWork, -1)
		}
		return Pause
	}}
}

func gpKthread() Listing {
	wait := Op{Text: "give the CPUs three ticks", Cost: sim.CostNone, Do: func(k *Kernel, _ *sim.Thread, _ *sim.Frame) Verdict {
		k.M.SleepUntil(k.M.Now + fqsTicks*k.M.Sched.Tick)
		return Pause
	}}
	return Listing{
		Name: "rcu_gp_kthread", Args: "", Section: "4.1 [KN]",
		What: "run grace periods as long as callbacks want them",
		Ops: ops(
			at("top", when("a callback wants a grace period", func(k *Kernel, _ *sim.Thread, _ *sim.Frame) bool { return k.RCU.Wanted }, "start")),
			sleepForWork("sleep until one does", func(k *Kernel) bool { return k.RCU.Wanted }),
			jump("look again", "top"),
			at("start", do("the grace period begins: every CPU has to be seen", sim.CostMutex, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) {
				k.RCU.Begin(k.M)
				k.M.Emit(sim.RCUStart, int32(k.RCU.Ended+1), 0, 0)
			})),
			at("wait", wait),
			do("look at every CPU that was not seen yet", sim.CostNone, (*Kernel).forceQuiescent),
			when("some CPU may still have a reader", func(k *Kernel, _ *sim.Thread, _ *sim.Frame) bool { return k.RCU.Needed() > 0 }, "wait"),
			do("the grace period has ended: CPUs with callbacks are told", sim.CostMutex, (*Kernel).endGracePeriod),
			jump("", "top"),
		),
	}
}

func (k *Kernel) forceQuiescent(_ *sim.Thread, _ *sim.Frame) {
	for i := range k.RCU.CPUs {
		p, c := &k.RCU.CPUs[i], &k.M.CPUs[i]
		if !p.Need {
			continue
		}
		k.M.ChargeN(sim.CostCopy, 1)
		if int32(i) == k.M.Self || c.Switches != p.Switches || k.quiescent(c) {
			p.Need = false
		}
	}
}

// quiescent reports whether no reader can be inside on a CPU.
func (k *Kernel) quiescent(c *sim.CPU) bool {
	cur := c.Current()
	return cur == sim.NoThread || c.Nest == 0 && k.M.Threads[cur].Preempt == 0 && k.M.Threads[cur].IRQOff == 0
}

func (k *Kernel) endGracePeriod(_ *sim.Thread, _ *sim.Frame) {
	k.RCU.End()
	k.M.Emit(sim.RCUEnd, int32(k.RCU.Ended), 0, 0)
	for i := range k.RCU.CPUs {
		if !k.RCU.Ready(int32(i)) {
			continue
		}
		k.wantGP(int32(i))
	}
}

// wantGP has the callbacks of a CPU looked at: by their thread, or by the
// CPU's next tick.
func (k *Kernel) wantGP(cpu int32) {
	if t := k.RCU.CPUs[cpu].Offload; t != sim.NoThread {
		k.M.Wake(t)
	} else {
		k.M.Tick(cpu)
	}
}

// invoke runs the first callback of a CPU that may run.
func invoke(cpu func(k *Kernel) int32) []Op {
	run := Op{Text: "call the first callback whose grace period has ended", Cost: sim.CostCall, Do: func(k *Kernel, t *sim.Thread, _ *sim.Frame) Verdict {
		cb := k.RCU.Take(cpu(k))
		k.M.Emit(sim.RCUInvoke, cb.Arg, cpu(k), 0)
		return enter(t, cb.Fn, cb.Arg)
	}}
	return ops(
		at("top", when("no callback may run", func(k *Kernel, _ *sim.Thread, _ *sim.Frame) bool { return !k.RCU.Ready(cpu(k)) }, "out")),
		run,
		do("it has returned", sim.CostNone, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) { k.RCU.Ran(cpu(k)) }),
		jump("next callback", "top"),
	)
}

func rcuCore() Listing {
	return Listing{
		Name: "rcu_core", Args: "", Section: "2.9 [KN]",
		What: "the softirq: ask for a grace period if one is wanted; run this CPU's callbacks whose grace period has ended",
		Ops: seq(
			ops(wakeGP()),
			invoke(selfCPU),
			ops(at("out", done())),
		),
	}
}

// nocbKthread runs the callbacks of a nohz_full CPU elsewhere.
func nocbKthread() Listing {
	return Listing{
		Name: "rcu_nocb_cb_kthread", Args: "", Section: "2.9 [KN]",
		What: "run the callbacks of a nohz_full CPU on a housekeeping CPU; it also asks for their grace periods, which the kernel leaves to a thread of several CPUs, rcu_nocb_gp_kthread",
		Ops: seq(
			ops(at("again", wakeGP())),
			invoke(func(k *Kernel) int32 { return k.RCU.ServedBy(k.M.CurID()) }),
			ops(
				at("out", sleepForWork("sleep until a grace period has ended", (*Kernel).offloadBusy)),
				jump("look again", "again"),
			),
		),
	}
}

// offloadBusy reports whether the stepping offload thread has something to do.
func (k *Kernel) offloadBusy() bool {
	return k.RCU.Ready(k.RCU.ServedBy(k.M.CurID())) || k.RCU.Wanted && !k.RCU.Active && k.gpSleeps()
}

// gpSleeps reports whether the grace-period thread waits to be woken.
func (k *Kernel) gpSleeps() bool { return k.M.Threads[k.RCU.Kthread].Why == sim.WaitWork }

// wakeGP wakes the grace-period thread if a callback wants a grace period and
// none is under way.
func wakeGP() Op {
	return do("a grace period is wanted and none runs: wake its thread", sim.CostBranch, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) {
		if k.RCU.Wanted && !k.RCU.Active {
			k.M.Wake(k.RCU.Kthread)
		}
	})
}

func rcuBarrier() Listing {
	lock := func(k *Kernel, _ *sim.Frame) locking.ID { return k.BarrierLock }
	wait := Op{Text: "sleep until the last of them has run", Cost: sim.CostMutex, To: []string{"done"}, Do: func(k *Kernel, _ *sim.Thread, _ *sim.Frame) Verdict {
		if k.RCU.Barrier == 0 {
			return Go0
		}
		k.RCU.Waiter = k.M.CurID()
		k.M.Block(sim.WaitRCU, -1)
		return Pause
	}}
	return Listing{
		Name: "rcu_barrier", Args: "", Section: "2.16, 6.3",
		What: "wait until every callback registered before has run; every CPU that has any is interrupted for it",
		Ops: seq(ops(
			do("remember which barrier would be enough", sim.CostNone, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) { k.RCU.Callers.Come(k.M.CurID()) }),
			waitLock("take the mutex of rcu_barrier", sim.CostMutex, lock, locking.Mutex),
			// One that was under way as the caller came may have passed a CPU already, so it
			// is one that has begun since; and none is under way under the mutex.
			when("somebody else has done all of one since", func(k *Kernel, _ *sim.Thread, _ *sim.Frame) bool { return !k.RCU.Callers.Has(k.M.CurID()) }, "done"),
			do("no CPU was asked yet", sim.CostStore, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) {
				k.RCU.Callers.Begin()
				for i := range k.RCU.CPUs {
					k.RCU.CPUs[i].Unasked = true
				}
			}),
		), eachPossibleCPU("from CPU 0", "every CPU was asked", "next", "inc", "wait").loop(
			when("it has no callbacks", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				p := &k.RCU.CPUs[f.R[rDCPU]]
				p.Unasked = k.RCU.Busy(f.R[rDCPU])
				return !p.Unasked
			}, "inc"),
			pin("preempt_disable"),
			when("it is another one, and online", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				return f.R[rDCPU] != k.M.Self && k.M.Online(f.R[rDCPU])
			}, "call"),
			do("a callback of the barrier behind its last one", sim.CostQueueWork, func(k *Kernel, _ *sim.Thread, f *sim.Frame) { k.entrain(f.R[rDCPU]) }),
			jump("", "asked"),
			at("call", do("smp_call_function_single: an interrupt, to do that there", sim.CostIPI, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				if f.R[rLooks] = 0; k.M.Online(f.R[rDCPU]) {
					k.M.CallOn(f.R[rDCPU])
				} else { // it has gone since; the kernel's call fails, and it looks again
					k.entrain(f.R[rDCPU])
				}
			})),
			at("sync", when("it has not done so: spin and look again", notCalled, "sync")),
			at("asked", unpin("preempt_enable")),
		), ops(
			at("wait", wait),
			at("done", do("release the mutex", sim.CostMutex, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) {
				k.Locks.Unlock(k.M, k.BarrierLock, locking.Mutex)
			})),
			done(),
		)),
	}
}

// rLooks is how often rcu_barrier has looked whether a CPU has been called.
const rLooks = 8

// notCalled looks whether a CPU has still to call what it was interrupted for. The
// spinning goes on without a pause; the steps of it get longer, since the CPU may
// have its interrupts off for milliseconds.
func notCalled(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
	if !k.M.Sched.Frozen {
		f.R[rLooks]++
	}
	k.M.ChargeN(sim.CostLineNear, f.R[rLooks])
	return k.M.CPUs[f.R[rDCPU]].Call
}

// entrain puts a callback of the barrier behind the last one of a CPU, if it still
// has one. A CPU that dies before it was asked is asked by who adopts its callbacks.
func (k *Kernel) entrain(cpu int32) {
	k.RCU.CPUs[cpu].Unasked = false
	if !k.RCU.Busy(cpu) {
		return
	}
	k.RCU.Entrain(cpu, k.Cfg.Code.must("rcu_barrier_callback"), 0)
	k.RCU.Barrier++
}

func rcuBarrierCallback() Listing {
	return Listing{
		Name: "rcu_barrier_callback", Args: "", Section: "2.16 [KN]",
		What: "one CPU has run everything that was registered before the barrier",
		Ops: ops(
			do("count down; the last one wakes who waits", sim.CostAtomic, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) {
				if k.RCU.Barrier--; k.RCU.Barrier == 0 && k.RCU.Waiter != sim.NoThread {
					waiter := k.RCU.Waiter
					k.RCU.Waiter = sim.NoThread
					k.M.Wake(waiter)
				}
			}),
			done(),
		),
	}
}
