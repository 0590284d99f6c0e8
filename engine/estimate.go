package engine

import (
	"fmt"

	"barnyard/engine/scenario"
	"barnyard/engine/slub"
)

// MaxBytes is the most memory that the state of a run may take at its start.
// Histories keep copies of it, and in the browser memory never shrinks again.
const MaxBytes = 256 << 20

// Estimate is about how many bytes the state takes before the first step.
func Estimate(s *scenario.Scenario) int64 {
	const (
		perThread = 1200                       // with its stack, and its program's state
		perPCS    = 200 + 8*int64(slub.NStats) // pointers, lock, line, sheaf, statistics
		perNode   = 250                        // barn, partial list, two locks with lines
		perHolder = 12
		perBatch  = 600 // folio batches, their locks with lines, two work items
	)
	cpus, nodes := int64(s.Machine.CPUs), int64(s.Machine.Nodes)
	programs := int64(len(s.Tasks) + len(s.Irqs))
	threads := 4*cpus + programs
	if s.Machine.RT {
		threads += 2*cpus + int64(len(s.Irqs)) // RCU's and irq_work's of each CPU, hard parts
	}
	total := perThread * threads
	sharers := 8 * ((cpus + 63) / 64)
	total += cpus*(perBatch+3*sharers) + nodes*(perNode+sharers)
	for i := range s.Caches {
		capacity := int64(s.Caches[i].Capacity)
		if capacity == 0 {
			capacity = int64(slub.SheafCapacity(slub.AlignSize(s.Caches[i].Size)))
		}
		total += cpus*(perPCS+sharers+4*capacity) + nodes*(perNode+2*sharers) + perHolder*programs
	}
	return total
}

// tooLarge is the author's mistake of a machine that does not fit, or nil.
func tooLarge(s *scenario.Scenario) error {
	need := Estimate(s)
	if need <= MaxBytes {
		return nil
	}
	return &scenario.Error{File: s.Name, Pos: s.Machine.Pos, Msg: fmt.Sprintf(
		"%d CPUs with %d caches need about %d MiB; expected at most %d MiB: fewer CPUs, fewer caches or a smaller capacity",
		s.Machine.CPUs, len(s.Caches), need>>20, int64(MaxBytes)>>20)}
}
