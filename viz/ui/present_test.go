package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/lessons"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
)

// presenting is the first lesson in presenter mode.
func presenting(t *testing.T) *Model {
	t.Helper()
	all, err := lessons.All()
	require.NoError(t, err)
	m := New(1280, 720)
	m.Lessons, m.Desktop = all, true
	Update(m, OpenLesson{})
	Update(m, Pause{})
	settle(m)
	press(m, "P")
	require.True(t, m.Presenting())
	return m
}

func TestPresenterModeIsLarger(t *testing.T) {
	m := presenting(t)
	assert.Equal(t, float32(1.5), m.Scale())
	assert.InDelta(t, 1280/1.5, m.W, 0.01)
	for size, want := range map[[2]float32]float32{
		{1920, 1080}: 1.5, {1024, 768}: 1.28, {960, 540}: 1.125, {390, 844}: 1, {1280, 528}: 1.1,
		{2560, 1440}: 2, {3840, 2160}: 3, {3840, 1080}: 1.5,
	} {
		Update(m, Resize{size[0], size[1]})
		assert.InDelta(t, want, m.Scale(), 1e-4)
		assert.InDelta(t, size[0]/want, m.W, 0.01)
		w, h := m.Size()
		assert.Equal(t, size, [2]float32{w, h})
	}
	Update(m, Resize{1280, 528})
	press(m, "P")
	assert.Equal(t, float32(1), m.Scale())
	assert.Equal(t, [2]float32{1280, 528}, [2]float32{m.W, m.H})
}

// A screen of very many points has larger letters without presenter mode too.
func TestAVeryLargeWindowIsLarger(t *testing.T) {
	m := begun(t, "shrink-under-poll")
	for size, want := range map[[2]float32]float32{
		{1920, 1080}: 1, {2560, 1440}: 1, {3840, 2160}: 1.5, {3840, 1080}: 1, {5120, 2880}: 2,
	} {
		Update(m, Resize{size[0], size[1]})
		assert.InDelta(t, want, m.Scale(), 1e-4)
		assert.InDelta(t, size[1]/want, m.H, 0.01)
	}
}

// A presenter's remote control sends PageDown, PageUp, and a full stop or a b.
func TestClickerKeys(t *testing.T) {
	m := presenting(t)
	press(m, "PageDown")
	assert.Equal(t, 1, m.Page)
	assert.Equal(t, m.Lesson.Steps[1].Title, m.StepTitle())
	Update(m, Play{})
	step := m.Step
	for _, key := range []string{".", "b"} {
		press(m, key)
		assert.True(t, m.Black(), key)
		assert.False(t, m.Playing, "time stands while nothing is seen")
		press(m, key)
		assert.False(t, m.Black(), key)
	}
	assert.Equal(t, step, m.Step, "the full stop is no step here")
	press(m, ".")
	press(m, "PageDown")
	assert.False(t, m.Black(), "whatever is asked for is shown")
	assert.Equal(t, 2, m.Page)
	press(m, "b")
	press(m, "Escape")
	assert.False(t, m.Black())
	assert.True(t, m.Presenting())
	press(m, "b")
	Update(m, Hand{Event: gesture.Event{Kind: gesture.Tap}, Spot: Spot{ID: scene.CPU.ID(0)}})
	assert.False(t, m.Black())
	assert.NotEqual(t, scene.CPU.ID(0), m.Sel, "the tap only brought the picture back")
	press(m, "Escape")
	if m.Presenting() { // the step's cue has chosen something
		press(m, "Escape")
	}
	assert.False(t, m.Presenting())
	step = m.Step
	press(m, ".")
	assert.Equal(t, step+1, m.Step, "a step again")
}

// What a step's cue points at is shown to a room, for that step alone.
func TestAStepSaysThatItIsAboutTheSamples(t *testing.T) {
	m := presenting(t)
	for cue, about := range map[string]bool{"mode qpw=1\nfocus latency": true, "samples policies": true, "focus cpu3": false, "at 1us": false} {
		Update(m, Cue{Text: cue})
		assert.Equal(t, about, m.AboutSamples(), cue)
	}
}

// The clock is what was told, and the time since then.
func TestTheClockOfThePresenter(t *testing.T) {
	m := presenting(t)
	_, _, ok := m.Clock()
	assert.False(t, ok)
	Update(m, Clock{50_000})
	Update(m, Clock{50_125})
	now, since, ok := m.Clock()
	assert.True(t, ok)
	assert.EqualValues(t, 50_125, now)
	assert.EqualValues(t, 125, since)
	press(m, "P")
	press(m, "P")
	Update(m, Clock{60_000})
	_, since, _ = m.Clock()
	assert.Zero(t, since, "it begins anew")
}

func TestTheLaserFollowsAPressedPointerOrAKey(t *testing.T) {
	m := presenting(t)
	at := func(k gesture.Kind, x, y float32) {
		Update(m, Hand{Event: gesture.Event{Kind: k, X: x, Y: y}})
	}
	at(gesture.Hover, 10, 10)
	assert.False(t, m.Laser())
	at(gesture.Press, 20, 30)
	assert.True(t, m.Laser())
	at(gesture.Drag, 25, 35)
	assert.Equal(t, scene.Point{X: 25, Y: 35}, m.Pointer)
	at(gesture.Drop, 25, 35)
	assert.False(t, m.Laser())

	Update(m, Hand{Event: gesture.Event{Kind: gesture.Char, Rune: 'z'}})
	assert.True(t, m.Laser())
	before := m.Revision()
	at(gesture.Hover, 50, 60)
	assert.Greater(t, m.Revision(), before, "it follows over nothing, too")
	assert.Equal(t, scene.Point{X: 50, Y: 60}, m.Pointer)
	for range 30 { // half a second; the key repeats before the glow is over
		Update(m, Tick{Seconds: 1.0 / 60})
	}
	assert.True(t, m.Laser())
	Update(m, Hand{Event: gesture.Event{Kind: gesture.Char, Rune: 'z'}})
	for range 30 {
		Update(m, Tick{Seconds: 1.0 / 60})
	}
	assert.True(t, m.Laser())
	before = m.Revision()
	for range 60 {
		Update(m, Tick{Seconds: 1.0 / 60})
	}
	assert.False(t, m.Laser())
	assert.Greater(t, m.Revision(), before, "it is seen to go")
}

func TestNotesAreThoseOfTheStep(t *testing.T) {
	m := presenting(t)
	assert.Empty(t, m.Notes())
	press(m, "y")
	for page := range m.Lesson.Steps {
		assert.Equal(t, m.Lesson.Steps[page].Notes, m.Notes())
		Update(m, LessonBy{1})
	}
	press(m, "y")
	assert.Empty(t, m.Notes())
}

// A window that gets another size moves what was under a pointer that rests: nothing is
// told of it until the hand moves.
func TestAnotherSizeForgetsWhatWasUnderThePointer(t *testing.T) {
	m := begun(t, "shrink-under-poll")
	Update(m, Hand{Event: gesture.Event{Kind: gesture.Hover, X: 9, Y: 9}, Spot: Spot{ID: scene.CPU.ID(1)}})
	assert.Equal(t, scene.CPU.ID(1), m.Hover)
	Update(m, Resize{W: 900, H: 500})
	assert.Equal(t, scene.ID{}, m.Hover)
}
