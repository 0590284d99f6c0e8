package sim

import "barnyard/engine/bug"

// The scheduler: FIFO before fair. Among fair threads the rule is the model's: the
// one that has run least (EEVDF also asks for eligibility and deadlines). A fair
// thread that is on its CPU keeps it until its slice is used up; after that a
// thread that wakes up takes the CPU at once, as with preempt=full, where the
// default of 7.0 and later, preempt=lazy, would let the slice end at a tick.
//
//	Wake --needs the CPU?--> here:      NeedResched, asked at the next chance
//	                         elsewhere: an interrupt to that CPU (irq.go)
//	Resched: prev --SchedSwitch--> next

// SchedParams are the constants of the scheduler, in cycles.
type SchedParams struct {
	Slice        int64 // what a fair thread may run before others may take over
	FairServer   bool  // the deadline server for starved fair tasks is on
	ServerDefer  int64 // how long fair tasks starve before it steps in
	ServerBudget int64 // what it then gives them at most
	Tick         int64 // distance of ticks
	RTThrottle   bool  // FIFO threads are throttled
	RTPeriod     int64 // over which they may use
	RTRuntime    int64 // so much

	// AnyOrder is for exploring: whose turn it is does not depend on how long
	// anything took (anyorder.go). Frozen: nothing takes any time at all.
	AnyOrder, Frozen bool
}

// defaultSched holds the kernel's values: a slice of 0.7 ms times 1+log2 of
// the CPUs (8 at most), a fair server of 50 ms in 1,000 ms, deferred, 1,000
// ticks a second, and for FIFO threads 950 ms in 1,000 where they are throttled.
func defaultSched(cpus int, ghz int64) SchedParams {
	ms := 1_000_000 * ghz
	factor := int64(1)
	for n := min(cpus, 8); n > 1; n /= 2 {
		factor++
	}
	return SchedParams{Slice: 700_000 * ghz * factor, FairServer: true, ServerDefer: 950 * ms, ServerBudget: 50 * ms, Tick: ms,
		RTPeriod: 1000 * ms, RTRuntime: 950 * ms}
}

// bootCPU puts the best runnable thread on a CPU without a context switch: it
// has been there since before the run began.
func (m *Machine) bootCPU(cpu int32) {
	c := &m.CPUs[cpu]
	id := m.pick(c, cpu)
	c.Ctx[0], c.cur = id, id
	if id != NoThread {
		m.Threads[id].State = Running
		m.tree.Set(m.act(ActRun, cpu), 0)
	}
	m.watchStarved(c, cpu)
	m.arm(cpu)
}

func (m *Machine) act(k ActorKind, cpu int32) Actor { return ActorOf(k, cpu, len(m.CPUs)) }

// pick returns the thread that should have the CPU: the highest FIFO priority,
// then the smallest VRuntime; ties by id. While the fair server runs, fair
// threads come first.
func (m *Machine) pick(c *CPU, cpu int32) ThreadID {
	if m.Sched.AnyOrder {
		return m.pickInTurn(c, cpu)
	}
	best := NoThread
	for _, id := range m.OfCPU(cpu) {
		t := &m.Threads[id]
		if t.Kind > Kworker || t.State != Runnable && t.State != Running || !c.mayRun(t) {
			continue
		}
		if best == NoThread || m.before(c, t, &m.Threads[best]) {
			best = id
		}
	}
	return best
}

// before reports whether a should run before b.
func (m *Machine) before(c *CPU, a, b *Thread) bool {
	if a.FIFO != b.FIFO {
		if c.FairServer && (a.FIFO == 0 || b.FIFO == 0) {
			return a.FIFO == 0
		}
		return a.FIFO > b.FIFO
	}
	return a.VRuntime < b.VRuntime
}

// account charges the running thread for the time since it was last charged.
func (m *Machine) account(c *CPU) {
	if c.Ctx[0] == NoThread {
		return
	}
	t := &m.Threads[c.Ctx[0]]
	ran := m.Now - t.RanFrom
	t.RanFrom = m.Now
	t.InSlice += ran
	if t.FIFO == 0 {
		t.VRuntime += ran
	} else {
		c.RTUsed += ran
	}
}

// Wake makes a thread runnable that slept or waited. The CPU that it is bound
// to is asked to run it if it should come before what runs there.
func (m *Machine) Wake(id ThreadID) {
	t := &m.Threads[id]
	if t.State != Sleeping && t.State != Waiting && t.State != New {
		return
	}
	c := &m.CPUs[t.CPU]
	m.account(c)
	t.State, t.Since, t.Why, t.On = Runnable, m.Now, WaitNone, -1
	m.place(c, t)
	m.Emit(SchedWakeup, int32(id), t.CPU, 0)
	if m.farWakeup(t.CPU) {
		m.kick(t.CPU, false)
	}
	m.ask(c, t)
	m.watchStarved(c, t.CPU)
	m.arm(t.CPU)
}

// place gives a thread that wakes up its position: fair threads level with the
// one that has run least, FIFO threads behind those of their priority.
func (m *Machine) place(c *CPU, t *Thread) {
	t.InSlice = 0
	if t.FIFO > 0 {
		t.VRuntime = m.Now
		return
	}
	least := Inf
	for _, id := range m.OfCPU(t.CPU) {
		o := &m.Threads[id]
		if o != t && o.Kind <= Kworker && o.FIFO == 0 && (o.State == Runnable || o.State == Running) {
			least = min(least, o.VRuntime)
		}
	}
	if least < Inf {
		t.VRuntime = max(t.VRuntime, least)
	}
}

// preempts reports whether a thread that wakes up should take the CPU from
// what is on it.
func (m *Machine) preempts(c *CPU, t *Thread) bool {
	if !c.mayRun(t) {
		return false
	}
	if c.Ctx[0] == NoThread {
		return true
	}
	cur := &m.Threads[c.Ctx[0]]
	switch {
	case cur.State != Running && cur.State != Spinning:
		return false // it is leaving: the scheduler is asked anyway
	case t.FIFO != cur.FIFO:
		return t.FIFO > cur.FIFO && !c.FairServer
	case t.FIFO > 0:
		return false
	default:
		return cur.InSlice >= m.Sched.Slice && !m.Sched.AnyOrder // there Preempt is what takes it
	}
}

// preemptible reports whether the scheduler may take the CPU away now.
func (m *Machine) preemptible(c *CPU) bool {
	if c.Nest > 0 {
		return false
	}
	if c.Ctx[0] == NoThread {
		return true
	}
	t := &m.Threads[c.Ctx[0]]
	if t.State != Running {
		return t.State != Spinning // who sleeps with preemption off has given the CPU up all the same
	}
	return t.Preempt == 0 && t.IRQOff == 0
}

// scheduled asks the scheduler of the stepping CPU, where it may be asked: then
// that is the step.
func (m *Machine) scheduled() bool {
	c := &m.CPUs[m.Self]
	if c.Ctx[0] != NoThread && !m.preemptible(c) {
		return false
	}
	m.resched(c)
	return true
}

// resched asks the scheduler and switches if it names another thread.
func (m *Machine) resched(c *CPU) {
	m.account(c)
	c.NeedResched, c.SliceAt = false, Inf
	prev := c.Ctx[0]
	moves := m.leave(prev)
	next := m.pick(c, m.Self)
	if c.FairServer && (next == NoThread || m.Threads[next].FIFO > 0) {
		m.endFairServer(c)
	}
	if next == prev {
		m.stay(c, next)
		return
	}
	if prev != NoThread && m.Threads[prev].State == Running {
		m.Threads[prev].State, m.Threads[prev].Since = Runnable, m.Now
	}
	cost := m.jittered(m.Cost[CostSwitch])
	m.Emit(SchedSwitch, int32(prev), int32(next), cost)
	c.Switches++
	c.LastBusy = m.Now
	c.Ctx[0] = next
	m.onto()
	if next == NoThread {
		m.tree.Set(m.act(ActRun, m.Self), Inf)
	} else {
		m.enter(next, cost)
	}
	m.watchStarved(c, m.Self)
	m.arm(m.Self)
	if moves {
		m.arrive(prev, m.Self)
	}
	m.emptied(c)
}

// enter puts a thread on the stepping CPU.
func (m *Machine) enter(id ThreadID, cost int64) {
	t := &m.Threads[id]
	t.State, t.Since, t.RanFrom = Running, m.Now, m.Now
	if t.InSlice >= m.Sched.Slice {
		t.InSlice = 0
	}
	m.tree.Set(m.act(ActRun, m.Self), m.Now+cost+t.Remain)
	t.Remain = 0
}

// stay goes on with the thread that has the CPU already, or with idling.
func (m *Machine) stay(c *CPU, id ThreadID) {
	at := Inf
	if id != NoThread {
		t := &m.Threads[id]
		t.State = Running
		at = m.Now + m.jittered(m.Cost[CostPickTask]) + t.Remain
		t.Remain = 0
	}
	m.tree.Set(m.act(ActRun, m.Self), at)
	m.watchStarved(c, m.Self)
	m.arm(m.Self)
}

// Finish ends the op of the stepping thread: its CPU is busy for the op's
// cost, and if the thread may not go on, the scheduler is asked after that.
func (m *Machine) Finish(id ThreadID, t *Thread, base CostID) {
	m.LastOp = id
	c := &m.CPUs[m.Self]
	if t.State != Running || t.Depth == 0 || t.MoveTo != NoCPU || c.Kick || c.TimerHeld || m.Jitter != 0 || m.Sched.Frozen {
		m.finishAny(c, t, base)
		return
	}
	m.tree.Set(m.act(ActRun, m.Self), m.Now+m.Cost[base]+m.extra) // as nearly always
}

// finishAny is Finish whatever comes.
//
//go:noinline
func (m *Machine) finishAny(c *CPU, t *Thread, base CostID) {
	if t.MoveTo != NoCPU && m.canLeave(t) {
		c.NeedResched = true
	}
	if m.Sched.Frozen {
		m.extra = 0
	}
	end := m.Now + m.jittered(m.Cost[base]+m.extra)
	if t.Kind > Kworker && t.Depth == 0 {
		m.irqExit(c, t, end)
	} else {
		next := end
		switch t.State {
		case Running:
		case Spinning:
			next = Inf
		default:
			c.NeedResched = true
		}
		m.tree.Set(m.act(ActRun, m.Self), next)
	}
	if c.Kick || c.TimerHeld {
		m.unmask(c, end)
	}
}

// Block takes the stepping thread out of the running until Wake.
func (m *Machine) Block(why WaitReason, on int32) {
	t := m.Cur()
	if t.Kind > Kworker {
		bug.Die(bug.SleepInIRQ, int32(why), on, 0)
	}
	t.State, t.Why, t.On, t.Since = Waiting, why, on, m.Now
	if why == WaitWork || why == WaitTime {
		t.State = Sleeping
	}
}

// SleepUntil lets the stepping thread sleep until a time.
func (m *Machine) SleepUntil(at int64) {
	m.Cur().WakeAt = at
	m.Block(WaitTime, -1)
	m.arm(m.Self)
}

// Spin lets the stepping thread wait on its CPU for a lock, until Grant.
func (m *Machine) Spin(on int32) {
	t := m.Cur()
	t.State, t.Why, t.On, t.Since = Spinning, WaitLock, on, m.Now
}

// Grant hands what a waiting thread waits for to it. A spinning thread goes on
// at once if nothing is on top of it, a sleeping one is woken; either executes
// the op again in which it waited and finds Granted set.
func (m *Machine) Grant(id ThreadID) {
	t := &m.Threads[id]
	t.Granted = true
	if t.State != Spinning {
		m.Wake(id)
		return
	}
	m.CPUs[t.CPU].LockWait += m.Now - t.Since
	t.State, t.Why, t.On, t.Since = Running, WaitNone, -1, m.Now
	if m.CPUs[t.CPU].Current() == id {
		m.tree.Set(m.act(ActRun, t.CPU), m.Now)
	}
}
