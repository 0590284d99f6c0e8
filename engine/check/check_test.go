package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
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
		{"a sheaf holds what is no object", func(k *path.Kernel) { *k.Heap.Slot(main, 0) = 1 << 20 }, []string{"S1"}},
		{"an object believes to be elsewhere", func(k *path.Kernel) { k.Heap.Objects[*k.Heap.Slot(main, 0)].Where = slub.Held }, []string{"S1"}},
		{"a task's list miscounts", func(k *path.Kernel) { k.Heap.Holders[0].N++ }, []string{"S1"}},
		{"a sheaf holds more than it can", func(k *path.Kernel) { k.Heap.Sheaves[barnSheaf].Size++ }, []string{"S5", "S6"}},
		{"the spare is no sheaf", func(k *path.Kernel) { k.Heap.PCS[0].RcuFree = 1 << 20 }, []string{"S4"}},
		{"a sheaf on its way is in nobody's hands", func(k *path.Kernel) {
			k.Heap.Sheaves[k.Heap.MakeSheaf(0)].Place = slub.InRCU
		}, []string{"S7", "S3"}},
		{"a free slab believes to be on no list", func(k *path.Kernel) { k.Heap.Slabs[k.Heap.Nodes[0].Head].Partial = false }, []string{"S12"}},
		{"a full slab is on the partial list", func(k *path.Kernel) { k.Heap.Slabs[k.Heap.Nodes[0].Head].Free = slub.None }, []string{"S11", "S1", "S12"}},
		{"a slab's freelist leads into another", func(k *path.Kernel) {
			head := k.Heap.Nodes[0].Head
			k.Heap.Objects[k.Heap.Slabs[head].Free].Slab = head ^ 1
		}, []string{"S11"}},
		{"pages were given back of a slab that lives", func(k *path.Kernel) { k.Heap.FreeSlab[0] = 0; k.Heap.Slabs[0].Next = slub.None }, []string{"S12"}},
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

// What a free-burst does not have: caches without sheaves, CPUs that are gone,
// CPU slabs, waiters with priorities.
func TestDamageElsewhereIsFound(t *testing.T) {
	const (
		bare = "machine cpus=1\ncache c size=64 sheaves=off\ntask t cpu=0 { alloc c n=3; free c n=2 }\n"
		gone = "machine cpus=2\ncache c size=64\ntask t cpu=0 { alloc c; offline 1 }\n"
		old  = "machine cpus=1\nkernel generation=6.18\ncache c size=64 slabobjs=4\ntask t cpu=0 { alloc c n=13; free c n=10 }\n"
	)
	boot := func(k *path.Kernel) *slub.Sheaf { return &k.Heap.Sheaves[k.Heap.Boot] }
	for _, c := range []struct {
		name, text string
		damage     func(k *path.Kernel)
		want       []string
	}{
		{"the bootstrap sheaf holds an object", bare, func(k *path.Kernel) { boot(k).Next = 0 }, []string{"S3"}},
		{"a cache without sheaves has a spare", bare, func(k *path.Kernel) { k.Heap.PCS[0].Spare = k.Heap.Boot }, []string{"S4", "S23"}},
		{"a cache without sheaves has one in its barn", bare, func(k *path.Kernel) { k.Heap.Barns[0].Empty = k.Heap.Boot }, []string{"S23", "S3", "S7"}},
		{"a CPU is offline and runs a task", gone, func(k *path.Kernel) { k.M.CPUs[1].Ctx[0], k.M.CPUs[1].Nest = 0, 0 }, []string{"S13"}},
		{"a CPU has a list and no slab", old, func(k *path.Kernel) { k.Heap.CPUSlabs[0].Slab = slub.None }, []string{"S12"}},
		{"the slab of a CPU is not frozen", old, func(k *path.Kernel) { k.Heap.Slabs[k.Heap.CPUSlabs[0].Slab].Frozen = false }, []string{"S12"}},
		{"a CPU's list leads into another slab", old, func(k *path.Kernel) {
			k.Heap.Objects[k.Heap.CPUSlabs[0].Free].Slab = k.Heap.CPUSlabs[0].Partial
		}, []string{"S12"}},
		{"a partial slab of a CPU is frozen", old, func(k *path.Kernel) { k.Heap.Slabs[k.Heap.CPUSlabs[0].Partial].Frozen = true }, []string{"S12"}},
		{"a CPU miscounts its partial slabs", old, func(k *path.Kernel) { k.Heap.CPUSlabs[0].NrPartial++ }, []string{"S12"}},
		{"a CPU has a slab twice", old, func(k *path.Kernel) { k.Heap.CPUSlabs[0].Partial = k.Heap.CPUSlabs[0].Slab }, []string{"S12"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := engine.Parse("damaged", []byte(c.text))
			require.NoError(t, err)
			r, err := engine.New(s)
			require.NoError(t, err)
			require.NoError(t, r.Finish().Err)
			require.Empty(t, check.World(r.Kernel))
			c.damage(r.Kernel)
			assert.Equal(t, c.want, names(check.World(r.Kernel)))
		})
	}
}

// Waiters for a lock queue by priority; one that does not is found.
func TestDamageToAQueueIsFound(t *testing.T) {
	var text strings.Builder
	text.WriteString("machine cpus=6 rt=on qpw=n\ncache c size=64 capacity=1 slabobjs=1\n")
	for cpu := range 6 {
		fmt.Fprintf(&text, "task t%d cpu=%d fifo=%d { loop 50 { alloc c n=9; free c n=all } }\n", cpu, cpu, 10+cpu)
	}
	s, err := engine.Parse("damaged", []byte(text.String()))
	require.NoError(t, err)
	r, err := engine.New(s)
	require.NoError(t, err)
	last, lock := sim.NoThread, locking.None
	for last == sim.NoThread {
		require.True(t, r.Step(), "two wait for one lock at a time")
		for i := range r.Kernel.Locks.L {
			th := r.Kernel.M.Threads
			if head := r.Kernel.Locks.L[i].Head; head != sim.NoThread && th[head].PIOn == int32(i) && th[head].Link != int32(sim.NoThread) {
				last, lock = sim.ThreadID(th[head].Link), locking.ID(i)
			}
		}
	}
	require.Empty(t, check.World(r.Kernel))
	waiter := &r.Kernel.M.Threads[last]
	waiter.Normal, waiter.FIFO = 50, 50
	found := check.World(r.Kernel)
	require.NotEmpty(t, found)
	want := r.Kernel.ThreadName(last) + " is in the wrong place among the waiters of " + r.Kernel.LockName(lock)
	assert.Equal(t, check.Broken{Invariant: "R1", Text: want}, found[0])
}

// What a watched run cannot be made of is told as a run is.
func TestExecuteTellsMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"machine cpus=1\nkernel patch=none,qpw-v2":                 "x:2:8: kernel patch: none and qpw-v2 are versions of one series; expected one of them",
		"machine cpus=1; cache c size=64; task t cpu=0 { free c }": "x:1:49: t frees 1 object of c at 0.000 µs and holds 0; expected at most what it holds",
	} {
		s, err := engine.Parse("x", []byte(text))
		require.NoError(t, err)
		_, err = check.Execute(s)
		assert.EqualError(t, err, want)
		_, err = engine.Execute(s)
		assert.EqualError(t, err, want)
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
