package ui

import (
	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/viz/scene"
)

// What touched a thing last: the event that a hand on the thing is told of.

// mostBack is how many events are looked through: more would make a frame late.
const mostBack = 100_000

// LastTouch is the last event up to the instant shown that concerns a thing of
// the farm; ok is false where none does, or none of the last mostBack.
func (m *Model) LastTouch(id scene.ID) (e sim.Event, ok bool) {
	if !m.Loaded() {
		return e, false
	}
	touches := touching(m.Kernel(), id.Whole())
	if touches == nil {
		return e, false
	}
	p := m.Side().Past
	last := p.FirstOfStep(m.Step+1) - 1
	for i := last; i >= 0 && i > last-mostBack; {
		part := p.UpTo(i)
		for k := len(part) - 1; k >= 0; k-- {
			if touches(&part[k]) {
				return part[k], true
			}
		}
		i -= len(part)
	}
	return e, false
}

// touching says which events concern a thing; nil for things without any.
func touching(k *path.Kernel, id scene.ID) func(*sim.Event) bool {
	h, n := k.Heap, id.N
	switch id.Kind {
	case scene.CPU, scene.Context, scene.CPUNote:
		return func(e *sim.Event) bool { return int32(e.CPU) == n[0] && ofCPU(e.Kind) }
	case scene.CPULock, scene.Sheaves, scene.Main, scene.Spare, scene.RCUFree, scene.MainAt, scene.SpareAt, scene.RCUAt:
		return touchingSheaves(k, id)
	case scene.Barn, scene.BarnFull, scene.BarnNone:
		barn := h.BarnOf(slub.CacheID(n[0]), n[1])
		return func(e *sim.Event) bool {
			return (e.Kind == sim.BarnGet || e.Kind == sim.BarnPut) && e.B == barn || e.Kind == sim.BarnMiss && e.A == barn
		}
	case scene.BarnLock:
		return ofLock(h.Barns[h.BarnOf(slub.CacheID(n[0]), n[1])].Lock)
	case scene.ListLock, scene.Node:
		return ofLock(h.Nodes[h.BarnOf(slub.CacheID(n[0]), n[1])].Lock)
	case scene.Sheaf:
		return ofSheaf(n[1])
	case scene.Slab:
		return func(e *sim.Event) bool {
			return (e.Kind == sim.SlabNew || e.Kind == sim.SlabDiscard) && e.A == n[1] || e.Kind == sim.LineMove && e.A == -1-n[1] ||
				ofObject(e.Kind) && int(e.A) < len(h.Objects) && int32(h.Objects[e.A].Slab) == n[1]
		}
	case scene.Object:
		return func(e *sim.Event) bool { return ofObject(e.Kind) && e.A == n[1] }
	}
	return nil
}

// touchingSheaves is about the sheaves of one cache on one CPU: what their CPU
// does with objects, who takes their lock, and where the sheaves go.
func touchingSheaves(k *path.Kernel, id scene.ID) func(*sim.Event) bool {
	cache, cpu := id.N[0], id.N[1]
	pcs := &k.Heap.PCS[k.Heap.PCSOf(slub.CacheID(cache), cpu)]
	lock := ofLock(pcs.Lock)
	if id.Kind == scene.CPULock {
		return lock
	}
	there := pcs.Main
	switch id.Kind {
	case scene.Spare, scene.SpareAt:
		there = pcs.Spare
	case scene.RCUFree, scene.RCUAt:
		there = pcs.RcuFree
	}
	sheaf := ofSheaf(int32(there))
	return func(e *sim.Event) bool {
		return lock(e) || there != slub.None && sheaf(e) || int32(e.CPU) == cpu && ofObject(e.Kind) && e.B == cache
	}
}

// ofCPU are the events that say what a CPU does; those of its memory are told
// at the things that they are about.
func ofCPU(kind sim.Kind) bool {
	switch kind {
	case sim.StatAdd, sim.LineMove, sim.LockAcquire, sim.LockRelease, sim.Mark:
		return false
	}
	return true
}

func ofObject(kind sim.Kind) bool { return kind == sim.ObjectAlloc || kind == sim.ObjectFree }

func ofSheaf(id int32) func(*sim.Event) bool {
	return func(e *sim.Event) bool {
		switch e.Kind {
		case sim.SheafSwap:
			return e.A == id || e.B == id
		case sim.BarnGet, sim.BarnPut, sim.SheafAlloc, sim.SheafFree:
			return e.A == id
		}
		return false
	}
}

func ofLock(id locking.ID) func(*sim.Event) bool {
	return func(e *sim.Event) bool {
		switch e.Kind {
		case sim.LockAcquire, sim.LockContended, sim.LockRelease, sim.TrylockFail, sim.RTLockInAtomic:
			return e.A == int32(id)
		}
		return false
	}
}
