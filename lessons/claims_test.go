package lessons

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"barnyard/engine"
	"barnyard/engine/check"
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

// TestClaims: all hold, in every mode and in every configuration that a claim
// speaks of, and each is looked at in one of them.
func TestClaims(t *testing.T) {
	for _, l := range andTemplate(t) {
		seen := map[string]bool{}
		for _, s := range l.Steps {
			if seen[s.ScenarioText] {
				continue
			}
			seen[s.ScenarioText] = true
			t.Run(fmt.Sprintf("%s:%d", l.File, s.ScenarioLine), func(t *testing.T) {
				for _, wrong := range falseClaims(t, l, &s) {
					assert.Fail(t, wrong)
				}
			})
		}
	}
}

// falseClaims is a line for each claim of a step's scenario that fails, and for
// each that nothing looks at.
func falseClaims(t *testing.T, l *lesson.Lesson, step *lesson.Step) (out []string) {
	t.Helper()
	all := ready(t, step.ScenarioText).Claims
	require.NotEmpty(t, all, "a scenario without a claim")
	checked := make([]bool, len(all))
	for _, set := range spokenOf(t, step.ScenarioText) {
		s, ok := with(t, step.ScenarioText, set)
		if !ok {
			continue // this kernel cannot be had in that mode
		}
		r, err := watched(s)
		require.NoError(t, err)
		next := 0
		for i := range s.Claims {
			if !s.Claims[i].Applies(s) {
				continue
			}
			checked[i] = true
			if c := r.Claims[next]; !c.Holds {
				out = append(out, fmt.Sprintf("%s: with %s the claim %s is false, measured %s", claimAt(l, step, c.Text), set, c.Text, measured(c.Value)))
			}
			next++
		}
	}
	for i, ok := range checked {
		if !ok {
			out = append(out, fmt.Sprintf("%s: no run looks at the claim %s", claimAt(l, step, all[i].Text), all[i].Text))
		}
	}
	return out
}

// watched is a run to its end, with every invariant looked at, so that
// violations() counts what the checkers find.
func watched(s *scenario.Scenario) (*engine.Result, error) {
	r, err := engine.New(s)
	if err != nil {
		return nil, err
	}
	check.Watch(r, 0)
	if r.Finish(); r.Err != nil {
		return nil, r.Err
	}
	return r.Result(), nil
}

func measured(v *int64) string {
	if v == nil {
		return "nothing"
	}
	return fmt.Sprint(*v)
}

// spokenOf is the settings in which a text is run: the three modes, and what
// its claims say behind when.
func spokenOf(t *testing.T, text string) (out []string) {
	for _, m := range modesOf(text) {
		out = append(out, "qpw="+m)
	}
	for _, c := range ready(t, text).Claims {
		var set []string
		for _, w := range c.When {
			set = append(set, w.Key+"="+w.Value)
		}
		if s := strings.Join(set, " "); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// with is a text with some settings, key=value and blanks between; not ok: the
// engine does not run such a machine.
func with(t *testing.T, text, settings string) (*scenario.Scenario, bool) {
	t.Helper()
	s := ready(t, text)
	for _, w := range strings.Fields(settings) {
		key, value, _ := strings.Cut(w, "=")
		require.NoError(t, s.Set(key, value), settings)
	}
	return s, scenario.Unsupported(s, engine.Capabilities()) == nil
}

func claimAt(l *lesson.Lesson, s *lesson.Step, claim string) string {
	src, _ := Source(l)
	return fmt.Sprintf("%s:%d", l.File, ClaimLine(src, s, claim))
}

// TestAFalseClaimIsNamed with the line of the file that makes it.
func TestAFalseClaimIsNamed(t *testing.T) {
	l := everyLesson(t)[0]
	i := slices.IndexFunc(everyLesson(t), func(l *lesson.Lesson) bool { return l.Num == 8 })
	l = everyLesson(t)[i]
	s := l.Steps[0]
	src, err := files.ReadFile(l.File)
	require.NoError(t, err)
	line := strings.Count(string(src[:strings.Index(string(src), "claim ipis(cpu=3) == 1")]), "\n") + 1
	s.ScenarioText = strings.Replace(s.ScenarioText, "task admin cpu=0 start=36us { shrink kmalloc-64 }", "task admin cpu=0 start=36us { work 1us }", 1)
	assert.Contains(t, falseClaims(t, l, &s), fmt.Sprintf("%s:%d: with qpw=0 the claim ipis(cpu=3) == 1 when qpw=0 is false, measured 0", l.File, line))
}

// TestQuestions: the engine finds one right choice for each.
func TestQuestions(t *testing.T) {
	for _, l := range andTemplate(t) {
		for _, s := range l.Steps {
			if s.Ask == nil {
				continue
			}
			r, err := watched(ready(t, s.ScenarioText+s.Ask.Claim(), s.Ask.When...))
			require.NoError(t, err)
			value := r.Claims[len(r.Claims)-1].Value
			if assert.NotNil(t, value, "%s:%d: nothing was measured", l.File, s.Ask.Line) {
				assert.GreaterOrEqual(t, s.Ask.Right(*value), 0, "%s:%d: %d", l.File, s.Ask.Line, *value)
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

func withoutWhen(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "claim ") {
			lines[i], _, _ = strings.Cut(l, " when ")
		}
	}
	return strings.Join(lines, "\n")
}
