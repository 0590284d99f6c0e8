package track

import (
	"strconv"

	"barnyard/engine/path"
	"barnyard/engine/slub"
)

// Where an object is, read from the state alone.

// PlaceKind is a kind of place that an object can be in.
type PlaceKind uint8

// The places of an object.
const (
	NoSlab      PlaceKind = iota // its pages are no slab: it does not exist
	OnSlab                       // N is the slab
	OnCPUSlab                    // N is the slab; on the list of the CPU that owns it
	InMain                       // N is the CPU
	InSpare                      // N is the CPU
	InRCUFree                    // N is the CPU
	InBarn                       // N is the node
	SheafOnWay                   // N is the sheaf, in the hands of a path
	SheafWaits                   // N is the node that its sheaf goes to after a grace period
	InPrefilled                  // N is the thread whose prefilled sheaf it is in
	WithTask                     // N is the thread
	InArray                      // N is the thread whose array it is in
	InBatch                      // N is the CPU whose batch of kfree_rcu it is in
	BatchWaits                   // N is the CPU; the batch waits for a grace period
	PutOff                       // N is the CPU that is to free it
	KeptBack                     // a debugging hook has it
	OnWay                        // a path has it in its hands
)

// Place is one place.
type Place struct {
	Kind PlaceKind
	N    int32
}

// String is the place in a few words, without the names that a kernel gives.
func (p Place) String() string {
	n := strconv.Itoa(int(p.N))
	return [...]string{"no slab", "slab " + n, "slab " + n + " of its CPU", "main of CPU " + n, "spare of CPU " + n, "rcu_free of CPU " + n,
		"barn of node " + n, "sheaf " + n + " on its way", "waiting for RCU, for node " + n, "prefilled by ", "with ", "array of ",
		"batch of CPU " + n, "batch of CPU " + n + ", waiting", "put off on CPU " + n, "kept back", "on its way"}[p.Kind]
}

// hint is where an object lay in a sheaf the last time.
type hint struct{ sheaf, slot int32 }

// PlaceOf is where an object is.
func PlaceOf(k *path.Kernel, o slub.ObjectID) Place {
	at := hint{slub.None, slub.None}
	return placeOf(k, o, &at)
}

func placeOf(k *path.Kernel, o slub.ObjectID, at *hint) Place {
	h := k.Heap
	if int(o) >= len(h.Objects) || o < 0 {
		return Place{NoSlab, slub.None}
	}
	x := &h.Objects[o]
	if !h.Slabs[x.Slab].Live {
		return Place{NoSlab, slub.None}
	}
	switch x.Where {
	case slub.InSlab:
		return Place{OnSlab, int32(x.Slab)}
	case slub.InCPUSlab:
		return Place{OnCPUSlab, int32(x.Slab)}
	case slub.Held:
		return Place{WithTask, int32(x.Holder) % h.NTasks}
	case slub.Kept:
		return Place{KeptBack, slub.None}
	case slub.InSheaf:
		return inSheaf(h, o, at)
	}
	return inHands(k, o)
}

// inSheaf looks first where it was.
func inSheaf(h *slub.Heap, o slub.ObjectID, at *hint) Place {
	if s := at.sheaf; s >= 0 && int(s) < len(h.Sheaves) && at.slot < h.Sheaves[s].Size && h.Slots[h.Sheaves[s].Base+at.slot] == o {
		return ofSheaf(&h.Sheaves[s], s)
	}
	cache := h.Slabs[h.Objects[o].Slab].Cache
	for s := range h.Sheaves {
		sh := &h.Sheaves[s]
		if sh.Cache != cache || sh.Place == slub.NoSheaf {
			continue
		}
		for i := range sh.Size {
			if h.Slots[sh.Base+i] == o {
				*at = hint{int32(s), i}
				return ofSheaf(sh, int32(s))
			}
		}
	}
	return Place{OnWay, slub.None}
}

func ofSheaf(sh *slub.Sheaf, id int32) Place {
	switch sh.Place {
	case slub.AsMain:
		return Place{InMain, sh.Of}
	case slub.AsSpare:
		return Place{InSpare, sh.Of}
	case slub.AsRcuFree:
		return Place{InRCUFree, sh.Of}
	case slub.BarnFull, slub.BarnEmpty:
		return Place{InBarn, sh.Of}
	case slub.InRCU:
		return Place{SheafWaits, sh.Of}
	case slub.Prefilled:
		return Place{InPrefilled, sh.Of}
	}
	return Place{SheafOnWay, id}
}

// inHands looks through the lists that paths keep.
func inHands(k *path.Kernel, o slub.ObjectID) Place {
	for i := range k.Tasks {
		if has(k.Heap, k.Tasks[i].Chain, o) || has(k.Heap, k.Tasks[i].Over, o) {
			return Place{InArray, int32(i)}
		}
	}
	for cpu := range k.Batches {
		b := &k.Batches[cpu]
		switch {
		case has(k.Heap, b.Filling, o):
			return Place{InBatch, int32(cpu)}
		case has(k.Heap, b.Waiting, o):
			return Place{BatchWaits, int32(cpu)}
		case has(k.Heap, k.Deferred[cpu], o):
			return Place{PutOff, int32(cpu)}
		}
	}
	return Place{OnWay, slub.None}
}

// has says whether an object is in a list; a list that a bug has tied into a
// ring ends too.
func has(h *slub.Heap, c path.Chain, o slub.ObjectID) bool {
	at := c.Head
	for n := int32(0); n < c.N && at >= 0; n++ {
		if at == o {
			return true
		}
		at = h.Objects[at].Next
	}
	return false
}
