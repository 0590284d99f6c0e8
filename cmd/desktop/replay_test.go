package main

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"barnyard/engine"
	"barnyard/engine/replay"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func endHash(t *testing.T, line string) string {
	t.Helper()
	var res engine.Result
	require.NoError(t, json.Unmarshal([]byte(try(append(strings.Fields("run "+line), "--json")...).out), &res))
	return res.Hash
}

// TestReplayIsRun: without choices a replay string is what run runs, and what
// is told of it is the same. Only that a replay is looked at after each step.
func TestReplayIsRun(t *testing.T) {
	looks := regexp.MustCompile(`in \d+ looks at`)
	for _, c := range [][2]string{
		{"run shrink-under-poll --qpw 0 --until 40us", "replay b1:shrink-under-poll:qpw=0/until=40us:"},
		{"run userret-deadlock", "replay b1:userret-deadlock::"},
		{"run destroy-isolated --seed 5 --json", "replay b1:destroy-isolated:seed=5: --json"},
		{"run lru-drain-bh --qpw=1 --rt on --json", "replay b1:lru-drain-bh:rt=on/qpw=1: --json"},
	} {
		was, is := try(strings.Fields(c[0])...), try(strings.Fields(c[1])...)
		assert.Equal(t, was.code, is.code, c[1])
		assert.Empty(t, is.err)
		assert.Equal(t, looks.ReplaceAllString(was.out, "in MANY looks at"), looks.ReplaceAllString(is.out, "in MANY looks at"), c[1])
	}
}

// planted is the replay string of a planted bug's scenario.
func planted(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../engine/testdata/mutants/" + name + ".barn")
	require.NoError(t, err)
	s, err := engine.Parse(name, text)
	require.NoError(t, err)
	word, err := replay.Format(&replay.Replay{Scenario: s})
	require.NoError(t, err)
	return word
}

// TestReplayOfABug: a violation is told and has its exit code, in every form of
// the answer; standard input is as good as a word.
func TestReplayOfABug(t *testing.T) {
	word := planted(t, "call-rcu-after-unlock")
	a := try("replay", word)
	assert.Equal(t, exitViolated, a.code)
	assert.Contains(t, a.out, "\nviolations\n  S14 at 3.061 µs, step 274: wait comes back from kvfree_rcu_barrier, and object 1,")
	assert.Equal(t, a, tryWith(word+"\n", "replay", "-"))
	assert.Equal(t, a, tryWith("  "+word+"  ", "replay", "-"))
	assert.Equal(t, exitViolated, try("replay", word, "--json").code)
	a = try("replay", "--steps", word)
	assert.Equal(t, exitViolated, a.code)
	golden(t, "steps.txt", a.out)
	refused(t, tryWith(strings.Repeat("x", 1<<20), "replay", "-"), "replay: the replay string has 131135 bytes; expected at most 131071")
	refused(t, tryWith("", "replay", "-"), "replay: the replay string is empty; expected b1:SCENARIO:SETTINGS:CHOICES, perhaps with :e=ENGINE and :h=HASH")
}

// TestStepsWithoutViolation: then the table is of the whole run, and as long as
// a table may be.
func TestStepsWithoutViolation(t *testing.T) {
	a := try("replay", "b1:boot-assert:qpw=0:", "--steps")
	assert.Equal(t, exitOK, a.code, a.err)
	assert.True(t, strings.HasSuffix(a.out, "\n  no violation: this is the whole run\n"), a.out)
	s, err := engine.Parse("two", []byte("machine cpus=2\ntask a cpu=0 { loop 6000 { work 9cy } }\ntask b cpu=1 { loop 6000 { work 9cy } }\n"))
	require.NoError(t, err)
	word, err := replay.Format(&replay.Replay{Scenario: s})
	require.NoError(t, err)
	a = try("replay", word, "--steps")
	assert.Equal(t, exitOK, a.code, a.err)
	assert.True(t, strings.HasSuffix(a.out, "\n  ... and more: these are the first 10000 rows\n"), "%d rows", strings.Count(a.out, "\n"))
}
