package viz

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Who leaves the whole screen by the browser's own key presses f once to come back,
// not twice.
func TestTheWholeScreenIsKeptInStep(t *testing.T) {
	var w wholeScreen
	wanted, is := false, false
	pass := func() (asked bool) {
		ask, tell := w.pass(wanted, is)
		if tell {
			wanted = !wanted
		}
		return ask
	}
	assert.False(t, pass())
	wanted = true // f
	assert.True(t, pass())
	assert.False(t, pass(), "the system takes its time, and nobody takes that for a no")
	assert.True(t, wanted)
	is = true
	assert.False(t, pass())
	is = false // the browser's Esc
	assert.False(t, pass())
	assert.False(t, wanted)
	wanted = true // f again
	assert.True(t, pass())
	wanted = false // and at once not
	assert.True(t, pass())
	is = true // begun by the system
	pass()
	is = false
	pass()
	is = true
	assert.False(t, pass())
	assert.True(t, wanted)
}
