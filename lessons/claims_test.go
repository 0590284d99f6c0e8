package lessons

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"barnyard/engine"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/lessons/lesson"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What a lesson says is checked by running it: every claim in every mode,
// every question, and every cue that waits for an event.

func modes() []string { return []string{"n", "0", "1"} }

// modesOf is the modes that a text can run in: a kernel without the series has
// no key.
func modesOf(text string) []string {
	if strings.Contains(text, "patch=none") {
		return modes()[:1]
	}
	return modes()
}

func ready(t *testing.T, text string, settings ...lesson.Setting) *scenario.Scenario {
	t.Helper()
	s, err := engine.Parse("lesson", []byte(lesson.Under(text, settings)))
	require.NoError(t, err)
	return s
}

// TestClaims: all hold, and each is looked at in some mode.
func TestClaims(t *testing.T) {
	for _, l := range andTemplate(t) {
		seen := map[string]bool{}
		for _, s := range l.Steps {
			if seen[s.ScenarioText] {
				continue
			}
			seen[s.ScenarioText] = true
			t.Run(fmt.Sprintf("%s:%d", l.File, s.ScenarioLine), func(t *testing.T) { holds(t, s.ScenarioText) })
		}
	}
}

func holds(t *testing.T, text string) {
	checked := map[string]bool{}
	for _, settings := range spoken(t, text) {
		r, err := engine.Execute(ready(t, text, settings...))
		require.NoError(t, err)
		for _, c := range r.Claims {
			assert.True(t, c.Holds, "%v: %s", settings, c.Text)
			checked[c.Text] = true
		}
	}
	all := ready(t, text).Claims
	require.NotEmpty(t, all, "a scenario without a claim")
	for _, c := range all {
		assert.True(t, checked[c.Text], "no mode looks at %s", c.Text)
	}
}

// TestQuestions: the engine finds one right choice for each.
func TestQuestions(t *testing.T) {
	for _, l := range andTemplate(t) {
		for _, s := range l.Steps {
			if s.Ask == nil {
				continue
			}
			r, err := engine.Execute(ready(t, s.ScenarioText+s.Ask.Claim(), s.Ask.When...))
			require.NoError(t, err)
			value := r.Claims[len(r.Claims)-1].Value
			if assert.NotNil(t, value, "%s:%d: nothing was measured", l.File, s.Ask.Line) {
				assert.GreaterOrEqual(t, s.Ask.Right(*value), 0, "%s:%d: %d", l.File, s.Ask.Line, *value)
			}
		}
	}
}

// TestCuesArrive: each until finds its event, in each mode that the step
// shows, before the run is over.
func TestCuesArrive(t *testing.T) {
	for _, l := range andTemplate(t) {
		for _, s := range l.Steps {
			if readsStates(s.Cues) {
				continue // TestFocusShowsSomething follows these in the picture
			}
			for _, m := range shown(s.Cues) {
				events, ghz := eventsOf(t, s.ScenarioText, m)
				from := 0
				for _, c := range s.Cues {
					from = follow(events, from, c, ghz)
					require.GreaterOrEqual(t, from, 0, "%s:%d: %s never comes", l.File, c.Line, c.Written)
				}
			}
		}
	}
}

// shown is the settings that a step's picture runs with: those of both runs
// where it compares two, those of the left where it only puts two on the sides,
// those with the change where it shows the difference.
func shown(cues []lesson.Cue) [][]lesson.Setting {
	out := [][]lesson.Setting{nil}
	for _, c := range cues {
		switch c.Kind {
		case lesson.CueMode:
			out[0] = c.Modes
		case lesson.CueCompare:
			return [][]lesson.Setting{side(c.Sides[0]), side(c.Sides[1])}
		case lesson.CueSides:
			out[0] = side(c.Sides[0])
		}
	}
	for _, c := range cues {
		if c.Kind != lesson.CueDiff {
			continue
		}
		key := "patch"
		if _, planted := path.MutantByName(c.Patch); planted {
			key = "mutant"
		}
		out[0] = append(slices.Clone(out[0]), lesson.Setting{Key: key, Value: c.Patch})
	}
	return out
}

func eventsOf(t *testing.T, text string, settings []lesson.Setting) (out []sim.Event, ghz int64) {
	t.Helper()
	r, err := engine.New(ready(t, text, settings...))
	require.NoError(t, err)
	for r.Step() {
		out = append(out, r.Kernel.M.Events...)
	}
	require.NoError(t, r.Err)
	return out, r.Scenario.Machine.GHz
}

// follow is the index behind what a cue leads to, or -1.
func follow(events []sim.Event, from int, c lesson.Cue, ghz int64) int {
	switch c.Kind {
	case lesson.CueAt:
		at := c.Time.Cycles(ghz)
		return slices.IndexFunc(events, func(e sim.Event) bool { return e.Time >= at })
	case lesson.CueUntil:
		kind, _ := sim.KindByName(c.Event)
		left := c.Nth
		for i := from; i < len(events); i++ {
			if e := events[i]; e.Kind == kind && (c.CPU < 0 || int(e.CPU) == c.CPU) {
				if left--; left == 0 {
					return i + 1
				}
			}
		}
		return -1
	}
	return from
}

// TestOtherModeBreaksAClaim: the claims can fail. Read without its when, each
// lesson has one that the other mode makes false, or a row in causes().
func TestOtherModeBreaksAClaim(t *testing.T) {
	for _, l := range andTemplate(t) {
		broken := 0
		for _, s := range l.Steps {
			always := withoutWhen(s.ScenarioText)
			for _, mode := range modesOf(always) {
				r, err := engine.Execute(ready(t, always, lesson.Setting{Key: "qpw", Value: mode}))
				require.NoError(t, err)
				for _, c := range r.Claims {
					if !c.Holds {
						broken++
					}
				}
			}
		}
		if broken == 0 && !slices.ContainsFunc(causes(), func(c cause) bool { return c.lesson == l.Slug }) {
			assert.Fail(t, "no claim of this lesson is shown to be able to fail, here or in causes()", l.File)
		}
	}
}

func withoutWhen(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "claim ") {
			lines[i], _, _ = strings.Cut(l, " when ")
		}
	}
	return strings.Join(lines, "\n")
}
