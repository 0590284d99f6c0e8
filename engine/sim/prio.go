package sim

// Priority inheritance, as far as it is the scheduler's: a thread runs at a
// FIFO priority that is not its own as long as somebody more urgent waits for
// a lock that it holds. Which locks those are is known to engine/locking.

// Inherit gives a thread another priority in effect: that of its most urgent
// waiter, or its own again. A fair thread that inherits leaves its class, and
// comes back with the run time that it had.
func (m *Machine) Inherit(id ThreadID, prio int32) {
	t := &m.Threads[id]
	c := &m.CPUs[t.CPU]
	m.account(c)
	kind, old := PIBoost, t.FIFO
	if prio < old {
		kind = PIRestore
	}
	if old == 0 {
		t.FairRun = t.VRuntime
	}
	t.FIFO = prio
	switch {
	case prio == 0:
		t.VRuntime = t.FairRun
	case prio < old:
		t.VRuntime = 0 // it goes to the head of its priority: it had the CPU before them
	default:
		t.VRuntime = m.Now
	}
	m.Emit(kind, int32(id), old, int64(prio))
	m.reprioritized(c, id)
}

// reprioritized asks the scheduler of a thread's CPU if the thread's new
// priority changes who should have it.
func (m *Machine) reprioritized(c *CPU, id ThreadID) {
	t := &m.Threads[id]
	onCPU := c.Ctx[0] == id
	ask := !onCPU && t.State == Runnable && m.preempts(c, t) ||
		onCPU && t.State == Running && m.pick(c, t.CPU) != id
	switch {
	case !ask:
	case t.CPU == m.Self:
		c.NeedResched = true
	default:
		m.kick(t.CPU, true)
	}
	m.watchStarved(c, t.CPU)
	m.arm(t.CPU)
}

// Atomic reports whether the stepping context may not sleep.
func (m *Machine) Atomic() bool {
	t := m.Cur()
	return t.Kind > Kworker || t.Preempt > 0 || t.IRQOff > 0
}
