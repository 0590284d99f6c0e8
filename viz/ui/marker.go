package ui

import (
	"strconv"

	"barnyard/engine/sim"
)

// The markers A and B: two instants that a reader keeps, and what lies between
// them.

// setMarker puts a marker at an instant that is recorded, or takes it away if
// it is there.
func (m *Model) setMarker(which int, at int64) {
	mk := &m.Time.Markers[which]
	at = min(max(at, 0), m.Side().Past.Recorded())
	if mk.Set && mk.At == at {
		*mk = Marker{}
		return
	}
	step := m.Step
	if at != m.Now {
		step = m.Side().Past.At(at).M.Step
	}
	*mk = Marker{Set: true, At: at, Step: step, counted: true}
}

// freeMarker is the marker that is to be put at an instant.
func (m *Model) freeMarker(at int64) int {
	a, b := &m.Time.Markers[0], &m.Time.Markers[1]
	switch {
	case !a.Set:
		return 0
	case !b.Set:
		return 1
	case max(at-a.At, a.At-at) <= max(at-b.At, b.At-at):
		return 0
	}
	return 1
}

// Between is what lies between the two markers: cycles, steps and events, each
// counted in the run that is shown.
func (m *Model) Between() (cycles int64, steps, events int, ok bool) {
	a, b := m.Time.Markers[0], m.Time.Markers[1]
	if !a.counted || !b.counted {
		return 0, 0, 0, false
	}
	if a.At > b.At || a.At == b.At && a.Step > b.Step {
		a, b = b, a
	}
	p := m.Side().Past
	return b.At - a.At, int(b.Step) - int(a.Step), p.FirstOfStep(b.Step+1) - p.FirstOfStep(a.Step+1), true
}

// MarkerText is the markers as a sentence; empty if there are none.
func (m *Model) MarkerText() string {
	text := ""
	for i, mk := range m.Time.Markers {
		if mk.Set {
			text += " Marker " + string(rune('A'+i)) + " is at " + sim.Micros(mk.At, m.GHz()) + " µs."
		}
	}
	if cycles, steps, events, ok := m.Between(); ok {
		text += " Between them are " + sim.Micros(cycles, m.GHz()) + " µs, " + strconv.Itoa(steps) + " steps and " + strconv.Itoa(events) + " events."
	}
	return text
}

// remark has the steps of the markers counted anew: another run is shown.
func (m *Model) remark() {
	for i := range m.Time.Markers {
		m.Time.Markers[i].counted = false
	}
	m.recount()
}

// recount counts the steps up to the markers that the run shown has come to.
func (m *Model) recount() {
	for i := range m.Time.Markers {
		p, mk := m.Side().Past, &m.Time.Markers[i]
		if mk.Set && !mk.counted && (mk.At <= p.Recorded() || p.Ended()) {
			mk.Step, mk.counted = p.At(mk.At).M.Step, true
		}
	}
}
