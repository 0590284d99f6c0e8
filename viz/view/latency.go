package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
)

// LatencyInput is what the latency strip is drawn from: the runs of both
// modes. Times are cycles.
type LatencyInput struct {
	Tracks   [2]*track.Tracks // of qpw=0 and qpw=1; nil: not recorded
	Complete [2]bool          // that mode's whole run is recorded
	Mode     int              // the mode that is shown
	Now      int64            // samples up to here are shown
	From, To int64            // the window, the same as the timeline's
	GHz      int64            // cycles a nanosecond
	Hover    scene.ID
}

// latency draws the samples of one series over time, on a logarithmic scale,
// and a box that compares both modes.
func latency(s *scene.Scene, in LatencyInput, r scene.Rect) {
	s.Box(scene.Latency.ID(), r, 0, scene.Tint(theme.Well, 1))
}
