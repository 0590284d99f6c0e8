package path

import (
	"strconv"

	"barnyard/engine/qpw"
	"barnyard/engine/workqueue"
)

// Work items that belong to a CPU. Each CPU has one of each kind, and an item
// is named by one number: the kind times the number of CPUs, plus the CPU. So
// the slub_flush of CPU c is item c. The items are made in this order, which is
// why the number is found from the item's place in the workqueue as well.

// The kinds of items.
const (
	slubFlush   = iota // slub_flush
	lruAddDrain        // lru_add_drain_work; lru_add_drain_qpw and _pw with the series
	bhAddDrain         // bh_add_drain_work, which the series splits off
	itemKinds
)

// Item is the work item that a number names.
func (k *Kernel) Item(ref int32) *qpw.Item {
	cpu := k.itemHome(ref)
	switch ref / int32(len(k.Flush)) {
	case lruAddDrain:
		return &k.Drain[cpu].LRU
	case bhAddDrain:
		return &k.Drain[cpu].BH
	}
	return &k.Flush[cpu].Item
}

// ItemHome is the CPU that an item belongs to.
func (k *Kernel) ItemHome(ref int32) int32 { return k.itemHome(ref) }

func (k *Kernel) itemHome(ref int32) int32 { return ref % int32(len(k.Flush)) }

// itemRef names the item of a kind and a CPU.
func (k *Kernel) itemRef(kind, cpu int32) int32 { return kind*int32(len(k.Flush)) + cpu }

// ItemOf is the number of the item whose work it is.
func (k *Kernel) ItemOf(id workqueue.ID) int32 {
	ref := int32(id - k.Flush[0].Item.Work)
	if ref < 0 || ref >= itemKinds*int32(len(k.Flush)) || k.Item(ref).Work != id {
		panic("path: a work item that belongs to no CPU")
	}
	return ref
}

// ItemName is what people call an item: lru_add_drain_work of CPU 3.
func (k *Kernel) ItemName(ref int32) string {
	cpu := " of CPU " + strconv.Itoa(int(k.itemHome(ref)))
	switch ref / int32(len(k.Flush)) {
	case lruAddDrain:
		return "lru_add_drain_work" + cpu
	case bhAddDrain:
		return "bh_add_drain_work" + cpu
	}
	return "slub_flush" + cpu
}

// DrainWork is the items of one CPU for lru_add_drain_all, and the two marks
// has_mm_work and has_bh_work of the pass that runs.
type DrainWork struct {
	LRU, BH      qpw.Item
	HasMM, HasBH bool
}
