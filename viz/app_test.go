package viz

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/lessons"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// These tests run the app without a window: Update needs none.

func started(t *testing.T, o Options) *App {
	t.Helper()
	a := New(o)
	require.True(t, a.m.Loaded(), a.m.Notice.Text)
	for range 200 {
		require.NoError(t, a.Update())
	}
	return a
}

func TestItBeginsWithWhatIsAskedFor(t *testing.T) {
	all, err := lessons.All()
	require.NoError(t, err)
	assert.Equal(t, "Shrink a cache under a polling loop", started(t, Options{}).m.Title)
	assert.Equal(t, "960 allocations on one CPU", started(t, Options{Scenario: "alloc-burst"}).m.Title)
	assert.Equal(t, 2, started(t, Options{Scenario: "machine cpus=2\ncache c size=64\ntask a cpu=0 { alloc c }"}).m.Scenario.Machine.CPUs)
	a := started(t, Options{Lessons: all, Lesson: len(all) - 1, Step: 1})
	assert.Same(t, all[len(all)-1], a.m.Lesson)
	assert.Equal(t, 1, a.m.Page)

	a = started(t, Options{Lessons: all, Replay: "b1:pin-leak::"})
	assert.Nil(t, a.m.Lesson)
	assert.EqualValues(t, a.m.Findings()[0].Step, a.m.Step, "at its violation")

	bad := New(Options{Scenario: "machine cpus=zero"})
	require.NoError(t, bad.Update())
	assert.Contains(t, bad.m.Notice.Text, "scenario:1:")
}

func TestAStillPictureIsNotBuiltAgain(t *testing.T) {
	a := started(t, Options{Scenario: "shrink-under-poll"})
	a.Send(ui.Pause{})
	require.NoError(t, a.Update())
	a.stale = false
	for range 50 {
		require.NoError(t, a.Update())
	}
	assert.False(t, a.stale)
	a.Send(ui.StepBy{N: 1})
	require.NoError(t, a.Update())
	assert.True(t, a.stale)
}

// A step lets things move; the next one that comes too early jumps.
func TestStepsMoveThings(t *testing.T) {
	a := started(t, Options{Scenario: "shrink-under-poll"})
	a.Send(ui.SeekTo{At: 3000})
	require.NoError(t, a.Update())
	assert.Same(t, &a.picture.built, a.picture.shown(a.m))
	a.Send(ui.StepBy{N: 1})
	require.NoError(t, a.Update())
	assert.Same(t, &a.picture.mixed, a.picture.shown(a.m), "on the way")
	for range 20 {
		require.NoError(t, a.Update())
	}
	assert.Same(t, &a.picture.built, a.picture.shown(a.m), "arrived")

	a.Send(ui.StepBy{N: 1})
	require.NoError(t, a.Update())
	a.Send(ui.StepBy{N: 1})
	require.NoError(t, a.Update())
	assert.Same(t, &a.picture.built, a.picture.shown(a.m))

	a.Send(ui.Look{Calm: true})
	a.Send(ui.StepBy{N: 1})
	require.NoError(t, a.Update())
	assert.Same(t, &a.picture.built, a.picture.shown(a.m), "no tween for who wants none")
}

func TestABugIsShownAndTheAppGoesOn(t *testing.T) {
	a := started(t, Options{Scenario: "shrink-under-poll"})
	steps := a.m.Side().Past.Steps()
	a.guard(func() { panic("the barn is on fire") })
	assert.Contains(t, a.fault.text, "the barn is on fire")
	assert.Contains(t, a.fault.text, "seed 7")
	assert.Contains(t, a.fault.text, "task poll cpu=3", "the whole scenario, to make it happen again")
	var words int
	for _, it := range a.picture.shown(a.m).Items {
		if it.Shape == scene.Text {
			words++
		}
	}
	assert.Greater(t, words, 10)
	require.NoError(t, a.Update())
	assert.NotEmpty(t, a.fault.text, "it stays until somebody has seen it")

	a.events = []gesture.Event{{Kind: gesture.Key, Name: "Enter"}}
	a.recover()
	assert.Empty(t, a.fault.text)
	a.Send(ui.ToEnd{})
	for range 2000 {
		require.NoError(t, a.Update())
	}
	assert.Equal(t, steps-1, a.m.Side().Past.Steps(), "up to the step before")
}

// After a bug of ours a replay is the same replay again, up to the step before.
func TestABugInAReplay(t *testing.T) {
	a := started(t, Options{Replay: "b1:pin-leak::"})
	steps := a.m.Side().Past.Steps()
	a.guard(func() { panic("the barn is on fire") })
	assert.Contains(t, a.fault.text, "with the schedule of the replay string b1:pin-leak::")
	a.events = []gesture.Event{{Kind: gesture.Key, Name: "Enter"}}
	a.recover()
	assert.Equal(t, "b1:pin-leak::", a.m.Replay)
	a.Send(ui.ToEnd{})
	for range 2000 {
		require.NoError(t, a.Update())
	}
	assert.Equal(t, steps-1, a.m.Side().Past.Steps())
}

func TestTheBudgetFollowsTheMachine(t *testing.T) {
	b := budget{steps: firstSteps}
	for range 50 {
		b.learn(time.Second)
	}
	assert.Equal(t, leastSteps, b.steps)
	for range 50 {
		b.learn(0)
	}
	assert.Equal(t, mostSteps, b.steps)
	b.learn(time.Millisecond)
	assert.Equal(t, mostSteps, b.steps)
}

func TestWhoListensIsToldOfChanges(t *testing.T) {
	var states []ui.State
	a := started(t, Options{Scenario: "shrink-under-poll", OnState: func(s ui.State) { states = append(states, s) }})
	states = nil
	for range 20 {
		require.NoError(t, a.Update())
	}
	assert.Empty(t, states)
	a.Send(ui.SeekTo{At: 9000})
	require.NoError(t, a.Update())
	require.Len(t, states, 1)
	assert.Equal(t, "3.000 µs", states[0].Time)
}

// On the way of a jump reports are few; that it has arrived is told at once.
func TestWhoListensIsToldOfTheArrival(t *testing.T) {
	var states []ui.State
	a := New(Options{Scenario: "shrink-under-poll", OnState: func(s ui.State) { states = append(states, s) }})
	a.budget.draws, a.budget.spent = true, frameTime // the least is done in each tick
	a.Send(ui.ToEnd{})
	ticks := 0
	for ; ticks == 0 || a.m.Seeking(); ticks++ {
		require.NoError(t, a.Update())
	}
	require.Greater(t, ticks, 2, "it took more than one tick")
	assert.LessOrEqual(t, len(states), 2+ticks/tellEvery)
	last := states[len(states)-1]
	assert.False(t, last.Seeking)
	for _, s := range states[:len(states)-1] {
		assert.True(t, s.Seeking)
	}
}
