// Package locking holds the locks of the model. On a kernel without PREEMPT_RT
// they are the local trylock, which is one byte on its own CPU; the spinlock,
// whose waiters queue in order and keep their CPUs busy; the mutex, whose
// waiters sleep (the kernel's spin first while the owner runs); and the percpu rwsem (rwsem.go). With PREEMPT_RT all but the
// last inherit priorities, and waiters of all of them sleep (rt.go).
//
// A lock does not know what it protects. Pinning (preempt_disable) and the
// masking of interrupts are steps of their own in the listings; the functions
// here are the one step that looks at the lock word.
//
// Lock, Unlock and take stay functions of their own. The compiler, which goes by
// the profile, puts into each what it calls, but only one deep: inside another
// function they would call all of that again, and calls are dear in WASM.
package locking

import "barnyard/engine/sim"

// ID names a lock.
type ID int32

// Member is the member of a lock that is in use. The union lock of QPW has
// both; a lock must be released through the member that took it.
type Member uint8

// The members.
const (
	Free  Member = iota // nobody holds the lock
	Local               // the byte of local_trylock_t
	Spin                // the spinlock
	Mutex               // a sleeping lock
	Read                // a percpu rwsem, by its readers
	Write               // the same, by its writer
	RT                  // spinlock_t and local_lock_t of PREEMPT_RT
)

// String names the member as people do.
func (m Member) String() string {
	return [...]string{"no member", "local lock", "spinlock", "mutex", "reader", "writer", "sleeping lock"}[m]
}

// Lock is one lock.
type Lock struct {
	Holder sim.ThreadID // NoThread when free
	Head   sim.ThreadID // first waiter, NoThread when none
	Tail   sim.ThreadID
	Line   sim.LineID // the cache line of the lock word
	Class  Class
	Held   Member
	Union  Union  // where it has two members: how they lie on top of each other
	Init   Member // and which of them was initialised
	Of     int32  // the CPU or node that the lock belongs to, -1: global
	Cache  int32  // the cache that it belongs to, -1: none
	Owned  ID     // next of its holder's locks that others wait for, -1: none
	Since  int64  // when it was taken

	Readers int32        // Read: how many; Holder is the one that came last, if it is still there
	Told    int32        // readers that had to wait and are inside: events tell of these
	Writers sim.ThreadID // first writer that waits, others by Thread.Link
}

// Class is the kind of data that a lock protects.
type Class uint8

// The classes; those of the allocator in the order in which they may be taken.
const (
	CPUHotplug Class = iota
	SlabMutex
	FlushLock
	RCUBarrier
	PCS
	Barn
	List
	PoolLock    // of a worker pool, raw; pseudo-class
	WorkRun     // a work item that runs, or is waited for; pseudo-class
	FBatches    // cpu_fbatches.lock of a CPU
	FBatchesIRQ // cpu_fbatches.lock_irq of a CPU
	Mlock       // mlock_fbatch.lock of a CPU
	LRU         // lru_lock of a node's lists
	LRUDrain    // the mutex inside __lru_add_drain_all
	CPUSlab     // before 7.0; taken inside a list_lock, too
	NClasses
)

// String returns the kernel's name of a class.
func (c Class) String() string {
	return [...]string{"cpu_hotplug_lock", "slab_mutex", "flush_lock", "rcu_barrier mutex", "cpu_sheaves->lock", "barn->lock", "list_lock", "pool->lock", "(work)flush",
		"cpu_fbatches.lock", "cpu_fbatches.lock_irq", "mlock_fbatch.lock", "lru_lock", "mutex of lru_add_drain_all", "cpu_slab->lock"}[c]
}

// Sleeps reports whether those who wait for a lock of the class sleep.
func (c Class) Sleeps() bool { return c < PCS || c == LRUDrain }

// PerCPU reports whether each CPU has a lock of the class.
func (c Class) PerCPU() bool {
	return c == PCS || c == FBatches || c == FBatchesIRQ || c == Mlock || c == CPUSlab
}

// PerNode reports whether each node has a lock of the class.
func (c Class) PerNode() bool { return c == Barn || c == List || c == LRU }

// Set is all locks of a machine.
type Set struct {
	L   []Lock
	Dep Dep
	PI  bool // PREEMPT_RT: mutexes are rt_mutexes too; constant
}

// Add makes a new free lock.
func (s *Set) Add(m *sim.Machine, class Class, of, cache int32) ID {
	s.L = append(s.L, Lock{
		Holder: sim.NoThread, Head: sim.NoThread, Tail: sim.NoThread, Writers: sim.NoThread,
		Line: m.NewLines(1), Class: class, Of: of, Cache: cache, Owned: -1,
	})
	return ID(len(s.L) - 1)
}

// CopyFrom makes s equal to src, reusing memory.
func (s *Set) CopyFrom(src *Set) {
	s.L, s.PI = append(s.L[:0], src.L...), src.PI
	s.Dep.copyFrom(&src.Dep)
}

// Hash folds all locks in.
func (s *Set) Hash(h *sim.Hash) {
	for i := range s.L {
		s.L[i].hash(h)
	}
}

func (l *Lock) hash(h *sim.Hash) {
	h.I32(int32(l.Holder), int32(l.Head))
	h.I32(int32(l.Tail), int32(l.Line))
	h.I32(l.Of, l.Cache)
	h.U64(uint64(l.Union)<<24 | uint64(l.Init)<<16 | uint64(l.Class)<<8 | uint64(l.Held))
	h.I32(int32(l.Owned), 0)
	h.Past(l.Since)
	h.I32(l.Readers, int32(l.Writers))
	h.I32(l.Told, 0)
}

// Try takes a lock if it is free. A failure changes nothing. How the attempt
// touches the line differs: the local byte is on a line that its CPU owns, a
// failed spin_trylock has fetched it to read.
func (s *Set) Try(m *sim.Machine, id ID, as Member) bool {
	l := &s.L[id]
	if s.inherits(as) {
		return s.tryRT(m, id, as)
	}
	s.enters(m, id, as)
	if s.reads(l, as) {
		m.Touch(l.Line, false)
		m.Emit(sim.TrylockFail, int32(id), int32(l.Holder), 0)
		return false
	}
	s.take(m, id, as, 0, true)
	return true
}

// Refuse is a try that fails though the lock is free: to who tries it looks as
// if a holder had just left.
func (s *Set) Refuse(m *sim.Machine, id ID, as Member) {
	m.Touch(s.L[id].Line, s.inherits(as))
	m.Emit(sim.TrylockFail, int32(id), int32(sim.NoThread), 0)
}

// take makes the stepping thread the holder, after a wait or a mere try.
//
//go:noinline
func (s *Set) take(m *sim.Machine, id ID, as Member, waited int64, tried bool) {
	l := &s.L[id]
	m.Touch(l.Line, true)
	l.Holder, l.Held, l.Since = m.CurID(), as, m.Now
	m.Emit(sim.LockAcquire, int32(id), 0, waited)
	s.Dep.got(m, id, l.Class, tried)
}

// Lock takes a lock, or queues the stepping thread for it and returns false;
// the thread then executes the same op again when its turn has come. Spin
// waiters keep their CPU, mutex and RT waiters sleep.
//
//go:noinline
func (s *Set) Lock(m *sim.Machine, id ID, as Member) bool {
	l, t := &s.L[id], m.Cur()
	if s.inherits(as) {
		return s.lockRT(m, id, as)
	}
	if t.Granted {
		t.Granted = false
		m.ChargeN(sim.CostHandover, 1)
		s.take(m, id, as, m.Now-t.WaitedFrom, false)
		return true
	}
	if l.Head != sim.NoThread && s.waitsStill(m, id, l.Head) {
		return false
	}
	s.Dep.want(m, id, l.Class)
	if l.Union != NoUnion {
		s.enters(m, id, as)
	}
	if !s.reads(l, as) {
		s.take(m, id, as, 0, false)
		return true
	}
	m.Emit(sim.LockContended, int32(id), int32(l.Holder), 0)
	s.queue(m, l)
	t.WaitedFrom = m.Now
	if as == Mutex {
		m.Block(sim.WaitMutex, int32(id))
	} else {
		m.Spin(int32(id))
	}
	return false
}

// waitsStill puts the stepping thread back to sleep if it was woken for nothing
// and has its place in a queue of waiters already.
func (s *Set) waitsStill(m *sim.Machine, id ID, first sim.ThreadID) bool {
	for w := first; w != sim.NoThread; w = sim.ThreadID(m.Threads[w].Link) {
		if w == m.CurID() {
			m.Block(sim.WaitMutex, int32(id))
			return true
		}
	}
	return false
}

func (s *Set) queue(m *sim.Machine, l *Lock) {
	id := m.CurID()
	m.Threads[id].Link = int32(sim.NoThread)
	if l.Head == sim.NoThread {
		l.Head = id
	} else {
		m.Threads[l.Tail].Link = int32(id)
	}
	l.Tail = id
}

// Unlock releases a lock, which the stepping thread must hold through the same
// member, and hands it to the first waiter.
//
//go:noinline
func (s *Set) Unlock(m *sim.Machine, id ID, as Member) {
	l := &s.L[id]
	s.Dep.drop(m, id, l.Class)
	if l.Union != NoUnion {
		s.magic(m, id, as)
	}
	if (l.Holder != m.CurID() || l.Held != as) && !s.released(m, id, as) {
		return
	}
	m.Touch(l.Line, true)
	m.Emit(sim.LockRelease, int32(id), 0, m.Now-l.Since)
	if s.inherits(as) {
		s.unlockRT(m, id)
		return
	}
	l.Holder, l.Held = sim.NoThread, Free
	if l.Head != sim.NoThread {
		s.handOver(m, l, as)
	}
}

// handOver makes the first waiter the holder.
func (s *Set) handOver(m *sim.Machine, l *Lock, as Member) {
	next := l.Head
	l.Head = sim.ThreadID(m.Threads[next].Link)
	if l.Head == sim.NoThread {
		l.Tail = sim.NoThread
	}
	m.Threads[next].Link = int32(sim.NoThread)
	l.Holder, l.Held, l.Since = next, as, m.Now
	m.Grant(next)
}
