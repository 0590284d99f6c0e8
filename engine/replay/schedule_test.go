package replay_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/replay"
	"barnyard/engine/sim"
)

// A schedule has every step once, in order, and ends at the first violation or
// at the end; interrupts, timers and the scheduler have steps of their own.
func TestScheduleHasEveryStep(t *testing.T) {
	kinds := map[sim.ActorKind]bool{}
	for _, c := range []struct {
		text  string
		found bool
	}{{"b1:shrink-under-poll:qpw=0/until=60us:", false}, {"b1:pin-leak::", true}} {
		r := parse(t, c.text)
		rows, found, whole, err := r.Schedule()
		require.NoError(t, err)
		assert.True(t, whole)
		assert.Equal(t, c.found, found != nil)
		next, words := uint32(1), ""
		for i := range rows {
			row := &rows[i]
			require.Equal(t, next, row.From, "%+v", row)
			require.Positive(t, row.Steps())
			next = row.To + 1
			kinds[row.Kind] = true
			words += fmt.Sprintln(row.Thread, row.First.Func, row.First.Text)
		}
		if c.found {
			assert.EqualValues(t, next-1, found.Step, "nothing after it")
			continue
		}
		run, err := r.Run()
		require.NoError(t, err)
		assert.Equal(t, run.Kernel.M.Step, next-1)
		for _, want := range []string{"an interrupt from another CPU arrives", "the timer of the CPU is due", "the scheduler: kworker/3:0 after poll"} {
			assert.Contains(t, words, want)
		}
	}
	assert.Len(t, kinds, 3)
}

// A long run has the schedule of its beginning.
func TestScheduleIsBounded(t *testing.T) {
	r := parse(t, "b1:page-fault3:cpus=8:")
	rows, found, whole, err := r.Schedule()
	require.NoError(t, err)
	assert.False(t, whole)
	assert.Nil(t, found)
	assert.Len(t, rows, replay.MaxRows)
	assert.True(t, replay.Looks("b1:"))
	assert.False(t, replay.Looks(strings.ToUpper("b1:")))
}
