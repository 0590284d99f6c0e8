//go:build !js

package main

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/lessons"
	"barnyard/lessons/lesson"
)

func TestEveryStepHasItsPicture(t *testing.T) {
	all, err := lessons.All()
	require.NoError(t, err)
	require.NotEmpty(t, all)
	seen := map[string]string{}
	for _, l := range all {
		for i := range l.Steps {
			s := &l.Steps[i]
			still, err := poster(l, s)
			require.NoError(t, err, "%s:%d", l.File, s.Line)
			assertXML(t, still.Dark)
			assertXML(t, still.Light)
			assert.False(t, string(still.Dark) == string(still.Light), "%s:%d: each theme has its colours", l.File, s.Line)
			assert.False(t, strings.Contains(string(still.Dark), " style="), "the pages' policy forbids it")
			assert.False(t, strings.Contains(string(still.Dark), "recording…"), "%s:%d: a still picture waits for nothing", l.File, s.Line)
			seen[string(still.Dark)] = s.Title
		}
	}
	assert.Greater(t, len(seen), len(all), "the cues make pictures differ")
}

func TestAPictureOfABadScenarioIsAMistake(t *testing.T) {
	_, err := poster(nil, &lesson.Step{Title: "x", ScenarioName: "x", ScenarioText: "machine cpuz=4\n"})
	require.Error(t, err)
	assert.Contains(t, err.Error(), `the picture of "x": x:1:9: unknown key "cpuz" of machine`)
}

func assertXML(t *testing.T, text []byte) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(string(text)))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		require.NoError(t, err)
	}
}
