package track

import (
	"sort"

	"barnyard/engine/history"
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// The life of one object: where it has been, one stay after the other. Not every
// move of an object is an event, since a whole sheaf moves at once; so the states
// of the run are gone through once, a part in each frame, for the object that
// somebody asks about.

// MaxStays bounds what is kept of a life.
const MaxStays = 4096

// Stay is one place for one stretch of time, which ends where the next begins.
type Stay struct {
	Step  uint32 // the step that brought it there; 0: it was there at the start
	At    int64
	Place Place
	By    sim.ThreadID // who took that step
	CPU   int32        // and where
}

// Life is the stays of an object, as far as they are known.
type Life struct {
	Object slub.ObjectID
	Stays  []Stay
	Upto   uint32 // the steps that have been gone through
	Full   bool   // there are more stays, which are not kept

	begun bool
	at    hint
}

// NewLife begins with the life of an object.
func NewLife(o slub.ObjectID) *Life {
	return &Life{Object: o, at: hint{slub.None, slub.None}}
}

// Follow goes on through the states up to a step, by at most budget of them,
// and reports how many that were.
func (l *Life) Follow(h *history.History, upto uint32, budget int) (used int) {
	upto = min(upto, h.Steps())
	if !l.begun {
		l.begun = true
		l.look(h.AtStep(0))
		used++
	}
	for ; l.Upto < upto && used < budget && !l.Full; used++ {
		l.Upto++
		l.look(h.AtStep(l.Upto))
	}
	return used
}

// look notes where the object is in a state.
func (l *Life) look(k *path.Kernel) {
	p := placeOf(k, l.Object, &l.at)
	if n := len(l.Stays); n > 0 && l.Stays[n-1].Place == p {
		return
	}
	if len(l.Stays) == MaxStays {
		l.Full = true
		return
	}
	at := k.M.Now
	if l.Upto == 0 {
		at = 0
	}
	l.Stays = append(l.Stays, Stay{Step: l.Upto, At: at, Place: p, By: k.M.LastOp, CPU: k.M.Self})
}

// Until is how many stays had begun when a step had been taken.
func (l *Life) Until(step uint32) int {
	return sort.Search(len(l.Stays), func(i int) bool { return l.Stays[i].Step > step })
}
