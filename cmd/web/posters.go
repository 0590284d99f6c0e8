//go:build !js

package main

import (
	"fmt"
	"strings"

	"barnyard/cmd/web/page"
	"barnyard/lessons/lesson"
	"barnyard/viz/scene"
	"barnyard/viz/svg"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
	"barnyard/viz/view"
)

// A poster is the picture that a step begins with, drawn by the same code as
// the live one: the same messages go to the same model, and only the last arrow
// differs.
//
//	Load, Cue, Tick --> ui.Update --> view.Build --> svg (here) | paint (live)

// posterW and posterH are what the figure has beside the prose in a window of
// 1280 by 720, so that there the live picture lies exactly over the still one.
const posterW, posterH = 838, 646

// posterSteps let both runs of any lesson come to their ends.
const (
	posterSteps = 20_000_000
	posterTicks = 4
)

// poster draws what a step begins with; without a lesson, the demo.
func poster(l *lesson.Lesson, s *lesson.Step) (*page.Still, error) {
	m := ui.New(posterW, posterH)
	ui.Update(m, ui.Load{Name: s.ScenarioName, Text: s.ScenarioText})
	if !m.Loaded() {
		return nil, fmt.Errorf("the picture of %q: %s", s.Title, m.Notice.Text)
	}
	ui.Update(m, ui.Cue{Text: cueLines(s.Cues)})
	// No time passes in these ticks, so nothing plays: in the first the jumps
	// arrive, in those after it both runs are recorded to their ends.
	for range posterTicks {
		ui.Update(m, ui.Tick{Steps: posterSteps})
	}
	if m.Notice.Alarm {
		return nil, fmt.Errorf("the picture of %q: %s", s.Title, m.Notice.Text)
	}
	alt := "The figure at the start of: " + s.Title
	draw := func(light bool, th *theme.Theme) []byte {
		ui.Update(m, ui.Look{Light: light, Calm: true})
		var picture scene.Scene
		view.Build(m, &picture)
		return []byte(svg.String(&picture, th, svg.Options{Title: alt}))
	}
	return &page.Still{
		Dark: draw(false, theme.Dark()), Light: draw(true, theme.Light()),
		Width: posterW, Height: posterH, Alt: alt,
	}, nil
}

func cueLines(cues []lesson.Cue) string {
	var lines []string
	for _, c := range cues {
		lines = append(lines, c.Written)
	}
	return strings.Join(lines, "\n")
}
