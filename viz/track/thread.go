package track

import (
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// Thread is what one thread waited for, and when it was off its CPU.
type Thread struct {
	Name  string
	CPU   int32
	FIFO  int32
	Kind  sim.ThreadKind
	Waits Lane // for work, for locks
	Off   Lane // why it was not on its CPU
	Runs  Lane // when it had a CPU, which is Other; interrupts lie on top of it

	done   bool
	wake   int32 // 1 + the wake-up that brought it to its CPU, or will; 0: none
	victim victimState
}

// Active says whether a thread has run or could have, up to a time.
func (th *Thread) Active(t int64) bool {
	return len(th.Runs.Spans) > 0 && th.Runs.Spans[0].From <= t || len(th.Off.Spans) > 1 && th.Off.Spans[1].From <= t
}

func startThread(k *path.Kernel, id sim.ThreadID) Thread {
	m := &k.M.Threads[id]
	t := Thread{Name: k.ThreadName(id), CPU: m.CPU, FIFO: m.FIFO, Kind: m.Kind}
	t.victim.at = -1
	if m.Kind > sim.Kworker {
		return t // a handler is never off its CPU: it is there or does not exist
	}
	switch m.State {
	case sim.Running, sim.Spinning:
	case sim.Runnable:
		t.Off.push(Span{To: Open, Thread: id, What: Ready})
	default:
		t.Off.push(Span{To: Open, Thread: id, What: Sleep})
	}
	return t
}

// baseOf is what it means that a thread has its CPU.
func (t *Tracks) baseOf(id sim.ThreadID) What {
	switch {
	case id == sim.NoThread:
		return Idle
	case t.Threads[id].Kind == sim.Kworker:
		return Kworker
	case t.Threads[id].FIFO > 0:
		return RTTask
	}
	return Task
}

// offCPU notes that a thread has left its CPU. Whether it sleeps or was put
// aside shows later: one that sleeps has to be woken before it comes back.
func (t *Tracks) offCPU(e *sim.Event) {
	prev := sim.ThreadID(e.A)
	if prev == sim.NoThread || t.Threads[prev].done {
		return
	}
	t.Threads[prev].Off.push(Span{From: e.Time, To: Open, Thread: prev, By: sim.ThreadID(e.B), What: Off})
	t.suspect(e, prev, sim.ThreadID(e.B))
}

// onCPU notes that a thread has its CPU again, when the switch is over.
func (t *Tracks) onCPU(e *sim.Event) {
	next := sim.ThreadID(e.B)
	if next == sim.NoThread {
		return
	}
	th := &t.Threads[next]
	if off := th.Off.open(); off != nil {
		if off.What == Off {
			off.What = Aside
			t.convict(next)
		}
		off.To = e.Time + e.C
	}
	t.release(next, e.Time+e.C)
}

// woken notes that a thread that slept waits for its CPU now.
func (t *Tracks) woken(e *sim.Event) {
	id := sim.ThreadID(e.A)
	th := &t.Threads[id]
	if off := th.Off.open(); off != nil {
		if off.What == Off {
			off.What = Sleep
			t.acquit(id)
		}
		off.To = e.Time
	}
	th.Off.push(Span{From: e.Time, To: Open, Thread: id, What: Ready, By: t.CPUs[e.B].Base.last().Thread})
	t.wakes(e)
}

// Settle decides about the threads that are off their CPUs at the end of what
// is recorded, from the state there.
func (t *Tracks) Settle(k *path.Kernel) {
	for i := range t.Threads {
		off := t.Threads[i].Off.open()
		if off == nil || off.What != Off {
			continue
		}
		if k.M.Threads[i].State == sim.Runnable {
			off.What = Aside
			t.convict(sim.ThreadID(i))
			continue
		}
		off.What = Sleep
		t.acquit(sim.ThreadID(i))
	}
}
