package explore

import (
	"slices"

	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// MarkTable lists the marks. Each has its smallest scenario in testdata/marks.
func MarkTable() []Mark {
	return slices.Concat(allocMarks(), freeMarks(), slabMarks(), barnMarks(), rcuMarks(), flushMarks(), sheafMarks(), machineMarks(), lockMarks())
}

// on is a mark of a line, ways of one that goes to a label, when of an event.
func on(name, what, fn, line string) Mark { return Mark{Name: name, What: what, fn: fn, line: line} }

func ways(name, what, fn, line, to string) Mark {
	return Mark{Name: name, What: what, fn: fn, line: line, to: to}
}

func when(name, what string, kind sim.Kind, ask func(l *looker, e *sim.Event) bool) Mark {
	return Mark{Name: name, What: what, kind: kind, ask: ask}
}

// rare is a mark that random seeds are not expected to come to.
func rare(m Mark) Mark {
	m.Rare = true
	return m
}

func allocMarks() []Mark {
	const f = "__pcs_replace_empty_main"
	moved := func(l *looker, _ *sim.Event) bool { return l.left[l.rec.from] != l.r.Kernel.M.Self+1 }
	return []Mark{
		on("alloc-swaps-spare", "main is empty and the spare holds objects", f, "main and spare change places"),
		on("alloc-barn-hit", "the barn gives a full sheaf for the empty main", f, "count BARN_GET"),
		on("alloc-refills-spare", "the empty spare is taken to be refilled", f, "take the empty spare"),
		on("alloc-no-lock-no-refill", "who may not wait for a lock gets no refill", f, "@giveup"),
		on("alloc-no-sheaves", "a cache without sheaves is asked", f, "@bare"),
		on("refill-out-of-memory", "memory runs out in the middle of a refill", f, "memory ran out"),
		on("refill-no-sheaf", "there is no memory for the sheaf itself", f, "@none"),
		on("refill-relock-fails", "after the refill the lock is held: the full sheaf goes to the barn", f, "not free: the full sheaf"),
		ways("refill-main-filled-meanwhile", "main got objects while the sheaf was refilled", f, "if main has objects by now", "full_main"),
		on("refill-becomes-spare", "the refilled sheaf becomes the spare", f, "@new_spare"),
		on("refill-no-room", "main and spare got objects while the sheaf was refilled", f, "@too_many"),
		{Name: "refill-lets-go", fn: f, line: "@unlock", What: "the lock is given up for a refill", ask: (*looker).lets},
		{Name: "install-after-migration", fn: f, line: "@install", What: "a refilled sheaf is installed on another CPU than where it was begun", ask: moved},
		on("alloc-node-mismatch", "an object of another node is asked for", "alloc_from_pcs", "@mismatch"),
		on("alloc-foreign-on-top", "the object on top of main lies on another node than asked for", "alloc_from_pcs", "@foreign"),
		on("bulk-alloc-fails", "a bulk allocation finds no memory half way", "kmem_cache_alloc_bulk", "no memory: what the sheaves gave"),
		on("nolock-alloc-none", "an allocation that may not wait returns nothing", "kmalloc_nolock", "none is an answer"),
	}
}

// lets notes where the stepping thread gave the lock up.
func (l *looker) lets(*sim.Event) bool {
	l.left[l.rec.from] = l.r.Kernel.M.Self + 1
	return true
}

func freeMarks() []Mark {
	const f, install = "__pcs_replace_full_main", "__pcs_install_empty_sheaf"
	return []Mark{
		on("free-swaps-spare", "main is full and the spare has room", f, "main and spare change places"),
		on("free-barn-empty", "an empty sheaf from the barn becomes main", f, "main becomes the spare, the empty one"),
		on("free-barn-exchange", "the barn gives an empty sheaf for the full main", f, "the empty sheaf is main"),
		on("free-e2big", "the barn has ten full sheaves: the spare is flushed", f, "@too_big"),
		on("free-enomem", "the barn has no empty sheaf", f, "@no_empty"),
		on("free-flushes-main", "no memory for a sheaf: main is flushed as far as the lock allows", f, "@try_flush"),
		rare(ways("free-starts-again", "after the flush somebody has filled main", f, "if main is full once more", "restart")),
		on("free-relock-fails", "the lock is held when the empty sheaf is there", f, "not free: the empty sheaf"),
		on("free-no-sheaves", "an object of a cache without sheaves is freed", f, "@bare"),
		on("install-surplus", "main got room meanwhile: the empty sheaf goes to the barn", install, "@surplus"),
		on("install-both-full", "main and spare are full still: main goes to the barn", install, "@both_full"),
		on("bulk-free-foreign", "a bulk free finds objects of another node", "free_to_pcs_bulk", "those of other nodes"),
		on("bulk-free-refused", "the barn does not take the full main of a bulk free", "free_to_pcs_bulk", "@refused"),
		on("free-deferred", "a free that may not wait is put off", "defer_free", "llist_add"),
		on("deferred-free-done", "what was put off is freed when interrupts are on", "timer_interrupt", "irq_work: a free"),
	}
}

func slabMarks() []Mark {
	return []Mark{
		on("slab-list-held", "list_lock is held where it may not be waited for", "___slab_alloc", "@held"),
		on("slab-list-gone", "the partial list got empty before its lock was taken", "___slab_alloc", "@gone"),
		on("slab-given-up", "a new slab cannot be listed and is given up", "___slab_alloc", "@no_list"),
		on("slab-no-memory", "no pages for a slab", "___slab_alloc", "@nomem"),
		on("slab-other-node", "another node's partial slabs are asked", "___slab_alloc", "ask it"),
		on("slab-cmpxchg-fails", "somebody has changed a slab between read and exchange", "__slab_free", "@raced"),
		on("slab-given-back", "an empty slab's pages are given back", "__slab_free", "give its pages back"),
		ways("slab-isolated", "an object is freed to a slab that a refill has isolated", "__slab_free", "if somebody has isolated", "unlock"),
		on("refill-left-over", "a refill frees the rest of a slab back", "refill_objects", "free the rest of it back"),
		on("refill-returns-slabs", "a refill gives isolated slabs back untouched", "refill_objects", "the isolated slabs that were not needed"),
		when("slab-small-order", "only the smallest order is there for a slab", sim.StatAdd, func(_ *looker, e *sim.Event) bool { return slub.Stat(e.A) == slub.OrderFallback }),
	}
}

// barnMarks: a race is where a peek without the lock has found what is not there
// any more under it.
func barnMarks() []Mark {
	none := func(l *looker, _ *sim.Event) bool { return l.r.Kernel.M.Threads[l.rec.from].Ret < 0 }
	return []Mark{
		{Name: "barn-race-full", fn: "barn_replace_empty_sheaf", line: "return the full sheaf", What: "two CPUs have seen the last full sheaf, and the other got it", ask: none},
		rare(ways("barn-race-empty", "two CPUs have seen the last empty sheaf, and the other got it", "barn_replace_full_sheaf", "if it had gone", "nomem")),
		on("barn-held-alloc", "the barn's lock is held where an allocation may not wait for it", "barn_replace_empty_sheaf", "@none_held"),
		rare(on("barn-held-free", "the barn's lock is held where a free may not wait for it: EBUSY", "barn_replace_full_sheaf", "@busy_held")),
		on("barn-overfull", "a callback finds ten full sheaves in the barn", "rcu_free_sheaf", "@flush"),
	}
}

func rcuMarks() []Mark {
	const f = "__kfree_rcu_sheaf"
	waits := func(l *looker, _ *sim.Event) bool { return l.r.Kernel.M.Threads[l.rec.from].State == sim.Waiting }
	return []Mark{
		on("collector-from-spare", "the empty spare becomes the collector", f, "the empty spare becomes rcu_free"),
		rare(on("collector-surplus", "somebody else has made a collector meanwhile", f, "@surplus")),
		on("collector-full", "a collector is full and waits for its grace period", f, "it is full"),
		{Name: "collector-full-while-flushed", fn: f, line: "it is full", What: "a collector gets full while somebody flushes the collectors of its cache", ask: (*looker).beingFlushed},
		on("collector-fails", "kfree_rcu goes past the sheaves", f, "@fail"),
		on("callback-to-barn", "a callback puts a full sheaf into the barn", "rcu_free_sheaf", "into the barn, full"),
		on("callback-nothing-left", "hooks have kept every object of a collector", "rcu_free_sheaf", "@empty"),
		ways("batch-waits", "a batch of kfree_rcu waits behind another", "kfree_rcu_batch", "if another batch waits", "out"),
		ways("grace-period-held-up", "a reader holds a grace period up", "rcu_gp_kthread", "if some CPU may still have a reader", "wait"),
		{Name: "barrier-waits", fn: "rcu_barrier", line: "sleep until", What: "rcu_barrier has callbacks to wait for", ask: waits},
	}
}

// beingFlushed reports whether some other thread is inside the flush of the
// collectors of the cache that the stepping function works on.
func (l *looker) beingFlushed(*sim.Event) bool {
	m := l.r.Kernel.M
	if l.rec.from == sim.NoThread || m.Threads[l.rec.from].Depth == 0 {
		return false
	}
	fn, ok := l.r.Kernel.Cfg.Code.Func("flush_rcu_sheaves_on_cache")
	for id := range m.Threads {
		t := &m.Threads[id]
		for i := range t.Depth {
			if f := &t.Stack[i]; ok && f.Fn == fn && f.R[0] == m.Threads[l.rec.from].Top().R[0] {
				return true
			}
		}
	}
	return false
}

func flushMarks() []Mark {
	return []Mark{
		when("flush-by-kworker", "a kworker does a flush", sim.WorkStart, nil),
		when("flush-direct", "who asks flushes another CPU's sheaves itself", sim.DirectStart, func(l *looker, e *sim.Event) bool { return e.B != l.r.Kernel.M.Self }),
		ways("flush-skips", "a CPU that has nothing is skipped", "flush_all_cpus_locked", "if no: skip it", "inc1"),
		ways("flush-batches", "a main sheaf takes more than one batch, or was filled again", "sheaf_flush_main", "if main has more", "more"),
		when("rescuer-called", "a pool without a kworker to spare calls the rescuer", sim.Mayday, nil),
		on("rescuer-works", "the rescuer runs an item", "rescuer_thread", "take the first of them"),
		when("cache-busy", "a cache cannot be destroyed: objects are held", sim.CacheBusy, nil),
		when("cache-gone", "a cache is destroyed", sim.CacheGone, nil),
		on("dead-cpu-spare", "the spare of a dead CPU is flushed", "__pcs_flush_all_cpu", "there is no spare any more"),
		on("dead-cpu-collector", "the collector of a dead CPU waits for a grace period", "__pcs_flush_all_cpu", "its objects wait"),
		when("drain-skipped", "a newer lru_add_drain_all has queued everything", sim.DrainSkip, nil),
	}
}

func sheafMarks() []Mark {
	const pre, ret = "kmem_cache_prefill_sheaf", "kmem_cache_return_sheaf"
	partial := func(l *looker, _ *sim.Event) bool {
		k := l.r.Kernel
		for i := range k.Heap.PCS {
			if s := k.Heap.PCS[i].Spare; s >= 0 {
				if n := k.Heap.Size(s); n > 0 && n < k.Heap.Capacity(s) {
					return true
				}
			}
		}
		return false
	}
	return []Mark{
		on("prefill-fast", "the spare is handed out", pre, "count SHEAF_PREFILL_FAST"),
		on("prefill-slow", "there is no spare to hand out", pre, "@slow"),
		on("prefill-oversize", "more is asked for than a sheaf holds", pre, "@oversize"),
		on("prefill-no-memory", "a prefilled sheaf cannot be filled", pre, "@nomem"),
		on("return-slow", "the spare's place is taken when a sheaf comes back", ret, "@slow"),
		rare(on("return-flushed", "a sheaf that comes back is flushed", ret, "@flush")),
		{Name: "partial-spare", fn: ret, line: "count SHEAF_RETURN_FAST", What: "a spare is neither empty nor full", ask: partial},
		on("refill-bigger", "a prefilled sheaf is exchanged for a bigger one", "kmem_cache_refill_sheaf", "@bigger"),
	}
}

func machineMarks() []Mark {
	return []Mark{
		when("task-moved", "a task goes to another CPU", sim.TaskMigrate, nil),
		when("cpu-gone", "a CPU goes", sim.CPUOffline, nil),
		when("cpu-back", "a CPU comes back", sim.CPUOnline, nil),
		when("node-gone", "a node's memory goes", sim.MemoryOffline, nil),
		when("node-stays", "a node's memory cannot go", sim.MemoryBusy, nil),
		when("fair-server", "the fair server lets a starved thread in", sim.FairServerStart, nil),
		when("nmi-on-interrupt", "an NMI comes in on top of another interrupt", sim.IrqEnter, func(l *looker, e *sim.Event) bool {
			return l.r.Kernel.M.CPUs[e.CPU].Nest >= 2 && l.r.Kernel.M.Threads[e.A].Kind == sim.NMI
		}),
		when("nmi-in-barn-section", "an NMI comes in where the barn's lock is held", sim.IrqEnter, (*looker).inBarnSection),
	}
}

func (l *looker) inBarnSection(e *sim.Event) bool {
	k := l.r.Kernel
	c := &k.M.CPUs[e.CPU]
	if k.M.Threads[e.A].Kind != sim.NMI {
		return false
	}
	return slices.ContainsFunc(k.Locks.L, func(lock locking.Lock) bool {
		return lock.Class == locking.Barn && lock.Holder != sim.NoThread && lock.Holder == c.Ctx[c.Nest-1]
	})
}

func lockMarks() []Mark {
	contended := func(class locking.Class) func(l *looker, e *sim.Event) bool {
		return func(l *looker, e *sim.Event) bool { return l.r.Kernel.Locks.L[e.A].Class == class }
	}
	return []Mark{
		when("trylock-fails", "a try of a sheaf lock meets a holder", sim.TrylockFail, func(l *looker, e *sim.Event) bool {
			return e.B != int32(sim.NoThread) && l.r.Kernel.Locks.L[e.A].Class == locking.PCS
		}),
		when("sheaf-lock-waited-for", "a flush or a prefill waits for a sheaf lock", sim.LockContended, contended(locking.PCS)),
		when("barn-lock-waited-for", "two CPUs want the barn", sim.LockContended, contended(locking.Barn)),
		when("list-lock-waited-for", "two CPUs want a node's slabs", sim.LockContended, contended(locking.List)),
		when("flush-lock-waited-for", "two flushes at a time", sim.LockContended, contended(locking.FlushLock)),
		when("hotplug-lock-waited-for", "a flush and CPU hotplug meet", sim.LockContended, contended(locking.CPUHotplug)),
		when("priority-inherited", "PREEMPT_RT: a holder inherits a priority", sim.PIBoost, nil),
		when("pi-chain-of-three", "PREEMPT_RT: who inherits waits itself, and passes it on", sim.PIBoost, func(l *looker, e *sim.Event) bool {
			t := &l.r.Kernel.M.Threads[e.A]
			return t.PIOn >= 0 && l.r.Kernel.Locks.L[t.PIOn].Holder != sim.NoThread
		}),
		when("rt-lock-in-nmi", "PREEMPT_RT: an NMI releases a lock that sleeps", sim.RTLockInAtomic, nil),
		when("flush-waits-behind-fifo", "a flush waits for a kworker whose CPU a FIFO thread has", sim.FlushWait, func(l *looker, e *sim.Event) bool {
			k := l.r.Kernel
			hog := k.M.CPUs[e.B].Ctx[0]
			return hog != sim.NoThread && k.M.Threads[hog].FIFO > 0
		}),
	}
}
