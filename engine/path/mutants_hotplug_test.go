package path_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/path"
)

// Each planted bug of migration and hotplug is found in a small scenario;
// without it nothing is.
func TestHotplugMutantsAreFound(t *testing.T) {
	for _, c := range []struct {
		mutant, text string
		says         []string
	}{
		{"sheaves-not-read-again", "machine cpus=2 qpw=n\ncache c size=64 capacity=4 slabobjs=8\ntask t cpu=0 { work 100us; alloc c }\nmove t cpu=1 at=300500cy", []string{"S2: t changes the sheaves of CPU 0 in __pcs_replace_empty_main", "S17: t changes the sheaves of CPU 0", "S9: t leaves __pcs_replace_empty_main with success, and main holds 0", "S5: t on CPU 1 takes an object from sheaf 1, which is empty"}},
		{"dead-cpu-keeps-collector", "machine cpus=2 qpw=n\ncache c size=64 capacity=4 slabobjs=8\ntask u cpu=1 { alloc c n=4; kfree_rcu c n=2 }\ntask t cpu=0 start=10us { offline 1; kvfree_rcu_barrier }", []string{"S13: CPU 1 is offline and its sheaves of c hold 2 objects", "S14: t comes back from kvfree_rcu_barrier, and object"}},
		{"flush-without-hotplug-lock", "machine cpus=2 qpw=1\ncost store=3000\ncache c size=64 capacity=4 slabobjs=8\ntask u cpu=1 { alloc c n=9; free c n=8 }\ntask s cpu=0 start=90us { shrink c }\ntask t cpu=0 start=90us { offline 1 }", []string{"S2: lockdep: s on CPU 0 asserts that it holds cpu_hotplug_lock, and nobody holds it; in flush_all_cpus_locked"}},
		{"collectors-without-hotplug-lock", "machine cpus=2 qpw=n\ncache c size=64 capacity=4 slabobjs=8\ntask u cpu=1 { alloc c n=4; kfree_rcu c n=2; sleep 10us; free c n=all }\ntask t cpu=0 start=90us { destroy c }", []string{"S2: lockdep: t on CPU 0 asserts that it holds cpu_hotplug_lock, and nobody holds it; in flush_rcu_sheaves_on_cache"}},
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
				assert.Contains(t, m.Breaks, id)
			}
		})
	}
}
