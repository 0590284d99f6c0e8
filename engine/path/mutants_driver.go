package path

import (
	"barnyard/engine/qpw"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Planted bugs of the drivers, which ask every CPU to flush and wait for all,
// and of the work items that they use.

func driverMutants() []Mutant {
	return []Mutant{
		{
			Number: "M22", Name: "skip-left-over", Breaks: []string{"S15", "S13"},
			What: "skip is set for a CPU that has nothing and never cleared: the next flush queues its work and does not wait for it",
			edits: always(Edit{Func: "flush_all_cpus_locked", Line: "peek: does it have", Drop: 2, Put: ops(
				peekAndGo(),
			)}),
		}, {
			Number: "M23", Name: "init-work-once", Breaks: []string{"S16"}, Late: true,
			What:  "a work item is initialised the first time only: it keeps the function that it was first queued with",
			edits: initsOnce,
		}, {
			Number: "M24", Name: "flush-waits-for-direct-call", Breaks: []string{"L3"}, Late: true,
			What: "with the key on flush_percpu_work waits for an item that was never queued",
			edits: always(Edit{Func: "flush_percpu_work", Line: "nothing: it was done", Drop: 1, Put: ops(
				waitForItem("sleep until the item is done"),
				retVal("woken", 1),
			)}),
			unfit: needsSpinWork,
		}, {
			Number: "M25", Name: "queue-before-store", Breaks: []string{"S16"}, Late: true,
			What:  "the work is queued before its item says for which cache",
			edits: queuesFirst,
		}, {
			Number: "M26", Name: "no-flush-lock", Breaks: []string{"S16"},
			What: "nothing keeps two flushes from using the one set of work items at the same time",
			edits: always(
				Edit{Func: "flush_all_cpus_locked", Line: "take flush_lock", Drop: 1},
				Edit{Func: "flush_all_cpus_locked", Line: "release flush_lock", Drop: 1},
				Edit{Func: "flush_rcu_sheaves_on_cache", Line: "take flush_lock", Drop: 1},
				Edit{Func: "flush_rcu_sheaves_on_cache", Line: "release flush_lock", Drop: 1},
			),
		}, {
			Number: "M27", Name: "peek-ignores-rcu-free", Breaks: []string{"S13"},
			What: "the peek that decides whether a CPU is flushed does not look at rcu_free",
			edits: always(Edit{Func: "flush_all_cpus_locked", Line: "peek: does it have", Drop: 1, Put: ops(
				do("peek: does it have a spare, or objects in main?", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					p := peeked(k, f)
					k.Flush[f.R[rDCPU]].Skip = p.Spare == slub.None && k.Heap.Size(p.Main) == 0
				}),
			)}),
		}, {
			Number: "M44", Name: "starving-work-counts-as-done", Breaks: []string{"L3", "S13", "S15"},
			What: "flush_work takes it for certain that a runnable kworker will run, and does not wait for it",
			edits: always(Edit{Func: "flush_work", Line: "if it is neither queued nor running", Drop: 1, Put: ops(
				when("it is neither queued nor running, or its kworker is runnable and so will run", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
					return !k.WQ.Busy(k.work(f)) || k.M.Threads[k.WorkerOf(int32(k.work(f)))].State == sim.Runnable
				}, "out"),
			)}),
		},
	}
}

// needsSpinWork: only a kernel with the series and QPW built in calls a work
// function directly.
func needsSpinWork(b Build) string {
	if b.version() == "qpw-v1" && b.Mode != qpw.NotBuilt {
		return ""
	}
	return needsSpinArm(b)
}

// peeked reads another CPU's sheaves without their lock.
func peeked(k *Kernel, f *sim.Frame) *slub.PCS {
	p := &k.Heap.PCS[k.Heap.PCSOf(slub.CacheID(f.R[rCache]), f.R[rDCPU])]
	k.M.Touch(k.Locks.L[p.Lock].Line, false)
	return p
}

// peekAndGo sets skip for a CPU that has nothing, and leaves it alone for one
// that has.
func peekAndGo() Op {
	return when("it has no spare, no rcu_free and nothing in main: skip is true; else skip stays as it was", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
		p := peeked(k, f)
		if p.Spare == slub.None && p.RcuFree == slub.None && k.Heap.Size(p.Main) == 0 {
			k.Flush[f.R[rDCPU]].Skip = true
			return true
		}
		return false
	}, "inc1")
}

// waitForItem sleeps until a kworker has done the item, without asking whether
// it was queued.
func waitForItem(text string) Op {
	return Op{Text: text, Cost: sim.CostQueueWork, Do: func(k *Kernel, t *sim.Thread, f *sim.Frame) Verdict {
		k.M.Emit(sim.FlushWait, int32(k.work(f)), f.R[rItem], 0)
		k.WQ.Wait(k.M, k.work(f))
		t.WaitedFrom = k.M.Now
		k.M.Block(sim.WaitFlush, int32(k.work(f)))
		return Pause
	}}
}

// drivers are the two functions that queue work, and what they queue.
func drivers() [2][2]string {
	return [2][2]string{{"flush_all_cpus_locked", "flush_cpu_sheaves"}, {"flush_rcu_sheaves_on_cache", "flush_rcu_sheaf"}}
}

// initsOnce keeps the function of an item once it has one.
func initsOnce(Build) []Edit {
	var edits []Edit
	for _, d := range drivers() {
		edits = append(edits, Edit{Func: d[0], Line: "set up its work item", Drop: 1, Put: ops(
			do("set up its work item: which cache; the rest only if it was never set up", sim.CostStore, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
				w := &k.Flush[f.R[rDCPU]]
				was := k.WQ.Works[w.Item.Work].Fn
				setUpItem(d[1])(k, t, f)
				if was != 0 {
					k.WQ.Works[w.Item.Work].Fn = was
				}
			}),
		)})
	}
	return edits
}

// queuesFirst stores the cache after the work was queued.
func queuesFirst(b Build) []Edit {
	queue := "queue_work_on"
	if b.patched() {
		queue = "queue_percpu_work_on"
	}
	var edits []Edit
	for _, d := range drivers() {
		edits = append(edits,
			Edit{Func: d[0], Line: "set up its work item", Drop: 1, Put: ops(
				do("initialise its work item: which function, which CPU", sim.CostStore, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
					was := k.Flush[f.R[rDCPU]].Cache
					setUpItem(d[1])(k, t, f)
					k.Flush[f.R[rDCPU]].Cache = was
				}),
			)},
			Edit{Func: d[0], Line: "queue it on that CPU", Drop: 1, Put: ops(
				call("queue it on that CPU", queue, argDCPU),
				do("store for which cache", sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					k.Flush[f.R[rDCPU]].Cache = slub.CacheID(f.R[rCache])
				}),
			)},
		)
	}
	return edits
}
