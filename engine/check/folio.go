package check

import (
	"barnyard/engine/locking"
	"barnyard/engine/swap"
)

// folios is what holds of folio batches, LRU lists and buffer heads; the letters
// are ours, kernel.md 8 has none for them.
//
//	F1: every folio that a task has handed over is in a batch of new folios or on
//	a list, and nowhere twice: the sum is what was handed over.
//	F2: a batch holds at most 31, and 31 only while its lock is held, for the
//	one that fills it sends all of them on; no list is shorter than nothing.
//	F3: a CPU keeps at most 16 buffer heads, each block once.
func (w *world) folios() {
	s := w.k.Swap
	sum := int64(0)
	for i := range s.CPUs {
		c := &s.CPUs[i]
		sum += int64(c.N[swap.Add]) + int64(c.MlockNew)
		for b, n := range c.N {
			lock := c.Lock
			if swap.Batch(b).IRQ() {
				lock = c.LockIRQ
			}
			w.batch(i, swap.Batch(b).String(), n, lock)
		}
		w.batch(i, "mlock", c.MlockN(), c.Mlock)
		w.bufferHeads(i, c)
	}
	for i := range s.Nodes {
		n := &s.Nodes[i]
		sum += n.Inactive + n.Active + n.Unevictable
		if n.Inactive < 0 || n.Active < 0 || n.Unevictable < 0 {
			w.say("F2", "the LRU lists of node %d hold %d inactive, %d active and %d unevictable folios", i, n.Inactive, n.Active, n.Unevictable)
		}
	}
	if sum != s.Added {
		w.say("F1", "%d folios are in batches and on lists and %d were handed over", sum, s.Added)
	}
}

func (w *world) batch(cpu int, name string, n int32, lock locking.ID) {
	most := int32(swap.BatchSize)
	if w.k.Locks.L[lock].Held == locking.Free {
		most--
	}
	if n < 0 || n > most {
		w.say("F2", "the batch %s of CPU %d holds %d folios of at most %d", name, cpu, n, most)
	}
}

func (w *world) bufferHeads(cpu int, c *swap.CPU) {
	if c.NBH < 0 || c.NBH > swap.BHSize {
		w.say("F3", "CPU %d keeps %d buffer heads of at most %d", cpu, c.NBH, swap.BHSize)
		return
	}
	for i := range c.NBH {
		for j := range i {
			if c.BH[i] == c.BH[j] {
				w.say("F3", "CPU %d keeps block %d twice", cpu, c.BH[i])
			}
		}
	}
}
