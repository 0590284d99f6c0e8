package viz

import (
	"runtime"
	"testing"

	"barnyard/engine/sim"
	"barnyard/viz/measure"
	"barnyard/viz/ui"
)

// BenchmarkScrub10M opens a run of ten million steps in both modes, as a figure
// does, and prints what a frame takes that goes to a random instant: with the
// window that play has, and with all of the run in it.
func BenchmarkScrub10M(b *testing.B) {
	const steps = 10_000_000
	text := "machine cpus=4 isolated=3\ncache k size=64\n" +
		"task poll cpu=3 { alloc k n=40; free k n=40; loop { work 100ns; mark gap } }\n" +
		"task netd cpu=1 { loop { alloc k; work 200ns; free k } }\n" +
		"task admin cpu=0 start=36us { loop { shrink k; sleep 1ms } }\nuntil 60ms"
	a := New(Options{Scenario: text, Desktop: true})
	if !a.m.Loaded() {
		b.Fatal(a.m.Notice.Text)
	}
	a.w, a.h = 1280, 720
	ui.Update(a.m, ui.Bound{Steps: steps})
	for a.m.Sides[0].Past.Steps() < steps || a.m.Sides[1].Past.Steps() < steps {
		ui.Update(a.m, ui.Tick{Steps: 100_000})
	}
	var mem runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&mem)
	rnd := sim.NewRand(1, 0)
	for _, c := range []struct {
		name string
		out  float64
	}{{"near", 1}, {"whole-run", 1e9}} {
		b.Run(c.name, func(b *testing.B) {
			ui.Update(a.m, ui.Zoom{At: a.m.Now, Factor: c.out})
			var times measure.Times
			for b.Loop() {
				a.Send(ui.SeekTo{At: rnd.Intn(a.m.Side().Past.Recorded())})
				times.Of(func() {
					if err := a.Update(); err != nil {
						b.Fatal(err)
					}
					a.painter.Triangles(a.picture.shown(a.m), 1)
				})
			}
			times.Report(b)
			b.ReportMetric(float64(mem.HeapAlloc)/(1<<20), "MiB")
			b.ReportMetric(float64(len(a.picture.built.Items)), "items")
		})
	}
}
