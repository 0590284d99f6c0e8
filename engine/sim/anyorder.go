package sim

// Steps in any order. A cost model says which of two things comes first; who
// wants to know what can happen at all, on any machine, has to do without one.
// On a machine with SchedParams.AnyOrder whatever can act may act next, and
// whose turn it is on a CPU follows from priorities and from who had it before,
// never from how long anybody ran:
//
//	r3 i3 t3  as ever
//	p3        CPU 3 is taken from its fair thread, for the next fair one in turn
//
// Time still passes by the cost model, unless it is frozen too: then states
// that differ by their clocks only are one.

// AnyOrder lets steps come in any order from now on; frozen: and take no time.
func (m *Machine) AnyOrder(frozen bool) {
	m.Sched.AnyOrder = true
	if frozen {
		m.Sched.Frozen, m.Jitter, m.Cost = true, 0, Costs{}
	}
	for c := range m.CPUs {
		m.arm(int32(c)) // slices end by choice now
	}
}

// Choices returns how many actors a scheduler may choose from. Those beyond
// Actors have no next time.
func (m *Machine) Choices() int {
	if m.Sched.AnyOrder {
		return int(actKinds) * len(m.CPUs)
	}
	return m.Actors()
}

// canPreempt reports whether a CPU could be taken from its fair thread here.
func (m *Machine) canPreempt(cpu int32) bool {
	c := &m.CPUs[cpu]
	if c.NeedResched || c.Ctx[0] == NoThread || !m.preemptible(c) {
		return false
	}
	t := &m.Threads[c.Ctx[0]]
	return t.FIFO == 0 && t.State == Running && m.fairWaits(cpu)
}

// pickInTurn is pick where nobody counts time: the highest priority, and among
// equals the next one after who has the CPU, which a FIFO thread keeps.
func (m *Machine) pickInTurn(c *CPU, cpu int32) ThreadID {
	all, best := m.OfCPU(cpu), NoThread
	from := 0
	for i, id := range all {
		if id == c.Ctx[0] {
			from = i + 1
		}
	}
	for i := range all {
		id := all[(from+i)%len(all)]
		t := &m.Threads[id]
		if t.Kind > Kworker || t.State != Runnable && t.State != Running || !c.mayRun(t) {
			continue
		}
		if best == NoThread || m.ahead(c, t, &m.Threads[best]) {
			best = id
		}
	}
	return best
}

// ahead reports whether a comes before b, who is earlier in turn.
func (m *Machine) ahead(c *CPU, a, b *Thread) bool {
	if a.FIFO == b.FIFO {
		return a.FIFO > 0 && a.State == Running
	}
	if c.FairServer && (a.FIFO == 0 || b.FIFO == 0) {
		return a.FIFO == 0
	}
	return a.FIFO > b.FIFO
}
