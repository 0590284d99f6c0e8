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

// clock writes an instant of the run, without its unit.
func clock(s *scene.Scene, m *ui.Model, cycles int64) string {
	if sim.Ns(m.End(), m.GHz()) < clockMillis {
		return micros3(s, cycles, m.GHz())
	}
	const whole = 1_000_000
	var memory [32]byte
	ns := sim.Ns(cycles, m.GHz())
	b := append(strconv.AppendInt(memory[:0], ns/whole, 10), '.')
	for n := int64(whole / 10); n > 0; n /= 10 {
		b = append(b, byte('0'+ns/n%10))
	}
	return s.Keep(b)
}

// clockUnit is the unit of it.
func clockUnit(m *ui.Model) string {
	if sim.Ns(m.End(), m.GHz()) < clockMillis {
		return " µs"
	}
	return " ms"
}
