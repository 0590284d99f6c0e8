package slub

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
)

// References. None stands for a NULL pointer.
type (
	CacheID  int32
	SheafID  int32
	SlabID   int32
	ObjectID int32
	HolderID int32
)

// None is the reference to nothing, of any kind.
const None = -1

// MaxObjects bounds the memory of the machine: when all slabs together hold
// this many objects the page allocator has nothing left.
const MaxObjects = 1 << 20

// Where says in which kind of place an object is.
type Where uint8

// The places. InHand is a path that is on its way with the object: a pointer
// on a kernel stack.
const (
	InSlab Where = iota
	InHand
	InSheaf
	Held
	InCPUSlab // on a CPU's own list of its slab, before 7.0
	Kept      // by a debugging hook, instead of being freed
)

// Object is one object. Next and Prev link it into the list of the place that
// it is in: a slab's freelist (Next only) or a task's list.
type Object struct {
	Slab   SlabID
	Next   ObjectID
	Prev   ObjectID
	Holder HolderID // Held: whose list
	Where  Where
}

// Cache is a kmem_cache: what never changes during a run.
type Cache struct {
	Name       string
	Size       int64 // bytes that an object takes
	Capacity   int32 // objects per sheaf; 0: the cache never has sheaves
	SlabObjs   int32 // objects per slab
	MinObjs    int32 // objects of a slab of the smallest order
	MinPartial int32
	Typesafe   bool  // SLAB_TYPESAFE_BY_RCU: pages of its slabs are given back after a grace period
	Refuse     int32 // the free hook keeps every so manieth object; 0: none
	Ctor       bool  // a constructor runs once for each object of a new slab
	Late       bool  // it starts without sheaves: bootstrap_kmalloc_sheaves gives it some

	NoSheaves  bool  // before 7.0: the cache has not opted in, cpu_sheaves is NULL
	CPUPartial int32 // before 7.0: slabs that a CPU keeps in reserve
}

// PCS is slub_percpu_sheaves: the sheaves of one CPU for one cache.
type PCS struct {
	Main, Spare, RcuFree SheafID
	Lock                 locking.ID
}

// Place says who refers to a sheaf.
type Place uint8

// The places of a sheaf. InPath is a path that is on its way with it.
const (
	NoSheaf Place = iota // memory that is no sheaf now
	AsMain
	AsSpare
	AsRcuFree
	BarnFull
	BarnEmpty
	InPath
	InRCU     // waits for a grace period; Of is the node that it will go to
	Prefilled // in the hands of a caller that asked for it; Of is its thread
	Bootstrap // the one static sheaf that stands in for main where there are no sheaves
)

// String says where a sheaf is; the number of a CPU, a node or a thread follows.
func (p Place) String() string {
	return [...]string{"freed already", "main of CPU", "spare of CPU", "rcu_free of CPU", "full in the barn of node", "empty in the barn of node",
		"in the hands of a path", "waiting for RCU, for node", "held by program", "the bootstrap sheaf of"}[p]
}

// Sheaf is an array of free objects, used as a stack; its slots are
// Heap.Slots[Base : Base+capacity].
type Sheaf struct {
	Cache    CacheID
	Size     int32
	Base     int32
	Next     SheafID // next sheaf in a barn's list
	Of       int32   // the CPU or node of its place
	Reserves bool    // pfmemalloc: filled from reserves; only of a prefilled one
	Place    Place
}

// BarnNode is node_barn: the full and the empty sheaves of one node for one
// cache, each a list with the newest first.
type BarnNode struct {
	Full, Empty     SheafID
	NrFull, NrEmpty int32
	Lock            locking.ID
}

// Node is kmem_cache_node: the partial slabs of one node for one cache.
type Node struct {
	Head, Tail SlabID
	NrPartial  int32
	NrSlabs    int32
	Lock       locking.ID
}

// Slab is a run of pages cut into objects, Base being the first. Inuse counts
// those that are not on the freelist: held by users or lying in sheaves.
type Slab struct {
	Cache      CacheID
	Node       int32
	Base       ObjectID
	Free       ObjectID // head of the freelist
	Inuse      int32
	Objects    int32
	Prev, Next SlabID
	Owner      int16 // CPU whose cache holds the slab's freelist word, -1: none
	Partial    bool  // SL_partial: on the node's partial list
	Live       bool
	Waiting    bool     // not live any more, and its pages wait for a grace period
	Frozen     bool     // it is a CPU's slab; only before 7.0
	Flush      ObjectID // what is spliced into it when irq_work deactivates it
}

// Holder is a task's list of objects of one cache, oldest first.
type Holder struct {
	Head, Tail ObjectID
	N          int32
}

// Heap is all memory that the model follows. Per-CPU and per-node parts are
// indexed cache by cache: see PCSOf, BarnOf, NodeOf, HolderOf, StatOf.
type Heap struct {
	CPUs, NNodes, NTasks int32

	Caches  []Cache
	PCS     []PCS
	Barns   []BarnNode
	Nodes   []Node
	Sheaves []Sheaf
	Slots   []ObjectID
	Slabs   []Slab
	Objects []Object
	Holders []Holder
	Stats   []int64

	CPUSlabs []CPUSlab // by cache and CPU as PCS; only before 7.0

	FreeSheaf []SheafID // per cache: sheaves whose memory can be used again
	FreeSlab  []SlabID  // per cache: slabs whose pages were given back
	FreeSmall []SlabID  // the same, slabs of the smallest order
	Unlisted  []bool    // per cache: it left the list of caches, to be destroyed
	Gone      []bool    // per cache: it was destroyed
	Limit     []int32   // per cache: sheaf_capacity, 0 as long as the cache has no sheaves
	Uncounted int64     // sheaves whose memory went without a SHEAF_FREE (kernel.md 2.11)
	Boot      SheafID   // bootstrap_sheaf, None where nobody needs it
	Bare      []bool    // per CPU: it never has sheaves (alt=nosheaves); nil: none
}

// NewHeap makes a heap without caches for that many CPUs, nodes and tasks.
func NewHeap(cpus, nodes, tasks int) *Heap {
	return &Heap{CPUs: int32(cpus), NNodes: int32(nodes), NTasks: int32(tasks), Boot: None}
}

// AddCache makes a cache with an empty main sheaf on every CPU, as creation
// does, and counts them as SHEAF_ALLOC of CPU 0, which creates it. A cache
// without sheaves gets the bootstrap sheaf everywhere.
func (h *Heap) AddCache(m *sim.Machine, locks *locking.Set, c Cache) CacheID {
	id := CacheID(len(h.Caches))
	h.Caches = append(h.Caches, c)
	h.FreeSheaf = append(h.FreeSheaf, None)
	h.FreeSlab = append(h.FreeSlab, None)
	h.FreeSmall = append(h.FreeSmall, None)
	h.Unlisted, h.Gone = append(h.Unlisted, false), append(h.Gone, false)
	h.Limit = append(h.Limit, c.Capacity)
	if c.Late {
		h.Limit[id] = 0
	}
	h.Stats = append(h.Stats, make([]int64, int(h.CPUs)*int(NStats))...)
	for range h.NTasks {
		h.Holders = append(h.Holders, Holder{None, None, 0})
	}
	for n := range h.NNodes {
		h.Barns = append(h.Barns, BarnNode{Full: None, Empty: None, Lock: locks.Add(m, locking.Barn, n, int32(id))})
		h.Nodes = append(h.Nodes, Node{Head: None, Tail: None, Lock: locks.Add(m, locking.List, n, int32(id))})
	}
	for cpu := range h.CPUs {
		if c.NoSheaves {
			h.PCS = append(h.PCS, PCS{Main: None, Spare: None, RcuFree: None, Lock: locks.Add(m, locking.PCS, cpu, int32(id))})
			continue
		}
		if h.bare(id, cpu) {
			h.PCS = append(h.PCS, PCS{Main: h.bootstrap(), Spare: None, RcuFree: None, Lock: locks.Add(m, locking.PCS, cpu, int32(id))})
			continue
		}
		main := h.MakeSheaf(id)
		h.SetPlace(main, AsMain, cpu)
		h.PCS = append(h.PCS, PCS{Main: main, Spare: None, RcuFree: None, Lock: locks.Add(m, locking.PCS, cpu, int32(id))})
		*h.StatOf(id, 0, SheafAllocStat)++
	}
	return id
}

// PCSOf is the index of a CPU's sheaves in PCS.
func (h *Heap) PCSOf(c CacheID, cpu int32) int32 { return int32(c)*h.CPUs + cpu }

// BarnOf is the index of a node's barn in Barns, and of its slabs in Nodes.
func (h *Heap) BarnOf(c CacheID, node int32) int32 { return int32(c)*h.NNodes + node }

// HolderOf is the list of a task for a cache.
func (h *Heap) HolderOf(c CacheID, task int32) HolderID { return HolderID(int32(c)*h.NTasks + task) }

// StatOf is one counter.
func (h *Heap) StatOf(c CacheID, cpu int32, s Stat) *int64 {
	return &h.Stats[(int(c)*int(h.CPUs)+int(cpu))*int(NStats)+int(s)]
}

// CopyFrom makes h equal to src, reusing memory.
func (h *Heap) CopyFrom(src *Heap) {
	h.CPUs, h.NNodes, h.NTasks = src.CPUs, src.NNodes, src.NTasks
	h.Caches = append(h.Caches[:0], src.Caches...)
	h.PCS = append(h.PCS[:0], src.PCS...)
	h.Barns = append(h.Barns[:0], src.Barns...)
	h.Nodes = append(h.Nodes[:0], src.Nodes...)
	h.Sheaves = append(h.Sheaves[:0], src.Sheaves...)
	h.Slots = append(h.Slots[:0], src.Slots...)
	h.Slabs = append(h.Slabs[:0], src.Slabs...)
	h.Objects = append(h.Objects[:0], src.Objects...)
	h.Holders = append(h.Holders[:0], src.Holders...)
	h.Stats = append(h.Stats[:0], src.Stats...)
	h.FreeSheaf = append(h.FreeSheaf[:0], src.FreeSheaf...)
	h.FreeSlab = append(h.FreeSlab[:0], src.FreeSlab...)
	h.FreeSmall = append(h.FreeSmall[:0], src.FreeSmall...)
	h.Unlisted = append(h.Unlisted[:0], src.Unlisted...)
	h.Gone = append(h.Gone[:0], src.Gone...)
	h.CPUSlabs = append(h.CPUSlabs[:0], src.CPUSlabs...)
	h.Limit = append(h.Limit[:0], src.Limit...)
	h.Boot, h.Uncounted = src.Boot, src.Uncounted
	h.Bare = src.Bare
}
