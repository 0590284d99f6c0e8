package sim

// The fair server: a deadline entity that lets fair threads run before FIFO
// ones once these have kept them waiting for almost a whole period. It waits
// as long as it can (it is deferred), so a FIFO thread with nothing behind it
// never notices it.

// watchStarved notes since when fair threads starve behind a FIFO thread.
func (m *Machine) watchStarved(c *CPU, cpu int32) {
	behind := c.Ctx[0] != NoThread && m.Threads[c.Ctx[0]].FIFO > 0 && m.fairWaits(cpu)
	switch {
	case !behind:
		c.FairSince = Inf
	case c.FairSince >= Inf:
		c.FairSince = m.Now
	}
}

// fairServerDue is when the server has to act next, Inf if never.
func (m *Machine) fairServerDue(c *CPU) int64 {
	switch {
	case !m.Sched.FairServer:
		return Inf
	case c.FairServer:
		return c.FairUntil
	case c.FairSince < Inf:
		return c.FairSince + m.Sched.ServerDefer
	}
	return Inf
}

// fairServerTimer starts or ends the server's turn when its time has come.
func (m *Machine) fairServerTimer(c *CPU) {
	if m.fairServerDue(c) > m.Now {
		return
	}
	if c.FairServer {
		m.endFairServer(c)
		c.NeedResched = true
		return
	}
	c.FairServer, c.FairUntil = true, m.Now+m.Sched.ServerBudget
	c.NeedResched = true
	m.Emit(FairServerStart, 0, 0, m.Now-c.FairSince)
}

func (m *Machine) endFairServer(c *CPU) {
	c.FairServer = false
	m.Emit(FairServerEnd, 0, 0, m.Now-(c.FairUntil-m.Sched.ServerBudget))
}
