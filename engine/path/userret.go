package path

import (
	"barnyard/engine/qpw"
	"barnyard/engine/sim"
	"barnyard/engine/workqueue"
)

// The other way of kernel.md 6.2, D7, D8 and D11: an isolated CPU flushes when
// its task returns to user space. Who asks sets a flag and waits; no interrupt,
// no kworker. No code of it was posted for slabs; this is how it could be done
// [INF], in the form in which only a return that somebody waits for has to flush.
// In the other form, that of the code posted for folio batches, every return
// flushes what the call has left: then each call pays, and nobody waits for a task
// that is in user space, since it holds nothing. What was left open is decided so:
//
//   - A CPU that idles, or runs no task, gets work as ever: nobody is disturbed,
//     and nobody is there to return.
//   - Only the task's own return counts, from its syscall or by its end. An
//     interrupt's does not: it would put the flush where isolation does not
//     want it.
//   - A task that never enters the kernel never flushes. Who asked waits as
//     long, for ever if need be: that is the price that D11 names.

func altUserret() Patch {
	return Patch{
		Name: "alt=userret", What: "an isolated CPU flushes when its task returns to user space; who asked for it waits",
		Adds: []Listing{flushOnReturn()},
		Edits: []Edit{
			{Func: "queue_work_on", Line: "test and set PENDING", Put: ops(
				when("that CPU is isolated and a task runs there: it is left for its return", (*Kernel).leaveForReturn, "owe"),
			)},
			{Func: "queue_work_on", End: ops(
				at("owe", do("set PENDING, and that CPU's flag: flush on return to user space", sim.CostAtomic, (*Kernel).owe)),
				jump("nobody is woken or interrupted", "out"),
			)},
		},
	}
}

// leftForReturn reports whether items of a kind are left for the return: those
// that the series converts as well. Buffer heads stay on the workqueue.
func leftForReturn(kind int32) bool { return kind == slubFlush || kind == lruAddDrain }

// leaveForReturn reports whether an item is for an isolated CPU on which a
// program of the scenario runs.
func (k *Kernel) leaveForReturn(_ *sim.Thread, f *sim.Frame) bool {
	c := &k.M.CPUs[k.itemPool(f)]
	return leftForReturn(f.R[rItem]/int32(len(k.Flush))) && c.Isolated && c.Ctx[0] != sim.NoThread && k.M.Threads[c.Ctx[0]].Kind == sim.Task && !k.WQ.Busy(k.work(f))
}

func (k *Kernel) owe(_ *sim.Thread, f *sim.Frame) {
	cpu := k.itemPool(f)
	k.WQ.Owe(k.work(f), cpu, k.M.CPUs[cpu].Ctx[0])
	k.M.Emit(sim.ReturnOwed, int32(k.work(f)), cpu, 0)
}

// owed finds an item that waits for the return of this CPU to user space.
func (k *Kernel) owed() workqueue.ID {
	for _, item := range [...]*qpw.Item{&k.Flush[k.M.Self].Item, &k.Drain[k.M.Self].LRU} {
		if k.WQ.Works[item.Work].Owed {
			return item.Work
		}
	}
	return workqueue.None
}

// mustFlush reports whether an instruction leads out of the kernel and this
// CPU has something to do before.
func (k *Kernel) mustFlush(t *sim.Thread, in *Instr) bool {
	return (in.Op == OpSyscallOut || in.Op == OpExit) && t.Kind == sim.Task && k.owed() != workqueue.None
}

// flushOnReturn runs in the task that returns, at its cost. Register 1 is the
// item.
func flushOnReturn() Listing {
	const rW = 1
	return Listing{
		Name: "flush_on_user_return", Args: "", Section: "6.2 D8, D11 [INF]",
		What: "on the way back to user space: do what was left for this moment",
		Ops: ops(
			at("next", when("nothing is left to do", func(k *Kernel, _ *sim.Thread, _ *sim.Frame) bool { return k.owed() == workqueue.None }, "out")),
			do("take the item and clear its flag", sim.CostQueueWork, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				f.R[rW] = int32(k.owed())
				k.WQ.Begin(k.owed(), k.M.CurID())
				k.M.Emit(sim.ReturnStart, f.R[rW], k.M.Self, 0)
			}),
			Op{Text: "call the work function", Cost: sim.CostCall, Do: func(k *Kernel, t *sim.Thread, f *sim.Frame) Verdict {
				return enter(t, k.WQ.Works[f.R[rW]].Fn, k.ItemOf(workqueue.ID(f.R[rW])))
			}},
			do("done: wake who waits for it", sim.CostWake, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.M.Emit(sim.ReturnEnd, f.R[rW], k.M.Self, 0)
				k.WQ.Done(k.M, workqueue.ID(f.R[rW]))
			}),
			jump("", "next"),
			at("out", done()),
		),
	}
}

// returnText says what a thread waits for whose flush was left to another CPU.
func (k *Kernel) returnText(work int32) string {
	w := &k.WQ.Works[work]
	return "waiting for " + k.ThreadName(w.By) + " on CPU " + num(w.CPU) + " to return to user space"
}

// neverReturns is the finding that nobody can say when such a wait ends.
func (k *Kernel) neverReturns(id sim.ThreadID, work int32) string {
	w := &k.WQ.Works[work]
	t := &k.M.Threads[w.By]
	out := k.Tasks[w.By].Out
	if out < 0 || t.State == sim.Done {
		return ""
	}
	return k.ThreadName(id) + " waits until " + k.ThreadName(w.By) + " returns to user space on CPU " + num(w.CPU) +
		" and flushes on the way, and that task has been in user space since " + sim.Micros(out, k.M.GHz) +
		" µs: it flushes after its next syscall, and nothing says that there is one"
}
