package check

import (
	"fmt"
	"strings"

	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Some invariants speak of what happens between two states. A follower goes
// along with a kernel: after each step it sees who has stepped, which function
// was entered or left, and the events; what it knows of the past it has noted
// itself. What others see of it is the Probe.

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
	batchCallback // frees a batch, chain by chain
	allocNear     // alloc_from_pcs, argument 1: the node
	nolockEntry   // may be called from any context
	notInNolock   // must not be reached from such a call
	replaceEmpty  // returns with main holding objects, or none
	replaceFull   // returns with main having room, or none
	freeToSlab    // __slab_free
	freeToCPUSlab // do_slab_free of 6.18, which may call that
	shutdown      // __kmem_cache_shutdown
	changesPins   // takes or releases a lock for its caller
	flushMain     // sheaf_flush_main
	flushBatch    // one batch of it; releases the lock for its caller
	tryFlush      // sheaf_try_flush_main
	plain         // allocations and frees without a role of their own
	asksLimit     // puts a full sheaf where it has seen that there are not too many
)

// keeps reports which arguments of a function the invariants go back to.
func (r role) keeps(arg int) bool {
	switch r {
	case flushDriver, rcuDriver, queueing, waiting, flushWorker, rcuWorker, barrier, sheafCallback, replaceEmpty, replaceFull, shutdown, flushMain:
		return arg == 0
	case kfreeRCU, allocNear:
		return arg == 1
	}
	return false
}

// asks reports whether a function looks how many full sheaves a barn has before
// it puts another.
func (r role) asks() bool { return r == asksLimit || r == sheafCallback }

func roles() map[string]role {
	return map[string]role{
		"flush_all_cpus_locked": flushDriver, "flush_rcu_sheaves_on_cache": rcuDriver,
		"queue_percpu_work_on": queueing, "pw_queue_on": queueing, "flush_percpu_work": waiting, "pw_flush": waiting,
		"flush_cpu_sheaves": flushWorker, "flush_rcu_sheaf": rcuWorker,
		"pcs_flush_all": flushing, "sheaf_flush_main": flushMain, "sheaf_try_flush_main": tryFlush,
		"__sheaf_flush_main_batch": flushBatch, "__pcs_flush_all_cpu": deadFlush,
		"pcs_destroy": creating, "kvfree_call_rcu": kfreeRCU,
		"kvfree_rcu_barrier": barrierAll, "kvfree_rcu_barrier_on_cache": barrier,
		"rcu_free_sheaf": sheafCallback, "rcu_free_sheaf_nobarn": sheafCallback, "kfree_rcu_work": batchCallback,
		"kmem_cache_alloc": plain, "kmem_cache_alloc_bulk": plain, "kmem_cache_free_bulk": plain,
		"kmem_cache_free": plain, "alloc_from_pcs": allocNear,
		"kmalloc_nolock": nolockEntry, "kfree_nolock": nolockEntry,
		"alloc_empty_sheaf": notInNolock, "sheaf_flush_unused": notInNolock, "refill_sheaf": notInNolock,
		"barn_put_full_sheaf": notInNolock, "barn_put_empty_sheaf": notInNolock, "__slab_free": freeToSlab, "do_slab_free": freeToCPUSlab,
		"__pcs_replace_empty_main": replaceEmpty, "__pcs_replace_full_main": replaceFull, "__kmem_cache_shutdown": shutdown,
		"barn_replace_full_sheaf": asksLimit, "kmem_cache_return_sheaf": asksLimit,
	}
}

func roleOf(known map[string]role, name string, unpatched bool) role {
	r, ok := known[name]
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
	fn   sim.FuncID
	role role
	seen bool     // being entered; not where a probe began in the middle of it
	args [2]int32 // those that its role speaks of, see keeps

	preempt, migrate, irqOff, locks int32

	discard
	turns
	step uint32 // of asksLimit and its kin: when it was entered
}

// followed is a thread's stack as its steps have built it.
type followed struct {
	calls [sim.StackMax]call
	depth int32
	locks int32 // held now
}

// follower is what a probe knows of the past. Each invariant that needs some
// of it has a part of its own, which says how it is copied and hashed.
type follower struct {
	k     *path.Kernel // during a step only
	h     *slub.Heap
	roles []role   // by function
	found []Broken // by the last step

	threads []followed

	id   sim.ThreadID // who has stepped, NoThread for nobody
	from call         // the function in which it was

	sections
	flushes
	items
	graces
	locality
	limits
	progress
	counts
}

func (f *follower) bind(k *path.Kernel) { f.k, f.h = k, k.Heap }

// release lets go of the kernel: the next step may be one of a copy of it.
func (f *follower) release() { f.k, f.h = nil, nil }

func (f *follower) start() {
	_, series := f.k.Cfg.Code.Func("queue_percpu_work_on")
	_, pw := f.k.Cfg.Code.Func("pw_queue_on")
	known := roles()
	f.roles = make([]role, len(f.k.Cfg.Code.Funcs))
	for i := range f.roles {
		f.roles[i] = roleOf(known, f.k.Cfg.Code.Funcs[i].Name, !series && !pw)
	}
	f.threads = make([]followed, len(f.k.M.Threads))
	f.looping = make([]byte, len(f.threads))
	f.startSections()
	for i := range f.threads {
		for range f.k.M.Threads[i].Depth {
			f.push(sim.ThreadID(i)).seen = false
		}
	}
	f.onTheWay = make([]way, len(f.threads)+1)
	f.startItems()
	f.startGraces()
	f.startProgress()
	f.startCounts()
}

func (f *follower) say(invariant, format string, args ...any) {
	f.found = append(f.found, Broken{invariant, fmt.Sprintf(format, args...)})
}

// begins notes that a thread is at the start of its first function.
func (f *follower) begins(id sim.ThreadID) {
	f.threads[id].depth = 0
	f.notesLoops(id)
	f.push(id)
}

// push notes the next function on a thread's stack.
func (f *follower) push(id sim.ThreadID) *call {
	t, w := &f.k.M.Threads[id], &f.threads[id]
	c, frame := &w.calls[w.depth], &t.Stack[w.depth]
	w.depth++
	*c = call{
		fn: frame.Fn, role: f.roles[frame.Fn], seen: true,
		preempt: t.Preempt, migrate: t.Migrate, irqOff: t.IRQOff, locks: w.locks,
	}
	for i := range c.args {
		if c.role.keeps(i) {
			c.args[i] = frame.R[i]
		}
	}
	if c.role.asks() {
		c.step = f.k.M.Step
	}
	if c.role.loops() {
		f.looping[id] = 1
	}
	return c
}

// step takes note of the step that was just taken.
func (f *follower) step() {
	m := f.k.M
	f.id = m.LastOp
	f.from = call{}
	if c := f.top(); c != nil {
		f.from = *c
	}
	for i := range m.Events {
		f.event(&m.Events[i])
	}
	f.lookSections()
	f.lookFlushes()
	f.lookLocality()
	f.lookGraces()
	f.lookLimits()
	if f.id == sim.NoThread {
		return
	}
	w, depth := &f.threads[f.id], m.Threads[f.id].Depth
	switch {
	case depth > w.depth:
		f.entered(f.push(f.id))
	case depth < w.depth:
		w.depth--
		c := &w.calls[w.depth]
		f.left(c)
		if c.role.loops() {
			f.notesLoops(f.id)
		}
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
	case sim.LockContended:
		f.contended(e)
	case sim.TrylockFail:
		f.tryFailed = true
		f.gaveUp()
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
	case sim.TaskMigrate:
		f.moved(sim.ThreadID(e.A))
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
	case kfreeRCU:
		f.enterKfreeRCU(c)
	case shutdown:
		f.enterShutdown(c)
	case barrier, barrierAll:
		f.enterBarrier(c)
	case sheafCallback:
		f.enterCallback(c)
	case freeToSlab, freeToCPUSlab:
		f.enterChain(c)
	case flushMain, replaceFull:
		f.enterLoop(c)
	case flushBatch:
		f.enterBatch()
	case tryFlush:
		f.enterTryFlush()
	}
}

func (f *follower) left(c *call) {
	if !c.seen {
		return
	}
	f.leaveBalanced(c)
	switch c.role {
	case flushDriver, rcuDriver:
		f.leaveDriver(c)
	case shutdown:
		f.leaveShutdown(c)
	case kfreeRCU:
		f.putsOff()
		f.leaveKfreeRCU(c)
	case nolockEntry:
		f.putsOff()
	case barrier, barrierAll:
		f.leaveBarrier(c)
	case sheafCallback:
		f.leaveCallback()
	case freeToSlab, freeToCPUSlab:
		f.leaveChain(c)
	case allocNear:
		f.leaveAlloc(c)
	case replaceEmpty, replaceFull:
		f.leaveReplace(c)
	case flushMain:
		f.leaveLoop(c)
	}
}

// top is the function that the stepping thread is in, nil for nobody's step.
func (f *follower) top() *call {
	if f.id == sim.NoThread || f.threads[f.id].depth == 0 {
		return nil
	}
	return &f.threads[f.id].calls[f.threads[f.id].depth-1]
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
