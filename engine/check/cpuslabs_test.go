package check_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
)

// old makes a random scenario one of 6.18: the cache with sheaves or without,
// and a task that allocates without waiting while interrupts come in.
func old(text, sheaves string) string {
	text = strings.Replace(text, "cache c size=64", "cache c sheaves="+sheaves+" size=4096", 1)
	text = strings.ReplaceAll(text, "kvfree_rcu_barrier c\n", "kvfree_rcu_barrier\n")
	return "kernel generation=6.18\n" + text +
		"task nolock cpu=0 start=1us { loop 80 { alloc c n=9 gfp=nolock; free c n=all } }\n" +
		"irq busy cpu=0 at=1100ns every=1100ns { alloc c n=5; free c n=all }\n"
}

// Random programs break nothing on 6.18 either, with CPU slabs below sheaves
// and alone. Objects of a page each leave room for few partial slabs on a CPU, and every way through them is taken.
func TestRandomProgramsAreSoundWithCPUSlabs(t *testing.T) {
	programs := 20
	if short() {
		programs = 14
	}
	reached := map[string]int64{}
	for seed := range programs {
		for _, sheaves := range []string{"on", "off"} {
			g := generator{r: sim.NewRand(uint64(seed), 32)}
			text := old(strings.Replace(g.scenario("n", "off"), "until 12ms", "until 300us", 1), sheaves)
			res := soundRun(t, seed, text)
			again := soundRun(t, seed, text)
			require.Equal(t, res.Hash, again.Hash, text)
			for name, n := range res.Stats {
				reached[name] += n
				if sheaves == "off" && (strings.HasSuffix(name, "_PCS") || strings.HasPrefix(name, "SHEAF_ALLOC")) {
					require.Zero(t, n, "%s without sheaves in\n%s", name, text)
				}
			}
			for name, c := range res.Caches {
				require.Equal(t, c.Slabs*int64(c.SlabObjects), c.Live+c.InSheaves+c.InBarns+c.InSlabsFree, "%s of\n%s", name, text)
				require.Zero(t, c.Lost, "%s of\n%s", name, text)
				require.LessOrEqual(t, c.InCPUSlabs, c.InSlabsFree, "%s of\n%s", name, text)
			}
		}
	}
	for _, name := range []string{"ALLOC_PCS", "FREE_PCS", "ALLOC_FASTPATH", "ALLOC_SLOWPATH", "FREE_FASTPATH", "FREE_SLOWPATH", "FREE_FROZEN",
		"ALLOC_FROM_PARTIAL", "ALLOC_REFILL", "CPUSLAB_FLUSH", "DEACTIVATE_FULL", "DEACTIVATE_EMPTY", "DEACTIVATE_TO_HEAD", "DEACTIVATE_TO_TAIL",
		"DEACTIVATE_REMOTE_FREES", "DEACTIVATE_BYPASS", "CMPXCHG_DOUBLE_CPU_FAIL", "CPU_PARTIAL_ALLOC", "CPU_PARTIAL_FREE", "CPU_PARTIAL_NODE",
		"CPU_PARTIAL_DRAIN", "ALLOC_NODE_MISMATCH", "FREE_ADD_PARTIAL", "FREE_SLAB", "SHEAF_REFILL", "SHEAF_FLUSH"} {
		assert.Positive(t, reached[name], "%s is never reached", name)
	}
}
