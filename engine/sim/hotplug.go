package sim

// CPUs that go and come. A CPU goes in two steps: TakeDown asks every thread
// to leave it, and when nothing is left (Emptied) PowerOff takes it away. What
// is pinned there, by preempt_disable, by masked interrupts or by
// migrate_disable, is waited for. Threads of the CPU alone do not leave: they
// finish what they do and stay, asleep, until it is back (the kernel parks them
// [KN]). Interrupts of an offline CPU do not come.

// Online reports whether threads may run on a CPU: it is not offline, and not
// about to be.
func (m *Machine) Online(cpu int32) bool { return !m.CPUs[cpu].Offline && !m.CPUs[cpu].Dying }

// NrOnline is how many CPUs are online.
func (m *Machine) NrOnline() int {
	n := 0
	for c := range m.CPUs {
		if m.Online(int32(c)) {
			n++
		}
	}
	return n
}

// Fallback is where threads go whose CPU is taken away: the first online CPU
// that does housekeeping, else the first online one.
func (m *Machine) Fallback() int32 {
	first := NoCPU
	for c := range m.CPUs {
		switch cpu := &m.CPUs[c]; {
		case !m.Online(int32(c)):
		case !cpu.Isolated && !cpu.NohzFull:
			return int32(c)
		case first == NoCPU:
			first = int32(c)
		}
	}
	return first
}

// TakeDown asks every thread of a CPU to leave it. Another CPU must be online.
func (m *Machine) TakeDown(cpu int32) {
	c := &m.CPUs[cpu]
	c.Dying = true
	to := m.Fallback()
	for i := 0; i < len(m.OfCPU(cpu)); i++ {
		id := m.OfCPU(cpu)[i]
		t := &m.Threads[id]
		if t.Kind > Kworker || t.State == Done || m.stays(id) {
			continue
		}
		t.MoveTo = to
		if m.tryMove(c, id) {
			i--
		}
	}
	if c.Ctx[0] != NoThread && cpu != m.Self {
		m.kick(cpu, true)
	}
}

// stays reports whether a thread is its CPU's alone: what PREEMPT_RT has for
// softirqs and for irq_work.
func (m *Machine) stays(id ThreadID) bool {
	cpu := m.Threads[id].CPU
	return m.Threaded() && (m.softThreads[cpu] == id || m.workThreads[cpu] == id)
}

// Emptied reports whether nothing is left on a CPU but what stays there asleep.
func (m *Machine) Emptied(cpu int32) bool {
	c := &m.CPUs[cpu]
	if !c.Idle() || c.Kick || c.SelfAt < Inf || c.SoftRaised > 0 {
		return false
	}
	for _, id := range m.OfCPU(cpu) {
		if t := &m.Threads[id]; t.Kind <= Kworker && t.State != Done && !(t.Why == WaitWork && m.stays(id)) {
			return false
		}
	}
	return true
}

// AwaitEmpty lets the stepping thread sleep until nothing is left on a CPU.
func (m *Machine) AwaitEmpty(cpu int32) {
	m.CPUs[cpu].Downer = m.CurID()
	m.Block(WaitHotplug, cpu)
}

// emptied wakes who waits for the stepping CPU to have nothing left.
func (m *Machine) emptied(c *CPU) {
	if !c.Dying || c.Downer == NoThread || !m.Emptied(m.Self) {
		return
	}
	downer := c.Downer
	c.Downer = NoThread
	m.Wake(downer)
}

// PowerOff takes an emptied CPU away.
func (m *Machine) PowerOff(cpu int32) {
	c := &m.CPUs[cpu]
	c.Dying, c.Offline = false, true
	c.NeedResched, c.TimerHeld, c.SoftPending = false, false, false
	c.TickAt, c.FairSince = Inf, Inf
	m.arm(cpu)
	m.Emit(CPUOffline, cpu, 0, 0)
}

// PowerOn brings a CPU back, with nothing to run. Its interrupts come again
// once they are armed anew.
func (m *Machine) PowerOn(cpu int32) {
	m.CPUs[cpu].Offline = false
	m.Emit(CPUOnline, cpu, 0, 0)
	m.arm(cpu)
}

// Bring moves a thread to a CPU, as soon as it can leave the one where it is.
func (m *Machine) Bring(id ThreadID, cpu int32) {
	t := &m.Threads[id]
	t.MoveTo = cpu
	from := t.CPU
	if !m.tryMove(&m.CPUs[from], id) && m.CPUs[from].Ctx[0] == id && from != m.Self {
		m.kick(from, true)
	}
}
