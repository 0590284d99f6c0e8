package check_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/slub"
)

func load(t *testing.T, name, qpw, rt string) *engine.Run {
	t.Helper()
	b, ok := scenario.Lookup(name)
	require.True(t, ok, name)
	s, err := engine.Parse(b.Name, []byte(b.Text))
	require.NoError(t, err)
	require.NoError(t, s.Set("qpw", qpw))
	require.NoError(t, s.Set("rt", rt))
	r, err := engine.New(s)
	require.NoError(t, err)
	return r
}

// Nothing is ever broken in a correct run, after any step, but what is claimed
// to be.
func TestBuiltinsAreSound(t *testing.T) {
	for _, b := range scenario.Builtins() {
		for _, qpw := range []string{"n", "0", "1"} {
			for _, rt := range []string{"off", "on"} {
				t.Run(b.Name+"/"+qpw+"/"+rt, func(t *testing.T) {
					r := load(t, b.Name, qpw, rt)
					check.Watch(r, every(t, r))
					require.NoError(t, r.Finish().Err)
					if !claimed(r) {
						assert.Empty(t, r.Violations)
					}
				})
			}
		}
	}
}

// claimed reports whether a claim that holds says how many violations there
// are: scenarios about what is wrong with a kernel do.
func claimed(r *engine.Run) bool {
	claims := r.Result().Claims
	for i := range r.Scenario.Claims {
		c := &r.Scenario.Claims[i]
		if !c.Applies(r.Scenario) {
			continue
		}
		if c.Kind == scenario.ClaimViolations && claims[0].Holds {
			return true
		}
		claims = claims[1:]
	}
	return false
}

// every is the distance of checks: each step, or with -short some.
// Where a run makes a hundred thousand objects the distance grows with them.
func every(t *testing.T, r *engine.Run) uint32 {
	if r.Scenario.Name == engine.BenchName {
		return 0
	}
	if short() {
		return 97
	}
	return 1
}

// Each damage makes exactly the invariants speak that it breaks.
func TestDamageIsFound(t *testing.T) {
	var main, barnSheaf slub.SheafID
	for _, c := range []struct {
		name   string
		damage func(k *path.Kernel)
		want   []string
	}{
		{"an object is lost from a sheaf", func(k *path.Kernel) { k.Heap.Sheaves[main].Size-- }, []string{"S1"}},
		{"an object is in two sheaves", func(k *path.Kernel) { *k.Heap.Slot(main, 0) = *k.Heap.Slot(main, 1) }, []string{"S1"}},
		{"a sheaf is main and spare", func(k *path.Kernel) { k.Heap.PCS[0].Spare = main }, []string{"S4", "S3", "S7"}},
		{"main is gone", func(k *path.Kernel) { k.Heap.PCS[0].Main = slub.None }, []string{"S4", "S3", "S7"}},
		{"a full sheaf is empty", func(k *path.Kernel) { k.Heap.Sheaves[barnSheaf].Size = 0 }, []string{"S1", "S6"}},
		{"a counter of the barn is off", func(k *path.Kernel) { k.Heap.Barns[0].NrFull++ }, []string{"S7"}},
		{"a sheaf is not counted", func(k *path.Kernel) { *k.Heap.StatOf(0, 0, slub.SheafAllocStat)-- }, []string{"S7"}},
		{"a sheaf is said to have gone uncounted", func(k *path.Kernel) { k.Heap.Uncounted++ }, []string{"S7"}},
		{"a slab waits for a grace period and is alive", func(k *path.Kernel) { k.Heap.Slabs[0].Waiting = true }, []string{"S12"}},
		{"a hook has kept an object that is not there", func(k *path.Kernel) { k.Quarantine[0].Kept.N++ }, []string{"S1"}},
		{"a slab miscounts", func(k *path.Kernel) { k.Heap.Slabs[0].Inuse++ }, []string{"S11"}},
		{"the partial list miscounts", func(k *path.Kernel) { k.Heap.Nodes[0].NrPartial++ }, []string{"S12"}},
		{"a task inherits from nobody", func(k *path.Kernel) { k.M.Threads[0].FIFO = 1 }, []string{"R1"}},
		{"a task ends with preemption off", func(k *path.Kernel) { k.M.Threads[0].Preempt = 1 }, []string{"S10"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := load(t, "free-burst", "0", "off").Finish().Kernel
			main, barnSheaf = k.Heap.PCS[0].Main, k.Heap.Barns[0].Full
			require.Empty(t, check.World(k))
			c.damage(k)
			assert.Equal(t, c.want, names(check.World(k)))
		})
	}
}

// names are the invariants that spoke, each once, in order of first speech.
func names(found []check.Broken) []string {
	var out []string
	for _, b := range found {
		known := false
		for _, n := range out {
			known = known || n == b.Invariant
		}
		if !known {
			out = append(out, b.Invariant)
		}
	}
	return out
}
