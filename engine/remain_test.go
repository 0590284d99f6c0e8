package engine_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
)

// What an interrupted op has still to cost is paid, whenever another interrupt
// comes: also when it comes as the first one ends and the scheduler is about to
// be asked. Here the timer wakes a FIFO task at 5 µs, in the middle of 20 µs of
// work, and a device comes at cycles around the end of that interrupt.
func TestInterruptedWorkIsPaidWhole(t *testing.T) {
	for at := 15_000; at < 17_000; at += 37 {
		text := fmt.Sprintf("machine cpus=1\ntask w cpu=0 { work 20us }\ntask f cpu=0 fifo=10 start=5us { work 1us }\n"+
			"irq dev cpu=0 at=%dcy { work 100ns }\n", at)
		s, err := engine.Parse("x", []byte(text))
		require.NoError(t, err)
		run, err := engine.New(s)
		require.NoError(t, err)
		assert.False(t, run.Over())
		run.Finish()
		assert.True(t, run.Over())
		done := run.Result().Tasks["w"].DoneNs
		require.NotNil(t, done)
		assert.Greater(t, *done, int64(21_100), "the device comes at %d cycles", at)
	}
}
