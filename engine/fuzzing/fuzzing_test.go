package fuzzing

import (
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// sink keeps what a test allocates from being optimised away.
var sink []byte

// The bounds can be broken, and what keeps them is told nothing.
func TestExcess(t *testing.T) {
	assert.Empty(t, excess(0, MaxTime, func() { sink = make([]byte, MaxBytes/2) }))
	assert.Empty(t, excess(MaxBytes, MaxTime, func() { sink = make([]byte, MaxBytes*3/2) }), "the input's own size is allowed")
	assert.Regexp(t, `^an input of 7 bytes took \d+ KiB of memory; expected at most 16384 KiB$`,
		excess(7, MaxTime, func() {
			for range 64 {
				sink = make([]byte, MaxBytes/32)
			}
		}), "what was let go counts too")
}

func TestExcessOfTime(t *testing.T) {
	if runtime.GOOS == "js" || runtime.GOOS == "windows" {
		t.Skip("this system does not tell the processor's time")
	}
	const max = 20 * time.Millisecond
	runs := 0
	assert.Regexp(t, `^an input of 0 bytes took \d+ms of the processor; expected at most 20ms$`, excess(0, max, func() {
		runs++
		for from := processorTime(); processorTime()-from <= 4*max; { // the collector may work beside it
		}
	}))
	assert.Equal(t, 2, runs, "it is read once more to be sure")
	assert.Empty(t, excess(0, max, func() { time.Sleep(3 * max) }), "waiting is not work")
}
