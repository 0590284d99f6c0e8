// Package swap holds the nouns of mm/swap.c and mm/mlock.c: the batches in
// which each CPU collects folios before it takes the lock of the LRU lists, the
// lists themselves, and the few buffer heads that fs/buffer.c keeps a CPU.
//
// A folio is a number here, not a thing: batches and lists count them. That is
// enough to say who has something to drain, who drains it and under which lock,
// and that no folio is lost. Sources: kernel.md 4.6, the series' patches to
// mm/swap.c and mm/mlock.c (February and May 2026), and [KN] where marked.
package swap

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
)

// BatchSize is FOLIO_BATCH_SIZE: how many folios a batch holds. The one that
// fills it sends all of them to the lists, so at rest there is one less.
const BatchSize = 31

// BHSize is BH_LRU_SIZE: how many buffer heads a CPU keeps.
const BHSize = 16

// Batch is one of the kinds of batches in struct cpu_fbatches, in the order in
// which they are drained.
type Batch int32

// The batches. MoveTail is under the lock that is taken with interrupts off,
// the others under the first one.
const (
	Add Batch = iota
	MoveTail
	DeactivateFile
	Deactivate
	Lazyfree
	Activate
	NBatches
)

// String is the kernel's name.
func (b Batch) String() string {
	return [...]string{"lru_add", "lru_move_tail", "lru_deactivate_file", "lru_deactivate", "lru_lazyfree", "lru_activate"}[b]
}

// IRQ reports whether the batch wants interrupts off.
func (b Batch) IRQ() bool { return b == MoveTail }

// CPU is what one CPU collects.
type CPU struct {
	Lock    locking.ID // cpu_fbatches.lock
	LockIRQ locking.ID // cpu_fbatches.lock_irq
	Mlock   locking.ID // mlock_fbatch.lock

	N [NBatches]int32 // folios in each batch

	// The mlock batch holds three kinds, told apart by a mark at each folio.
	MlockLRU, MlockNew, Munlock int32

	BH  [BHSize]int32 // bh_lrus: block numbers, newest first
	NBH int32
}

// MlockN is how many folios the mlock batch holds.
func (c *CPU) MlockN() int32 { return c.MlockLRU + c.MlockNew + c.Munlock }

// Node is the LRU lists of one memory node, without memory cgroups: one lruvec.
type Node struct {
	Lock                          locking.ID // lru_lock
	Inactive, Active, Unevictable int64
}

// State is all of it.
type State struct {
	CPUs  []CPU
	Nodes []Node

	DrainLock locking.ID // the mutex inside __lru_add_drain_all
	DrainGen  int32      // lru_drain_gen, for who looks on
	Drainers  sim.Since  // its callers, since a generation began last
	Added     int64      // folios that tasks have handed over, for check
}

// New makes empty batches and lists. Of the caller's lock set each CPU takes
// three, each node one, and the drain one.
func New(m *sim.Machine, locks *locking.Set) *State {
	s := &State{}
	for cpu := range m.CPUs {
		c := int32(cpu)
		s.CPUs = append(s.CPUs, CPU{
			Lock:    locks.Add(m, locking.FBatches, c, -1),
			LockIRQ: locks.Add(m, locking.FBatchesIRQ, c, -1),
			Mlock:   locks.Add(m, locking.Mlock, c, -1),
		})
	}
	for node := range m.Nodes() {
		s.Nodes = append(s.Nodes, Node{Lock: locks.Add(m, locking.LRU, int32(node), -1)})
	}
	s.DrainLock = locks.Add(m, locking.LRUDrain, -1, -1)
	return s
}

// CopyFrom makes s equal to src, reusing memory.
func (s *State) CopyFrom(src *State) {
	s.CPUs = append(s.CPUs[:0], src.CPUs...)
	s.Nodes = append(s.Nodes[:0], src.Nodes...)
	s.DrainLock, s.DrainGen, s.Added = src.DrainLock, src.DrainGen, src.Added
	s.Drainers.CopyFrom(&src.Drainers)
}

// Hash folds all of it in.
func (s *State) Hash(h *sim.Hash) {
	for i := range s.CPUs {
		c := &s.CPUs[i]
		h.I32(int32(c.Lock), int32(c.LockIRQ))
		h.I32(int32(c.Mlock), c.NBH)
		for b := Batch(0); b < NBatches; b += 2 {
			h.I32(c.N[b], c.N[b+1])
		}
		h.I32(c.MlockLRU, c.MlockNew)
		h.I32(c.Munlock, 0)
		for b := 0; b < BHSize; b += 2 {
			h.I32(c.BH[b], c.BH[b+1])
		}
	}
	for i := range s.Nodes {
		n := &s.Nodes[i]
		h.I32(int32(n.Lock), 0)
		h.I64(n.Inactive)
		h.I64(n.Active)
		h.I64(n.Unevictable)
	}
	gen := s.DrainGen
	if h.Situation() { // no step looks at it
		gen = 0
	}
	h.I32(int32(s.DrainLock), gen)
	s.Drainers.Hash(h)
	h.Past(s.Added)
}
