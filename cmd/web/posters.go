//go:build !js

package main

import (
	"errors"

	"barnyard/cmd/web/page"
	"barnyard/lessons/lesson"
)

// poster draws what a step begins with.
func poster(*lesson.Lesson, *lesson.Step) (*page.Still, error) {
	return nil, errors.New("viz/view is not there yet, so no picture can be drawn")
}

// demoStep is what the landing page shows.
func demoStep(all []*lesson.Lesson) lesson.Step {
	if len(all) == 0 || len(all[0].Steps) == 0 {
		return lesson.Step{}
	}
	return all[0].Steps[0]
}
