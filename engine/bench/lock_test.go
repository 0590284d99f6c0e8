package bench

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// The workload that other simulators run beside us: lockCPUs processes, each on
// a CPU of its own, and as many locks whose waiters queue in order. Process i
// acts at ticks that are i modulo lockCPUs only, so that no two of them tie and
// every simulator comes to the same trajectory:
//
//	for ever:
//	    r = next of its xorshift32;  d = 1 + r%64;  h = 1 + (r>>6)%8
//	    target = its own lock, or, if (r>>12)%64 == 0, lock (r>>18)%64
//	    sleep until its tick, d rounds on         an event
//	    take lock[target]                         an event if it had to wait
//	    sum = sum*31 + now
//	    sleep until its tick, h rounds on         an event
//	    release lock[target]
//
// What comes out is the number of events up to a time, and all sums folded into
// one. The language of scenarios cannot say that: its loops know no numbers of
// their own. So the process is a listing, as the functions of the kernel are, on
// the machine with its locks, and sleeping is being busy for so long.
const lockCPUs = 64

// Registers of a process.
const (
	rSeed = iota
	rSum
	rTarget
	rHold
	rEvents
)

// upTo is how many cycles are left until a process's tick, some rounds on.
func upTo(m *sim.Machine, rounds int64) int64 {
	return (m.Now/lockCPUs+rounds)*lockCPUs + int64(m.Self) - m.Now
}

// work is the workload on a machine.
type work struct {
	k     *path.Kernel
	locks locking.ID // the first
}

// draw chooses the next lock and sleeps.
func (w *work) draw(k *path.Kernel, f *sim.Frame) {
	r := uint32(f.R[rSeed])
	r ^= r << 13
	r ^= r >> 17
	r ^= r << 5
	f.R[rSeed], f.R[rHold], f.R[rTarget] = int32(r), int32(1+r>>6%8), k.M.Self
	if r>>12%64 == 0 {
		f.R[rTarget] = int32(r >> 18 % 64)
	}
	k.M.Charge(upTo(k.M, int64(1+r%64)))
}

// take is the end of the sleep, or of waiting: false if it has to wait.
func (w *work) take(k *path.Kernel, f *sim.Frame) bool {
	f.R[rEvents]++
	return k.Locks.Lock(k.M, w.locks+locking.ID(f.R[rTarget]), locking.Spin)
}

func (w *work) hold(k *path.Kernel, f *sim.Frame) {
	f.R[rSum] = f.R[rSum]*31 + int32(k.M.Now)
	k.M.Charge(upTo(k.M, int64(f.R[rHold])))
}

func (w *work) release(k *path.Kernel, f *sim.Frame) {
	f.R[rEvents]++
	k.Locks.Unlock(k.M, w.locks+locking.ID(f.R[rTarget]), locking.Spin)
}

// byAction is the process as the kernel's functions are written: each micro-step
// does one thing that others could see.
func (w *work) byAction() path.Listing {
	return path.Listing{Name: "process", Ops: []path.Op{
		{Label: "draw", Text: "choose a lock and sleep", Do: func(k *path.Kernel, _ *sim.Thread, f *sim.Frame) path.Verdict {
			w.draw(k, f)
			return path.Next
		}},
		{Text: "take the lock", Do: func(k *path.Kernel, _ *sim.Thread, f *sim.Frame) path.Verdict {
			if !w.take(k, f) {
				return path.Again
			}
			return path.Next
		}},
		{Text: "sleep with it", Do: func(k *path.Kernel, _ *sim.Thread, f *sim.Frame) path.Verdict {
			w.hold(k, f)
			return path.Next
		}},
		{Text: "release it", To: []string{"draw"}, Do: func(k *path.Kernel, _ *sim.Thread, f *sim.Frame) path.Verdict {
			w.release(k, f)
			return path.Go0
		}},
	}}
}

// byEvent is the same process as the other simulators have it: what it does at
// one instant is one step.
func (w *work) byEvent() path.Listing {
	return path.Listing{Name: "process", Ops: []path.Op{
		{Text: "choose a lock and sleep", Do: func(k *path.Kernel, _ *sim.Thread, f *sim.Frame) path.Verdict {
			w.draw(k, f)
			return path.Next
		}},
		{Label: "take", Text: "take the lock and sleep with it", Do: func(k *path.Kernel, _ *sim.Thread, f *sim.Frame) path.Verdict {
			if !w.take(k, f) {
				return path.Again
			}
			w.hold(k, f)
			return path.Next
		}},
		{Text: "release it, choose the next and sleep", To: []string{"take"}, Do: func(k *path.Kernel, _ *sim.Thread, f *sim.Frame) path.Verdict {
			w.release(k, f)
			w.draw(k, f)
			return path.Go0
		}},
	}}
}

// newWork puts the processes on a machine on which nothing costs anything but
// what they sleep.
func newWork(t testing.TB, process func(*work) path.Listing) *work {
	k := of(t, "machine cpus=64 ghz=1\ntask p cpu=0-63 { work 1ns }\n")
	w := &work{k: k, locks: locking.ID(len(k.Locks.L))}
	for i := range lockCPUs {
		k.Locks.Add(k.M, locking.PCS, int32(i), -1)
	}
	code, err := k.Cfg.Code.With(process(w))
	require.NoError(t, err)
	fn, ok := code.Func("process")
	require.True(t, ok)
	k.Cfg.Code, k.M.Cost = code, sim.Costs{}
	for i := range uint32(lockCPUs) {
		f := k.M.Threads[i].Top()
		*f = sim.Frame{Fn: fn}
		f.R[rSeed] = int32((i + 1) * 2654435761)
	}
	return w
}

// until takes every step up to a time, and n at most.
func (w *work) until(end int64, n int) (steps int) {
	w.k.M.Until = end
	w.k.Catch(func() { steps = most(w.k, n) })
	return steps
}

// most takes n steps, or as many as there are. It is no closure, whose variables
// would be in memory.
func most(k *path.Kernel, n int) (steps int) {
	for steps < n && k.Step(sim.Timed{}) {
		steps++
	}
	return steps
}

// events is how many there were, and sum what the processes come to.
func (w *work) events() (n int) {
	for i := range lockCPUs {
		n += int(w.k.M.Threads[i].Top().R[rEvents])
	}
	return n
}

func (w *work) sum() (x uint32) {
	for i := range lockCPUs {
		x = x*1000003 + uint32(w.k.M.Threads[i].Top().R[rSum])
	}
	return x
}

// Known answers, which every simulator beside us comes to as well.
const (
	lockEnd    = 18_500_000 // ticks: about a million events
	lockEvents = 1_001_559
	lockSum    = 0x9c376d8b
)

func TestLockWorkload(t *testing.T) {
	for _, process := range []func(*work) path.Listing{(*work).byAction, (*work).byEvent} {
		w := newWork(t, process)
		w.until(lockEnd, 1<<30)
		assert.Equal(t, lockEvents, w.events())
		assert.EqualValues(t, uint32(lockSum), w.sum())
		assert.Empty(t, w.k.Oopses)
	}
}

// TestLockFor is for who compares simulators: it prints what their programs
// print, the events up to a time, the sum and the CPU time of an event.
func TestLockFor(t *testing.T) {
	end, err := strconv.ParseInt(os.Getenv("BARNYARD_LOCK"), 10, 64)
	if err != nil {
		t.Skip("BARNYARD_LOCK names no end")
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	w := newWork(t, (*work).byEvent)
	from := cpuTime()
	for w.until(end, ofSteps) == ofSteps {
	}
	fmt.Println(w.events(), w.sum(), float64((cpuTime()-from).Nanoseconds())/float64(w.events()))
}

// BenchmarkLock is the workload: a time for each of its events, in which no
// simulator differs from the other.
func BenchmarkLock(b *testing.B) {
	b.Run("event", func(b *testing.B) { benchLock(b, (*work).byEvent) })
	b.Run("action", func(b *testing.B) { benchLock(b, (*work).byAction) })
}

func benchLock(b *testing.B, process func(*work) path.Listing) {
	w := newWork(b, process)
	w.until(sim.Inf-1, 100_000)
	before := w.events()
	spent := measure(b, 0, ofSteps, func(n int) { w.until(sim.Inf-1, n) })
	b.ReportMetric(float64(spent.Nanoseconds())/float64(w.events()-before), "cpu-ns/event")
}
