package view

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/viz/ui"
)

// A figure in somebody's page, or a window between two of its sizes, may be as low
// or as narrow as it likes: what has no room is left out.
func TestAWindowOfAnySize(t *testing.T) {
	for _, c := range []struct{ name, scenario, cue string }{
		{"one run", "shrink-under-poll", "at 36200ns"},
		{"two runs", "shrink-under-poll", "compare qpw=0 qpw=1\nat 36200ns"},
		{"a diff", "flush-race", "at 100ns\ndiff patch=qpw-v2 func=flush_all_cpus_locked"},
		{"policies", "four-policies", "at 60us\nsamples policies"},
		{"many CPUs", "page-fault3", "at 2us"},
		{"a bug", "pin-leak", "at 20us"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := after(t, c.scenario, 1280, 720, c.cue)
			for range 2 { // at last as a speaker shows it
				for _, w := range []float32{1, 60, 200, 320, 480, 844} {
					for h := float32(1); h < 480; h += 7 {
						ui.Update(m, ui.Resize{W: w, H: h})
						assert.NotPanics(t, func() { Locate(m, built(m), w/2, h/2) }, "%gx%g", w, h)
					}
				}
				ui.Update(m, ui.Present{})
			}
		})
	}
}
