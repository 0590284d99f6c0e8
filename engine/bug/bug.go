// Package bug names the ways in which the simulated kernel can turn out to be
// wrong: what a real one would tell with a warning, an oops, or by never
// answering again. Such a thing is a result of the run, never a Go error.
//
//	an op that finds one --> Machine.Warn, the run goes on as after WARN_ON
//	                     --> panic(Crash), taken up by Kernel.Step: the run ends
//
// The codes only carry numbers. Which thread, lock or sheaf they mean, and the
// sentence that people read, is known to engine/path.
package bug

// Code is a kind of bug.
type Code uint8

// The kinds. New ones go before N.
const (
	None           Code = iota
	LocalNested         // A lock, B its holder
	NotHeld             // A lock
	NotHolder           // A lock, B its holder
	WrongMember         // A lock, B the member that holds it, C the one that releases
	AssertHeld          // A lock, B its holder
	Deadlock            // of the thread that began to wait
	DeadlockNoWait      // the same, where no lock may be waited for
	SleepInIRQ          // A why
	FullSheaf           // A sheaf, B its size
	EmptySheaf          // A sheaf
	NoSheaf             // A the value that is no sheaf
	SheafInUse          // A sheaf, B its place, C of whom
	SlabInUse           // A slab, B objects in use
	SlabListed          // A slab
	SlabNotListed       // A slab
	FreedTwice          // A object, B slab
	GivenTwice          // A object
	WorkCPU             // A the CPU that was named, B the one stored
	CacheInUse          // A cache, B CPU, C objects in main
	LostObjects         // A how many
	AssertTemplate      // A class, B cache
	AssertMember        // A lock, B the member that holds it, C the one that is asked
	NMIWaits            // A lock
	LockRecursion       // A lock, B the one held, C class
	LockOrder           // A class held, B class wanted
	IRQState            // A class, B 0 hardirq, 1 softirq
	IRQInversion        // A class that interrupts take, B class after it, C as B of IRQState
	WaitContext         // A lock, B the one held, C their classes: A's, then B's from bit 8
	SleepAtomic         // A depth of preempt_disable, B of interrupts off, C kind of thread
	HeldAtEnd           // A lock, B class, C End
	PinsAtEnd           // A depth of preempt_disable, B of interrupts off, beyond the program's own, C End, from bit 8 depth of migrate_disable
	PinUnderflow        // A depth of preempt_disable, B of interrupts off, C of migrate_disable
	NoCache             // A CPU of the item
	TwoOwners           // A lock, B who is inside already, C the member that reads free
	BadMagic            // A lock, B the member that was initialised, C the one that is used
	ScheduleAtomic      // A depth of preempt_disable, B of interrupts off, C the lock that is slept for
	BadSlab             // A slab, B objects on its freelist, C objects that it counts in use
	EndlessList         // nothing more
	BadReference        // nothing more
	N
)

// Where a thread must hold nothing, as C of HeldAtEnd and PinsAtEnd.
const (
	EndUser int32 = iota // return to user space
	EndIRQ               // end of an interrupt
	EndWork              // end of a work function
)

// Often says how often a kind is told.
type Often uint8

// A kernel tells of most things once for a place in its code.
const (
	OncePlace Often = iota
	OnceThread
	Always // whoever finds it takes care that it is not told twice
)

// Spec says about a kind: the invariant of kernel.md 8 that is broken, and
// whether the kernel can go on.
type Spec struct {
	Code      Code
	Invariant string
	Fatal     bool
	Often     Often
	What      string // in a few words
}

// Specs lists the kinds in order.
func Specs() []Spec {
	return []Spec{
		{None, "", false, OncePlace, "nothing"},
		{LocalNested, "S2", false, OncePlace, "a local lock is taken inside its own section"},
		{NotHeld, "S10", false, OncePlace, "a lock is released that nobody holds"},
		{NotHolder, "S10", false, OncePlace, "a lock is released by somebody else than its holder"},
		{WrongMember, "S10", false, OncePlace, "a lock is released through the other member of its union"},
		{AssertHeld, "S2", false, OncePlace, "a lock is not held where it must be"},
		{Deadlock, "L2", false, Always, "threads wait for each other for ever"},
		{DeadlockNoWait, "L4", false, Always, "a context that must not wait waits for ever"},
		{SleepInIRQ, "S20", true, OncePlace, "an interrupt handler sleeps"},
		{FullSheaf, "S5", true, OncePlace, "an object is pushed into a full sheaf"},
		{EmptySheaf, "S5", true, OncePlace, "an object is taken from an empty sheaf"},
		{NoSheaf, "S4", true, OncePlace, "a pointer is followed that is no sheaf"},
		{SheafInUse, "S3", true, OncePlace, "a sheaf is freed that is in use"},
		{SlabInUse, "S1", true, OncePlace, "a slab is discarded that is in use"},
		{SlabListed, "S12", true, OncePlace, "a slab is discarded that is on the partial list"},
		{SlabNotListed, "S12", true, OncePlace, "a slab leaves the partial list that it is not on"},
		{FreedTwice, "S11", true, OncePlace, "an object is freed that its slab has already"},
		{GivenTwice, "S1", true, OncePlace, "an object is handed out that a program holds already"},
		{WorkCPU, "S16", false, OncePlace, "a work item is queued for another CPU than it stores"},
		{CacheInUse, "S13", false, OncePlace, "a cache is destroyed whose sheaves are in use"},
		{LostObjects, "S1", false, OncePlace, "objects are left behind in the array of a bulk operation"},
		{AssertTemplate, "A1", false, OncePlace, "an assertion asks about a lock that nobody can hold"},
		{AssertMember, "A1", false, OncePlace, "an assertion asks about the member that is not in use"},
		{NMIWaits, "L4", false, OncePlace, "an NMI waits for a lock"},
		{LockRecursion, "L2", false, Always, "a lock is taken under one of its own class"},
		{LockOrder, "L2", false, Always, "locks are taken in orders that form a circle"},
		{IRQState, "L2", false, Always, "a lock is taken in interrupts, and elsewhere with interrupts on"},
		{IRQInversion, "L2", false, Always, "a lock that interrupts can break into comes after one that they take"},
		{WaitContext, "S20", false, OncePlace, "a lock that sleeps is taken under one that spins"},
		{SleepAtomic, "S20", false, OncePlace, "what can sleep is called where sleeping is not allowed"},
		{HeldAtEnd, "S10", false, OnceThread, "a thread leaves the kernel and holds a lock"},
		{PinsAtEnd, "S10", false, OnceThread, "a thread leaves the kernel and has not enabled what it disabled"},
		{PinUnderflow, "S10", false, OnceThread, "a thread enables what was not disabled"},
		{NoCache, "S16", true, OncePlace, "a work function finds no cache in its item"},
		{TwoOwners, "S2", false, OncePlace, "a lock is taken through a member that reads free while somebody holds the other"},
		{BadMagic, "S10", false, OncePlace, "a member of a lock is used that was never initialised"},
		{ScheduleAtomic, "S20", false, OncePlace, "a thread is scheduled away with preemption or interrupts off"},
		{BadSlab, "S11", false, OncePlace, "a slab that is looked at does not count right"},
		{EndlessList, "S1", true, OncePlace, "a list leads back into itself"},
		{BadReference, "S1", true, OncePlace, "a reference is followed that leads nowhere"},
	}
}

// Of is the spec of a kind.
func Of(c Code) Spec { return Specs()[c] }

// Bug is one finding; what A, B and C mean stands beside its code.
type Bug struct {
	Code    Code
	A, B, C int32
}

// Crash is what an op panics with when the kernel cannot go on.
type Crash struct{ Bug }

// Die ends the op that runs, and with it the run.
func Die(c Code, a, b, n int32) { panic(Crash{Bug{c, a, b, n}}) }
