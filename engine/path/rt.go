package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// PREEMPT_RT as an edit of the code: the same functions, with other locks and
// other contexts. The code around the locks is the same in the kernel too;
// spinlock_t is another type there, and so each step that looks at one becomes
// another here.

// preemptRT is what PREEMPT_RT changes in the functions themselves.
func preemptRT() Patch {
	return Patch{
		Name: "PREEMPT_RT", What: "spinlocks and local locks sleep and inherit priorities; handlers of devices, softirqs and irq_work are threads",
		Adds: []Listing{irqLine(), runIRQWork()},
		Edits: []Edit{
			{Func: "local_trylock", Put: rtLocalTrylock(ownLock)},
			{Func: "local_lock", Put: rtLocalLock(ownLock)},
			{Func: "local_unlock", Put: rtLocalUnlock(ownLock)},
			{Func: "local_lock_irqsave", Put: rtLocalLock(ownLock)},
			{Func: "local_unlock_irqrestore", Put: rtLocalUnlock(ownLock)},
			{Func: "cpu_up", Line: "its kworker, and who serves its pool", Drop: 1, Put: ops(
				do("its kworker, who serves its pool, and the threads of its devices are bound to it again", sim.CostWake, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					k.rebind(f.R[rFCPU])
					k.bringIRQs(f.R[rFCPU])
				}),
			)},
			{Func: "kvfree_call_rcu", Line: "if the object lies on another node", Drop: 3, Put: ops(jump("PREEMPT_RT: no sheaf takes it", "batch"))},
			{Func: "kmalloc_nolock", Line: "from the sheaves of this CPU", Put: ops(
				when("in an NMI or a hard interrupt: none at once", func(k *Kernel, t *sim.Thread, f *sim.Frame) bool {
					t.Ret = slub.None
					return inHard(k, t, f)
				}, "none"),
			)},
			{Func: "kmalloc_nolock", Line: "none is an answer", Drop: 1, Put: ops(at("none", noneIsAnAnswer()))},
			{Func: "defer_free_barrier", Line: "if its irq_work is not done", Drop: 1, Put: ops(sleepForIRQWork())},
			{Func: "timer_interrupt", Line: "if no free was put off", Drop: 4, Put: ops(wakeIRQWork())},
			{Func: "rcu_core", What: "the thread of a CPU that PREEMPT_RT has instead of the softirq [KN]: ask for a grace period if one is wanted; run its CPU's callbacks whose grace period has ended",
				Put: rcuThread()},
		},
	}
}

// rtWhat says what a function of the locks does on PREEMPT_RT, where its name
// promises something else; empty for all others.
func rtWhat(name string) string {
	switch name {
	case "local_trylock":
		return "stay on this CPU and take its lock if it is free; not from an NMI or a hard interrupt; 1 if taken"
	case "local_lock":
		return "stay on this CPU and take its lock; who finds it taken sleeps"
	case "local_lock_irqsave":
		return "local_lock: interrupts stay on"
	case "local_unlock_irqrestore":
		return "local_unlock: interrupts were never off"
	case "local_qpw_lock_irqsave":
		return "this CPU's lock; interrupts stay on"
	case "qpw_lock_irqsave":
		return "the lock of a named CPU; interrupts stay on"
	case "local_qpw_unlock_irqrestore":
		return "release this CPU's lock; interrupts were never off"
	case "qpw_unlock_irqrestore":
		return "release the lock of a named CPU; interrupts were never off"
	}
	return ""
}

// spinForm is which step of a spinlock an op is; it decides what PREEMPT_RT
// puts in its place.
type spinForm uint8

const (
	noSpinlock  spinForm = iota
	spinMasks            // interrupts off, before the lock
	spinTakes            // take it, waiting
	spinMayTry           // take it, waiting where the caller allows
	spinTries            // try it
	spinGives            // release it
	spinUnmasks          // interrupts on again
)

// onSpinlock marks an op that does something to a spinlock.
func onSpinlock(form spinForm, lock lockOf, op Op) Op {
	op.spin, op.lock = form, lock
	return op
}

// sleepingLocks turns the spinlocks of all functions into those of PREEMPT_RT.
func sleepingLocks(funcs []Listing) []Listing {
	for i := range funcs {
		if what := rtWhat(funcs[i].Name); what != "" {
			funcs[i].What = what
		}
		for j := range funcs[i].Ops {
			funcs[i].Ops[j] = funcs[i].Ops[j].asleep()
		}
	}
	return funcs
}

// asleep is an op as it is on PREEMPT_RT.
func (op Op) asleep() Op {
	nothing := func(*Kernel, *sim.Thread, *sim.Frame) {}
	rt := op
	switch op.spin {
	case noSpinlock:
		return op
	case spinMasks:
		rt = do("interrupts stay on", sim.CostNone, nothing)
	case spinUnmasks:
		rt = do("interrupts were never off", sim.CostNone, nothing)
	case spinTakes:
		rt = rtTake(op.Text+rtTakes, op.lock)
	case spinGives:
		rt = rtRelease(op.Text+rtReleases, op.lock)
	case spinTries:
		rt = rtTry(op.Text+rtTries, op.lock, op.To[0])
	case spinMayTry:
		rt = rtMayTry(op)
	}
	rt.Label, rt.spin, rt.lock = op.Label, op.spin, op.lock
	return rt
}

func rtMayTry(op Op) Op {
	try, take := rtTry(op.Text+rtTries, op.lock, op.To[0]), rtTake(op.Text+rtTakes, op.lock)
	take.To = op.To
	take.Become(func(k *Kernel, t *sim.Thread, f *sim.Frame) Verdict {
		if noSpin(k, t, f) {
			return try.does(k, t, f)
		}
		if !k.Locks.Lock(k.M, op.lock(k, f), locking.RT) {
			return Again
		}
		k.M.ChargeN(sim.CostCall, 1)
		k.migrateOff(t)
		return Next
	})
	return take
}

// IRQLine is a device's interrupt on PREEMPT_RT: the hard part, and the thread
// that runs the handler.
type IRQLine struct{ Hard, Thread sim.ThreadID }

// rcuThread runs the callbacks of its CPU. While that is offline the thread
// sleeps: the callbacks are adopted by another.
func rcuThread() []Op {
	cpu := func(k *Kernel) int32 { return k.M.SoftirqsOf(k.M.CurID()) }
	return seq(
		ops(at("again", wakeGP())),
		invoke(cpu),
		ops(
			at("out", sleepForWork("sleep until a tick finds work", func(k *Kernel) bool {
				return k.RCU.Ready(cpu(k)) || k.RCU.Wanted && !k.RCU.Active && k.gpSleeps()
			})),
			jump("look again", "again"),
		),
	)
}

// irqWorkOf is the CPU whose irq_work a thread does, -1 if it is none.
func (k *Kernel) irqWorkOf(id sim.ThreadID) int32 {
	for cpu, t := range k.Cfg.IRQWork {
		if t == id {
			return int32(cpu)
		}
	}
	return -1
}

// bringIRQs lets the threads that stand for the interrupts of a CPU's devices
// return.
func (k *Kernel) bringIRQs(cpu int32) {
	for i := range k.Cfg.IRQs {
		if l := &k.Cfg.IRQs[i]; k.M.Threads[l.Hard].CPU == cpu {
			k.M.Bring(l.Thread, cpu)
		}
	}
}

// lineOf is the interrupt line that a thread belongs to, nil if to none.
func (k *Kernel) lineOf(id sim.ThreadID) *IRQLine {
	for i := range k.Cfg.IRQs {
		if l := &k.Cfg.IRQs[i]; l.Hard == id || l.Thread == id {
			return l
		}
	}
	return nil
}

// period is how often an interrupt comes, 0 for a thread that is none or one
// that comes once.
func (k *Kernel) period(id sim.ThreadID) int64 {
	if l := k.lineOf(id); l != nil {
		id = l.Thread
	}
	if int(id) >= len(k.Cfg.Programs) {
		return 0
	}
	return k.Cfg.Programs[id].Every
}

// Repeats reports whether a thread is an interrupt that comes again and again.
func (k *Kernel) Repeats(id sim.ThreadID) bool { return k.period(id) > 0 }

// sleepIRQ lets the thread of an interrupt sleep until its source wakes it: the
// hard part, or for a softirq that a timer raises the time itself.
func (k *Kernel) sleepIRQ(source *sim.Thread, again bool) Verdict {
	if source == k.M.Cur() && again {
		k.M.SleepUntil(source.WakeAt)
		return Pause
	}
	k.M.Rearm(source.CPU)
	k.M.Block(sim.WaitWork, -1)
	return Pause
}

func irqLine() Listing {
	return Listing{
		Name: "irq_default_primary_handler", Args: "", Section: "3.1 [KN]",
		What: "PREEMPT_RT: all that a device's interrupt does itself is to wake its thread; the line stays masked until that is done",
		Ops: ops(
			do("wake the thread of this interrupt", sim.CostWake, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) {
				k.M.Wake(k.lineOf(k.M.CurID()).Thread)
			}),
			done(),
		),
	}
}

// wakeIRQWork is what is left of irq_work in the interrupt.
func wakeIRQWork() Op {
	return do("irq_work: if a free was put off on this CPU, wake the thread that does it", sim.CostBranch, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) {
		if k.Deferred[k.M.Self].N > 0 {
			k.M.ChargeN(sim.CostWake, 1)
			k.M.Wake(k.Cfg.IRQWork[k.M.Self])
		}
	})
}

func runIRQWork() Listing {
	free := freeDeferred(func(k *Kernel) int32 { return k.irqWorkOf(k.M.CurID()) })
	return Listing{
		Name: "run_irq_workd", Args: "", Section: "2.18 [KN]",
		What: "PREEMPT_RT: the thread of a CPU that runs irq_work: frees that were put off",
		Ops: seq(free[:len(free)-1], ops(
			at("out", sleepForWork("sleep until there is more", func(k *Kernel) bool { return k.Deferred[k.irqWorkOf(k.M.CurID())].N > 0 })),
			jump("look again", "deferred"),
		)),
	}
}
