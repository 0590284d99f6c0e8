package path

import (
	"barnyard/engine/bug"
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/workqueue"
)

// Queueing work on a CPU and waiting for it (kernel.md 4.2), the
// kworker, and the handlers of the machine's two interrupts. Register 0 names
// the work item: see items.go. What a pool does that has no kworker to spare is
// in rescuer.go.

const rItem = 0

func workFuncs() []Listing {
	return []Listing{queueWorkOn(), flushWork(), worker(), ipiHandler(), timerHandler()}
}

func argItem(_ *Kernel, t *sim.Thread, f *sim.Frame) { t.Arg[0] = f.R[rItem] }

func (k *Kernel) work(f *sim.Frame) workqueue.ID { return k.Item(f.R[rItem]).Work }

// itemPool is the CPU on whose pool the item of register 0 is queued.
func (k *Kernel) itemPool(f *sim.Frame) int32 { return k.itemHome(f.R[rItem]) }

func queueWorkOn() Listing {
	return Listing{
		Name: "queue_work_on", Args: "item", Section: "4.2",
		What: "put a work item on a CPU's list and wake its kworker",
		Ops: ops(
			Op{Text: "test and set PENDING", Cost: sim.CostAtomic, To: []string{"out"}, Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
				if k.WQ.Works[k.work(f)].Pending {
					return Go0
				}
				return Next
			}},
			do("under the pool's lock: onto the list of that CPU", sim.CostQueueWork, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.Locks.Pass(k.M, locking.PoolLock)
				k.M.Touch(k.WQ.Pools[k.itemPool(f)].Line, true)
				k.WQ.Queue(k.work(f), k.itemPool(f))
				k.M.Emit(sim.QueueWork, int32(k.work(f)), k.itemPool(f), 0)
			}),
			do("try_to_wake_up its kworker: an interrupt if that CPU should switch, or shares no cache with this one", sim.CostWake, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.kickPool(k.itemPool(f))
			}),
			at("out", done()),
		),
	}
}

func flushWork() Listing {
	return Listing{
		Name: "flush_work", Args: "item", Section: "4.2",
		What: "sleep until a work item is neither queued nor running",
		Ops: ops(
			when("it is neither queued nor running", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				k.Locks.MightSleep(k.M)
				k.Locks.Pass(k.M, locking.WorkRun)
				return !k.WQ.Busy(k.work(f))
			}, "out"),
			Op{Text: "a barrier behind it; sleep, uninterruptibly, until the barrier is reached", Cost: sim.CostQueueWork, To: []string{"out"},
				Do: func(k *Kernel, t *sim.Thread, f *sim.Frame) Verdict {
					if !k.WQ.Busy(k.work(f)) {
						return Go0 // looked at again under the pool's lock: it has just been done
					}
					k.M.Touch(k.WQ.Pools[k.itemPool(f)].Line, true)
					k.M.Emit(sim.FlushWait, int32(k.work(f)), k.itemPool(f), 0)
					k.WQ.Wait(k.M, k.work(f))
					t.WaitedFrom = k.M.Now
					k.M.Block(sim.WaitFlush, int32(k.work(f)))
					return Pause
				}},
			do("woken: it is done", sim.CostNone, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
				k.M.Emit(sim.FlushDone, int32(k.work(f)), 0, k.M.Now-t.WaitedFrom)
			}),
			at("out", done()),
		),
	}
}

// kickPool wakes a pool's worker if it is idle. One that works, or that waits
// for something else, finds the work by itself.
func (k *Kernel) kickPool(cpu int32) {
	if w := k.WQ.Pools[cpu].Worker; k.M.Threads[w].Why == sim.WaitWork {
		k.M.Wake(w)
	}
}

// rW is the register of workers and rescuers for the item that they work on.
const rW = 1

// worker is the kworker's own function; it never returns. Register 0 is its
// pool: after its CPU has gone offline it serves the pool from another one.
func worker() Listing {
	look := Op{Text: "if there is work → work", Cost: sim.CostBranch, To: []string{"work", "manage"}, Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
		switch {
		case k.WQ.Pools[f.R[rItem]].Head == workqueue.None:
			return Next
		case k.WQ.NeedsWorker(f.R[rItem]):
			return Go1
		}
		return Go0
	}}
	return Listing{
		Name: "worker_thread", Args: "", Section: "4.2",
		What: "a kworker: take the items of its pool's list one by one",
		Ops: seq(
			ops(
				at("top", look),
				sleepForWork("sleep until there is work", func(k *Kernel) bool { return k.WQ.Pools[k.M.Cur().Top().R[rItem]].Head != workqueue.None }),
				jump("look again", "top"),
				at("work", do("take the first item; PENDING is cleared", sim.CostQueueWork, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					k.takeItem(f, f.R[rItem], k.WQ.Pools[f.R[rItem]].Head)
				})),
			),
			runItem(),
			ops(
				jump("next item", "top"),
				at("manage", call("or, if there is work and no other worker idles, first make one", "maybe_create_worker", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
					t.Arg[0] = f.R[rItem]
				})),
				jump("look again", "top"),
			),
		),
	}
}

// takeItem takes an item off a pool's list, for the stepping thread to run.
func (k *Kernel) takeItem(f *sim.Frame, pool int32, id workqueue.ID) {
	k.M.Touch(k.WQ.Pools[pool].Line, true)
	k.WQ.Take(id, k.M.CurID())
	f.R[rW] = int32(id)
	k.M.Emit(sim.WorkStart, f.R[rW], k.M.Self, 0)
}

// runItem calls the function of the item that was taken, and wakes who waits.
func runItem() []Op {
	return ops(
		Op{Text: "call the work function", Cost: sim.CostCall, Do: func(k *Kernel, t *sim.Thread, f *sim.Frame) Verdict {
			k.Locks.Begin(k.M, locking.WorkRun)
			return enter(t, k.WQ.Works[f.R[rW]].Fn, k.ItemOf(workqueue.ID(f.R[rW])))
		}},
		do("done: wake who waits for it", sim.CostWake, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
			k.M.Emit(sim.WorkEnd, f.R[rW], k.M.Self, 0)
			k.Locks.End(k.M, locking.WorkRun)
			k.leaves(k.M.CurID(), t, bug.EndWork)
			k.WQ.Done(k.M, workqueue.ID(f.R[rW]))
		}),
	)
}

func ipiHandler() Listing {
	return Listing{
		Name: "reschedule_interrupt", Args: "", Section: "4.2",
		What: "another CPU wants this one to ask its scheduler, has queued a wakeup here, or wants a function called",
		Ops: ops(
			do("note whether the scheduler is to be asked; rcu_barrier_handler: a callback of the barrier behind this CPU's last one", sim.CostStore, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) {
				if k.M.Kicked(); k.M.Called() {
					k.M.ChargeN(sim.CostQueueWork, 1)
					k.entrain(k.M.Self)
				}
			}),
			done(),
		),
	}
}

// rMayday is the pool whose mayday timer the timer's interrupt has found due. It
// may be stopped elsewhere before the handler looks at it.
const rMayday = 9

func timerHandler() Listing {
	return Listing{
		Name: "timer_interrupt", Args: "", Section: "4.4",
		What: "a thread's time has come, a slice has ended, the fair server has its turn, or frees were put off",
		Ops: seq(
			ops(at("expired", Op{Text: "wake who is due; ask the scheduler if a turn has ended", Cost: sim.CostWake, To: []string{"mayday"}, Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
				k.M.TimerExpired()
				if f.R[rMayday] = k.maydayDue(); f.R[rMayday] != workqueue.NoPool {
					return Go0
				}
				return Next
			}})),
			freeDeferred(selfCPU),
			ops(
				at("mayday", call("or, if a pool's mayday timer is due, first that", "pool_mayday_timeout", func(_ *Kernel, t *sim.Thread, f *sim.Frame) { t.Arg[0] = f.R[rMayday] })),
				jump("and what else is due", "expired"),
			),
		),
	}
}
