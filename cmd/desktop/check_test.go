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
	assert.Regexp(t, `^every invariant after each of [1-9]\d{6,} steps, and [1-9]\d{3,} looks at the whole state; in 2 runs with more than 64 sheaf locks, .*$`, lines[last])
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

// TestNoClaimPassesUnjudged: check makes the configuration that a claim speaks of,
// whatever its keys are. Where that cannot be, the claim is a mistake, at its place
// and with the reason; the others are judged all the same.
func TestNoClaimPassesUnjudged(t *testing.T) {
	const head = "machine cpus=4 qpw=0\ncache c size=64\ntask t cpu=3 { alloc c n=3; work 1us }\n"
	for _, c := range []struct {
		when, line, err string
		code            int
	}{
		{"names=pw", "FALSE     %s  qpw=0 names=pw  line 5: violations() == 99 when names=pw, measured 0\n", "", exitFalse},
		{"names=pw patch=pw-v4", "FALSE     %s  qpw=0 names=pw patch=pw-v4  line 5: ", "", exitFalse},
		{"names=pw patch=qpw-v1", "", "kernel names=pw with patch=qpw-v1: those are the names of version 4; expected patch=pw-v4, or names=qpw", exitAuthor},
		{"cpus=2", "", "cpus=2 does not fit: there is no CPU 3 for task t; the machine has CPUs 0 to 1", exitAuthor},
		{"generation=6.18", "", "machine qpw=0 with kernel generation=6.18 is not in this engine yet; the patches are for later kernels, qpw=n runs", exitAuthor},
		{"qpw=n generation=6.18", "FALSE     %s  qpw=n generation=6.18  line 5: ", "", exitFalse},
		{"qpw=1 patch=none", "", "kernel patch=none with qpw=1: only the series brings the key; expected qpw=n", exitAuthor},
		{"mutant=rt-trylock-from-nmi", "", "this kernel cannot be made: mutant rt-trylock-from-nmi does not fit: it is a bug of the locks of RT; expected rt=on", exitAuthor},
	} {
		name := file(t, head+"claim events(TaskDone) == 1 when qpw=1\n  claim violations() == 99 when "+c.when+"\n")
		a := try("check", name)
		assert.Equal(t, c.code, a.code, c.when)
		assert.Contains(t, a.out, fmt.Sprintf("ok        %s  qpw=1  1 claim\n", name), c.when)
		if c.err == "" {
			assert.Empty(t, a.err, c.when)
			assert.Contains(t, a.out, fmt.Sprintf(c.line, name), c.when)
			continue
		}
		assert.Equal(t, name+":5:3: a claim about "+c.when+": "+c.err+"\n", a.err)
		assert.True(t, strings.HasSuffix(a.out, ": 1 claim holds, 0 false, 0 violations, 1 mistake\n"), a.out)
	}
}

// TestEachClaimThatCannotBeJudged: all of them at once, and the text's own mistakes
// with the settings in which they show.
func TestEachClaimThatCannotBeJudged(t *testing.T) {
	name := file(t, "machine cpus=2\ncache c size=64\ntask t cpu=1 { kvfree_rcu_barrier c }\n"+
		"claim events(TaskDone) == 1 when cpus=1\nclaim events(TaskDone) == 2 when cpus=1\nclaim violations() == 0 when generation=6.18\n")
	a := try("check", name)
	assert.Equal(t, exitAuthor, a.code)
	const why = ": a claim about cpus=1: cpus=1 does not fit: there is no CPU 1 for task t; the machine has CPUs 0 to 0\n"
	assert.Equal(t, name+":4:1"+why+name+":5:1"+why+
		name+":3:16: kvfree_rcu_barrier of one cache came with 7.0; expected kvfree_rcu_barrier with kernel generation=6.18 (with generation=6.18)\n", a.err)
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
		var got [][]given
		for _, conf := range configurations(s, nil) {
			got = append(got, conf.set)
			for _, claim := range conf.claims {
				assert.Equal(t, fingerprint(s, conf.set), fingerprint(s, asked(claim)), c.claims)
			}
		}
		assert.Equal(t, c.want, got, c.claims)
	}
}
