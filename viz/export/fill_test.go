package export

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/history"
	"barnyard/engine/scenario"
)

// Looking at what a step can reach finds what looking at everything finds, at the
// same step: in every built-in, in each mode, with CPUs that go and caches that are
// destroyed among them.
func TestLookingWhereAStepCanReachMissesNothing(t *testing.T) {
	for _, b := range scenario.Builtins() {
		for _, qpw := range []string{"0", "1"} {
			missesNothing(t, begunHistory(t, b.Name, "qpw", qpw, "until", "300us"))
		}
	}
}

func missesNothing(t *testing.T, h *history.History) {
	t.Helper()
	k, s := h.Run.Kernel, h.Run.Scenario
	some, all := newWatcher(k, len(s.Mutants) > 0), newWatcher(k, true)
	var got, want []fill
	steps := 0
	for more := true; more && steps < 60_000; steps++ {
		more = h.Advance(1)
		got, want = some.look(k, got), all.lookAtAll(k, want)
	}
	assert.Equal(t, byGauge(want), byGauge(got), "%s, qpw=%s", s.Name, s.Machine.QPW)
	assert.Equal(t, all.last, some.last, "%s, qpw=%s", s.Name, s.Machine.QPW)
	assert.Positive(t, steps)
}

// With a planted bug a CPU may be at another's sheaf, by a pointer that was left.
func TestAPlantedBugHidesNoChange(t *testing.T) {
	files, err := filepath.Glob("../../engine/testdata/mutants/*.barn")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, name := range files {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		missesNothing(t, begun(t, name, text, "until", "300us"))
	}
	missesNothing(t, begun(t, "left", []byte(leftLinked)))
}

// leftLinked: CPU 0 keeps its pointer to a spare that has been freed, and that is
// CPU 1's then.
const leftLinked = `machine cpus=2
cache c size=64 capacity=2 slabobjs=8
task t cpu=0 { alloc c n=2; free c n=2; shrink c }
task u cpu=1 start=20us { alloc c n=14; free c n=6 }
mutant flush-leaves-spare-linked
until 60us
`

// A gauge is what the pointer leads to; the result counts the sheaf once, where it
// is.
func TestAGaugeFollowsThePointer(t *testing.T) {
	r := Record(begun(t, "left", []byte(leftLinked)), "", "")
	k, c := r.kernel(), r.h.Run.Result().Caches["c"]
	for cpu, want := range c.CPUs {
		g := gauge{spareFill, 0, int32(cpu)}
		assert.EqualValues(t, 2, g.value(k.Heap), "CPU %d", cpu)
		if cpu == 0 {
			assert.Nil(t, want.Spare)
			continue
		}
		assert.EqualValues(t, 2, *want.Spare)
	}
	assert.Equal(t, c.Slabs*int64(c.SlabObjects), c.Live+c.InSheaves+c.InBarns+c.InSlabsFree)
	assert.Zero(t, c.Lost)
}

// byGauge is what each gauge came to: of one step they may stand in any order.
func byGauge(all []fill) map[int32][]fill {
	out := map[int32][]fill{}
	for _, f := range all {
		out[f.gauge] = append(out[f.gauge], f)
	}
	return out
}
