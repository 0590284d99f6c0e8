package scenario

// The limits of the language. Each is checked before anything of that size is
// made, so that a hostile text costs no more than its own length. A limit that
// the engine can only meet while it runs (objects alive at one time) is the
// engine's.
const (
	MaxBytes      = 64 << 10      // a whole text
	MaxNesting    = 16            // blocks within blocks, the task's own counted
	MaxName       = 256           // bytes of a name, a number or a title
	MaxStatements = 4096          // statements of all programs together
	MaxExpanded   = 1 << 16       // the same, those of a task on several CPUs counted for each CPU
	MaxTasks      = 4096          // tasks, interrupts and NMI sources together
	MaxMoves      = 4096          // move lines
	MaxRanges     = 256           // numbers and ranges of one list of requests
	MaxRequest    = 1_000_000_000 // a request to the page allocator
	MaxCPUs       = 1024          // machine cpus=
	MaxNodes      = 64            // machine nodes=
	MaxGHz        = 10            // machine ghz=
	MaxJitter     = 100           // machine jitter=, percent
	MaxFIFO       = 99            // task fifo=, the priorities of SCHED_FIFO
	MaxObjects    = 1 << 20       // n= of one statement
	MaxCapacity   = 1024          // cache capacity=
	MaxLoop       = 1_000_000_000 // rounds of nested counted loops, multiplied
	MaxSeconds    = 3600          // any time, whatever its unit
	MaxPatches    = 64            // names of kernel patch=
	MaxCycles     = 1_000_000_000 // one cost
	MaxWeight     = 1_000_000     // one arm of rand

	// MinSize and MaxSize bound cache size=. They are the smallest and the
	// largest object that kmalloc serves from a cache with 4 KiB pages; what
	// is larger goes to the page allocator and never sees a sheaf.
	MinSize = 8
	MaxSize = 8192

	// MaxSlabObjs bounds cache slabobjs=. A slab counts its objects in 15
	// bits.
	MaxSlabObjs = 1<<15 - 1
)
