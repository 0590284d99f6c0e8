package track_test

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/history"
	"barnyard/engine/sim"
	"barnyard/viz/measure"
	"barnyard/viz/track"
)

// longRuns are runs of ten million steps and more: few CPUs that poll, CPUs
// that hand objects to each other and shrink, and a large machine.
var longRuns = []struct{ name, text string }{
	{"4-cpus", "machine cpus=4 isolated=3\ncache k size=64\ntask poll cpu=3 { alloc k n=40; free k n=40; loop { work 100ns; mark gap } }\ntask netd cpu=1 { loop { alloc k; work 200ns; free k } }\ntask admin cpu=0 start=36us { loop { shrink k; sleep 1ms } }\nuntil 60ms"},
	{"8-cpus", "machine cpus=8 qpw=0\ncache k size=64\ntask a cpu=0 { loop { alloc k n=120; give b k n=120; sleep 50us } }\ntask b cpu=1 start=20us { loop { free k n=all; sleep 50us } }\ntask c cpu=2 { loop { alloc k n=90; free k n=90; mark m } }\ntask d cpu=2 { loop { alloc k n=30; free k n=30; sleep 10us } }\ntask e cpu=3 { loop { alloc k; free k; work 2us } }\ntask admin cpu=4 { loop { shrink k; sleep 500us } }\nuntil 400ms"},
	{"256-cpus", "machine cpus=256 nodes=4 qpw=0\ncache k size=64\ntask t cpu=0-254 { loop { alloc k n=10; work 20us; free k n=10; mark m } }\ntask admin cpu=255 { loop { shrink k; sleep 2ms } }\nuntil 400ms"},
	{"1024-cpus", "machine cpus=1024 nodes=8 qpw=0\ncache k size=64\ntask t cpu=0-1022 { loop { alloc k n=10; work 20us; free k n=10; mark m } }\ntask admin cpu=1023 { loop { shrink k; sleep 2ms } }\nuntil 400ms"},
}

const longSteps = 10_000_000

func heap() float64 {
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return float64(s.HeapAlloc) / (1 << 20)
}

// BenchmarkSeek10M records ten million steps as a figure does and goes to
// random instants of them. It prints the CPU time that this takes, and the
// memory of the history and the tracks.
func BenchmarkSeek10M(b *testing.B) {
	for _, c := range longRuns {
		b.Run(c.name, func(b *testing.B) { seekLong(b, c.name, c.text) })
	}
}

func seekLong(b *testing.B, name, text string) {
	b.Helper()
	s, err := engine.Parse(name, []byte(text))
	require.NoError(b, err)
	before := heap()
	h, err := history.New(s)
	require.NoError(b, err)
	tracks := track.New(h.AtStep(0))
	for h.Steps() < longSteps && h.Advance(20_000) {
		tracks.Follow(h)
	}
	tracks.Follow(h)
	mib := heap() - before
	rnd := sim.NewRand(1, 0)
	var seeks measure.Times
	for b.Loop() {
		at := rnd.Intn(h.Recorded())
		seeks.Of(func() { h.At(at) })
	}
	seeks.Report(b)
	b.ReportMetric(mib, "MiB")
	b.ReportMetric(float64(h.Steps())/1e6, "Msteps")
	b.ReportMetric(float64(h.Len())/1e6, "Mevents")
	runtime.KeepAlive(tracks)
}
