// Package theme says what every colour, letter size and distance of the
// picture means. A scene names roles, never colours: a role says what a mark
// encodes ("a kworker runs here"), and a Theme gives each role its colour.
//
//	view: "this span is a kworker" --Role--> scene --Theme--> paint, svg
//
// The hues are those of Okabe and Ito, lightened or darkened for the ground
// they stand on. Tests compute the contrast of every pair that may meet and
// the distance between the categories for three kinds of colour blindness.
// Colour is never the only sign: chips carry names, locks have shapes, waiting
// is hatched.
package theme

// Role is what a colour means. The zero Role draws nothing.
type Role uint8

// The roles. Grounds are ordered from the back to the front.
const (
	None Role = iota // draws nothing

	// Grounds: what other things stand on.
	Ground      // the window behind all
	Bar         // the header, the transport, the timeline's and lesson's pane
	Card        // a CPU, a barn, a button, a tooltip
	Well        // the sunken ground of a tray of cells or of a track
	Selected    // a pressed button, the chosen segment, the chosen thing
	AlarmGround // behind a warning

	// Lines that only divide or decorate. They carry no meaning alone.
	Edge // outlines of cards and panes
	Grid // lines of the time axis

	// Writing.
	Text      // what must be read
	TextSoft  // running prose
	TextDim   // labels, units, what is not current
	TextOn    // on a span or chip filled with a category's colour
	TextAlarm // a warning, a wait, a spike's name
	TextMark  // the current line, what is new
	TextGood  // an answer that holds, a claim kept

	// What runs on a CPU (chips, spans). TextOn is readable on each.
	Idle    // nothing to run
	Task    // a fair task
	RTTask  // a real-time task (FIFO, deadline)
	Kworker // a kworker: deferred work
	Softirq // a softirq
	Hardirq // an interrupt or an IPI
	NMI     // a non-maskable interrupt
	Switch  // the time that a context switch takes

	// Waiting, locks, and who pays.
	Waiting    // the hatching of a wait
	LockOpen   // a padlock that nobody holds
	LockHeld   // a padlock that is held; the bar of its time
	Contended  // the hatched part of a lock's bar
	RemoteWork // the arrow from the CPU that asks to the CPU that pays
	CacheLine  // the tick of a cache line that changed its CPU
	Spike      // a latency over the bound, and the bracket at its victim
	Violation  // a broken invariant
	Woken      // the outline of the time from a wake-up to the first step
	Preempted  // the outline of the time for which a thread was put aside

	// Objects and where they lie.
	ObjFree  // an object that can be allocated
	ObjInUse // the outline of an object that is allocated
	ObjRCU   // an object that waits for a grace period
	Cell     // a place with nothing in it
	Rack     // the outline of an empty sheaf in a barn
	SlabFull // a slab all of whose objects are out

	// Time and hands.
	Cursor  // now
	Focus   // the ring of what the keyboard holds
	Handle  // the knob of a slider, the part of a bar that can be dragged
	Track   // the groove of a slider
	SeriesA // measurements in the first mode (queue work)
	SeriesB // measurements in the second mode (take the lock)

	Black // a picture in which nothing is to be seen

	roleCount // how many roles there are
)

// Count is the number of roles, None included.
const Count = int(roleCount)
