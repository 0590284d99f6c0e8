package view

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/track"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// crowdOf is a machine of many CPUs, two thirds of which fight for a few locks.
func crowdOf(t *testing.T, cpus, nodes int, w, h float32) *ui.Model {
	text := fmt.Sprintf("machine cpus=%d nodes=%d qpw=0\ncache c size=64 capacity=60\n"+
		"task w cpu=0-%d { loop { alloc c n=70; work 200ns; free c n=70; work 300ns } }\n"+
		"task admin cpu=0 start=2us { shrink c }\nseed 3\nuntil 6us\n", cpus, nodes, cpus*2/3)
	m := ui.New(w, h)
	ui.Update(m, ui.Load{Name: "crowd", Text: text})
	require.True(t, m.Loaded(), m.Notice.Text)
	for m.Recording() {
		ui.Update(m, ui.Tick{Steps: 50_000})
	}
	ui.Update(m, ui.SeekTo{At: 3500 * m.GHz()})
	for m.Seeking() {
		ui.Update(m, ui.Tick{Steps: 50_000})
	}
	return m
}

// Where not every CPU has a row, a row for each node, or part of one, says how many
// of its CPUs do what, and nothing lies over another; no row is of a CPU that
// nobody chose.
func TestManyCPUsAreCounted(t *testing.T) {
	for _, c := range []struct {
		cpus, nodes int
		w, h        float32
		rows        int
	}{{1024, 8, 1280, 720, 4}, {1024, 8, 1280, 1000, 8}, {1024, 1, 1280, 720, 8}, {1000, 3, 390, 844, 3}, {1024, 64, 390, 844, 8}, {256, 2, 360, 640, 2}} {
		m := crowdOf(t, c.cpus, c.nodes, c.w, c.h)
		s, where := built(m), fmt.Sprintf("%d CPUs, %d nodes, %g wide", c.cpus, c.nodes, c.w)
		g := workOf(s).groups
		require.Len(t, g.all, c.rows, where)
		next := 0
		for i, gr := range g.all {
			assert.Equal(t, next, gr.from, where)
			next = gr.to
			assertGroup(t, m, s, i, &gr, where)
		}
		assert.Equal(t, c.cpus, next, where)
		for i := range s.Items {
			require.NotEqual(t, scene.Track, s.Items[i].ID.Kind, where)
		}
		checkTexts(t, m, s, where)

		chosen := c.cpus - 3
		ui.Update(m, ui.Select{ID: scene.CPU.ID(chosen)})
		s = built(m)
		name, row := boxed(s, scene.Track.ID(chosen).Sub(1)), boxed(s, scene.Track.ID(chosen))
		require.NotNil(t, row, "%s: the chosen CPU has a row", where)
		require.NotNil(t, name, where)
		pane := FrameOf(m).Timeline
		assert.GreaterOrEqual(t, name.Rect.X-typeset.Measure(name.Text, name.Type), pane.X, where)
		for i := range workOf(s).groups.all {
			over := boxed(s, scene.TrackGroup.ID(i))
			assert.LessOrEqual(t, over.Rect.Y+over.Rect.H, row.Rect.Y, where)
		}
	}
}

// assertGroup counts again what the CPUs of a group do, from the state of the
// machine, and compares that with the words and the heights of a row.
func assertGroup(t *testing.T, m *ui.Model, s *scene.Scene, i int, gr *group, where string) {
	t.Helper()
	k, want := m.Kernel(), counts{}
	for cpu := gr.from; cpu < gr.to; cpu++ {
		c := &k.M.CPUs[cpu]
		base := m.Side().Tracks.CPUs[cpu].Base.At(m.Now)
		switch id := c.Current(); {
		case c.Nest > 0:
			want[track.Interrupted]++
		case base.What == track.Switch:
			want[track.Switches]++
		case id == sim.NoThread && !sleeper(m, cpu):
			want[track.Idles]++
		case id == sim.NoThread, k.M.Threads[id].State == sim.Spinning:
			want[track.Waits]++
		case k.M.Threads[id].Kind == sim.Kworker:
			want[track.Works]++
		default:
			want[track.RunsTask]++
		}
	}
	said := boxed(s, scene.TrackGroup.ID(i).Sub(4))
	require.NotNil(t, said, where)
	assert.True(t, strings.HasPrefix(said.Text, fmt.Sprintf("%d run", want[track.RunsTask]+want[track.Works])), "%s: %q, and it is %v", where, said.Text, want)
	if n := want[track.Waits]; n > 0 {
		assert.Contains(t, said.Text, fmt.Sprintf(", %d wait", n), where)
	}
	row, size := boxed(s, scene.TrackGroup.ID(i)).Rect, float32(gr.to-gr.from)
	var tasks, hatched float32 // of the last column, which ends at the cursor
	for j := range s.Items {
		it := &s.Items[j]
		if it.ID.Kind != scene.Nothing || it.Rect.Y < row.Y-0.1 || it.Rect.Y+it.Rect.H > row.Y+row.H+0.1 {
			continue
		}
		switch {
		case it.Shape == scene.Box && it.Fill.Role == theme.Task:
			tasks = it.Rect.H
		case it.Shape == scene.Hatch:
			hatched = it.Rect.H
		}
	}
	// The last column is of an instant a little before the cursor.
	assert.InDelta(t, row.H*float32(want[track.RunsTask])/size, tasks, float64(row.H)/8, where)
	assert.InDelta(t, row.H*float32(want[track.Waits])/size, hatched, float64(row.H)/8, where)
}

// sleeper says whether a thread of a CPU sleeps for somebody.
func sleeper(m *ui.Model, cpu int) bool {
	for id := range m.Kernel().M.Threads {
		th := &m.Kernel().M.Threads[id]
		if int(th.CPU) == cpu && th.State == sim.Waiting && (th.Why == sim.WaitFlush || th.Why == sim.WaitMutex) {
			return true
		}
	}
	return false
}

// What has been counted for one picture serves the next: as time goes on, and as
// the window moves, the rows are those of a picture that knows nothing yet.
func TestCountedCPUsAreKept(t *testing.T) {
	m := crowdOf(t, 128, 4, 390, 844)
	var kept scene.Scene
	for i := range 60 {
		ui.Update(m, ui.StepBy{N: 97})
		switch i % 7 {
		case 3:
			ui.Update(m, ui.Pan{By: 200 * m.GHz()})
		case 5:
			ui.Update(m, ui.Zoom{At: m.Now, Factor: 0.9})
		}
		Build(m, &kept)
		require.Equal(t, built(m).TextDump(), kept.TextDump(), "%d", i)
	}
}
