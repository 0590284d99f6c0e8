package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"barnyard/lessons"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestCheckALesson: who writes one is told the line of the file where a claim is
// false, and of a mistake its place.
func TestCheckALesson(t *testing.T) {
	src, err := lessons.Template()
	require.NoError(t, err)
	good := string(src)
	file := filepath.Join(t.TempDir(), "_template.md")
	check := func(text string) answer {
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		return try("check", file)
	}
	a := check(good)
	assert.Equal(t, exitOK, a.code, a.err)
	assert.Contains(t, a.out, "2 scenarios, ")

	const claim = "claim max(poll.gap) < 1us when qpw=1"
	line := strings.Count(good[:strings.LastIndex(good, claim)], "\n") + 1
	a = check(strings.Replace(good, "machine qpw=1\n"+claim, "machine qpw=1\n"+strings.Replace(claim, "< 1us", "> 1us", 1), 1))
	assert.Equal(t, exitFalse, a.code)
	assert.Contains(t, a.out, "line "+strconv.Itoa(line)+": max(poll.gap) > 1us when qpw=1, measured 0.100 µs")

	a = check(strings.Replace(good, "machine qpw=1\n"+claim, "machine qpw=1\n"+strings.Replace(claim, "qpw=1", "qpw=1 patch=none", 1), 1))
	assert.Equal(t, exitAuthor, a.code)
	assert.Equal(t, "_template.md:"+strconv.Itoa(line)+":1: a claim about qpw=1 patch=none: kernel patch=none with qpw=1: only the series brings the key; expected qpw=n\n", a.err)

	a = check(strings.Replace(good, "**kworker**", "**unheard of**", 1))
	assert.Equal(t, exitAuthor, a.code)
	assert.Contains(t, a.err, `_template.md:18:3: the term "unheard of" has no entry in glossary.md`)
}
