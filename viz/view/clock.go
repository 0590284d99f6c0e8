package view

import (
	"strconv"

	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// The clock: the instant that is shown, to the nanosecond, in microseconds; or in
// milliseconds where the run lasts for many of them, as its axis does.

// clockMillis is from where a run's clock has milliseconds, in nanoseconds.
const clockMillis = 10_000_000

// clockOf is the unit of it.
func clockOf(m *ui.Model) unit {
	if sim.Ns(m.End(), m.GHz()) < clockMillis {
		return micro()
	}
	return milli()
}

// clock writes an instant of the run, without its unit.
func clock(s *scene.Scene, m *ui.Model, cycles int64) string {
	if clockOf(m) == micro() {
		return micros3(s, cycles, m.GHz())
	}
	whole := milli().ns
	var memory [32]byte
	ns := sim.Ns(cycles, m.GHz())
	b := append(strconv.AppendInt(memory[:0], ns/whole, 10), '.')
	for n := whole / 10; n > 0; n /= 10 {
		b = append(b, byte('0'+ns/n%10))
	}
	return s.Keep(b)
}

// clockUnit is the name of the unit, behind a number.
func clockUnit(m *ui.Model) string {
	if clockOf(m) == micro() {
		return " µs"
	}
	return " ms"
}

// instantText is another instant as the clock would show it, with its unit: what stands in
// the picture of a run has one unit. Without a scene it is made of new memory.
func instantText(s *scene.Scene, m *ui.Model, cycles int64) string {
	if s == nil {
		s = &scene.Scene{}
	}
	return s.Join(clock(s, m, cycles), clockUnit(m))
}
