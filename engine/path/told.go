package path

import (
	"strconv"

	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/engine/swap"
	"barnyard/engine/workqueue"
)

// Events as sentences: the picture told to those who do not look at it. The
// same sentence stands in the list of events, in run --events and in what a
// screen reader says. It names things as the picture does and has the numbers
// of the event; the time and the CPU stand beside it.
//
// Every state from the event on gives it the same words: they depend on names
// and on the event alone.

// EventText tells an event as a sentence without time and CPU.
func (k *Kernel) EventText(e *sim.Event) string {
	tell := [...]func(*Kernel, *sim.Event) string{tellThread, tellLock, tellWork, tellMemory, tellRest}
	for _, t := range tell {
		if text := t(k, e); text != "" {
			return text
		}
	}
	return k.ThreadName(e.Thread) + ": " + sim.EventSpecs()[e.Kind].What
}

func (k *Kernel) micros(cycles int64) string { return sim.Micros(cycles, k.M.GHz) + " µs" }

// manyOf is a number of things: 1 folio, 2 folios.
func manyOf(n int64, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.FormatInt(n, 10) + " " + what
}

func cpuName(n int32) string { return "CPU " + num(n) }

func (k *Kernel) cacheName(c int32) string {
	if c < 0 || int(c) >= len(k.Heap.Caches) {
		return "no cache"
	}
	return k.Heap.Caches[c].Name
}

// barnName is the barn of a node, and whose it is where there are several.
func (k *Kernel) barnName(barn int32) string {
	name := "the barn of node " + num(barn%k.Heap.NNodes)
	if len(k.Heap.Caches) > 1 {
		name += " (" + k.cacheName(barn/k.Heap.NNodes) + ")"
	}
	return name
}

// LineName is what people call a cache line: that of a lock word, of the list
// of a worker pool, or of a slab, which has a negative name.
func (k *Kernel) LineName(name int32) string {
	if name < 0 {
		return "slab " + num(-1-name)
	}
	for i := range k.Locks.L {
		if k.Locks.L[i].Line == sim.LineID(name) {
			return k.LockName(locking.ID(i))
		}
	}
	for i := range k.WQ.Pools {
		if k.WQ.Pools[i].Line == sim.LineID(name) {
			return "the work list of CPU " + strconv.Itoa(i)
		}
	}
	return "line " + num(name)
}

// tellThread tells of who runs where.
func tellThread(k *Kernel, e *sim.Event) string {
	who := k.ThreadName(e.Thread)
	switch e.Kind {
	case sim.TaskStart:
		return who + " begins"
	case sim.TaskDone:
		return who + " has ended"
	case sim.SchedSwitch:
		return "from " + k.ThreadName(sim.ThreadID(e.A)) + " to " + k.ThreadName(sim.ThreadID(e.B)) + ", " + k.micros(e.C)
	case sim.SchedWakeup:
		return k.ThreadName(sim.ThreadID(e.A)) + " can run again, on " + cpuName(e.B)
	case sim.IPISend:
		return who + " sends an interrupt to " + cpuName(e.A)
	case sim.IPIReceive:
		return "an interrupt from " + cpuName(e.A) + " arrives"
	case sim.IrqEnter:
		return k.ThreadName(sim.ThreadID(e.A)) + " begins"
	case sim.IrqExit:
		return k.ThreadName(sim.ThreadID(e.A)) + " ends"
	case sim.TaskMigrate:
		return k.ThreadName(sim.ThreadID(e.A)) + " goes from " + cpuName(e.B) + " to " + cpuName(int32(e.C))
	case sim.RTThrottle:
		return "FIFO threads have run " + k.micros(e.C) + " and are put aside"
	case sim.RTUnthrottle:
		return "FIFO threads may run again"
	case sim.FairServerStart:
		return "the fair server lets fair tasks run, which have waited " + k.micros(e.C)
	case sim.FairServerEnd:
		return "the fair server stops after " + k.micros(e.C)
	case sim.PIBoost, sim.PIRestore:
		verb := " inherits FIFO priority "
		if e.Kind == sim.PIRestore {
			verb = " goes back to FIFO priority "
		}
		return k.ThreadName(sim.ThreadID(e.A)) + verb + strconv.FormatInt(e.C, 10) + ", from " + num(e.B)
	case sim.CPUOffline:
		return cpuName(e.A) + " is taken away"
	case sim.CPUOnline:
		return cpuName(e.A) + " comes back"
	case sim.HotplugRefused:
		return cpuName(e.A) + " is not taken or brought"
	}
	return ""
}

// tellLock tells of locks and of cache lines.
func tellLock(k *Kernel, e *sim.Event) string {
	who := k.ThreadName(e.Thread)
	lock := func() string { return k.LockName(locking.ID(e.A)) }
	holder := func() string {
		if sim.ThreadID(e.B) == sim.NoThread {
			return ""
		}
		return ", held by " + k.ThreadName(sim.ThreadID(e.B))
	}
	switch e.Kind {
	case sim.LockAcquire:
		if e.C > 0 {
			return who + " takes " + lock() + " after " + k.micros(e.C)
		}
		return who + " takes " + lock()
	case sim.LockContended:
		return who + " waits for " + lock() + holder()
	case sim.LockRelease:
		return who + " gives back " + lock() + " after " + k.micros(e.C)
	case sim.TrylockFail:
		return who + " does not get " + lock() + holder()
	case sim.RTLockInAtomic:
		return who + " releases the sleeping lock " + lock() + " with " + num(e.B) + " waiters, in an interrupt"
	case sim.LineMove:
		return "the line of " + k.LineName(e.A) + " comes from " + cpuName(e.B) + ", " + k.micros(e.C)
	}
	return ""
}

// tellWork tells of work for other CPUs.
func tellWork(k *Kernel, e *sim.Event) string {
	who := k.ThreadName(e.Thread)
	item := func() string { return k.ItemName(k.ItemOf(workqueue.ID(e.A))) }
	switch e.Kind {
	case sim.QueueWork:
		return who + " queues " + item() + " on " + cpuName(e.B)
	case sim.WorkStart:
		return who + " begins " + item()
	case sim.WorkEnd:
		return who + " has done " + item()
	case sim.DirectStart:
		return who + " does " + item() + " itself"
	case sim.DirectEnd:
		return who + " has done " + item() + " itself"
	case sim.FlushWait:
		return who + " sleeps until " + item() + " is done"
	case sim.FlushDone:
		return who + " goes on after " + k.micros(e.C) + ": " + item() + " is done"
	case sim.ReturnOwed:
		return who + " leaves " + item() + " to the return to user space of " + cpuName(e.B)
	case sim.ReturnStart:
		return who + " begins " + item() + " on its way to user space"
	case sim.ReturnEnd:
		return who + " has done " + item() + " and returns to user space"
	case sim.WorkerFail:
		return "the pool of " + cpuName(e.A) + " finds no memory for another kworker"
	case sim.Mayday:
		return "the pool of " + cpuName(e.A) + " calls " + k.ThreadName(sim.ThreadID(e.B))
	}
	return ""
}

// tellMemory tells of objects, sheaves, barns and slabs.
func tellMemory(k *Kernel, e *sim.Event) string {
	who := k.ThreadName(e.Thread)
	sheaf := "sheaf " + num(e.A)
	of := " of " + k.cacheName(e.B)
	switch e.Kind {
	case sim.ObjectAlloc:
		return who + " gets object " + num(e.A) + of
	case sim.ObjectFree:
		return who + " frees object " + num(e.A) + of
	case sim.AllocFail:
		return who + " gets nothing from " + k.cacheName(e.A)
	case sim.SheafSwap:
		return "spare and main change places: " + sheaf + " is main now, sheaf " + num(e.B) + " spare"
	case sim.BarnGet:
		return sheaf + " leaves " + k.barnName(e.B)
	case sim.BarnPut:
		return sheaf + " goes into " + k.barnName(e.B)
	case sim.BarnMiss:
		return k.barnName(e.A) + " has no sheaf, or no room, to help"
	case sim.SheafAlloc:
		return "memory for " + sheaf + of
	case sim.SheafFree:
		return "the memory of " + sheaf + of + " is given back"
	case sim.SlabNew:
		return "slab " + num(e.A) + of + " is made"
	case sim.SlabDiscard:
		return "slab " + num(e.A) + of + " goes back to the pages"
	case sim.CacheGone:
		return k.cacheName(e.A) + " has been destroyed"
	case sim.CacheBusy:
		return k.cacheName(e.A) + " cannot be destroyed: objects are held"
	case sim.SheavesOn:
		return k.cacheName(e.A) + " has sheaves of " + num(e.B) + " from now on"
	case sim.MemoryFail:
		return "the page allocator has nothing for request " + strconv.FormatInt(e.C, 10) + ", by " + k.cacheName(e.A)
	case sim.MemoryOffline:
		return "node " + num(e.A) + " has no memory any more"
	case sim.MemoryBusy:
		return "node " + num(e.A) + " keeps its memory: " + manyOf(e.C, "slab") + " there, or no other node has any"
	}
	return ""
}

// tellRest tells of counters, marks, RCU, folios and mistakes.
func tellRest(k *Kernel, e *sim.Event) string {
	who := k.ThreadName(e.Thread)
	switch e.Kind {
	case sim.StatAdd:
		return slub.StatSpecs()[e.A].Name + " of " + k.cacheName(e.B) + " +" + strconv.FormatInt(e.C, 10)
	case sim.Mark:
		return "mark " + k.Cfg.Series[e.A] + ": " + k.micros(e.C) + " since the last one"
	case sim.RCUQueue:
		return who + " leaves a callback with call_rcu"
	case sim.RCUStart:
		return "grace period " + num(e.A) + " begins"
	case sim.RCUEnd:
		return "grace period " + num(e.A) + " has ended"
	case sim.RCUInvoke:
		return who + " runs a callback of " + cpuName(e.B)
	case sim.FolioDrain:
		name := "mlock"
		if e.A < int32(swap.NBatches) {
			name = swap.Batch(e.A).String()
		}
		return who + " drains " + manyOf(e.C, "folio") + " of batch " + name + " of " + cpuName(e.B)
	case sim.BHDrop:
		return cpuName(e.A) + " lets go of " + manyOf(e.C, "buffer head")
	case sim.DrainSkip:
		return who + " skips the drain: generation " + num(e.A) + " is done"
	case sim.KeyFlip:
		return "the static key is on from now on: locks are used through their other member"
	case sim.Warn, sim.Oops:
		if int(e.A) < len(k.Oopses) {
			return k.OopsText(&k.Oopses[e.A])
		}
	}
	return ""
}
