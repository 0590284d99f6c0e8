// Package qpw holds what the series adds to the kernel: a lock with two
// members, of which a boot key selects one, and work items that are queued on
// a CPU in one mode and called directly in the other. The functions
// themselves are listings in engine/path; which steps each of them has in each
// mode is decided there from a Mode.
package qpw

import (
	"barnyard/engine/locking"
	"barnyard/engine/workqueue"
)

// Mode is how a kernel was built and booted.
type Mode uint8

// The modes. On a kernel without PREEMPT_RT they are the columns A, C and E of
// the table of configurations (kernel.md 3.4).
const (
	NotBuilt Mode = iota // CONFIG_QPW=n: the names are those of local locks and the workqueue
	Off                  // built in, qpw=0: the same, behind a static branch
	On                   // built in, qpw=1: per-CPU spinlocks, and the asker does the work
)

// Member is the member of the union lock that the mode selects.
func (m Mode) Member() locking.Member {
	if m == On {
		return locking.Spin
	}
	return locking.Local
}

// Branch reports whether each use passes the static key's branch.
func (m Mode) Branch() bool { return m != NotBuilt }

// String is the value of the scenario's qpw key.
func (m Mode) String() string { return [...]string{"n", "0", "1"}[m] }

// Item is struct qpw_struct: a work item and the CPU that it is for. Without
// CONFIG_QPW the CPU is not stored.
type Item struct {
	Work workqueue.ID
	CPU  int32
}
