package sim

// RT throttling, as it was before the fair server: in each period FIFO threads
// may use a CPU for so long, then they are put aside until the period ends,
// whether or not anybody else wants the CPU.

// throttleDue is when throttling has to act next on a CPU, Inf if never.
func (m *Machine) throttleDue(c *CPU) int64 {
	end := c.RTPeriodAt + m.Sched.RTPeriod
	switch {
	case !m.Sched.RTThrottle:
		return Inf
	case c.RTThrottled:
		return end
	case c.Ctx[0] != NoThread && m.Threads[c.Ctx[0]].FIFO > 0:
		return min(end, m.Threads[c.Ctx[0]].RanFrom+max(0, m.Sched.RTRuntime-c.RTUsed))
	}
	return Inf
}

// throttleTimer ends periods and throttles a CPU whose FIFO threads have used
// what they may.
func (m *Machine) throttleTimer(c *CPU) {
	if !m.Sched.RTThrottle {
		return
	}
	for m.Now >= c.RTPeriodAt+m.Sched.RTPeriod {
		c.RTPeriodAt += m.Sched.RTPeriod
		c.RTUsed = 0
		if c.RTThrottled {
			c.RTThrottled, c.NeedResched = false, true
			m.Emit(RTUnthrottle, 0, 0, 0)
		}
	}
	if !c.RTThrottled && c.RTUsed >= m.Sched.RTRuntime {
		c.RTThrottled, c.NeedResched = true, true
		m.Emit(RTThrottle, 0, 0, c.RTUsed)
	}
}

// mayRun reports whether throttling lets a thread run.
func (c *CPU) mayRun(t *Thread) bool { return t.FIFO == 0 || !c.RTThrottled }
