package slub

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/bug"
	"barnyard/engine/locking"
	"barnyard/engine/sim"
)

// heap has two caches on 2 CPUs, 2 nodes and for 2 tasks: sheaves of 3, slabs
// of 4, or 2 where memory is short; the second cache's slabs wait for RCU.
func heap() *Heap {
	h := NewHeap(2, 2, 2)
	m, locks := &sim.Machine{CPUs: make([]sim.CPU, 2)}, &locking.Set{}
	h.AddCache(m, locks, Cache{Name: "a", Capacity: 3, SlabObjs: 4, MinObjs: 2})
	h.AddCache(m, locks, Cache{Name: "b", Capacity: 3, SlabObjs: 4, MinObjs: 2, Typesafe: true})
	for c := range CacheID(2) {
		h.AddCPUSlabs(m, locks, c)
	}
	return h
}

func dies(t *testing.T, code bug.Code, a, b, n int32, op func(), what string) {
	t.Helper()
	assert.PanicsWithValue(t, bug.Crash{Bug: bug.Bug{Code: code, A: a, B: b, C: n}}, op, what)
}

func hash(h *Heap) uint64 {
	x := sim.NewHash()
	h.Hash(&x)
	return x.Sum()
}

func TestIndexes(t *testing.T) {
	h := heap()
	assert.EqualValues(t, []int32{0, 1, 2, 3}, []int32{h.PCSOf(0, 0), h.PCSOf(0, 1), h.PCSOf(1, 0), h.PCSOf(1, 1)})
	assert.EqualValues(t, []int32{0, 1, 2, 3}, []int32{h.BarnOf(0, 0), h.BarnOf(0, 1), h.BarnOf(1, 0), h.BarnOf(1, 1)})
	assert.EqualValues(t, []HolderID{0, 1, 2, 3}, []HolderID{h.HolderOf(0, 0), h.HolderOf(0, 1), h.HolderOf(1, 0), h.HolderOf(1, 1)})
	seen := map[*int64]bool{}
	for c := range CacheID(2) {
		for cpu := range int32(2) {
			for s := range NStats {
				seen[h.StatOf(c, cpu, s)] = true
			}
		}
	}
	assert.Len(t, seen, 4*int(NStats), "a counter each")
	assert.Len(t, h.Stats, 4*int(NStats))
	assert.EqualValues(t, 2, *h.StatOf(0, 0, SheafAllocStat), "CPU 0 has made both mains")
	assert.EqualValues(t, 0, *h.StatOf(0, 1, SheafAllocStat))
}

func TestSheafIsAStack(t *testing.T) {
	h := heap()
	slab := h.MakeSlab(0, 0, 4)
	id := h.MakeSheaf(0)
	assert.Equal(t, int32(3), h.Capacity(id))
	assert.Zero(t, h.Size(None))
	for i := range ObjectID(3) {
		h.Push(id, h.Slabs[slab].Base+i)
		assert.EqualValues(t, i+1, h.Size(id))
	}
	assert.Equal(t, InSheaf, h.Objects[0].Where)
	assert.Equal(t, ObjectID(1), *h.Slot(id, 1))
	dies(t, bug.FullSheaf, int32(id), 3, 0, func() { h.Push(id, 3) }, "the fourth")
	dies(t, bug.FullSheaf, int32(id), 3, 0, func() { h.Slot(id, 3) }, "slot 3")
	dies(t, bug.EmptySheaf, int32(id), 0, 0, func() { h.Slot(id, -1) }, "slot -1")
	assert.Equal(t, ObjectID(0), *h.Slot(id, 0))
	for i := ObjectID(2); i >= 0; i-- {
		assert.Equal(t, i, h.Pop(id))
		assert.Equal(t, InHand, h.Objects[i].Where)
		assert.Equal(t, ObjectID(None), *h.Slot(id, int32(i)))
	}
	dies(t, bug.EmptySheaf, int32(id), 0, 0, func() { h.Pop(id) }, "none left")
	dies(t, bug.NoSheaf, -1, 0, 0, func() { h.Pop(None) }, "NULL")
}

// Sheaves do not share slots, and their memory is used again by their cache.
func TestSheafMemory(t *testing.T) {
	h := heap()
	a, b := h.MakeSheaf(0), h.MakeSheaf(0)
	other := h.MakeSheaf(1)
	assert.EqualValues(t, 3, h.Sheaves[b].Base-h.Sheaves[a].Base)
	slots := len(h.Slots)
	h.SetPlace(a, AsSpare, 1)
	dies(t, bug.SheafInUse, int32(a), int32(AsSpare), 1, func() { h.DropSheaf(a) }, "a CPU's spare")
	h.SetPlace(a, InPath, None)
	h.Sheaves[a].Size, h.Sheaves[a].Reserves = 2, true
	h.DropSheaf(a)
	assert.Equal(t, Sheaf{Cache: 0, Base: h.Sheaves[a].Base, Next: None, Of: None, Place: NoSheaf}, h.Sheaves[a])
	h.DropSheaf(b)
	h.DropSheaf(other)
	assert.Equal(t, []SheafID{b, a}, []SheafID{h.MakeSheaf(0), h.MakeSheaf(0)}, "the last one first")
	assert.Equal(t, InPath, h.Sheaves[a].Place)
	assert.Len(t, h.Slots, slots)
	c := h.MakeSheaf(0)
	assert.NotContains(t, []SheafID{a, b, other}, c, "memory of another cache is not for this one")
}

func TestBarnsAreListsWithTheNewestFirst(t *testing.T) {
	for _, c := range []struct {
		put  func(*Heap, int32, SheafID)
		take func(*Heap, int32) SheafID
		nr   func(*BarnNode) int32
		as   Place
	}{
		{(*Heap).PutFull, (*Heap).TakeFull, func(b *BarnNode) int32 { return b.NrFull }, BarnFull},
		{(*Heap).PutEmpty, (*Heap).TakeEmpty, func(b *BarnNode) int32 { return b.NrEmpty }, BarnEmpty},
	} {
		h := heap()
		barn := h.BarnOf(1, 1)
		assert.EqualValues(t, None, c.take(h, barn))
		assert.Zero(t, c.nr(&h.Barns[barn]), "taking nothing counts nothing")
		a, b := h.MakeSheaf(1), h.MakeSheaf(1)
		c.put(h, barn, a)
		c.put(h, barn, b)
		assert.EqualValues(t, 2, c.nr(&h.Barns[barn]))
		assert.Equal(t, c.as, h.Sheaves[a].Place)
		assert.EqualValues(t, 1, h.Sheaves[a].Of, "the node")
		assert.Equal(t, a, h.Sheaves[b].Next)
		assert.Equal(t, []SheafID{b, a, None}, []SheafID{c.take(h, barn), c.take(h, barn), c.take(h, barn)})
		assert.Zero(t, c.nr(&h.Barns[barn]))
		assert.Equal(t, InPath, h.Sheaves[b].Place)
		assert.EqualValues(t, None, h.Sheaves[b].Next)
		assert.EqualValues(t, None, h.Sheaves[b].Of)
	}
}

// Objects of a new slab are free, in the order of their addresses.
func TestSlabs(t *testing.T) {
	h := heap()
	a, small := h.MakeSlab(0, 1, 4), h.MakeSlab(0, 0, 2)
	assert.Len(t, h.Objects, 6)
	assert.EqualValues(t, 4, h.Slabs[small].Base)
	for i := range ObjectID(4) {
		want := Object{Slab: a, Next: i + 1, Prev: None, Holder: None, Where: InSlab}
		if i == 3 {
			want.Next = None
		}
		assert.Equal(t, want, h.Objects[i])
	}
	assert.EqualValues(t, 1, h.Nodes[h.BarnOf(0, 1)].NrSlabs)
	assert.EqualValues(t, -1, h.Slabs[a].Owner, "in nobody's cache")
	assert.EqualValues(t, h.BarnOf(0, 1), h.NodeOfSlab(a))
	assert.EqualValues(t, 4, h.NrFree(a))
	h.Slabs[a].Inuse = 1
	assert.EqualValues(t, 3, h.NrFree(a))
	dies(t, bug.SlabInUse, int32(a), 1, 0, func() { h.DropSlab(a) }, "an object is in use")
	h.Slabs[a].Inuse, h.Slabs[a].Frozen = 0, true
	dies(t, bug.SlabInUse, int32(a), 0, 0, func() { h.DropSlab(a) }, "it is a CPU's")
	h.Slabs[a].Frozen = false
	h.AddPartial(a, false)
	dies(t, bug.SlabListed, int32(a), 0, 0, func() { h.DropSlab(a) }, "it is on the list")
	h.RemovePartial(a)
	dies(t, bug.SlabNotListed, int32(a), 0, 0, func() { h.RemovePartial(a) }, "it is not on the list")
	assert.False(t, h.DropSlab(a), "nobody waits")
	assert.EqualValues(t, 0, h.Nodes[h.BarnOf(0, 1)].NrSlabs)
	assert.False(t, h.Slabs[a].Live)
	assert.False(t, h.DropSlab(small))
	assert.Equal(t, []SlabID{a, small}, []SlabID{h.FreeSlab[0], h.FreeSmall[0]})
	assert.Equal(t, small, h.MakeSlab(0, 1, 2), "pages of the size that is asked for")
	assert.Equal(t, a, h.MakeSlab(0, 0, 4))
	assert.True(t, h.Slabs[a].Live)
	assert.EqualValues(t, 0, h.Slabs[a].Node)
	assert.Len(t, h.Objects, 6)
}

func TestPagesThatWaitForAGracePeriod(t *testing.T) {
	h := heap()
	a := h.MakeSlab(1, 0, 4)
	assert.True(t, h.DropSlab(a))
	assert.True(t, h.Slabs[a].Waiting)
	b := h.MakeSlab(1, 0, 4)
	assert.NotEqual(t, a, b)
	h.FreePages(a)
	assert.False(t, h.Slabs[a].Waiting)
	assert.EqualValues(t, None, h.Slabs[a].Free)
	assert.Equal(t, a, h.MakeSlab(1, 0, 4))
}

func TestMemoryIsUsedUp(t *testing.T) {
	h := heap()
	h.Objects = make([]Object, MaxObjects-4)
	require.EqualValues(t, 0, h.MakeSlab(0, 0, 4), "the last four")
	assert.EqualValues(t, None, h.MakeSlab(0, 0, 2))
	assert.Len(t, h.Objects, MaxObjects)
}

// partial is a node's partial list, read both ways.
func partial(t *testing.T, h *Heap, node int32) []SlabID {
	n := &h.Nodes[node]
	var there, back []SlabID
	for id := n.Head; id != None; id = h.Slabs[id].Next {
		there = append(there, id)
	}
	for id := n.Tail; id != None; id = h.Slabs[id].Prev {
		back = append([]SlabID{id}, back...)
	}
	require.Equal(t, there, back)
	require.Len(t, there, int(n.NrPartial))
	return there
}

func TestPartialLists(t *testing.T) {
	h := heap()
	node := h.BarnOf(0, 1)
	var s []SlabID
	for range 4 {
		s = append(s, h.MakeSlab(0, 1, 4))
	}
	assert.Empty(t, partial(t, h, node))
	h.AddPartial(s[0], true)
	h.AddPartial(s[1], true)
	h.AddPartial(s[2], false)
	h.AddPartial(s[3], false)
	assert.Equal(t, []SlabID{s[3], s[2], s[0], s[1]}, partial(t, h, node))
	h.RemovePartial(s[2])
	assert.Equal(t, []SlabID{s[3], s[0], s[1]}, partial(t, h, node), "from the middle")
	h.RemovePartial(s[3])
	assert.Equal(t, []SlabID{s[0], s[1]}, partial(t, h, node), "the first")
	h.RemovePartial(s[1])
	assert.Equal(t, []SlabID{s[0]}, partial(t, h, node), "the last")
	h.RemovePartial(s[0])
	assert.Empty(t, partial(t, h, node), "the only one")
	assert.False(t, h.Slabs[s[0]].Partial)
	assert.EqualValues(t, []SlabID{None, None}, []SlabID{h.Slabs[s[3]].Prev, h.Slabs[s[3]].Next})
	h.AddPartial(s[2], false)
	assert.Equal(t, []SlabID{s[2]}, partial(t, h, node))
}

// held is a task's list, read both ways.
func held(t *testing.T, h *Heap, of HolderID) []ObjectID {
	l := &h.Holders[of]
	there, back := []ObjectID{}, []ObjectID{}
	for o := l.Head; o != None; o = h.Objects[o].Next {
		there = append(there, o)
	}
	for o := l.Tail; o != None; o = h.Objects[o].Prev {
		back = append([]ObjectID{o}, back...)
	}
	require.Equal(t, there, back)
	require.Len(t, there, int(l.N))
	return there
}

func TestHolders(t *testing.T) {
	h := heap()
	h.MakeSlab(0, 0, 4)
	of := h.HolderOf(0, 1)
	for o := range ObjectID(4) {
		h.Give(of, o)
	}
	assert.Equal(t, []ObjectID{0, 1, 2, 3}, held(t, h, of))
	dies(t, bug.GivenTwice, 2, 0, 0, func() { h.Give(0, 2) }, "it is held")
	h.Take(1)
	assert.Equal(t, Object{Slab: 0, Next: None, Prev: None, Holder: None, Where: InHand}, h.Objects[1])
	h.Take(0)
	h.Take(3)
	assert.Equal(t, []ObjectID{2}, held(t, h, of))
	h.Give(of, 0)
	assert.Equal(t, []ObjectID{2, 0}, held(t, h, of))
	h.Take(2)
	h.Take(0)
	assert.Empty(t, held(t, h, of))
}

// Each object of a list has the same chance, and no other has one; in a long
// heap a short list is walked.
func TestPickRandom(t *testing.T) {
	for _, size := range []int{4, 40_000} {
		h := heap()
		for len(h.Objects) < size {
			h.MakeSlab(0, 0, 4)
		}
		mine, r := h.HolderOf(0, 0), sim.NewRand(1, 1)
		for _, o := range []ObjectID{3, 1, 0} {
			h.Give(mine, o)
		}
		h.Give(h.HolderOf(0, 1), 2)
		picked := map[ObjectID]int{}
		for range 3000 {
			picked[h.PickRandom(mine, &r)]++
		}
		require.Len(t, picked, 3)
		for o, n := range picked {
			assert.InDelta(t, 1000, n, 150, "object %d of %d", o, size)
		}
	}
}

// The first draw that hits is it.
func TestPickRandomDrawsOnce(t *testing.T) {
	h := heap()
	h.MakeSlab(0, 0, 4)
	for o := range ObjectID(4) {
		h.Give(0, o)
	}
	r := sim.NewRand(5, 1)
	for range 10 {
		same := r
		want := ObjectID(same.Intn(4))
		assert.Equal(t, want, h.PickRandom(0, &r))
		assert.Equal(t, same, r)
	}
}

func TestBootstrapSheaf(t *testing.T) {
	h := NewHeap(2, 1, 1)
	h.Bare = []bool{false, true}
	m, locks := &sim.Machine{CPUs: make([]sim.CPU, 2)}, &locking.Set{}
	for _, c := range []Cache{{Name: "never"}, {Name: "late", Capacity: 4, Late: true}, {Name: "usual", Capacity: 4}, {Name: "old", Capacity: 4, NoSheaves: true}} {
		h.AddCache(m, locks, c)
	}
	require.NotEqualValues(t, None, h.Boot)
	main := func(c CacheID, cpu int32) SheafID { return h.PCS[h.PCSOf(c, cpu)].Main }
	for _, c := range []struct {
		cache CacheID
		cpu   int32
		boot  bool
	}{{0, 0, true}, {0, 1, true}, {1, 0, true}, {1, 1, true}, {2, 0, false}, {2, 1, true}} {
		assert.Equal(t, c.boot, main(c.cache, c.cpu) == h.Boot, "cache %d CPU %d", c.cache, c.cpu)
	}
	assert.EqualValues(t, None, main(3, 0), "before 7.0 there is none at all")
	assert.Equal(t, []bool{false, false, true, true}, []bool{h.HasSheaves(0), h.HasSheaves(1), h.HasSheaves(2), h.HasSheaves(3)})
	assert.Zero(t, h.Capacity(h.Boot))
	h.SetPlace(h.Boot, AsMain, 1)
	assert.Equal(t, Bootstrap, h.Sheaves[h.Boot].Place, "it is shared")
	h.SetPlace(None, AsMain, 1) // nobody's place
	h.SetPlace(main(2, 0), AsMain, 0)
	assert.Equal(t, AsMain, h.Sheaves[main(2, 0)].Place)
	assert.EqualValues(t, 1, *h.StatOf(2, 0, SheafAllocStat), "one real sheaf was made")
	assert.Zero(t, *h.StatOf(0, 0, SheafAllocStat))
}

// A CPU takes a slab's freelist, gives objects out, and lets go.
func TestCPUSlabs(t *testing.T) {
	h := heap()
	c := &h.CPUSlabs[h.PCSOf(0, 1)]
	assert.Zero(t, h.InCPUSlabs(0, 1))
	a := h.MakeSlab(0, 0, 4)
	free := h.Freeze(a)
	assert.EqualValues(t, 0, free)
	assert.Equal(t, []int32{4, 0}, []int32{h.Slabs[a].Inuse, h.NrFree(a)})
	assert.True(t, h.Slabs[a].Frozen)
	assert.Equal(t, InHand, h.Objects[3].Where)
	c.Slab = a
	h.LoadCPUSlab(c, free)
	assert.Equal(t, InCPUSlab, h.Objects[3].Where)
	assert.EqualValues(t, 1, c.TID)
	assert.EqualValues(t, 4, h.InCPUSlabs(0, 1))
	assert.EqualValues(t, 0, h.InCPUSlabs(0, 0))
	assert.Equal(t, []ObjectID{0, 1}, []ObjectID{h.PopCPUSlab(c), h.PopCPUSlab(c)})
	assert.Equal(t, Object{Slab: a, Next: None, Prev: None, Holder: None, Where: InHand}, h.Objects[1])
	h.Slabs[a].Inuse-- // somebody else frees one into it
	assert.EqualValues(t, 3, h.InCPUSlabs(0, 1))

	b, d := h.MakeSlab(0, 0, 4), h.MakeSlab(0, 0, 4)
	h.PutPartial(c, b)
	h.PutPartial(c, d)
	assert.EqualValues(t, 2, c.NrPartial)
	assert.EqualValues(t, 11, h.InCPUSlabs(0, 1))
	assert.Equal(t, d, h.TakePartial(c))
	assert.EqualValues(t, 1, c.NrPartial)
	assert.EqualValues(t, None, h.Slabs[d].Next)
	assert.EqualValues(t, b, c.Partial)

	slab, list := h.TakeCPUSlab(c)
	assert.Equal(t, a, slab)
	assert.EqualValues(t, 2, list)
	assert.Equal(t, InHand, h.Objects[3].Where)
	assert.EqualValues(t, []int32{None, None, 2}, []int32{int32(c.Slab), int32(c.Free), c.TID})
	assert.EqualValues(t, 4, h.InCPUSlabs(0, 1), "the partial one")

	h.Slabs[d].Free = None
	assert.EqualValues(t, None, h.Freeze(d), "it has nothing")
	assert.False(t, h.Slabs[d].Frozen)
	assert.Zero(t, NewHeap(1, 1, 1).InCPUSlabs(0, 0), "a kernel without CPU slabs")
}

// A copy is equal, keeps its memory and goes its own way; the hash sees each
// frozen slab and each step of a splice.
func TestCopiesAndHashes(t *testing.T) {
	h, c := heap(), heap()
	h.MakeSlab(0, 1, 4)
	h.Push(h.MakeSheaf(0), 2)
	for range 3 {
		c.MakeSlab(1, 0, 4)
	}
	before := &c.Slabs[0]
	c.CopyFrom(h)
	assert.Equal(t, h, c)
	assert.Equal(t, hash(h), hash(c))
	assert.Same(t, before, &c.Slabs[0])
	seen := map[uint64]bool{hash(h): true}
	for _, change := range []func(){
		func() { c.Slabs[0].Frozen = true },
		func() { c.Slabs[0].Flush = 0 },
		func() { c.Slabs[0].Frozen = false },
		func() { c.Slabs[0].Flush = 1 },
		func() { c.Push(h.PCS[0].Main, 1) },
		func() { c.Give(0, 3) },
	} {
		change()
		assert.False(t, seen[hash(c)])
		seen[hash(c)] = true
	}
	assert.NotEqual(t, Held, h.Objects[3].Where)
}

func TestPlacesHaveWords(t *testing.T) {
	assert.Equal(t, "freed already", NoSheaf.String())
	assert.Equal(t, "full in the barn of node", BarnFull.String())
	assert.Equal(t, "the bootstrap sheaf of", Bootstrap.String())
}
