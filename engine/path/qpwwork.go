package path

import (
	"barnyard/engine/bug"
	"barnyard/engine/qpw"
	"barnyard/engine/sim"
)

// Work for a CPU as the patches have it (kernel.md 3.3, 3.4, 4.3): queued with
// the key off, done at once by whoever asks with the key on.

func qpwWorkFuncs(b Build) []Listing { return []Listing{queuePercpu(b), flushPercpu(b), isRemote(b)} }

// queuePercpu is queue_work_on, or with the key on a plain call of the work
// function by whoever asks.
func queuePercpu(b Build) Listing {
	queue := ops(call("queue_work_on that CPU", "queue_work_on", argItem), done())
	direct := Op{Text: "the function is called here, for that CPU", Cost: sim.CostCall,
		Do: func(k *Kernel, t *sim.Thread, f *sim.Frame) Verdict {
			k.M.Emit(sim.DirectStart, int32(k.work(f)), k.Item(f.R[rItem]).CPU, 0)
			return enter(t, k.WQ.Works[k.work(f)].Fn, f.R[rItem])
		}}
	here := ops(
		do("the item must be for the CPU that was named", sim.CostBranch, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			if stored := k.Item(f.R[rItem]).CPU; stored != k.itemPool(f) {
				k.M.Warn(bug.WorkCPU, k.itemPool(f), stored, 0)
			}
		}),
		direct,
		do("it is done when the function returns", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			k.M.Emit(sim.DirectEnd, int32(k.work(f)), k.Item(f.R[rItem]).CPU, 0)
		}),
		done(),
	)
	return Listing{
		Name: "queue_percpu_work_on", Args: "item", Section: "3.3, 3.4",
		What: "have a CPU's work done: by its kworker, or with the key on by the caller itself",
		Ops:  bothArms(b, queue, here),
	}
}

// isRemote says whether a CPU is another than this one; without CONFIG_QPW no
// CPU ever is, as far as the forms go. Nobody in what is modelled asks.
func isRemote(b Build) Listing {
	l := Listing{Name: "qpw_is_cpu_remote", Args: "cpu", Section: "3.4", Inline: true,
		What: "whether the CPU is another than the one that executes", Ops: ops(retVal("return: no", 0))}
	if b.Mode != qpw.NotBuilt {
		l.Ops = ops(ret("return: is it another than this one?", func(k *Kernel, _ *sim.Thread, f *sim.Frame) int32 {
			if f.R[0] != k.M.Self {
				return 1
			}
			return 0
		}))
	}
	return l
}

func flushPercpu(b Build) Listing {
	return Listing{
		Name: "flush_percpu_work", Args: "item", Section: "3.3, 3.4",
		What: "wait for a CPU's work item; with the key on there is nothing to wait for",
		Ops:  bothArms(b, ops(call("flush_work of that CPU's item", "flush_work", argItem), done()), ops(retVal("nothing: it was done when it was queued", 1))),
	}
}
