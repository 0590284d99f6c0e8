package locking

import (
	"barnyard/engine/bug"
	"barnyard/engine/sim"
)

// The percpu rwsem, the kind of cpu_hotplug_lock. Readers only count
// themselves in, so there may be any number, and none has a name; a writer
// waits until the last has left, and readers that come meanwhile wait behind
// it. When the writer leaves, all readers that wait come in before the next
// writer (the kernel wakes in order up to the first writer; only one gets as far
// as this lock, cpu_add_remove_lock keeps the others) [KN]. (The grace period with which the kernel's writer makes readers
// take the slow path is not modelled.) A reader that need not wait tells
// nothing: it only counts on its own CPU.
//
//	free --ReadLock--> Read, Readers 1.. --last ReadUnlock--> free, or the writer
//	free --WriteLock-> Write ----------------WriteUnlock-----> free, or readers, or a writer

// ReadLock counts the stepping thread in, or queues it behind a writer and
// returns false; it then executes the same op again when its turn has come.
func (s *Set) ReadLock(m *sim.Machine, id ID) bool {
	l, t := &s.L[id], m.Cur()
	if t.Granted {
		t.Granted = false
		l.Holder = m.CurID()
		l.Told++
		m.Emit(sim.LockAcquire, int32(id), 0, m.Now-t.WaitedFrom)
		s.Dep.got(m, id, l.Class, false)
		return true
	}
	if s.waitsStill(m, id, l.Head) {
		return false
	}
	s.Dep.want(m, id, l.Class)
	if l.Held == Write || l.Writers != sim.NoThread {
		holder := l.Holder
		if holder == sim.NoThread {
			holder = l.Writers
		}
		m.Emit(sim.LockContended, int32(id), int32(holder), 0)
		s.queue(m, l)
		s.sleep(m, id)
		return false
	}
	if l.Held == Free {
		l.Held, l.Since = Read, m.Now
	}
	l.Readers++
	l.Holder = m.CurID()
	s.Dep.got(m, id, l.Class, false)
	return true
}

// ReadUnlock counts the stepping thread out; the last lets a writer in.
func (s *Set) ReadUnlock(m *sim.Machine, id ID) {
	l := &s.L[id]
	s.Dep.drop(m, id, l.Class)
	if l.Held != Read || l.Readers == 0 {
		m.Warn(bug.NotHeld, int32(id), 0, 0)
		return
	}
	if l.Told > 0 {
		l.Told--
		m.Emit(sim.LockRelease, int32(id), 0, m.Now-l.Since)
	}
	if l.Holder == m.CurID() {
		l.Holder = sim.NoThread // who else reads is not known
	}
	if l.Readers--; l.Readers == 0 {
		l.Holder, l.Held = sim.NoThread, Free
		s.letWriterIn(m, l)
	}
}

// WriteLock takes the lock alone, or queues the stepping thread and returns
// false.
func (s *Set) WriteLock(m *sim.Machine, id ID) bool {
	l, t := &s.L[id], m.Cur()
	if t.Granted {
		t.Granted = false
		m.Touch(l.Line, true)
		m.Emit(sim.LockAcquire, int32(id), 0, m.Now-t.WaitedFrom)
		s.Dep.got(m, id, l.Class, false)
		return true
	}
	if s.waitsStill(m, id, l.Writers) {
		return false
	}
	s.Dep.want(m, id, l.Class)
	if l.Held == Free {
		s.take(m, id, Write, 0, false)
		return true
	}
	m.Emit(sim.LockContended, int32(id), int32(l.Holder), 0)
	s.queueWriter(m, l)
	s.sleep(m, id)
	return false
}

// queueWriter puts the stepping thread behind the writers that wait.
func (s *Set) queueWriter(m *sim.Machine, l *Lock) {
	id := m.CurID()
	m.Threads[id].Link = int32(sim.NoThread)
	if l.Writers == sim.NoThread {
		l.Writers = id
		return
	}
	last := l.Writers
	for m.Threads[last].Link != int32(sim.NoThread) {
		last = sim.ThreadID(m.Threads[last].Link)
	}
	m.Threads[last].Link = int32(id)
}

func (s *Set) sleep(m *sim.Machine, id ID) {
	m.Cur().WaitedFrom = m.Now
	m.Block(sim.WaitMutex, int32(id))
}

// WriteUnlock lets the readers in that wait, else the next writer.
func (s *Set) WriteUnlock(m *sim.Machine, id ID) {
	l := &s.L[id]
	s.Dep.drop(m, id, l.Class)
	if l.Held != Write {
		m.Warn(bug.NotHeld, int32(id), 0, 0)
		return
	}
	if l.Holder != m.CurID() {
		m.Warn(bug.NotHolder, int32(id), int32(l.Holder), 0)
	}
	m.Touch(l.Line, true)
	m.Emit(sim.LockRelease, int32(id), 0, m.Now-l.Since)
	l.Holder, l.Held = sim.NoThread, Free
	if l.Head == sim.NoThread {
		s.letWriterIn(m, l)
		return
	}
	l.Held, l.Since = Read, m.Now
	for l.Head != sim.NoThread {
		t := l.Head
		l.Head = sim.ThreadID(m.Threads[t].Link)
		m.Threads[t].Link = int32(sim.NoThread)
		l.Readers++
		l.Holder = t
		m.Grant(t)
	}
	l.Tail = sim.NoThread
}

// letWriterIn hands a free lock to the first writer that waits.
func (s *Set) letWriterIn(m *sim.Machine, l *Lock) {
	w := l.Writers
	if w == sim.NoThread {
		return
	}
	l.Writers = sim.ThreadID(m.Threads[w].Link)
	m.Threads[w].Link = int32(sim.NoThread)
	l.Holder, l.Held, l.Since = w, Write, m.Now
	m.Grant(w)
}

// writes reports whether a thread waits to be the writer.
func (l *Lock) writes(m *sim.Machine, id sim.ThreadID) bool {
	for w := l.Writers; w != sim.NoThread; w = sim.ThreadID(m.Threads[w].Link) {
		if w == id {
			return true
		}
	}
	return false
}
