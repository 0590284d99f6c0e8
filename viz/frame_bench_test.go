package viz

import (
	"fmt"
	"runtime"
	"testing"

	"barnyard/viz/measure"
	"barnyard/viz/ui"
)

// machines is what the frames are measured on: the story of the front page, and
// machines of some CPUs on which all of them allocate and free, and one of them
// shrinks the cache over and over.
var machines = []struct {
	name string
	cpus int // 0: the built-in
}{{"shrink-under-poll", 0}, {"8-cpus", 8}, {"64-cpus", 64}, {"256-cpus", 256}, {"1024-cpus", 1024}}

func benchText(name string, cpus int) string {
	if cpus == 0 {
		return name
	}
	return fmt.Sprintf(`machine cpus=%d nodes=%d isolated=%d nohz_full=%d qpw=0
cache kmalloc-64 size=64
task worker cpu=1-%d { loop { alloc kmalloc-64 n=20; work 2us; free kmalloc-64 n=20 } }
task poll cpu=%d { loop { work 100ns; mark gap } }
task admin cpu=0 start=10us { loop { shrink kmalloc-64; sleep 50us } }
until %dus
`, cpus, max(cpus/128, 1), cpus-1, cpus-1, cpus-2, cpus-1, max(3200/cpus, 40))
}

// playing is the app in the middle of a run that is recorded to its end.
func playing(tb testing.TB, name string, cpus int) *App {
	a := New(Options{Scenario: benchText(name, cpus), Desktop: true})
	if !a.m.Loaded() {
		tb.Fatal(a.m.Notice.Text)
	}
	a.w, a.h = 1280, 720
	for !a.m.Sides[0].Past.Ended() || !a.m.Sides[1].Past.Ended() {
		ui.Update(a.m, ui.Tick{Steps: 100_000})
	}
	ui.Update(a.m, ui.Play{})
	a.budget.steps = leastSteps
	runtime.GC() // or it collects what recording left in the frames that are measured
	return a
}

// warm is how many frames are played before any counts: until the letters that
// are needed are in the atlas.
const warm = 1500

// frame is Update and what Draw does without a screen: all but handing the
// triangles to Ebitengine.
func (a *App) frame() {
	if !a.m.Playing {
		ui.Update(a.m, ui.Play{}) // from the start again
	}
	if err := a.Update(); err != nil {
		panic(err)
	}
	a.painter.Triangles(a.picture.shown(a.m), 1)
}

// BenchmarkFrame prints the CPU time of a frame while a run is played, and how
// often it allocates.
func BenchmarkFrame(b *testing.B) {
	for _, c := range machines {
		b.Run(c.name, func(b *testing.B) {
			a := playing(b, c.name, c.cpus)
			for range warm {
				a.frame()
			}
			times := make(measure.Times, 0, 1<<16)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for b.Loop() {
				times.Of(a.frame)
			}
			runtime.ReadMemStats(&after)
			times.Report(b)
			b.ReportMetric(float64(after.Mallocs-before.Mallocs)/float64(len(times)), "allocs/frame")
			b.ReportMetric(float64(len(a.picture.built.Items)), "items")
		})
	}
}
