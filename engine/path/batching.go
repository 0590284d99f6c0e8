package path

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// The batching layer of kvfree_rcu, which takes what no sheaf took. Each CPU
// has a list that fills and one that waits for a grace period; only one waits
// at a time, in the kernel two may. [KN], and simpler than the kernel's: there a
// batch is drained after up to 5 s, here its grace period is asked for at once;
// and there an unbound kworker frees it, here the callback does, on the CPU that
// queued it.
// Either way the objects go to their slabs, in chains, and see no sheaf. From
// the moment that a batch is there until its callback is registered nobody may
// come in between: a barrier that finds the batch waits for the callback.

// Batch is the two lists of one CPU. Busy lasts from the moment a batch begins
// to wait until its callback has freed its last object and found no other.
type Batch struct {
	Filling, Waiting Chain
	Busy             bool
}

func batchFuncs() []Listing {
	return []Listing{kfreeRCUBatch(), kfreeRCUWork()}
}

func kfreeRCUBatch() Listing {
	return Listing{
		Name: "kfree_rcu_batch", Args: "cache, object", Section: "2.8 [KN]",
		What: "add the object to this CPU's batch; the batch gets a grace period, here at once, in the kernel after up to 5 s or when a barrier comes",
		Ops: ops(
			do("interrupts off; add the object to the list that fills", sim.CostListOp, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
				t.IRQOff++
				k.append(&k.Batches[k.M.Self].Filling, slub.ObjectID(f.R[rFree]))
				f.R[2] = k.M.Self
			}),
			when("another batch waits already; else this one begins to wait", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				return k.Batches[f.R[2]].Busy || !k.startBatch(f.R[2])
			}, "out"),
			call("ask for a grace period for it", "call_rcu", argBatch(2)),
			at("out", ret("interrupts on; return", func(_ *Kernel, t *sim.Thread, _ *sim.Frame) int32 {
				t.IRQOff--
				return 1
			})),
		),
	}
}

// startBatch lets the list that filled wait, if it holds anything; the callback
// is for the caller to register.
func (k *Kernel) startBatch(cpu int32) bool {
	b := &k.Batches[cpu]
	b.Busy = b.Filling.N > 0
	if b.Busy {
		b.Waiting, b.Filling = b.Filling, Chain{Head: slub.None, Tail: slub.None}
	}
	return b.Busy
}

// argBatch asks for a grace period for the batch of the CPU in a register.
func argBatch(cpu int) func(*Kernel, *sim.Thread, *sim.Frame) {
	return func(k *Kernel, t *sim.Thread, f *sim.Frame) {
		t.Arg[0], t.Arg[1] = int32(k.Cfg.Code.must("kfree_rcu_work")), f.R[cpu]
	}
}

// Registers of kfree_rcu_work, beside those of a chain that goes to its slab.
const (
	rBatchCPU  = 6
	rBatchMore = 7 // another batch begins to wait
)

func kfreeRCUWork() Listing {
	return Listing{
		Name: "kfree_rcu_work", Args: "cpu", Section: "2.8, 2.21 [KN]",
		What: "after the grace period: a CPU's batch goes to the slabs, those of one slab together; in the kernel an unbound kworker does it",
		Ops: ops(
			do("the batch of the CPU", sim.CostLoad, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rBatchCPU] = f.R[0] }),
			at("next", when("it is empty", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return k.Batches[f.R[rBatchCPU]].Waiting.N == 0 }, "more")),
			do("gather a chain of objects of one slab", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
				k.detachChain(f, &k.Batches[f.R[rBatchCPU]].Waiting, 0)
				f.R[rCache] = int32(k.Heap.Slabs[f.R[rBSlab]].Cache)
			}),
			call("free the chain", "__slab_free", argFreeChain),
			count(slub.FreeSlowpath, func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int64 { return int64(f.R[rBCnt]) }),
			jump("", "next"),
			at("more", when("no other batch has filled meanwhile; else, interrupts off, that one begins to wait", func(k *Kernel, t *sim.Thread, f *sim.Frame) bool {
				f.R[rBatchMore] = b2i(k.startBatch(f.R[rBatchCPU]))
				t.IRQOff += f.R[rBatchMore]
				return f.R[rBatchMore] == 0
			}, "out")),
			call("ask for a grace period for that one", "call_rcu", argBatch(rBatchCPU)),
			at("out", ret("interrupts as before; return", func(_ *Kernel, t *sim.Thread, f *sim.Frame) int32 {
				t.IRQOff -= f.R[rBatchMore]
				return 1
			})),
		),
	}
}
