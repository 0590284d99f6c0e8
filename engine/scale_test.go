package engine_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/locking"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// builtinFor is a built-in scenario with some settings changed.
func builtinFor(t testing.TB, name string, settings ...string) *engine.Run {
	t.Helper()
	b, ok := scenario.Lookup(name)
	require.True(t, ok, name)
	s, err := engine.Parse(b.Name, b.Text)
	require.NoError(t, err)
	for i := 0; i < len(settings); i += 2 {
		require.NoError(t, s.Set(settings[i], settings[i+1]))
	}
	r, err := engine.New(s)
	require.NoError(t, err)
	return r
}

// scale is what a run of page-fault3 comes to.
type scale struct {
	perTask int64 // objects that a task gets in 1 ms while it runs
	list    int64 // list_locks taken in 1,000 objects
	barn    int64 // locks of barns
	waiting int64 // share of the tasks' time spent in waiting for locks, in 1,000
}

func scaleOf(t testing.TB, tasks, generation string) scale {
	r := builtinFor(t, "page-fault3", "cpus", tasks, "generation", generation)
	require.NoError(t, r.Finish().Err)
	busy, waited := int64(0), int64(0)
	for i := range r.Scenario.Tasks {
		require.Positive(t, r.Record.DoneAt[i], "every task ends")
		busy += r.Record.DoneAt[i]
		waited += r.Kernel.M.CPUs[i].LockWait
	}
	objects := r.Record.Events(sim.ObjectAlloc, -1)
	return scale{
		perTask: objects * r.Kernel.M.GHz * 1_000_000 / busy,
		list:    1000 * r.Record.Locks[locking.List] / objects,
		barn:    1000 * r.Record.Locks[locking.Barn] / objects,
		waiting: 1000 * waited / busy,
	}
}

// page-fault3 over the numbers of tasks of the benchmark (kernel.md 5.3), for
// both generations. What has to come out of it is the direction: waiting grows
// with the tasks; 7.0, which has no CPU slabs, takes the list_lock more often
// once the tasks do not all find what they need in sheaves and the barn, and 6.18 the
// barn's lock, since it puts the empty main there with each refill. With -v all numbers of tasks run and the table is printed.
func TestPageFault3OverTasks(t *testing.T) {
	counts := []string{"1", "8", "64"}
	if testing.Verbose() {
		counts = append(counts, "128", "192", "256")
	}
	var table strings.Builder
	table.WriteString("tasks  kernel   objects/ms/task  list_lock/1000  barn/1000  waiting\n")
	got := map[string][]scale{}
	for _, n := range counts {
		for _, g := range []string{"6.18", "7.0-rc1"} {
			s := scaleOf(t, n, g)
			got[g] = append(got[g], s)
			fmt.Fprintf(&table, "%5s  %-7s  %15d  %14d  %9d  %5d.%d %%\n", n, g, s.perTask, s.list, s.barn, s.waiting/10, s.waiting%10)
		}
	}
	t.Log("\n" + table.String())
	last := len(counts) - 1
	for g, all := range got {
		assert.Zero(t, all[0].waiting, "%s: a task alone waits for nobody", g)
		for i := 1; i <= last; i++ {
			assert.Greater(t, all[i].waiting, all[i-1].waiting, "%s: waiting grows to %s tasks", g, counts[i])
			if i >= 2 { // a few tasks may even help each other through the barn
				assert.Less(t, all[i].perTask, all[i-1].perTask, "%s: each task gets less with %s tasks", g, counts[i])
			}
		}
	}
	for i := 2; i <= last; i++ {
		assert.Greater(t, got["7.0-rc1"][i].list, 2*got["6.18"][i].list, "with %s tasks", counts[i])
		assert.Greater(t, got["6.18"][i].barn, 2*got["7.0-rc1"][i].barn, "with %s tasks", counts[i])
		assert.Greater(t, got["7.0-rc1"][i].perTask, got["6.18"][i].perTask, "with %s tasks", counts[i])
	}
}

// The largest machine of the language runs, with work for every CPU from the
// others: shrink asks all of them.
func TestLargestMachine(t *testing.T) {
	text := "machine cpus=1024 nodes=8 qpw=%s\ncache c size=64\n" +
		"task w cpu=0-1023 { alloc c n=70; free c n=30; sleep 1ms; free c n=all }\n" +
		"task admin cpu=5 start=500us { shrink c }\n"
	for _, qpw := range []string{"0", "1"} {
		s, err := engine.Parse("large", []byte(fmt.Sprintf(text, qpw)))
		require.NoError(t, err)
		r, err := engine.New(s)
		require.NoError(t, err)
		require.NoError(t, r.Finish().Err)
		res := r.Result()
		for name, task := range res.Tasks {
			require.True(t, task.Done, "qpw=%s: %s", qpw, name)
		}
		c := res.Caches["c"]
		require.Equal(t, c.Slabs*int64(c.SlabObjects), c.InSheaves+c.InBarns+c.InSlabsFree)
		work := r.Record.Events(sim.WorkStart, -1)
		if qpw == "0" {
			assert.EqualValues(t, 1024, work, "a work item for every CPU")
		} else {
			assert.Zero(t, work)
			assert.EqualValues(t, 1024, r.Record.Events(sim.DirectStart, -1))
		}
	}
}

// BenchmarkStepByCPUs is the cost of a step as the machine grows (speed.md): it
// should at most double from 4 CPUs to 1,024.
func BenchmarkStepByCPUs(b *testing.B) {
	for _, cpus := range []int{4, 16, 64, 256, 1024} {
		b.Run(fmt.Sprint(cpus), func(b *testing.B) {
			text := fmt.Sprintf("machine cpus=%d nodes=%d\ncache c size=64\ntask w cpu=0-%d { loop { alloc c n=90; work 100ns; free c n=all } }\n", cpus, max(1, cpus/16), cpus-1)
			s, err := engine.Parse("bench", []byte(text))
			require.NoError(b, err)
			r, err := engine.New(s)
			require.NoError(b, err)
			for range 200 * cpus { // past the start, where every CPU makes slabs
				r.Step()
			}
			b.ResetTimer()
			for range b.N {
				if !r.Step() {
					b.Fatal("the run has ended")
				}
			}
		})
	}
}
