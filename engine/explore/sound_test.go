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
	for _, text := range []string{
		"machine cpus=2 qpw=1\ncache c size=64 capacity=1 slabobjs=2\ntask a cpu=0 { alloc c }\ntask b cpu=1 { alloc c }",
		"machine cpus=2 qpw=0\ncache c size=64 capacity=1 slabobjs=2\ntask a cpu=1 { alloc c }\ntask b cpu=0 { shrink c }",
		"machine cpus=1 qpw=1\ncache c size=64 capacity=1 slabobjs=2\ntask a cpu=0 { alloc c n=2; free c n=2 }\nirq i cpu=0 at=1us { alloc c; free c }",
		"machine cpus=1 rt=on qpw=0 fairserver=off\ncache c size=64 capacity=1 slabobjs=2\ntask a cpu=0 { alloc c; free c }\ntask b cpu=0 fifo=5 start=1us { alloc c; free c }",
	} {
		s, err := engine.Parse("tiny", []byte(text))
		require.NoError(t, err)
		all = append(all, s)
	}
	files, _ := filepath.Glob("testdata/small/*.barn")
	for _, f := range files {
		text, err := os.ReadFile(f)
		require.NoError(t, err)
		s, err := engine.Parse(filepath.Base(f), text)
		require.NoError(t, err)
		all = append(all, s)
	}
	return all
}

// Everybody has acted in every state that a search is done with, and the way to
// a state leads there again.
func TestEveryStepIsTaken(t *testing.T) {
	for _, s := range parsedSmall(t) {
		for _, full := range []bool{true, false} {
			x, err := newSearch(s, Limits{States: 3000, Full: full})
			require.NoError(t, err)
			r, err := x.run()
			require.NoError(t, err)
			skipped, done := 0, 0
			for n := uint32(0); n < 1500; n++ {
				w := x.again(n)
				require.Equal(t, x.table.prints[n], w.situation(), "%s: state %d", s.Name, n)
				if int(x.table.level[n])+1 < r.Turns {
					done++
					for _, a := range w.turns(nil) {
						if !x.table.taken(n, a) {
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
