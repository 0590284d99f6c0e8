package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Allocation and freeing from any context (kernel.md 2.18): an NMI may have
// interrupted the holder of any lock on this CPU, so every lock is only tried,
// nothing is refilled or flushed, and a free that the sheaves do not take waits
// on this CPU's list until interrupts are on again.
//
// Not modelled: the second try with the next larger kmalloc cache; a scenario's
// caches stand alone.

func nolockFuncs() []Listing { return []Listing{kmallocNolock(), kfreeNolock(), deferFree()} }

func kmallocNolock() Listing {
	args := func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
		t.Arg[0], t.Arg[1], t.Arg[rNoSpin] = f.R[rCache], f.R[rNode], noLocks
	}
	return Listing{
		Name: "kmalloc_nolock", Args: "cache, node", Section: "2.18",
		What: "one object from any context: locks are tried, never waited for; none is an answer",
		Ops: ops(
			call("from the sheaves of this CPU, without waiting", "alloc_from_pcs", args),
			when("got one", func(_ *Kernel, t *sim.Thread, f *sim.Frame) bool {
				f.R[rObj] = t.Ret
				return t.Ret != slub.None
			}, "out"),
			call("else from a slab, without waiting", "___slab_alloc", args),
			noneIsAnAnswer(),
			at("out", retObj("return the object")),
		),
	}
}

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
	return Listing{
		Name: "defer_free", Args: "cache, object", Section: "2.18",
		What: "put the object on this CPU's lock-less list; irq_work frees it when interrupts are on",
		Ops: ops(
			do("onto the lock-less list of this CPU", sim.CostAtomic, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.append(&k.Deferred[k.M.Self], slub.ObjectID(f.R[rFree]))
			}),
			do("irq_work_queue: this CPU interrupts itself", sim.CostWake, func(k *Kernel, _ *sim.Thread, _ *sim.Frame) { k.M.InterruptSelf() }),
			done(),
		),
	}
}

// freeDeferred is the irq_work of a CPU: every object on its list goes to its slab.
func freeDeferred(cpu func(k *Kernel) int32) []Op {
	return ops(
		at("deferred", when("no free was put off on this CPU", func(k *Kernel, _ *sim.Thread, _ *sim.Frame) bool { return k.Deferred[cpu(k)].N == 0 }, "out")),
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

// lockList takes a list_lock, or goes to a label, with interrupts still off,
// if it is held and may not be waited for.
func lockList(name string, lock lockOf, busy string) []Op {
	take := Op{Text: "take " + name + ", only trying where no lock may be waited for", Cost: sim.CostAtomic, To: []string{busy},
		Do: func(k *Kernel, t *sim.Thread, f *sim.Frame) Verdict {
			if noSpin(k, t, f) {
				if k.Locks.Try(k.M, lock(k, f), locking.Spin) {
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
