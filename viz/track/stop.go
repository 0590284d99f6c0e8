package track

import (
	"sort"

	"barnyard/engine/sim"
)

// Events that are worth stopping at. Where many CPUs do the same they come in
// waves: the like event on one CPU after the other, with no other event that is
// worth a stop in between. Eight CPUs that find the barn empty are one thing
// that happens, not eight; on 256 nobody would ever get past them. So a wave
// over many CPUs is one stop, its first event. A CPU that does the same again
// and again is no wave, and neither are the few of a small machine: there it
// matters which of them it is.

// fewCPUs is how many CPUs have a stop each.
const fewCPUs = 3

// Stop is an event that is worth stopping at.
type Stop struct {
	At    int64
	Event int32 // its index in the history
	Wave  int32 // the first stop of its wave, as a place in Stops
	CPUs  int16 // in that first one: how many CPUs the wave has reached
	Kind  sim.Kind
	CPU   int16
}

// stop takes in one more, as a part of the last wave or as the first of another:
// that begins with another kind, and where a CPU comes again that others came after.
func (t *Tracks) stop(s Stop) {
	at := int32(len(t.Stops))
	s.Wave = at
	if at > 0 {
		last := &t.Stops[at-1]
		again := t.inWave[s.CPU] == last.Wave
		if last.Kind == s.Kind && (!again || last.CPU == s.CPU) {
			s.Wave = last.Wave
			if !again {
				t.Stops[s.Wave].CPUs++
			}
		}
	}
	if s.Wave == at {
		s.CPUs = 1
	}
	t.inWave[s.CPU] = s.Wave
	t.Stops = append(t.Stops, s)
}

// FirstStop is the index of the first stop that is not before a time.
func (t *Tracks) FirstStop(from int64) int {
	return sort.Search(len(t.Stops), func(i int) bool { return t.Stops[i].At >= from })
}

// StopAt is the index of the first stop whose event is not before that one.
func (t *Tracks) StopAt(event int) int {
	return sort.Search(len(t.Stops), func(i int) bool { return int(t.Stops[i].Event) >= event })
}

// PassedOver says whether a stop is the like of one before it in a wave.
func (t *Tracks) PassedOver(i int) bool {
	first := t.Stops[i].Wave
	return int32(i) != first && t.Stops[first].CPUs > fewCPUs
}

// MayBePassedOver says whether it may turn out so when more is recorded.
func (t *Tracks) MayBePassedOver(i int) bool {
	s := &t.Stops[i]
	return int32(i) != s.Wave && t.Stops[len(t.Stops)-1].Wave == s.Wave
}
