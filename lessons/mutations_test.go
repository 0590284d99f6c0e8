package lessons

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"barnyard/engine/scenario"
	"barnyard/lessons/lesson"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Each story stands on a cause. Take it away, or plant a bug, and the claim that
// speaks of it fails; if it still held it would prove nothing.
//
// testdata/mutations has a file for each lesson, NN.txt, and a line for each
// mutation:
//
//	qpw=0 | qpw=1                  | max(poll.gap) > 1us
//	qpw=1 | mutant flush-main-trylock | stat(SHEAF_FLUSH) == 60
//
// The settings in which the claim holds, or -; what is changed, as settings or
// as lines that could stand in a scenario block under use, with ; between; and
// the claim, which some scenario of the lesson makes.

type mutation struct {
	at, settings, change, claim string
}

func mutationsOf(t *testing.T, num int, slug string) (out []mutation) {
	t.Helper()
	name := fmt.Sprintf("testdata/mutations/%02d.txt", num)
	src, err := os.ReadFile(filepath.FromSlash(name))
	if caused := slices.ContainsFunc(causes(), func(c cause) bool { return c.lesson == slug }); err != nil && caused {
		return nil // causes() has its rows
	}
	require.NoError(t, err, "lesson %d has no mutation, expected the file lessons/%s with a line: settings | change | claim that fails", num, name)
	for i, line := range strings.Split(string(src), "\n") {
		if strings.TrimSpace(line) == "" || line[0] == '#' {
			continue
		}
		at := fmt.Sprintf("%s:%d", name, i+1)
		parts := strings.Split(strings.TrimSpace(line), " | ")
		require.Len(t, parts, 3, "%s: expected settings | change | claim", at)
		for k := range parts {
			parts[k] = strings.TrimSpace(parts[k])
		}
		out = append(out, mutation{at, strings.TrimPrefix(parts[0], "-"), parts[1], parts[2]})
	}
	require.NotEmpty(t, out, "%s has no line", name)
	return out
}

func TestMutations(t *testing.T) {
	for _, l := range everyLesson(t) {
		for _, m := range mutationsOf(t, l.Num, l.Slug) {
			t.Run(m.at, func(t *testing.T) { assert.Empty(t, unbroken(t, l, m)) })
		}
	}
}

// unbroken is why a mutation proves nothing; empty where it does. Of several
// scenarios that make the claim one is enough.
func unbroken(t *testing.T, l *lesson.Lesson, m mutation) string {
	t.Helper()
	texts := claiming(t, l, m.claim)
	why := fmt.Sprintf("%s: no step of %s claims %s", m.at, l.File, m.claim)
	for _, text := range texts {
		changed, settings, err := mutated(text, m)
		switch {
		case err != nil:
			why = fmt.Sprintf("%s: %s", m.at, err)
		case !holdsIn(t, text, m.settings):
			why = fmt.Sprintf("%s: with %q the claim %s does not hold as it is", m.at, m.settings, m.claim)
		case holdsIn(t, changed, settings):
			why = fmt.Sprintf("%s: with %s the claim %s still holds", m.at, m.change, m.claim)
		default:
			return ""
		}
	}
	return why
}

// claiming is the scenarios of a lesson that make a claim, each with that claim
// alone and without its when.
func claiming(t *testing.T, l *lesson.Lesson, claim string) (out []string) {
	t.Helper()
	for _, s := range l.Steps {
		makes := slices.ContainsFunc(ready(t, withoutWhen(s.ScenarioText)).Claims, func(c scenario.Claim) bool { return c.Text == claim })
		if !makes {
			continue
		}
		text, err := changed(s.ScenarioText, "drop claims\nclaim "+claim)
		require.NoError(t, err)
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// mutated lays the change over a text, or over the settings.
func mutated(text string, m mutation) (out, settings string, err error) {
	if first, _, _ := strings.Cut(m.change, " "); strings.Contains(first, "=") {
		return text, m.settings + " " + m.change, nil
	}
	out, err = changed(text, m.change)
	return out, m.settings, err
}

func changed(text, lines string) (string, error) {
	return lesson.Change(lesson.Place{File: "change", Line: 1}, text, lines)
}

// TestAMutationThatBreaksNothing is told, with its line.
func TestAMutationThatBreaksNothing(t *testing.T) {
	l := everyLesson(t)[slices.IndexFunc(everyLesson(t), func(l *lesson.Lesson) bool { return l.Num == 8 })]
	for _, c := range []struct{ settings, change, claim, want string }{
		{"qpw=0", "seed=3", "max(poll.gap) > 1us", "x:1: with seed=3 the claim max(poll.gap) > 1us still holds"},
		{"qpw=1", "qpw=0", "max(poll.gap) > 1us", `x:1: with "qpw=1" the claim max(poll.gap) > 1us does not hold as it is`},
		{"qpw=1", "qpw=0", "max(poll.gap) > 3us", "x:1: no step of 08-reaching-into-another-cpu.md claims max(poll.gap) > 3us"},
		{"qpw=0", "drop task nobody", "max(poll.gap) > 1us", `x:1: change:1:1: nothing to drop by "task nobody"`},
	} {
		assert.Contains(t, unbroken(t, l, mutation{"x:1", c.settings, c.change, c.claim}), c.want)
	}
}

// holdsIn is what a run says about the one claim of a text.
func holdsIn(t *testing.T, text, settings string) bool {
	t.Helper()
	s, ok := with(t, text, settings)
	require.True(t, ok, "%s: the engine does not run it", settings)
	r, err := watched(s)
	require.NoError(t, err)
	require.Len(t, r.Claims, 1)
	return r.Claims[0].Holds
}
