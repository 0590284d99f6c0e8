package track

import (
	"sort"

	"barnyard/engine/sim"
)

// When threads run, and who woke them. The CPUs' spans say the same from the
// other side: what one thread did is spread over the CPUs that it was on.

// Wake is one thread that made another runnable. Ran is when that has a CPU for
// the first time after it, Open until then.
type Wake struct {
	At, Ran  int64
	Waker    sim.ThreadID // a task, a kworker, or an interrupt
	Woken    sim.ThreadID
	From, To int32 // CPUs: where the waker runs, and where the woken one waits
}

// wakes notes a wake-up.
func (t *Tracks) wakes(e *sim.Event) {
	t.Threads[e.A].wake = int32(len(t.Wakes) + 1)
	t.Wakes = append(t.Wakes, Wake{At: e.Time, Ran: Open, Waker: e.Thread, Woken: sim.ThreadID(e.A), From: int32(e.CPU), To: e.B})
}

// WakeOf is the wake-up with which a stretch of being ready began; nil if the
// thread was ready from the start.
func (t *Tracks) WakeOf(s *Span) *Wake {
	for i := t.WokenSince(s.From); i < len(t.Wakes) && t.Wakes[i].At == s.From; i++ {
		if t.Wakes[i].Woken == s.Thread {
			return &t.Wakes[i]
		}
	}
	return nil
}

// WokenSince is the index of the first wake-up that is not before a time.
func (t *Tracks) WokenSince(from int64) int {
	return sort.Search(len(t.Wakes), func(i int) bool { return t.Wakes[i].At >= from })
}

// runs notes that a thread has a CPU, or will have when the switch is over.
func (t *Tracks) runs(cpu int, s *Span) {
	if s.Thread == sim.NoThread {
		return
	}
	th := &t.Threads[s.Thread]
	th.Runs.push(Span{From: s.From, To: Open, Thread: s.Thread, Other: int32(cpu), What: s.What})
	if th.wake > 0 {
		t.Wakes[th.wake-1].Ran = s.From
	}
}

// runsNot takes it back: something came in between.
func (t *Tracks) runsNot(s *Span) {
	if s.Thread == sim.NoThread {
		return
	}
	th := &t.Threads[s.Thread]
	th.Runs.pop()
	if th.wake > 0 {
		t.Wakes[th.wake-1].Ran = Open
	}
}

// runsUntil notes that a thread has left its CPU.
func (t *Tracks) runsUntil(id sim.ThreadID, at int64) {
	if id == sim.NoThread {
		return
	}
	th := &t.Threads[id]
	if th.Runs.open() == nil {
		return // it was only on its way there
	}
	th.Runs.shut(at)
	th.wake = 0
}
