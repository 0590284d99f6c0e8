package workqueue

import "barnyard/engine/sim"

// Rescuers [KN]. A workqueue with WQ_MEM_RECLAIM has a thread of its own that
// runs its items in a pool which cannot: one whose worker, before it takes up
// work, has to make another and finds no memory for it. Such a pool calls the
// rescuer of every workqueue with an item on its list; a rescuer serves the
// pools that call it one after the other.

// The workqueues.
const (
	SlubFlush int32 = iota // slub_flushwq, for slub_flush
	MMPercpu               // mm_percpu_wq, for the drains of folio batches
	NQueues
)

// QueueName is the kernel's name of a workqueue.
func QueueName(queue int32) string { return [...]string{"slub_flushwq", "mm_percpu_wq"}[queue] }

const (
	// NotCalled in Pool.Calls: the pool is not in the rescuer's list.
	NotCalled int32 = -2
	// NoPool is no pool, and the end of a rescuer's list.
	NoPool int32 = -1
)

// Rescuer is the rescuer of a workqueue.
type Rescuer struct {
	Thread     sim.ThreadID
	Pool       int32 // that it serves now, or NoPool
	Head, Tail int32 // the pools that call it
}

// AddRescuer makes the rescuer of the next workqueue.
func (q *Queues) AddRescuer(thread sim.ThreadID) {
	q.Rescuers = append(q.Rescuers, Rescuer{Thread: thread, Pool: NoPool, Head: NoPool, Tail: NoPool})
}

// RescuerOf is the workqueue whose rescuer a thread is, -1 if it is none.
func (q *Queues) RescuerOf(id sim.ThreadID) int32 {
	for i := range q.Rescuers {
		if q.Rescuers[i].Thread == id {
			return int32(i)
		}
	}
	return -1
}

// NeedsWorker reports whether a pool has work and nobody who may take it up.
func (q *Queues) NeedsWorker(cpu int32) bool { return q.Pools[cpu].Head != None && q.Pools[cpu].Lone }

// Call puts a pool at the end of a rescuer's list; false if it is there.
func (q *Queues) Call(queue, cpu int32) bool {
	p, r := &q.Pools[cpu], &q.Rescuers[queue]
	if p.Calls[queue] != NotCalled {
		return false
	}
	p.Calls[queue] = NoPool
	if r.Head == NoPool {
		r.Head = cpu
	} else {
		q.Pools[r.Tail].Calls[queue] = cpu
	}
	r.Tail = cpu
	return true
}

// Answer takes the first pool off a rescuer's list, which serves it now.
func (q *Queues) Answer(queue int32) int32 {
	r := &q.Rescuers[queue]
	cpu := r.Head
	r.Head, q.Pools[cpu].Calls[queue] = q.Pools[cpu].Calls[queue], NotCalled
	if r.Head == NoPool {
		r.Tail = NoPool
	}
	r.Pool = cpu
	return cpu
}

// Runner is the thread that runs, or will run, a work item: its pool's worker,
// or the rescuer if the pool has called it. NoThread if it was never queued.
func (q *Queues) Runner(id ID) sim.ThreadID {
	w := &q.Works[id]
	if w.CPU < 0 {
		return sim.NoThread
	}
	p, r := &q.Pools[w.CPU], &q.Rescuers[w.Queue]
	switch {
	case w.Running:
		return w.By
	case w.Pending && (r.Pool == w.CPU || p.Calls[w.Queue] != NotCalled):
		return r.Thread
	}
	return p.Worker
}
