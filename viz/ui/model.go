// Package ui is the state of the interface and the only function that changes
// it. It draws nothing and knows no device.
//
//	hands --gesture--> Msg --Update--> Model --view.Build--> Scene
//	                     ^                                     |
//	                     +------ Spot: what lies under a hand -+
//
// A Model holds two runs of one scenario, its sides: at first the one in which
// other CPUs are asked by queued work, and the one in which the asker takes
// their lock. Each can be any Variant: another policy, another kernel, a planted
// bug. Both are recorded bit by bit in Tick, so that no frame
// waits for a run; what is shown is always read back from a recording, which
// is why every way to an instant gives the same picture.
package ui

import (
	"barnyard/engine/path"
	"barnyard/engine/replay"
	"barnyard/engine/scenario"
	"barnyard/lessons/lesson"
	"barnyard/viz/link"
	"barnyard/viz/scene"
)

// Model is the whole state of the interface. Read it anywhere; change it with
// Update only.
type Model struct {
	Scenario *scenario.Scenario // as loaded; nil before the first Load
	Text     string             // the scenario's text, for links and reports
	Title    string
	Wrong    bool // the reader's text has a mistake: what runs is the text before
	own      bool // what runs is the reader's text, and its claims are still to be judged

	Replay   string // the replay string of the run, if it came from one
	replay   *replay.Replay
	verified bool // the end of its run has been looked at

	Sides  [2]Side // at first: queue work, take the lock
	Shown  int     // which of Sides is in the picture
	Now    int64   // the instant shown, in cycles
	Step   uint32  // the steps taken at that instant
	Cache  int     // the cache shown
	Window Window  // what part of time the timeline shows

	Playing bool
	Speed   int     // index into the table of speeds
	carry   float64 // part of a cycle that play has still to go
	goals   []goal  // where a jump is going that is not there yet

	Sel, Hover scene.ID
	Told       bool        // the chosen thing is to be told of, though no pointer is on it
	Pointer    scene.Point // where the mouse rests, for the tooltip
	grab       scene.ID    // what a pointer holds
	grabbed    Region      // and where it went down
	moved      bool        // since then
	Reading    Reading     // what the pane of text shows
	cued       Reading     // what a cue turned it to; ReadListing: no cue did
	sampled    bool        // a cue has samples counted
	onSamples  bool        // a cue points at them
	centres    bool        // where the goals are reached, that instant comes into the middle
	close      Window      // what lookClosely made of the window; none: nothing
	Pinned     string      // a kernel function that the listing keeps showing

	Lessons  []*lesson.Lesson
	Glossary []lesson.Entry // for the words of a lesson beside the figure
	Lesson   *lesson.Lesson // nil: no lesson is open
	Page     int            // step of the lesson
	Scroll   float32        // how far the lesson's prose is scrolled
	quiz     quiz
	entry    string // slug of the glossary's entry that is open
	costs    costs

	Time    TimeView // what is set on the timeline
	Notice  Notice
	Help    bool
	Leaf    int  // page of the table of keys, counted without an end
	Compare bool // both sides are in the picture, one above the other

	Choosing bool // ReadCompare shows the runs that can be chosen
	Pick     int  // and this one of them is marked

	Light   bool    // the light theme
	Calm    bool    // things move without tweens
	Full    bool    // the whole screen is wanted
	Live    bool    // a hand can point at things, so only their sentences are needed
	Desktop bool    // the window has a lesson panel of its own
	Files   bool    // who holds the window can read and write files
	W, H    float32 // of the layout, in its own points

	fullW, fullH float32 // of the window
	presenter    presenter

	Overlay []Side     // further runs of the scenario, recorded after the two sides
	overlay []Variant  // those that are wanted
	kept    []Side     // recordings that were taken off a side, the latest first
	home    [2]Variant // what stands on the sides when nobody has changed it

	Latency  Latency // what the pane of samples shows
	accounts [2]account
	counted  []counted
	manual   manual
	shelf    []aside // branches of texts that do not run, the latest last
	diff     difference
	diffPick string // the function whose difference was asked for
	pair     pair
	parting  parting
	bound    uint32 // no run is recorded further than this; 0: to its end
	lit      string // the name whose things have a ring
	revision uint64

	linked     linked
	arrival    *link.Link  // the link that leads to where the goals end
	more       []link.Part // of the link that was opened: what is not known here
	lessonLink string      // and its lesson, where there are none
	linkAsked  int
	keeps      [NKept]int // how often each was wanted
	homeSpeed  int        // the speed when the scenario was opened
	haste      haste
}

// Window is a stretch of time, in cycles.
type Window struct{ From, To int64 }

// New is a Model of a window of that size with nothing in it yet.
func New(w, h float32) *Model {
	return &Model{W: w, H: h, fullW: w, fullH: h, quiz: quiz{chosen: -1}}
}

// Revision is another number after anything in the picture may have changed.
func (m *Model) Revision() uint64 { return m.revision }

// Loaded says whether there is a run to show.
func (m *Model) Loaded() bool { return m.Scenario != nil }

// Side is the run that is shown.
func (m *Model) Side() *Side { return &m.Sides[m.Shown] }

// Kernel is the state at the instant shown. It is good until the next call.
func (m *Model) Kernel() *path.Kernel { return m.Side().Past.AtStep(m.Step) }

// GHz is how many cycles a nanosecond has.
func (m *Model) GHz() int64 { return m.Scenario.Machine.GHz }

// End is the last instant that the shown run has, as far as it is known.
func (m *Model) End() int64 {
	p := m.Side().Past
	if u := m.Scenario.Until.Cycles(m.GHz()); u > 0 && p.Run.Err == nil && !p.Truncated {
		return max(u, p.Recorded()) // later only against time, see engine.Run.End
	}
	return p.Recorded()
}
