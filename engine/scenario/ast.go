// Package scenario is the text language in which people describe a machine,
// its caches, the programs that run on it and what they claim about the run.
// One text serves tests, lessons, the sandbox, links and bug reports.
//
//	text --Parse--> *Scenario --(engine.New)--> a run
//	                    |
//	                    +--String--> text again; Parse(s.String()) equals s
//
// Parsing is bounded (limits.go) and never applies half of a text: either a
// whole Scenario comes back or an *Error that says where, what was found and
// what was expected.
package scenario

// Scenario is one parsed text. The zero value is not runnable; Parse and
// Default fill the defaults of the language.
type Scenario struct {
	Name     string // file or built-in name, for messages
	Title    string
	Machine  Machine
	Kernel   Kernel
	Caches   []Cache
	Tasks    []Task
	Irqs     []Irq
	Moves    []Move
	Memory   Memory
	Spurious Spurious
	Costs    []Cost
	Mutants  []Mutant
	Seed     uint64
	Until    Dur // zero: until all is done, or 1 s if something runs for ever
	Claims   []Claim
}

// Pos is a place in the text. Lines and columns count from 1; columns count
// characters (runes), as editors do.
type Pos struct{ Line, Col int }

// Unit is a unit of time of the language.
type Unit uint8

// The units of time. Cycles mean the clock of the simulated machine.
const (
	Cycles Unit = iota
	Ns
	Us
	Ms
	Sec
)

// Dur is a span of simulated time as it was written.
type Dur struct {
	N    int64
	Unit Unit
}

// Tri is the build and boot choice of the qpw key.
type Tri uint8

// The three values of machine qpw=.
const (
	QPWNotBuilt Tri = iota // n: CONFIG_QPW=n
	QPWOff                 // 0: built in, switched off
	QPWOn                  // 1: built in, switched on
)

// Alt names an alternative policy from the discussion.
type Alt uint8

// The values of machine alt=.
const (
	AltNone      Alt = iota
	AltUserret       // flush when the isolated CPU returns to user space
	AltNosheaves     // isolated CPUs work on slabs directly
)

// Steps says what decides whose step comes next.
type Steps uint8

// The values of machine steps=.
const (
	TimedSteps  Steps = iota // the cost model: who is ready first
	AnySteps                 // whoever chooses: nobody's turn depends on how long anything took
	FrozenSteps              // the same, and no step takes any time
)

// String returns the word of the language.
func (s Steps) String() string { return stepsNames()[s] }

// Machine is the hardware and the boot options.
type Machine struct {
	Pos        Pos
	CPUs       int   // 1..1024
	Nodes      int   // 1..64, at most CPUs
	Isolated   []int // sorted, no duplicates
	NohzFull   []int // sorted, no duplicates
	RT         bool
	QPW        Tri
	Alt        Alt
	FairServer bool
	Lockdep    bool // locks are watched
	RTThrottle bool
	GHz        int64          // cycles per ns, 1..10
	Jitter     int64          // percent, 0..100
	Memoryless []int          // nodes; sorted, no duplicates
	Steps      Steps          // what decides whose step comes next
	Cmdline    string         // the kernel's command line; empty: what the other keys say
	Where      map[string]Pos // position of each key that was written
}

// Kernel is the code that runs on the machine.
type Kernel struct {
	Pos        Pos
	Generation string   // "6.18", "7.0-rc1", "7.0-rc3", "7.1"
	Names      string   // "qpw" or "pw"
	Patches    []string // edits to apply, in order
	Where      map[string]Pos
}

// Cache declares a kmem_cache. A zero Capacity or SlabObjs means the kernel's
// own formula.
type Cache struct {
	Pos         Pos
	Name        string
	Size        int64 // bytes
	Capacity    int   // objects per sheaf; 0: formula
	SlabObjs    int   // objects per slab; 0: formula
	Ctor        bool
	TypesafeRCU bool
	Sheaves     Sheaves
	Refuse      int  // the free hook keeps every so manieth object; 0: none
	Late        bool // boot=late: no sheaves before bootstrap_kmalloc_sheaves
}

// Sheaves says whether a cache has sheaves.
type Sheaves uint8

// The values of cache sheaves=. By default every cache has them from 7.0 on,
// and before only vm_area_struct and maple_node.
const (
	SheavesDefault Sheaves = iota
	SheavesOff
	SheavesOn
)

// Task is a task with its program.
type Task struct {
	Pos   Pos
	Name  string
	CPU   int
	FIFO  int // SCHED_FIFO priority 1..99; 0: fair
	Start Dur
	Body  []Stmt
	Group string // the name in the text of a line that makes a task on each of several CPUs; empty: a line of its own
}

// Irq is a source of interrupts (hard ones, softirqs, or NMI) with the program of its
// handler.
type Irq struct {
	Pos   Pos
	Name  string
	NMI   bool
	Soft  bool // a softirq
	CPU   int
	At    Dur
	Every Dur // zero: once
	Body  []Stmt
}

// Move is a decision of the load balancer: a task goes to another CPU.
type Move struct {
	Pos  Pos
	Task string
	CPU  int
	At   Dur
}

// Cost overrides one row of the cost model.
type Cost struct {
	Pos    Pos
	Name   string
	Cycles int64
}

// Mutant asks for a planted bug by name.
type Mutant struct {
	Pos  Pos
	Name string
}

// Verb is the kind of a statement.
type Verb uint8

// The statements of the language.
const (
	Alloc Verb = iota
	Free
	Give
	BulkAlloc
	BulkFree
	KfreeRCU
	Prefill
	ReturnSheaf
	Shrink
	Destroy
	KvfreeRCUBarrier
	LruAdd
	Mlock
	BhRead
	LruAddDrainAll
	Offline
	Online
	MemoryOffline
	Syscall // block
	Work
	Sleep
	Mark
	PreemptDisable // block
	IrqDisable     // block
	Rand           // arms
	Loop           // block; N 0: for ever
	LruActivate
	LruDeactivate
	LruDeactivateFile
	LruLazyfree
	LruMoveTail
	MlockLRU
	Munlock
	LruAddDrain
	BootstrapSheaves
	LateInitcall
	AllocFromSheaf
	RefillSheaf
	Validate
)

// Order is the order in which free takes objects.
type Order uint8

// The values of free order=.
const (
	FIFOOrder Order = iota
	LIFOOrder
	RandomOrder
)

// GFP is the allocation context of alloc gfp=.
type GFP uint8

// The values of alloc gfp=.
const (
	GFPKernel GFP = iota
	GFPAtomic
	GFPNolock
)

// Stmt is one statement. Which fields count depends on Verb.
type Stmt struct {
	Pos      Pos
	Verb     Verb
	Cache    string // alloc, free, give, bulk_*, kfree_rcu, prefill, return_sheaf, shrink, destroy; kvfree_rcu_barrier: of one cache, empty: of all
	To       string // give: the receiving task
	Name     string // mark: the series, without the task
	N        int64  // count; loop: rounds, 0 for ever; offline, online: CPU; memory_offline: node
	All      bool   // free, give, bulk_free, kfree_rcu n=all: what the task holds then, which may be nothing
	Order    Order
	GFP      GFP
	Node     int  // alloc node=; -1: none
	Reserves bool // prefill, refill_sheaf: the caller may use memory that is kept for emergencies
	Dur      Dur  // work, sleep
	Body     []Stmt
	Arms     []Arm // rand
}

// Arm is one choice of rand with its weight.
type Arm struct {
	Pos    Pos
	Weight int64 // 1..1,000,000
	Body   []Stmt
}

// ClaimKind says what a claim measures.
type ClaimKind uint8

// The kinds of claim expressions.
const (
	ClaimSeries     ClaimKind = iota // min|p50|p99|p999|max|mean|count(series)
	ClaimStat                        // stat(NAME[, cache=C][, cpu=N])
	ClaimEvents                      // events(kind[, cpu=N])
	ClaimSwitches                    // switches(cpu=N)
	ClaimIPIs                        // ipis(cpu=N)
	ClaimTime                        // time(TASK.done)
	ClaimViolations                  // violations()
	ClaimLocks                       // locks(CLASS)
	ClaimCached                      // cached(CACHE[, cpu=N])
)

// Op is a comparison.
type Op uint8

// The comparisons of claims.
const (
	LT Op = iota
	LE
	EQ
	GE
	GT
	NE
)

// Claim is one sentence about the run that is checked at its end.
type Claim struct {
	Pos   Pos
	Text  string // as written, without "claim", blanks folded
	Kind  ClaimKind
	Func  string // min, p50, ... for ClaimSeries
	Arg   string // series "task.NAME", statistic, event kind or task name
	Cache string // stat(..., cache=)
	CPU   int    // -1: all
	Op    Op
	Value int64
	IsDur bool // Value counts Unit
	Unit  Unit
	When  []Cond
}

// Cond restricts a claim to some configurations: when qpw=0.
type Cond struct {
	Pos        Pos
	Key, Value string // qpw, rt, alt, seed, generation, ... as written
}
