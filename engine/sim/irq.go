package sim

// Interrupts: between CPUs (to ask the scheduler, for a wakeup that is queued
// there, to call a function), of the CPU's timer, and of devices. They come in the
// middle of an op; while interrupts are masked, or another handler runs, they wait.

// kick sends a CPU an interrupt; asks: to ask its scheduler. One is enough: a
// second before the first has been served adds nothing but that.
func (m *Machine) kick(cpu int32, asks bool) {
	c := &m.CPUs[cpu]
	c.KickAsks = c.KickAsks || asks
	if c.Kick {
		return
	}
	c.Kick, c.KickFrom = true, m.Self
	latency := m.jittered(m.Cost[CostIPI])
	m.tree.Set(m.act(ActIPI, cpu), m.Now+latency)
	m.Emit(IPISend, cpu, 0, latency)
}

// masked reports whether the CPU cannot take an interrupt now: they are
// switched off, or a handler of one runs.
func (m *Machine) masked(c *CPU) bool {
	cur := c.Current()
	return cur != NoThread && (m.Threads[cur].Kind >= Hardirq || m.Threads[cur].IRQOff > 0)
}

// unmask lets interrupts that waited come in at the end of the op.
func (m *Machine) unmask(c *CPU, at int64) {
	if m.masked(c) {
		return
	}
	if ipi := m.act(ActIPI, m.Self); c.Kick && m.tree.At(ipi) >= Inf {
		m.tree.Set(ipi, at)
	}
	if c.TimerHeld {
		c.TimerHeld = false
		m.arm(m.Self)
	}
}

// arriveIPI serves an interrupt from another CPU.
func (m *Machine) arriveIPI() {
	c := &m.CPUs[m.Self]
	if m.Now < c.LeavesAt {
		if !m.Sched.AnyOrder {
			m.tree.Set(m.act(ActIPI, m.Self), c.LeavesAt)
			return
		}
		m.Now = c.LeavesAt
	}
	m.tree.Set(m.act(ActIPI, m.Self), Inf)
	if m.masked(c) {
		return // unmask brings it back
	}
	c.Kick = false
	c.IPIs++
	m.Emit(IPIReceive, c.KickFrom, 0, 0)
	m.interrupt(c, m.handlers[m.Self], m.Entry.IPI)
}

// arriveTimer serves the first thing that is due on this CPU: a device's
// interrupt, or the timer that wakes threads and ends slices.
func (m *Machine) arriveTimer() {
	c := &m.CPUs[m.Self]
	if id := m.due(NMI); id != NoThread {
		m.device(c, id)
		return
	}
	if m.Now < c.LeavesAt {
		if !m.Sched.AnyOrder {
			m.tree.Set(m.act(ActTimer, m.Self), c.LeavesAt)
			return
		}
		m.Now = c.LeavesAt
	}
	if m.masked(c) {
		c.TimerHeld = true
		m.arm(m.Self)
		return
	}
	if id := m.due(Hardirq); id != NoThread {
		m.device(c, id)
		return
	}
	c.IRQs++
	m.tree.Set(m.act(ActTimer, m.Self), Inf)
	m.interrupt(c, m.handlers[m.Self], m.Entry.Timer)
}

// due finds a source of interrupts of the given kind whose time has come on
// the stepping CPU. An NMI does not come while another is served.
func (m *Machine) due(kind ThreadKind) ThreadID {
	if cur := m.CPUs[m.Self].Current(); cur != NoThread && m.Threads[cur].Kind == NMI {
		return NoThread
	}
	for _, id := range m.OfCPU(m.Self) {
		if t := &m.Threads[id]; t.Kind == kind && t.Why == WaitTime && t.WakeAt <= m.Now {
			return id
		}
	}
	return NoThread
}

// device starts the handler of a device's interrupt, or of an NMI.
func (m *Machine) device(c *CPU, id ThreadID) {
	c.IRQs++
	m.Threads[id].Why = WaitNone
	m.tree.Set(m.act(ActTimer, m.Self), Inf)
	fn := m.Entry.Device
	if m.Threaded() && m.Threads[id].Kind == Hardirq {
		fn = m.Entry.HardPart
	}
	m.interrupt(c, id, fn)
}

// Threaded reports whether handlers of devices and softirqs are threads.
func (m *Machine) Threaded() bool { return m.softThreads != nil }

// SoftirqsOf is the CPU whose softirqs a thread runs, NoCPU if it is none.
func (m *Machine) SoftirqsOf(id ThreadID) int32 {
	for cpu, t := range m.softThreads {
		if t == id {
			return int32(cpu)
		}
	}
	return NoCPU
}

// Thread makes softirqs run in the given threads, one a CPU, irq_work in others,
// and devices' interrupts enter a hard part only (PREEMPT_RT).
func (m *Machine) Thread(softirqs, irqWork []ThreadID) {
	m.softThreads, m.workThreads = softirqs, irqWork
}

// InterruptSelf lets the stepping CPU interrupt itself as soon as interrupts
// are on: what irq_work_queue does.
func (m *Machine) InterruptSelf() {
	m.CPUs[m.Self].SelfAt = m.Now
	m.arm(m.Self)
}

// interrupt puts a handler on top of what runs; the rest of the interrupted
// op's cost is paid later.
func (m *Machine) interrupt(c *CPU, id ThreadID, fn FuncID) {
	run := m.act(ActRun, m.Self)
	if cur := c.Current(); cur != NoThread && m.Threads[cur].State != Spinning {
		if at := m.tree.At(run); at < Inf {
			m.Threads[cur].Remain += max(0, at-m.Now) // more where the scheduler was about to be asked
		}
	}
	c.Nest++
	c.Ctx[c.Nest] = id
	m.onto()
	c.LastBusy = m.Now
	t := &m.Threads[id]
	t.State, t.Since, t.Depth = Running, m.Now, 0
	t.ClearArg()
	t.Push(fn)
	m.Emit(IrqEnter, int32(id), 0, 0)
	m.tree.Set(run, m.Now+m.jittered(m.Cost[CostIRQEnter]))
}

// RaiseSoftirq asks the stepping CPU to run its softirq when the interrupt that
// is being served ends, or wakes the softirq's thread.
func (m *Machine) RaiseSoftirq() {
	if m.Threaded() {
		m.Wake(m.softThreads[m.Self])
		return
	}
	m.CPUs[m.Self].SoftPending = true
}

// softirq starts the CPU's softirq on top of the task, where an interrupt has
// just ended. What the interrupt had put aside stays aside.
func (m *Machine) softirq(c *CPU, at int64) {
	id, fn := m.nextSoftirq(c)
	c.Nest++
	c.Ctx[c.Nest] = id
	m.onto()
	t := &m.Threads[id]
	t.State, t.Since, t.Depth = Running, m.Now, 0
	t.ClearArg()
	t.Push(fn)
	m.Emit(IrqEnter, int32(id), 0, 0)
	m.tree.Set(m.act(ActRun, m.Self), at)
	m.arm(m.Self)
}

// nextSoftirq takes the softirq that runs next, and its function: the sources
// that were raised in the order of their ids, then the CPU's own.
func (m *Machine) nextSoftirq(c *CPU) (ThreadID, FuncID) {
	if c.SoftRaised > 0 {
		for _, id := range m.OfCPU(m.Self) {
			if t := &m.Threads[id]; t.Kind == Softirq && t.State == Runnable {
				c.SoftRaised--
				return id, m.Entry.Device
			}
		}
	}
	c.SoftPending = false
	return m.softirqs[m.Self], m.Entry.Softirq
}

// raiseSources raises the sources of softirqs whose time has come: the timer's
// interrupt is theirs [KN].
func (m *Machine) raiseSources(c *CPU) {
	for _, id := range m.OfCPU(m.Self) {
		t := &m.Threads[id]
		if t.Kind == Softirq && t.Why == WaitTime && t.WakeAt <= m.Now {
			t.State, t.Why = Runnable, WaitNone
			c.SoftRaised++
		}
	}
}

// Tick lets a CPU's timer come in at the next tick, to look for softirq work.
func (m *Machine) Tick(cpu int32) {
	c := &m.CPUs[cpu]
	c.TickAt = min(c.TickAt, (m.Now/m.Sched.Tick+1)*m.Sched.Tick)
	m.arm(cpu)
}

// irqExit takes the handler off and goes on with what it interrupted, or asks
// the scheduler first when that is wanted and allowed.
func (m *Machine) irqExit(c *CPU, t *Thread, end int64) {
	m.Emit(IrqExit, int32(c.Ctx[c.Nest]), 0, 0)
	t.State, t.Since = New, m.Now
	c.Ctx[c.Nest] = NoThread
	c.Nest--
	m.onto()
	c.LastBusy = m.Now
	end += m.jittered(m.Cost[CostIRQExit])
	c.LeavesAt = end
	run := m.act(ActRun, m.Self)
	if (c.SoftPending || c.SoftRaised > 0) && c.Nest == 0 && !m.masked(c) {
		m.softirq(c, end)
		return
	}
	switch cur := c.Current(); {
	case c.NeedResched && m.preemptible(c):
		m.tree.Set(run, end)
	case cur == NoThread || m.Threads[cur].State == Spinning:
		m.tree.Set(run, Inf)
	default:
		m.tree.Set(run, end+m.Threads[cur].Remain)
		m.Threads[cur].Remain = 0
	}
	m.arm(m.Self)
	m.emptied(c)
}

// TimerExpired does what the CPU's timer interrupt is for: threads whose time
// has come wake up, and a slice or the fair server's turn that ended asks the
// scheduler.
func (m *Machine) TimerExpired() {
	c := &m.CPUs[m.Self]
	c.SelfAt = Inf
	if c.AlarmAt <= m.Now {
		c.AlarmAt = Inf // whoever set it looks after it
	}
	if c.TickAt <= m.Now {
		c.TickAt = Inf
		m.RaiseSoftirq()
	}
	for _, id := range m.OfCPU(m.Self) {
		t := &m.Threads[id]
		if t.Kind <= Kworker && (t.Why == WaitTime || t.Why == WaitStart) && t.WakeAt <= m.Now {
			m.Wake(id)
		}
	}
	m.raiseSources(c)
	m.balance(c)
	m.account(c)
	if c.SliceAt <= m.Now {
		c.SliceAt, c.NeedResched = Inf, true
		m.Threads[c.Ctx[0]].InSlice = m.Sched.Slice
	}
	m.fairServerTimer(c)
	m.throttleTimer(c)
	m.arm(m.Self)
}

// SetAlarm lets a CPU's timer come in at a time for one of the kernel's timers,
// and for none before; Inf for no more.
func (m *Machine) SetAlarm(cpu int32, at int64) {
	m.CPUs[cpu].AlarmAt = at
	m.arm(cpu)
}

// CallOn sends another CPU an interrupt to call a function there
// (smp_call_function_single); Called tells its handler.
func (m *Machine) CallOn(cpu int32) {
	m.CPUs[cpu].Call = true
	m.kick(cpu, false)
}

// Called reports whether the stepping CPU was interrupted to call a function, and
// takes note that it is called now.
func (m *Machine) Called() bool {
	c := &m.CPUs[m.Self]
	called := c.Call
	c.Call = false
	return called
}

// Kicked asks the scheduler of the stepping CPU at the next chance if the
// interrupt that is served was sent for that.
func (m *Machine) Kicked() {
	c := &m.CPUs[m.Self]
	c.NeedResched = c.NeedResched || c.KickAsks
	c.KickAsks = false
}

// Rearm looks again at what will be due on a CPU.
func (m *Machine) Rearm(cpu int32) { m.arm(cpu) }

// arm sets the CPU's timer to the first thing that will be due.
func (m *Machine) arm(cpu int32) {
	c := &m.CPUs[cpu]
	c.SliceAt = m.sliceEnd(c)
	at := min(c.SliceAt, c.TickAt, c.SelfAt, c.AlarmAt, m.fairServerDue(c), m.throttleDue(c))
	if c.TimerHeld {
		at = Inf // held back until interrupts are on; only an NMI comes through
	}
	if c.Offline {
		m.tree.Set(m.act(ActTimer, cpu), Inf)
		return
	}
	for _, id := range m.OfCPU(cpu) {
		t := &m.Threads[id]
		if (t.Why == WaitTime || t.Why == WaitStart) && m.comesThrough(c, t) {
			at = min(at, t.WakeAt)
		}
		if !c.TimerHeld {
			at = min(at, m.moveAt(t))
		}
	}
	if at < Inf {
		at = max(at, m.Now)
	}
	m.tree.Set(m.act(ActTimer, cpu), at)
}

// comesThrough reports whether an interrupt for a thread's time would be taken
// now: an NMI unless another is served, the others unless they are held back.
func (m *Machine) comesThrough(c *CPU, t *Thread) bool {
	if t.Kind != NMI {
		return !c.TimerHeld
	}
	cur := c.Current()
	return cur == NoThread || m.Threads[cur].Kind != NMI
}

// sliceEnd is when the running fair thread has used up its slice while others
// of its class wait; Inf when nobody waits.
func (m *Machine) sliceEnd(c *CPU) int64 {
	if c.NeedResched || c.Ctx[0] == NoThread || m.Threads[c.Ctx[0]].FIFO > 0 || m.Sched.AnyOrder {
		return Inf
	}
	if c.SliceAt <= m.Now {
		return c.SliceAt // due already, its interrupt is on the way
	}
	cur := &m.Threads[c.Ctx[0]]
	if cur.State != Running && cur.State != Spinning || !m.fairWaits(cur.CPU) {
		return Inf
	}
	left := m.Sched.Slice - cur.InSlice
	if left <= 0 {
		left = m.Sched.Slice // used up before others came: they get the next one
	}
	return cur.RanFrom + left
}

// fairWaits reports whether a fair thread is runnable on a CPU and not on it.
func (m *Machine) fairWaits(cpu int32) bool {
	for _, id := range m.OfCPU(cpu) {
		t := &m.Threads[id]
		if t.Kind <= Kworker && t.FIFO == 0 && t.State == Runnable {
			return true
		}
	}
	return false
}
