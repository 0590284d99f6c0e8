package track

import (
	"math/rand"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/history"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// parse reads a scenario's text in a mode.
func parse(t testing.TB, text, mode string) *scenario.Scenario {
	s, err := engine.Parse("test", []byte(text))
	require.NoError(t, err)
	require.NoError(t, s.Set("qpw", mode))
	return s
}

// followed records a scenario and takes all of it in at once.
func followed(t testing.TB, text, mode string) (*history.History, *Tracks) {
	h, err := history.Record(parse(t, text, mode))
	require.NoError(t, err)
	tr := New(h.AtStep(0))
	tr.Follow(h)
	return h, tr
}

func builtin(t testing.TB, name string) string {
	b, ok := scenario.Lookup(name)
	require.True(t, ok, name)
	return string(b.Text)
}

// Each number follows from the cost table: 3 cycles a nanosecond, a switch is
// 2000, the way into an interrupt 300, waking 300, the way back 200.
func TestOneTaskThatSleeps(t *testing.T) {
	_, tr := followed(t, "machine cpus=1 ghz=3\ncache c size=64\ntask a cpu=0 { work 1us; sleep 2us; work 1us }\n", "0")
	want := []Span{
		{From: 0, To: 3000, Thread: 0, What: Task},
		{From: 3000, To: 5000, Thread: sim.NoThread, What: Switch, Other: 0},
		{From: 5000, To: 9801, Thread: sim.NoThread, What: Idle},
		{From: 9801, To: 11801, Thread: 0, What: Switch, Other: int32(sim.NoThread)},
		{From: 11801, To: 14801, Thread: 0, What: Task},
		{From: 14801, To: 16801, Thread: sim.NoThread, What: Switch, Other: 0},
		{From: 16801, To: Open, Thread: sim.NoThread, What: Idle},
	}
	assert.Equal(t, want, tr.CPUs[0].Base.Spans)
	require.Len(t, tr.CPUs[0].Nest[0].Spans, 1)
	irq := tr.CPUs[0].Nest[0].Spans[0]
	assert.Equal(t, [2]int64{9000, 9801}, [2]int64{irq.From, irq.To}, "the timer's interrupt")
	assert.Equal(t, []Span{
		{From: 3000, To: 9300, Thread: 0, By: sim.NoThread, What: Sleep},
		{From: 9300, To: 11801, Thread: 0, By: sim.NoThread, What: Ready},
	}, tr.Threads[0].Off.Spans)
	assert.Empty(t, tr.Victims, "it went to sleep by itself")
}

// The longest time between two marks that are 300 cycles of work apart is the
// time for which the loop was put aside, and that work.
func TestTheVictimIsAsLongAsTheGap(t *testing.T) {
	_, tr := followed(t, builtin(t, "shrink-under-poll"), "0")
	require.Len(t, tr.Victims, 2)
	v := tr.Victims[1]
	_, gap := tr.Series[0].Max(0, len(tr.Series[0].Marks))
	assert.Equal(t, gap, v.To-v.From+300)
	assert.Equal(t, "poll", tr.Threads[v.Thread].Name)
	assert.Equal(t, "kworker/3:0", tr.Threads[v.By].Name)
	assert.Equal(t, "admin", tr.Threads[v.For].Name)
	assert.Equal(t, int32(3), v.CPU)
	assert.Equal(t, Aside, v.What)
}

func TestRemoteWorkIsTheEventsInPairs(t *testing.T) {
	h, tr := followed(t, builtin(t, "shrink-under-poll"), "0")
	at := map[sim.Kind][]int64{}
	for _, e := range h.All() {
		at[e.Kind] = append(at[e.Kind], e.Time)
	}
	require.Len(t, tr.Asks, 2)
	for i, a := range tr.Asks {
		assert.Equal(t, [3]int64{at[sim.QueueWork][i], at[sim.WorkStart][i], at[sim.WorkEnd][i]}, [3]int64{a.Queued, a.Started, a.Ended})
		assert.Equal(t, [2]int32{0, []int32{1, 3}[i]}, [2]int32{a.From, a.To})
	}
	require.Len(t, tr.IPIs, 3)
	for i, m := range tr.IPIs {
		assert.Equal(t, [2]int64{at[sim.IPISend][i], at[sim.IPIReceive][i]}, [2]int64{m.Sent, m.Arrived})
		assert.Equal(t, int64(1500), m.Arrived-m.Sent, "the cost of an interrupt")
	}
	wait := tr.Threads[tr.Asks[0].Asker].Waits.Spans
	require.Len(t, wait, 1)
	assert.Equal(t, at[sim.FlushWait][0], wait[0].From)
	assert.Equal(t, at[sim.FlushDone][0], wait[0].To)
}

func TestInLockModeTheAskerPays(t *testing.T) {
	_, tr := followed(t, builtin(t, "shrink-under-poll"), "1")
	assert.Empty(t, tr.Victims)
	assert.Empty(t, tr.Asks)
	assert.Empty(t, tr.IPIs)
	direct := tr.CPUs[0].Direct.Spans
	require.Len(t, direct, 2)
	assert.Equal(t, [2]int32{1, 3}, [2]int32{direct[0].Other, direct[1].Other})
	reached := 0
	for _, s := range tr.Locks[tr.LockOf(0, 3)].Held.Spans {
		if tr.Threads[s.Thread].CPU == 0 {
			reached++
			assert.True(t, s.From >= direct[1].From && s.To <= direct[1].To, "the lock of CPU 3 is taken within the work for it")
		}
	}
	assert.Equal(t, 3, reached, "main twice, the spare once")
}

func TestBehindAFIFOLoopTheAskerWaits(t *testing.T) {
	_, tr := followed(t, builtin(t, "shrink-under-fifo"), "0")
	for _, v := range tr.Victims {
		assert.NotEqual(t, int32(3), v.CPU, "nobody takes CPU 3 from a FIFO task")
	}
	last := tr.Asks[len(tr.Asks)-1]
	assert.Equal(t, int64(Open), last.Started)
	fifo := tr.Threads[tr.CPUs[3].Base.Spans[0].Thread]
	assert.Equal(t, "poll", fifo.Name)
	for _, th := range tr.Threads {
		if off := th.Off.last(); th.Name == "kworker/3:0" {
			assert.Equal(t, Ready, off.What)
			assert.Equal(t, int64(Open), off.To)
		}
	}
	wait := tr.Threads[last.Asker].Waits.last()
	assert.Equal(t, int64(Open), wait.To)
	assert.Equal(t, int32(3), wait.Other)
}

// Two CPUs fight for the lock of CPU 1's sheaves; the events are made by hand.
func TestALockThatIsFoughtFor(t *testing.T) {
	h, err := history.New(parse(t, "machine cpus=2 ghz=1\ncache c size=64\ntask a cpu=0 { work 1us }\ntask b cpu=1 { work 1us }\nuntil 1us\n", "1"))
	require.NoError(t, err)
	tr := New(h.AtStep(0))
	lock := int32(tr.LockOf(0, 1))
	tr.Append([]sim.Event{
		{Time: 100, Kind: sim.LockAcquire, CPU: 0, Thread: 0, A: lock},
		{Time: 150, Kind: sim.LockContended, CPU: 1, Thread: 1, A: lock, B: 0},
		{Time: 200, Kind: sim.LockRelease, CPU: 0, Thread: 0, A: lock, C: 100},
		{Time: 260, Kind: sim.LockAcquire, CPU: 1, Thread: 1, A: lock, C: 110},
		{Time: 300, Kind: sim.LockRelease, CPU: 1, Thread: 1, A: lock, C: 40},
	})
	assert.Equal(t, []Span{
		{From: 100, To: 200, Thread: 0, Other: lock, What: Hold, Fought: 150},
		{From: 260, To: 300, Thread: 1, Other: lock, What: Hold},
	}, tr.Locks[lock].Held.Spans)
	assert.Equal(t, []Span{{From: 150, To: 260, Thread: 1, Other: lock, By: 0, What: SpinWait}}, tr.Threads[1].Waits.Spans)
	assert.Equal(t, []Victim{{From: 150, To: 260, CPU: 1, Thread: 1, By: 0, For: 0, What: SpinWait}}, tr.Victims)
}

// An interrupt comes in the middle of a context switch: the rest of the switch
// is paid after it.
func TestAnInterruptInASwitch(t *testing.T) {
	h, err := history.New(parse(t, "machine cpus=1 ghz=1\ncache c size=64\ntask a cpu=0 { work 1us }\ntask b cpu=0 { work 1us }\nuntil 1us\n", "0"))
	require.NoError(t, err)
	tr := New(h.AtStep(0))
	tr.Append([]sim.Event{
		{Time: 100, Kind: sim.SchedSwitch, A: 0, B: 1, C: 2000},
		{Time: 600, Kind: sim.IrqEnter, Thread: 2, A: 2},
		{Time: 1000, Kind: sim.IrqExit, Thread: 2, A: 2},
	})
	base := tr.CPUs[0].Base.Spans
	assert.Equal(t, [2]int64{100, 2700}, [2]int64{base[1].From, base[1].To}, "500 before, 600 of the handler and its way back, 1500 after")
	assert.Equal(t, [2]int64{2700, Open}, [2]int64{base[2].From, base[2].To})
	assert.Equal(t, Off, tr.Threads[0].Off.last().What)
	tr.Append([]sim.Event{{Time: 5000, Kind: sim.SchedSwitch, A: 1, B: 0, C: 2000}})
	assert.Equal(t, Aside, tr.Threads[0].Off.last().What, "it came back without having been woken")
}

// scenarios are the built-in ones and one with jitter, many threads and
// interrupts.
func scenarios(t testing.TB) []string {
	out := []string{"machine cpus=3 nodes=1 ghz=2 jitter=30\ncache c size=64\ncache d size=256\n" +
		"task a cpu=0 { loop 30 { alloc c n=50; sleep 3us; free c n=all; shrink d } }\n" +
		"task b cpu=0 { loop 30 { alloc d n=20; work 2us; free d n=all } }\n" +
		"task r cpu=1 fifo=5 { loop 40 { work 3us; sleep 5us; mark m } }\n" +
		"task e cpu=1 { loop { alloc c n=9; free c n=all; work 1us; shrink c } }\n" +
		"irq n cpu=2 at=1us every=7us { alloc c; free c }\nuntil 400us\n"}
	for _, b := range scenario.Builtins() {
		out = append(out, string(b.Text))
	}
	return out
}

func TestSpansPartTheTime(t *testing.T) {
	for _, text := range scenarios(t) {
		for _, mode := range []string{"0", "1"} {
			h, tr := followed(t, text, mode)
			for cpu := range tr.CPUs {
				assertWhole(t, &tr.CPUs[cpu], h.Recorded())
			}
			for _, l := range lanes(tr) {
				assertApart(t, l)
			}
		}
	}
}

// assertWhole says that the base spans follow each other without a gap and
// come to all of the time.
func assertWhole(t *testing.T, c *CPU, end int64) {
	at, sum := int64(0), Mix{}
	for i, s := range c.Base.Spans {
		require.Equal(t, at, s.From, "span %d", i)
		require.GreaterOrEqual(t, s.To, s.From)
		at = s.To
		if s.From < end {
			sum[s.What] += min(s.To, end) - s.From
		}
	}
	require.Equal(t, int64(Open), at)
	total := int64(0)
	for _, v := range sum {
		total += v
	}
	assert.Equal(t, end, total)
	n := len(c.Base.Spans) - 1
	if n == 0 {
		return
	}
	share := c.Share(0, n)
	for w, v := range share {
		want := int64(0)
		for _, s := range c.Base.Spans[:n] {
			if int(s.What) == w {
				want += s.To - s.From
			}
		}
		assert.Equal(t, want, v)
	}
}

func lanes(tr *Tracks) []*Lane {
	var all []*Lane
	for i := range tr.CPUs {
		c := &tr.CPUs[i]
		all = append(all, &c.Base, &c.Nest[0], &c.Nest[1], &c.Direct)
		for k := range c.Held {
			all = append(all, &c.Held[k].Lane)
		}
	}
	for i := range tr.Threads {
		all = append(all, &tr.Threads[i].Waits, &tr.Threads[i].Off)
	}
	for i := range tr.Locks {
		all = append(all, &tr.Locks[i].Held)
	}
	return all
}

func assertApart(t *testing.T, l *Lane) {
	sum := int64(0)
	for i, s := range l.Spans {
		require.LessOrEqual(t, s.From, s.To)
		require.Equal(t, sum, l.sums[i])
		if i > 0 {
			require.LessOrEqual(t, l.Spans[i-1].To, s.From, "%+v, %+v", l.Spans[i-1], s)
		}
		if s.To != Open {
			sum += s.To - s.From
		}
	}
}

// A run that is watched while it is recorded gives the same tracks as one that
// is read at its end.
func TestInPiecesAsInOne(t *testing.T) {
	rnd := rand.New(rand.NewSource(3))
	for _, text := range scenarios(t) {
		_, whole := followed(t, text, "0")
		h, err := history.New(parse(t, text, "0"))
		require.NoError(t, err)
		parts := New(h.AtStep(0))
		for h.Advance(1 + rnd.Intn(300)) {
			parts.Follow(h)
		}
		parts.Follow(h)
		assert.Equal(t, whole.CPUs, parts.CPUs)
		assert.Equal(t, whole.Asks, parts.Asks)
		assert.Equal(t, whole.Series, parts.Series)
		assert.Equal(t, whole.Victims, parts.Victims)
		for i := range whole.Threads {
			assert.Equal(t, whole.Threads[i].Off, parts.Threads[i].Off)
			assert.Equal(t, whole.Threads[i].Waits, parts.Threads[i].Waits)
		}
	}
}

// Wherever the recording stops for a while, two who were put aside at once are told
// in the order in which that began, and each ends at its own time. (The landing page
// said that one was off its CPU for −9 ns.)
func TestVictimsAreInOrderWhereverOneStops(t *testing.T) {
	text := builtin(t, "shrink-under-poll")
	h, whole := followed(t, text, "0")
	require.Len(t, whole.Victims, 2)
	require.Less(t, whole.Victims[0].From, whole.Victims[1].From)
	first := h.At(whole.Victims[0].From).M.Step
	last := h.At(whole.Victims[1].To).M.Step
	require.Greater(t, last, first+100)
	for stop := first; stop < last; stop += 7 {
		h, err := history.New(parse(t, text, "0"))
		require.NoError(t, err)
		parts := New(h.AtStep(0))
		h.Advance(int(stop))
		parts.Follow(h)
		for h.Advance(10_000) {
			parts.Follow(h)
		}
		parts.Follow(h)
		require.Equal(t, whole.Victims, parts.Victims, "stopped at step %d", stop)
	}
}
