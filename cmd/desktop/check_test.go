package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"barnyard/engine/scenario"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestCheckAll: everything that comes with the program holds, in every mode
// that it speaks of.
func TestCheckAll(t *testing.T) {
	a := try("check", "--all")
	assert.Equal(t, exitOK, a.code)
	assert.Empty(t, a.err)
	lines := strings.Split(strings.TrimSuffix(a.out, "\n"), "\n")
	last := len(lines) - 2
	for _, l := range lines[:last] {
		assert.True(t, strings.HasPrefix(l, "ok  "), l)
	}
	for _, b := range scenario.Builtins() {
		for _, mode := range []string{"n", "0", "1"} {
			assert.Regexp(t, `(?m)^ok +`+b.Name+` +qpw=`+mode+` +\d+ claim`, a.out)
		}
	}
	assert.Regexp(t, `(?m)^ok +08-\S+\.md:\d+ +qpw=0 `, a.out)
	assert.Regexp(t, `^every invariant after each of [1-9]\d{6,} steps, and [1-9]\d{3,} looks at the whole state$`, lines[last])
	assert.Contains(t, lines[last+1], " 0 false, 0 violations")
}

const twoTasks = "machine cpus=1\ntask t cpu=0 { work 3us }\n"

// TestCheckFiles: the exit code is the worst thing that was found, and one bad
// scenario does not keep the others from being checked.
func TestCheckFiles(t *testing.T) {
	good := file(t, twoTasks+"claim time(t.done) < 1ms\n")
	wrong := file(t, twoTasks+"claim time(t.done) > 1ms when qpw=1\n")
	broken := file(t, "machine cpus=0\n")
	long := file(t, strings.Repeat("#", scenario.MaxBytes+1))
	lesson := filepath.Join(t.TempDir(), "x.md")
	require.NoError(t, os.WriteFile(lesson, []byte("no lesson\n"), 0o600))
	for _, c := range []struct {
		name       string
		files      []string
		code, errs int
		total      string
	}{
		{"good", []string{good}, exitOK, 0, "1 scenario, 1 run: 1 claim holds, 0 false, 0 violations"},
		{"false", []string{wrong, good}, exitFalse, 0, "2 scenarios, 3 runs: 1 claim holds, 1 false, 0 violations"},
		{"mistake", []string{broken, wrong, good}, exitAuthor, 1, "3 scenarios, 3 runs: 1 claim holds, 1 false, 0 violations, 1 mistake"},
		{"mistakes of all kinds", []string{good, long, lesson, broken, good}, exitAuthor, 3, "5 scenarios, 2 runs: 2 claims hold, 0 false, 0 violations, 3 mistakes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := try(append([]string{"check"}, c.files...)...)
			assert.Equal(t, c.code, a.code)
			assert.Equal(t, c.errs, strings.Count(a.err, "\n"), a.err)
			assert.True(t, strings.HasSuffix(a.out, "\n"+c.total+"\n"), a.out)
		})
	}
	assert.Contains(t, try("check", wrong).out, "  qpw=1  line 3: time(t.done) > 1ms when qpw=1, measured 3.")
	assert.Equal(t, broken+":1:14: ", try("check", broken).err[:len(broken)+7])
	assert.Equal(t, fmt.Sprintf("%s:1:1: the text has %d bytes; expected at most %d\n", long, scenario.MaxBytes+1, scenario.MaxBytes), try("check", good, long).err)
	a := try("check", good, "missing")
	assert.Equal(t, exitAuthor, a.code)
	assert.Empty(t, a.out, "what is not there is a slip of who typed, told before anything is run")
}

// TestNeverLooked: a claim about what the engine cannot run is not counted as
// one that holds.
func TestNeverLooked(t *testing.T) {
	a := try("check", file(t, twoTasks+"kernel generation=6.18\nclaim time(t.done) < 1ns when alt=nosheaves\n"))
	assert.Equal(t, exitOK, a.code)
	assert.Contains(t, a.out, "not run ")
	assert.Contains(t, a.out, "0 claims hold, 0 false, 0 violations, 1 claim about what this engine cannot run yet\n")
}

// TestConfigurations: one run each, however often it is asked for.
func TestConfigurations(t *testing.T) {
	for _, c := range []struct {
		claims string
		want   [][]given
	}{
		{"", [][]given{nil}},
		{"violations() == 0 when qpw=n", [][]given{nil}},
		{"violations() == 0 when qpw=1", [][]given{nil, {{"qpw", "1"}}}},
		{"violations() == 0 when qpw=1; violations() == 0 when seed=3 qpw=1; violations() == 0 when qpw=1",
			[][]given{nil, {{"qpw", "1"}}, {{"seed", "3"}, {"qpw", "1"}}}},
	} {
		text := twoTasks
		for claim := range strings.SplitSeq(c.claims, "; ") {
			if claim != "" {
				text += "claim " + claim + "\n"
			}
		}
		s, err := source{"x", []byte(text)}.parse()
		require.NoError(t, err)
		assert.Equal(t, c.want, configurations(s, nil), c.claims)
	}
}
