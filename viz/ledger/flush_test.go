package ledger

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/history"
	"barnyard/engine/sim"
	"barnyard/viz/track"
)

// flushes: with qpw=0 CPU 0 asks CPU 1 to flush its sheaves, again and again, where
// a task runs that has its CPU until the scheduler is asked.
const flushes = `machine cpus=2 nodes=1 qpw=0 ghz=3
cache c size=64 capacity=60
task user cpu=1 { alloc c n=40; free c n=40; lru_add n=3; loop { work 20us; alloc c n=3; free c n=3; lru_add n=3 } }
task admin cpu=0 start=20us { mark flush; loop 6 { shrink c; mark flush; sleep 2us } }
task drainer cpu=0 start=20us { mark drain; loop 6 { lru_add_drain_all; mark drain } }
seed 1
until 40ms
`

// stretches is what of a sample's waits in flush_work goes to what, from the
// events alone: who leaves its CPU after FlushWait sleeps until the kworker has
// done it, before that until the kworker has had its CPU, and before that until
// the interrupt has come there. The kworker does its items in their order.
func stretches(h *history.History, l *Ledger) (want [NWhats]int64) {
	since, work := int64(-1), int32(-1)   // of the victim
	stage, running := FlushAsk, int32(-1) // of the kworker
	ready := int64(0)                     // when it has its CPU
	to := func(at int64) {                // what the kworker did up to then
		now := stage
		if stage == FlushWork && since >= 0 && since < ready {
			want[FlushCPU] += min(at, ready) - since
			since = min(at, ready)
		}
		if stage == FlushWork && running >= 0 && running != work {
			now = FlushOther
		}
		if since >= 0 && at > since {
			want[now] += at - since
			since = at
		}
	}
	for _, e := range h.Between(l.From-30_000, l.To+1) {
		kworker := e.Kind == sim.SchedSwitch && e.B >= 0 && h.Run.Kernel.M.Threads[e.B].Kind == sim.Kworker
		switch {
		case e.Kind == sim.FlushWait && e.Thread == l.Victim && e.Time >= l.From:
			work = e.A
		case e.Kind == sim.SchedSwitch && e.A == int32(l.Victim) && work >= 0:
			since = e.Time
		case e.CPU != 1:
		case e.Kind == sim.IPIReceive:
			to(e.Time)
			stage = FlushCPU
		case kworker:
			to(e.Time)
			stage, ready = FlushWork, e.Time+e.C
		case e.Kind == sim.WorkStart:
			to(e.Time)
			running = e.A
		case e.Kind == sim.WorkEnd:
			to(e.Time)
			if running = -1; e.A == work {
				work, since = -1, -1
			}
		}
	}
	return want
}

// A wait in flush_work is what its stages come to, and those are what the events
// say; nothing of it is left without a name.
func TestAFlushTakenApart(t *testing.T) {
	h, tr := recorded(t, "flushes", flushes, "0", "")
	k, seen := h.AtStep(0), map[What]string{}
	for series := range tr.Series {
		for i, l := range assertAll(t, h, tr, series) {
			want := stretches(h, &l)
			for _, w := range []What{Flush, FlushAsk, FlushCPU, FlushOther, FlushWork} {
				assert.Equal(t, want[w], l.Of(w), "%s, sample %d, %d: %v", tr.Series[series].Name, i, w, named(h, &l))
			}
			for j := range l.Rows {
				seen[l.Rows[j].What] = NameOf(k, l.Victim, &l.Rows[j].Cause).Long()
			}
		}
	}
	for w, want := range map[What]string{
		FlushAsk:   "in flush_work: kworker/1:0 is not woken yet",
		FlushCPU:   "in flush_work: kworker/1:0 waits for CPU 1",
		FlushOther: "in flush_work: kworker/1:0 does other work first",
		FlushWork:  "in flush_work: kworker/1:0 does it on CPU 1",
	} {
		assert.Equal(t, want, seen[w])
	}
	assert.Contains(t, seen[Arriving], "an interrupt on its way from CPU 1", "the wake-up of who waited")
}

// Where the work is left to the return to user space, it is the task there that
// who flushes sleeps for.
func TestAFlushLeftToATask(t *testing.T) {
	s, err := engine.Parse("flushes", []byte(strings.NewReplacer("nodes=1", "nodes=1 isolated=1", "alloc c n=3; free c n=3", "syscall { alloc c n=3; free c n=3 }").Replace(flushes)))
	require.NoError(t, err)
	require.NoError(t, s.Set("alt", "userret"))
	h, err := history.Record(s)
	require.NoError(t, err)
	tr := track.New(h.AtStep(0))
	tr.Follow(h)
	l := assertAll(t, h, tr, 0)[0]
	all := named(h, &l)
	assert.Positive(t, all["asleep in flush_work until user has done it on CPU 1"], "%v", all)
	assert.Positive(t, all["in flush_work: user does it on CPU 1"], "%v", all)
}
