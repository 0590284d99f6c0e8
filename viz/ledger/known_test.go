package ledger

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/history"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/viz/track"
)

// worst is the ledger of the longest sample of a series.
func worst(t *testing.T, h *history.History, tr *track.Tracks, series string) *Ledger {
	for i := range tr.Series {
		if s := &tr.Series[i]; s.Name == series {
			at, _ := s.Max(0, len(s.Marks))
			return Sample(h, tr, i, at).Reckon()
		}
	}
	require.Fail(t, "no series "+series)
	return nil
}

// named is the rows with names instead of numbers.
func named(h *history.History, l *Ledger) map[string]int64 {
	k, all := h.AtStep(0), map[string]int64{}
	for i := range l.Rows {
		all[NameOf(k, l.Victim, &l.Rows[i].Cause).Long()] += l.Rows[i].Cycles
	}
	return all
}

// The longest pause of the polling loop, by hand, with the costs of the model
// (kernel.md 4.2 for the way of the work item, 2.13 to 2.15 for the flush):
//
//   - the loop itself works 100ns, 300 cycles;
//   - the interrupt of CPU 0: 300 in, 1 store, 200 out;
//   - two context switches of 2000;
//   - worker_thread looks for work (1), takes the item (150), calls its
//     function (3), wakes who waits (300), looks again (1);
//   - the pool's list was written by CPU 0: one line, 90;
//   - the flush: 60 objects leave in batches of 32 and 28, 2 a pointer is 120,
//     and beside that 4 tests of 1 and two calls; one sheaf's memory goes back
//     (60); the rest are calls, tests and stores.
func TestShrinkUnderPollByHand(t *testing.T) {
	h, tr := recorded(t, "shrink-under-poll", builtin(t, "shrink-under-poll"), "0", "")
	l := worst(t, h, tr, "poll.gap")
	assert.Equal(t, int64(5759), l.Sum())
	assert.Equal(t, map[string]int64{
		"its own work":                                      300,
		"the interrupt from CPU 0":                          501,
		"context switches":                                  4000,
		"kworker/3:0 in worker_thread for admin":            455,
		"lines from CPU 0, to kworker/3:0":                  90,
		"kworker/3:0 in __sheaf_flush_main_batch for admin": 128,
		"kworker/3:0 in __kmem_cache_free_bulk for admin":   130,
		"kworker/3:0 in __slab_free for admin":              53,
		"kworker/3:0 in free_empty_sheaf for admin":         60,
		"kworker/3:0 in pcs_flush_all for admin":            13,
		"kworker/3:0 in qpw_lock for admin":                 9,
		"kworker/3:0 in sheaf_flush_main for admin":         8,
		"kworker/3:0 in qpw_unlock for admin":               6,
		"kworker/3:0 in flush_cpu_sheaves for admin":        5,
		"kworker/3:0 in sheaf_flush_unused for admin":       1,
	}, named(h, l))
	heads := l.Heads()
	require.Len(t, heads, 5)
	assert.Equal(t, []What{Switch, Others, IPI, Program, Lines}, []What{heads[0].What, heads[1].What, heads[2].What, heads[3].What, heads[4].What})
	assert.Equal(t, int64(868), heads[1].Cycles)
	assert.Equal(t, 2, heads[0].Times, "there and back")
}

func builtin(t *testing.T, name string) string {
	b, ok := scenario.Lookup(name)
	require.True(t, ok, name)
	return string(b.Text)
}

// lockFight: with qpw=1 CPU 0 holds the lock of CPU 1's sheaves while it takes
// their objects out, and a prefill there, which needs the lock, spins.
const lockFight = `machine cpus=2 nodes=1 isolated=1 qpw=1 ghz=3
cache c size=64 capacity=60
task user cpu=1 { alloc c n=40; free c n=40; loop { prefill c n=4; return_sheaf c; mark gap } }
task admin cpu=0 start=20us { loop { shrink c } }
seed 1
until 400us
`

// The wait for a lock is what LockWait of the machine counts, and each wait
// span of the tracks is inside.
func TestALockWaitByHand(t *testing.T) {
	h, tr := recorded(t, "lock-fight", lockFight, "1", "")
	l := worst(t, h, tr, "user.gap")
	t.Log(l.Sum(), named(h, l))
	require.Positive(t, l.Of(LockWait))
	k := h.At(l.From)
	before := k.M.CPUs[1].LockWait
	waited := h.At(l.To).M.CPUs[1].LockWait - before
	handover := int64(0)
	for _, e := range h.Between(l.From, l.To+1) {
		if e.Kind == sim.LockAcquire && e.Thread == l.Victim && e.C > 0 {
			handover += 60
		}
	}
	assert.Equal(t, waited+handover, l.Of(LockWait))
}

// A round of four-policies' application, by hand: 2 µs of work, the way into a
// system call and back 150 cycles each, and eight allocations and frees.
func TestASystemCallByHand(t *testing.T) {
	h, tr := recorded(t, "four-policies", builtin(t, "four-policies"), "0", "")
	l := Sample(h, tr, 0, 100).Reckon()
	assert.Equal(t, int64(300), l.Of(Syscall))
	assert.Equal(t, int64(6000+16*3), l.Of(Program), "2 µs, and a call for each of eight allocations and frees")
	assert.Equal(t, l.Sum(), l.Of(Syscall)+l.Of(Program)+l.Of(Kernel), "nobody else is there")
}

// With the flush left to its return to user space the application itself pays,
// for the one who asked.
func TestWorkThatWasLeftByHand(t *testing.T) {
	s, err := engine.Parse("four-policies", []byte(builtin(t, "four-policies")))
	require.NoError(t, err)
	require.NoError(t, s.Set("alt", "userret"))
	h, err := history.Record(s)
	require.NoError(t, err)
	tr := track.New(h.AtStep(0))
	tr.Follow(h)
	var start int64
	_, ok := h.NextEvent(0, func(e *sim.Event) bool { start = e.Time; return e.Kind == sim.ReturnStart })
	require.True(t, ok)
	l := Sample(h, tr, 0, tr.Series[0].Until(start)).Reckon()
	all := named(h, l)
	assert.Equal(t, int64(130), all["its own calls in __kmem_cache_free_bulk for admin"], "60 objects, as for the polling loop")
	assert.Equal(t, int64(1+150+3+300+1), all["its own calls in flush_on_user_return for admin"]+all["its own calls in flush_on_user_return"], "look, take, call, wake who waits, look again")
	assert.Equal(t, int64(2), all["its own calls in flush_on_user_return"], "the two looks")
	assert.Zero(t, l.Of(Switch)+l.Of(IPI)+l.Of(Others), "nobody comes to its CPU")
}

// Where a schedule by hand lets CPU 1 work for 50 µs before CPU 0 has its next
// turn, the wait for that turn is named.
func TestATurnThatComesLate(t *testing.T) {
	s, err := engine.Parse("late", []byte("machine cpus=2 ghz=3\ncache c size=64\ntask a cpu=0 { loop 4 { work 1us; mark m } }\ntask b cpu=1 { work 50us; work 1us }\nuntil 90us\n"))
	require.NoError(t, err)
	run, err := engine.New(s)
	require.NoError(t, err)
	// Two steps begin the program, two lead into the loop and through its work;
	// the fifth marks. Then CPU 1, which is at 0, works.
	choices, err := sim.ParseChoices("r0*6 r1*5", 2)
	require.NoError(t, err)
	run.Sched = &sim.Replay{Choices: choices}
	h := history.Of(run)
	for h.Advance(1000) {
	}
	tr := track.New(h.AtStep(0))
	tr.Follow(h)
	late := int64(0)
	for n := range tr.Series[0].Marks {
		r := Sample(h, tr, 0, n)
		l := r.Reckon()
		assert.Equal(t, tr.Series[0].Marks[n].Took, l.Sum())
		assert.Equal(t, int64(3000), l.Of(Program))
		late += l.Of(Turn)
	}
	assert.Positive(t, late)
}
