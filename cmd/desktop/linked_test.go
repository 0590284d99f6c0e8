package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
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
	const word = "b1:flush-race:mutant=call-rcu-after-unlock:r1x172.r0x96"
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

// What a link says beside its run is told where it is not so, one line a thing. Another
// state than the one that it was made at is another run, as it is of a string.
func TestLinksAreHeldToWhatTheySay(t *testing.T) {
	const there = "#v=1&s=shrink-under-poll&t=38.7us"
	readmeHash := regexp.MustCompile(`&h=(\w+)`).FindStringSubmatch(readmeText(t))[1]
	for _, c := range []struct {
		link string
		told []string
		code int
	}{
		{there + "&step=12740&e=5&h=" + readmeHash, nil, exitOK},
		{there + "&e=5&h=" + readmeHash, nil, exitOK},
		{there + "&e=3&h=" + readmeHash, nil, exitOK},
		{there + "&zzz=1&holo=2", []string{"the link has parts that are not known here: zzz, holo"}, exitOK},
		{"v=1&s=shrink-under-poll&t=220us", nil, exitOK},
		{"v=1&s=shrink-under-poll&t=999us", []string{"the link leads to 999us, and the run ends at 220.000 µs"}, exitOK},
		{"v=1&s=flush-race&t=0ns&step=2", nil, exitOK},
		{there + "&step=12700", []string{"step 12700 of the link is not at 38.7us here"}, exitOK},
		{there + "&step=12745", []string{"step 12745 of the link is not at 38.7us here"}, exitOK},
		{"v=1&s=flush-race&t=99s&step=99999999", []string{"the link is to step 99999999, and the run has 336", "the link leads to 99s, and the run ends at 5000.286 µs"}, exitOK},
		{there + "&e=3", []string{"the link was made by engine 3, and this is engine " + engine.Version + "; expected the same one, or the hash of its state, h="}, exitAuthor},
		{there + "&step=12740&e=5&h=0123456789abcdef", []string{"the run is not the one that the link was made from: its state after step 12740 has hash " + readmeHash + "; expected 0123456789abcdef"}, exitAuthor},
		{there + "&e=3&h=0123456789abcdef", []string{"the run is not the one that the link was made from: its state after step 12740 has hash " + readmeHash + "; expected 0123456789abcdef (made by engine 3, run by engine " + engine.Version + ")"}, exitAuthor},
		{there + "&until=event=WorkStart&h=0123456789abcdef", []string{"the link has h= behind until= and no step=; expected the step of that state with it"}, exitAuthor},
		{"v=1&t=2us&e=3&h=0123456789abcdef&replay=b1:alloc-burst::i0", []string{"choice 1: i0 cannot act there; expected r0"}, exitAuthor},
	} {
		a := try("replay", c.link, "--json")
		assert.Equal(t, c.code, a.code, c.link)
		assert.Equal(t, c.code == exitAuthor, a.out == "", c.link)
		lines := ""
		for _, text := range c.told {
			lines += "replay: " + text + "\n"
		}
		assert.Equal(t, lines, a.err, c.link)
	}
	t.Chdir(t.TempDir())
	for _, line := range [][]string{{"shot", "-o", "x.svg"}, {"export", "-o", "x.csv"}, {"export", "-o", "x.gif"}} {
		name := line[0] + ": "
		refused(t, try(append(line, there+"&e=3")...), name+"the link was made by engine 3, and this is engine "+engine.Version+"; expected the same one, or the hash of its state, h=")
		refused(t, try(append(line, there, "--until", "5us")...), name+"--until is given with a link; expected none: its settings are in the link")
	}
}

// A picture of a link is of the link's own instant, and of its step where many are at
// that instant, unless another is asked for.
func TestShotOfALinkIsWhereItLeads(t *testing.T) {
	const link = "v=1&s=shrink-under-poll"
	at := shoot(t, link, "--at", "38.7us")
	assert.Equal(t, at, shoot(t, link+"&t=38.7us"))
	assert.Equal(t, at, shoot(t, link+"&t=38.7us&step=12740"))
	assert.Equal(t, at, shoot(t, link+"&t=2us", "--at", "38.7us"))
	assert.NotEqual(t, shoot(t, link+"&t=0ns"), shoot(t, link+"&t=0ns&step=1"))
	const none = "shot: no time is given; expected --at T, such as --at 38us"
	refused(t, try("shot", link, "-o", "x.svg"), none)
	refused(t, try("shot", "shrink-under-poll", "-o", "x.svg"), none)
	refused(t, try("shot", link+"&t=1us&until=event=WorkStart", "-o", "x.svg"), "shot: the link goes on from its time, with until=; expected --at T, such as --at 38us")
	out := filepath.Join(t.TempDir(), "x.svg")
	assert.Equal(t, answer{err: "shot: the link leads to 9s, and the run ends at 220.000 µs\n"}, try("shot", link+"&t=9s", "-o", out))
	last, err := os.ReadFile(out)
	require.NoError(t, err)
	assert.Equal(t, shoot(t, link, "--at", "220us"), string(last))
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
