package engine_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/same"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// Every kind of event is told in words of its own. testdata/told.txt has the
// first of each that comes about in the runs which are the same everywhere, and
// where; a kind that comes about in none of them is told of a made-up event.
func TestEveryEventIsTold(t *testing.T) {
	runs, err := same.Runs(os.DirFS("testdata"))
	require.NoError(t, err)
	var first [sim.NKinds]string
	seen := map[string]bool{}
	for i := range runs {
		r := &runs[i]
		if seen[r.Scenario] { // one configuration of each will do
			continue
		}
		seen[r.Scenario] = true
		s, err := r.Parsed()
		require.NoError(t, err)
		run, err := engine.New(s)
		require.NoError(t, err)
		tellFirst(t, run, &first, r.Scenario)
	}
	var b strings.Builder
	for k, text := range first {
		spec := sim.EventSpecs()[k]
		if sim.Kind(k) == sim.EvNone {
			continue
		}
		if text == "" {
			text = "in none of these runs"
		}
		fmt.Fprintf(&b, "%-16s %s\n", spec.Name, text)
	}
	const file = "testdata/told.txt"
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(b.String()), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), b.String())
}

// tellFirst notes the first sentence of each kind, and that the end of the run
// has the same words for it.
func tellFirst(t *testing.T, run *engine.Run, first *[sim.NKinds]string, where string) {
	type told struct {
		e    sim.Event
		text string
	}
	var all []told
	const mostSteps = 200_000
	for n := 0; n < mostSteps && run.Step(); n++ {
		for i := range run.Kernel.M.Events {
			e := run.Kernel.M.Events[i]
			if first[e.Kind] != "" {
				continue
			}
			text := run.Kernel.EventText(&e)
			first[e.Kind] = text + "  [" + where + "]"
			all = append(all, told{e, text})
			assert.NotContains(t, text, sim.EventSpecs()[e.Kind].What, "%s is told with numbers", sim.EventSpecs()[e.Kind].Name)
		}
	}
	for i := range all {
		assert.Equal(t, all[i].text, run.Kernel.EventText(&all[i].e), "the same words whenever it is told")
	}
}

// LineName knows each line that a machine has.
func TestEveryCacheLineHasAName(t *testing.T) {
	b, ok := scenario.Lookup("shrink-under-poll")
	require.True(t, ok)
	s, err := engine.Parse(b.Name, b.Text)
	require.NoError(t, err)
	r, err := engine.New(s)
	require.NoError(t, err)
	names := map[string]bool{}
	for i := range r.Kernel.M.Lines {
		name := r.Kernel.LineName(int32(i))
		assert.NotContains(t, name, "line ", "line %d", i)
		assert.False(t, names[name], "two lines are called %s", name)
		names[name] = true
	}
	assert.Equal(t, "slab 3", r.Kernel.LineName(-4))
	assert.Equal(t, "line 100000", r.Kernel.LineName(100000), "there is no such line")
}
