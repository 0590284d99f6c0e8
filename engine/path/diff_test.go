package path

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/qpw"
)

// Every version of the series fits every generation in every mode, and the
// code without it fits the one mode that it has.
func TestEverySeriesLinks(t *testing.T) {
	for _, g := range []string{"7.0-rc1", "7.0-rc3", "7.1"} {
		for _, p := range Patches() {
			for _, mode := range []qpw.Mode{qpw.NotBuilt, qpw.Off, qpw.On} {
				_, err := Link(named(Build{Mode: mode, Generation: g}, p.Name))
				if p.Name == Unpatched && mode != qpw.NotBuilt {
					assert.EqualError(t, err, "path: qpw="+mode.String()+" without the series that brings it")
					continue
				}
				require.NoError(t, err, "%s %s %s", g, p.Name, mode)
			}
		}
	}
}

// named is a build with a version of the series, or with a further patch.
func named(b Build, patch string) Build {
	if IsSeries(patch) {
		b.Series = patch
	} else {
		b.Patches = []string{patch}
	}
	return b
}

// The conversion leaves no unconverted lock or work behind, and the code
// without it knows no name of the series.
func TestConversionIsWhole(t *testing.T) {
	for _, p := range Patches() {
		funcs, err := Functions(named(Build{Generation: "7.1"}, p.Name))
		require.NoError(t, err)
		for _, l := range funcs {
			for _, op := range l.Ops {
				converted := strings.Contains(op.Call, "qpw_") || strings.Contains(op.Call, "pw_") || strings.Contains(op.Call, "percpu_work")
				switch {
				case p.Name == Unpatched:
					assert.False(t, converted, "%s calls %s", l.Name, op.Call)
				case strings.HasPrefix(op.Call, "local_") && !converted:
					t.Errorf("with %s %s still calls %s", p.Name, l.Name, op.Call)
				case op.Call == "queue_work_on" || op.Call == "flush_work":
					if l.Name == "__lru_add_drain_all" { // the buffer heads stay with the workqueue
						assert.Contains(t, []string{"queue it on that CPU: in every mode", "wait for its work item"}, op.Text)
						continue
					}
					assert.Contains(t, []string{"queue_percpu_work_on", "pw_queue_on", "flush_percpu_work", "pw_flush"}, l.Name, "%s in %s", op.Call, l.Name)
				}
			}
		}
	}
}

func TestDiffShowsWhatAnEditDoes(t *testing.T) {
	before, err := Functions(Build{Series: Unpatched, Generation: "7.1"})
	require.NoError(t, err)
	after, err := Functions(Build{Series: "pw-v4", Generation: "7.1"})
	require.NoError(t, err)
	assert.Empty(t, Diff(before, before))
	var batch *FuncDiff
	diffs := Diff(before, after)
	for i := range diffs {
		if diffs[i].Name == "__sheaf_flush_main_batch" {
			batch = &diffs[i]
		}
	}
	require.NotNil(t, batch)
	assert.Equal(t, []DiffLine{
		{'-', "__sheaf_flush_main_batch(cache)"},
		{'-', "lockdep: the sheaf lock is held"},
		{'-', "take up to 32 objects off this CPU's main, onto the stack"},
		{'-', "release this CPU's sheaf lock  [local_unlock]"},
		{'+', "__sheaf_flush_main_batch(cache, cpu)"},
		{'+', "take up to 32 objects off main, onto the stack"},
		{'+', "release the sheaf lock  [pw_unlock]"},
		{' ', "the objects go to their slabs  [__kmem_cache_free_bulk]"},
		{' ', "count SHEAF_FLUSH"},
		{' ', "return how many main still has"},
	}, batch.Lines)
}
