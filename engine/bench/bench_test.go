package bench

import (
	"runtime"
	"sort"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// measure runs something n times, slice by slice, after some that bring lists to
// their length. It reports for each the CPU time on average, and the time in the
// median and in the best slice: those are short, so most of them nobody
// interrupts, however busy the machine is. It returns the CPU time of all.
//
// Slices are calls because a function that is never left stays slow in a
// browser, which replaces it by a faster one only where it is called.
func measure(b *testing.B, warm, slice int, run func(n int)) time.Duration {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	run(warm)
	slices := make([]time.Duration, 0, b.N/slice)
	b.ReportAllocs()
	b.ResetTimer()
	from := cpuTime()
	for left := b.N; left > 0; left -= slice {
		began := time.Now()
		run(min(left, slice))
		if left >= slice {
			slices = append(slices, time.Since(began))
		}
	}
	spent := cpuTime() - from
	b.StopTimer()
	b.ReportMetric(float64(spent.Nanoseconds())/float64(b.N), "cpu-ns/op")
	if n := len(slices); n > 0 {
		sort.Slice(slices, func(i, j int) bool { return slices[i] < slices[j] })
		b.ReportMetric(float64(slices[n/2].Nanoseconds())/float64(slice), "p50-ns/op")
		b.ReportMetric(float64(slices[0].Nanoseconds())/float64(slice), "best-ns/op")
	}
	return spent
}

// ofSteps is a slice of steps, some hundredths of a millisecond.
const ofSteps = 1024

// builtin is the kernel of a built-in scenario at its start, with settings
// changed.
func builtin(t testing.TB, name string, settings ...string) *engine.Run {
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

// of is the kernel of a text at its start.
func of(t testing.TB, text string) *path.Kernel {
	s, err := engine.Parse("bench", []byte(text))
	require.NoError(t, err)
	r, err := engine.New(s)
	require.NoError(t, err)
	return r.Kernel
}

// again takes steps of a run, and begins again where it is over.
type again struct {
	first, k *path.Kernel
	sink     []sim.Event // the events that were told last, in a ring
	at       int
}

func newAgain(r *engine.Run) *again {
	return &again{first: r.Kernel.Clone(), k: r.Kernel, sink: make([]sim.Event, 1<<14)}
}

// steps takes n steps and keeps their events, as a history does.
func (a *again) steps(n int) {
	for n > 0 {
		if a.k.Catch(func() {
			for n > 0 {
				if !a.k.Step(sim.Timed{}) {
					a.restart()
					continue
				}
				n--
				a.keep()
			}
		}) {
			n--
			a.keep()
		}
	}
}

func (a *again) keep() {
	for i := range a.k.M.Events {
		a.sink[a.at%len(a.sink)] = a.k.M.Events[i]
		a.at++
	}
}

// quietly takes n steps of a kernel that does not crash.
func (a *again) quietly(n int) {
	a.k.Catch(func() {
		for n > 0 {
			if !a.k.Step(sim.Timed{}) {
				a.restart()
				continue
			}
			n--
		}
	})
}

// step takes one step.
func (a *again) step() {
	for !a.k.Step(sim.Timed{}) {
		a.restart()
	}
}

func (a *again) restart() {
	quiet := a.k.M.Quiet
	a.k.CopyFrom(a.first)
	a.k.M.Quiet = quiet
}

// full is scenarios in which much happens, whole, with the settings in which it
// does.
var full = []struct {
	name     string
	settings []string
}{
	{"shrink-under-poll", nil},
	{"page-fault3", []string{"cpus", "64"}},
	{"interrupted-loop", nil},
	{"kfree-rcu-burst", nil},
}

// BenchmarkStep is one micro-step of a full scenario, its events kept, no
// checks.
func BenchmarkStep(b *testing.B) {
	for _, s := range full {
		b.Run(s.name, func(b *testing.B) {
			a := newAgain(builtin(b, s.name, s.settings...))
			measure(b, 100_000, ofSteps, a.steps)
		})
	}
}
