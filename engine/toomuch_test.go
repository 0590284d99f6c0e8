package engine_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/sim"
)

// noCosts is a line by which nothing takes time but work.
func noCosts() string { return "cost " + strings.Join(engine.Vocabulary().Costs, "=0 ") + "=0\n" }

func beginning(t *testing.T, text string) *engine.Run {
	t.Helper()
	s, err := engine.Parse("x", []byte(text))
	require.NoError(t, err)
	r, err := engine.New(s)
	require.NoError(t, err)
	return r
}

// A clock that stands still is told at the loop that makes it, of a task or of a
// handler; outside of loops at the statement.
func TestWhereTheClockStandsStill(t *testing.T) {
	for _, c := range []struct{ text, at string }{
		{"task a cpu=0 { loop { work 1us } }\ntask t cpu=1 { work 1us; loop { rand { 1000000: work 0; 1: work 1us } } }\n", "3:26"},
		{"task t cpu=0 {\n  loop {\n    work 1us\n    loop 1000000000 { rand { 1: work 0; 1: work 0 } }\n  }\n}\n", "5:5"},
		{"task t cpu=0 { loop 2 { work 1us }; loop {\n  syscall { work 0 }; loop 2 { work 1us }; loop { rand { 1000000: work 0; 1: work 1us } } } }\n", "3:44"},
		{"task t cpu=0 { loop { work 1us } }\nirq q cpu=0 at=2us { work 1ns; loop 1000000000 { work 0 } }\n", "3:32"},
		{"cache c size=64\n" + noCosts() + "task t cpu=0 { alloc c n=1048576 }\n", "4:16"},
	} {
		err := beginning(t, "machine cpus=2\n"+c.text).Finish().Err
		require.Error(t, err, c.text)
		assert.Regexp(t, "^x:"+c.at+": the clock stands still at .* for 1048576 steps; expected costs and work that take time$", err.Error(), c.text)
	}
}

// Samples that are too many are told at the mark that took the last of them.
func TestWhereTheLastSampleIsTaken(t *testing.T) {
	r := beginning(t, "machine cpus=2\ntask t cpu=0 {\n  mark a; mark a; work 1us\n  loop { mark b; work 1us; mark a }\n}\n")
	r.MostSamples(3)
	assert.EqualError(t, r.Finish().Err, "x:4:10: the marks have taken 16777216 samples by 2.000 µs; expected fewer marks or a shorter until")
}

// Where a kworker takes the last step no line is to blame.
func TestAClockThatStandsStillInTheKernel(t *testing.T) {
	r := beginning(t, "machine cpus=2\ncache c size=64\n"+noCosts()+"task u cpu=1 { alloc c; free c }\ntask t cpu=0 { work 1us; shrink c }\n")
	for inKworker := 0; inKworker < 2; {
		require.True(t, r.Step())
		if id := r.Kernel.M.CurID(); id >= 2 && r.Kernel.M.Threads[id].Kind == sim.Kworker {
			inKworker++
		}
	}
	r.MostStill(1)
	assert.False(t, r.Step())
	assert.EqualError(t, r.Err, "x:1:1: the clock stands still at 1.000 µs for 1048576 steps; expected costs and work that take time")
}
