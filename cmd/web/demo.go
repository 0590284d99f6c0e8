//go:build !js

package main

import (
	"fmt"
	"strings"

	"barnyard/cmd/web/page"
	"barnyard/engine"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/lessons/lesson"
)

// What the landing page shows before anybody has read a word: both modes of one
// scenario on one axis of time, moving, at the moment in which they part.

// demoName is the built-in scenario that is shown.
const demoName = "shrink-under-poll"

// demoCues lead to where it gets interesting and let it run. The page shows that
// stretch again and again until somebody takes it in hand, so it says to where.
var demoCues = []string{"compare qpw=0 qpw=1", "at 36200ns", "speed 1us", "play"}

// demoEnd is the microsecond at which the stretch ends: both calls have come
// back, and the loop runs as before.
const demoEnd = 41

// demoStep is the landing page's one step.
func demoStep() (lesson.Step, error) {
	found, known := scenario.Lookup(demoName)
	if !known {
		return lesson.Step{}, fmt.Errorf("the landing page shows %s, which is not a built-in scenario", demoName)
	}
	cues, err := lesson.ParseCues(strings.Join(demoCues, "\n"))
	if err != nil {
		return lesson.Step{}, err
	}
	return lesson.Step{Title: "Who pays for a shrink?", ScenarioName: demoName, ScenarioText: string(found.Text), Cues: cues}, nil
}

// measures are what the landing page says of the two modes. The sentences are
// ours, each number is the engine's.
var measures = []struct {
	what, expr string
	isTime     bool
}{
	{"longest gap in the loop of CPU 3", "max(poll.gap)", true},
	{"switches of task on CPU 3", "switches(cpu=3)", false},
	{"interrupts sent to CPU 3", "ipis(cpu=3)", false},
	{"objects that CPU 3 puts back", "stat(SHEAF_FLUSH, cpu=3)", false},
}

// contrast measures the demo in both modes.
func contrast(s lesson.Step) ([]page.Contrast, error) {
	queue, err := measureAll(s, "0")
	if err != nil {
		return nil, err
	}
	lock, err := measureAll(s, "1")
	if err != nil {
		return nil, err
	}
	var out []page.Contrast
	for i, m := range measures {
		out = append(out, page.Contrast{What: m.what, Expr: m.expr, Queue: queue[i], Lock: lock[i]})
	}
	return out, nil
}

// measureAll runs the scenario once in a mode and reads all values from it.
func measureAll(s lesson.Step, mode string) ([]string, error) {
	text := s.ScenarioText
	for _, m := range measures {
		text += "claim " + m.expr + " >= 0\n"
	}
	parsed, err := engine.Parse(s.ScenarioName, []byte(lesson.Under(text, []lesson.Setting{{Key: "qpw", Value: mode}})))
	if err != nil {
		return nil, err
	}
	result, err := engine.Execute(parsed)
	if err != nil {
		return nil, err
	}
	claims := result.Claims[len(result.Claims)-len(measures):]
	var out []string
	for i, c := range claims {
		if c.Value == nil {
			return nil, fmt.Errorf("the landing page: %s never happened with qpw=%s", measures[i].expr, mode)
		}
		out = append(out, written(*c.Value, measures[i].isTime))
	}
	return out, nil
}

func written(value int64, isTime bool) string {
	if isTime {
		return sim.Micros(value, 1) + " µs" // at one cycle a nanosecond
	}
	return fmt.Sprint(value)
}
