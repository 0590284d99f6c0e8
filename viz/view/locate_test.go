package view

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/lessons"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// place is the middle of the first item with an id.
func middleOf(t *testing.T, s *scene.Scene, id scene.ID) (x, y float32) {
	t.Helper()
	for i := range s.Items {
		if it := &s.Items[i]; it.ID == id {
			return it.Rect.X + it.Rect.W/2, it.Rect.Y + it.Rect.H/2
		}
	}
	require.Fail(t, "not in the picture", id.String())
	return 0, 0
}

// at sends what a hand does at a place, as the app does.
func at(m *ui.Model, s *scene.Scene, kind gesture.Kind, x, y float32) {
	ui.Update(m, ui.Hand{Event: gesture.Event{Kind: kind, X: x, Y: y}, Spot: Locate(m, s, x, y)})
	Build(m, s)
}

func TestAHandMeansWhatTheEyeSees(t *testing.T) {
	m := modelOf(t, "shrink-under-poll", 1280, 720, moments[2].cue)
	s := built(m)
	x, y := middleOf(t, s, scene.Segment.ID(0, 1))
	at(m, s, gesture.Tap, x, y)
	assert.Equal(t, 1, m.Shown)

	x, y = middleOf(t, s, scene.Button.ID(ui.ButtonStart))
	at(m, s, gesture.Tap, x, y)
	assert.Zero(t, m.Step)

	x, y = middleOf(t, s, scene.Slider.ID(ui.SliderPosition))
	at(m, s, gesture.Tap, x, y)
	assert.InDelta(t, float64(m.End()/2), float64(m.Now), float64(m.End()/500))

	x, y = middleOf(t, s, scene.CPU.ID(2))
	at(m, s, gesture.Tap, x, y+80)
	assert.Equal(t, scene.CPU.ID(2), m.Sel.Whole())
}

func TestScrubbingGoesWhereTheAxisSays(t *testing.T) {
	m := modelOf(t, "shrink-under-poll", 1280, 720, "at 36us")
	s := built(m)
	f := FrameOf(m)
	plot := plotOf(f.Timeline)
	y := f.Latency.Y + 20
	spot := Locate(m, s, plot.X+plot.W/4, y)
	assert.Equal(t, ui.OnTime, spot.On)
	want := m.Window.From + (m.Window.To-m.Window.From)/4
	assert.InDelta(t, float64(want), float64(spot.Time), 2)
	at(m, s, gesture.Press, plot.X+plot.W/2, y)
	window := m.Window
	at(m, s, gesture.Drag, plot.X+plot.W/4, y)
	assert.InDelta(t, float64(want), float64(m.Now), 2)
	assert.Equal(t, window, m.Window, "the axis stays under the hand")
	assert.Equal(t, ui.Elsewhere, Locate(m, s, 10, 10).On)
}

// A line of the listing that is clicked is the line that is come to next.
func TestAClickOnAListingLine(t *testing.T) {
	m := modelOf(t, "shrink-under-poll", 1280, 720, "mode qpw=0\nat 36us\nlisting pcs_flush_all")
	s := built(m)
	fn, _ := m.Kernel().Cfg.Code.Func("pcs_flush_all")
	for i := range s.Items {
		if it := &s.Items[i]; it.ID == scene.ListingStep.ID(int(fn), 1) {
			at(m, s, gesture.Tap, it.Rect.X+4, it.Rect.Y-3)
			break
		}
	}
	for range 20 {
		ui.Update(m, ui.Tick{Steps: 50_000})
	}
	found := false
	for i := range m.Kernel().M.Threads {
		th := &m.Kernel().M.Threads[i]
		found = found || th.Depth > 0 && th.Top().Fn == fn && th.Top().PC == 1
	}
	assert.True(t, found)
}

// Hovering tells: every object, sheaf, lock and card has a sentence.
func TestEverythingInTheFarmHasASentence(t *testing.T) {
	m := modelOf(t, "shrink-under-poll", 1280, 720, moments[2].cue)
	told := map[scene.Kind]int{}
	for _, it := range built(m).Items {
		switch it.ID.Kind {
		case scene.CPU, scene.Context, scene.CPULock, scene.Main, scene.Spare, scene.RCUFree, scene.Object, scene.BarnLock,
			scene.BarnFull, scene.BarnNone, scene.ListLock, scene.Slab, scene.SlabAt, scene.Remote:
			if it.ID.Part == 0 {
				assert.NotEmpty(t, it.Hint, it.ID.String())
				told[it.ID.Kind]++
			}
		}
	}
	assert.Len(t, told, 14)
	x, y := middleOf(t, built(m), scene.CPULock.ID(0, 3))
	s := built(m)
	at(m, s, gesture.Hover, x, y)
	middleOf(t, s, scene.Tooltip.ID())
}

func TestTheLessonScrollsToItsEndAndNoFurther(t *testing.T) {
	all, err := lessons.All()
	require.NoError(t, err)
	m := ui.New(1280, 720)
	m.Lessons, m.Desktop = all, true
	ui.Update(m, ui.OpenLesson{})
	s := built(m)
	f := FrameOf(m)
	for range 100 {
		x, y := f.Lesson.X+40, f.Lesson.Y+90
		ui.Update(m, ui.Hand{Event: gesture.Event{Kind: gesture.Wheel, X: x, Y: y, DY: -3}, Spot: Locate(m, s, x, y)})
		Build(m, s)
	}
	assert.Positive(t, m.Scroll)
	assert.Equal(t, mostScroll(m, f.Lesson), m.Scroll)
	m.Scroll = 1e6
	far := built(m).TextDump()
	m.Scroll = mostScroll(m, f.Lesson)
	assert.Equal(t, built(m).TextDump(), far)
}
