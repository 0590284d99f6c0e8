package sim

// MaxNest is how deep contexts nest: task, softirq, hardirq, NMI.
const MaxNest = 4

// CPU is one processor: what runs on it, what is about to arrive, and what it
// has counted.
type CPU struct {
	Node     int32
	Ctx      [MaxNest]ThreadID // Ctx[0] is the task, NoThread when idle; above it interrupts
	Nest     int32             // contexts above the task
	cur      ThreadID          // Ctx[Nest]: see Machine.onto
	Isolated bool
	NohzFull bool
	cache    int32 // which cache it shares with others, see Machine.cacheOf

	NeedResched bool  // the scheduler is to be asked at the next chance
	Kick        bool  // an interrupt from another CPU is under way or masked
	KickAsks    bool  // it asks for the scheduler: else a wakeup was queued that changes nothing there
	Call        bool  // a function is to be called in it, see CallOn
	KickFrom    int32 // who sent it
	TimerHeld   bool  // the timer's interrupt waits for interrupts to be unmasked
	RTThrottled bool  // FIFO threads may not run until the period ends
	SoftPending bool  // a softirq is to run when the interrupt ends
	SoftRaised  int32 // sources of softirqs whose handlers are to run then, before that
	FairServer  bool  // the fair server is letting starved tasks in
	Dying       bool  // its threads are to leave: it goes offline
	Offline     bool  // it is not there

	Downer ThreadID // who waits until a dying CPU has nothing left

	FairSince  int64 // since when fair tasks starve behind FIFO, Inf if none does
	FairUntil  int64 // while FairServer: when the budget is used up
	SliceAt    int64 // when the running fair thread has to let others in, Inf if never
	TickAt     int64 // when the tick is wanted, Inf if not
	LeavesAt   int64 // when the last handler's way back ends; until then no other comes in
	SelfAt     int64 // when it interrupts itself for deferred work, Inf if it does not
	AlarmAt    int64 // when a timer of the kernel's is due there, Inf if none is set
	RTUsed     int64 // what FIFO threads have used since RTPeriodAt
	RTPeriodAt int64
	LastBusy   int64 // when the CPU last changed what it runs

	Switches int64 // context switches
	IPIs     int64 // interrupts received from other CPUs
	IRQs     int64 // device and timer interrupts
	LockWait int64 // cycles spent in waiting for locks
	LinesIn  int64 // cache lines fetched from other CPUs
}

// Current returns the thread whose op the CPU executes next: the innermost
// context.
func (c *CPU) Current() ThreadID { return c.Ctx[c.Nest] }

// Idle reports whether nothing runs.
func (c *CPU) Idle() bool { return c.Nest == 0 && c.Ctx[0] == NoThread }

// hash folds the CPU in. Of a situation it leaves out what the fair server and
// the throttling count where there are none.
func (c *CPU) hash(h *Hash, s *SchedParams) {
	h.I32(c.Node, c.Nest)
	for _, t := range c.Ctx[:c.Nest+1] {
		h.I32(int32(t), 0)
	}
	for _, b := range [...]bool{c.Isolated, c.NohzFull, c.NeedResched, c.Kick, c.KickAsks, c.Call, c.TimerHeld, c.RTThrottled, c.SoftPending, c.FairServer, c.Dying, c.Offline} {
		h.Bool(b)
	}
	h.I32(c.KickFrom, int32(c.Downer))
	h.I32(c.SoftRaised, 0)
	if !h.situation || s.FairServer {
		h.I64(h.elapsed(c.FairSince))
	}
	for _, at := range [...]int64{c.FairUntil, c.SliceAt, c.TickAt, c.SelfAt, c.AlarmAt, c.LeavesAt} {
		h.When(at)
	}
	if !h.situation || s.RTThrottle {
		h.I64(c.RTUsed)
		h.I64(h.elapsed(c.RTPeriodAt))
	}
	for _, v := range [...]int64{c.LastBusy, c.Switches, c.IPIs, c.IRQs, c.LockWait, c.LinesIn} {
		h.Past(v)
	}
}
