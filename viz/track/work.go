package track

import (
	"sort"

	"barnyard/engine/sim"
)

// Ask is one work item that a thread queued: who asked, and who pays. Started
// and Ended are Open until then.
type Ask struct {
	Work                   int32
	From, To               int32        // CPUs
	Asker, Payer           sim.ThreadID // the thread that queued it, and the one that does it
	Queued, Started, Ended int64
}

// IPI is one interrupt from a CPU to another. Arrived is Open until then.
type IPI struct {
	From, To      int32
	Sender        sim.ThreadID
	Sent, Arrived int64
}

// workState is which asks a work item has: one may be queued while the one
// before it still runs.
type workState struct{ queued, running int32 }

func (t *Tracks) workOf(id int32) *workState {
	for int(id) >= len(t.works) {
		t.works = append(t.works, workState{-1, -1})
	}
	return &t.works[id]
}

func (t *Tracks) queued(e *sim.Event) {
	t.workOf(e.A).queued = int32(len(t.Asks))
	t.Asks = append(t.Asks, Ask{Work: e.A, From: int32(e.CPU), To: e.B, Asker: e.Thread, Payer: sim.NoThread,
		Queued: e.Time, Started: Open, Ended: Open})
}

func (t *Tracks) workStarted(e *sim.Event) {
	w := t.workOf(e.A)
	if w.queued < 0 {
		return
	}
	w.running, w.queued = w.queued, -1
	a := &t.Asks[w.running]
	a.Started, a.Payer = e.Time, e.Thread
}

func (t *Tracks) workEnded(e *sim.Event) {
	if w := t.workOf(e.A); w.running >= 0 {
		t.Asks[w.running].Ended = e.Time
		w.running = -1
	}
}

// pending is the oldest ask of another CPU that a CPU has not done yet.
func (t *Tracks) pending(cpu int32) *Ask {
	best := int32(-1)
	for _, w := range t.works {
		for _, i := range [...]int32{w.queued, w.running} {
			if i >= 0 && t.Asks[i].To == cpu && t.Asks[i].From != cpu && (best < 0 || i < best) {
				best = i
			}
		}
	}
	if best < 0 {
		return nil
	}
	return &t.Asks[best]
}

func (t *Tracks) directStarted(e *sim.Event) {
	t.CPUs[e.CPU].Direct.push(Span{From: e.Time, To: Open, Thread: e.Thread, Other: e.B, What: Direct})
}

func (t *Tracks) directEnded(e *sim.Event) { t.CPUs[e.CPU].Direct.shut(e.Time) }

func (t *Tracks) ipiSent(e *sim.Event) {
	t.flying[e.A] = int32(len(t.IPIs))
	t.IPIs = append(t.IPIs, IPI{From: int32(e.CPU), To: e.A, Sender: e.Thread, Sent: e.Time, Arrived: Open})
}

func (t *Tracks) ipiReceived(e *sim.Event) {
	t.CPUs[e.CPU].irq.sender = e.A + 1
	if i := t.flying[e.CPU]; i >= 0 {
		t.IPIs[i].Arrived = e.Time
		t.flying[e.CPU] = -1
	}
}

func (t *Tracks) flushing(e *sim.Event) {
	t.Threads[e.Thread].Waits.push(Span{From: e.Time, To: Open, Thread: e.Thread, Other: e.B, What: FlushWait})
}

func (t *Tracks) flushed(e *sim.Event) { t.Threads[e.Thread].Waits.shut(e.Time) }

// FirstAsk is the index of the first ask that may matter from a time on: one
// queued then or later, or one that is older and had not begun by then.
func (t *Tracks) FirstAsk(from int64) int {
	i := t.QueuedSince(from)
	for back := 0; i > 0 && back < maxOpen; back++ {
		if t.Asks[i-1].Started < from {
			break
		}
		i--
	}
	return i
}

// QueuedSince is the index of the first ask that was not queued before a time.
func (t *Tracks) QueuedSince(from int64) int {
	return sort.Search(len(t.Asks), func(i int) bool { return t.Asks[i].Queued >= from })
}

// maxOpen is how many asks or interrupts are looked at that lie before a
// window and may reach into it.
const maxOpen = 64

// FirstIPI is the index of the first interrupt that was under way at a time or
// sent later.
func (t *Tracks) FirstIPI(from int64) int {
	i := sort.Search(len(t.IPIs), func(i int) bool { return t.IPIs[i].Sent >= from })
	for back := 0; i > 0 && back < maxOpen && t.IPIs[i-1].Arrived >= from; back++ {
		i--
	}
	return i
}

// FirstLine is the index of the first line that came not before a time.
func (c *CPU) FirstLine(from int64) int {
	return sort.Search(len(c.Lines), func(i int) bool { return c.Lines[i].At >= from })
}
