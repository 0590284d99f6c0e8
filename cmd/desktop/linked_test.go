package main

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/packed"
	"barnyard/lessons"
)

// hashOf is the hash of the run that a command reports.
func hashOf(t *testing.T, a answer) string {
	t.Helper()
	require.Contains(t, []int{exitOK, exitFalse, exitViolated}, a.code, a.err)
	var result struct{ Hash string }
	require.NoError(t, json.Unmarshal([]byte(a.out), &result))
	require.NotEmpty(t, result.Hash)
	return result.Hash
}

// A link is followed to the run that it shows, wherever it comes from and whatever
// it says of how that is looked at.
func TestReplayTakesLinks(t *testing.T) {
	const text = "machine cpus=1\ncache c size=64\ntask t cpu=0 { alloc c n=3; free c n=3 }\n"
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("x.barn", []byte(text), 0o600))
	const word = "b1:flush-race:mutant=call-rcu-after-unlock:r1x172.r0x94"
	all, err := lessons.All()
	require.NoError(t, err)
	step := all[0].Steps[0]
	require.NoError(t, os.WriteFile("lesson.barn", []byte(step.ScenarioText), 0o600))
	for _, c := range []struct {
		link string
		run  answer
	}{
		{"figure.html#v=1&s=shrink-under-poll&t=38.7us&step=12740&tab=events", try("run", "shrink-under-poll", "--json")},
		{"https://x.org/a/figure.html#v=1&s=shrink-under-poll&run=qpw=1", try("run", "shrink-under-poll", "--qpw", "1", "--json")},
		{"#v=1&s=alloc-burst&seed=9&cpus=3", try("run", "alloc-burst", "--seed", "9", "--cpus", "3", "--json")},
		{"v=1&s=shrink-under-poll&sides=qpw=0/alt=userret,qpw=1", try("run", "shrink-under-poll", "--qpw", "0", "--alt", "userret", "--json")},
		{"v=1&z=" + packed.Pack(text), try("run", "x.barn", "--json")},
		{"v=1&replay=" + word + "&sel=cpu1", try("replay", word, "--json")},
		{"v=1&lesson=" + all[0].Slug + "/" + step.Slug, try("run", "lesson.barn", "--json")},
	} {
		want := hashOf(t, c.run)
		assert.Equal(t, want, hashOf(t, try("replay", c.link, "--json")), c.link)
		assert.Equal(t, want, hashOf(t, tryWith(c.link+"\n", "replay", "-", "--json")), c.link)
	}
	for _, line := range [][]string{{"shot", "--at", "1us", "-o"}, {"export", "-o"}} {
		for _, c := range []struct{ name, ending string }{{"b1:alloc-burst::", ".one"}, {"#v=1&s=alloc-burst", ".two"}} {
			ending := map[string]string{"shot": ".svg", "export": ".csv"}[line[0]]
			require.Equal(t, answer{}, try(append(append([]string{}, line...), c.ending+ending, c.name)...))
		}
	}
	for _, ending := range []string{".svg", ".csv"} {
		one, err := os.ReadFile(".one" + ending)
		require.NoError(t, err)
		two, err := os.ReadFile(".two" + ending)
		require.NoError(t, err)
		assert.Equal(t, string(one), string(two))
	}
}

func TestLinksThatSayNotWhatRunsAreRefused(t *testing.T) {
	for link, err := range map[string]string{
		"v=1&t=4us":               "replay: the link does not say what runs; expected s=, text=, z=, replay= or a lesson= that there is",
		"x.html#v=1&s=nothing":    `replay: the link is of scenario "nothing"; expected the name of a built-in, see list scenarios`,
		"#v=2&s=alloc-burst":      `replay: the link is of version "2"; expected v=1, or a newer Barnyard`,
		"v=1&replay=b1:x::":       `replay: the replay string is of scenario "x"; expected a built-in's name, or a packed text`,
		"v=1&s=alloc-burst&run=x": "replay: the link's run x: a run beside others cannot have x",
	} {
		a := try("replay", link)
		assert.Equal(t, exitAuthor, a.code, link)
		assert.Contains(t, a.err, err)
	}
	refused(t, try("run", "v=1&s=alloc-burst"), `run: "v=1&s=alloc-burst" is a link; expected `+wantScenario+"; replay runs what it shows")
}
