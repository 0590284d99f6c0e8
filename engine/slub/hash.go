package slub

import "barnyard/engine/sim"

// Hash folds the whole heap in. Caches are left out: they follow from the
// scenario.
func (h *Heap) Hash(x *sim.Hash) {
	for i := range h.PCS {
		p := &h.PCS[i]
		x.I32(int32(p.Main), int32(p.Spare))
		x.I32(int32(p.RcuFree), int32(p.Lock))
	}
	for i := range h.Barns {
		b := &h.Barns[i]
		x.I32(int32(b.Full), int32(b.Empty))
		x.I32(b.NrFull, b.NrEmpty)
		x.I32(int32(b.Lock), 0)
	}
	for i := range h.Nodes {
		n := &h.Nodes[i]
		x.I32(int32(n.Head), int32(n.Tail))
		x.I32(n.NrPartial, n.NrSlabs)
		x.I32(int32(n.Lock), 0)
	}
	h.hashSheaves(x)
	h.hashSlabs(x)
	for i := range h.Holders {
		x.I32(int32(h.Holders[i].Head), int32(h.Holders[i].Tail))
		x.I32(h.Holders[i].N, 0)
	}
	for _, v := range h.Stats {
		x.Past(v)
	}
	for i := range h.CPUSlabs {
		c := &h.CPUSlabs[i]
		x.I32(int32(c.Free), int32(c.Slab))
		x.I32(int32(c.Partial), c.NrPartial)
		x.I32(c.TID, int32(c.Later))
		x.I32(int32(c.Lock), 0)
	}
	for c := range h.Caches {
		x.I32(int32(h.FreeSheaf[c]), int32(h.FreeSlab[c]))
		x.I32(int32(h.FreeSmall[c]), 0)
		x.Bool(h.Unlisted[c])
		x.Bool(h.Gone[c])
		x.I32(h.Limit[c], 0)
	}
	x.I32(int32(h.Boot), 0)
	x.Past(h.Uncounted)
}

func (h *Heap) hashSheaves(x *sim.Hash) {
	for i := range h.Sheaves {
		s := &h.Sheaves[i]
		x.I32(int32(s.Cache), s.Size)
		x.I32(s.Base, int32(s.Next))
		x.I32(s.Of, int32(s.Place))
		x.Bool(s.Reserves)
	}
	for _, o := range h.Slots {
		x.I32(int32(o), 0)
	}
}

func frozen(s *Slab) int32 {
	if s.Frozen {
		return 1
	}
	return 0
}

// owner of the freelist word decides what a step costs and nothing else.
func owner(s *Slab, x *sim.Hash) int32 {
	if x.Situation() {
		return 0
	}
	return int32(s.Owner)
}

func (h *Heap) hashSlabs(x *sim.Hash) {
	for i := range h.Slabs {
		s := &h.Slabs[i]
		x.I32(int32(s.Cache), s.Node)
		x.I32(int32(s.Base), int32(s.Free))
		x.I32(s.Inuse, s.Objects)
		x.I32(int32(s.Prev), int32(s.Next))
		x.I32(owner(s, x), 2*int32(s.Flush+1)+frozen(s))
		x.Bool(s.Partial)
		x.Bool(s.Live)
		x.Bool(s.Waiting)
	}
	for i := range h.Objects {
		o := &h.Objects[i]
		x.I32(int32(o.Slab), int32(o.Next))
		x.I32(int32(o.Prev), int32(o.Holder))
		x.U64(uint64(o.Where))
	}
}
