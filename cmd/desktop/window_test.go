//go:build !386 && !js

package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWindowOptions(t *testing.T) {
	o, err := windowOptions(nil)
	require.NoError(t, err)
	require.NotEmpty(t, o.Lessons)
	assert.Zero(t, o.Lesson, "the first lesson that there is")
	assert.True(t, o.Desktop)

	o, err = windowOptions([]string{"-lesson", "10", "-step", "2", "-light"})
	require.NoError(t, err)
	assert.Equal(t, 10, o.Lessons[o.Lesson].Num)
	assert.Equal(t, 1, o.Step)
	assert.True(t, o.Light)

	for _, args := range [][]string{{"-light", "b1:alloc-burst::"}, {"b1:alloc-burst::", "-light"}, {"-calm", "b1:alloc-burst::", "--light"}} {
		o, err = windowOptions(args)
		require.NoError(t, err)
		assert.Equal(t, "b1:alloc-burst::", o.Replay)
		assert.True(t, o.Light)
	}
}

func TestTheWindowHasASmallMonitorWhole(t *testing.T) {
	for _, c := range []struct {
		across, down, w, h int
		whole              bool
	}{
		{1920, 1080, 1280, 720, false}, {2560, 1440, 1280, 720, false}, {0, 0, 1280, 720, false}, // none that says
		{390, 844, 390, 844, true}, {1280, 844, 1280, 844, true}, {1366, 768, 1366, 768, true}, {844, 390, 844, 390, true},
	} {
		w, h, whole := firstSize(c.across, c.down)
		assert.Equal(t, c, struct {
			across, down, w, h int
			whole              bool
		}{c.across, c.down, w, h, whole})
	}
}

func TestWindowOptionsSayWhatIsWrong(t *testing.T) {
	for want, args := range map[string][]string{
		"there is no lesson 99": {"-lesson", "99"},
		`found "run"`:           {"-light", "run"},
		`unknown flag "--foo"; expected --lesson, --step, --scenario, --light, --calm, --site`:                                   {"--foo"},
		`unknown flag "-lessn"; did you mean --lesson? expected `:                                                                {"-lessn", "3"},
		`unknown flag "--qpw"; expected --lesson, --step, --scenario, --light, --calm, --site; the flags of run stand behind it`: {"--qpw", "1", "run", "alloc-burst"},
		`--lesson: found "x"; expected a whole number`:                                                                           {"--lesson", "x"},
		`--step: found "-1"; expected a whole number`:                                                                            {"--step=-1"},
		`--lesson has no value; expected --lesson N`:                                                                             {"--lesson"},
		`the replay string is of scenario "x"`:                                                                                   {"b1:x::"},
	} {
		_, err := windowOptions(args)
		assert.ErrorContains(t, err, want)
		assert.NotContains(t, err.Error(), "\n")
	}
}
