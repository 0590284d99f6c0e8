package engine_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// S14: when kvfree_rcu_barrier returns, everything that was given to kfree_rcu
// before it began is free, at whatever instant it begins: also while the last
// callback is running.
func TestTheBarrierWaitsForEverything(t *testing.T) {
	const text = `machine cpus=3 nodes=2 qpw=%s
cache c size=64 capacity=4 slabobjs=4
task far cpu=2 { alloc c n=30; give user c n=30 }
task user cpu=0 start=20us { alloc c n=70; kfree_rcu c n=100 }
task admin cpu=1 start=%dcy { kvfree_rcu_barrier }
until 60ms`
	for _, qpw := range []string{"0", "1"} {
		for start := 600_000; start < 25_000_000; start += 61_003 {
			s, err := engine.Parse("barrier", []byte(fmt.Sprintf(text, qpw, start)))
			require.NoError(t, err)
			r, err := engine.New(s)
			require.NoError(t, err)
			for r.Record.DoneAt[2] < 0 && r.Step() {
			}
			require.GreaterOrEqual(t, r.Record.DoneAt[2], int64(0), "the barrier returns")
			require.Zero(t, waiting(r), "qpw=%s, barrier from %d to %d cycles", qpw, start, r.Record.DoneAt[2])
		}
	}
}

// waiting is how many objects are on their way to being free.
func waiting(r *engine.Run) int64 {
	n := int64(0)
	for _, c := range r.Result().Caches {
		n += c.InRCU + c.InHand
	}
	return n
}

// No object that was given to kfree_rcu is free before a grace period that
// began after that has ended.
func TestNothingIsFreedBeforeItsGracePeriod(t *testing.T) {
	for seed := range 40 {
		s, err := engine.Parse("early", []byte(fmt.Sprintf(`machine cpus=3 nodes=2 qpw=%d jitter=30
cache c size=64 capacity=3 slabobjs=4
task far cpu=2 { loop 8 { alloc c n=6; give user c n=6; sleep 1ms } }
task user cpu=0 { loop 40 { alloc c n=5; kfree_rcu c n=5; work 173us } }
task more cpu=1 { loop 60 { alloc c n=4; kfree_rcu c n=4; work 111us } }
task late cpu=0 start=2ms { loop 4 { sleep 1700us } }
seed %d
until 40ms`, seed%2, seed)))
		require.NoError(t, err)
		r, err := engine.New(s)
		require.NoError(t, err)
		given := map[slub.ObjectID]int64{}
		begun := []int64{}
		ended := 0
		for r.Step() {
			for _, e := range r.Kernel.M.Events {
				switch e.Kind {
				case sim.ObjectFree:
					given[slub.ObjectID(e.A)] = e.Time
				case sim.RCUStart:
					begun = append(begun, e.Time)
				case sim.RCUEnd:
					ended++
				}
			}
			for o, at := range given {
				switch r.Kernel.Heap.Objects[o].Where {
				case slub.InSlab, slub.Held:
					covered := ended > 0 && begun[ended-1] >= at
					assert.True(t, covered, "object %d, given at %d, is free at %d", o, at, r.Kernel.M.Now)
					delete(given, o)
				}
			}
		}
	}
}
