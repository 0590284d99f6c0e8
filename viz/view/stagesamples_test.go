package view

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/scenario"
	"barnyard/lessons"
	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// toRoom is a step of a lesson, both counted from 1, shown to a room.
func toRoom(t *testing.T, lesson, step int, w, h float32) *ui.Model {
	t.Helper()
	all, err := lessons.All()
	require.NoError(t, err)
	m := ui.New(w, h)
	m.Desktop, m.Lessons = true, all
	ui.Update(m, ui.OpenLesson{Index: lesson - 1, Page: step - 1})
	ui.Update(m, ui.Pause{})
	for range 60 {
		ui.Update(m, ui.Tick{Steps: 100_000})
	}
	ui.Update(m, ui.Present{})
	return m
}

// aboutSamples are steps that speak of the samples: of two runs, of two on one axis, of
// four policies.
var aboutSamples = []struct {
	lesson, step int
	maxima       []string
}{
	{10, 1, []string{"1.920 µs", "0.100 µs"}},
	{12, 4, []string{"19.063 µs", "24.269 µs"}},
	{15, 8, []string{"2.249 µs", "3.051 µs", "2.930 µs", "2.968 µs"}},
	{15, 9, []string{"1.920 µs", "0.100 µs"}},
}

// A step that speaks of the samples shows them to a room, and the maximum of each run
// in letters of a twentieth of the height, where the window is not a phone; and more of
// the run than the samples alone.
func TestTheSamplesOfAStepAreShownToARoom(t *testing.T) {
	for _, c := range aboutSamples {
		for _, z := range [][2]float32{{1280, 720}, {1920, 1080}, {1024, 768}, {390, 844}} {
			where := fmt.Sprintf("lesson %d step %d, %gx%g", c.lesson, c.step, z[0], z[1])
			m := toRoom(t, c.lesson, c.step, z[0], z[1])
			f, s := FrameOf(m), built(m)
			require.False(t, f.Latency.Empty(), where)
			assert.False(t, f.Cards.Empty() && f.Timeline.Empty(), where)
			assert.LessOrEqual(t, max(f.Timeline.Y+f.Timeline.H, f.Cards.Y+f.Cards.H), f.Latency.Y, where)
			assert.LessOrEqual(t, f.Latency.Y+f.Latency.H, f.Transport.Y, where)
			for run, want := range c.maxima {
				it := boxed(s, scene.LatencyRow.ID(run))
				require.NotNil(t, it, where)
				assert.Equal(t, want, it.Text, where)
				if z[0] > 390 {
					assert.GreaterOrEqual(t, it.Type.Size*m.Scale(), z[1]/20, where)
				}
			}
			assert.Nil(t, boxed(s, scene.LatencyTable.ID()), where)
			assert.NotEqual(t, "", wordsOf(s, scene.Latency.ID().Sub(1)), where)
			checkTexts(t, m, stageOnly(s), where)
		}
	}
}

// stageOnly is a scene without the line of presenter mode, which is in no pane.
func stageOnly(s *scene.Scene) *scene.Scene {
	for i := range s.Items {
		if it := &s.Items[i]; it.ID.Kind == scene.Presenter {
			it.Text = ""
		}
	}
	return s
}

// The step after it does not have them, nor has one with a diff, and a sentence for the
// reader has room above them.
func TestTheSamplesAreOfThatStepAlone(t *testing.T) {
	m := toRoom(t, 10, 1, 1280, 720)
	before := FrameOf(m)
	ui.Update(m, ui.BarBy{By: 1})
	require.NotEqual(t, "", m.Notice.Text)
	f := FrameOf(m)
	assert.Equal(t, before.Latency, f.Latency)
	assert.Equal(t, before.Cards, f.Cards)
	assert.LessOrEqual(t, f.Timeline.Y+f.Timeline.H, f.Notice.Y)
	assert.LessOrEqual(t, f.Notice.Y+f.Notice.H, f.Latency.Y)
	ui.Update(m, ui.OpenLesson{Index: 9, Page: 1})
	f = FrameOf(m)
	assert.True(t, f.Latency.Empty())
	assert.False(t, f.Cards.Empty() || f.Barns.Empty() || f.Timeline.Empty())
	assert.False(t, FrameOf(toRoom(t, 12, 4, 1280, 720)).Latency.Empty())
	assert.True(t, FrameOf(toRoom(t, 11, 8, 1280, 720)).Latency.Empty(), "a diff")
}

// A sample that has not ended yet may be the longest, and a run of which not all is
// recorded has no maximum to stand beside another.
func TestAMaximumToARoomMayStillGrow(t *testing.T) {
	m := toRoom(t, 8, 9, 1280, 720)
	ui.Update(m, ui.SeekTo{At: 39 * 1000 * m.GHz()})
	assert.Contains(t, wordsOf(built(m), scene.LatencyRow.ID(0)), "≥ ")
	assert.Contains(t, wordsOf(built(m), scene.LatencyRow.ID(0).Sub(5)), " so far")
	assert.Contains(t, wordsOf(built(m), scene.LatencyRow.ID(1).Sub(5)), " in all")
	m = ui.New(1280, 720)
	story, ok := scenario.Lookup("shrink-under-poll")
	require.True(t, ok)
	ui.Update(m, ui.Load{Name: story.Name, Text: string(story.Text)})
	ui.Update(m, ui.Cue{Text: "mode qpw=0\nfocus latency"})
	ui.Update(m, ui.Present{})
	assert.Equal(t, "recording…", wordsOf(built(m), scene.LatencyRow.ID(1).Sub(5)))
}
