package ui

import (
	"strconv"

	"barnyard/engine/sim"
)

// compare turns the comparison of both modes on or off. The latency strip has
// both on its scale; the sentence says in numbers what they come to.
func (m *Model) compare() {
	if m.Compare = !m.Compare; m.Compare {
		m.tellBoth()
	}
}

// tellBoth says what the series of the strip comes to in each mode, over all
// that is recorded.
func (m *Model) tellBoth() {
	text := ""
	for i := range m.Sides {
		t := m.Sides[i].Tracks
		at := t.Choose()
		if at < 0 {
			m.tell("This scenario marks no series, so there are no latencies to compare.", false)
			return
		}
		s := &t.Series[at]
		if i == 0 {
			text = s.Name
		}
		n := len(s.Marks)
		_, most := s.Max(0, n)
		text += "; " + m.Sides[i].Variant.Label() + ": p50 " + sim.Micros(s.Percentile(n, 500), m.GHz()) +
			" µs, max " + sim.Micros(most, m.GHz()) + " µs, n " + strconv.Itoa(n)
		if !m.Sides[i].Past.Ended() {
			text += " so far"
		}
	}
	m.tell(text+".", false)
}
