package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/engine/sim"
)

// A task that frees more than it holds ends the run, and everybody is told: the one
// who has written it at once, others in words where the run stops.
func TestAMistakeThatOnlyTheRunShowsIsTold(t *testing.T) {
	const text = "machine cpus=1 qpw=0\ncache c size=64\ntask a cpu=0 { alloc c n=2; free c n=4 }\nuntil 20us\nclaim violations() == 1\n"
	const want = "3:29: a frees 4 objects of c at 0.613 µs and holds 2; expected at most what it holds."
	m := loaded(t)
	Update(m, Edit{Text: text})
	recordedWhole(m)
	assert.Contains(t, m.Notice.Text, want)
	assert.True(t, m.Notice.Alarm)
	assert.NotContains(t, m.State().Text, "The run ends here", "it does not yet")

	end := m.Side().Past.Recorded()
	assert.Equal(t, "0.613", sim.Micros(end, m.GHz()), "nothing comes behind it")
	Update(m, ToFinding{0})
	assert.Equal(t, end, m.Now)
	assert.Contains(t, m.State().Text, "The run ends here: "+m.Mistake().Error())
}
