package engine_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// Each planted bug has a scenario that shows it: testdata/mutants/NAME.barn,
// the smallest that we know. Its comments say how the bug comes out and which
// invariants speak, first the one that speaks first:
//
//	# finds S14 S1
//
// and, where the order of steps matters more than a cost model can say,
//
//	# choices r0*12 r1*3
//
// With the bug exactly these invariants are broken, or these "and more" where
// the damage takes its course; without it none.
func TestMutantsAreFound(t *testing.T) {
	files, err := filepath.Glob("testdata/mutants/*.barn")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var table []string
	for _, m := range path.Mutants() {
		file := filepath.Join("testdata", "mutants", m.Name+".barn")
		if !slices.Contains(files, file) {
			t.Errorf("%s %s has no scenario", m.Number, m.Name)
			continue
		}
		t.Run(m.Name, func(t *testing.T) { table = append(table, foundRow(t, &m, file)) })
	}
	assert.Len(t, table, len(files), "a scenario belongs to no mutant")
	t.Log("planted bug, invariants, the first one at step and time\n" + strings.Join(table, "\n"))
}

// foundRow runs a scenario with and without its bug.
func foundRow(t *testing.T, m *path.Mutant, file string) string {
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Contains(t, string(text), "\nmutant "+m.Name+"\n")
	r := runMutant(t, string(text))
	var got []string
	for _, v := range r.Violations {
		if !slices.Contains(got, v.Invariant) {
			got = append(got, v.Invariant)
		}
		t.Logf("%s at step %d, %d ns: %s", v.Invariant, v.Step, v.TimeNs, v.Text)
	}
	want := strings.Fields(comment(string(text), "finds"))
	if n := len(want); n > 2 && want[n-2] == "and" {
		assert.Subset(t, got, want[:n-2], "%s", file)
	} else {
		assert.Equal(t, want, got, "%s", file)
	}
	assert.NotEmpty(t, want)
	assert.True(t, slices.ContainsFunc(m.Breaks, func(b string) bool { return slices.Contains(got, b) }), "%s breaks %v and shows %v", m.Name, m.Breaks, got)
	right := runMutant(t, strings.Replace(string(text), "\nmutant "+m.Name+"\n", "\n", 1))
	assert.Empty(t, right.Violations, "without the bug")
	if len(r.Violations) == 0 {
		return m.Name
	}
	v := r.Violations[0]
	return fmt.Sprintf("%-4s %-34s %-14s step %6d %10d ns  %s", m.Number, m.Name, strings.Join(got, " "), v.Step, v.TimeNs, v.Text)
}

// comment is what stands behind a word in a comment of its own.
func comment(text, word string) string {
	for _, line := range strings.Split(text, "\n") {
		if rest, ok := strings.CutPrefix(line, "# "+word+" "); ok {
			return rest
		}
	}
	return ""
}

func runMutant(t *testing.T, text string) *engine.Run {
	s, err := engine.Parse("mutant", []byte(text))
	require.NoError(t, err)
	r, err := engine.New(s)
	require.NoError(t, err)
	check.Watch(r, 1)
	var replay *sim.Replay
	if list := comment(text, "choices"); list != "" {
		choices, err := sim.ParseChoices(list, len(r.Kernel.M.CPUs))
		require.NoError(t, err)
		replay = &sim.Replay{Choices: choices}
		r.Sched = replay
	}
	defer func() {
		if p := recover(); p != nil {
			t.Fatalf("panic %v at step %d", p, r.Kernel.M.Step)
		}
	}()
	require.NoError(t, r.Finish().Err)
	if replay != nil && !strings.Contains(text, "\nmutant ") {
		return r // the list is that of the run with the bug
	}
	if replay != nil {
		require.NoError(t, replay.Err)
	}
	return r
}
