package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/workqueue"
)

// Pools without a worker to spare [KN]. A worker may take up work only while
// another one idles, so that somebody is there if it sleeps; if none does, it
// has to make one first. In a machine that has run for a while every pool has
// an idle worker, so this happens only where the scenario says that there is no
// memory for one:
//
//	worker_thread -> maybe_create_worker: no memory; mayday timer in 10 ms; sleep 1 s, again
//	timer_interrupt -> pool_mayday_timeout: call the rescuers; again in 100 ms
//	rescuer_thread: go to the pool's CPU, run the items of its workqueue, go back
//
// A rescuer is a fair thread, at nice -20, and runs on the pool's CPU: it
// helps against a lack of memory and not against a CPU that is taken.

func rescuerFuncs() []Listing {
	return []Listing{maybeCreateWorker(), poolMaydayTimeout(), rescuerThread()}
}

// The kernel's times, in ms: the two of the mayday timer and CREATE_COOLDOWN.
const (
	maydayFirst    = 10
	maydayAgain    = 100
	createCooldown = 1000
)

func (k *Kernel) inMillis(ms int64) int64 { return k.M.Now + ms*1_000_000*k.M.GHz }

// setMayday sets a pool's mayday timer on a CPU, Inf to stop it.
func (k *Kernel) setMayday(pool, cpu int32, at int64) {
	p := &k.WQ.Pools[pool]
	p.MaydayCPU, p.MaydayAt = cpu, at
	next := sim.Inf
	for i := range k.WQ.Pools {
		if k.WQ.Pools[i].MaydayCPU == cpu {
			next = min(next, k.WQ.Pools[i].MaydayAt)
		}
	}
	k.M.SetAlarm(cpu, next)
}

// maydayDue is the first pool whose mayday timer is due on the stepping CPU.
func (k *Kernel) maydayDue() int32 {
	for i := range k.WQ.Pools {
		if p := &k.WQ.Pools[i]; p.MaydayAt <= k.M.Now && p.MaydayCPU == k.M.Self {
			return int32(i)
		}
	}
	return workqueue.NoPool
}

// adoptMayday moves the mayday timers of a dead CPU to the stepping one.
func (k *Kernel) adoptMayday(dead int32) {
	for i := range k.WQ.Pools {
		if p := &k.WQ.Pools[i]; p.MaydayAt < sim.Inf && p.MaydayCPU == dead {
			k.setMayday(int32(i), k.M.Self, p.MaydayAt)
		}
	}
}

func maybeCreateWorker() Listing {
	create := Op{Text: "if create_worker finds memory for another one → made", Cost: sim.CostMutex, To: []string{"made"}, Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
		if !k.WQ.Pools[f.R[0]].Lone {
			return Go0
		}
		k.M.Emit(sim.WorkerFail, f.R[0], 0, 0)
		return Next
	}}
	cooldown := Op{Text: "CREATE_COOLDOWN: sleep 1 s", Cost: sim.CostNone, Do: func(k *Kernel, _ *sim.Thread, _ *sim.Frame) Verdict {
		k.M.SleepUntil(k.inMillis(createCooldown))
		return Pause
	}}
	needless := func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return !k.WQ.NeedsWorker(f.R[0]) }
	return Listing{
		Name: "maybe_create_worker", Args: "pool", Section: "4.4 [KN]",
		What: "make another worker for a pool, however long that takes; the mayday timer calls for help meanwhile",
		Ops: ops(
			at("restart", do("the pool's mayday timer: in 10 ms, on this CPU", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.setMayday(f.R[0], k.M.Self, k.inMillis(maydayFirst))
			})),
			at("try", create),
			when("none is needed any more: the work is done", needless, "made"),
			cooldown,
			when("none is needed any more: somebody has done the work", needless, "made"),
			jump("", "try"),
			at("made", do("stop the mayday timer", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.setMayday(f.R[0], k.WQ.Pools[f.R[0]].MaydayCPU, sim.Inf)
			})),
			when("one is needed again", func(k *Kernel, t *sim.Thread, f *sim.Frame) bool { return !needless(k, t, f) }, "restart"),
			done(),
		),
	}
}

func poolMaydayTimeout() Listing {
	return Listing{
		Name: "pool_mayday_timeout", Args: "pool", Section: "4.4 [KN]",
		What: "a pool has waited for another worker: call the rescuer of each workqueue that has an item on its list",
		Ops: ops(
			when("the pool needs no worker any more", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return !k.WQ.NeedsWorker(f.R[0]) }, "again"),
			do("send_mayday for each item: onto its rescuer's list, and wake that", sim.CostWake, (*Kernel).sendMayday),
			at("again", do("the timer again, in 100 ms", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.setMayday(f.R[0], k.M.Self, k.inMillis(maydayAgain))
			})),
			done(),
		),
	}
}

func (k *Kernel) sendMayday(_ *sim.Thread, f *sim.Frame) {
	for id := k.WQ.Pools[f.R[0]].Head; id != workqueue.None; id = k.WQ.Works[id].Next {
		queue := k.WQ.Works[id].Queue
		if rescuer := k.WQ.Rescuers[queue].Thread; k.WQ.Call(queue, f.R[0]) {
			k.M.Emit(sim.Mayday, f.R[0], int32(rescuer), 0)
			k.M.Wake(rescuer)
		}
	}
}

// rescuerThread is a rescuer's own function. Register 0 is its workqueue, rW
// the item, rPool the pool that it serves.
//
// What is left out, for it cannot come up here. 7.1's assign_rescuer_work goes on
// although the pool has a worker again, as long as one is a manager and no other pool
// calls: a pool that finds no memory here finds none for the whole run, so that it
// has no worker again before its list is empty. And after 16 items of one pool others
// that call have their turn (RESCUER_BATCH): no workqueue here has more than two items of a CPU.
func rescuerThread() Listing {
	const rPool = 2
	calls := func(k *Kernel, f *sim.Frame) bool { return k.WQ.Rescuers[f.R[0]].Head != workqueue.NoPool }
	first := func(k *Kernel, f *sim.Frame) workqueue.ID { return k.WQ.FirstOf(f.R[0], f.R[rPool]) }
	return Listing{
		Name: "rescuer_thread", Args: "workqueue", Section: "4.4 [KN]",
		What: "a rescuer: go to the CPU of each pool that calls, and run the items of this workqueue there",
		Ops: seq(
			ops(
				at("top", when("a pool calls", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return calls(k, f) }, "answer")),
				sleepForWork("sleep until one does", func(k *Kernel) bool { return calls(k, k.M.Cur().Top()) }),
				jump("look again", "top"),
				at("answer", do("take the first pool off the list", sim.CostListOp, func(k *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rPool] = k.WQ.Answer(f.R[0]) })),
				do("worker_attach_to_pool: bound to its CPU from here on, if that is there", sim.CostWake, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					if cpu := f.R[rPool]; k.M.Online(cpu) {
						k.M.Bring(k.M.CurID(), cpu)
					}
				}),
				at("next", when("it has no item of this workqueue, or a worker again", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
					return first(k, f) == workqueue.None || !k.WQ.NeedsWorker(f.R[rPool])
				}, "leave")),
				do("take the first of them; PENDING is cleared", sim.CostQueueWork, func(k *Kernel, _ *sim.Thread, f *sim.Frame) { k.takeItem(f, f.R[rPool], first(k, f)) }),
			),
			runItem(),
			ops(
				jump("", "next"),
				at("leave", do("what is left is for the pool's own worker: wake it if it idles", sim.CostWake, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					k.kickPool(f.R[rPool])
				})),
				do("worker_detach_from_pool: any housekeeping CPU will do; off one that is isolated", sim.CostWake, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					k.WQ.Rescuers[f.R[0]].Pool = workqueue.NoPool
					if c := &k.M.CPUs[k.M.Self]; c.Isolated || c.NohzFull || !k.M.Online(k.M.Self) || k.M.Cur().MoveTo != sim.NoCPU {
						k.M.Bring(k.M.CurID(), k.M.Fallback())
					}
				}),
				jump("", "top"),
			),
		),
	}
}
