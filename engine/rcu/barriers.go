package rcu

import (
	"slices"

	"barnyard/engine/sim"
)

// Caller is a thread in rcu_barrier, and how often one has still to begin or to end
// until somebody has done all of one since it came.
type Caller struct {
	Thread sim.ThreadID
	Left   int32
}

// barriers lets a caller of rcu_barrier see that somebody else has done all of one
// while it waited for its turn, so that it need do none. The kernel counts them all,
// in barrier_sequence, and each caller notes a number. Here each caller has what is
// left of that: numbers that grow for as long as somebody waits would make of each
// round of a loop a situation that was never there.
type barriers struct {
	Callers  []Caller // by thread: who came first decides nothing
	Underway bool     // one has begun and not ended
}

// EnterBarrier is for a caller as it comes: one that is to be enough has to begin and
// to end from now on. One that is under way may have passed a CPU already.
func (b *barriers) EnterBarrier(id sim.ThreadID) {
	c := Caller{Thread: id, Left: 2}
	if b.Underway {
		c.Left++
	}
	at, _ := b.caller(id)
	b.Callers = slices.Insert(b.Callers, at, c)
}

func (b *barriers) caller(id sim.ThreadID) (at int, there bool) {
	return slices.BinarySearchFunc(b.Callers, id, func(c Caller, id sim.ThreadID) int { return int(c.Thread) - int(id) })
}

// BarrierDone reports whether such a one has ended.
func (b *barriers) BarrierDone(id sim.ThreadID) bool {
	at, there := b.caller(id)
	return there && b.Callers[at].Left == 0
}

// BeginBarrier is for the caller whose turn it is.
func (b *barriers) BeginBarrier() { b.turn(true) }

// LeaveBarrier is for each caller, whether it has begun one or not.
func (b *barriers) LeaveBarrier(id sim.ThreadID) {
	if b.Underway {
		b.turn(false)
	}
	if at, there := b.caller(id); there {
		b.Callers = slices.Delete(b.Callers, at, at+1)
	}
}

func (b *barriers) turn(underway bool) {
	b.Underway = underway
	for i := range b.Callers {
		b.Callers[i].Left = max(0, b.Callers[i].Left-1)
	}
}

func (b *barriers) hash(h *sim.Hash) {
	underway := int32(0)
	if b.Underway {
		underway = 1
	}
	h.I32(int32(len(b.Callers)), underway)
	for _, c := range b.Callers {
		h.I32(int32(c.Thread), c.Left)
	}
}
