package lesson

import "barnyard/engine/scenario"

// CueKind is the first word of a cue.
type CueKind uint8

// The cues, in the order in which people usually write them.
const (
	CueMode    CueKind = iota + 1 // mode qpw=1
	CueCompare                    // compare qpw=0 qpw=1
	CueAt                         // at 36us
	CueUntil                      // until event=LockContended cpu=3 n=2, or until main(kmalloc-64,1)=0
	CueFocus                      // focus cpu3.lock
	CueListing                    // listing pcs_flush_all
	CueDiff                       // diff patch=qpw-v2 func=flush_all_cpus_locked
	CueSpeed                      // speed 1us: simulated time a second
	CuePlay                       // play: run on from here
	CueManual                     // manual: the reader picks who runs next
	CueSides                      // sides qpw=0/alt=userret qpw=1: the runs left and right
	CueReading                    // reading lines: the text beside the timeline
	CueSamples                    // samples policies: what the pane of samples shows
)

// Cue is one line of a cue block: one thing that the picture does when its
// step is reached.
//
// A step's picture depends on that step alone, never on how the reader got
// there: the run starts at its beginning, `at` jumps, and each `until` looks
// for its event after the place that the cues before it reached.
type Cue struct {
	Kind    CueKind
	Line    int          // in the file, for messages
	Time    scenario.Dur // at, speed
	Event   string       // until: the name of an event kind
	State   string       // until: a condition on the state instead of an event, as it is written
	CPU     int          // until: -1 means any
	Nth     int          // until: the Nth such event, 1 when not written
	Target  string       // focus: what; listing: the kernel function; reading: which text; samples: how they are shown
	Modes   []Setting    // mode: one or more; compare: two, one of each run, or none
	Sides   [2]string    // compare, sides: what each run is, settings with / between them
	Patch   string       // diff
	Func    string       // diff
	Written string       // the line as it stands in the file, blanks folded
}

// Setting is one key of the machine or the kernel with a value: qpw=1.
type Setting struct{ Key, Value string }
