package view

import (
	"barnyard/engine/history"
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
)

// TimelineInput is what the timeline is drawn from. Times are cycles.
type TimelineInput struct {
	Hist     *history.History // may be nil in tests of the drawing alone
	Tracks   *track.Tracks    // what is recorded so far
	K        *path.Kernel     // the state at Now
	Now      int64            // the cursor
	From, To int64            // the window
	GHz      int64            // cycles a nanosecond
	Cache    int              // the chosen cache
	Selected scene.ID         // drawn with a ring, and in the other panes too
	Hover    scene.ID
}

// timeline draws the run as one track a CPU into r.
func timeline(s *scene.Scene, in TimelineInput, r scene.Rect) {
	if in.To <= in.From {
		return
	}
	s.Box(scene.Timeline.ID(), r, theme.RadiusCard, scene.Solid(theme.Bar))
	x := r.X + r.W*float32(in.Now-in.From)/float32(in.To-in.From)
	if in.Now >= in.From && in.Now <= in.To {
		s.Line(scene.Cursor.ID(), x, r.Y, x, r.Y+r.H, scene.Solid(theme.Cursor), theme.ArrowLine).
			Tip("Now: " + sim.Micros(in.Now, in.GHz) + " µs")
	}
}
