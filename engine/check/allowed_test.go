package check_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/check"
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// What looks broken and is not (kernel.md S5, S6, S8): runs in which it happens
// and nothing is reported.
func TestWhatIsAllowedIsNotReported(t *testing.T) {
	for _, c := range []struct {
		name, text string
		happens    func(k *path.Kernel) bool
	}{
		{
			"a spare is neither empty nor full: it was returned so",
			"machine cpus=1\ncache c size=64 capacity=4 slabobjs=4\ntask t cpu=0 { loop { prefill c n=2; alloc_from_sheaf c n=2; return_sheaf c; alloc c n=9; free c n=all } }\n",
			func(k *path.Kernel) bool { n := k.Heap.Size(k.Heap.PCS[0].Spare); return n > 0 && n < 4 },
		},
		{
			"a barn has more full sheaves than it should: several looked before any put",
			"machine cpus=4\ncache c size=64 capacity=1 slabobjs=4\n" +
				"task a cpu=0 { loop { alloc c n=20; kfree_rcu c n=20; kvfree_rcu_barrier } }\ntask b cpu=1 { loop { alloc c n=20; kfree_rcu c n=20; kvfree_rcu_barrier } }\n" +
				"task d cpu=2 { loop { alloc c n=20; kfree_rcu c n=20; kvfree_rcu_barrier } }\ntask e cpu=3 { loop { alloc c n=20; kfree_rcu c n=20; kvfree_rcu_barrier } }\n",
			func(k *path.Kernel) bool { return k.Heap.Barns[0].NrFull > slub.MaxFullSheaves },
		},
		{
			"a sheaf in a barn is not full: a hook has kept what is missing",
			"machine cpus=1\ncache c size=64 capacity=4 slabobjs=4 refuse=3\ntask t cpu=0 { loop { alloc c n=9; kfree_rcu c n=9; kvfree_rcu_barrier } }\n",
			func(k *path.Kernel) bool {
				s := k.Heap.Barns[0].Full
				return s >= 0 && k.Heap.Sheaves[s].Size < 4
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := start(t, c.text+"until 400ms\n")
			rand := sim.NewRand(4, 3)
			r.Sched = anyOrder{&rand}
			g, happened := check.NewGuard(r.Kernel, 1), 0
			for n := 0; n < 60_000 && happened < 50; n++ {
				require.True(t, r.Step())
				require.Empty(t, g.Step(r.Kernel), "step %d", r.Kernel.M.Step)
				if c.happens(r.Kernel) {
					happened++
				}
			}
			assert.Equal(t, 50, happened, "steps in which it is so")
		})
	}
}
