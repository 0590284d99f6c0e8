// Package link writes down where somebody is in a run, so that somebody else
// gets there: in another browser, in the window, next year.
//
//	#v=1&s=shrink-under-poll&run=qpw=1&t=38.7us&step=412&e=2&h=0123456789abcdef
//
//	ui.Model --Link--> Link --Format--> a fragment --Parse--> Link --ui.OpenLink--> Model
//
// A link has inputs alone: what runs, who chose what, which instant, how it is
// looked at. What comes out of that is worked out again where it is opened. The
// one result in it is a hash of the state at that instant, by which another
// engine notices that its run is another one.
//
// It is what stands behind the # of an address, so that no server ever sees it.
// A part of a later version is kept and handed on, and told of; a part that is
// known and wrong is an error, and then nothing of the link counts.
package link

import (
	"barnyard/engine/scenario"
)

// Version is the one form of links that there is. It stands first in each.
const Version = "1"

// Bounds, each checked before anything of that size is made.
const (
	MaxBytes = 64 << 10          // of a link
	MaxText  = scenario.MaxBytes // of a scenario's text, unpacked
	MaxParts = 64                // between the & signs
	maxKept  = 4 << 10           // bytes of parts that nobody here knows
	maxWord  = 256               // of a part that is a name or a condition
	readable = 240               // a longer text is packed, where that is shorter
	maxUntil = 8                 // conditions on the way
	MaxSteps = scenario.MaxSeconds * 1_000_000_000
)

// Link is one place in one run. What is empty is as it is when a scenario has
// just been opened.
type Link struct {
	Scenario string // the name of a built-in
	Settings []Part // in which it differs from its text: cpus=8, seed=9
	Text     string // the whole text, instead of a name
	Packed   string // Text as Pack writes it, where it is at hand
	Replay   string // the run with everybody who was chosen, instead of both
	Lesson   string // the lesson around it and its step: shrink-under-poll/flush

	Sides   [2]string // the runs left and right, each as qpw=1/alt=userret
	Run     string    // which of them is shown
	Compare bool      // both are, one above the other

	At    *scenario.Dur // the instant
	Step  int64         // how many micro-steps have been taken there; -1: as many as there are
	Until []string      // where to go from there, as cues say it
	Play  bool          // time goes on

	From, To *scenario.Dur // what the timeline shows
	Marks    [2]*scenario.Dur
	Speed    *scenario.Dur // simulated time a second

	Tab    string // the text that is read
	Rows   string // tasks, or empty for a row a CPU
	Sel    string // the chosen thing, as scene.ID prints it
	Told   bool   // its sentence stands beside it
	Cache  int    // the cache that is shown
	Pinned string // the function that the listing keeps showing
	Diff   string // the function whose difference is shown
	Owners bool   // which CPU owns which cache line
	ByHand bool   // the reader says who acts next

	Theme, Motion string // dark or light; none: nothing moves that need not

	Engine, Hash string // who made it, and the state that it saw there
	More         []Part // what is not known here
}

// Part is one key=value of a link, its value without the % signs.
type Part struct{ Key, Value string }

// New is a link to the start of whatever is shown.
func New() Link { return Link{Step: -1} }

// Names is the keys of the parts that are not known here, for messages.
func (l *Link) Names() []string {
	var names []string
	for _, p := range l.More {
		names = append(names, p.Key)
	}
	return names
}
