package view

import (
	"testing"

	"github.com/stretchr/testify/require"

	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// millionEvents is a run with more than a million events: eight CPUs whose tasks
// allocate, free to each other, sleep and shrink without an end.
const millionEvents = `machine cpus=8 nodes=2 isolated=7 nohz_full=7
cache c size=64 capacity=8 slabobjs=16
task a cpu=0 { loop { alloc c n=20; free c n=all; sleep 2us } }
task b cpu=1 { loop { alloc c n=9; give d c n=9; sleep 1us } }
task d cpu=2 { loop { sleep 3us; free c n=all order=fifo } }
task e cpu=3 { loop { alloc c n=30; work 1us; free c n=all } }
task f cpu=4 { loop { alloc c n=5; free c n=all; sleep 1us } }
task g cpu=5 { loop { shrink c; sleep 20us } }
task poll cpu=7 { alloc c n=8; loop { work 100ns; mark gap; alloc c; free c } }
irq net cpu=6 at=1us every=5us { alloc c; free c }
until 40ms
`

// longRun is that run, recorded to its end and shown there, fully zoomed out.
func longRun(t testing.TB, keys string) *ui.Model {
	m := ui.New(1280, 720)
	m.Live = true
	ui.Update(m, ui.Load{Name: "million", Text: millionEvents})
	require.True(t, m.Loaded(), m.Notice.Text)
	for !m.Side().Past.Ended() && m.Side().Past.Len() < 1_200_000 {
		ui.Update(m, ui.Tick{Steps: 100_000})
	}
	require.GreaterOrEqual(t, m.Side().Past.Len(), 1_000_000)
	ui.Update(m, ui.SeekTo{At: m.Side().Past.Recorded()})
	for m.Seeking() {
		ui.Update(m, ui.Tick{Steps: 100_000})
	}
	keyed(m, keys)
	ui.Update(m, ui.Zoom{Factor: 1e9})
	return m
}

// BenchmarkZoomedOut draws it in each of the views. It prints milliseconds,
// items of the timeline, and events.
func BenchmarkZoomedOut(b *testing.B) {
	for _, c := range []struct{ name, keys string }{{"CPUs", ""}, {"tasks", "v"}, {"lines", "x"}} {
		b.Run(c.name, func(b *testing.B) {
			m := longRun(b, c.keys)
			var s scene.Scene
			b.ReportAllocs()
			for b.Loop() {
				Build(m, &s)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms/frame")
			b.ReportMetric(float64(len(s.Items)), "items")
			b.ReportMetric(float64(m.Side().Past.Len()), "events")
		})
	}
}
