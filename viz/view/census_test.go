package view

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// census counts what is drawn and compares it with the state. It finds what
// lies in a place by where it is drawn, not by how the view came to draw it.
type census struct {
	Cells, Bars, Slabs, Waiting, Prefilled, InRCU, Nested, Gone, Extras int
}

func (c *census) reached() map[string]int {
	return map[string]int{"cells": c.Cells, "a bar": c.Bars, "slabs": c.Slabs, "objects that wait for RCU": c.Waiting,
		"a prefilled sheaf": c.Prefilled, "a sheaf in RCU": c.InRCU, "nested contexts": c.Nested, "a destroyed cache": c.Gone,
		"a batch, an array or a free that was put off": c.Extras}
}

// boxed is the first item with an id; nil when it is not drawn.
func boxed(s *scene.Scene, id scene.ID) *scene.Item {
	for i := range s.Items {
		if s.Items[i].ID == id {
			return &s.Items[i]
		}
	}
	return nil
}

// inside is the items of a kind, their parts left out, whose middle lies in r.
func inside(s *scene.Scene, kind scene.Kind, r scene.Rect) (all []*scene.Item) {
	for i := range s.Items {
		it := &s.Items[i]
		if it.ID.Kind == kind && it.ID.Part == 0 && r.Contains(it.Rect.X+it.Rect.W/2, it.Rect.Y+it.Rect.H/2) {
			all = append(all, it)
		}
	}
	return all
}

func (c *census) check(t *testing.T, m *ui.Model, s *scene.Scene, where string) {
	t.Helper()
	k := m.Kernel()
	once := map[scene.ID]bool{}
	for i := range s.Items {
		if id := s.Items[i].ID; id.Part == 0 && (id.Kind == scene.Object || id.Kind == scene.Sheaf || id.Kind == scene.SlabAt) {
			assert.False(t, once[id], "%s: %s is drawn twice", where, id)
			once[id] = true
		}
	}
	for cpu := range k.M.CPUs {
		c.card(t, m, k, s, cpu, where)
	}
	waits := waitingObjects(k)
	for i := range k.Heap.Slabs {
		c.slab(t, m, k, s, slub.SlabID(i), waits, where)
	}
	for node := range int(k.Heap.NNodes) {
		c.barn(t, m, k, s, node, where)
	}
}

// card compares one CPU's trays, contexts and belongings.
func (c *census) card(t *testing.T, m *ui.Model, k *path.Kernel, s *scene.Scene, cpu int, where string) {
	pcs := &k.Heap.PCS[int32(m.Cache)*k.Heap.CPUs+int32(cpu)]
	for _, p := range []struct {
		id    scene.ID
		at    scene.Kind
		sheaf slub.SheafID
		ink   theme.Role
	}{
		{scene.Main.ID(m.Cache, cpu), scene.MainAt, pcs.Main, theme.ObjFree},
		{scene.Spare.ID(m.Cache, cpu), scene.SpareAt, pcs.Spare, theme.ObjFree},
		{scene.RCUFree.ID(m.Cache, cpu), scene.RCUAt, pcs.RcuFree, theme.ObjRCU},
	} {
		well := boxed(s, p.id)
		if well == nil {
			continue
		}
		cells, free, capacity := inside(s, scene.Object, well.Rect), inside(s, p.at, well.Rect), int(k.Heap.Caches[m.Cache].Capacity)
		if p.sheaf == slub.None {
			assert.Empty(t, cells, "%s: %s has no sheaf", where, p.id)
			assert.Contains(t, well.Hint, "no sheaf", where)
			continue
		}
		size := int(k.Heap.Sheaves[p.sheaf].Size)
		assert.Contains(t, well.Hint, itoa(int64(size))+" of "+itoa(int64(capacity))+" objects", where)
		if len(cells)+len(free) == 0 { // too small for cells, or too small a card
			c.Bars++
			continue
		}
		c.Cells++
		assert.Len(t, cells, size, "%s: objects in %s", where, p.id)
		assert.Len(t, free, capacity-size, "%s: empty places in %s", where, p.id)
		for _, it := range cells {
			assert.Equal(t, p.ink, it.Fill.Role, "%s: the colour of %s in %s", where, it.ID, p.id)
		}
	}
	c.contexts(t, k, s, cpu, where)
	c.belongings(t, m, k, s, cpu, where)
}

// contexts compares the chips: one a context, in the colour of what it is.
func (c *census) contexts(t *testing.T, k *path.Kernel, s *scene.Scene, cpu int, where string) {
	hw := &k.M.CPUs[cpu]
	if boxed(s, scene.CPU.ID(cpu).Sub(2)) == nil && boxed(s, scene.CPULock.ID(0, cpu)) == nil && hw.Nest > 0 && boxed(s, scene.Context.ID(cpu, 1)) == nil {
		return // a compact card shows the innermost only
	}
	for i := range int(hw.Nest) + 1 {
		chip := boxed(s, scene.Context.ID(cpu, int(hw.Nest)-i))
		if chip == nil {
			continue
		}
		want := map[sim.ThreadKind]theme.Role{sim.Softirq: theme.Softirq, sim.Hardirq: theme.Hardirq, sim.NMI: theme.NMI, sim.Kworker: theme.Kworker}
		if id := hw.Ctx[i]; id != sim.NoThread && k.M.Threads[id].Kind != sim.Task && chip.Fill.Role != theme.Switch {
			assert.Equal(t, want[k.M.Threads[id].Kind], chip.Fill.Role, "%s: context %d of CPU %d", where, i, cpu)
		}
		if i > 0 {
			c.Nested++
		}
	}
}

// belongings compares what else is on a CPU with the card's sentence.
func (c *census) belongings(t *testing.T, m *ui.Model, k *path.Kernel, s *scene.Scene, cpu int, where string) {
	card := boxed(s, scene.CPU.ID(cpu))
	if card == nil || card.Shape != scene.Box || card.Hint == "" {
		return
	}
	for id := range k.Tasks {
		if t0 := &k.Tasks[id]; int(k.M.Threads[id].CPU) == cpu && t0.Sheaf != slub.None && int(k.Heap.Sheaves[t0.Sheaf].Cache) == m.Cache {
			c.Prefilled++
			assert.Contains(t, card.Hint, "prefilled sheaf, "+itoa(int64(k.Heap.Size(t0.Sheaf)))+"/", where)
		}
	}
	mine := func(chains ...path.Chain) (n int64) {
		for _, ch := range chains {
			left := ch.N
			for o := ch.Head; left > 0; left-- {
				if int(k.Heap.Slabs[k.Heap.Objects[o].Slab].Cache) == m.Cache {
					n++
				}
				o = k.Heap.Objects[o].Next
			}
		}
		return n
	}
	if n := mine(k.Batches[cpu].Filling, k.Batches[cpu].Waiting); n > 0 {
		c.Extras++
		assert.Contains(t, card.Hint, plural(n, "object waits", "objects wait")+" for RCU in its batch", where)
	}
	if n := mine(k.Deferred[cpu]); n > 0 {
		c.Extras++
		assert.Contains(t, card.Hint, itoa(n)+" free", where)
	}
}

// waitingObjects is the objects that wait for a grace period, by looking at
// where each sheaf and each batch is.
func waitingObjects(k *path.Kernel) map[slub.ObjectID]bool {
	waits := map[slub.ObjectID]bool{}
	for i := range k.Heap.Sheaves {
		if sh := &k.Heap.Sheaves[i]; sh.Place == slub.AsRcuFree || sh.Place == slub.InRCU {
			for _, o := range k.Heap.Slots[sh.Base : sh.Base+sh.Size] {
				waits[o] = true
			}
		}
	}
	for i := range k.Batches {
		for _, ch := range []path.Chain{k.Batches[i].Filling, k.Batches[i].Waiting} {
			o := ch.Head
			for range ch.N {
				waits[o] = true
				o = k.Heap.Objects[o].Next
			}
		}
	}
	return waits
}

// slab compares the cells of one slab.
func (c *census) slab(t *testing.T, m *ui.Model, k *path.Kernel, s *scene.Scene, id slub.SlabID, waits map[slub.ObjectID]bool, where string) {
	sl := &k.Heap.Slabs[id]
	back := boxed(s, scene.Slab.ID(int(sl.Cache), int(id)))
	if back == nil {
		return
	}
	assert.True(t, sl.Live && int(sl.Cache) == m.Cache, "%s: %s does not live", where, back.ID)
	free, taken := inside(s, scene.Object, back.Rect), inside(s, scene.SlabAt, back.Rect)
	assert.Contains(t, back.Hint, itoa(int64(sl.Inuse))+" of "+itoa(int64(sl.Objects))+" objects in use", where)
	if len(free)+len(taken) == 0 {
		c.Bars++
		return
	}
	c.Slabs++
	assert.Len(t, free, int(sl.Objects-sl.Inuse), "%s: free objects of %s", where, back.ID)
	assert.Len(t, taken, int(sl.Inuse), "%s: objects in use of %s", where, back.ID)
	for _, it := range taken {
		o := sl.Base + slub.ObjectID(it.ID.N[2])
		if waits[o] {
			c.Waiting++
		}
		assert.Equal(t, waits[o], it.Fill.Role == theme.ObjRCU, "%s: object %d waits for RCU: %v", where, o, waits[o])
		assert.Equal(t, k.Heap.Objects[o].Where == slub.Held, it.Stroke.Role == theme.ObjInUse && it.Stroke.Visible(), "%s: object %d is held", where, o)
	}
}

// barn compares the racks, and the sheaves that wait for the node's barn.
func (c *census) barn(t *testing.T, m *ui.Model, k *path.Kernel, s *scene.Scene, node int, where string) {
	strip := boxed(s, scene.Node.ID(m.Cache, node))
	if strip == nil {
		return
	}
	byPlace := map[slub.Place]int{}
	for _, it := range inside(s, scene.Sheaf, strip.Rect) {
		sh := &k.Heap.Sheaves[it.ID.N[1]]
		byPlace[sh.Place]++
		assert.True(t, sh.Place == slub.InPath || int(sh.Of) == node, "%s: %s stands at node %d", where, it.ID, node)
		assert.Contains(t, it.Hint, itoa(int64(sh.Size))+" of ", where)
		if fill := boxed(s, it.ID.Sub(1)); fill != nil {
			assert.Equal(t, sh.Place == slub.InRCU, fill.Fill.Role == theme.ObjRCU, "%s: the colour of %s", where, it.ID)
		}
	}
	if k.Heap.Gone[m.Cache] {
		c.Gone++
		assert.Empty(t, byPlace, where)
		assert.Contains(t, boxed(s, scene.Barn.ID(m.Cache, node).Sub(1)).Text, "was destroyed", where)
		return
	}
	b := &k.Heap.Barns[int32(m.Cache)*k.Heap.NNodes+int32(node)]
	assert.Equal(t, min(int(b.NrFull), racks), byPlace[slub.BarnFull], "%s: full sheaves of node %d", where, node)
	assert.Equal(t, min(int(b.NrEmpty), racks), byPlace[slub.BarnEmpty], "%s: empty sheaves of node %d", where, node)
	n := int64(0)
	for i := range k.Heap.Sheaves {
		if sh := &k.Heap.Sheaves[i]; int(sh.Cache) == m.Cache && sh.Place == slub.InRCU && int(sh.Of) == node {
			n++
		}
	}
	assert.Equal(t, min(int(n), 1), byPlace[slub.InRCU], "%s: sheaves in RCU of node %d", where, node)
	if n > 0 {
		c.InRCU++
	}
	if n > 1 {
		assert.Contains(t, boxed(s, scene.Barn.ID(m.Cache, node).Sub(5)).Hint, itoa(n)+" sheaves", where)
	}
}
