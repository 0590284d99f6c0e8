package explore_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/explore"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
)

func small(t *testing.T, file string) *scenario.Scenario {
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	s, err := engine.Parse(filepath.Base(file), text)
	require.NoError(t, err)
	return s
}

func TestTryMutants(t *testing.T) {
	for _, m := range path.Mutants() {
		s := small(t, filepath.Join("..", "testdata", "mutants", m.Name+".barn"))
		line := ""
		for _, with := range []bool{true, false} {
			if !with {
				s.Mutants = nil
			}
			r, err := explore.Search(s, explore.Limits{States: 100_000})
			if err != nil {
				t.Logf("%-36s %v %v", m.Name, with, err)
				continue
			}
			found := "-"
			if r.Found != nil {
				found = ""
				for _, b := range r.Found.Broken {
					found += b.Invariant + " " + b.Text + "; "
				}
				found += r.Found.Steps.String()
			}
			t.Logf("%-36s %v %-10v states %7d complete=%v ends=%d turns %d %s", m.Name, with, strings.Join(m.Breaks, " "), r.States, r.Complete, r.Ends, turnsOf(r), found)
		}
		_ = line
	}
}

func turnsOf(r *explore.Report) int {
	if r.Found == nil {
		return 0
	}
	return r.Found.Turns()
}
