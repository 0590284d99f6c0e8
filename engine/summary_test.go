package engine_test

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/same"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

func run(t *testing.T, text string, args ...any) *engine.Result {
	t.Helper()
	s, err := engine.Parse("test", []byte(fmt.Sprintf(text, args...)))
	require.NoError(t, err)
	res, err := engine.Execute(s)
	require.NoError(t, err)
	return res
}

// kernel.md 5.1: 16 refills of 60 objects take 15 new slabs of 64.
func TestNineHundredAndSixtyAllocations(t *testing.T) {
	for _, qpw := range []string{"n", "0", "1"} {
		res := run(t, "machine cpus=1 qpw=%s\ncache k size=64\ntask t cpu=0 { alloc k n=960 }", qpw)
		assert.EqualValues(t, 16, res.Stats["BARN_GET_FAIL"])
		assert.EqualValues(t, 960, res.Stats["SHEAF_REFILL"])
		assert.EqualValues(t, 15, res.Stats["ALLOC_SLAB"])
		assert.EqualValues(t, 960, res.Stats["ALLOC_FASTPATH"])
		assert.EqualValues(t, 0, res.Stats["ALLOC_SLOWPATH"])
		assert.EqualValues(t, 15, res.Caches["k"].Slabs)
	}
}

// kernel.md 1.5: capacities by size class; 1.6: slabs of kmalloc-64.
func TestCapacityClasses(t *testing.T) {
	for _, c := range []struct{ size, capacity int64 }{
		{8, 60}, {64, 60}, {192, 60}, {248, 60}, {255, 28}, {256, 28}, {512, 28}, {1016, 28},
		{1024, 12}, {2048, 12}, {4088, 12}, {4096, 4}, {8192, 4},
	} {
		res := run(t, "machine cpus=1\ncache k size=%d\ntask t cpu=0 { alloc k }", c.size)
		assert.EqualValues(t, c.capacity, res.Caches["k"].Capacity, "size %d", c.size)
	}
	for _, cpus := range []int{1, 2, 4, 8, 64, 1024} {
		assert.EqualValues(t, 64, slub.SlabObjects(64, cpus), "%d CPUs", cpus)
		assert.Equal(t, 0, slub.SlabOrder(64, cpus), "%d CPUs", cpus)
	}
	for _, c := range []struct{ size, order, partial int64 }{{64, 0, 5}, {256, 0, 5}, {1024, 2, 5}, {4096, 3, 6}} {
		assert.EqualValues(t, c.order, slub.SlabOrder(c.size, 4), "order of %d", c.size)
		assert.EqualValues(t, c.partial, slub.MinPartial(c.size), "min_partial of %d", c.size)
	}
}

// With qpw=1 no kworker runs and nothing reaches the isolated CPU; with qpw=0
// it is put aside once, which is two switches and one interrupt.
func TestTheStory(t *testing.T) {
	b, ok := scenario.Lookup("shrink-under-poll")
	require.True(t, ok)
	for _, c := range []struct {
		qpw                    string
		switches, ipis, worker int64
	}{{"n", 2, 1, 2}, {"0", 2, 1, 2}, {"1", 0, 0, 0}} {
		s, err := engine.Parse(b.Name, []byte(b.Text))
		require.NoError(t, err)
		require.NoError(t, s.Set("qpw", c.qpw))
		r, err := engine.New(s)
		require.NoError(t, err)
		res := r.Finish().Result()
		assert.Equal(t, c.switches, res.CPUs[3].Switches, c.qpw)
		assert.Equal(t, c.ipis, res.CPUs[3].IPIs, c.qpw)
		assert.Equal(t, c.worker, r.Record.Events(sim.WorkStart, -1), c.qpw)
	}
}

// What stands in the JSON adds up, wherever the run is cut.
func TestObjectsAddUpAtEveryInstant(t *testing.T) {
	b, _ := scenario.Lookup("shrink-under-poll")
	for _, qpw := range []string{"0", "1"} {
		for at := 36000; at < 41000; at += 13 {
			s, err := engine.Parse(b.Name, []byte(b.Text))
			require.NoError(t, err)
			require.NoError(t, s.Set("qpw", qpw))
			require.NoError(t, s.Set("until", fmt.Sprintf("%dns", at)))
			res, err := engine.Execute(s)
			require.NoError(t, err)
			for name, c := range res.Caches {
				assert.Equal(t, c.Slabs*int64(c.SlabObjects), c.Live+c.InSheaves+c.InBarns+c.InSlabsFree, "%s at %d ns", name, at)
				assert.Zero(t, c.Lost)
			}
			assert.EqualValues(t, at, res.TimeNs)
		}
	}
}

// runs are those of engine/same.
func runs(t testing.TB) []same.Run {
	all, err := same.Runs(os.DirFS("testdata"))
	require.NoError(t, err)
	return all
}

// The same run has the same hash on every platform, in every process. A
// difference here on one platform is a bug; a difference on all means that the
// engine does something else than before, which engine.Version must say.
// .ci/targets compares with the same file on other platforms.
func TestHashes(t *testing.T) {
	const file = "testdata/hashes.txt"
	var b strings.Builder
	b.WriteString("engine " + engine.Version + "\n")
	all := runs(t)
	for i := range all {
		res, err := all[i].Result()
		require.NoError(t, err, all[i].String())
		b.WriteString(all[i].Line(res) + "\n")
	}
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(b.String()), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), b.String())
}

// The seed matters where something is drawn from it, and nowhere else.
func TestSeedDecidesWhatIsDrawn(t *testing.T) {
	fixed := "machine cpus=1\ncache k size=64\ntask t cpu=0 { alloc k n=10 }\nseed %d"
	assert.Equal(t, run(t, fixed, 1).Series, run(t, fixed, 2).Series)
	drawn := "machine cpus=1 jitter=20\ncache k size=64\ntask t cpu=0 { loop 50 { alloc k; mark a; rand { 1: work 10ns; 3: work 50ns } } }\nseed %d"
	assert.NotEqual(t, run(t, drawn, 1).Series, run(t, drawn, 2).Series)
	assert.Equal(t, string(run(t, drawn, 3).JSON()), string(run(t, drawn, 3).JSON()))
}

func TestSummary(t *testing.T) {
	assert.Equal(t, engine.Series{}, engine.Summary(nil))
	var v []int64
	for i := int64(1000); i >= 1; i-- {
		v = append(v, i)
	}
	s := engine.Summary(v)
	assert.Equal(t, engine.Series{Count: 1000, Min: 1, P50: 500, P99: 990, P999: 999, Max: 1000, Sum: 500500}, s)
	assert.EqualValues(t, 501, s.Mean())
	one := engine.Summary([]int64{7})
	assert.Equal(t, engine.Series{Count: 1, Min: 7, P50: 7, P99: 7, P999: 7, Max: 7, Sum: 7}, one)
}

// Pauses of 10 and 11 cycles at 2 GHz are 5.25 ns on average: not 11 cycles, and so 6.
func TestMeanIsRoundedOnce(t *testing.T) {
	got := run(t, "machine cpus=1 ghz=2\nseed %d\ncache c size=64\ntask t cpu=0 { mark g; work 10cy; mark g; work 11cy; mark g }", 1)
	assert.Equal(t, engine.SeriesNs{Count: 2, MinNs: 5, P50Ns: 5, P99Ns: 6, P999Ns: 6, MaxNs: 6, MeanNs: 5}, got.Series["t.g"])
}

// A machine that does not fit is refused before memory is taken, and the
// estimate is not far off.
func TestMemoryIsEstimated(t *testing.T) {
	var b strings.Builder
	b.WriteString("machine cpus=1024\n")
	for i := range 1800 {
		fmt.Fprintf(&b, "cache c%d size=8 capacity=1024\n", i)
	}
	s, err := engine.Parse("big", []byte(b.String()))
	require.NoError(t, err)
	_, err = engine.New(s)
	require.ErrorContains(t, err, "big:1:1: 1024 CPUs with 1800 caches need about ")
	require.ErrorContains(t, err, " MiB; expected at most 256 MiB: fewer CPUs, fewer caches or a smaller capacity")

	s, err = engine.Parse("mid", []byte("machine cpus=1024 nodes=8\ncache a size=64\ncache b size=8 capacity=1024\ntask t cpu=0 { alloc a }"))
	require.NoError(t, err)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r, err := engine.New(s)
	require.NoError(t, err)
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(r)
	got := int64(after.TotalAlloc - before.TotalAlloc)
	assert.Less(t, engine.Estimate(s), got, "growing slices takes more than they end up with")
	assert.Less(t, got, 6*engine.Estimate(s))
}

// Renaming QPW to PW changes the names and nothing else (kernel.md 8.3, E5).
func TestRenamingChangesNothing(t *testing.T) {
	b, _ := scenario.Lookup("shrink-under-poll")
	for _, qpw := range []string{"n", "0", "1"} {
		old, err := engine.Parse(b.Name, []byte(b.Text))
		require.NoError(t, err)
		require.NoError(t, old.Set("qpw", qpw))
		renamed, err := engine.Parse(b.Name, []byte(strings.Replace(string(b.Text), "generation=7.1", "generation=7.1 names=pw", 1)))
		require.NoError(t, err)
		require.NoError(t, renamed.Set("qpw", qpw))
		a, err := engine.New(old)
		require.NoError(t, err)
		z, err := engine.New(renamed)
		require.NoError(t, err)
		assert.Equal(t, a.Finish().Kernel.Hash(), z.Finish().Kernel.Hash(), qpw)
		_, has := z.Kernel.Cfg.Code.Func("pw_lock_local")
		assert.True(t, has)
		for _, l := range z.Kernel.Cfg.Code.Funcs {
			assert.NotContains(t, l.Name, "qpw")
			for _, op := range l.Ops {
				assert.NotContains(t, op.Text, "qpw_", l.Name)
			}
		}
	}
}

// A claim agrees with the value that is shown beside it: whole nanoseconds, or
// cycles where it speaks of cycles.
func TestClaimsCompareWhatTheyShow(t *testing.T) {
	res := run(t, `machine cpus=1
task t cpu=0 { loop 3 { work 1000cy; mark m } }
claim max(t.m) == 333ns
claim max(t.m) <= 333ns
claim max(t.m) == 1000cy
claim max(t.m) > 999cy
claim max(t.m) == 999cy`)
	for i, holds := range []bool{true, true, true, true, false} {
		assert.Equal(t, holds, res.Claims[i].Holds, res.Claims[i].Text)
		assert.EqualValues(t, 333, *res.Claims[i].Value)
	}
}

// Without until a finite program runs to its end however long that takes, and
// an endless one for a second.
func TestWhenARunEnds(t *testing.T) {
	for _, c := range []struct {
		text string
		ns   int64
	}{
		{"task t cpu=0 { work 2s }", 2_000_000_667},
		{"task t cpu=0 { loop { work 1ms } }", 1_000_000_000},
		{"task t cpu=0 { rand { 1: work 1ms ; 1: loop { work 1ms } } ; loop { work 1ms } }", 1_000_000_000},
		{"irq i cpu=0 at=1ms every=1ms { work 1us }", 1_000_000_000},
		{"task t cpu=0 { work 5ms }\nirq i cpu=0 at=1ms every=1ms { work 1us }", 0},
	} {
		res := run(t, "machine cpus=1\n%s", c.text)
		if c.ns > 0 {
			assert.InDelta(t, c.ns, res.TimeNs, 1000, c.text)
		} else {
			assert.Less(t, res.TimeNs, int64(10_000_000), c.text)
		}
	}
}

// Every statistic has its key, also on a machine without a cache.
func TestKeysWithoutCaches(t *testing.T) {
	res := run(t, "machine cpus=2\ntask t cpu=0 { work 1us }")
	assert.Len(t, res.Stats, int(slub.NStats))
	for _, row := range res.StatsByCPU {
		assert.Len(t, row, int(slub.NStats))
	}
	assert.Contains(t, string(run(t, "machine cpus=1\ntask t cpu=0 { work 1us }\nclaim time(t.done) > 1ns").JSON()), "time(t.done) > 1ns")
}
