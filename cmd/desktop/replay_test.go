package main

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"barnyard/engine"
	"barnyard/engine/replay"
	"barnyard/engine/sim"
	"barnyard/viz/ui"

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
	assert.Contains(t, a.out, "\nviolations\n  S14 at 3.057 µs, step 286: wait comes back from kvfree_rcu_barrier, and object 1,")
	assert.Equal(t, a, tryWith(word+"\n", "replay", "-"))
	assert.Equal(t, a, tryWith("  "+word+"  ", "replay", "-"))
	assert.Equal(t, exitViolated, try("replay", word, "--json").code)
	a = try("replay", "--steps", word)
	assert.Equal(t, exitViolated, a.code)
	golden(t, "steps.txt", a.out)
	refused(t, tryWith(strings.Repeat("x", 1<<20), "replay", "-"), "replay: the replay string has more than 131071 bytes; expected at most 131071")
	refused(t, tryWith("", "replay", "-"), "replay: the replay string is empty; expected b1:SCENARIO:SETTINGS:CHOICES, perhaps with :e=ENGINE and :h=HASH")
}

// TestPictureRunAndCommandAgree: on the invariant, the step, the state there and
// the end, for runs by time and for runs in any order.
func TestPictureRunAndCommandAgree(t *testing.T) {
	found := [2]int{}
	for _, name := range []string{"call-rcu-after-unlock", "local-form-without-pin", "pin-leak", "recycle-main", "skip-left-over", "flush-frees-main", "bulk-free-forgets-local-objects"} {
		for _, steps := range []int{0, 30} {
			r, err := replay.Parse(planted(t, name))
			require.NoError(t, err)
			for r.Choices = nil; len(r.Choices) < steps; {
				run, err := r.Start()
				require.NoError(t, err)
				for range len(r.Choices) {
					run.Step()
				}
				r.Choices = append(r.Choices, last(run.Kernel.M))
			}
			word, err := replay.Format(r)
			require.NoError(t, err)
			if agree(t, word) {
				found[min(steps, 1)]++
			}
		}
	}
	assert.Equal(t, [2]int{7, 5}, found, "by time all are found, in another order some are not")
}

// last is who would come last by time: the opposite of what happens without
// choices.
func last(m *sim.Machine) (actor sim.Actor) {
	latest := int64(-1)
	for a := range sim.Actor(m.Actors()) {
		if at, ok := m.CanAct(a); ok && at > latest {
			actor, latest = a, at
		}
	}
	return actor
}

func agree(t *testing.T, word string) (found bool) {
	t.Helper()
	r, err := replay.Parse(word)
	require.NoError(t, err)
	run, err := r.Start()
	require.NoError(t, err)
	for len(run.Violations) == 0 && run.Step() {
	}
	if len(run.Violations) == 0 {
		return false
	}
	v, there := run.Violations[0], run.Kernel.Hash()

	m := ui.New(1280, 720)
	ui.Update(m, ui.LoadReplay{Text: word})
	record(m)
	require.NotEmpty(t, m.Findings(), word)
	assert.Equal(t, v, m.Findings()[0])
	assert.EqualValues(t, v.Step, m.Step, "the picture opens there")
	assert.Equal(t, there, m.Kernel().Hash(), "at the same state")
	ui.Update(m, ui.ToStart{})
	ui.Update(m, ui.ToFinding{})
	assert.Equal(t, there, m.Kernel().Hash(), "and comes back to it")

	var res engine.Result
	a := try("replay", word, "--json")
	require.Equal(t, exitViolated, a.code, a.err)
	require.NoError(t, json.Unmarshal([]byte(a.out), &res))
	assert.Equal(t, v, res.Violations[0])
	assert.Equal(t, res.Violations, m.Side().Past.Run.Violations)
	assert.Equal(t, res.Hash, replay.HashText(m.Side().Past.Run.Kernel.Hash()))
	return true
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

// TestShotOfAReplay: at its violation the picture has the mark and the sentence,
// before it has neither.
func TestShotOfAReplay(t *testing.T) {
	word := planted(t, "call-rcu-after-unlock")
	at := shoot(t, word, "--at", "violation")
	assert.Contains(t, ids(t, at), "timeline/violation/0")
	assert.Contains(t, at, "S14 is violated: step 286, 3.057 µs")
	assert.Contains(t, at, "<title>Replayed run, with qpw=1, at 3.057 µs. CPU 0: wait. CPU 1: late. S14 does not hold since step 286, 3.057 µs: wait comes back")
	assert.Equal(t, at, shoot(t, word, "--at", "violation"))
	before := shoot(t, word, "--at", "3us")
	assert.NotContains(t, ids(t, before), "timeline/violation/0")
	assert.NotContains(t, before, "S14")
}
