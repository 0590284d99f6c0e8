package viz

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/gesture"
	"barnyard/viz/ui"
)

// A warm frame of a run that is played allocates nothing, from Update to the
// triangles. When this fails something makes a text or a slice anew in every
// frame: see scene.Keep, view.workOf and told; what it is,
//
//	go test ./viz -run - -bench Frame/shrink -memprofile m -memprofilerate 1
//
// says. (A block of memory for new words, once in hundreds of frames, is less
// than one a frame.)
func TestAWarmFrameAllocatesNothing(t *testing.T) {
	if os.Getenv(wanted) == "1" {
		t.Skip("the window beside it allocates too")
	}
	for _, c := range machines[:1] {
		a := playing(t, c.name, c.cpus)
		for range warm / 2 {
			a.frame()
		}
		assert.Zero(t, testing.AllocsPerRun(300, a.frame), c.name)
		assert.Empty(t, a.fault.text)
	}
}

// The same in the views that a reader turns to: a row a task, who owns which cache
// line, as marks and as a table, the life of an object of thousands of moves.
func TestAWarmFrameOfTheOtherViewsAllocatesNothing(t *testing.T) {
	if os.Getenv(wanted) == "1" {
		t.Skip("the window beside it allocates too")
	}
	for _, c := range []struct {
		name string
		msg  ui.Msg
	}{{"a row a task", ui.ShowTasks{On: true}}, {"cache lines", ui.ShowLines{}}, {"the life of an object", ui.TouchedObject{}},
		{"a histogram", ui.ShowCounts{}}, {"both runs", ui.ShowCompare{}}} {
		a := playing(t, machines[0].name, machines[0].cpus)
		for range 100 { // until there is an object that was touched
			a.frame()
		}
		a.Send(c.msg)
		for range warm / 2 {
			a.frame()
		}
		assert.Zero(t, testing.AllocsPerRun(300, a.frame), c.name)
		assert.Empty(t, a.fault.text)
		if _, chosen := a.m.Object(); c.msg == (ui.TouchedObject{}) {
			require.True(t, chosen)
		}
	}
}

// The same to a room, in a step that speaks of the samples: over time, beside the other
// run, and of all four policies.
func TestAWarmFrameToARoomAllocatesNothing(t *testing.T) {
	if os.Getenv(wanted) == "1" {
		t.Skip("the window beside it allocates too")
	}
	for _, cue := range []string{"mode qpw=0\nfocus latency", "compare qpw=0 qpw=1\nfocus latency", "mode qpw=0\nsamples policies\nfocus latency"} {
		a := playing(t, machines[0].name, machines[0].cpus)
		a.Send(ui.Cue{Text: cue})
		a.Send(ui.Present{})
		for range warm {
			a.frame()
		}
		require.True(t, a.m.AboutSamples())
		assert.Zero(t, testing.AllocsPerRun(300, a.frame), cue)
		assert.Empty(t, a.fault.text)
	}
}

// The same with what the story does not have: several caches to choose from, more
// nodes than have a strip each, tiles, and a CPU that goes and comes back.
func TestAWarmFrameOfManyThingsAllocatesNothing(t *testing.T) {
	if os.Getenv(wanted) == "1" {
		t.Skip("the window beside it allocates too")
	}
	const rest = `cache a size=64
cache b size=256
cache vm_area_struct size=184
task w cpu=1-3 { loop { alloc a n=20; alloc b n=9; work 2us; free a n=20; free b n=9; mark round } }
task plug cpu=0 start=5us { loop { offline 5; work 9us; online 5; shrink a; work 9us } }
until 400us
`
	for _, machine := range []string{"machine cpus=6 nodes=3\n", "machine cpus=16 nodes=2 rt=on\n", "machine cpus=48 nodes=4 qpw=0\n"} {
		a := playing(t, machine+rest, 0)
		for range warm / 2 {
			a.frame()
		}
		assert.Zero(t, testing.AllocsPerRun(300, a.frame), machine)
		assert.Empty(t, a.fault.text)
	}
}

// A paused figure draws nothing, however long it is left alone: Ebitengine
// leaves the screen as it is when Draw does nothing and is not told to clear it
// (Setup).
func TestAPausedFigureDrawsNothing(t *testing.T) {
	a := playing(t, "shrink-under-poll", 0)
	for range 100 {
		a.frame()
	}
	a.Send(ui.Pause{})
	require.NoError(t, a.Update())
	frames := func(n int) (drawn int) {
		for range n {
			require.NoError(t, a.Update())
			if a.stale {
				drawn++
				a.stale = false // as Draw does
				a.picture.shown(a.m)
			}
		}
		return drawn
	}
	frames(20)
	assert.Zero(t, frames(1200), "twenty seconds")
	a.Send(ui.Hand{Event: gesture.Event{Kind: gesture.Hover, X: 2, Y: 300}})
	assert.Zero(t, frames(60), "a pointer over nothing")
	a.Send(ui.StepBy{N: 1})
	moved := frames(60)
	assert.Positive(t, moved)
	assert.Less(t, moved, 30, "the way of a step, and then nothing")
	a.Send(ui.Look{Light: true})
	assert.Equal(t, 1, frames(60))
}
