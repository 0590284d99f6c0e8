package explore_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/explore"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// lastWord is a program that writes its name down, and ends if nobody has written
// another since; else it looks for ever.
func lastWord(t *testing.T) func(*path.Kernel) {
	return func(k *path.Kernel) {
		board := &k.M.Threads[0].Stack[0].R[1]
		code, err := k.Cfg.Code.With(path.Listing{Name: "last_word", Ops: []path.Op{
			{Text: "write", Do: func(k *path.Kernel, _ *sim.Thread, _ *sim.Frame) path.Verdict {
				k.M.Threads[0].Stack[0].R[1] = k.M.Self + 1
				return path.Next
			}},
			{Label: "look", Text: "look", To: []string{"look"}, Do: func(k *path.Kernel, _ *sim.Thread, _ *sim.Frame) path.Verdict {
				if k.M.Threads[0].Stack[0].R[1] != k.M.Self+1 {
					return path.Go0
				}
				return path.Next
			}},
			{Text: "rest", To: []string{"rest"}, Label: "rest", Do: func(k *path.Kernel, t *sim.Thread, _ *sim.Frame) path.Verdict {
				k.M.Block(sim.WaitWork, -1)
				return path.Again
			}},
		}})
		require.NoError(t, err)
		fn, _ := code.Func("last_word")
		k.Cfg.Code = code
		for i := range 2 {
			*k.M.Threads[i].Top() = sim.Frame{Fn: fn}
		}
		*board = 0
	}
}

// An order after which nobody can come to an end is found, by fewest turns, though
// no step of it is wrong; and where no time passes on the way it is followed.
func TestNoWayOutIsFound(t *testing.T) {
	s, err := engine.Parse("x", []byte("machine cpus=2 fairserver=off\ntask p cpu=0-1 { work 1ns }\n"))
	require.NoError(t, err)
	for _, full := range []bool{true, false} {
		r, err := explore.Search(s, explore.Limits{Begin: lastWord(t), Full: full})
		require.NoError(t, err)
		require.NotNil(t, r.Found, "%+v", r)
		assert.True(t, r.Complete && r.WayOut && r.Found.NoWayOut)
		assert.Positive(t, r.Ends)
		assert.Equal(t, "L2", r.Found.Broken[0].Invariant)
		assert.Contains(t, r.Found.Broken[0].Text, "from here on no order of steps comes to an end: ")
		assert.Contains(t, r.Found.Broken[0].Text, "is in last_word")
		assert.Equal(t, scenario.AnySteps, r.Found.Steps)
		assert.LessOrEqual(t, r.Found.Turns(), 4)
	}
}

// A loop without an end is its author's, also where only some orders come to it.
func TestALoopOfTheAuthorsIsNoFinding(t *testing.T) {
	s, err := engine.Parse("x", []byte("machine cpus=2 fairserver=off\ntask x cpu=0 { rand { 1: loop { work 1us }; 1: work 1ns } }\ntask z cpu=1 { rand { 1: work 1us; 1: work 1ns } }\n"))
	require.NoError(t, err)
	for seed := range 9 {
		s := *s
		s.Seed = uint64(seed)
		r, err := explore.Search(&s, explore.Limits{})
		require.NoError(t, err)
		assert.Nil(t, r.Found, "seed %d", seed)
		assert.True(t, r.Complete)
		assert.False(t, r.WayOut, "seed %d", seed)
	}
}
