package history

import "barnyard/engine/sim"

// First is the number of the first event that is not before a time; Len if
// there is none.
func (h *History) First(t int64) int {
	return h.first(func(_ uint32, time int64) bool { return time >= t })
}

// Between is a copy of the events from one time up to but not including
// another.
func (h *History) Between(from, to int64) []sim.Event {
	return h.AppendEvents(nil, h.First(from), h.First(to))
}

// FirstOfStep is the number of the first event of a step or of a later one.
func (h *History) FirstOfStep(step uint32) int {
	return h.first(func(of uint32, _ int64) bool { return of >= step })
}

// NextEvent finds the first event after a step that matches; ok is false if
// there is none in what is recorded.
func (h *History) NextEvent(step uint32, match func(*sim.Event) bool) (i int, ok bool) {
	for i := h.FirstOfStep(step + 1); i < h.Len(); {
		part := h.From(i)
		for k := range part {
			if match(&part[k]) {
				return i + k, true
			}
		}
		i += len(part)
	}
	return 0, false
}

// PrevEvent finds the last event before a step that matches.
func (h *History) PrevEvent(step uint32, match func(*sim.Event) bool) (i int, ok bool) {
	for i := h.FirstOfStep(step) - 1; i >= 0; {
		part := h.UpTo(i)
		for k := len(part) - 1; k >= 0; k-- {
			if match(&part[k]) {
				return i, true
			}
			i--
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
