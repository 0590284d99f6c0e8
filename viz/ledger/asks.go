package ledger

import (
	"barnyard/engine/history"
	"barnyard/engine/sim"
	"barnyard/viz/track"
)

// askerAt is on whose behalf a kworker runs at an instant: the asker of its
// item; before it has taken one that of the next, after the last of that one.
// NoThread if it never took one.
func askerAt(t *track.Tracks, payer sim.ThreadID, at int64) sim.ThreadID {
	next := sim.NoThread
	for i := len(t.Asks) - 1; i >= 0; i-- {
		a := &t.Asks[i]
		switch {
		case a.Payer != payer:
		case a.Started > at:
			next = a.Asker
		case at < a.Ended || next == sim.NoThread:
			return a.Asker
		default:
			return next
		}
	}
	return next
}

// owedTo is who left a work item to the return of this CPU's task.
func owedTo(h *history.History, start *sim.Event) sim.ThreadID {
	asker := sim.NoThread
	h.PrevEvent(start.Step, func(e *sim.Event) bool {
		if e.Kind != sim.ReturnOwed || e.A != start.A {
			return false
		}
		asker = e.Thread
		return true
	})
	return asker
}
