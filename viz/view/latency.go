package view

import (
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
)

// LatencyInput is what the latency strip is drawn from. Times are cycles.
type LatencyInput struct {
	Series   string          // its name, as task.mark
	CPU      int             // the CPU that measures it
	Mode     int             // the mode that is shown: 0 queue work, 1 take the lock
	Samples  [2][]track.Mark // of each mode, in order of time
	Complete [2]bool         // the mode's whole run is recorded
	Now      int64           // samples up to here are shown
	From, To int64           // the window, the same as the timeline's
	GHz      int64           // cycles a nanosecond
	Hover    scene.ID
}

// latency draws the samples of one series over time, on a logarithmic scale,
// and a box that compares both modes.
func latency(s *scene.Scene, in LatencyInput, r scene.Rect) {
	s.Box(scene.Latency.ID(), r, 0, scene.Tint(theme.Well, 1))
}
