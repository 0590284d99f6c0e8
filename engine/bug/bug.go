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
	N
)

// Spec says about a kind: the invariant of kernel.md 8 that is broken, and
// whether the kernel can go on.
type Spec struct {
	Code      Code
	Invariant string
	Fatal     bool
	What      string // in a few words
}

// Specs lists the kinds in order.
func Specs() []Spec {
	return []Spec{
		{None, "", false, "nothing"},
		{LocalNested, "S2", false, "a local lock is taken inside its own section"},
		{NotHeld, "S10", false, "a lock is released that nobody holds"},
		{NotHolder, "S10", false, "a lock is released by somebody else than its holder"},
		{WrongMember, "S10", false, "a lock is released through the other member of its union"},
		{AssertHeld, "S2", false, "a lock is not held where it must be"},
		{Deadlock, "L2", false, "threads wait for each other for ever"},
		{DeadlockNoWait, "L4", false, "a context that must not wait waits for ever"},
		{SleepInIRQ, "S20", true, "an interrupt handler sleeps"},
		{FullSheaf, "S5", true, "an object is pushed into a full sheaf"},
		{EmptySheaf, "S5", true, "an object is taken from an empty sheaf"},
		{NoSheaf, "S4", true, "a pointer is followed that is no sheaf"},
		{SheafInUse, "S3", true, "a sheaf is freed that is in use"},
		{SlabInUse, "S1", true, "a slab is discarded that is in use"},
		{SlabListed, "S12", true, "a slab is discarded that is on the partial list"},
		{SlabNotListed, "S12", true, "a slab leaves the partial list that it is not on"},
		{FreedTwice, "S11", true, "an object is freed that its slab has already"},
		{GivenTwice, "S1", true, "an object is handed out that a program holds already"},
		{WorkCPU, "S16", false, "a work item is queued for another CPU than it stores"},
		{CacheInUse, "S13", false, "a cache is destroyed whose sheaves are in use"},
		{LostObjects, "S1", false, "objects are left behind in the array of a bulk operation"},
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
