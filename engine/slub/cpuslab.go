package slub

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
)

// CPU slabs, which kernels before 7.0 have below the sheaves (kernel.md 0.2;
// the details are [KN]). Each CPU owns one slab of a cache, whose free objects
// it has taken over as a list of its own, and keeps some partial slabs in
// reserve: all of it is in reach without the list_lock of the node.

// CPUSlab is kmem_cache_cpu: what one CPU has of one cache.
type CPUSlab struct {
	Free      ObjectID // c->freelist: objects of Slab that only this CPU hands out
	Slab      SlabID   // c->slab: the slab, frozen
	Partial   SlabID   // c->partial: slabs in reserve by Slab.Next, the newest first
	NrPartial int32    // how many they are
	TID       int32    // c->tid: counts the changes, so that a cmpxchg notices each
	Later     SlabID   // slabs whose deactivation waits for irq_work, by Slab.Next
	Lock      locking.ID
}

// CPUPartialSlabs is how many slabs a CPU keeps in reserve (set_cpu_partial): a
// number of objects by size class, counted as if every slab were half full.
func CPUPartialSlabs(size int64, slabObjs int32) int32 {
	objects := int32(120)
	switch {
	case size >= PageSize:
		objects = 6
	case size >= 1024:
		objects = 24
	case size >= 256:
		objects = 52
	}
	return (2*objects + slabObjs - 1) / slabObjs
}

// RequestedCapacity is what the creator of a cache asks for (sheaf_capacity of
// its arguments): two caches do [KN].
func RequestedCapacity(name string) int32 {
	if name == "vm_area_struct" || name == "maple_node" {
		return 32
	}
	return 0
}

// AddCPUSlabs gives a cache that has just been added a CPU slab on every CPU,
// without a slab yet.
func (h *Heap) AddCPUSlabs(m *sim.Machine, locks *locking.Set, c CacheID) {
	for cpu := range h.CPUs {
		h.CPUSlabs = append(h.CPUSlabs, CPUSlab{Free: None, Slab: None, Partial: None, Later: None, Lock: locks.Add(m, locking.CPUSlab, cpu, int32(c))})
	}
}

// Freeze takes the whole freelist of a slab for a CPU: the slab then counts all
// its objects as in use. None if it had none; then it is not frozen either.
func (h *Heap) Freeze(id SlabID) ObjectID {
	s := &h.Slabs[id]
	free := s.Free
	for o, n := free, 0; o != None; o, n = h.Objects[o].Next, n+1 {
		h.MustEnd(n)
		h.Objects[o].Where = InHand
	}
	s.Free, s.Inuse, s.Frozen = None, s.Objects, free != None
	return free
}

// LoadCPUSlab makes a list of free objects the CPU's own.
func (h *Heap) LoadCPUSlab(c *CPUSlab, free ObjectID) {
	for o := free; o != None && h.Objects[o].Where != InCPUSlab; o = h.Objects[o].Next {
		h.Objects[o].Where = InCPUSlab
	}
	c.Free = free
	c.TID++
}

// TakeCPUSlab takes slab and list away from the CPU, into the caller's hand.
func (h *Heap) TakeCPUSlab(c *CPUSlab) (SlabID, ObjectID) {
	slab, free := c.Slab, c.Free
	for o, n := free, 0; o != None; o, n = h.Objects[o].Next, n+1 {
		h.MustEnd(n)
		h.Objects[o].Where = InHand
	}
	c.Slab, c.Free = None, None
	c.TID++
	return slab, free
}

// PopCPUSlab takes the first object of the CPU's list.
func (h *Heap) PopCPUSlab(c *CPUSlab) ObjectID {
	o := c.Free
	c.Free = h.Objects[o].Next
	h.Objects[o].Next, h.Objects[o].Where = None, InHand
	return o
}

// PutPartial puts a slab on the CPU's list of partial slabs.
func (h *Heap) PutPartial(c *CPUSlab, id SlabID) {
	h.Slabs[id].Next = c.Partial
	c.Partial = id
	c.NrPartial++
}

// TakePartial takes the newest one off that list.
func (h *Heap) TakePartial(c *CPUSlab) SlabID {
	id := c.Partial
	c.Partial = h.Slabs[id].Next
	h.Slabs[id].Next = None
	c.NrPartial--
	return id
}

// InCPUSlabs is how many free objects of a cache a CPU reaches without a
// list_lock below its sheaves: those of its slab and of its partial slabs. A list
// that a planted bug has broken is followed as far as it goes.
func (h *Heap) InCPUSlabs(c CacheID, cpu int32) int64 {
	if len(h.CPUSlabs) == 0 {
		return 0
	}
	cs, n := &h.CPUSlabs[h.PCSOf(c, cpu)], int64(0)
	for o := cs.Free; o >= 0 && n <= int64(len(h.Objects)); o = h.Objects[o].Next {
		n++
	}
	if cs.Slab != None {
		n += int64(h.NrFree(cs.Slab))
	}
	id := cs.Partial
	for most := cs.NrPartial; id >= 0 && most > 0; id, most = h.Slabs[id].Next, most-1 {
		n += int64(h.NrFree(id))
	}
	return n
}
