package slub

import "barnyard/engine/bug"

// MakeSheaf finds memory for an empty sheaf of a cache.
func (h *Heap) MakeSheaf(c CacheID) SheafID {
	if id := h.FreeSheaf[c]; id != None {
		h.FreeSheaf[c] = h.Sheaves[id].Next
		h.Sheaves[id].Next, h.Sheaves[id].Place = None, InPath
		return id
	}
	base := int32(len(h.Slots))
	for range h.Caches[c].Capacity {
		h.Slots = append(h.Slots, None)
	}
	h.Sheaves = append(h.Sheaves, Sheaf{Cache: c, Base: base, Next: None, Of: None, Place: InPath})
	return SheafID(len(h.Sheaves) - 1)
}

// DropSheaf gives a sheaf's memory back; it must be in nobody's list. Objects
// that are still in it are lost, as they are in the kernel.
func (h *Heap) DropSheaf(id SheafID) {
	s := h.sheaf(id)
	if s.Place != InPath {
		bug.Die(bug.SheafInUse, int32(id), int32(s.Place), s.Of)
	}
	s.Size = 0
	s.Place, s.Of, s.Reserves = NoSheaf, None, false
	s.Next = h.FreeSheaf[s.Cache]
	h.FreeSheaf[s.Cache] = id
}

// SetPlace notes who refers to a sheaf: a CPU, a node, or nobody but a path.
// The bootstrap sheaf is shared and stays what it is.
func (h *Heap) SetPlace(id SheafID, p Place, of int32) {
	if id != None && id != h.Boot {
		h.sheaf(id).Place, h.sheaf(id).Of = p, of
	}
}

// Capacity is how many objects the sheaf holds at most.
func (h *Heap) Capacity(id SheafID) int32 {
	s := h.sheaf(id)
	if s.Cache == None { // the bootstrap sheaf
		return 0
	}
	return h.Caches[s.Cache].Capacity
}

// Size is how many objects the sheaf holds; 0 for None.
func (h *Heap) Size(id SheafID) int32 {
	if id == None {
		return 0
	}
	return h.sheaf(id).Size
}

// sheaf follows a pointer to a sheaf: NULL, or an error taken for one, ends
// the run.
func (h *Heap) sheaf(id SheafID) *Sheaf {
	if id < 0 {
		bug.Die(bug.NoSheaf, int32(id), 0, 0)
	}
	return &h.Sheaves[id]
}

// Slot is the place of the i-th object in a sheaf.
func (h *Heap) Slot(id SheafID, i int32) *ObjectID {
	s := h.sheaf(id)
	switch {
	case i < 0:
		bug.Die(bug.EmptySheaf, int32(id), 0, 0)
	case i >= h.Capacity(id):
		bug.Die(bug.FullSheaf, int32(id), i, 0)
	}
	return &h.Slots[s.Base+i]
}

// Push puts an object on top of a sheaf.
func (h *Heap) Push(id SheafID, o ObjectID) {
	s := h.sheaf(id)
	if s.Size >= h.Capacity(id) {
		bug.Die(bug.FullSheaf, int32(id), s.Size, 0)
	}
	h.Slots[s.Base+s.Size] = o
	s.Size++
	h.Objects[o].Where = InSheaf
}

// Pop takes the object on top of a sheaf into the caller's hand.
func (h *Heap) Pop(id SheafID) ObjectID {
	s := h.sheaf(id)
	if s.Size <= 0 {
		bug.Die(bug.EmptySheaf, int32(id), 0, 0)
	}
	s.Size--
	o := h.Slots[s.Base+s.Size]
	h.Slots[s.Base+s.Size] = None
	h.Objects[o].Where = InHand
	return o
}

// PutFull adds a sheaf at the head of a barn's full list.
func (h *Heap) PutFull(barn int32, id SheafID) {
	b := &h.Barns[barn]
	h.sheaf(id).Next = b.Full
	b.Full = id
	b.NrFull++
	h.SetPlace(id, BarnFull, barn%h.NNodes)
}

// PutEmpty adds a sheaf at the head of a barn's empty list.
func (h *Heap) PutEmpty(barn int32, id SheafID) {
	b := &h.Barns[barn]
	h.sheaf(id).Next = b.Empty
	b.Empty = id
	b.NrEmpty++
	h.SetPlace(id, BarnEmpty, barn%h.NNodes)
}

// TakeFull removes the newest full sheaf of a barn, None if there is none.
func (h *Heap) TakeFull(barn int32) SheafID {
	b := &h.Barns[barn]
	id := b.Full
	if id == None {
		return None
	}
	b.Full = h.Sheaves[id].Next
	b.NrFull--
	h.Sheaves[id].Next = None
	h.SetPlace(id, InPath, None)
	return id
}

// TakeEmpty removes the newest empty sheaf of a barn, None if there is none.
func (h *Heap) TakeEmpty(barn int32) SheafID {
	b := &h.Barns[barn]
	id := b.Empty
	if id == None {
		return None
	}
	b.Empty = h.Sheaves[id].Next
	b.NrEmpty--
	h.Sheaves[id].Next = None
	h.SetPlace(id, InPath, None)
	return id
}
