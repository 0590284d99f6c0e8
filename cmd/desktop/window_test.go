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

	for _, args := range [][]string{{"-light", "b1:alloc-burst::"}, {"b1:alloc-burst::", "-light"}} {
		o, err = windowOptions(args)
		require.NoError(t, err)
		assert.Equal(t, "b1:alloc-burst::", o.Replay)
		assert.True(t, o.Light)
	}
}

func TestWindowOptionsSayWhatIsWrong(t *testing.T) {
	for want, args := range map[string][]string{
		"there is no lesson 99":                {"-lesson", "99"},
		`found "run"`:                          {"-light", "run"},
		`found "-light"`:                       {"-calm", "b1:alloc-burst::", "-light"},
		`the replay string is of scenario "x"`: {"b1:x::"},
	} {
		_, err := windowOptions(args)
		assert.ErrorContains(t, err, want)
	}
}
