package explore_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/explore"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// What seeds find is shrunk to something that fits on a slide, still breaks the
// same invariant, and breaks none without the planted bug.
func TestWhatIsFoundIsShrunk(t *testing.T) {
	table := readFound(t)
	for _, c := range []struct {
		mutant          string
		lines, switches int // at most
	}{
		{"push-without-capacity-check", 8, 0},
		{"flush-leaves-spare-linked", 8, 0},
		{"migrate-enable-after-failed-trylock", 15, 4},
		{"queue-before-store", 8, 0},
		{"sheaves-not-read-again", 13, 6},
	} {
		t.Run(c.mutant, func(t *testing.T) {
			m, ok := path.MutantByName(c.mutant)
			require.True(t, ok)
			row := table[c.mutant]
			_, o := tried(t, &m, row.how, row.seed)
			trial := explore.Trial{Text: o.Text, Choices: o.Choices}
			s, ok := explore.Shrink(trial, explore.Goal{Invariant: row.invariant}, 600)
			require.True(t, ok, o.Text)
			if c.mutant == "queue-before-store" {
				again, _ := explore.Shrink(trial, explore.Goal{Invariant: row.invariant}, 600)
				require.Equal(t, s.Trial, again.Trial, "shrinking is deterministic")
			}
			lines := strings.Count(s.Text, "\n")
			t.Logf("%d lines and %d switches became %d and %d in %d tries:\n%s%s", strings.Count(o.Text, "\n"), explore.Switches(o.Choices),
				lines, explore.Switches(s.Choices), s.Tries, s.Text, sim.FormatChoices(s.Choices, s.Outcome.CPUs))
			assert.LessOrEqual(t, lines, c.lines)
			assert.LessOrEqual(t, explore.Switches(s.Choices), c.switches)
			assert.LessOrEqual(t, s.Tries, 600)
			assert.False(t, s.Healed)
			assert.Contains(t, broken(t, s.Trial, s.Outcome.CPUs), row.invariant)
			right := s.Trial
			right.Text = strings.Replace(s.Text, "mutant "+c.mutant+"\n", "", 1)
			require.NotEqual(t, s.Text, right.Text)
			assert.Empty(t, broken(t, right, s.Outcome.CPUs))
		})
	}
}

// broken runs a trial as anybody would, by a list of choices and then by the
// cost model, and lists the invariants that are broken.
func broken(t *testing.T, trial explore.Trial, cpus int) []string {
	s, err := engine.Parse("trial", []byte(trial.Text))
	require.NoError(t, err)
	r, err := engine.New(s)
	require.NoError(t, err)
	r.Kernel.M.Until = sim.Inf - 1
	choices, err := sim.ParseChoices(sim.FormatChoices(trial.Choices, cpus), cpus)
	require.NoError(t, err)
	r.Sched = &sim.Replay{Choices: choices}
	check.Watch(r, 1)
	for range len(choices) + 20000 {
		if !r.Step() {
			break
		}
	}
	require.NoError(t, r.Err)
	var all []string
	for _, v := range r.Violations {
		if !slices.Contains(all, v.Invariant) {
			all = append(all, v.Invariant)
		}
	}
	return all
}

// What does not fail is not shrunk.
func TestNothingIsShrunkToNothing(t *testing.T) {
	o := explore.Seed(1, explore.Options{})
	s, ok := explore.Shrink(explore.Trial{Text: o.Text, Choices: o.Choices}, explore.Goal{Invariant: "S1"}, 50)
	assert.False(t, ok)
	assert.Equal(t, o.Text, s.Text)
	assert.Equal(t, 2, s.Tries)
}
