package slub

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/bug"
	"barnyard/engine/locking"
	"barnyard/engine/sim"
)

// small is a heap with one cache of sheaves of two objects, and one slab of
// three objects, off all lists.
func small() (*Heap, SlabID) {
	m := sim.NewMachine(1, 1, 3, 1)
	h := NewHeap(1, 1, 1)
	c := h.AddCache(m, &locking.Set{}, Cache{Name: "c", Size: 64, Capacity: 2, SlabObjs: 3})
	return h, h.MakeSlab(c, 0, 3)
}

// Whoever misuses the heap ends the run, with what was misused.
func TestMisuseEndsTheRun(t *testing.T) {
	for _, c := range []struct {
		name   string
		misuse func(h *Heap, id SlabID)
		want   bug.Bug
	}{
		{"an object is handed out twice", func(h *Heap, _ SlabID) { h.Give(0, 1); h.Give(0, 1) }, bug.Bug{Code: bug.GivenTwice, A: 1}},
		{"a main sheaf is freed", func(h *Heap, _ SlabID) { h.DropSheaf(h.PCS[0].Main) }, bug.Bug{Code: bug.SheafInUse, B: int32(AsMain)}},
		{"a slot before the first", func(h *Heap, _ SlabID) { h.Slot(0, -1) }, bug.Bug{Code: bug.EmptySheaf}},
		{"a slot behind the last", func(h *Heap, _ SlabID) { h.Slot(0, 2) }, bug.Bug{Code: bug.FullSheaf, B: 2}},
		{"an empty sheaf is popped", func(h *Heap, _ SlabID) { h.Pop(0) }, bug.Bug{Code: bug.EmptySheaf}},
		{"a full sheaf is pushed to", func(h *Heap, _ SlabID) { h.Push(0, 0); h.Push(0, 1); h.Push(0, 2) }, bug.Bug{Code: bug.FullSheaf, B: 2}},
		{"a pointer that is no sheaf is followed", func(h *Heap, _ SlabID) { h.Capacity(None) }, bug.Bug{Code: bug.NoSheaf, A: None}},
		{"a slab with objects in use is discarded", func(h *Heap, id SlabID) { h.Slabs[id].Inuse = 2; h.DropSlab(id) }, bug.Bug{Code: bug.SlabInUse, B: 2}},
		{"a frozen slab is discarded", func(h *Heap, id SlabID) { h.Slabs[id].Frozen = true; h.DropSlab(id) }, bug.Bug{Code: bug.SlabInUse}},
		{"a slab on the partial list is discarded", func(h *Heap, id SlabID) { h.AddPartial(id, false); h.DropSlab(id) }, bug.Bug{Code: bug.SlabListed}},
		{"a slab leaves the list that it is not on", func(h *Heap, id SlabID) { h.RemovePartial(id) }, bug.Bug{Code: bug.SlabNotListed}},
		{"a list of objects leads back into itself", func(h *Heap, id SlabID) {
			h.Objects[0].Next = 2
			h.Objects[2].Next = 0
			h.Slabs[id].Free = 0
			h.Freeze(id)
		}, bug.Bug{Code: bug.EndlessList}},
	} {
		h, id := small()
		assert.PanicsWithValue(t, bug.Crash{Bug: c.want}, func() { c.misuse(h, id) }, c.name)
	}
}

// The machine's memory ends: there is no slab any more, and nothing is made.
func TestMemoryEnds(t *testing.T) {
	h, _ := small()
	h.Objects = make([]Object, MaxObjects-2)
	slabs := len(h.Slabs)
	assert.Equal(t, SlabID(None), h.MakeSlab(0, 0, 3))
	assert.Len(t, h.Slabs, slabs)
	require.Len(t, h.Objects, MaxObjects-2)
	assert.NotEqual(t, SlabID(None), h.MakeSlab(0, 0, 2), "two still fit")
}

// Classes of sizes of the kernel's formulas that no scenario has a cache in.
func TestFormulasAtTheEdges(t *testing.T) {
	for n, want := range map[int64]int64{8: 8, 9: 16, 64: 64, 65: 96, 96: 96, 97: 128, 128: 128, 129: 192, 192: 192, 193: 256, 257: 512} {
		assert.Equal(t, want, kmallocBucket(n), "%d", n)
	}
	for size, want := range map[int64]int32{8: 24, 255: 24, 256: 11, 1023: 11, 1024: 5, 4095: 5, 4096: 2, 8192: 2} {
		assert.Equal(t, want, CPUPartialSlabs(size, 10), "%d", size)
	}
	_, ok := StatByName("BARN_GETS")
	assert.False(t, ok)
	s, ok := StatByName("BARN_GET")
	assert.True(t, ok)
	assert.Equal(t, "BARN_GET", StatSpecs()[s].Name)
}
