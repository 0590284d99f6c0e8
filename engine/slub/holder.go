package slub

import (
	"barnyard/engine/bug"
	"barnyard/engine/sim"
)

// Give adds an object at the end of a task's list.
func (h *Heap) Give(to HolderID, o ObjectID) {
	l, x := &h.Holders[to], &h.Objects[o]
	if x.Where == Held {
		bug.Die(bug.GivenTwice, int32(o), 0, 0)
	}
	x.Where, x.Holder, x.Next, x.Prev = Held, to, None, l.Tail
	if l.Tail == None {
		l.Head = o
	} else {
		h.Objects[l.Tail].Next = o
	}
	l.Tail = o
	l.N++
}

// Take removes an object from the list that holds it into the caller's hand.
func (h *Heap) Take(o ObjectID) {
	x := &h.Objects[o]
	l := &h.Holders[x.Holder]
	if x.Prev == None {
		l.Head = x.Next
	} else {
		h.Objects[x.Prev].Next = x.Next
	}
	if x.Next == None {
		l.Tail = x.Prev
	} else {
		h.Objects[x.Next].Prev = x.Prev
	}
	l.N--
	x.Where, x.Holder, x.Next, x.Prev = InHand, None, None, None
}

// PickRandom names an object of a list, each with the same chance. A few blind
// draws over all objects find one quickly when the list is long; a short list
// is walked.
func (h *Heap) PickRandom(from HolderID, r *sim.Rand) ObjectID {
	for range 64 {
		o := ObjectID(r.Intn(int64(len(h.Objects))))
		if h.Objects[o].Where == Held && h.Objects[o].Holder == from {
			return o
		}
	}
	o := h.Holders[from].Head
	for range r.Intn(int64(h.Holders[from].N)) {
		o = h.Objects[o].Next
	}
	return o
}
