package engine_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/same"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// Every kind of event is told in words of its own. testdata/told.txt has the
// first of each that comes about in the runs which are the same everywhere, and
// where; a kind that comes about in none of them is told of a made-up event.
func TestEveryEventIsTold(t *testing.T) {
	runs, err := same.Runs(os.DirFS("testdata"))
	require.NoError(t, err)
	var first [sim.NKinds]string
	seen := map[string]bool{}
	for i := range runs {
		r := &runs[i]
		if seen[r.Scenario] { // one configuration of each will do
			continue
		}
		seen[r.Scenario] = true
		s, err := r.Parsed()
		require.NoError(t, err)
		run, err := engine.New(s)
		require.NoError(t, err)
		tellFirst(t, run, &first, r.Scenario)
	}
	var b strings.Builder
	for k, text := range first {
		spec := sim.EventSpecs()[k]
		if sim.Kind(k) == sim.EvNone {
			continue
		}
		if text == "" {
			text = "in none of these runs"
		}
		fmt.Fprintf(&b, "%-16s %s\n", spec.Name, text)
	}
	const file = "testdata/told.txt"
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(b.String()), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), b.String())
}

// tellFirst notes the first sentence of each kind, and that the end of the run
// has the same words for it.
func tellFirst(t *testing.T, run *engine.Run, first *[sim.NKinds]string, where string) {
	type told struct {
		e    sim.Event
		text string
	}
	var all []told
	const mostSteps = 200_000
	for n := 0; n < mostSteps && run.Step(); n++ {
		for i := range run.Kernel.M.Events {
			e := run.Kernel.M.Events[i]
			if first[e.Kind] != "" {
				continue
			}
			text := run.Kernel.EventText(&e)
			first[e.Kind] = text + "  [" + where + "]"
			all = append(all, told{e, text})
			assert.NotContains(t, text, sim.EventSpecs()[e.Kind].What, "%s is told with numbers", sim.EventSpecs()[e.Kind].Name)
		}
	}
	for i := range all {
		assert.Equal(t, all[i].text, run.Kernel.EventText(&all[i].e), "the same words whenever it is told")
	}
}

// LineName knows each line that a machine has.
func TestEveryCacheLineHasAName(t *testing.T) {
	b, ok := scenario.Lookup("shrink-under-poll")
	require.True(t, ok)
	s, err := engine.Parse(b.Name, b.Text)
	require.NoError(t, err)
	r, err := engine.New(s)
	require.NoError(t, err)
	names := map[string]bool{}
	for i := range r.Kernel.M.Lines {
		name := r.Kernel.LineName(int32(i))
		assert.NotContains(t, name, "line ", "line %d", i)
		assert.False(t, names[name], "two lines are called %s", name)
		names[name] = true
	}
	assert.Equal(t, "slab 3", r.Kernel.LineName(-4))
	assert.Equal(t, "line 100000", r.Kernel.LineName(100000), "there is no such line")
}

// Kinds and words that come about in few runs, told of made-up events.
func TestRareEventsAreTold(t *testing.T) {
	text := "machine cpus=2 nodes=2\ncache a size=64\ncache b size=32\ntask w cpu=0 { alloc a; mark m }\ntask x cpu=1 { alloc b }\n"
	s, err := engine.Parse("x", []byte(text))
	require.NoError(t, err)
	run, err := engine.New(s)
	require.NoError(t, err)
	k := run.Kernel
	for _, c := range []struct {
		e    sim.Event
		want string
	}{
		{sim.Event{Kind: sim.EvNone, Thread: 1}, "x: nothing"},
		{sim.Event{Kind: sim.HotplugRefused, A: 1}, "CPU 1 is not taken or brought"},
		{sim.Event{Kind: sim.LockAcquire, A: int32(k.Heap.PCS[3].Lock), C: 300}, "w takes cpu_sheaves->lock of CPU 1 (b) after 0.100 µs"},
		{sim.Event{Kind: sim.TrylockFail, A: int32(k.Heap.PCS[0].Lock), B: -1, Thread: 1}, "x does not get cpu_sheaves->lock of CPU 0 (a)"},
		{sim.Event{Kind: sim.RTLockInAtomic, A: int32(k.Heap.PCS[0].Lock), B: 2}, "w releases the sleeping lock cpu_sheaves->lock of CPU 0 (a) with 2 waiters, in an interrupt"},
		{sim.Event{Kind: sim.BarnGet, A: 7, B: 3}, "sheaf 7 leaves the barn of node 1 (b)"},
		{sim.Event{Kind: sim.CacheGone, A: 1}, "b has been destroyed"},
		{sim.Event{Kind: sim.CacheBusy, A: 0}, "a cannot be destroyed: objects are held"},
		{sim.Event{Kind: sim.SheafAlloc, A: 2, B: -1}, "memory for sheaf 2 of no cache"},
		{sim.Event{Kind: sim.BHDrop, A: 1, C: 1}, "CPU 1 lets go of 1 buffer head"},
		{sim.Event{Kind: sim.Warn, A: 0, Thread: 1}, "x: the kernel turns out to be wrong and goes on"},
	} {
		assert.Equal(t, c.want, k.EventText(&c.e))
	}
}

// A thread that begins a statement is in its program; in a call it is not.
func TestWhereAThreadIsInItsProgram(t *testing.T) {
	s, err := engine.Parse("x", []byte("machine cpus=1\ncache a size=64\ntask w cpu=0 { alloc a }\n"))
	require.NoError(t, err)
	run, err := engine.New(s)
	require.NoError(t, err)
	seen := map[string]int{}
	for run.Step() {
		in, fetching := run.Kernel.InProgram(0)
		seen[fmt.Sprintf("in=%t fetching=%t", in, fetching)]++
	}
	assert.Positive(t, seen["in=true fetching=true"])
	assert.Greater(t, seen["in=false fetching=false"], 20, "an allocation is many steps")
	assert.Zero(t, seen["in=false fetching=true"])
}
