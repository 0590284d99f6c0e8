// Package workqueue holds work items, the per-CPU pools that run them, and the
// rescuers of the workqueues. Each CPU's pool has one kworker, an ordinary fair
// thread bound to the CPU; the listings of engine/path say what it does step by
// step.
//
// A work item is pending from the moment it is queued until somebody takes it,
// and running until its function has returned. It is on at most one pool's
// list. It can be both: queued again while it runs.
//
// Who flushes an item puts a barrier right behind it, behind the instance that
// is pending if one is, else behind the one that runs. A barrier does nothing
// but wake its owner, so it is kept as a place in one of the item's two lists
// and not as an item of its own.
package workqueue

import "barnyard/engine/sim"

// ID names a work item.
type ID int32

// None is no work item.
const None ID = -1

// Work is one work item.
type Work struct {
	Fn      sim.FuncID
	Queue   int32        // the workqueue through which it is queued
	CPU     int32        // the pool that it is queued on or runs in
	Next    ID           // next in the pool's list
	Waiter  sim.ThreadID // first thread with a barrier behind the pending instance; others by Thread.Link
	Behind  sim.ThreadID // the same for the running instance
	By      sim.ThreadID // who runs it, else NoThread; Owed: who ran on CPU when it was asked for
	Pending bool
	Running bool
	Owed    bool // it is not on a list: CPU does it when By returns to user space
}

// Pool is the worker pool of one CPU.
type Pool struct {
	Head, Tail ID
	Worker     sim.ThreadID
	Line       sim.LineID     // of its lock and list
	Lone       bool           // it has no worker beside Worker, and no memory for one
	MaydayCPU  int32          // where the mayday timer runs
	MaydayAt   int64          // when it is due, Inf if it is off
	Calls      [NQueues]int32 // by workqueue: the next pool in the rescuer's list, or NotCalled
}

// Queues is all pools and work items of a machine, and the rescuers.
type Queues struct {
	Works    []Work
	Pools    []Pool
	Rescuers []Rescuer // by workqueue
}

// AddPool makes the pool of the next CPU, with its kworker.
func (q *Queues) AddPool(m *sim.Machine, worker sim.ThreadID) {
	p := Pool{Head: None, Tail: None, Worker: worker, Line: m.NewLines(1), MaydayAt: sim.Inf}
	for i := range p.Calls {
		p.Calls[i] = NotCalled
	}
	q.Pools = append(q.Pools, p)
}

// AddWork makes a work item at rest, of a workqueue.
func (q *Queues) AddWork(queue int32) ID {
	q.Works = append(q.Works, Work{Queue: queue, CPU: -1, Next: None, Waiter: sim.NoThread, Behind: sim.NoThread, By: sim.NoThread})
	return ID(len(q.Works) - 1)
}

// Queue puts a work item at the end of a CPU's list; false if it is pending
// already.
func (q *Queues) Queue(id ID, cpu int32) bool {
	w, p := &q.Works[id], &q.Pools[cpu]
	if w.Pending {
		return false
	}
	w.Pending, w.CPU, w.Next = true, cpu, None
	if p.Head == None {
		p.Head = id
	} else {
		q.Works[p.Tail].Next = id
	}
	p.Tail = id
	return true
}

// FirstOf is the first item of a workqueue on a pool's list, None if there is
// none.
func (q *Queues) FirstOf(queue, cpu int32) ID {
	id := q.Pools[cpu].Head
	for id != None && q.Works[id].Queue != queue {
		id = q.Works[id].Next
	}
	return id
}

// Owe leaves an item to a CPU, which does it when a task returns to user space.
func (q *Queues) Owe(id ID, cpu int32, by sim.ThreadID) {
	w := &q.Works[id]
	w.Pending, w.Owed, w.CPU, w.By = true, true, cpu, by
}

// Begin marks an item that was left to a CPU running: by does it. The barriers
// behind it go with it.
func (q *Queues) Begin(id ID, by sim.ThreadID) {
	w := &q.Works[id]
	w.Pending, w.Owed, w.Running, w.By = false, false, true, by
	w.Waiter, w.Behind = sim.NoThread, w.Waiter
}

// Take removes an item from the list of its pool: by runs it now. The barriers
// behind it go with it.
func (q *Queues) Take(id ID, by sim.ThreadID) {
	w := &q.Works[id]
	p := &q.Pools[w.CPU]
	before := None
	for at := p.Head; at != id; at = q.Works[at].Next {
		before = at
	}
	if before == None {
		p.Head = w.Next
	} else {
		q.Works[before].Next = w.Next
	}
	if p.Tail == id {
		p.Tail = before
	}
	w.Pending, w.Running, w.Next, w.By = false, true, None, by
	w.Waiter, w.Behind = sim.NoThread, w.Waiter
}

// Busy reports whether a flush of the item has something to wait for.
func (q *Queues) Busy(id ID) bool { return q.Works[id].Pending || q.Works[id].Running }

// Wait puts a barrier of the stepping thread right behind the item: behind the
// pending instance, else behind the running one. Barriers that are there
// already come after it.
func (q *Queues) Wait(m *sim.Machine, id ID) {
	first := &q.Works[id].Behind
	if q.Works[id].Pending {
		first = &q.Works[id].Waiter
	}
	m.Cur().Link = int32(*first)
	*first = m.CurID()
}

// Done ends the running instance of the item: the barriers behind it are
// reached, whatever else is on the list.
func (q *Queues) Done(m *sim.Machine, id ID) {
	w := &q.Works[id]
	w.Running, w.By = false, sim.NoThread
	for w.Behind != sim.NoThread {
		t := w.Behind
		w.Behind = sim.ThreadID(m.Threads[t].Link)
		m.Threads[t].Link = int32(sim.NoThread)
		m.Wake(t)
	}
}

// CopyFrom makes q equal to src, reusing memory.
func (q *Queues) CopyFrom(src *Queues) {
	q.Works = append(q.Works[:0], src.Works...)
	q.Pools = append(q.Pools[:0], src.Pools...)
	q.Rescuers = append(q.Rescuers[:0], src.Rescuers...)
}

// Hash folds all pools, items and rescuers in.
func (q *Queues) Hash(h *sim.Hash) {
	for i := range q.Works {
		w := &q.Works[i]
		h.I32(int32(w.Fn), w.CPU)
		h.I32(int32(w.Next), int32(w.Waiter))
		h.I32(w.Queue, int32(w.Behind))
		h.Bool(w.Pending)
		h.Bool(w.Running)
		h.Bool(w.Owed)
		h.I32(int32(w.By), 0)
	}
	for i := range q.Pools {
		p := &q.Pools[i]
		h.I32(int32(p.Head), int32(p.Tail))
		h.I32(int32(p.Worker), int32(p.Line))
		h.I32(p.MaydayCPU, 0)
		h.When(p.MaydayAt)
		h.Bool(p.Lone)
		for _, next := range p.Calls {
			h.I32(next, 0)
		}
	}
	for i := range q.Rescuers {
		r := &q.Rescuers[i]
		h.I32(int32(r.Thread), r.Pool)
		h.I32(r.Head, r.Tail)
	}
}
