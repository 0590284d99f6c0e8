package view

import (
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
)

// ListingInput is what the listing is drawn from.
type ListingInput struct {
	K        *path.Kernel // the state at the cursor
	Thread   sim.ThreadID // whose code; sim.NoThread: nothing runs
	Selected scene.ID
}

// listing draws the code that a thread runs, one line a step, with the current
// line marked.
func listing(s *scene.Scene, in ListingInput, r scene.Rect) {
	s.Text(scene.Listing.ID(), r.X, r.Y+theme.Leading, "nothing runs here", theme.Label, scene.Start, scene.Solid(theme.TextDim))
	if in.Thread == sim.NoThread {
		return
	}
	l, pc, ok := in.K.Line(in.Thread)
	if !ok {
		return
	}
	s.Items[len(s.Items)-1].Text = l.Name + "(" + l.Args + ")"
	s.Text(scene.ListingLine.ID(pc), r.X, r.Y+2*theme.Leading, l.Ops[pc].Text, theme.CodeBold, scene.Start, scene.Solid(theme.TextMark))
}
