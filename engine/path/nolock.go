package path

import (
	"strings"

	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Allocation and freeing from any context (kernel.md 2.18): an NMI may have
// interrupted the holder of any lock on this CPU, so every lock is only tried,
// nothing is refilled or flushed, and a free that the sheaves do not take waits
// on this CPU's list until interrupts are on again.
//
// What kmalloc_nolock does before it has a cache is not here: size 0 is answered
// without one (ZERO_SIZE_PTR), a size too large for any by NULL, and a cache
// without the double-word compare-and-exchange by NULL too.

func nolockFuncs() []Listing {
	return []Listing{kmallocNolock(), kfreeNolock(), deferFree(), deferFreeBarrier()}
}

func kmallocNolock() Listing {
	args := func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
		t.Arg[0], t.Arg[1], t.Arg[rNoSpin] = f.R[rCache], f.R[rNode], noLocks
	}
	return Listing{
		Name: "kmalloc_nolock", Args: "cache, node", Section: "2.18",
		What: "one object from any context: locks are tried, never waited for; none is an answer",
		Ops: ops(
			at("again", call("from the sheaves of this CPU, without waiting", "alloc_from_pcs", args)),
			when("got one", func(_ *Kernel, t *sim.Thread, f *sim.Frame) bool {
				f.R[rObj] = t.Ret
				return t.Ret != slub.None
			}, "out"),
			call("else from a slab, without waiting", "___slab_alloc", args),
			when("none, for the first time, and there is a larger kmalloc cache: once more with that", (*Kernel).tryLarger, "again"),
			noneIsAnAnswer(),
			at("out", retObj("return the object")),
		),
	}
}

const rSecond = 8 // it is the second try

// tryLarger goes on with the next larger kmalloc cache, whose locks others are
// less likely to hold as well; the object then is one of that cache. Only caches
// that the scenario calls kmalloc-… are kmalloc caches.
func (k *Kernel) tryLarger(t *sim.Thread, f *sim.Frame) bool {
	if t.Ret != slub.None || f.R[rSecond] != 0 || !isKmalloc(&k.Heap.Caches[f.R[rCache]]) {
		return false
	}
	larger := int32(slub.None)
	for i := range k.Heap.Caches {
		c := &k.Heap.Caches[i]
		if !isKmalloc(c) || k.Heap.Gone[i] || c.Size <= k.Heap.Caches[f.R[rCache]].Size {
			continue
		}
		if larger == slub.None || c.Size < k.Heap.Caches[larger].Size {
			larger = int32(i)
		}
	}
	if larger == slub.None {
		return false
	}
	f.R[rCache], f.R[rSecond] = larger, 1
	return true
}

func isKmalloc(c *slub.Cache) bool { return strings.HasPrefix(c.Name, "kmalloc-") }

func noneIsAnAnswer() Op {
	return do("none is an answer", sim.CostBranch, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
		if f.R[rObj] = t.Ret; t.Ret == slub.None {
			k.M.Emit(sim.AllocFail, f.R[rCache], 0, 0)
		}
	})
}

func kfreeNolock() Listing {
	return Listing{
		Name: "kfree_nolock", Args: "cache, object", Section: "2.18",
		What: "one object back from any context: to this CPU's sheaves, else later",
		Ops: ops(
			when("the object lies on another node", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				return k.Heap.Slabs[k.Heap.Objects[f.R[rFree]].Slab].Node != k.memNode()
			}, "later"),
			call("to the sheaves of this CPU, without waiting", "free_to_pcs", func(k *Kernel, t *sim.Thread, f *sim.Frame) {
				argFree(k, t, f)
				t.Arg[rNoSpin] = noLocks
			}),
			when("they took it", func(_ *Kernel, t *sim.Thread, _ *sim.Frame) bool { return t.Ret != 0 }, "out"),
			at("later", call("put it off", "defer_free", argFree)),
			at("out", done()),
		),
	}
}

func deferFree() Listing {
	add := Op{Text: "llist_add: at the head of this CPU's list; if that was not empty → queued", Cost: sim.CostAtomic, To: []string{"queued"},
		Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
			d := &k.Deferred[k.M.Self]
			if k.push(d, slub.ObjectID(f.R[rFree])); d.N > 1 {
				return Go0
			}
			return Next
		}}
	return Listing{
		Name: "defer_free", Args: "cache, object", Section: "2.18",
		What: "put the object on this CPU's lock-less list; irq_work frees what is there, the newest first, when interrupts are on",
		Ops: ops(
			pin("preempt_disable: list and irq_work are of one CPU"),
			add,
			do("irq_work_queue: this CPU interrupts itself", sim.CostWake, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) { k.M.InterruptSelf() }),
			at("queued", unpin("preempt_enable")),
			done(),
		),
	}
}

// deferFreeBarrier is what a destroyer waits for before it looks for objects.
func deferFreeBarrier() Listing {
	return Listing{
		Name: "defer_free_barrier", Args: "", Section: "2.16, 2.18",
		What: "wait until no CPU's irq_work has a free left that was put off (irq_work_sync)",
		Ops: seq(
			eachPossibleCPU("from CPU 0", "every CPU's is done", "next", "inc", "out").loop(
				at("sync", when("its irq_work is not done: spin and look again", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
					k.M.ChargeN(sim.CostLineNear, 1)
					return k.irqWorkBusy(f.R[rDCPU])
				}, "sync")),
			),
			ops(at("out", done())),
		),
	}
}

// irqWorkBusy reports whether a CPU has frees, or slabs, that were put off.
func (k *Kernel) irqWorkBusy(cpu int32) bool {
	if k.IRQWorking[cpu] || k.Deferred[cpu].N > 0 {
		return true
	}
	for c := range k.Heap.Caches {
		if len(k.Heap.CPUSlabs) > 0 && k.Heap.CPUSlabs[k.Heap.PCSOf(slub.CacheID(c), cpu)].Later != slub.None {
			return true
		}
	}
	return false
}

// sleepForIRQWork is the barrier where irq_work is done by threads. In the
// kernel the thread wakes who waits; here that one looks again each tick [INF].
func sleepForIRQWork() Op {
	return Op{Text: "its irq_work thread is not done: sleep and look again", Cost: sim.CostLineNear, To: []string{"inc"},
		Do: func(k *Kernel, _ *sim.Thread, f *sim.Frame) Verdict {
			if !k.irqWorkBusy(f.R[rDCPU]) {
				return Go0
			}
			k.M.SleepUntil(k.M.Now + k.M.Sched.Tick)
			return Again
		}}
}

// freeDeferred is the irq_work of a CPU: every object on its list goes to its slab.
func freeDeferred(cpu func(k *Kernel) int32) []Op {
	return ops(
		noFreePutOff(cpu, "out"),
		call("irq_work: a free that was put off, to its slab", "__slab_free", func(k *Kernel, t *sim.Thread, f *sim.Frame) {
			d := &k.Deferred[cpu(k)]
			o := d.Head
			k.unlink(d, o)
			slab := k.Heap.Objects[o].Slab
			f.R[rCache] = int32(k.Heap.Slabs[slab].Cache)
			t.Arg[0], t.Arg[rFSlab], t.Arg[rFHead], t.Arg[rFCnt] = f.R[rCache], int32(slab), int32(o), 1
		}),
		count1(slub.FreeSlowpath),
		jump("next", "deferred"),
		at("out", done()),
	)
}

func noFreePutOff(cpu func(k *Kernel) int32, label string) Op {
	return at("deferred", when("no free was put off on this CPU", func(k *Kernel, _ *sim.Thread, _ *sim.Frame) bool {
		k.IRQWorking[cpu(k)] = k.Deferred[cpu(k)].N > 0
		return !k.IRQWorking[cpu(k)]
	}, label))
}

func selfCPU(k *Kernel) int32 { return k.M.Self }

// lockList takes a list_lock, or goes to a label, with interrupts still off,
// if it is held and may not be waited for.
func lockList(name string, lock lockOf, busy string) []Op {
	return lockListSaying("take "+name+", only trying where no lock may be waited for", lock, busy)
}

// lockListSaying is lockList with a line of its own, for those of whose callers less
// is true.
func lockListSaying(text string, lock lockOf, busy string) []Op {
	take := Op{Text: text, Cost: sim.CostAtomic, To: []string{busy},
		Do: func(k *Kernel, t *sim.Thread, f *sim.Frame) Verdict {
			if noSpin(k, t, f) {
				if k.try(lock(k, f), locking.Spin) {
					return Next
				}
				return Go0
			}
			if k.Locks.Lock(k.M, lock(k, f), locking.Spin) {
				return Next
			}
			return Again
		}}
	return ops(irqsave(), onSpinlock(spinMayTry, lock, take))
}
