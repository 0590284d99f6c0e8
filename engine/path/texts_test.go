package path_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/bug"
	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// kernel is one at time 0, with two CPUs, two caches and a task.
func kernel(t *testing.T, machine string) *path.Kernel {
	t.Helper()
	s, err := engine.Parse("x", []byte("machine cpus=2 "+machine+"\ncache c size=64 capacity=2 slabobjs=4\ncache d size=64\ntask t cpu=0 { alloc c; free c }\nsoftirq s cpu=1 at=1s { work 1ns }\n"))
	require.NoError(t, err)
	r, err := engine.New(s)
	require.NoError(t, err)
	return r.Kernel
}

// Every finding has a sentence with its names and numbers, those too that no
// planted bug brings about.
func TestFindingsInWords(t *testing.T) {
	const nobody = int32(sim.NoThread)
	k := kernel(t, "")
	k.Heap.MakeSlab(0, 0, 4)
	lock := int32(k.Heap.PCS[1].Lock)
	for _, c := range []struct {
		bug  bug.Bug
		want string
	}{
		{bug.Bug{Code: bug.NotHolder, A: lock, B: 0}, "releases cpu_sheaves->lock of CPU 1 (c), which t holds"},
		{bug.Bug{Code: bug.AssertHeld, A: lock, B: nobody}, "asserts that it holds cpu_sheaves->lock of CPU 1 (c), and nobody holds it"},
		{bug.Bug{Code: bug.AssertHeld, A: lock, B: 0}, "asserts that it holds cpu_sheaves->lock of CPU 1 (c), and t holds it"},
		{bug.Bug{Code: bug.AssertMember, A: lock, B: int32(locking.Local), C: int32(locking.Spin)}, "asserts that it holds cpu_sheaves->lock of CPU 1 (c) through its spinlock and took it through its local lock"},
		{bug.Bug{Code: bug.ScheduleAtomic, A: 2, B: 1, C: lock}, "goes to sleep for cpu_sheaves->lock of CPU 1 (c) with preemption off 2 times and interrupts off 1 times: scheduling while atomic"},
		{bug.Bug{Code: bug.SleepInIRQ}, "is an interrupt handler and goes to sleep"},
		{bug.Bug{Code: bug.CacheInUse, A: 1, B: 1, C: 7}, "destroys d while CPU 1 has sheaves in use, 7 objects in main"},
		{bug.Bug{Code: bug.SheafInUse, A: 3, B: int32(slub.BarnFull), C: 0}, "frees sheaf 3, which is full in the barn of node 0"},
		{bug.Bug{Code: bug.SlabInUse, A: 5, B: 2}, "gives back the pages of slab 5, 2 of whose objects are in use"},
		{bug.Bug{Code: bug.SlabListed, A: 5}, "gives back the pages of slab 5, which is on the partial list"},
		{bug.Bug{Code: bug.SlabNotListed, A: 5}, "takes slab 5 off the partial list that it is not on"},
		{bug.Bug{Code: bug.FreedTwice, A: 9, B: 5}, "frees object 9, which is on the freelist of slab 5 already"},
		{bug.Bug{Code: bug.GivenTwice, A: 9}, "gets object 9, which a program holds already"},
		{bug.Bug{Code: bug.BadSlab, A: 0, B: 1, C: 2}, "finds slab 0 with 1 objects on its freelist and 2 in use, of 4"},
		{bug.Bug{Code: bug.EndlessList}, "walks a list that leads back into itself: it never comes to the end"},
		{bug.Bug{Code: bug.BadReference}, "follows a reference that leads nowhere"},
		{bug.Bug{Code: bug.NoSheaf, A: -12}, "follows a pointer to a sheaf that is the error -12"},
		{bug.Bug{Code: bug.IRQState, A: int32(locking.Barn), B: 1}, "takes barn->lock, which is taken in softirqs and also where they can come in: inconsistent lock state"},
		{bug.Bug{Code: bug.SleepAtomic, C: int32(sim.Softirq)}, "calls what can sleep from an invalid context: a softirq"},
		{bug.Bug{Code: bug.SleepAtomic, C: int32(sim.Hardirq)}, "calls what can sleep from an invalid context: a hardirq"},
		{bug.Bug{Code: bug.SleepAtomic, A: 1, B: 3}, "calls what can sleep from an invalid context: preemption is disabled once, interrupts 3 times"},
		{bug.Bug{Code: bug.LockRecursion, A: int32(locking.None), B: lock, C: int32(locking.List)}, "takes list_lock and holds cpu_sheaves->lock of CPU 1 (c), of the same class: possible recursive locking"},
	} {
		text := k.OopsText(&path.Oops{Bug: c.bug, Thread: 0, CPU: 0, Fn: k.M.Threads[0].Top().Fn})
		assert.Contains(t, text, " "+c.want+"; in program at ", "%d", c.bug.Code)
	}
}

// Each kind of finding that there is has words of its own.
func TestNoFindingIsWithoutWords(t *testing.T) {
	k := kernel(t, "")
	k.Heap.MakeSlab(0, 0, 4)
	seen := map[string]bug.Code{}
	for code := bug.None + 1; code < bug.N; code++ {
		_, text, _ := strings.Cut(k.OopsText(&path.Oops{Bug: bug.Bug{Code: code}, Fn: k.M.Threads[0].Top().Fn}), " on CPU 0 ")
		assert.NotContains(t, text, bug.Of(code).What, "%d", code)
		if code != bug.DeadlockNoWait {
			assert.Zero(t, seen[text], "%d: %s", code, text)
		}
		seen[text] = code
	}
}

// Names of what has none of its own.
func TestNamesOfThings(t *testing.T) {
	k := kernel(t, "")
	assert.Equal(t, "idle", k.ThreadName(sim.NoThread))
	for ref, want := range []string{"slub_flush of CPU 0", "slub_flush of CPU 1", "lru_add_drain_work of CPU 0", "lru_add_drain_work of CPU 1", "bh_add_drain_work of CPU 0", "bh_add_drain_work of CPU 1"} {
		assert.Equal(t, want, k.ItemName(int32(ref)))
		assert.EqualValues(t, ref%2, k.ItemHome(int32(ref)))
		assert.EqualValues(t, ref, k.ItemOf(k.Item(int32(ref)).Work))
	}
	assert.PanicsWithValue(t, "path: a work item that belongs to no CPU", func() { k.ItemOf(-1) })
	_, ok := path.MutantByName("M49")
	assert.False(t, ok)
	k.M.Threads[0].Why, k.M.Threads[0].On = sim.WaitHotplug, 1
	assert.Equal(t, "waiting until nothing is left on CPU 1", k.StateText(0))
}

// Builds that name what there is not.
func TestBuildsOfNothing(t *testing.T) {
	for _, c := range []struct {
		build path.Build
		want  string
	}{
		{path.Build{RT: true, Generation: "6.18"}, "path: the CPU slabs of 6.18 have paths of their own on PREEMPT_RT, which are not here"},
		{path.Build{Generation: "7.1", Series: "qpw-v9"}, "path: no version of the series is called qpw-v9"},
		{path.Build{Generation: "7.1", Patches: []string{"nothing"}}, "path: no patch is called nothing"},
		{path.Build{Generation: "7.1", Mutants: []string{"M49"}}, "path: no mutant is called M49"},
	} {
		_, err := path.Functions(c.build)
		assert.EqualError(t, err, c.want)
		_, err = path.Link(c.build)
		assert.EqualError(t, err, c.want)
	}
}
