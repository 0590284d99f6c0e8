// Package track turns the events of a run into what a timeline shows: what ran
// on each CPU and when, who waited for whom, which lock was held, and whose
// request put aside whose task.
//
//	events --Append--> Tracks --search by time--> viz/view
//
// It only ever appends, at a constant price for each event, so a run can be
// watched while it is being recorded.
package track

import (
	"barnyard/engine/history"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// Tracks is everything that a timeline knows of a run.
type Tracks struct {
	GHz  int64 // cycles a nanosecond
	Seen int   // events taken in so far
	End  int64 // time up to which the run is known, in cycles
}

// New starts the tracks of a run from its state before the first step.
func New(k *path.Kernel) *Tracks { return &Tracks{GHz: k.M.GHz} }

// Follow takes in what the history has recorded since the last call.
func (t *Tracks) Follow(h *history.History) {
	t.Append(h.Events[t.Seen:])
	t.End = h.Recorded()
}

// Append takes in more events, in the order in which they happened.
func (t *Tracks) Append(events []sim.Event) {
	t.Seen += len(events)
	if n := len(events); n > 0 {
		t.End = events[n-1].Time
	}
}
