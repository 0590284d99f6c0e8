package explore_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/explore"
	"barnyard/engine/sim"
)

// Each mark has a scenario of its own, testdata/marks/NAME.barn, as small as
// shrinking makes it; where the cost model does not come to it, with choices:
//
//	# What the mark is.
//	# choices r0*12 r1*3
//
// -update makes those that are missing (BARNYARD_MARK=NAME: that one): from the
// smallest case of engine/testdata that comes to the mark, else from a seed.
func TestEveryMarkHasItsScenario(t *testing.T) {
	only := os.Getenv("BARNYARD_MARK")
	known := map[string]bool{}
	var cases []smallCase
	for i, m := range explore.MarkTable() {
		require.False(t, known[m.Name], "%s twice", m.Name)
		known[m.Name] = true
		file := filepath.Join("testdata", "marks", m.Name+".barn")
		text, err := os.ReadFile(file)
		if *update && (err != nil || m.Name == only) && (only == "" || m.Name == only) {
			if cases == nil {
				cases = smallCases(t)
			}
			text = markScenario(t, i, &m, cases)
			if text != nil {
				require.NoError(t, os.WriteFile(file, text, 0o644))
			}
		}
		if !assert.NotEmpty(t, text, "%s is missing", file) {
			continue
		}
		assert.Contains(t, string(text), said(&m), file)
		o := explore.Try(string(text), choicesOf(t, string(text)), explore.Options{Plain: true})
		assert.NoError(t, o.Err, file)
		assert.Empty(t, o.Violations, file)
		assert.True(t, o.Marks.Reached(i), "%s does not come to its mark", file)
	}
	files, err := filepath.Glob("testdata/marks/*.barn")
	require.NoError(t, err)
	for _, file := range files {
		assert.True(t, known[strings.TrimSuffix(filepath.Base(file), ".barn")], "%s is of no mark", file)
	}
}

// said is the first line of a mark's scenario.
func said(m *explore.Mark) string { return "# " + strings.ToUpper(m.What[:1]) + m.What[1:] + ".\n" }

// choicesOf reads the list in a comment.
func choicesOf(t *testing.T, text string) []sim.Actor {
	for _, line := range strings.Split(text, "\n") {
		if list, ok := strings.CutPrefix(line, "# choices "); ok {
			s, err := engine.Parse("choices", []byte(text))
			require.NoError(t, err)
			choices, err := sim.ParseChoices(list, s.Machine.CPUs)
			require.NoError(t, err)
			return choices
		}
	}
	return nil
}

// smallCase is a scenario that somebody else has written, and its marks.
type smallCase struct {
	text  string
	marks explore.Marks
}

func smallCases(t *testing.T) []smallCase {
	var all []smallCase
	add := func(input string) {
		if o := explore.Try(input, nil, explore.Options{Plain: true}); o.Err == nil && len(o.Violations) == 0 {
			all = append(all, smallCase{input, o.Marks})
		}
	}
	bugs, err := filepath.Glob("../testdata/mutants/*.barn")
	require.NoError(t, err)
	for _, file := range bugs {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		before, _, _ := strings.Cut(string(text), "\nmutant ")
		add(before + "\n")
	}
	files, err := filepath.Glob("../testdata/*.script")
	require.NoError(t, err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		_, rest, _ := strings.Cut("\n"+string(text), "\n=== ")
		for _, c := range strings.Split(rest, "\n=== ") {
			_, rest, _ := strings.Cut(c, "\n")
			input, _, _ := strings.Cut(rest, "---\n")
			if strings.Contains(input, "mutant ") || strings.Contains(input, "patch=") || strings.Contains(input, "6.18") {
				continue
			}
			add(input)
		}
	}
	return all
}

// markScenario makes the scenario of a mark.
func markScenario(t *testing.T, i int, m *explore.Mark, cases []smallCase) []byte {
	goal, trial := explore.Goal{Mark: m.Name}, explore.Trial{}
	for _, c := range cases {
		if c.marks.Reached(i) && (trial.Text == "" || len(c.text) < len(trial.Text)) {
			trial.Text = c.text
		}
	}
	for seed := number(t, "BARNYARD_FROM", 0); trial.Text == ""; seed++ {
		o := explore.Seed(seed, explore.Options{})
		if o.Marks.Reached(i) {
			if _, ok := explore.Shrink(explore.Trial{Text: o.Text, Choices: o.Choices}, goal, 1); ok {
				trial = explore.Trial{Text: o.Text, Choices: o.Choices}
			}
		}
		if seed == number(t, "BARNYARD_FROM", 0)+400 {
			t.Logf("%s: no case and no seed", m.Name)
			return nil
		}
	}
	best, ok := explore.Shrink(trial, goal, 400)
	require.True(t, ok, m.Name)
	out := said(m)
	if len(best.Choices) > 0 {
		out += "# choices " + sim.FormatChoices(best.Choices, best.Outcome.CPUs) + "\n"
	}
	fmt.Printf("%s: %d tries\n", m.Name, best.Tries)
	return []byte(out + best.Text)
}
