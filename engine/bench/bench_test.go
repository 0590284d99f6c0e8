package bench

import (
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// measure runs something n times, after some that bring lists to their length,
// and reports the CPU time for each; it returns that of all.
func measure(b *testing.B, warm int, run func(n int)) time.Duration {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	run(warm)
	b.ReportAllocs()
	b.ResetTimer()
	from := cpuTime()
	// In parts: a function that is never left stays slow in a browser, which
	// replaces it by a faster one only where it is called.
	for left := b.N; left > 0; left -= slice {
		run(min(left, slice))
	}
	spent := cpuTime() - from
	b.StopTimer()
	b.ReportMetric(float64(spent.Nanoseconds())/float64(b.N), "cpu-ns/op")
	return spent
}

const slice = 4096

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
	limit    int64
	sink     []sim.Event // the events that were told last, in a ring
	at       int
}

func newAgain(r *engine.Run) *again {
	return &again{first: r.Kernel.Clone(), k: r.Kernel, limit: r.Limit, sink: make([]sim.Event, 1<<14)}
}

// steps takes n steps and keeps their events.
func (a *again) steps(n int) {
	for range n {
		a.step()
		for _, e := range a.k.M.Events {
			a.sink[a.at%len(a.sink)] = e
			a.at++
		}
	}
}

// step takes one step.
func (a *again) step() {
	for {
		if at, ok := a.k.M.Peek(); ok && at <= a.limit && a.k.Step(sim.Timed{}) {
			return
		}
		quiet := a.k.M.Quiet
		a.k.CopyFrom(a.first)
		a.k.M.Quiet = quiet
	}
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
			measure(b, 100_000, a.steps)
		})
	}
}
