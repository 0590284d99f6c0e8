package check

import (
	"fmt"
	"strings"

	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Some invariants speak of what happens between two states. A follower goes
// along with a run: after each step it sees who has stepped, which function
// was entered or left, and the events; what it knows of the past it has noted
// itself.

// role is what a function is, for the invariants. Functions are known by their
// kernel names, in both spellings of the series.
type role uint8

const (
	noRole      role = iota
	flushDriver      // flush_all_cpus_locked
	rcuDriver        // flush_rcu_sheaves_on_cache
	queueing         // of a work item, argument 0: the CPU
	waiting          // for a work item, argument 0: the CPU
	flushWorker      // flush_cpu_sheaves, argument 0: the CPU of the item
	rcuWorker        // flush_rcu_sheaf
	flushing         // functions that work on the sheaves of a CPU that may be another
	deadFlush        // __pcs_flush_all_cpu
	creating         // functions that make or unmake the sheaves of a cache
	kfreeRCU         // kvfree_call_rcu, argument 1: the object
	barrier          // waits for everything given to kfree_rcu; argument 0: the cache of one
	barrierAll
	sheafCallback // argument 0: the sheaf
	batchCallback // frees a batch object by object
	freeOne       // kmem_cache_free, argument 1: the object
	allocNear     // alloc_from_pcs, argument 1: the node
	nolockEntry   // may be called from any context
	notInNolock   // must not be reached from such a call
	replaceEmpty  // returns with main holding objects, or none
	replaceFull   // returns with main having room, or none
	freeToSlab    // __slab_free
	shutdown      // __kmem_cache_shutdown
	changesPins   // takes or releases a lock for its caller
	limitFree     // puts a full sheaf without asking how many there are
)

func roles() map[string]role {
	return map[string]role{
		"flush_all_cpus_locked": flushDriver, "flush_rcu_sheaves_on_cache": rcuDriver,
		"queue_percpu_work_on": queueing, "pw_queue_on": queueing, "flush_percpu_work": waiting, "pw_flush": waiting,
		"flush_cpu_sheaves": flushWorker, "flush_rcu_sheaf": rcuWorker,
		"pcs_flush_all": flushing, "sheaf_flush_main": flushing,
		"__sheaf_flush_main_batch": changesPins, "__pcs_flush_all_cpu": deadFlush,
		"pcs_destroy": creating, "kvfree_call_rcu": kfreeRCU,
		"kvfree_rcu_barrier": barrierAll, "kvfree_rcu_barrier_on_cache": barrier,
		"rcu_free_sheaf": sheafCallback, "rcu_free_sheaf_nobarn": sheafCallback, "kfree_rcu_work": batchCallback,
		"kmem_cache_free": freeOne, "alloc_from_pcs": allocNear,
		"kmalloc_nolock": nolockEntry, "kfree_nolock": nolockEntry,
		"alloc_empty_sheaf": notInNolock, "sheaf_flush_unused": notInNolock, "refill_sheaf": notInNolock,
		"barn_put_full_sheaf": notInNolock, "barn_put_empty_sheaf": notInNolock, "__slab_free": freeToSlab,
		"__pcs_replace_empty_main": replaceEmpty, "__pcs_replace_full_main": replaceFull, "__kmem_cache_shutdown": shutdown,
	}
}

func roleOf(name string, unpatched bool) role {
	r, ok := roles()[name]
	switch {
	case ok:
		return r
	case unpatched && name == "queue_work_on":
		return queueing
	case unpatched && name == "flush_work":
		return waiting
	case strings.Contains(name, "bootstrap") || strings.Contains(name, "create"):
		return creating
	case strings.Contains(name, "lock") && !strings.Contains(name, "nolock") && !strings.HasSuffix(name, "_locked"):
		return changesPins
	}
	return noRole
}

// call is one function on a thread's stack, as it was entered.
type call struct {
	fn                   sim.FuncID
	role                 role
	step                 uint32
	args                 [2]int32
	preempt, migrate     int32
	irqOff, locks, cpuOf int32
}

// followed is a thread's stack as its steps have built it.
type followed struct {
	calls [sim.StackMax]call
	depth int32
	locks int32 // held now
}

// follower is what a watch knows of its run's past.
type follower struct {
	k       *path.Kernel
	h       *slub.Heap
	roles   []role // by function
	threads []followed
	found   []Broken

	id   sim.ThreadID // who has stepped, NoThread for nobody
	from call         // the function in which it was

	sections
	flushes
	items
	graces
	locality
	discards
	counts
}

func follow(k *path.Kernel) *follower {
	f := &follower{k: k, h: k.Heap, threads: make([]followed, len(k.M.Threads))}
	_, series := k.Cfg.Code.Func("queue_percpu_work_on")
	_, pw := k.Cfg.Code.Func("pw_queue_on")
	for i := range k.Cfg.Code.Funcs {
		f.roles = append(f.roles, roleOf(k.Cfg.Code.Funcs[i].Name, !series && !pw))
	}
	for i := range k.M.Threads {
		if k.M.Threads[i].Depth > 0 {
			f.begins(sim.ThreadID(i))
		}
	}
	f.startSections()
	f.startItems()
	f.startGraces()
	f.startCounts()
	return f
}

func (f *follower) say(invariant, format string, args ...any) {
	f.found = append(f.found, Broken{invariant, fmt.Sprintf(format, args...)})
}

// begins notes that a thread is at the start of its first function.
func (f *follower) begins(id sim.ThreadID) {
	f.threads[id].depth = 0
	f.push(id)
}

func (f *follower) push(id sim.ThreadID) {
	t, w := &f.k.M.Threads[id], &f.threads[id]
	top := t.Top()
	w.calls[w.depth] = call{
		fn: top.Fn, role: f.roles[top.Fn], step: f.k.M.Step, args: [2]int32{top.R[0], top.R[1]},
		preempt: t.Preempt, migrate: t.Migrate, irqOff: t.IRQOff, locks: w.locks, cpuOf: t.CPU,
	}
	w.depth++
}

// step takes note of the step that was just taken.
func (f *follower) step() {
	m := f.k.M
	f.id = m.LastOp
	f.from = call{}
	if f.id != sim.NoThread {
		if w := &f.threads[f.id]; w.depth > 0 {
			f.from = w.calls[w.depth-1]
		}
	}
	for i := range m.Events {
		f.event(&m.Events[i])
	}
	f.lookSections()
	f.lookFlushes()
	f.lookLocality()
	f.lookGraces()
	if f.id == sim.NoThread {
		return
	}
	w, depth := &f.threads[f.id], m.Threads[f.id].Depth
	switch {
	case depth > w.depth:
		f.push(f.id)
		f.entered(&w.calls[w.depth-1])
	case depth < w.depth:
		w.depth--
		f.left(&w.calls[w.depth])
	}
}

func (f *follower) event(e *sim.Event) {
	switch e.Kind {
	case sim.IrqEnter:
		f.begins(sim.ThreadID(e.A))
		f.interrupted(e)
	case sim.LockAcquire:
		f.acquired(e)
	case sim.LockRelease:
		f.released(e)
	case sim.TrylockFail:
		f.tryFailed = true
	case sim.StatAdd:
		f.counted(e)
	case sim.ObjectAlloc:
		f.allocated(e)
	case sim.ObjectFree:
		f.freed(e)
	case sim.QueueWork, sim.WorkStart, sim.WorkEnd, sim.DirectStart, sim.DirectEnd, sim.FlushWait:
		f.work(e)
	case sim.SchedSwitch:
		f.switched(e)
	case sim.BarnPut:
		f.barnPut(e)
	}
}

// entered and left are called for each function that a thread goes into and
// comes back from.
func (f *follower) entered(c *call) {
	f.enterContext(c)
	switch c.role {
	case flushDriver, rcuDriver:
		f.enterDriver(c)
	case queueing, waiting:
		f.enterItem(c)
	case barrier, barrierAll:
		f.enterBarrier(c)
	case sheafCallback:
		f.enterCallback(c)
	case kfreeRCU:
		f.enterKfreeRCU(c)
	}
}

func (f *follower) left(c *call) {
	f.leaveBalanced(c)
	switch c.role {
	case flushDriver, rcuDriver:
		f.leaveDriver(c)
	case shutdown:
		f.leaveShutdown(c)
	case kfreeRCU:
		f.leaveKfreeRCU(c)
	case barrier, barrierAll:
		f.leaveBarrier(c)
	case sheafCallback:
		f.leaveCallback(c)
	case freeOne:
		f.leaveFree(c)
	case allocNear:
		f.leaveAlloc(c)
	case replaceEmpty, replaceFull:
		f.leaveReplace(c)
	}
}

// inside is the innermost call with a role on the stepping thread's stack.
func (f *follower) inside(r role) *call {
	w := &f.threads[f.id]
	for i := w.depth - 1; i >= 0; i-- {
		if w.calls[i].role == r {
			return &w.calls[i]
		}
	}
	return nil
}

func (f *follower) name(c *call) string { return f.k.Cfg.Code.Funcs[c.fn].Name }

// ret is what the function that was just left has returned.
func (f *follower) ret() int32 { return f.k.M.Threads[f.id].Ret }
