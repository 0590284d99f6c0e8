package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// Locate says what a place of the picture means: the thing there, and where
// the place lies on the axis of time or along the slider that is held. It asks
// the scene that was drawn, so a hand always means what the eye sees.
func Locate(m *ui.Model, s *scene.Scene, x, y float32) ui.Spot {
	spot := ui.Spot{}
	spot.ID, _ = s.At(x, y)
	f := FrameOf(m)
	if !f.Lesson.Empty() {
		spot.Bottom = mostScroll(m, f.Lesson)
		if f.Lesson.Contains(x, y) {
			spot.On = ui.OnLesson
		}
	}
	if m.Reading == ui.ReadCosts && !f.Listing.Empty() {
		spot.Scrolled, spot.Most = costSpot(m, f.Listing) // also for a finger that has left the pane
		if f.Listing.Contains(x, y) {
			spot.On = ui.OnCosts
		}
	}
	if !f.Timeline.Empty() {
		plot := plotOf(f.Timeline)
		width := m.Window.To - m.Window.From
		spot.Span = float32(float64(width) / float64(plot.W))
		share := min(max((x-plot.X)/plot.W, 0), 1)
		spot.Time = m.Window.From + int64(float64(share)*float64(width))
		both := f.Timeline
		if !f.Latency.Empty() && !m.Latency.Counts {
			both.H = f.Latency.Y + f.Latency.H - both.Y
		}
		if both.Contains(x, y) && x >= plot.X {
			spot.On = ui.OnTime
		} else if m.Time.Tasks && f.Timeline.Contains(x, y) {
			spot.On = ui.OnRows
		}
	}
	spot.Frac = along(s, held(m, spot.ID), x)
	return spot
}

// held is the slider that a hand holds, or is over.
func held(m *ui.Model, at scene.ID) scene.ID {
	id := at
	if g := m.Grab(); g.Kind == scene.Slider || g.Kind == scene.Knob {
		id = g
	}
	if id.Kind == scene.Slider || id.Kind == scene.Knob {
		return scene.Slider.ID(int(id.N[0]))
	}
	return scene.ID{}
}

// along is how far along a slider a place is, 0 to 1.
func along(s *scene.Scene, slider scene.ID, x float32) float32 {
	for i := range s.Items {
		if it := &s.Items[i]; slider.Kind == scene.Slider && it.ID == slider && it.Rect.W > 0 {
			return min(max((x-it.Rect.X)/it.Rect.W, 0), 1)
		}
	}
	return 0
}
