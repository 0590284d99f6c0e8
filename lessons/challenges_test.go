package lessons

import (
	"strconv"
	"testing"

	"barnyard/engine/explore"
	"barnyard/engine/path"
	"barnyard/engine/replay"
	"barnyard/lessons/lesson"
	"barnyard/viz/ui"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The challenges of lesson 20: each has a planted bug and a reader who is to be
// the scheduler. None may be a joke: there is an order that shows the bug, the
// explorer finds it from the lesson's own text, and a hand can take the very same
// steps.

// challenges are the steps that hand over the scheduler.
func challenges(t *testing.T) (out []lesson.Step) {
	for _, l := range everyLesson(t) {
		for _, s := range l.Steps {
			for _, c := range s.Cues {
				if l.Num == 20 && c.Kind == lesson.CueManual {
					out = append(out, s)
				}
			}
		}
	}
	return out
}

func TestChallenges(t *testing.T) {
	planted := 0
	turns := 0
	for _, s := range challenges(t) {
		t.Run(s.Slug, func(t *testing.T) {
			sc := ready(t, s.ScenarioText)
			if len(sc.Mutants) == 0 {
				wholly(t, &s)
				return
			}
			planted++
			r, err := explore.Search(sc, explore.Limits{States: 60_000})
			require.NoError(t, err)
			require.NotNil(t, r.Found, "the explorer finds nothing")
			assert.GreaterOrEqual(t, r.Found.Turns(), turns, "expected the challenges from easy to hard")
			turns = r.Found.Turns()
			byHand(t, &s, r.Found)
			replayed(t, &s, r.Found)

			sc.Mutants = nil
			right, err := explore.Search(sc, explore.Limits{States: 10_000})
			require.NoError(t, err)
			assert.Nil(t, right.Found, "the right kernel breaks too")
		})
	}
	assert.Equal(t, 7, planted, "the number in the summary")
	assert.Greater(t, len(path.Mutants())-planted, 40, "the number in the last step")
}

// wholly searches a right kernel to the end.
func wholly(t *testing.T, s *lesson.Step) {
	t.Helper()
	r, err := explore.Search(ready(t, s.ScenarioText), explore.Limits{})
	require.NoError(t, err)
	assert.True(t, r.Complete && r.Found == nil)
	assert.Contains(t, s.Prose, grouped(r.States)+" states", "the number in the prose")
}

// byHand takes the steps of a counterexample one by one, as a reader's hand does
// from the figure of the step.
func byHand(t *testing.T, s *lesson.Step, found *explore.Counterexample) {
	t.Helper()
	m, _, complaint := figure(t, s)
	require.Empty(t, complaint)
	require.True(t, m.ByHand())
	require.EqualValues(t, 0, m.Step, "a challenge begins at the beginning")
	for _, actor := range found.Choices {
		ui.Update(m, ui.Take{Actor: actor})
	}
	require.NotEmpty(t, m.Findings(), "%d choices, at step %d: %s", len(found.Choices), m.Step, m.Notice.Text)
	assert.Equal(t, found.Broken[0].Invariant, m.Findings()[0].Invariant)
}

// replayed opens the counterexample as a replay string.
func replayed(t *testing.T, s *lesson.Step, found *explore.Counterexample) {
	t.Helper()
	sc := ready(t, s.ScenarioText)
	sc.Machine.Steps = found.Steps
	word, err := replay.Format(&replay.Replay{Scenario: sc, Choices: found.Choices})
	require.NoError(t, err)
	m := ui.New(838, 646)
	ui.Update(m, ui.LoadReplay{Text: word})
	ui.Update(m, ui.Tick{Steps: enough})
	assert.NotEmpty(t, m.Findings(), m.Notice.Text)
}

// grouped writes a number as prose does: 8,452.
func grouped(n int64) string {
	text := strconv.FormatInt(n, 10)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
