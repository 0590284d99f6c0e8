package rcu

// barriers lets a caller of rcu_barrier see that somebody else has done all of one
// while it waited for its turn, so that it need do none (barrier_sequence of
// kernel/rcu/tree.c). Numbers are compared only among callers that are there at once,
// so they begin anew when nobody is: states that differ by what is over are one.
type barriers struct {
	steps   int32 // how often one has begun or ended: odd while one is under way
	callers int32
}

// EnterBarrier is what a caller notes as it comes: the number at which one that begins
// from now on has ended. One that is under way may have passed a CPU already.
func (b *barriers) EnterBarrier() (enough int32) {
	b.callers++
	return b.steps + 2 + b.steps&1
}

// BarrierDone reports whether such a one has ended.
func (b *barriers) BarrierDone(enough int32) bool { return b.steps >= enough }

// BeginBarrier is for the caller whose turn it is.
func (b *barriers) BeginBarrier() { b.steps++ }

// LeaveBarrier is for each caller, whether it has begun one or not.
func (b *barriers) LeaveBarrier() {
	b.steps += b.steps & 1
	if b.callers--; b.callers == 0 {
		b.steps = 0
	}
}
