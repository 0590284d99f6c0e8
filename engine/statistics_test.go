package engine_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
)

// TestStatisticsOfEachEvent is the matrix of kernel.md 2.23, row by row: the
// last statement of a task counts exactly these, in every configuration. What
// comes before it is run alone and taken off.
func TestStatisticsOfEachEvent(t *testing.T) {
	type stats = map[string]int64
	const small = "cache c size=64 capacity=2 slabobjs=4\n"
	for _, c := range []struct {
		row, machine, rest string
		before, event      string
		want               stats
	}{
		{"alloc hit", "cpus=1", small, "alloc c n=2; free c n=2", "alloc c", stats{"ALLOC_FASTPATH": 1}},
		{"alloc hit in the spare", "cpus=1", small, "alloc c n=4; free c n=3; alloc c", "alloc c", stats{"ALLOC_FASTPATH": 1}},
		{"alloc with barn exchange", "cpus=1", small, "alloc c n=6; free c n=6; alloc c n=4", "alloc c", stats{"BARN_GET": 1, "ALLOC_FASTPATH": 1}},
		{"alloc with refill, a new sheaf and a new slab", "cpus=1", small, "", "alloc c",
			stats{"BARN_GET_FAIL": 1, "SHEAF_ALLOC": 1, "SHEAF_REFILL": 2, "ALLOC_SLAB": 1, "ALLOC_FASTPATH": 1}},
		{"alloc with refill of the empty spare from a partial slab", "cpus=1", small, "alloc c n=2", "alloc c",
			stats{"BARN_GET_FAIL": 1, "SHEAF_REFILL": 2, "ALLOC_FASTPATH": 1}},
		{"alloc that cannot refill", "cpus=1", "kernel generation=7.0-rc1\n" + small, "", "alloc c gfp=atomic",
			stats{"BARN_GET_FAIL": 1, "ALLOC_SLOWPATH": 1, "ALLOC_SLAB": 1}},
		{"alloc that cannot refill, a partial slab", "cpus=1", "kernel generation=7.0-rc1\n" + small, "alloc c gfp=atomic", "alloc c gfp=atomic",
			stats{"BARN_GET_FAIL": 1, "ALLOC_SLOWPATH": 1}},
		{"alloc of another node", "cpus=2 nodes=2", small, "alloc c node=1", "alloc c node=1", stats{"ALLOC_NODE_MISMATCH": 1, "ALLOC_SLOWPATH": 1}},
		{"free hit", "cpus=1", small, "alloc c n=2", "free c", stats{"FREE_FASTPATH": 1}},
		{"free hit in the spare", "cpus=1", small, "alloc c n=4; free c n=2", "free c", stats{"FREE_FASTPATH": 1}},
		{"free with barn exchange", "cpus=1", small, "alloc c n=6; free c n=6; alloc c n=6; free c n=4", "free c", stats{"BARN_PUT": 1, "FREE_FASTPATH": 1}},
		{"free, barn full", "cpus=1", small, "alloc c n=26; free c n=24", "free c",
			stats{"BARN_PUT_FAIL": 1, "SHEAF_FLUSH": 2, "FREE_FASTPATH": 1, "FREE_ADD_PARTIAL": 1}},
		{"free, no empty sheaf and no spare: a sheaf is made (kfree_rcu has the spare)", "cpus=1", small, "alloc c n=2; kfree_rcu c; free c; bulk_alloc c n=8; free c n=2", "free c",
			stats{"SHEAF_ALLOC": 1, "FREE_FASTPATH": 1}},
		{"free, no empty sheaf, both full: a sheaf is made, main goes to the barn", "cpus=1", small, "alloc c n=8; free c n=4", "free c",
			stats{"SHEAF_ALLOC": 1, "BARN_PUT": 1, "FREE_FASTPATH": 1}},
		{"free, remote", "cpus=2 nodes=2", small, "alloc c n=4 node=1; free c", "free c", stats{"FREE_SLOWPATH": 1}},
		{"kfree_rcu", "cpus=1", small, "alloc c n=2", "kfree_rcu c", stats{"FREE_RCU_SHEAF": 1}},
		{"bulk alloc: from main, then from slabs", "cpus=1", small, "alloc c n=3", "bulk_alloc c n=3", stats{"ALLOC_FASTPATH": 1, "BARN_GET_FAIL": 1, "ALLOC_SLOWPATH": 2, "ALLOC_SLAB": 1}},
		{"prefill: the spare", "cpus=1", small, "alloc c n=2", "prefill c n=1", stats{"SHEAF_PREFILL_FAST": 1, "SHEAF_REFILL": 2}},
		{"prefill: oversize", "cpus=1", small, "", "prefill c n=4", stats{"SHEAF_PREFILL_OVERSIZE": 1, "ALLOC_SLOWPATH": 4, "ALLOC_SLAB": 1}},
		{"flush of one CPU: spare and main", "cpus=1", small, "alloc c n=4; free c n=3", "shrink c",
			stats{"SHEAF_FLUSH": 3, "SHEAF_FREE": 1, "FREE_ADD_PARTIAL": 1}},
	} {
		for _, cfg := range configurations() {
			t.Run(c.row+"/"+cfg.name, func(t *testing.T) {
				counts := func(event string) stats {
					text := fmt.Sprintf("machine %s\n%stask t cpu=0 { %s; %s }\n", c.machine, c.rest, c.before, event)
					if c.before == "" {
						text = fmt.Sprintf("machine %s\n%stask t cpu=0 { %s }\n", c.machine, c.rest, event)
					}
					res, err := engine.Execute(under(t, text, cfg))
					require.NoError(t, err, text)
					return res.Stats
				}
				before, after, got := counts("work 1ns"), counts(c.event), stats{}
				for name, n := range after {
					if d := n - before[name]; d != 0 {
						got[name] = d
					}
				}
				want := c.want
				switch { // on PREEMPT_RT it goes past the sheaves, which leaves the spare where it is, and to its slab
				case cfg.rt == "on" && strings.Contains(c.event, "kfree_rcu"):
					want = stats{"FREE_SLOWPATH": 1}
				case cfg.rt == "on" && strings.Contains(c.before, "kfree_rcu"):
					want = stats{"FREE_FASTPATH": 1}
				}
				assert.Equal(t, want, got)
			})
		}
	}
}

// The rows of the matrix in which somebody else has the lock: exactly one of
// many allocations and frees goes to the slabs, and counts there only. (A bulk
// allocation takes a whole slab and gives the rest back, FREE_ADD_PARTIAL.)
func TestStatisticsWhenTheLockIsTaken(t *testing.T) {
	const text = "machine cpus=1\ncache c size=64 capacity=2 slabobjs=8\ncost store=3000\ntask t cpu=0 { alloc c; loop 4 { alloc c; free c } }\n"
	calm := run(t, text)
	for _, c := range []struct {
		handler string
		want    map[string]int64
	}{
		{"irq dev cpu=0 at=40000cy { alloc c }", map[string]int64{"ALLOC_SLOWPATH": 1}},
		{"irq dev cpu=0 at=40000cy { bulk_alloc c n=1; free c }", map[string]int64{"ALLOC_SLOWPATH": 1, "FREE_SLOWPATH": 1, "FREE_ADD_PARTIAL": 1}},
		{"irq dev cpu=0 at=40000cy { bulk_alloc c n=1; kfree_rcu c }", map[string]int64{"ALLOC_SLOWPATH": 1, "FREE_ADD_PARTIAL": 1, "FREE_RCU_SHEAF_FAIL": 1, "FREE_SLOWPATH": 1}},
		{"nmi dev cpu=0 at=40000cy { alloc c gfp=nolock; free c }", map[string]int64{"ALLOC_SLOWPATH": 1, "FREE_SLOWPATH": 1}},
	} {
		res := run(t, "%s", text+c.handler)
		for name, n := range res.Stats {
			assert.Equal(t, c.want[name], n-calm.Stats[name], "%s: %s", c.handler, name)
		}
	}
}

// The last row: a flush of another CPU counts where it is done, on that CPU in
// modes A to D, on the one who asks in E and F; of a collector that it finds,
// the callback counts later, there too.
func TestWhereAFlushCounts(t *testing.T) {
	const text = "machine cpus=2\ncache c size=64 capacity=4 slabobjs=8\ntask t cpu=1 { alloc c n=3; free c n=2; kfree_rcu c }\ntask admin cpu=0 start=20us { shrink c }\n"
	for _, cfg := range configurations() {
		res, err := engine.Execute(under(t, text, cfg))
		require.NoError(t, err)
		flusher := 1
		if cfg.qpw == "1" {
			flusher = 0
		}
		asked, other := res.StatsByCPU[flusher], res.StatsByCPU[1-flusher]
		collected := 1
		if cfg.rt == "on" {
			collected = 0 // kfree_rcu goes past the sheaves
		}
		assert.EqualValues(t, 3+collected, asked["SHEAF_FLUSH"], cfg.name)
		assert.EqualValues(t, 1, asked["SHEAF_FREE"], cfg.name)
		assert.Zero(t, other["SHEAF_FLUSH"]+other["SHEAF_FREE"], cfg.name)
	}
}
