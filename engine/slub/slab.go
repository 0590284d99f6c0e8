package slub

import "barnyard/engine/bug"

// MakeSlab gets pages for a slab of n objects on a node, all objects free and linked in
// address order. It returns None when the machine's memory is used up.
func (h *Heap) MakeSlab(c CacheID, node, n int32) SlabID {
	free := h.freeSlabs(c, n)
	id := *free
	if id != None {
		*free = h.Slabs[id].Next
	} else {
		if len(h.Objects)+int(n) > MaxObjects {
			return None
		}
		id = SlabID(len(h.Slabs))
		h.Slabs = append(h.Slabs, Slab{Cache: c, Base: ObjectID(len(h.Objects)), Objects: n})
		for range n {
			h.Objects = append(h.Objects, Object{Slab: id, Prev: None, Holder: None})
		}
	}
	s := &h.Slabs[id]
	s.Node, s.Free, s.Inuse, s.Prev, s.Next, s.Owner, s.Live, s.Flush = node, s.Base, 0, None, None, -1, true, None
	for i := range n {
		o := &h.Objects[s.Base+ObjectID(i)]
		o.Next, o.Where = s.Base+ObjectID(i)+1, InSlab
	}
	h.Objects[s.Base+ObjectID(n)-1].Next = None
	h.Nodes[h.BarnOf(c, node)].NrSlabs++
	return id
}

// DropSlab gives up an empty slab, which must be on no list, and its pages; it
// returns true if those have to wait for a grace period first (FreePages).
func (h *Heap) DropSlab(id SlabID) (wait bool) {
	s := &h.Slabs[id]
	switch {
	case s.Inuse != 0 || s.Frozen:
		bug.Die(bug.SlabInUse, int32(id), s.Inuse, 0)
	case s.Partial:
		bug.Die(bug.SlabListed, int32(id), 0, 0)
	}
	h.Nodes[h.BarnOf(s.Cache, s.Node)].NrSlabs--
	s.Live, s.Waiting = false, h.Caches[s.Cache].Typesafe
	if !s.Waiting {
		h.FreePages(id)
	}
	return s.Waiting
}

// FreePages gives the pages of a slab back that has been given up.
func (h *Heap) FreePages(id SlabID) {
	s := &h.Slabs[id]
	s.Waiting, s.Free = false, None
	free := h.freeSlabs(s.Cache, s.Objects)
	s.Next = *free
	*free = id
}

// freeSlabs is where the slabs of a size wait to be used again.
func (h *Heap) freeSlabs(c CacheID, objects int32) *SlabID {
	if objects == h.Caches[c].SlabObjs {
		return &h.FreeSlab[c]
	}
	return &h.FreeSmall[c]
}

// NodeOfSlab is the index in Nodes of the node that a slab belongs to.
func (h *Heap) NodeOfSlab(id SlabID) int32 { return h.BarnOf(h.Slabs[id].Cache, h.Slabs[id].Node) }

// AddPartial links a slab into its node's partial list.
func (h *Heap) AddPartial(id SlabID, atTail bool) {
	s := &h.Slabs[id]
	n := &h.Nodes[h.NodeOfSlab(id)]
	s.Partial = true
	n.NrPartial++
	switch {
	case n.Head == None:
		s.Prev, s.Next = None, None
		n.Head, n.Tail = id, id
	case atTail:
		s.Prev, s.Next = n.Tail, None
		h.Slabs[n.Tail].Next = id
		n.Tail = id
	default:
		s.Prev, s.Next = None, n.Head
		h.Slabs[n.Head].Prev = id
		n.Head = id
	}
}

// RemovePartial unlinks a slab from its node's partial list.
func (h *Heap) RemovePartial(id SlabID) {
	s := &h.Slabs[id]
	n := &h.Nodes[h.NodeOfSlab(id)]
	if !s.Partial {
		bug.Die(bug.SlabNotListed, int32(id), 0, 0)
	}
	if s.Prev == None {
		n.Head = s.Next
	} else {
		h.Slabs[s.Prev].Next = s.Next
	}
	if s.Next == None {
		n.Tail = s.Prev
	} else {
		h.Slabs[s.Next].Prev = s.Prev
	}
	s.Prev, s.Next, s.Partial = None, None, false
	n.NrPartial--
}

// NrFree is how many objects of a slab are on its freelist.
func (h *Heap) NrFree(id SlabID) int32 { return h.Slabs[id].Objects - h.Slabs[id].Inuse }
