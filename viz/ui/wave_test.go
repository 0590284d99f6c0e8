package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Eight CPUs that do the same one after the other are one stop.
func TestNextEventPassesOverAWave(t *testing.T) {
	m := begun(t, "page-fault3")
	var stops []int64
	for range 60 {
		step := m.Step
		press(m, "n")
		settle1(m)
		if m.Step == step {
			break
		}
		stops = append(stops, m.Now/m.GHz())
	}
	assert.Less(t, len(stops), 30, stops)
	assert.Equal(t, []int64{9, 11, 1445, 2059, 3963}, stops[:5])
	for i := len(stops) - 2; i >= 0; i-- {
		press(m, "p")
		assert.Equal(t, stops[i], m.Now/m.GHz(), "the way back has the same stops")
	}
}
