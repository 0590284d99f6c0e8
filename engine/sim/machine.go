package sim

import (
	"slices"

	"barnyard/engine/bug"
)

// Machine is all the state of the hardware and the scheduler. Copy it with
// CopyFrom only: its slices are its own.
type Machine struct {
	Now     int64  // cycles since the start of the run
	Until   int64  // the end of the run, in cycles, before Inf: no step begins later
	Step    uint32 // micro-steps taken
	Self    int32  // the CPU of the step that is being taken
	GHz     int64  // cycles a nanosecond
	Jitter  int64  // percent by which costs vary, drawn from the seed
	Cost    Costs
	Rand    Streams
	CPUs    []CPU
	Threads []Thread
	Lines   []Line

	LastOp    ThreadID  // whose op the last step executed; NoThread if it was none
	Events    []Event   // of the step that is being taken
	EventHash Hash      // over all events so far
	Bugs      []bug.Bug // that the step has found; told and cleared at its end
	Entry     Entry
	Sched     SchedParams
	Moves     []Move // the load balancer's plan
	Quiet     bool   // nothing is told, for who measures what telling costs

	cur        ThreadID // the thread that the stepping CPU runs, or NoThread: see onto
	extra      int64    // cycles charged by the op that runs, beside its base cost
	words      int32    // 64-bit words in a set of CPUs
	sharers    []uint64
	tree       Tree
	cpuFirst   []int32    // cpuThreads[cpuFirst[c]:cpuFirst[c+1]] belong to CPU c: they follow
	cpuThreads []ThreadID // from Thread.CPU, by id; requeue moves one
	handlers   []ThreadID // one handler thread a CPU, for timers and IPIs
	softirqs   []ThreadID // one softirq thread a CPU

	softThreads []ThreadID // instead of these where interrupts are threaded, else nil
	workThreads []ThreadID // there one for irq_work a CPU
}

// Entry holds the functions that interrupts enter: from another CPU, from the
// CPU's timer, and from a device, whose thread has a program of its own; and
// the function of softirqs. HardPart is what a device's interrupt enters where
// its program is a thread's.
type Entry struct{ IPI, Timer, Device, Softirq, HardPart FuncID }

// NewMachine makes a machine of idle CPUs, dealt to nodes in contiguous runs
// as equal as can be, the first ones longer.
func NewMachine(cpus, nodes int, ghz int64, seed uint64) *Machine {
	m := &Machine{Until: Inf - 1, GHz: ghz, Cost: DefaultCosts(), Rand: NewStreams(seed), EventHash: NewHash(), LastOp: NoThread, cur: NoThread}
	m.words = int32((cpus + 63) / 64)
	m.CPUs = make([]CPU, cpus)
	short, long := cpus/nodes, cpus%nodes
	cpu := 0
	for n := range nodes {
		run := short
		if n < long {
			run++
		}
		for range run {
			m.CPUs[cpu] = CPU{Node: int32(n), cur: NoThread, Ctx: [MaxNest]ThreadID{NoThread, NoThread, NoThread, NoThread}, Downer: NoThread, FairSince: Inf, SliceAt: Inf, TickAt: Inf, SelfAt: Inf, AlarmAt: Inf}
			cpu++
		}
	}
	m.tree = NewTree(m.Actors())
	m.Sched = defaultSched(cpus, ghz)
	return m
}

// Actors returns how many actors the machine has.
func (m *Machine) Actors() int { return int(actTimed) * len(m.CPUs) }

// Nodes returns how many memory nodes the machine has.
func (m *Machine) Nodes() int { return int(m.CPUs[len(m.CPUs)-1].Node) + 1 }

// AddThread adds a thread, which must have a CPU. Its State is New.
func (m *Machine) AddThread(t Thread) ThreadID {
	t.Link, t.On, t.MoveTo, t.NextMove = -1, -1, NoCPU, -1
	t.PIOn, t.PIOwns, t.Normal = -1, -1, t.FIFO
	m.Threads = append(m.Threads, t)
	return ThreadID(len(m.Threads) - 1)
}

// Boot adds each CPU's interrupt handler and softirq, indexes threads by CPU and puts the
// first thread on each CPU. Threads that should run from time 0 are Runnable.
func (m *Machine) Boot() {
	for c := range m.CPUs {
		m.handlers = append(m.handlers, m.AddThread(Thread{Head: Head{Kind: Hardirq, CPU: int32(c)}}))
		m.softirqs = append(m.softirqs, m.AddThread(Thread{Head: Head{Kind: Softirq, CPU: int32(c)}}))
	}
	m.cpuFirst = make([]int32, len(m.CPUs)+1)
	for c := range m.CPUs {
		m.cpuFirst[c] = int32(len(m.cpuThreads))
		for id := range m.Threads {
			if m.Threads[id].CPU == int32(c) {
				m.cpuThreads = append(m.cpuThreads, ThreadID(id))
			}
		}
		m.cpuFirst[c+1] = int32(len(m.cpuThreads))
	}
	for c := range m.CPUs {
		m.CPUs[c].cache = m.cacheOf(int32(c))
	}
	for c := range m.CPUs {
		m.bootCPU(int32(c))
	}
	m.onto()
}

// OfCPU returns the threads that belong to a CPU, by id.
func (m *Machine) OfCPU(cpu int32) []ThreadID {
	return m.cpuThreads[m.cpuFirst[cpu]:m.cpuFirst[cpu+1]]
}

// Peek returns the time of the next step under the Timed scheduler; ok is
// false when nothing will ever happen again.
func (m *Machine) Peek() (at int64, ok bool) {
	_, at = m.tree.Min()
	return max(at, m.Now), at < Inf
}

// PeekOf returns the time of the next step as a scheduler would choose it. It
// may be later than that of Peek, never earlier.
func (m *Machine) PeekOf(s Scheduler) (at int64, ok bool) {
	if _, at = m.tree.Min(); at >= Inf {
		return at, false
	}
	at, _ = m.CanAct(s.Next(m))
	return max(at, m.Now), true
}

// CanAct reports whether an actor has a next time, and which.
func (m *Machine) CanAct(a Actor) (at int64, ok bool) {
	if int(a) >= m.Actors() {
		_, cpu := a.Split(len(m.CPUs))
		return m.Now, m.Sched.AnyOrder && m.canPreempt(cpu)
	}
	at = m.tree.At(a)
	return at, at < Inf
}

// Begin lets the scheduler choose and moves the clock. Interrupts, timers and
// the scheduler's own steps are complete then; with op the caller executes one op
// of Current and calls Finish. ok is false when nothing can act, or nothing before the
// end of the run.
func (m *Machine) Begin(s Scheduler) (op, ok bool) {
	if a, at := m.tree.Min(); timed(s) && max(at, m.Now) <= m.Until {
		if self := int32(a) - int32(ActRun)*int32(len(m.CPUs)); uint(self) < uint(len(m.CPUs)) {
			if c := &m.CPUs[self]; c.Nest > 0 || c.Ctx[0] != NoThread && !c.NeedResched { // as nearly always
				m.Self, m.cur = self, c.cur
				m.begin(at)
				return true, true
			}
		}
	}
	return m.beginAny(s)
}

// beginAny is Begin whatever comes.
//
//go:noinline
func (m *Machine) beginAny(s Scheduler) (op, ok bool) {
	a, at := m.tree.Min()
	if max(at, m.Now) > m.Until {
		return false, false
	}
	if !timed(s) {
		a = s.Next(m)
		at, _ = m.CanAct(a)
	}
	var kind ActorKind
	kind, m.Self = a.Split(len(m.CPUs))
	m.onto()
	m.begin(at)
	if kind != ActRun {
		m.come(kind)
		return false, true
	}
	if c := &m.CPUs[m.Self]; c.Nest > 0 || c.Ctx[0] != NoThread && !c.NeedResched {
		return true, true
	}
	return !m.scheduled(), true
}

func timed(s Scheduler) bool {
	_, ok := s.(Timed)
	return ok
}

// begin moves the clock for the next step.
func (m *Machine) begin(at int64) {
	m.Now = max(m.Now, at)
	m.Step++
	m.Events = m.Events[:0]
	m.extra, m.LastOp = 0, NoThread
}

// come lets what was on its way to the stepping CPU arrive.
func (m *Machine) come(kind ActorKind) {
	switch kind {
	case ActIPI:
		m.arriveIPI()
	case ActTimer:
		m.arriveTimer()
	case ActPreempt:
		m.CPUs[m.Self].NeedResched = true
	}
}

// Charge adds cycles to the cost of the op that runs.
func (m *Machine) Charge(cycles int64) { m.extra += cycles }

// ChargeN adds n times a primitive.
func (m *Machine) ChargeN(c CostID, n int32) { m.extra += m.Cost[c] * int64(n) }

// Emit appends an event of the stepping CPU and its current thread.
func (m *Machine) Emit(k Kind, a, b int32, c int64) {
	if m.Quiet {
		return
	}
	n := len(m.Events)
	if n == cap(m.Events) {
		m.Events = slices.Grow(m.Events, 1)
	}
	m.Events = m.Events[:n+1]
	e := &m.Events[n] // written where it stays: a copy of so many bytes is slow in WASM
	e.Time, e.C, e.Step = m.Now, c, m.Step
	e.Thread, e.A, e.B = m.cur, a, b
	e.CPU, e.Kind = int16(m.Self), k
	x := mix(m.EventHash.X, uint64(e.Time))
	x = mix(x, uint64(k)<<56|uint64(uint16(m.Self))<<40|uint64(uint32(e.Thread)))
	x = mix(x, pair(a, b))
	m.EventHash.X = mix(x, uint64(c))
}

// Warn notes that the op that runs has found the kernel to be wrong.
func (m *Machine) Warn(c bug.Code, a, b, n int32) {
	m.Bugs = append(m.Bugs, bug.Bug{Code: c, A: a, B: b, C: n})
}

// Cur returns the thread that is stepping.
func (m *Machine) Cur() *Thread { return &m.Threads[m.cur] }

// CurID returns its id.
func (m *Machine) CurID() ThreadID { return m.cur }

// OnCPU makes a CPU the stepping one, for who acts without Begin.
func (m *Machine) OnCPU(cpu int32) {
	m.Self = cpu
	m.onto()
}

// onto notes whom the stepping CPU runs: at the beginning of a step, and when that
// changes within it. It is asked several times a step.
func (m *Machine) onto() {
	c := &m.CPUs[m.Self]
	c.cur = c.Current()
	m.cur = c.cur
}

// jittered varies a cost by at most Jitter percent either way.
func (m *Machine) jittered(cost int64) int64 {
	if m.Jitter == 0 || cost == 0 {
		return cost
	}
	return m.varied(cost)
}

// varied draws a cost. What is left of a cycle decides by chance, so that short
// costs vary too and the average stays.
func (m *Machine) varied(cost int64) int64 {
	hundredths := cost * (100 + m.Rand.Jitter.Intn(2*m.Jitter+1) - m.Jitter)
	cycles, rest := hundredths/100, hundredths%100
	if rest > 0 && m.Rand.Jitter.Intn(100) < rest {
		cycles++
	}
	return cycles
}

// CopyFrom makes m equal to src, reusing m's memory.
func (m *Machine) CopyFrom(src *Machine) {
	old := *m
	*m = *src
	m.CPUs = append(old.CPUs[:0], src.CPUs...)
	m.Threads = copyThreads(old.Threads, src.Threads)
	m.Lines = append(old.Lines[:0], src.Lines...)
	m.Events = append(old.Events[:0], src.Events...)
	m.Bugs = append(old.Bugs[:0], src.Bugs...)
	m.sharers = append(old.sharers[:0], src.sharers...)
	m.tree = old.tree
	m.tree.CopyFrom(&src.tree)
	m.cpuFirst = append(old.cpuFirst[:0], src.cpuFirst...)
	m.cpuThreads = append(old.cpuThreads[:0], src.cpuThreads...)
	// Moves, handlers, softirqs, softThreads and workThreads never change after Boot: shared.
}

// Parts lists the machine's parts, see Parts. Left out is what never changes, what
// each step begins anew, and where cache lines are: that decides what steps cost,
// not what they do.
func (m *Machine) Parts(p *Parts, o *Machine) {
	Each(p, &m.CPUs, &o.CPUs, Of[CPU]{Hash: func(c *CPU, h *Hash) { c.hash(h, &m.Sched) }, Bytes: 1 << 8})
	Each(p, &m.Threads, &o.Threads, Of[Thread]{Hash: (*Thread).hash, Same: (*Thread).same, Copy: (*Thread).copyFrom, Bytes: 1 << 10})
	p.Group()
	In(p, &m.tree.node, &o.tree.node)
	Value(p, &m.Rand, &o.Rand)
	p.CloseOr(phases{m}, func() bool { return len(m.Moves) > 0 || m.Sched.RTThrottle })
	Beside(p, &m.cpuFirst, &o.cpuFirst)
	Beside(p, &m.cpuThreads, &o.cpuThreads)
	Number(p, &m.Now, &o.Now)
	Number(p, &m.Step, &o.Step)
	Number(p, &m.Self, &o.Self)
}

// phases is what of a machine is not of one CPU or thread.
type phases struct{ m *Machine }

// Hash implements Hasher.
func (x phases) Hash(h *Hash) {
	x.m.hashRand(h)
	x.m.hashPhases(h)
	x.m.hashReady(h)
}

// Hash folds the whole state in. Derived or constant fields are left out:
// Cost, Entry, Sched, GHz and Moves follow from the scenario, the lists of
// threads from the threads. (A situation is made of parts: see Parts.)
func (m *Machine) Hash(h *Hash) {
	h.I64(m.Now)
	h.I32(int32(m.Step), int32(m.LastOp))
	h.U64(m.EventHash.Sum())
	m.hashRand(h)
	for i := range m.CPUs {
		m.CPUs[i].hash(h, &m.Sched)
	}
	for i := range m.Threads {
		m.Threads[i].hash(h)
	}
	for i := range m.Lines {
		m.Lines[i].hash(h)
	}
	for _, w := range m.sharers {
		h.U64(w)
	}
	for a := range m.Actors() {
		h.I64(m.tree.At(Actor(a)))
	}
}

func (m *Machine) hashRand(h *Hash) {
	for _, r := range [...]Rand{m.Rand.Jitter, m.Rand.Program, m.Rand.Order, m.Rand.Lottery} {
		h.U64(r.S)
	}
}

// hashPhases folds in what a situation keeps of absolute times: how far it is to
// the next tick and to the moves that are planned, and for throttling how long
// the thread on a CPU has had it.
func (m *Machine) hashPhases(h *Hash) {
	h.I64(m.Now % m.Sched.Tick)
	for i := range m.Threads {
		if t := &m.Threads[i]; t.NextMove >= 0 {
			h.When(m.moveAt(t))
		}
	}
	for i := range m.CPUs {
		if id := m.CPUs[i].Ctx[0]; m.Sched.RTThrottle && id != NoThread {
			h.I64(h.elapsed(m.Threads[id].RanFrom))
		}
	}
}

// hashReady folds in which actors can act. When they would is the cost model's
// affair.
func (m *Machine) hashReady(h *Hash) {
	word := uint64(0)
	for a := range m.Actors() {
		word <<= 1
		if m.tree.At(Actor(a)) < Inf {
			word |= 1
		}
		if a%64 == 63 {
			h.U64(word)
			word = 0
		}
	}
	h.U64(word)
}
