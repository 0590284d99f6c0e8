package scene

// Kind says what sort of thing an ID names. To add one, add a constant and
// its pattern; a test checks that all read back and that none can be taken
// for another.
type Kind uint16

// The kinds of things.
const (
	Nothing Kind = iota // decoration: cannot be pointed at

	// The farm.
	CPU      // one CPU's card
	Context  // a running or interrupted context on a CPU; innermost is 0
	CPUNote  // the status line of a card
	CPULock  // the lock of the sheaves of one CPU
	Waiter   // who waits for that lock, in order
	Sheaves  // the sheaves of one cache on one CPU
	Main     // pcs->main
	Spare    // pcs->spare
	RCUFree  // pcs->rcu_free
	MainAt   // one place in main
	SpareAt  // one place in spare
	RCUAt    // one place in rcu_free
	Object   // an object wherever it lies
	Barn     // the barn of one node
	BarnLock // its spinlock
	BarnFull // one place in the rack of full sheaves
	BarnNone // one place in the rack of empty sheaves
	Sheaf    // a sheaf wherever it lies
	Node     // the slab lists of one node
	NodeCell // one of many nodes, in small
	NodeName // over the tiles of a node's CPUs
	ListLock // the node's list_lock
	Slab     // one slab
	SlabAt   // one object's place in a slab
	Remote   // remote work: from CPU, to CPU, which
	Hand     // in lock mode: the asking CPU reaches into the other's card
	Move     // objects on their way

	// The timeline and the latency strip.
	Timeline
	Track   // one CPU's track
	RunSpan // something ran
	WaitSpan
	HoldSpan   // a lock was held
	LineTick   // a cache line came or went
	Bracket    // the victim of a spike
	AskArrow   // from the CPU that asks to the CPU that pays
	Mark       // an event worth stopping at
	Parting    // where the two runs part
	Finding    // a violation: which
	Tick       // of the axis
	Cursor     // now
	Nested     // an interrupt on top of what has the CPU: CPU, depth, which
	HeldSpan   // another lock, held by a thread of the CPU: CPU, lock, which
	ThreadWait // a thread waits: thread, which
	ThreadOff  // a thread could run and has no CPU: thread, which
	DirectSpan // a thread does another CPU's work itself: CPU, which
	Reach      // the line to the CPU that it does it for
	IPIArrow
	Latency
	LatencyBar
	LatencyTick
	LatencyTable
	LatencyRow
	LatencyOpen  // the gap that has not ended
	LatencyClass // a bar of the histogram: run, class
	LatencyTab   // what the pane shows: which button
	LatencyMark  // a percentile: run, which
	Gap          // the interval of the chosen sample, on the tracks
	LedgerPart   // of the bar in which a sample's causes are stacked: which
	LedgerRow    // one of them in words
	TimeTab      // what the timeline has a row for
	TaskRow      // one task's row
	IRQRow       // the interrupts of all CPUs
	TaskRun      // a task has a CPU: thread, which
	WakeArrow    // from who wakes to who is woken
	RowsMore     // rows that have no room
	TrackGroup   // the row of many CPUs: which group
	Marker       // A and B: an instant that a reader keeps
	MarkerSpan   // what lies between them
	LifeTrack    // where an object has been
	LifeSpan     // one place of it: which
	LifeStep     // the same in the farm
	LineOwner    // which CPU has a cache line: the line
	LineRow      // the line in the table
	GoalRow      // a place in time to go to

	// The listing, the lesson and the hands.
	Listing
	ListingLine
	ListingStep // one step: function, line
	ListingCall // a function of the call chain, outermost is 0
	EventLine   // an event of the run, as a sentence
	CostRow     // a row of the cost model
	CostPoint   // a value of a cost that was tried: cost, which
	CostClaim   // the conclusion that is asked for
	Statement   // of a scenario's program: thread, instruction
	Choice      // who can act next: CPU, kind of actor
	NoChoice    // why a CPU cannot
	BranchRow   // a branch of a run by hand
	BranchPath  // where it parts and leads
	ReplayWord  // its replay string
	Lesson
	LessonLine
	LessonStep
	Question
	Answer
	Word  // of a lesson's prose: which
	Entry // the entry of the glossary that is open
	Header
	HeaderItem
	Transport
	Button // an action of the interface
	Segment
	Tab // of the pane of text: which reading
	Slider
	Knob
	Tooltip
	Help
	HelpLine
	HelpTurn // back (0) or on (1) in the table of keys
	LegendSign
	Message
	FindingText // the sentence of a violation
	CompareLine // a line of what two runs differ in
	CompareAct  // something to do there
	RunChoice   // a run to compare with: which
	MoreRuns    // those that are not in view
	DiffLine    // a line of a function in two kernels
	DiffAct     // something to do there
	Pane
	Presenter // heading, clock, notes, laser, blackness

	kindCount
)

// patterns holds the text form of each kind; % is a number.
var patterns = [kindCount]string{
	Nothing: "",

	CPU:      "cpu%",
	Context:  "cpu%/context%",
	CPUNote:  "cpu%/note",
	CPULock:  "cache%/cpu%/lock",
	Waiter:   "cache%/cpu%/lock/waiter%",
	Sheaves:  "cache%/cpu%",
	Main:     "cache%/cpu%/main",
	Spare:    "cache%/cpu%/spare",
	RCUFree:  "cache%/cpu%/rcu_free",
	MainAt:   "cache%/cpu%/main/%",
	SpareAt:  "cache%/cpu%/spare/%",
	RCUAt:    "cache%/cpu%/rcu_free/%",
	Object:   "cache%/object%",
	Barn:     "cache%/node%/barn",
	BarnLock: "cache%/node%/barn/lock",
	BarnFull: "cache%/node%/barn/full/%",
	BarnNone: "cache%/node%/barn/empty/%",
	Sheaf:    "cache%/sheaf%",
	Node:     "cache%/node%",
	NodeCell: "cache%/node%/small",
	NodeName: "node%/name",
	ListLock: "cache%/node%/list_lock",
	Slab:     "cache%/slab%",
	SlabAt:   "cache%/slab%/%",
	Remote:   "remote/cpu%/cpu%/%",
	Hand:     "hand/cpu%/cpu%",
	Move:     "move%",

	Timeline:     "timeline",
	Track:        "timeline/cpu%",
	RunSpan:      "timeline/cpu%/span/%",
	WaitSpan:     "timeline/cpu%/wait/%",
	HoldSpan:     "timeline/cpu%/hold/%",
	LineTick:     "timeline/cpu%/line/%",
	Bracket:      "timeline/cpu%/spike/%",
	AskArrow:     "timeline/ask/%",
	Mark:         "timeline/mark/%",
	Parting:      "timeline/parting",
	Finding:      "timeline/violation/%",
	Tick:         "timeline/tick/%",
	Cursor:       "timeline/now",
	Nested:       "timeline/cpu%/irq%/%",
	HeldSpan:     "timeline/cpu%/lock%/%",
	ThreadWait:   "timeline/thread%/wait/%",
	ThreadOff:    "timeline/thread%/off/%",
	DirectSpan:   "timeline/cpu%/direct/%",
	Reach:        "timeline/cpu%/reach/%",
	IPIArrow:     "timeline/ipi/%",
	Latency:      "latency",
	LatencyBar:   "latency/bar/%/%",
	LatencyTick:  "latency/tick/%",
	LatencyTable: "latency/table",
	LatencyRow:   "latency/table/%",
	LatencyOpen:  "latency/open",
	LatencyClass: "latency/class/%/%",
	LatencyTab:   "latency/tab/%",
	LatencyMark:  "latency/mark/%/%",
	Gap:          "timeline/gap",
	LedgerPart:   "ledger/part/%",
	LedgerRow:    "ledger/%",
	TimeTab:      "timeline/view/%",
	TaskRow:      "timeline/task%",
	IRQRow:       "timeline/interrupts",
	TaskRun:      "timeline/thread%/run/%",
	WakeArrow:    "timeline/wake/%",
	RowsMore:     "timeline/more",
	TrackGroup:   "timeline/group/%",
	Marker:       "timeline/marker/%",
	MarkerSpan:   "timeline/markers",
	LifeTrack:    "life",
	LifeSpan:     "life/%",
	LifeStep:     "life/step/%",
	LineOwner:    "line/%",
	LineRow:      "lines/%",
	GoalRow:      "goto/%",

	Listing:     "listing",
	ListingLine: "listing/%",
	ListingStep: "listing/%/%",
	ListingCall: "listing/call/%",
	EventLine:   "event/%",
	CostRow:     "cost/%",
	CostPoint:   "cost/%/%",
	CostClaim:   "cost/claim",
	Statement:   "program/%/%",
	Choice:      "choice/cpu%/%",
	NoChoice:    "choice/cpu%",
	BranchRow:   "branch/%",
	BranchPath:  "branch/%/path",
	ReplayWord:  "branch/%/string",
	Lesson:      "lesson",
	LessonLine:  "lesson/line/%",
	LessonStep:  "lesson/step/%",
	Question:    "question",
	Answer:      "question/%",
	Word:        "lesson/word/%",
	Entry:       "lesson/entry",
	Header:      "header",
	HeaderItem:  "header/%",
	Transport:   "transport",
	Button:      "button%",
	Segment:     "segment%/%",
	Tab:         "tab%",
	Slider:      "slider%",
	Knob:        "slider%/knob",
	Tooltip:     "tooltip",
	Help:        "help",
	HelpLine:    "help/%",
	HelpTurn:    "help/turn/%",
	LegendSign:  "help/sign/%",
	Message:     "message/%",
	FindingText: "violation/%",
	CompareLine: "compare/%",
	CompareAct:  "compare/do/%",
	RunChoice:   "compare/run/%",
	MoreRuns:    "compare/more/%",
	DiffLine:    "diff/%",
	DiffAct:     "diff/do/%",
	Pane:        "pane%",
	Presenter:   "presenter/%",
}
