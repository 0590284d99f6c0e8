package view

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// A run of a second has a clock in milliseconds, to the nanosecond all the same.
func TestTheClockHasTheUnitOfTheRun(t *testing.T) {
	for text, want := range map[string][2]string{
		"machine cpus=1\ntask a cpu=0 { work 9us }\nuntil 9999us\n":     {"t = 1234.567 µs", "1234.567 / 9999.000 µs"},
		"machine cpus=1\ntask a cpu=0 { work 9us }\nuntil 1100ms\n":     {"t = 1.234567 ms", "1.234567 / 1100.000000 ms"},
		"machine cpus=1 ghz=2\ntask a cpu=0 { work 9us }\nuntil 10ms\n": {"t = 1.234567 ms", "1.234567 / 10.000000 ms"},
	} {
		m := modelOf(t, text, 1280, 720, "at 1234567ns")
		ui.Update(m, ui.Tick{})
		header, _ := about(built(m), scene.HeaderItem)
		place, _ := about(built(m), scene.Transport)
		assert.Contains(t, header, want[0])
		assert.Contains(t, place, want[1])
	}
}

// What stands in the picture of a long run has the clock's unit too: where a violation
// was, and where two runs part.
func TestInstantsInThePictureHaveTheUnitOfTheClock(t *testing.T) {
	m := modelOf(t, "userret-deadlock", 1280, 720, "at 30ms")
	assert.Contains(t, wordsOf(built(m), scene.FindingText.ID(0).Sub(2)), ", 20.0")
	assert.Contains(t, wordsOf(built(m), scene.FindingText.ID(0).Sub(2)), " ms")
	m = modelOf(t, "interrupted-loop", 1280, 720, "compare qpw=0 qpw=1\nat 30ms")
	for m.Recording() {
		ui.Update(m, ui.Tick{Steps: 500_000})
	}
	ui.Update(m, ui.Tick{Steps: 500_000})
	assert.Regexp(t, `"\d+\.\d{6} ms  `, built(m).TextDump())
}
