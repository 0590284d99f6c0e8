// Package track turns the events of a run into what a timeline shows: what ran
// on each CPU and when, who waited for whom, which lock was held, and whose
// request put aside whose task.
//
//	events --Append--> Tracks --First, Pieces--> viz/view
//
// It only ever appends, at a constant price for each event, so a run can be
// watched while it is being recorded. Spans keep their numbers for ever; so
// the ids of what is drawn are stable.
package track

import (
	"barnyard/engine/history"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// Tracks is everything that a timeline knows of a run. Times are cycles.
type Tracks struct {
	GHz  int64 // cycles a nanosecond
	Seen int   // events taken in so far
	Last int64 // time up to which the run is known

	CPUs    []CPU
	Threads []Thread
	Locks   []Lock
	Series  []Series
	Asks    []Ask    // in order of Queued
	IPIs    []IPI    // in order of Sent
	Wakes   []Wake   // in order of At
	Moves   []Moves  // of cache lines, line by line; see LineOf
	Victims []Victim // by when they began, however late that became certain
	Stops   []Stop   // events worth stopping at, in order

	irqExit  int64 // what the way back from a handler costs
	irqSlack int64 // and by how much jitter may change it
	works    []workState
	rt       bool    // PREEMPT_RT: all locks sleep
	flying   []int32 // by CPU: the IPI on its way to it; -1: none
	stops    [sim.NKinds]bool
	inWave   []int32         // by CPU: the first stop of the last wave that it had a part in; -1: none
	lines    map[int32]int32 // cache lines, as places in Moves
	kinds    kindCounts
}

// New starts the tracks of a run from its state before the first step.
func New(k *path.Kernel) *Tracks {
	t := &Tracks{GHz: k.M.GHz, irqExit: k.M.Cost[sim.CostIRQExit], lines: map[int32]int32{}}
	t.irqSlack = t.irqExit*k.M.Jitter/100 + 1
	for id := range k.M.Threads {
		t.Threads = append(t.Threads, startThread(k, sim.ThreadID(id)))
	}
	for cpu := range k.M.CPUs {
		t.CPUs = append(t.CPUs, startCPU(k, t, cpu))
		t.flying = append(t.flying, -1)
		t.inWave = append(t.inWave, -1)
	}
	for id := range k.Locks.L {
		t.Locks = append(t.Locks, startLock(k, id))
	}
	for i := range k.Cfg.Series {
		t.Series = append(t.Series, startSeries(k, i))
	}
	t.rt = k.Locks.PI
	for _, s := range sim.EventSpecs() {
		t.stops[s.Kind] = s.Attention
	}
	return t
}

// Follow takes in what the history has recorded since the last call.
func (t *Tracks) Follow(h *history.History) {
	for t.Seen < h.Len() {
		t.Append(h.From(t.Seen))
	}
	t.Settle(h.Run.Kernel)
	t.Last = h.Recorded()
}

// Append takes in more events, in the order in which they happened.
func (t *Tracks) Append(events []sim.Event) {
	for i := range events {
		e := &events[i]
		t.kinds.count(e, t.Seen)
		c := &t.CPUs[e.CPU]
		c.soonerBack(e)
		t.take(e)
		c.irq.done = e.Kind == sim.IrqExit
		if t.stops[e.Kind] {
			t.stop(Stop{At: e.Time, Event: int32(t.Seen), Kind: e.Kind, CPU: e.CPU})
		}
		t.Seen++
		t.Last = e.Time
	}
}

// take takes in one event.
func (t *Tracks) take(e *sim.Event) {
	c := &t.CPUs[e.CPU]
	switch e.Kind {
	case sim.SchedSwitch:
		c.switchTo(t, e)
		t.offCPU(e)
		t.onCPU(e)
	case sim.SchedWakeup:
		t.woken(e)
	case sim.TaskMigrate:
		t.migrated(e)
	case sim.CPUOffline:
		t.CPUs[e.A].Gone.push(Span{From: e.Time, To: Open, Thread: sim.NoThread, What: Off})
	case sim.CPUOnline:
		if gone := t.CPUs[e.A].Gone.last(); gone != nil {
			gone.To = e.Time
		}
	case sim.TaskDone:
		t.Threads[e.Thread].done = true
	case sim.IrqEnter:
		c.enter(t, e)
	case sim.IrqExit:
		c.leave(t, e)
	case sim.LineMove:
		c.Lines = append(c.Lines, LineMove{At: e.Time, Cost: e.C, Line: e.A, From: e.B})
		t.moved(e)
	case sim.Mark:
		t.Series[e.A].add(Mark{At: e.Time, Took: e.C})
	default:
		t.takeLockOrWork(e)
	}
}

func (t *Tracks) takeLockOrWork(e *sim.Event) {
	switch e.Kind {
	case sim.LockAcquire:
		t.acquired(e)
	case sim.LockContended:
		t.contended(e)
	case sim.LockRelease:
		t.released(e)
	case sim.QueueWork:
		t.queued(e)
	case sim.WorkStart:
		t.workStarted(e)
	case sim.WorkEnd:
		t.workEnded(e)
	case sim.DirectStart:
		t.directStarted(e)
	case sim.DirectEnd:
		t.directEnded(e)
	case sim.IPISend:
		t.ipiSent(e)
	case sim.IPIReceive:
		t.ipiReceived(e)
	case sim.FlushWait:
		t.flushing(e)
	case sim.FlushDone:
		t.flushed(e)
	}
}
