package sim

// Kind is the kind of an event. Suffixes: Send and Receive are the two ends of
// something on its way; Start and End, Enter and Exit, Acquire and Release,
// Wait and Done bracket a span of one thread or one lock.
type Kind uint8

// The kinds of events. A change here changes eventSpecs below, and asks
// viz/view for a drawing.
const (
	EvNone Kind = iota
	TaskStart
	TaskDone
	SchedSwitch
	SchedWakeup
	IPISend
	IPIReceive
	IrqEnter
	IrqExit
	LockAcquire
	LockContended
	LockRelease
	TrylockFail
	QueueWork
	WorkStart
	WorkEnd
	DirectStart
	DirectEnd
	FlushWait
	FlushDone
	LineMove
	StatAdd
	ObjectAlloc
	ObjectFree
	AllocFail
	SheafSwap
	BarnGet
	BarnPut
	BarnMiss
	SheafAlloc
	SheafFree
	SlabNew
	SlabDiscard
	Mark
	CacheGone
	CacheBusy
	RCUQueue
	RCUStart
	RCUEnd
	RCUInvoke
	RTThrottle
	RTUnthrottle
	FairServerStart
	FairServerEnd
	Warn
	Oops
	FolioDrain
	BHDrop
	DrainSkip
	TaskMigrate
	CPUOffline
	CPUOnline
	HotplugRefused
	MemoryFail
	MemoryOffline
	MemoryBusy
	SheavesOn
	KeyFlip
	ReturnOwed
	ReturnStart
	ReturnEnd
	PIBoost
	PIRestore
	RTLockInAtomic
	WorkerFail
	Mayday
	NKinds
)

// EventSpec documents one kind: its name, what its three arguments are and
// what happened, as a sentence.
type EventSpec struct {
	Kind      Kind
	Name      string
	Args      [3]string // names of A, B, C; empty: unused
	What      string
	Attention bool // play slows down here; n and p stop here
}

// EventSpecs lists the kinds in order.
func EventSpecs() []EventSpec {
	return []EventSpec{
		{EvNone, "None", [3]string{}, "nothing", false},
		{TaskStart, "TaskStart", [3]string{}, "a task begins its program", false},
		{TaskDone, "TaskDone", [3]string{}, "a task has ended its program", true},
		{SchedSwitch, "SchedSwitch", [3]string{"prev", "next", "cost"}, "a CPU goes from one thread to another", false},
		{SchedWakeup, "SchedWakeup", [3]string{"thread", "cpu", ""}, "a thread can run again and waits for its CPU", false},
		{IPISend, "IPISend", [3]string{"to", "", "latency"}, "a CPU sends an interrupt to another", true},
		{IPIReceive, "IPIReceive", [3]string{"from", "", ""}, "the interrupt arrives and puts aside what ran", true},
		{IrqEnter, "IrqEnter", [3]string{"thread", "", ""}, "an interrupt handler starts on top of what ran", false},
		{IrqExit, "IrqExit", [3]string{"thread", "", ""}, "the handler ends and what it interrupted goes on", false},
		{LockAcquire, "LockAcquire", [3]string{"lock", "", "waited"}, "a lock is taken", false},
		{LockContended, "LockContended", [3]string{"lock", "holder", ""}, "a lock is held by somebody else: the asker queues", true},
		{LockRelease, "LockRelease", [3]string{"lock", "", "held"}, "a lock is given back", false},
		{TrylockFail, "TrylockFail", [3]string{"lock", "holder", ""}, "a lock is held and the asker does not wait", true},
		{QueueWork, "QueueWork", [3]string{"work", "cpu", ""}, "a work item is queued on a CPU", true},
		{WorkStart, "WorkStart", [3]string{"work", "", ""}, "a kworker begins a work item", true},
		{WorkEnd, "WorkEnd", [3]string{"work", "", ""}, "the kworker has done it", false},
		{DirectStart, "DirectStart", [3]string{"work", "cpu", ""}, "the asker does the work for another CPU itself", true},
		{DirectEnd, "DirectEnd", [3]string{"work", "cpu", ""}, "that work is done", false},
		{FlushWait, "FlushWait", [3]string{"work", "cpu", ""}, "a thread sleeps until a work item is done", true},
		{FlushDone, "FlushDone", [3]string{"work", "", "waited"}, "the thread that waited goes on", false},
		{LineMove, "LineMove", [3]string{"line", "from", "cost"}, "a cache line moves to this CPU", false},
		{StatAdd, "StatAdd", [3]string{"stat", "cache", "n"}, "a statistic of the allocator counts", false},
		{ObjectAlloc, "ObjectAlloc", [3]string{"object", "cache", ""}, "a task gets an object", false},
		{ObjectFree, "ObjectFree", [3]string{"object", "cache", ""}, "a task hands an object back", false},
		{AllocFail, "AllocFail", [3]string{"cache", "", ""}, "an allocation returns nothing", true},
		{SheafSwap, "SheafSwap", [3]string{"main", "spare", ""}, "main and spare change places", false},
		{BarnGet, "BarnGet", [3]string{"sheaf", "barn", ""}, "a sheaf leaves a barn for this CPU", false},
		{BarnPut, "BarnPut", [3]string{"sheaf", "barn", ""}, "a sheaf goes from this CPU into a barn", false},
		{BarnMiss, "BarnMiss", [3]string{"barn", "", ""}, "the barn had no sheaf, or no room, to help", true},
		{SheafAlloc, "SheafAlloc", [3]string{"sheaf", "cache", ""}, "memory for a new sheaf", false},
		{SheafFree, "SheafFree", [3]string{"sheaf", "cache", ""}, "a sheaf's memory is given back", false},
		{SlabNew, "SlabNew", [3]string{"slab", "cache", ""}, "pages become a slab of free objects", false},
		{SlabDiscard, "SlabDiscard", [3]string{"slab", "cache", ""}, "an empty slab goes back to the pages", false},
		{Mark, "Mark", [3]string{"series", "", "sample"}, "a program's mark: the time since its last one is a sample", false},
		{CacheGone, "CacheGone", [3]string{"cache", "", ""}, "a cache has been destroyed", true},
		{CacheBusy, "CacheBusy", [3]string{"cache", "node", ""}, "a cache cannot be destroyed: objects are held", true},
		{RCUQueue, "RCUQueue", [3]string{"argument", "", ""}, "a callback is registered with call_rcu", false},
		{RCUStart, "RCUStart", [3]string{"number", "", ""}, "a grace period begins", false},
		{RCUEnd, "RCUEnd", [3]string{"number", "", ""}, "a grace period has ended", true},
		{RCUInvoke, "RCUInvoke", [3]string{"argument", "cpu", ""}, "a callback runs after its grace period", false},
		{RTThrottle, "RTThrottle", [3]string{"", "", "used"}, "FIFO threads have used up their share and are put aside", true},
		{RTUnthrottle, "RTUnthrottle", [3]string{"", "", ""}, "the period ends and FIFO threads may run again", true},
		{FairServerStart, "FairServerStart", [3]string{"", "", "waited"}, "the fair server lets starved tasks run before FIFO", true},
		{FairServerEnd, "FairServerEnd", [3]string{"", "", "used"}, "the fair server stops: nothing starves, or its budget is used", false},
		{Warn, "Warn", [3]string{"finding", "code", ""}, "the kernel turns out to be wrong and goes on", true},
		{Oops, "Oops", [3]string{"finding", "code", ""}, "the kernel turns out to be wrong and cannot go on", true},
		{FolioDrain, "FolioDrain", [3]string{"batch", "cpu", "n"}, "the folios of a CPU's batch go to the LRU lists", false},
		{BHDrop, "BHDrop", [3]string{"cpu", "", "n"}, "a CPU lets go of its buffer heads", false},
		{DrainSkip, "DrainSkip", [3]string{"generation", "", ""}, "a drain of all CPUs is not needed: one that began later has queued everything", false},
		{TaskMigrate, "TaskMigrate", [3]string{"thread", "from", "to"}, "a thread goes from one CPU to another", true},
		{CPUOffline, "CPUOffline", [3]string{"cpu", "", ""}, "a CPU has nothing left to run and is taken away", true},
		{CPUOnline, "CPUOnline", [3]string{"cpu", "", ""}, "a CPU comes back", true},
		{HotplugRefused, "HotplugRefused", [3]string{"cpu", "", ""}, "a CPU is not taken or brought: it is there, or gone, already, or it is the last one", true},
		{MemoryFail, "MemoryFail", [3]string{"cache", "", "request"}, "the page allocator has nothing for a request", true},
		{MemoryOffline, "MemoryOffline", [3]string{"node", "", ""}, "a node has no memory any more", true},
		{MemoryBusy, "MemoryBusy", [3]string{"node", "", "slabs"}, "a node keeps its memory: slabs lie there, or it has none, or no other has any", true},
		{SheavesOn, "SheavesOn", [3]string{"cache", "capacity", ""}, "a cache that had none has sheaves from now on", true},
		{KeyFlip, "KeyFlip", [3]string{"on", "", ""}, "the static key changes: locks are used through their other member", true},
		{ReturnOwed, "ReturnOwed", [3]string{"work", "cpu", ""}, "a work item is left to an isolated CPU, for its return to user space", true},
		{ReturnStart, "ReturnStart", [3]string{"work", "", ""}, "a task on its way back to user space does what was left to its CPU", true},
		{ReturnEnd, "ReturnEnd", [3]string{"work", "", ""}, "that work is done and the task returns", false},
		{PIBoost, "PIBoost", [3]string{"thread", "from", "to"}, "a thread inherits the FIFO priority of one that waits for its lock", true},
		{PIRestore, "PIRestore", [3]string{"thread", "from", "to"}, "an inherited priority ends, wholly or in part", false},
		{RTLockInAtomic, "RTLockInAtomic", [3]string{"lock", "waiters", ""}, "an NMI or a hard interrupt releases a sleeping lock: with waiters that may need locks of its own", true},
		{WorkerFail, "WorkerFail", [3]string{"cpu", "", ""}, "a pool finds no memory for another kworker: its work waits", true},
		{Mayday, "Mayday", [3]string{"cpu", "thread", ""}, "a pool without a kworker to spare calls a rescuer", true},
	}
}

// Event is one thing that happened. Which of A, B and C count, and what they
// mean, stands in EventSpecs; times and costs are cycles.
type Event struct {
	Time   int64
	C      int64
	Step   uint32 // number of the micro-step that caused it, from 1
	Thread ThreadID
	A, B   int32
	CPU    int16 // where it happened
	Kind   Kind
}

// KindByName finds a kind by its name.
func KindByName(name string) (Kind, bool) {
	for _, s := range EventSpecs() {
		if s.Name == name && s.Kind != EvNone {
			return s.Kind, true
		}
	}
	return EvNone, false
}
