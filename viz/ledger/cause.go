// Package ledger takes one sample of a series apart. A program's mark says how
// long it took since the mark before; the ledger says what that time went to,
// cause by cause, in the victim's own place: what it did itself, and, while it
// could not go on, who had its CPU, which lock it waited for, what interrupted
// it. The causes add up to the sample, cycle by cycle.
//
//	mark --steps of the run, taken again--> mark
//	       every cycle between two steps is charged to one cause
//
// It reads a recording and takes the steps of the interval once more, from the
// keyframe before; so it costs nothing until somebody asks.
package ledger

import (
	"barnyard/engine/sim"
)

// What says what sort of cause a row is.
type What uint8

// The causes.
const (
	Program    What = iota // the victim's own program
	Syscall                // into the kernel and back to user space
	Kernel                 // kernel code that its program called: Func
	Others                 // another thread had its CPU: Who, in Func, on behalf of For
	Lines                  // cache lines that had to come from another CPU: CPU; Who waited for them
	LockWait               // a lock was held: Lock, by For; Who waited for it
	Switch                 // from one thread to another
	Asked                  // the scheduler was asked and left things as they were
	IPI                    // an interrupt from another CPU: CPU
	Timer                  // the interrupt of its CPU's timer
	Device                 // an interrupt of a device: Who
	NMI                    // one that cannot be masked: Who
	Softirq                // what an interrupt leaves for its end: Who
	Arriving               // its CPU idles and the interrupt that wakes it is on its way: CPU
	Flush                  // asleep until a work item is done: by Who, of CPU; it is not known how far that is
	FlushAsk               // the same: Who has still to be woken
	FlushCPU               // Who is to do it, or does it, and has no CPU
	FlushOther             // Who does other items first
	FlushWork              // Who does it
	Sleep                  // asleep because it wanted to be
	Rest                   // a handler between two interrupts, a worker without work
	RCU                    // asleep until callbacks have run
	Hotplug                // asleep until a CPU has nothing left: CPU
	Throttled              // FIFO threads may not run before the period ends
	Turn                   // a schedule by hand let others go first
	NWhats
)

// Cause is what some time went to. Fields that say nothing are NoThread, or -1.
type Cause struct {
	What What
	Who  sim.ThreadID // who executed, or waited; where it is not obvious
	For  sim.ThreadID // on whose behalf; LockWait: who held the lock
	Func sim.FuncID   // of the kernel
	Lock int32
	CPU  int32
}

func causeOf(w What, who sim.ThreadID) Cause {
	return Cause{What: w, Who: who, For: sim.NoThread, Func: -1, Lock: -1, CPU: -1}
}

// Row is a cause and what it took, in cycles.
type Row struct {
	Cause
	Cycles int64
	Times  int // in how many stretches
}

// Ledger is one interval of a victim, taken apart.
type Ledger struct {
	Victim   sim.ThreadID
	From, To int64
	Rows     []Row // the largest first
}

// Sum is what all rows come to: To - From.
func (l *Ledger) Sum() int64 {
	sum := int64(0)
	for i := range l.Rows {
		sum += l.Rows[i].Cycles
	}
	return sum
}

// Of is what all rows of a sort come to.
func (l *Ledger) Of(w What) int64 {
	sum := int64(0)
	for i := range l.Rows {
		if l.Rows[i].What == w {
			sum += l.Rows[i].Cycles
		}
	}
	return sum
}

// Heads is the rows with what differs only in the function, or in the CPU that
// a line came from, taken together; the largest first.
func (l *Ledger) Heads() []Row {
	var heads []Row
	for _, r := range l.Rows {
		r.Func = -1
		if r.What == Lines {
			r.CPU = -1
		}
		heads = addRow(heads, r)
	}
	sortRows(heads)
	return heads
}

func addRow(rows []Row, r Row) []Row {
	for i := range rows {
		if rows[i].Cause == r.Cause {
			rows[i].Cycles += r.Cycles
			rows[i].Times += r.Times
			return rows
		}
	}
	return append(rows, r)
}
