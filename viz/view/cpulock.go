package view

import (
	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/qpw"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// Padlocks: open, or closed in the colour of who holds them, with the holder's
// name and those who wait, in order.

// padlock draws one lock with its holder and its queue, which grow to the left
// from x and stop before least. It returns where they begin.
func padlock(s *scene.Scene, m *ui.Model, k *path.Kernel, id scene.ID, lock locking.ID, shape scene.LockShape, x, y, size, least float32) float32 {
	l := &k.Locks.L[lock]
	ink := theme.LockOpen
	if l.Holder != sim.NoThread {
		ink = roleOf(k, l.Holder)
	}
	it := s.Padlock(id, x, y, size, shapeOf(k, shape), l.Holder == sim.NoThread, solid(ink))
	if told(m, id) {
		it.Tip(lockTip(k, lock))
	}
	if l.Holder == sim.NoThread {
		return x - 4
	}
	x -= 4
	base := y + size*0.78
	x -= wordsEnd(s, id.Sub(1), x, base, nameOf(s, k, l.Holder), theme.SpanName, theme.Text, x-least)
	memory := workOf(s)
	memory.queue = queueOf(memory.queue[:0], k, l)
	for i, w := range memory.queue {
		name := s.Join("< ", nameOf(s, k, w))
		width := typeset.Measure(name, theme.SpanName)
		if x-width-4 < least {
			break
		}
		x -= 4
		x -= wordsEnd(s, id.Sub(2+i), x, base, name, theme.SpanName, theme.TextAlarm, width+1)
	}
	return x - 6
}

// queueOf is the threads that wait for a lock, first come first.
func queueOf(ids []sim.ThreadID, k *path.Kernel, l *locking.Lock) []sim.ThreadID {
	for id := l.Head; id != sim.NoThread && len(ids) < 64; id = sim.ThreadID(k.M.Threads[id].Link) {
		ids = append(ids, id)
	}
	return ids
}

// lockTip says who holds a lock, how long already, and who waits.
func lockTip(k *path.Kernel, id locking.ID) string {
	l := &k.Locks.L[id]
	text := k.LockName(id)
	if l.Holder == sim.NoThread {
		return text + ": free."
	}
	how := map[locking.Member]string{locking.Local: "the local lock", locking.Spin: "the spinlock", locking.Mutex: "the mutex", locking.RT: "the sleeping lock"}[l.Held]
	text += ": held by " + k.ThreadName(l.Holder) + inherited(k, l.Holder) + " through " + how + " for " + micros(k, k.M.Now-l.Since)
	queue := queueOf(nil, k, l)
	for i, w := range queue {
		if i == 0 {
			text += "; waiting: "
		} else {
			text += ", "
		}
		text += k.ThreadName(w)
	}
	return text + "."
}

// inherited says at which priority a holder runs if that is not its own.
func inherited(k *path.Kernel, id sim.ThreadID) string {
	if t := &k.M.Threads[id]; t.FIFO != t.Normal {
		return ", who has inherited FIFO " + itoa(int64(t.FIFO)) + " from a waiter,"
	}
	return ""
}

// shapeOf is the shape of a lock: on PREEMPT_RT all are of one kind.
func shapeOf(k *path.Kernel, other scene.LockShape) scene.LockShape {
	if k.Locks.PI {
		return scene.RTLock
	}
	return other
}

// lock draws the lock of the CPU's sheaves, if the scenario has a cache.
func (c *card) lock(x, y, size, least float32) float32 {
	if !hasCache(c.k) {
		return c.r.X + c.r.W - c.inset
	}
	pcs := &c.k.Heap.PCS[c.k.Heap.PCSOf(slub.CacheID(c.m.Cache), int32(c.cpu))]
	shape := scene.LocalLock
	if c.k.Cfg.Mode == qpw.On {
		shape = scene.SpinLock
	}
	return padlock(c.s, c.m, c.k, scene.CPULock.ID(c.m.Cache, c.cpu), pcs.Lock, shape, x, y, size, least)
}
