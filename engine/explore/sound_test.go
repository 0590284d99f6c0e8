package explore

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/scenario"
)

func parsedSmall(t *testing.T) []*scenario.Scenario {
	t.Helper()
	var all []*scenario.Scenario
	for _, folder := range []string{"tiny", "small"} {
		files, err := filepath.Glob("testdata/" + folder + "/*.barn")
		require.NoError(t, err)
		require.NotEmpty(t, files)
		for _, f := range files {
			text, err := os.ReadFile(f)
			require.NoError(t, err)
			s, err := engine.Parse(filepath.Base(f), text)
			require.NoError(t, err)
			all = append(all, s)
		}
	}
	return all
}

// Everybody has acted in every state that a search is done with, and the way to
// a state leads there again.
func TestEveryStepIsTaken(t *testing.T) {
	for _, s := range parsedSmall(t) {
		for _, full := range []bool{true, false} {
			x, _, err := searched(s, Limits{States: 3000, Full: full, remember: true})
			require.NoError(t, err)
			skipped, done := 0, 0
			for n := uint32(0); n < 1500; n++ {
				w := x.again(n)
				require.Equal(t, x.table.prints.at(n), w.situation(), "%s: state %d", s.Name, n)
				if n < x.table.before {
					done++
					for _, a := range w.turns(nil) {
						if x.table.whole[n]>>uint32(a)&1 == 0 {
							skipped++
						}
					}
				}
				x.spare = append(x.spare, w)
			}
			assert.Positive(t, done, s.Name)
			assert.Zero(t, skipped, "%s, full %v: steps of %d states that were not taken", s.Name, full, done)
		}
	}
}
