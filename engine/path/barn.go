package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// The helpers of a barn (kernel.md 2.17). Register 0 is the barn, register 1
// the sheaf that is handed over. Where a helper peeks, it reads a counter
// without the lock: the answer may be old, and is looked at again under the
// lock before it matters. Callers that may not wait (rNoSpin) try the lock.

const (
	rBarn      = 0
	rBarnSheaf = 1

	errNoMem  = -12 // ENOMEM: the barn has no empty sheaf
	errTooBig = -7  // E2BIG: the barn has its fill of full sheaves
	errBusy   = -16 // EBUSY: the lock is held and may not be waited for
)

func barnFuncs() []Listing {
	return []Listing{barnGetEmpty(), barnPut("barn_put_empty_sheaf", "an empty", (*slub.Heap).PutEmpty),
		barnPut("barn_put_full_sheaf", "a full", (*slub.Heap).PutFull), barnReplaceEmpty(), barnReplaceFull()}
}

func barnLock(k *Kernel, f *sim.Frame) locking.ID { return k.Heap.Barns[f.R[rBarn]].Lock }

// peekBarn reads a counter of the barn without its lock and leaves if it has
// nothing to offer.
func peekBarn(text string, nothing func(b *slub.BarnNode) bool, label string) Op {
	return when(text, func(k *Kernel, _ *sim.Thread, f *sim.Frame) bool {
		b := &k.Heap.Barns[f.R[rBarn]]
		k.M.Touch(k.Locks.L[b.Lock].Line, false)
		if !nothing(b) {
			return false
		}
		k.M.Emit(sim.BarnMiss, f.R[rBarn], 0, 0)
		return true
	}, label)
}

// lockBarn takes the barn's lock, or goes to a label with interrupts still off
// if it is held and may not be waited for.
func lockBarn(busy string) []Op { return lockList("barn->lock", barnLock, busy+"_held") }

func barnGetEmpty() Listing {
	return Listing{
		Name: "barn_get_empty_sheaf", Args: "barn", Section: "2.17",
		What: "take an empty sheaf out of the barn; none if it has none",
		Ops: seq(
			ops(peekBarn("nr_empty is 0: nothing to take", func(b *slub.BarnNode) bool { return b.NrEmpty == 0 }, "none")),
			lockBarn("none"),
			ops(do("take the newest empty sheaf, if one is still there", sim.CostListOp, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
				f.R[rBarnSheaf] = int32(k.Heap.TakeEmpty(f.R[rBarn]))
				k.barnMoved(sim.BarnGet, f)
			})),
			unlockIrq("", "barn->lock", barnLock),
			ops(
				ret("return it", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int32 { return f.R[rBarnSheaf] }),
				irqrestore("none_held"),
				at("none", retVal("return none", slub.None)),
			),
		),
	}
}

// barnMoved tells of a sheaf that came out of a barn or went in, or of a barn
// that had nothing after all.
func (k *Kernel) barnMoved(kind sim.Kind, f *sim.Frame) {
	if f.R[rBarnSheaf] == slub.None {
		k.M.Emit(sim.BarnMiss, f.R[rBarn], 0, 0)
		return
	}
	k.M.Emit(kind, f.R[rBarnSheaf], f.R[rBarn], 0)
}

func barnPut(name, what string, put func(h *slub.Heap, barn int32, s slub.SheafID)) Listing {
	return Listing{
		Name: name, Args: "barn, sheaf", Section: "2.17",
		What: "put " + what + " sheaf into the barn, whatever the limits say",
		Ops: seq(
			lockIrq("barn->lock", barnLock),
			ops(do("link the sheaf in and count it", sim.CostListOp, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
				put(k.Heap, f.R[rBarn], slub.SheafID(f.R[rBarnSheaf]))
				k.barnMoved(sim.BarnPut, f)
			})),
			unlockIrq("", "barn->lock", barnLock),
			ops(done()),
		),
	}
}

func barnReplaceEmpty() Listing {
	return Listing{
		Name: "barn_replace_empty_sheaf", Args: "barn, empty", Section: "2.17",
		What: "give the barn an empty sheaf for a full one; none if it has no full one",
		Ops: seq(
			ops(peekBarn("nr_full is 0: nothing to get", func(b *slub.BarnNode) bool { return b.NrFull == 0 }, "none")),
			lockBarn("none"),
			ops(do("if a full sheaf is still there, take it and leave the empty one", sim.CostListOp, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
				h, empty := k.Heap, slub.SheafID(f.R[rBarnSheaf])
				full := h.TakeFull(f.R[rBarn])
				if full != slub.None {
					h.PutEmpty(f.R[rBarn], empty)
					k.M.Emit(sim.BarnPut, int32(empty), f.R[rBarn], 0)
				}
				f.R[rBarnSheaf] = int32(full)
				k.barnMoved(sim.BarnGet, f)
			})),
			unlockIrq("", "barn->lock", barnLock),
			ops(
				ret("return the full sheaf", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int32 { return f.R[rBarnSheaf] }),
				irqrestore("none_held"),
				at("none", retVal("return none", slub.None)),
			),
		),
	}
}

func barnReplaceFull() Listing {
	return Listing{
		Name: "barn_replace_full_sheaf", Args: "barn, full", Section: "2.17",
		What: "give the barn a full sheaf for an empty one; E2BIG or ENOMEM if it cannot, EBUSY if its lock is held and may not be waited for",
		Ops: seq(
			ops(
				peekBarn("nr_full is 10 or more: E2BIG", func(b *slub.BarnNode) bool { return b.NrFull >= slub.MaxFullSheaves }, "big"),
				peekBarn("nr_empty is 0: ENOMEM", func(b *slub.BarnNode) bool { return b.NrEmpty == 0 }, "nomem"),
			),
			lockBarn("busy"),
			ops(do("if an empty sheaf is still there, take it and leave the full one", sim.CostListOp, func(k *Kernel, t *sim.Thread, f *sim.Frame) {
				h, full := k.Heap, slub.SheafID(f.R[rBarnSheaf])
				empty := h.TakeEmpty(f.R[rBarn])
				if empty != slub.None {
					h.PutFull(f.R[rBarn], full)
					k.M.Emit(sim.BarnPut, int32(full), f.R[rBarn], 0)
				}
				f.R[rBarnSheaf] = int32(empty)
				k.barnMoved(sim.BarnGet, f)
			})),
			unlockIrq("", "barn->lock", barnLock),
			ops(
				when("it had gone: ENOMEM", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) bool { return f.R[rBarnSheaf] == slub.None }, "nomem"),
				ret("return the empty sheaf", func(_ *Kernel, _ *sim.Thread, f *sim.Frame) int32 { return f.R[rBarnSheaf] }),
				at("big", retVal("return E2BIG", errTooBig)),
				at("nomem", retVal("return ENOMEM", errNoMem)),
				irqrestore("busy_held"),
				retVal("return EBUSY", errBusy),
			),
		),
	}
}
