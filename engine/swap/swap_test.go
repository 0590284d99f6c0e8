package swap_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/swap"
)

// bh is the blocks that a CPU keeps, newest first.
func bh(c *swap.CPU) []int32 { return append([]int32{}, c.BH[:c.NBH]...) }

func TestBufferHeads(t *testing.T) {
	var c swap.CPU
	assert.EqualValues(t, -1, c.FindBH(0), "a zero that nobody put there")
	for block := range int32(swap.BHSize) {
		assert.False(t, c.PushBH(10+block), "there is room")
	}
	assert.Equal(t, []int32{25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10}, bh(&c))
	assert.EqualValues(t, 0, c.FindBH(25))
	assert.EqualValues(t, 15, c.FindBH(10))
	assert.EqualValues(t, -1, c.FindBH(9))
	assert.True(t, c.PushBH(99), "10 falls out")
	assert.EqualValues(t, swap.BHSize, c.NBH)
	assert.EqualValues(t, -1, c.FindBH(10))
	assert.Equal(t, []int32{99, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11}, bh(&c))
	c.FrontBH(c.FindBH(23))
	assert.Equal(t, []int32{23, 99, 25, 24, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11}, bh(&c))
	c.FrontBH(15)
	c.FrontBH(0)
	assert.Equal(t, []int32{11, 23, 99, 25, 24, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12}, bh(&c))
}

func TestBatches(t *testing.T) {
	c := swap.CPU{MlockLRU: 1, MlockNew: 20, Munlock: 300}
	assert.EqualValues(t, 321, c.MlockN())
	names := []string{}
	for b := range swap.NBatches {
		names = append(names, b.String())
		assert.Equal(t, b == swap.MoveTail, b.IRQ(), b.String())
	}
	assert.Equal(t, []string{"lru_add", "lru_move_tail", "lru_deactivate_file", "lru_deactivate", "lru_lazyfree", "lru_activate"}, names)
}

func hash(s *swap.State) uint64 {
	h := sim.NewHash()
	s.Hash(&h)
	return h.Sum()
}

// Each CPU has three locks, each node one, and draining one; a copy is equal;
// every number of the state changes the hash.
func TestState(t *testing.T) {
	locks := &locking.Set{}
	m := &sim.Machine{CPUs: []sim.CPU{{Node: 0}, {Node: 1}}}
	s := swap.New(m, locks)
	assert.Len(t, s.CPUs, 2)
	assert.Len(t, s.Nodes, 2)
	assert.Len(t, locks.L, 2*3+2+1)
	assert.Equal(t, locking.LRUDrain, locks.L[s.DrainLock].Class)
	assert.Equal(t, []locking.Class{locking.FBatches, locking.FBatchesIRQ, locking.Mlock},
		[]locking.Class{locks.L[s.CPUs[1].Lock].Class, locks.L[s.CPUs[1].LockIRQ].Class, locks.L[s.CPUs[1].Mlock].Class})
	for _, c := range []struct {
		lock locking.ID
		of   int32
	}{{s.CPUs[0].Lock, 0}, {s.CPUs[1].Lock, 1}, {s.CPUs[1].LockIRQ, 1}, {s.CPUs[1].Mlock, 1}, {s.Nodes[1].Lock, 1}, {s.DrainLock, -1}} {
		assert.Equal(t, c.of, locks.L[c.lock].Of, "lock %d", c.lock)
		assert.EqualValues(t, -1, locks.L[c.lock].Cache, "of no cache")
	}
	seen := map[uint64]bool{}
	see := func() {
		assert.False(t, seen[hash(s)])
		seen[hash(s)] = true
	}
	see()
	for b := range swap.NBatches {
		s.CPUs[1].N[b]++
		see()
	}
	for i := range s.CPUs[1].BH {
		s.CPUs[1].BH[i]++
		see()
	}
	s.Nodes[1].Unevictable++
	see()
	c := &swap.State{CPUs: make([]swap.CPU, 5), Nodes: make([]swap.Node, 5)}
	c.CopyFrom(s)
	assert.Equal(t, s, c)
	c.CPUs[0].NBH++
	assert.NotEqual(t, hash(s), hash(c))
}
