//go:build !js

package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/lessons/lesson"
)

func question(t *testing.T, text string) *lesson.Step {
	t.Helper()
	ask, err := lesson.ParseAsk(lesson.Place{File: "test.md", Line: 1}, text)
	require.NoError(t, err)
	return &lesson.Step{ScenarioName: "small", Ask: ask, ScenarioText: `machine cpus=1
cache c size=64
task a cpu=0 { alloc c n=3; work 5us; free c n=2; mark m; work 7us; mark m }
`}
}

func TestTheEngineAnswers(t *testing.T) {
	a, err := answer(question(t, "How many?\nvalue stat(ALLOC_FASTPATH) when qpw=1\n- < 3\n  No.\n- == 3\n  Yes.\n- > 3\n  No.\n"))
	require.NoError(t, err)
	assert.Equal(t, 1, a.Right)
	assert.Equal(t, "The engine measured stat(ALLOC_FASTPATH) = 3 in a run with qpw=1 and seed 0.", a.Measured)

	a, err = answer(question(t, "How long?\nvalue max(a.m) when qpw=0\n- < 7us\n  No.\n- 7us..8us\n  Yes.\n- >= 8us\n  No.\n"))
	require.NoError(t, err)
	assert.Equal(t, 1, a.Right)
	assert.Regexp(t, `^The engine measured max\(a\.m\) = 7\.\d\d\d µs in a run with qpw=0 and seed 0\.$`, a.Measured)
}

func TestAQuestionAboutNothingIsAMistake(t *testing.T) {
	s := question(t, "How long?\nvalue time(b.done)\n- < 7us\n  No.\n- >= 7us\n  Yes.\n")
	s.ScenarioText += "task b cpu=0 start=1us { loop { work 1us } }\nuntil 50us\n"
	_, err := answer(s)
	assert.EqualError(t, err, `the question "How long?": time(b.done) never happened in the run`)
}
