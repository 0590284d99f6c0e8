package sim

// Migration: a task's CPU can change while it is preemptible and not pinned by
// migrate_disable. The load balancer of a scenario is a list of moves, each at
// its cycle. A move of a task that has the CPU happens where the scheduler may
// take the CPU away, as the kernel's stopper would have it; of one that waits,
// at once. The stopper's own run is not modelled [KN]: its switch is the one
// that takes the task off.
//
//	timer interrupt --> balance --> runs? MoveTo, NeedResched --> resched --> arrive
//	                                else   ------------------------------------^

// NoCPU is no CPU.
const NoCPU int32 = -1

// Move is the load balancer's decision to move a thread at a time.
type Move struct {
	Thread ThreadID
	CPU    int32
	At     int64
	next   int32 // the thread's move after this one, -1 if there is none
}

// Plan gives the machine its moves. Each thread's moves must come in the order
// of their times; the threads exist already.
func (m *Machine) Plan(moves []Move) {
	m.Moves = moves
	for i := len(moves) - 1; i >= 0; i-- {
		t := &m.Threads[moves[i].Thread]
		moves[i].next, t.NextMove = t.NextMove, int32(i)
	}
}

// moveAt is when the balancer moves a thread next, Inf if never.
func (m *Machine) moveAt(t *Thread) int64 {
	if t.NextMove < 0 || t.State == Done {
		return Inf
	}
	return m.Moves[t.NextMove].At
}

// balance starts the moves that are due on the stepping CPU.
func (m *Machine) balance(c *CPU) {
	for i := 0; i < len(m.OfCPU(m.Self)); i++ {
		id := m.OfCPU(m.Self)[i]
		t := &m.Threads[id]
		if m.moveAt(t) > m.Now {
			continue
		}
		move := &m.Moves[t.NextMove]
		t.NextMove = move.next
		if !m.Online(move.CPU) {
			continue // no balancer moves a task to where it cannot run
		}
		t.MoveTo = move.CPU
		if m.tryMove(c, id) {
			i-- // the next thread has its place in the list
		}
	}
}

// tryMove moves a thread whose move is pending if it does not have its CPU;
// else the scheduler of that CPU is asked to. It reports whether the thread
// has left.
func (m *Machine) tryMove(c *CPU, id ThreadID) bool {
	t := &m.Threads[id]
	if !m.canLeave(t) {
		return false
	}
	if c.Ctx[0] == id {
		c.NeedResched = true
		return false
	}
	from := t.CPU
	m.requeue(id, t.MoveTo)
	m.watchStarved(c, from)
	m.arm(from)
	m.arrive(id, from)
	return true
}

// canLeave reports whether a thread's pending move may happen, as far as the
// thread itself is concerned.
func (m *Machine) canLeave(t *Thread) bool {
	if t.MoveTo == t.CPU || t.MoveTo != NoCPU && !m.Online(t.MoveTo) {
		t.MoveTo = NoCPU // it is there, or that CPU has gone since
	}
	return t.MoveTo != NoCPU && t.Migrate == 0
}

// leave takes the thread that has the stepping CPU off its list, if its move is
// pending; it arrives when the switch is done.
func (m *Machine) leave(id ThreadID) bool {
	if id == NoThread || !m.canLeave(&m.Threads[id]) {
		return false
	}
	if t := &m.Threads[id]; t.State == Running {
		t.State, t.Since = Runnable, m.Now
	}
	m.requeue(id, m.Threads[id].MoveTo)
	return true
}

// arrive lets a thread that was moved wait for its new CPU, level with what
// runs there, or go on sleeping.
func (m *Machine) arrive(id ThreadID, from int32) {
	t := &m.Threads[id]
	c := &m.CPUs[t.CPU]
	t.MoveTo = NoCPU
	m.Emit(TaskMigrate, int32(id), from, int64(t.CPU))
	if t.State == Runnable {
		if t.FIFO == 0 {
			t.VRuntime = 0 // what it has used counts on the CPU where it has
		}
		m.place(c, t)
		m.ask(c, t)
		m.watchStarved(c, t.CPU)
	}
	m.arm(t.CPU)
}

// ask lets the scheduler of a CPU be asked if a thread that waits there should
// come before what runs.
func (m *Machine) ask(c *CPU, t *Thread) {
	switch {
	case !m.preempts(c, t):
	case t.CPU == m.Self:
		c.NeedResched = true
	default:
		m.kick(t.CPU, true)
	}
}

// farWakeup reports whether a thread that is woken on a CPU is queued there by
// that CPU itself, in an interrupt, whether it preempts or not: where the kernel
// takes it that the CPU shares no cache with the waker's (ttwu_queue_wakelist).
// PREEMPT_RT does without.
func (m *Machine) farWakeup(cpu int32) bool {
	return cpu != m.Self && m.Online(cpu) && !m.Threaded() && m.CPUs[cpu].cache != m.CPUs[m.Self].cache
}

// cacheOf names the cache that a CPU shares with others, by the first of them: here
// those of its node, with one scheduling domain for them. An isolated CPU is in no
// domain, so that its name keeps its first value, 0: that of CPU 0's (sd_llc_id in
// 6.18 to 7.1; later trees begin at -1) [KN].
func (m *Machine) cacheOf(cpu int32) int32 {
	if m.CPUs[cpu].Isolated {
		return 0
	}
	first := int32(0)
	for m.CPUs[first].Isolated || m.CPUs[first].Node != m.CPUs[cpu].Node {
		first++
	}
	return first
}

// requeue takes a thread from the list of its CPU into that of another; both
// stay in the order of ids. The lists lie one behind the other, so the threads
// in between move by one place.
func (m *Machine) requeue(id ThreadID, to int32) {
	from := m.Threads[id].CPU
	m.Threads[id].CPU = to
	at := m.cpuFirst[from]
	for m.cpuThreads[at] != id {
		at++
	}
	place := m.cpuFirst[to]
	for place < m.cpuFirst[to+1] && m.cpuThreads[place] < id {
		place++
	}
	if from < to {
		copy(m.cpuThreads[at:place-1], m.cpuThreads[at+1:place])
		m.cpuThreads[place-1] = id
		for c := from + 1; c <= to; c++ {
			m.cpuFirst[c]--
		}
		return
	}
	copy(m.cpuThreads[place+1:at+1], m.cpuThreads[place:at])
	m.cpuThreads[place] = id
	for c := to + 1; c <= from; c++ {
		m.cpuFirst[c]++
	}
}
