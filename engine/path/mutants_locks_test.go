package path_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/path"
)

// Each planted bug of the locks is found in a small scenario, with the
// invariants that it breaks and no others; without it nothing is.
func TestLockMutantsAreFound(t *testing.T) {
	for _, c := range []struct {
		mutant, text string
		says         []string
	}{
		{"assert-template", "machine cpus=1 qpw=n" + small + "task t cpu=0 { alloc c }",
			[]string{"A1: lockdep: t on CPU 0 asserts that cpu_sheaves->lock is held and names no CPU's instance"}},
		{"nolock-frees-to-slab", "machine cpus=1 qpw=0\ncache c size=64 capacity=1 slabobjs=1\ntask t cpu=0 { loop { alloc c n=60; free c n=all } }\nnmi n cpu=0 at=1us every=1713ns { free c n=all; alloc c n=5 gfp=nolock }\nuntil 400us",
			[]string{"S20: n calls __slab_free where no lock may be waited for", "L4: lockdep: n on CPU 0 waits for list_lock of node 0 in an NMI", "L4: n on CPU 0 can never go on: n waits for list_lock of node 0, held by t; t is interrupted by n"}},
		{"nolock-waits-for-barn", "machine cpus=1 qpw=0\ncache c size=64 capacity=1\ntask t cpu=0 { loop { alloc c n=9; free c n=all } }\nnmi n cpu=0 at=1us every=1711ns { alloc c n=5 gfp=nolock; free c n=all }\nuntil 400us",
			[]string{"L4: lockdep: n on CPU 0 waits for barn->lock of node 0 in an NMI", "L4: lockdep: n on CPU 0 waits for barn->lock of node 0 in an NMI"}},
		{"flush-holds-sheaf-lock", "machine cpus=2 qpw=1" + small + "task t cpu=0 { alloc c n=2; free c n=all; shrink c }\ntask u cpu=1 { alloc c n=2; free c n=all }",
			[]string{"L2: lockdep: t on CPU 0 takes cpu_sheaves->lock of CPU 0 and holds cpu_sheaves->lock of CPU 0, of the same class", "L2: t on CPU 0 can never go on: t waits for cpu_sheaves->lock of CPU 0, held by itself"}},
		{"flush-holds-sheaf-lock", "machine cpus=2 qpw=0" + small + "task t cpu=0 { sleep 9us; shrink c }\ntask u cpu=1 { alloc c n=2; free c n=all }",
			[]string{"S20: lockdep: t on CPU 0 calls what can sleep from an invalid context: preemption is disabled once", "L2: lockdep: "}},
		{"flush-wants-slab-mutex", "machine cpus=2 qpw=n" + small + "task t cpu=0 { alloc c n=2; free c n=all; destroy c }",
			[]string{"L2: lockdep: kworker/0:0 on CPU 0 takes slab_mutex under (work)flush", "L2: kworker/0:0 on CPU 0 can never go on: kworker/0:0 waits for slab_mutex, held by t; t waits in flush_work for kworker/0:0"}},
		{"flush-wants-slab-mutex", "machine cpus=2 qpw=0" + small + "task t cpu=0 { alloc c n=2; free c n=all; shrink c }",
			[]string{}},
	} {
		t.Run(c.mutant, func(t *testing.T) {
			m, ok := path.MutantByName(c.mutant)
			require.True(t, ok)
			assert.Empty(t, found(t, c.text))
			got := found(t, c.text+"\nmutant "+c.mutant)
			require.Len(t, got, len(c.says), "%s", strings.Join(got, "\n"))
			for i := range got {
				assert.True(t, strings.HasPrefix(got[i], c.says[i]), "%s", got[i])
				id, _, _ := strings.Cut(got[i], ":")
				assert.True(t, slices.Contains(m.Breaks, id), "%s", got[i])
			}
		})
	}
}

func found(t *testing.T, text string) []string {
	s, err := engine.Parse("mutant", []byte(text))
	require.NoError(t, err)
	res, err := check.Execute(s)
	require.NoError(t, err)
	out := []string{}
	for _, v := range res.Violations {
		out = append(out, v.Invariant+": "+v.Text)
	}
	return out
}
