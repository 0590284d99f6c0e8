package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/swap"
)

// Folio batches (mm/swap.c; kernel.md 4.6, and [KN] for what a batch does): a
// folio that is to go to a list of the LRU, or from one list to another, waits
// in a batch of this CPU until that is full or somebody drains it. Left out:
// large folios and lru_cache_disable(), which empty the batch at once, memory
// cgroups, and the multi-generational LRU.

// Registers.
const (
	rLBatch = 0 // which batch, swap.Batch
	rLCPU   = 1 // the CPU whose batches they are
	rLN     = 2 // how many folios there were
)

func folioFuncs() []Listing {
	return []Listing{
		folioAddLRU(),
		folioMove("folio_activate", swap.Activate, "an inactive folio is to become active", onInactive),
		folioMove("folio_deactivate", swap.Deactivate, "an active folio is to become inactive", onActive),
		folioMove("deactivate_file_folio", swap.DeactivateFile, "a file's folio is to be reclaimed soon: to the inactive list, or to its end", onEither),
		folioMove("folio_mark_lazyfree", swap.Lazyfree, "an anonymous folio need not be written out: to the inactive list", onEither),
		folioMove("folio_rotate_reclaimable", swap.MoveTail, "a folio has been written out: to the end of the inactive list; also from interrupts", onInactive),
		batchAdd(), batchMoveLRU(), addDrainCPU(), addDrain(),
	}
}

func (k *Kernel) lruNode(cpu int32) *swap.Node { return &k.Swap.Nodes[k.M.CPUs[cpu].Node] }

func argFolios(b swap.Batch) func(*Kernel, *sim.Thread, *sim.Frame) {
	return func(_ *Kernel, t *sim.Thread, _ *sim.Frame) { t.Arg[rLBatch] = int32(b) }
}

// argLock names a lock of the CPU in register rLCPU.
func argLock(ref int32) func(*Kernel, *sim.Thread, *sim.Frame) {
	return func(_ *Kernel, t *sim.Thread, f *sim.Frame) { t.Arg[0], t.Arg[rLockCPU] = ref, f.R[rLCPU] }
}

func argThisCPU(k *Kernel, t *sim.Thread, _ *sim.Frame) { t.Arg[rLCPU] = k.M.Self }

func argLCPU(_ *Kernel, t *sim.Thread, f *sim.Frame) { t.Arg[rLCPU] = f.R[rLCPU] }

func folioAddLRU() Listing {
	return Listing{
		Name: "folio_add_lru", Args: "folio", Section: "4.6 [KN]",
		What: "a new folio is to go to the LRU lists: into this CPU's batch lru_add",
		Ops:  ops(call("into the batch lru_add", "__folio_batch_add_and_move", argFolios(swap.Add)), done()),
	}
}

func onInactive(n *swap.Node) bool { return n.Inactive == 0 }
func onActive(n *swap.Node) bool   { return n.Active == 0 }
func onEither(n *swap.Node) bool   { return n.Inactive == 0 && n.Active == 0 }

// folioMove is a function that puts a folio of the lists into a batch.
func folioMove(name string, b swap.Batch, what string, none func(*swap.Node) bool) Listing {
	return Listing{
		Name: name, Args: "folio", Section: "4.6 [KN]",
		What: what + "; into this CPU's batch " + b.String(),
		Ops: ops(
			when("no such folio is on this node's lists", func(k *Kernel, _ *sim.Thread, _ *sim.Frame) bool { return none(k.lruNode(k.M.Self)) }, "out"),
			call("into the batch "+b.String(), "__folio_batch_add_and_move", argFolios(b)),
			at("out", done()),
		),
	}
}

// forms are the functions that take and release the locks of a function, and
// what comes around them.
type forms struct {
	before, after       []Op
	lock, unlock        string
	lockIrq, restoreIrq string
}

func localForm() forms {
	return forms{lock: "local_lock", unlock: "local_unlock", lockIrq: "local_lock_irqsave", restoreIrq: "local_unlock_irqrestore"}
}

func batchAdd() Listing {
	return Listing{
		Name: "__folio_batch_add_and_move", Args: "batch", Section: "4.6 [KN]",
		What: "put a folio into a batch of this CPU; the one that fills it sends all of them to the lists",
		Ops:  batchAddOps(localForm(), do("this CPU's batch", sim.CostLoad, thisLCPU)),
	}
}

func thisLCPU(k *Kernel, _ *sim.Thread, f *sim.Frame) { f.R[rLCPU] = k.M.Self }

// batchAddOps is the function with one or the other form of locks; whose says
// which CPU's batch it is, once the lock is held or, in version 1, before.
func batchAddOps(fm forms, whose Op) []Op {
	irq := func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return swap.Batch(f.R[rLBatch]).IRQ() }
	return seq(
		ops(do("a reference for the batch", sim.CostAtomic, func(*Kernel, *sim.Thread, *sim.Frame) {})),
		fm.before,
		ops(
			when("the batch has lock_irq", irq, "irq"),
			call("take this CPU's fbatches.lock", fm.lock, argLock(refFBatches)),
			jump("", "add"),
			at("irq", call("take this CPU's fbatches.lock_irq", fm.lockIrq, argLock(refFBatchesIRQ))),
			at("add", whose),
			do("the folio goes into the batch", sim.CostStore, (*Kernel).addToBatch),
			when("there is room for more", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
				return k.Swap.CPUs[f.R[rLCPU]].N[f.R[rLBatch]] < swap.BatchSize
			}, "unlock"),
			call("full: all of them go to the lists", "folio_batch_move_lru", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
				t.Arg[rLBatch], t.Arg[rLCPU] = f.R[rLBatch], f.R[rLCPU]
			}),
			at("unlock", when("it is lock_irq that is held", irq, "restore")),
			call("release fbatches.lock", fm.unlock, argLock(refFBatches)),
			jump("", "out"),
			at("restore", call("release fbatches.lock_irq", fm.restoreIrq, argLock(refFBatchesIRQ))),
			at("out", done()),
		),
	)
}

func (k *Kernel) addToBatch(_ *sim.Thread, f *sim.Frame) {
	k.Swap.CPUs[f.R[rLCPU]].N[f.R[rLBatch]]++
	if swap.Batch(f.R[rLBatch]) == swap.Add {
		k.Swap.Added++
	}
}

func lruLock(k *Kernel, f *sim.Frame) locking.ID { return k.lruNode(f.R[rLCPU]).Lock }

func batchMoveLRU() Listing {
	return Listing{
		Name: "folio_batch_move_lru", Args: "batch, cpu", Section: "4.6 [KN]",
		What: "all folios of a batch go to their lists, under lru_lock; the batch is empty then",
		Ops: seq(
			lockIrq("lru_lock of the node", lruLock),
			ops(do("each folio of the batch goes to its list", sim.CostListOp, (*Kernel).moveBatch)),
			unlockIrq("", "lru_lock of the node", lruLock),
			ops(putFolios(), done()),
		),
	}
}

func putFolios() Op {
	return do("the batch's references go", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) { k.M.ChargeN(sim.CostAtomic, f.R[rLN]) })
}

// moveBatch moves as many folios as the lists still have: one that has changed
// its list in the meantime, or was in the batch twice, is passed over.
func (k *Kernel) moveBatch(_ *sim.Thread, f *sim.Frame) {
	c, n := &k.Swap.CPUs[f.R[rLCPU]], k.lruNode(f.R[rLCPU])
	count := c.N[f.R[rLBatch]]
	f.R[rLN] = count
	k.M.ChargeN(sim.CostListOp, max(count-1, 0))
	k.M.Emit(sim.FolioDrain, f.R[rLBatch], f.R[rLCPU], int64(count))
	c.N[f.R[rLBatch]] = 0
	switch swap.Batch(f.R[rLBatch]) {
	case swap.Add:
		n.Inactive += int64(count)
	case swap.Activate:
		shift(&n.Inactive, &n.Active, count)
	case swap.Deactivate, swap.DeactivateFile, swap.Lazyfree:
		shift(&n.Active, &n.Inactive, count)
	}
}

// shift moves count folios from a list to another, or all that it has.
func shift(from, to *int64, count int32) int64 {
	n := min(*from, int64(count))
	*from -= n
	*to += n
	return n
}

func addDrainCPU() Listing {
	return Listing{
		Name: "lru_add_drain_cpu", Args: "cpu", Section: "4.6",
		What: "all batches of a CPU go to the lists; the caller is on that CPU and pinned, or it is dead",
		Ops:  drainCPUOps("local_lock_irqsave", "local_unlock_irqrestore"),
	}
}

// drainCPUOps goes through the batches; lru_move_tail is under a lock of its
// own, nested in the one that the caller holds.
func drainCPUOps(lock, unlock string) []Op {
	var all []Op
	for b := swap.Add; b < swap.NBatches; b++ {
		next := "out"
		if b+1 < swap.NBatches {
			next = (b + 1).String()
		}
		move := call("its folios go to the lists", "folio_batch_move_lru", func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
			t.Arg[rLBatch], t.Arg[rLCPU] = int32(b), f.R[rLCPU]
		})
		test := when(b.String()+" is empty", func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool { return k.Swap.CPUs[f.R[rLCPU]].N[b] == 0 }, next)
		all = append(all, at(b.String(), test))
		if b.IRQ() {
			all = append(all, call("take fbatches.lock_irq", lock, argLock(refFBatchesIRQ)), move,
				call("release fbatches.lock_irq", unlock, argLock(refFBatchesIRQ)))
		} else {
			all = append(all, move)
		}
	}
	return append(all, at("out", done()))
}

func addDrain() Listing {
	return Listing{
		Name: "lru_add_drain", Args: "", Section: "4.6",
		What: "drain this CPU's batches, then its mlock batch",
		Ops: ops(
			call("take this CPU's fbatches.lock", "local_lock", argLock(refFBatches)),
			call("this CPU's batches", "lru_add_drain_cpu", argThisCPU),
			call("release this CPU's fbatches.lock", "local_unlock", argLock(refFBatches)),
			call("and its mlock batch", "mlock_drain_local", argNone),
			done(),
		),
	}
}

func argNone(*Kernel, *sim.Thread, *sim.Frame) {}
