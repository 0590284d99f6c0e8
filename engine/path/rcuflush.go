package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Flushing the collectors of kfree_rcu, and the barriers that wait for them
// (kernel.md 2.15, 2.16, 6.3).

func rcuFlushFuncs() []Listing {
	return []Listing{flushRCUSheaf(), flushRCUSheavesOnCache(), flushAllRCUSheaves(), kvfreeRCUBarrier(), kvfreeRCUBarrierOnCache(), batchBarrier()}
}

// flushRCUSheaf takes the lock unconditionally: whoever was filling has either
// left the sheaf for us or registered its callback.
func flushRCUSheaf() Listing {
	return Listing{
		Name: "flush_rcu_sheaf", Args: "item", Section: "2.15, 6.3",
		What: "the work function: hand one CPU's collector to RCU",
		Ops: ops(
			itemCache(),
			call("take this CPU's sheaf lock", "local_lock", argCache),
			detachRcuFree("detach this CPU's rcu_free", ofThisCPU),
			call("release this CPU's sheaf lock", "local_unlock", argCache),
			when("there was none", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rSheaf] == slub.None }, "out"),
			call("its objects wait for a grace period", "call_rcu", argCallRCU("rcu_free_sheaf_nobarn")),
			at("out", done()),
		),
	}
}

func flushRCUSheavesOnCache() Listing {
	return Listing{
		Name: "flush_rcu_sheaves_on_cache", Args: "cache", Section: "2.15",
		What: "ask every CPU, without peeking, to hand its collector to RCU, then wait for all",
		Ops: seq(
			ops(withCPUsHeld(takeFlushLock())),
			eachCPU("pass 1, from CPU 0", "every CPU was asked", "next1", "inc1", "pass2").loop(
				do("set up its work item: which cache", sim.CostStore, setUpItem("flush_rcu_sheaf")),
				call("queue it on that CPU", "queue_work_on", argDCPU),
			),
			secondPass(),
			ops(
				at("unlock", do("release flush_lock", sim.CostMutex, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) {
					k.Locks.Unlock(k.M, k.FlushLock, locking.Mutex)
				})),
				done(),
			),
		),
	}
}

func takeFlushLock() Op {
	return waitLock("take flush_lock", sim.CostMutex, func(k *Kernel, _ *sim.Frame) locking.ID { return k.FlushLock }, locking.Mutex)
}

// secondPass waits for every CPU's work item.
func secondPass() []Op {
	return labelled("pass2", eachCPU("pass 2, from CPU 0", "every CPU was waited for", "next2", "inc2", "unlock").loop(
		call("wait for its work item", "flush_work", argDCPU),
	))
}

func flushAllRCUSheaves() Listing {
	slabMutex := func(k *Kernel, _ *sim.Frame) locking.ID { return k.SlabMutex }
	return Listing{
		Name: "flush_all_rcu_sheaves", Args: "", Section: "2.15",
		What: "hand the collectors of all caches and CPUs to RCU, then wait for their callbacks",
		Ops: ops(
			cpusReadLock("cpus_read_lock"),
			waitLock("take slab_mutex", sim.CostMutex, slabMutex, locking.Mutex),
			do("from the first cache on", sim.CostNone, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rCache] = 0 }),
			at("next", when("every cache is done", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return int(f.R[rCache]) == len(k.Heap.Caches) }, "unlock")),
			when("it left the list of caches", unlisted, "skip"),
			when("it has no sheaves", sheafless, "skip"),
			call("the collectors of the cache", "flush_rcu_sheaves_on_cache", argCache),
			at("skip", do("next cache", sim.CostNone, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rCache]++ })),
			jump("", "next"),
			at("unlock", do("release slab_mutex", sim.CostMutex, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) {
				k.Locks.Unlock(k.M, k.SlabMutex, locking.Mutex)
			})),
			cpusReadUnlock(),
			call("wait for the callbacks", "rcu_barrier", func(*Kernel, *sim.Thread, *sim.Frame) {}),
			done(),
		),
	}
}

func kvfreeRCUBarrier() Listing {
	return Listing{
		Name: "kvfree_rcu_barrier", Args: "", Section: "2.16",
		What: "wait until everything that was given to kfree_rcu before is free",
		Ops: ops(
			call("the collectors of all caches", "flush_all_rcu_sheaves", func(*Kernel, *sim.Thread, *sim.Frame) {}),
			call("and the batching layer", "__kvfree_rcu_barrier", func(*Kernel, *sim.Thread, *sim.Frame) {}),
			done(),
		),
	}
}

func kvfreeRCUBarrierOnCache() Listing {
	return Listing{
		Name: "kvfree_rcu_barrier_on_cache", Args: "cache", Section: "2.16",
		What: "the same for one cache",
		Ops: ops(
			when("the cache has no sheaves", sheafless, "batches"),
			cpusReadLock("cpus_read_lock"),
			call("the collectors of the cache", "flush_rcu_sheaves_on_cache", argCache),
			cpusReadUnlock(),
			call("wait for the callbacks", "rcu_barrier", func(*Kernel, *sim.Thread, *sim.Frame) {}),
			at("batches", call("and the batching layer", "__kvfree_rcu_barrier", func(*Kernel, *sim.Thread, *sim.Frame) {})),
			done(),
		),
	}
}

// batchBarrier waits until no batch is left: one that waits holds back the one
// that fills, so it may take two grace periods.
func batchBarrier() Listing {
	return Listing{
		Name: "__kvfree_rcu_barrier", Args: "", Section: "2.16 [KN]",
		What: "wait until the batching layer has freed what it had",
		Ops: ops(
			at("again", when("no CPU has a batch", func(k *Kernel, _ *sim.Thread, _ *sim.Frame) bool {
				for i := range k.Batches {
					if k.Batches[i].Busy || k.Batches[i].Filling.N > 0 {
						return false
					}
				}
				return true
			}, "out")),
			call("wait for the callbacks", "rcu_barrier", func(*Kernel, *sim.Thread, *sim.Frame) {}),
			jump("", "again"),
			at("out", done()),
		),
	}
}
