package history

import (
	"sort"

	"barnyard/engine/sim"
)

// First is the index of the first event that is not before a time; the number
// of events if there is none.
func (h *History) First(t int64) int {
	return sort.Search(len(h.Events), func(i int) bool { return h.Events[i].Time >= t })
}

// Between is the events from one time up to but not including another.
func (h *History) Between(from, to int64) []sim.Event {
	return h.Events[h.First(from):h.First(to)]
}

// FirstOfStep is the index of the first event of a step or of a later one.
func (h *History) FirstOfStep(step uint32) int {
	return sort.Search(len(h.Events), func(i int) bool { return h.Events[i].Step >= step })
}

// NextEvent finds the first event after a step that matches; ok is false if
// there is none in what is recorded.
func (h *History) NextEvent(step uint32, match func(*sim.Event) bool) (i int, ok bool) {
	for i := h.FirstOfStep(step + 1); i < len(h.Events); i++ {
		if match(&h.Events[i]) {
			return i, true
		}
	}
	return 0, false
}

// PrevEvent finds the last event before a step that matches.
func (h *History) PrevEvent(step uint32, match func(*sim.Event) bool) (i int, ok bool) {
	for i := h.FirstOfStep(step) - 1; i >= 0; i-- {
		if match(&h.Events[i]) {
			return i, true
		}
	}
	return 0, false
}

// Interesting reports whether an event is worth stopping at.
func Interesting() func(*sim.Event) bool {
	var stop [sim.NKinds]bool
	for _, s := range sim.EventSpecs() {
		stop[s.Kind] = s.Attention
	}
	return func(e *sim.Event) bool { return stop[e.Kind] }
}
