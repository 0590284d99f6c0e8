package view

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/lessons"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
	"barnyard/viz/svg"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// onStage is a step of the second lesson in presenter mode.
func onStage(t *testing.T, w, h float32) *ui.Model {
	t.Helper()
	all, err := lessons.All()
	require.NoError(t, err)
	m := ui.New(w, h)
	m.Desktop, m.Lessons = true, all
	ui.Update(m, ui.OpenLesson{Index: 1, Page: 2})
	ui.Update(m, ui.Pause{})
	for range 60 {
		ui.Update(m, ui.Tick{Steps: 50_000})
	}
	ui.Update(m, ui.Present{})
	ui.Update(m, ui.Clock{Seconds: 14*3600 + 5*60})
	ui.Update(m, ui.Clock{Seconds: 14*3600 + 17*60 + 30})
	return m
}

func wordsOf(s *scene.Scene, id scene.ID) string {
	if it := boxed(s, id); it != nil {
		return it.Text
	}
	return ""
}

// Fewer panes, and all that there are inside of the larger layout.
func TestPresenterModeShowsTheFarmAndTheTimeline(t *testing.T) {
	for _, z := range [][2]float32{{1280, 720}, {1920, 1080}, {1024, 768}, {960, 540}} {
		m := onStage(t, z[0], z[1])
		f, s := FrameOf(m), built(m)
		assert.True(t, f.Listing.Empty() && f.Lesson.Empty() && f.Latency.Empty(), z)
		assert.False(t, f.Cards.Empty() || f.Timeline.Empty() || f.Heading.Empty(), z)
		assert.LessOrEqual(t, f.Timeline.Y+f.Timeline.H, f.Transport.Y)
		assert.Equal(t, m.W, s.W)
		assert.Equal(t, "12:30", wordsOf(s, scene.Presenter.ID(presentClock)))
		assert.Equal(t, "14:17", wordsOf(s, scene.Presenter.ID(presentClock).Sub(1)))
		assert.Contains(t, m.Lesson.Steps[2].Title, wordsOf(s, scene.Presenter.ID(presentHeading))[:5])
		ui.Update(m, ui.ShowNotes{})
		f, s = FrameOf(m), built(m)
		assert.False(t, f.Notes.Empty())
		assert.LessOrEqual(t, f.Notes.Y+f.Notes.H, f.Transport.Y)
		assert.LessOrEqual(t, f.Timeline.Y+f.Timeline.H, f.Notes.Y)
		assert.Equal(t, "Next: "+m.Lesson.Steps[3].Title, wordsOf(s, scene.Presenter.ID(presentNotes).Sub(1)))
		shootStage(t, m, z[0])
	}
}

// shootStage writes pictures to look at.
func shootStage(t *testing.T, m *ui.Model, w float32) {
	prefix := os.Getenv("BARNYARD_SHOT")
	if prefix == "" {
		return
	}
	ui.Update(m, ui.Glow{})
	ui.Update(m, ui.Hand{Event: gesture.Event{Kind: gesture.Hover, X: 300, Y: 150}})
	for name, th := range map[string]*theme.Theme{"dark": theme.Dark(), "light": theme.Light()} {
		file := prefix + "stage-" + name + itoa(int64(w))
		require.NoError(t, os.WriteFile(file+"-notes.svg", []byte(svg.String(built(m), th, svg.Options{Title: "stage", Shapes: true})), 0o644))
		ui.Update(m, ui.ShowNotes{})
		require.NoError(t, os.WriteFile(file+".svg", []byte(svg.String(built(m), th, svg.Options{Title: "stage", Shapes: true})), 0o644))
		ui.Update(m, ui.ShowNotes{})
	}
}

func TestABlackPictureIsBlack(t *testing.T) {
	m := onStage(t, 1280, 720)
	ui.Update(m, ui.Blackout{})
	s := built(m)
	require.Len(t, s.Items, 1)
	assert.Equal(t, scene.Rect{W: m.W, H: m.H}, s.Items[0].Rect)
	assert.Equal(t, theme.Black, s.Items[0].Fill.Role)
	for _, th := range []*theme.Theme{theme.Dark(), theme.Light()} {
		assert.Equal(t, theme.RGB{R: 1, G: 1, B: 1}, th.Colour(theme.Black))
	}
}

func TestTheLaserIsOnTop(t *testing.T) {
	m := onStage(t, 1280, 720)
	ui.Update(m, ui.Hand{Event: gesture.Event{Kind: gesture.Press, X: 200, Y: 100}})
	s := built(m)
	last := s.Items[len(s.Items)-1]
	assert.Equal(t, scene.Presenter.ID(presentLaser), last.ID)
	assert.InDelta(t, 200, last.Rect.X+last.Rect.W/2, 0.01)
	assert.InDelta(t, 100, last.Rect.Y+last.Rect.H/2, 0.01)
	ui.Update(m, ui.Hand{Event: gesture.Event{Kind: gesture.Drop, X: 200, Y: 100}})
	assert.Nil(t, boxed(built(m), scene.Presenter.ID(presentLaser)))
}

func TestDurations(t *testing.T) {
	for s, want := range map[int64]string{0: "0:00", 59: "0:59", 60: "1:00", 605: "10:05", 3600: "1:00:00", 3725: "1:02:05", -3: "0:00"} {
		assert.Equal(t, want, duration(&scene.Scene{}, s))
	}
	assert.Equal(t, "a b\nc", paragraphs("a\nb\n\n\nc"))
}
