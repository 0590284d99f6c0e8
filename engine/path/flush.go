package path

import (
	"barnyard/engine/bug"
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Flushing sheaves (kernel.md 2.13 to 2.15): the primitives that empty one
// sheaf or this CPU, and the driver that asks every CPU. The patches let the
// functions work on another CPU (conversion.go), which is then register rFCPU.

const (
	rFCPU   = 1 // the CPU whose sheaves are flushed
	rFSpare = 3 // its detached spare
	rFRest  = 4 // objects still in main after a batch
	rFBatch = 5 // objects in the batch
	rFOnce  = 6 // a batch was done
)

func flushFuncs() []Listing {
	return []Listing{
		flushUnused(), flushMainBatch(), flushMain(), tryFlushMain(), pcsFlushAll(),
		flushCPUSheaves(), flushAllLocked(), flushAll(),
	}
}

func flushUnused() Listing {
	return Listing{
		Name: "sheaf_flush_unused", Args: "cache, sheaf", Section: "2.13",
		What: "empty a sheaf that nobody else can reach, without a lock",
		Ops: ops(
			when("it is empty", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return k.Heap.Size(slub.SheafID(f.R[rBSheaf])) == 0 }, "out"),
			count(slub.SheafFlush, func(k *Kernel, _ *sim.Thread, f *sim.Frame) int64 {
				return int64(k.Heap.Size(slub.SheafID(f.R[rBSheaf])))
			}),
			call("its objects go to their slabs", "__kmem_cache_free_bulk", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[rBSheaf], t.Arg[rBStop] = f.R[rCache], f.R[rBSheaf], 0
			}),
			at("out", done()),
		),
	}
}

// A flush works on the sheaves of a CPU: of this one, or with the patches of
// the one that it is given.
type whose func(k *Kernel, f *sim.Frame) *slub.PCS

func ofThisCPU(k *Kernel, f *sim.Frame) *slub.PCS { return &k.Heap.PCS[k.thisPCS(f.R[rCache])] }

func ofNamedCPU(k *Kernel, f *sim.Frame) *slub.PCS {
	return &k.Heap.PCS[k.Heap.PCSOf(slub.CacheID(f.R[rCache]), f.R[rFCPU])]
}

func takeMainBatch(text string, of whose) Op {
	return do(text, sim.CostLoad, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
		main := of(k, f).Main
		n := min(k.Heap.Size(main), slub.PCSBatchMax)
		for i := n - 1; i >= 0; i-- {
			t.Batch[i] = int32(k.Heap.Pop(main))
		}
		k.M.ChargeN(sim.CostCopy, n)
		t.NBatch, f.R[rFBatch], f.R[rFRest] = n, n, k.Heap.Size(main)
	})
}

func detachSpare(text string, of whose) Op {
	return do(text, sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
		p := of(k, f)
		f.R[rFSpare] = int32(p.Spare)
		k.Heap.SetPlace(p.Spare, slub.InPath, slub.None)
		p.Spare = slub.None
	})
}

// detachRcuFree takes a CPU's collector into rSheaf.
func detachRcuFree(text string, of whose) Op {
	return do(text, sim.CostStore, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
		p := of(k, f)
		f.R[rSheaf] = int32(p.RcuFree)
		if p.RcuFree != slub.None {
			k.Heap.SetPlace(p.RcuFree, slub.InRCU, k.M.CPUs[k.Heap.Sheaves[p.RcuFree].Of].Node)
		}
		p.RcuFree = slub.None
	})
}

// flushMainBatch is entered with the lock held and returns with it released.
func flushMainBatch() Listing {
	return Listing{
		Name: "__sheaf_flush_main_batch", Args: "cache", Section: "2.13",
		What: "with the lock held: take up to 32 objects out of main, release, give them to their slabs; how many main still has",
		Ops: ops(
			held(),
			takeMainBatch("take up to 32 objects off this CPU's main, onto the stack", ofThisCPU),
			call("release this CPU's sheaf lock", "local_unlock", argCache),
			call("the objects go to their slabs", "__kmem_cache_free_bulk", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[0], t.Arg[rBSheaf], t.Arg[rBStop] = f.R[rCache], slub.None, 0
			}),
			count(slub.SheafFlush, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int64 { return int64(f.R[rFBatch]) }),
			ret("return how many main still has", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int32 { return f.R[rFRest] }),
		),
	}
}

func flushMain() Listing {
	return Listing{
		Name: "sheaf_flush_main", Args: "cache", Section: "2.13",
		What: "empty a CPU's main sheaf, batch by batch; the sheaf itself stays",
		Ops: ops(
			at("more", call("take this CPU's sheaf lock", "local_lock", argCache)),
			call("one batch of this CPU; it releases the lock", "__sheaf_flush_main_batch", argCache),
			when("main has more", func(_ *Kernel, t *sim.Thread, _ *sim.Frame) bool { return t.Ret > 0 }, "more"),
			done(),
		),
	}
}

func batchDone() Op {
	return do("one batch is done", sim.CostNone, func(_ *Kernel, t *sim.Thread, f *sim.Frame) { f.R[rFOnce], f.R[rFRest] = 1, t.Ret })
}

func tryFlushMain() Listing {
	return Listing{
		Name: "sheaf_try_flush_main", Args: "cache", Section: "2.13",
		What: "empty this CPU's main sheaf as long as its lock is free; 1 if at least one batch was done",
		Ops: ops(
			do("nothing done yet", sim.CostNone, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rFOnce] = 0 }),
			at("more", call("take this CPU's sheaf lock if it is free", "local_trylock", argCache)),
			when("not free: enough", failed, "out"),
			call("one batch of this CPU; it releases the lock", "__sheaf_flush_main_batch", argCache),
			batchDone(),
			when("main has more", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rFRest] > 0 }, "more"),
			at("out", ret("return whether a batch was done", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int32 { return f.R[rFOnce] })),
		),
	}
}

func pcsFlushAll() Listing {
	return Listing{
		Name: "pcs_flush_all", Args: "cache", Section: "2.14",
		What: "empty all sheaves of one CPU; main stays, empty, and the barn is left alone",
		Ops: ops(
			call("take this CPU's sheaf lock", "local_lock", argCache),
			detachSpare("detach this CPU's spare", ofThisCPU),
			detachRcuFree("detach this CPU's rcu_free", ofThisCPU),
			call("release this CPU's sheaf lock", "local_unlock", argCache),
			when("there was no spare", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rFSpare] == slub.None }, "rcu"),
			call("the spare's objects go to their slabs", "sheaf_flush_unused", argFlushSpare),
			call("and its memory goes", "free_empty_sheaf", argFlushSpare),
			at("rcu", when("there was no rcu_free", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rSheaf] == slub.None }, "main")),
			call("its objects wait for a grace period", "call_rcu", argCallRCU("rcu_free_sheaf_nobarn")),
			at("main", call("then this CPU's main sheaf", "sheaf_flush_main", argCache)),
			done(),
		),
	}
}

func argFlushSpare(_ *Kernel, t *sim.Thread, f *sim.Frame) {
	t.Arg[0], t.Arg[1] = f.R[rCache], f.R[rFSpare]
}

// flushCPUSheaves is the work function; register 0 is the CPU whose item it
// was queued with, which is this one.
func flushCPUSheaves() Listing {
	return Listing{
		Name: "flush_cpu_sheaves", Args: "item", Section: "2.15",
		What: "the work function: flush one CPU's sheaves of the cache that its item names",
		Ops: ops(
			itemCache(),
			when("the cache has no sheaves", sheafless, "none"),
			call("all sheaves of this CPU", "pcs_flush_all", argCache),
			at("none", done()),
		),
	}
}

// itemCache finds the cache that a work item is for: container_of the item.
func itemCache() Op {
	return do("the cache that this item names", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
		f.R[rCache] = k.cacheOfItem(f.R[rCache])
	})
}

// cacheOfItem reads a CPU's item; one that was never set up names nothing.
func (k *Kernel) cacheOfItem(cpu int32) int32 {
	c := k.Flush[cpu].Cache
	if c == slub.None {
		bug.Die(bug.NoCache, cpu, 0, 0)
	}
	return int32(c)
}

// Registers of the driver.
const rDCPU = 1 // the CPU of the loop

func flushAllLocked() Listing {
	flushLock := func(k *Kernel, _ *sim.Frame) locking.ID { return k.FlushLock }
	return Listing{
		Name: "flush_all_cpus_locked", Args: "cache", Section: "2.15",
		What: "ask every CPU that has something in its sheaves to flush them, then wait for all",
		Ops: seq(
			ops(withCPUsHeld(waitLock("take flush_lock: there is one set of work items", sim.CostMutex, flushLock, locking.Mutex))),
			queuePass(), waitPass(),
			ops(
				do("release flush_lock", sim.CostMutex, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
					k.Locks.Unlock(k.M, k.FlushLock, locking.Mutex)
				}),
				done(),
			),
		),
	}
}

// queuePass is pass 1. The peek at another CPU's sheaves takes no lock.
func queuePass() []Op {
	return eachCPU("pass 1, from CPU 0", "every CPU was looked at", "next1", "inc1", "pass2").loop(
		do("peek: does it have a spare, an rcu_free or objects in main?", sim.CostLoad, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
			p := &k.Heap.PCS[k.Heap.PCSOf(slub.CacheID(f.R[rCache]), f.R[rDCPU])]
			k.M.Touch(k.Locks.L[p.Lock].Line, false)
			k.Flush[f.R[rDCPU]].Skip = p.Spare == slub.None && p.RcuFree == slub.None && k.Heap.Size(p.Main) == 0
		}),
		when("no: skip it", skipped, "inc1"),
		do("set up its work item: which cache", sim.CostStore, setUpItem("flush_cpu_sheaves")),
		call("queue it on that CPU", "queue_work_on", argDCPU),
	)
}

// waitPass is pass 2.
func waitPass() []Op {
	pass := eachCPU("pass 2, from CPU 0", "every CPU was waited for", "next2", "inc2", "out").loop(
		when("it was skipped", skipped, "inc2"),
		call("wait for its work item", "flush_work", argDCPU),
	)
	return seq(labelled("pass2", pass), ops(at("out", do("all are done", sim.CostNone, func(*Kernel, *sim.Thread, *sim.Frame) {}))))
}

func skipped(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return k.Flush[f.R[rDCPU]].Skip }
func argDCPU(_ *Kernel, t *sim.Thread, f *sim.Frame)      { t.Arg[0] = f.R[rDCPU] }

// setUpItem fills in a CPU's work item: the function and the cache.
func setUpItem(fn string) func(*Kernel, *sim.Thread, *sim.Frame) {
	return func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
		w := &k.Flush[f.R[rDCPU]]
		w.Cache = slub.CacheID(f.R[rCache])
		k.WQ.Works[w.Item.Work].Fn = k.Cfg.Code.must(fn)
	}
}

// setUpItemCPU is INIT_QPW where it is built in: the item stores its CPU too.
func setUpItemCPU(fn string) Op {
	set := setUpItem(fn)
	return do("set up its work item: which cache, which CPU", sim.CostStore, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
		set(k, t, f)
		k.Flush[f.R[rDCPU]].Item.CPU = f.R[rDCPU]
	})
}

func flushAll() Listing {
	return Listing{
		Name: "flush_all", Args: "cache", Section: "2.15",
		What: "flush the sheaves of a cache on all CPUs, with hotplug held off",
		Ops: ops(
			cpusReadLock("cpus_read_lock: no CPU comes or goes"),
			call("all CPUs", "flush_all_cpus_locked", argCache),
			cpusReadUnlock(),
			done(),
		),
	}
}
