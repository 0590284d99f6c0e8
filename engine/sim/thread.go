package sim

// ThreadID names a thread: a task, a kworker, or the handler of an interrupt.
type ThreadID int32

// NoThread stands for the idle loop, or for nobody.
const NoThread ThreadID = -1

// FuncID names a function of the code that threads run.
type FuncID int16

const (
	// StackMax is the deepest chain of calls of a thread.
	StackMax = 16
	// NRegs is the number of registers of a frame.
	NRegs = 10
)

// Frame is one function call of a thread: where it is, and its registers. The
// first registers are the arguments.
type Frame struct {
	Fn FuncID
	PC int16
	R  [NRegs]int32
}

// ThreadKind says what a thread is; it decides which context it runs in.
type ThreadKind uint8

// The kinds of threads.
const (
	Task ThreadKind = iota
	Kworker
	Softirq
	Hardirq
	NMI
)

// State says what a thread is doing.
type State uint8

// The states of a thread.
const (
	New      State = iota // not started, or an interrupt handler at rest
	Runnable              // could run, waits for its CPU
	Running               // is on its CPU (an interrupt may be on top of it)
	Spinning              // is on its CPU and waits for a lock by spinning
	Sleeping              // waits for a time, or a kworker for work
	Waiting               // waits for somebody else, uninterruptibly
	Done
)

// String returns the word that people read.
func (s State) String() string {
	return [...]string{"not started", "runnable", "running", "spinning", "sleeping", "waiting", "done"}[s]
}

// WaitReason says what a thread in Waiting, Sleeping or Spinning waits for.
// On names the lock, work item or thread.
type WaitReason uint8

// The reasons to wait.
const (
	WaitNone WaitReason = iota
	WaitTime
	WaitWork  // an idle kworker
	WaitFlush // a work item, On
	WaitLock  // a lock, On
	WaitMutex // a sleeping lock, On
	WaitRCU   // the end of grace periods and their callbacks
	WaitStart
	WaitHotplug // a CPU that goes offline, On, to have nothing left
	WaitRTLock  // a lock that its waiters sleep for on PREEMPT_RT, On
)

// Thread is one flow of control.
type Thread struct {
	Head
	Stack [StackMax]Frame // Depth of them
	Arg   [NRegs]int32    // arguments of the call that is being made
	Batch [BatchMax]int32 // NBatch of them: a path's array on the stack
}

// copyThreads makes to equal to from, reusing its memory. Of stacks and batches it
// copies what is in use, which is a tenth of them.
func copyThreads(to, from []Thread) []Thread {
	if cap(to) < len(from) {
		to = make([]Thread, len(from))
	}
	to = to[:len(from)]
	for i := range from {
		to[i].copyFrom(&from[i])
	}
	return to
}

// copyFrom makes two threads the same but for Arg, which no step finds as another
// has left it.
func (t *Thread) copyFrom(src *Thread) {
	t.Head = src.Head
	copy(t.Batch[:within(t.NBatch, BatchMax)], src.Batch[:])
	copy(t.Stack[:within(t.Depth, StackMax)], src.Stack[:])
}

// same reports whether two threads differ in nothing that anybody will read:
// beyond Depth and NBatch lies what is over.
func (t *Thread) same(o *Thread) bool {
	return (alike(&t.Head, &o.Head) || t.Head == o.Head) && allAlike(t.Stack[:t.Depth], o.Stack[:t.Depth]) && (t.NBatch == 0 || allAlike(t.Batch[:t.NBatch], o.Batch[:t.NBatch]))
}

// within is a length that is one even in a damaged state.
func within(n, most int32) int32 { return max(0, min(n, most)) }

// Head is what of a thread has no length. Times are cycles.
type Head struct {
	Kind    ThreadKind
	State   State
	Why     WaitReason
	Granted bool  // a lock was handed to this thread while it waited
	CPU     int32 // the CPU that it belongs to
	FIFO    int32 // SCHED_FIFO priority in effect, 0 for the fair class
	Normal  int32 // its own priority: FIFO without what it inherits from waiters
	Preempt int32 // depth of preempt_disable
	Migrate int32 // depth of migrate_disable
	IRQOff  int32 // depth of interrupt masking
	MoveTo  int32 // where the load balancer wants it, NoCPU if it stays
	On      int32 // what it waits for, by Why
	Link    int32 // next thread in the queue of what it waits for, -1 at the end
	PIOn    int32 // the lock with inheritance that it is queued for, -1 if none
	PIOwns  int32 // the first lock of its own that others are queued for, -1 if none
	Ret     int32 // what the last function returned
	Depth   int32 // frames in use
	NBatch  int32 // objects in Batch

	Since    int64 // when State last changed
	Remain   int64 // cost still to be paid when it goes on
	VRuntime int64 // fair class: time run, later starters placed level
	InSlice  int64 // time run in the current slice
	RanFrom  int64 // when it last got its CPU
	WakeAt   int64 // WaitTime, WaitStart: when

	FairRun    int64 // VRuntime to go on with when an inherited priority ends
	WaitedFrom int64 // when it queued for a lock or a work item
	NextMove   int32 // its next planned move, -1 if there is none
}

// BatchMax is the size of a thread's private array of object references.
const BatchMax = 32

// Top returns the innermost frame.
func (t *Thread) Top() *Frame { return &t.Stack[t.Depth-1] }

// Push enters a function with the arguments in Arg.
func (t *Thread) Push(fn FuncID) {
	if uint32(t.Depth) >= StackMax {
		panic("sim: a thread's stack is full")
	}
	f := &t.Stack[t.Depth]
	f.Fn, f.PC = fn, 0
	copyRegs(&f.R, &t.Arg)
	t.Depth++
}

// copyRegs is *to = *from, by two registers at a time. To copy all at once, and to
// zero all at once, WASM has an instruction, for which browsers leave their code;
// that takes longer than so few words.
func copyRegs(to, from *[NRegs]int32) {
	to[0], to[1] = from[0], from[1]
	to[2], to[3] = from[2], from[3]
	to[4], to[5] = from[4], from[5]
	to[6], to[7] = from[6], from[7]
	to[8], to[9] = from[8], from[9]
}

// ClearArg sets all arguments to 0.
func (t *Thread) ClearArg() {
	a := &t.Arg
	a[0], a[1], a[2], a[3], a[4] = 0, 0, 0, 0, 0
	a[5], a[6], a[7], a[8], a[9] = 0, 0, 0, 0, 0
}

// Pop leaves the innermost function.
func (t *Thread) Pop() { t.Depth-- }

func (t *Thread) hash(h *Hash) {
	h.U64(uint64(t.Kind)<<24 | uint64(t.State)<<16 | uint64(t.Why)<<8)
	h.Bool(t.Granted)
	h.I32(t.CPU, t.FIFO)
	h.I32(t.Preempt, t.IRQOff)
	h.I32(t.Migrate, t.MoveTo)
	h.I32(t.NextMove, 0)
	h.I32(t.On, t.Link)
	h.I32(t.PIOn, t.PIOwns)
	h.I32(t.Normal, 0)
	h.I32(t.Ret, t.Depth)
	h.Past(t.Since)
	h.I64(t.Remain)
	for _, v := range [...]int64{t.VRuntime, t.InSlice, t.RanFrom} {
		h.Past(v) // in any order nobody's turn depends on how long it ran
	}
	if t.Why == WaitTime || t.Why == WaitStart {
		h.When(t.WakeAt)
	} else {
		h.Past(t.WakeAt)
	}
	h.Past(t.WaitedFrom)
	h.Past(t.FairRun)
	h.I32(t.NBatch, 0)
	for _, o := range t.Batch[:t.NBatch] {
		h.I32(o, 0)
	}
	for i := range t.Stack[:t.Depth] {
		f := &t.Stack[i]
		h.I32(int32(f.Fn), int32(f.PC))
		for r := 0; r < NRegs; r += 2 {
			h.I32(f.R[r], f.R[r+1])
		}
	}
}
