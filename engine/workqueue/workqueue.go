// Package workqueue holds work items and the per-CPU pools that run them. Each
// CPU's pool has one kworker, an ordinary fair thread bound to the CPU; the
// listings of engine/path say what it does step by step.
//
// A work item is pending from the moment it is queued until its kworker takes
// it, and running until its function has returned. It is on at most one pool's
// list.
package workqueue

import "barnyard/engine/sim"

// ID names a work item.
type ID int32

// None is no work item.
const None ID = -1

// Work is one work item.
type Work struct {
	Fn      sim.FuncID
	CPU     int32        // the pool that it is queued on or runs in
	Next    ID           // next in the pool's list
	Waiter  sim.ThreadID // first thread that flushes it; others by Thread.Link
	Pending bool
	Running bool
	Owed    bool         // it is not on a list: CPU does it when By returns to user space
	By      sim.ThreadID // Owed: who ran on CPU when it was asked for
}

// Pool is the worker pool of one CPU.
type Pool struct {
	Head, Tail ID
	Worker     sim.ThreadID
	Line       sim.LineID // of its lock and list
}

// Queues is all pools and work items of a machine.
type Queues struct {
	Works []Work
	Pools []Pool
}

// AddPool makes the pool of the next CPU, with its kworker.
func (q *Queues) AddPool(m *sim.Machine, worker sim.ThreadID) {
	q.Pools = append(q.Pools, Pool{Head: None, Tail: None, Worker: worker, Line: m.NewLines(1)})
}

// AddWork makes a work item at rest.
func (q *Queues) AddWork() ID {
	q.Works = append(q.Works, Work{CPU: -1, Next: None, Waiter: sim.NoThread, By: sim.NoThread})
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

// Take removes the first item of a CPU's list and marks it running.
func (q *Queues) Take(cpu int32) ID {
	p := &q.Pools[cpu]
	id := p.Head
	w := &q.Works[id]
	p.Head = w.Next
	if p.Head == None {
		p.Tail = None
	}
	w.Pending, w.Running, w.Next = false, true, None
	return id
}

// Owe leaves an item to a CPU, which does it when a task returns to user space.
func (q *Queues) Owe(id ID, cpu int32, by sim.ThreadID) {
	w := &q.Works[id]
	w.Pending, w.Owed, w.CPU, w.By = true, true, cpu, by
}

// Begin marks an item that was left to a CPU running.
func (q *Queues) Begin(id ID) {
	w := &q.Works[id]
	w.Pending, w.Owed, w.Running = false, false, true
}

// Busy reports whether a flush of the item has something to wait for.
func (q *Queues) Busy(id ID) bool { return q.Works[id].Pending || q.Works[id].Running }

// Wait queues the stepping thread behind the item.
func (q *Queues) Wait(m *sim.Machine, id ID) {
	m.Cur().Link = int32(q.Works[id].Waiter)
	q.Works[id].Waiter = m.CurID()
}

// Done ends the item and wakes whoever flushes it.
func (q *Queues) Done(m *sim.Machine, id ID) {
	w := &q.Works[id]
	w.Running = false
	for w.Waiter != sim.NoThread {
		t := w.Waiter
		w.Waiter = sim.ThreadID(m.Threads[t].Link)
		m.Threads[t].Link = int32(sim.NoThread)
		m.Wake(t)
	}
}

// CopyFrom makes q equal to src, reusing memory.
func (q *Queues) CopyFrom(src *Queues) {
	q.Works = append(q.Works[:0], src.Works...)
	q.Pools = append(q.Pools[:0], src.Pools...)
}

// Hash folds all pools and items in.
func (q *Queues) Hash(h *sim.Hash) {
	for i := range q.Works {
		w := &q.Works[i]
		h.I32(int32(w.Fn), w.CPU)
		h.I32(int32(w.Next), int32(w.Waiter))
		h.Bool(w.Pending)
		h.Bool(w.Running)
		h.Bool(w.Owed)
		h.I32(int32(w.By), 0)
	}
	for i := range q.Pools {
		h.I32(int32(q.Pools[i].Head), int32(q.Pools[i].Tail))
		h.I32(int32(q.Pools[i].Worker), int32(q.Pools[i].Line))
	}
}
