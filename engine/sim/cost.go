package sim

import "strconv"

// CostID names a primitive of the cost model.
type CostID uint8

// The primitives. Every op of a listing has one of them as its base cost.
const (
	CostNone CostID = iota
	CostBranch
	CostStaticBranch
	CostLoad
	CostStore
	CostCall
	CostPreempt
	CostIRQFlags
	CostAtomic
	CostHooks
	CostCopy
	CostListOp
	CostLineNear
	CostLineFar
	CostHandover
	CostIPI
	CostIRQEnter
	CostIRQExit
	CostSwitch
	CostWake
	CostPickTask
	CostQueueWork
	CostMutex
	CostNewSlab
	CostInitObject
	CostDiscardSlab
	CostSheafAlloc
	CostSheafFree
	CostSyscall
	CostMigrate
	CostLocalCmpxchg
	CostConstructor
	NCosts
)

// CostSpec documents one primitive: what it is, its starting value and how
// much that value should be believed.
type CostSpec struct {
	ID         CostID
	Name       string // as a scenario's cost line spells it
	Cycles     int64
	Confidence string // fitted to a measurement, assumed, or free
	What       string
}

// CostSpecs lists the cost model in CostID order. The values are assumptions
// of the right order of magnitude for x86 (kernel.md 9.2), not measurements of
// one machine; every one can be overridden in a scenario.
func CostSpecs() []CostSpec {
	const assumed, fitted, free = "assumed", "fitted", "free"
	return []CostSpec{
		{CostNone, "none", 0, free, "bookkeeping that no kernel does: statistics, marks, loop control"},
		{CostBranch, "branch", 1, assumed, "a test and a conditional jump on data that is hot"},
		{CostStaticBranch, "static-branch", 0, assumed, "a patched jump that tests nothing at run time"},
		{CostLoad, "load", 1, assumed, "a read of a hot line"},
		{CostStore, "store", 1, assumed, "a write to a hot line that this CPU owns"},
		{CostCall, "call", 3, assumed, "a call out of line and its return"},
		{CostPreempt, "preempt", 1, assumed, "preempt_count up or down by one"},
		{CostIRQFlags, "irq-flags", 6, assumed, "interrupts masked and flags saved, or restored"},
		{CostAtomic, "atomic", 10, assumed, "a locked read-modify-write on a line that this CPU owns"},
		{CostHooks, "hooks", 9, fitted, "entry and hooks before or after one allocation or one free; fitted to the row of 60 cycles (kernel.md 5.1)"},
		{CostCopy, "copy", 2, assumed, "one object pointer copied or looked at"},
		{CostListOp, "list-op", 4, assumed, "one list insertion or removal"},
		{CostLineNear, "line-near", 90, assumed, "a line fetched from a CPU of the same node"},
		{CostLineFar, "line-far", 220, assumed, "a line fetched from a CPU of another node"},
		{CostHandover, "handover", 60, assumed, "a queued spinlock passed to the next waiter, beside the line"},
		{CostIPI, "ipi", 1500, assumed, "an interrupt from one CPU to another, from sending to arrival"},
		{CostIRQEnter, "irq-enter", 300, assumed, "entry into an interrupt handler"},
		{CostIRQExit, "irq-exit", 200, assumed, "return from an interrupt handler"},
		{CostSwitch, "switch", 2000, assumed, "a context switch, cold caches of the newcomer included"},
		{CostWake, "wake", 300, assumed, "try_to_wake_up, beside the interrupt that it may send"},
		{CostPickTask, "pick-task", 100, assumed, "the scheduler asked, with no switch as the answer"},
		{CostQueueWork, "queue-work", 150, assumed, "a work item put on a pool's list under its lock"},
		{CostMutex, "mutex", 20, assumed, "a mutex or rwsem taken or released without a fight"},
		{CostNewSlab, "new-slab", 1200, assumed, "pages from the page allocator for one slab"},
		{CostInitObject, "init-object", 4, assumed, "one object linked into a new slab's freelist"},
		{CostDiscardSlab, "discard-slab", 600, assumed, "one empty slab given back to the page allocator"},
		{CostSheafAlloc, "sheaf-alloc", 120, assumed, "memory for one sheaf, zeroed"},
		{CostSheafFree, "sheaf-free", 60, assumed, "memory of one sheaf given back"},
		{CostSyscall, "syscall", 150, assumed, "entry into the kernel or return to user space"},
		{CostMigrate, "migrate", 6, fitted, "migrate_disable or migrate_enable, with what RT does beside it; fitted to the row of 95 cycles (kernel.md 5.1)"},
		{CostLocalCmpxchg, "local-cmpxchg", 8, assumed, "a double-word compare-and-exchange on this CPU's own data, without the lock prefix"},
		{CostConstructor, "constructor", 40, free, "a cache's constructor on one object of a new slab"},
	}
}

// Costs is the cost model of one run, in cycles, indexed by CostID.
type Costs [NCosts]int64

// DefaultCosts returns the model of CostSpecs.
func DefaultCosts() Costs {
	var c Costs
	for _, s := range CostSpecs() {
		c[s.ID] = s.Cycles
	}
	return c
}

// CostByName finds a primitive by its name in scenarios.
func CostByName(name string) (CostID, bool) {
	for _, s := range CostSpecs() {
		if s.Name == name {
			return s.ID, true
		}
	}
	return 0, false
}

// Ns converts cycles to whole nanoseconds, to the nearest, halves upward.
func Ns(cycles, ghz int64) int64 {
	if cycles < 0 {
		return -Ns(-cycles, ghz)
	}
	return (cycles + ghz/2) / ghz
}

// Micros prints cycles as microseconds with three decimals, as people read
// them: 41.280.
func Micros(cycles, ghz int64) string { return string(AppendMicros(nil, cycles, ghz)) }

// AppendMicros writes what Micros prints behind b.
func AppendMicros(b []byte, cycles, ghz int64) []byte {
	ns := Ns(cycles, ghz)
	if ns < 0 {
		b, ns = append(b, '-'), -ns
	}
	b = append(strconv.AppendInt(b, ns/1000, 10), '.')
	rest := ns % 1000
	return append(b, byte('0'+rest/100), byte('0'+rest/10%10), byte('0'+rest%10))
}
