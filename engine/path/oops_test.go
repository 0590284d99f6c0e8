package path_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/qpw"
	"barnyard/engine/sim"
)

// run runs a scenario on a kernel that is damaged, to its end, watched.
func run(t *testing.T, text string, edits ...path.Edit) *engine.Run {
	t.Helper()
	s, err := engine.Parse("damaged", []byte(text))
	require.NoError(t, err)
	r, err := engine.New(s)
	require.NoError(t, err)
	r.Kernel.Cfg.Code, err = path.Damage(path.Build{Mode: qpw.Mode(s.Machine.QPW), Generation: "7.1"}, path.Patch{Name: "damage", Edits: edits})
	require.NoError(t, err)
	check.Watch(r, 1)
	require.NoError(t, r.Finish().Err)
	return r
}

// A kernel that cannot go on is a result: the invariant, a sentence, an Oops as
// the last event, and a run that has ended there.
func TestCrashesAreResults(t *testing.T) {
	for _, c := range []struct {
		name, text string
		edits      []path.Edit
		want       string // S5: ...
	}{
		{"M16: the test of main's size before a push is gone", "machine cpus=1 qpw=0\ncache c size=64 capacity=2\ntask t cpu=0 { alloc c n=4; free c n=all }",
			[]path.Edit{path.Instead("free_to_pcs", "if main is full")},
			"S5: t on CPU 0 puts an object into sheaf 0, which holds 2 of 2: it writes beyond its end; in free_to_pcs at “put the object on top of main”"},
		{"M17: spare and main change places though the spare is empty", "machine cpus=1 qpw=0\ncache c size=64 capacity=2\ntask t cpu=0 { alloc c n=3 }",
			[]path.Edit{path.Instead("__pcs_replace_empty_main", "if there is no spare, or it is empty too")},
			"S4: t on CPU 0 follows a pointer to a sheaf that is NULL; in alloc_from_pcs"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := run(t, c.text, c.edits...)
			require.NotEmpty(t, r.Violations)
			v := r.Violations[0]
			assert.True(t, strings.HasPrefix(v.Invariant+": "+v.Text, c.want), "%s: %s", v.Invariant, v.Text)
			assert.True(t, r.Kernel.Crashed())
			assert.EqualValues(t, 1, r.Record.Events(sim.Oops, -1))
			assert.Equal(t, r.Kernel.M.Now, r.End())
			assert.False(t, r.Kernel.Step(sim.Timed{}), "nothing comes after it")
		})
	}
}

// A deadlock is told when the thread begins to wait that closes the cycle, and
// once; the rest of the machine goes on.
func TestDeadlocksAreWrittenOut(t *testing.T) {
	const machine = "machine cpus=2 qpw=1 lockdep=off\ncache c size=64 capacity=2\n"
	wait := func(fn, line string, ops ...path.Op) path.Edit { return path.Before(fn, line, ops...) }
	for _, c := range []struct {
		name, text string
		edits      []path.Edit
		want       []string
	}{
		{"a mutex is taken twice", machine + "task t cpu=0 { shrink c }\ntask u cpu=1 { work 3us }",
			[]path.Edit{wait("flush_all_cpus_locked", "pass 1, from CPU 0", path.Wait(path.FlushLockLock, locking.Mutex))},
			[]string{"L2: t on CPU 0 can never go on: t waits for flush_lock, held by itself; in flush_all_cpus_locked at “take a lock”"}},
		{"M33: an NMI waits for the barn lock of the one it interrupted", machine + "task t cpu=0 { loop { alloc c n=6; free c n=all } }\nnmi n cpu=0 at=1us every=600ns { alloc c gfp=nolock }\nuntil 100us",
			[]path.Edit{wait("kmalloc_nolock", "from the sheaves", path.Wait(path.BarnLock(0), locking.Spin), path.Release(path.BarnLock(0), locking.Spin))},
			[]string{"L4: n on CPU 0 can never go on: n waits for barn->lock of node 0, held by t; t is interrupted by n; in kmalloc_nolock at “take a lock”"}},
		{"M45: the work function wants slab_mutex, which the one that waits for it holds", "machine cpus=2 qpw=0 lockdep=off\ncache c size=64\ntask t cpu=0 { alloc c; free c; destroy c }",
			[]path.Edit{wait("flush_cpu_sheaves", "all its sheaves", path.Wait(path.SlabMutexLock, locking.Mutex))},
			[]string{"L2: kworker/0:0 on CPU 0 can never go on: kworker/0:0 waits for slab_mutex, held by t; t waits in flush_work for kworker/0:0; in flush_cpu_sheaves at “take a lock”"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := run(t, c.text, c.edits...)
			var got []string
			for _, v := range r.Violations {
				if v.Invariant[0] == 'L' {
					got = append(got, v.Invariant+": "+v.Text)
				}
			}
			assert.Equal(t, c.want, got)
			assert.False(t, r.Kernel.Crashed())
		})
	}
}
