package view

import (
	"math/rand"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/history"
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/track"
)

const busyScenario = "machine cpus=8 nodes=1 isolated=7 ghz=1\ncache c size=64\n" +
	"task a0 cpu=0 { work 1us }\ntask a1 cpu=1 { work 1us }\ntask a2 cpu=2 { work 1us }\ntask a3 cpu=3 { work 1us }\n" +
	"task a4 cpu=4 { work 1us }\ntask a5 cpu=5 { work 1us }\ntask a6 cpu=6 fifo=3 { work 1us }\ntask a7 cpu=7 { work 1us; mark m }\n" +
	"task b0 cpu=0 { work 1us }\ntask b7 cpu=7 { work 1us }\nuntil 1ms\n"

// busy is the tracks of a made-up run of about n events: everything that can
// happen, on all CPUs, at random.
func busy(t testing.TB, n int) (*path.Kernel, *track.Tracks) {
	s, err := engine.Parse("busy", []byte(busyScenario))
	require.NoError(t, err)
	h, err := history.New(s)
	require.NoError(t, err)
	k := h.AtStep(0)
	tr := track.New(k)
	tr.Append(busyEvents(k, n))
	return k, tr
}

func busyEvents(k *path.Kernel, n int) []sim.Event {
	rnd := rand.New(rand.NewSource(9))
	events := make([]sim.Event, 0, n+16)
	now := int64(10)
	add := func(cpu int, kind sim.Kind, th sim.ThreadID, a, b int32, c int64) {
		now += rnd.Int63n(40)
		events = append(events, sim.Event{Time: now, Kind: kind, CPU: int16(cpu), Thread: th, A: a, B: b, C: c})
	}
	worker := k.WQ.Pools
	for len(events) < n {
		cpu := rnd.Intn(8)
		task, lock := sim.ThreadID(cpu), int32(k.Heap.PCS[cpu].Lock)
		switch rnd.Intn(6) {
		case 0, 1, 2:
			add(cpu, sim.LockAcquire, task, lock, 0, 0)
			add(cpu, sim.LockRelease, task, lock, 0, 20)
		case 3:
			add(cpu, sim.LineMove, task, 3, int32((cpu+1)%8), 90)
			add(cpu, sim.Mark, task, 0, 0, rnd.Int63n(3000))
		case 4:
			add(cpu, sim.IrqEnter, sim.ThreadID(len(k.M.Threads)-8+cpu), int32(len(k.M.Threads)-8+cpu), 0, 0)
			add(cpu, sim.IrqExit, sim.ThreadID(len(k.M.Threads)-8+cpu), int32(len(k.M.Threads)-8+cpu), 0, 0)
		case 5:
			w, to := worker[cpu].Worker, int32(cpu)
			add((cpu+3)%8, sim.QueueWork, sim.ThreadID((cpu+3)%8), int32(cpu), to, 0)
			add(cpu, sim.SchedSwitch, task, int32(task), int32(w), 50)
			add(cpu, sim.WorkStart, w, int32(cpu), to, 0)
			add(cpu, sim.WorkEnd, w, int32(cpu), to, 0)
			add(cpu, sim.SchedSwitch, w, int32(w), int32(task), 50)
		}
	}
	return events
}

func busyTimeline(s *scene.Scene, k *path.Kernel, tr *track.Tracks, from, to int64, r scene.Rect) {
	s.Reset(r.X+r.W, r.Y+r.H)
	timeline(s, TimelineInput{Tracks: tr, K: k, Now: to, From: from, To: to, GHz: 1}, r)
}

// However much has happened and whatever part of it is looked at, the picture
// is small, tidy and inside of its pane.
func TestAMillionEvents(t *testing.T) {
	k, tr := busy(t, 1_000_000)
	rnd := rand.New(rand.NewSource(4))
	s := &scene.Scene{}
	for i := range 40 {
		span := int64(100) << rnd.Intn(20)
		from := rnd.Int63n(max(tr.Last-span, 1))
		if i == 0 {
			from, span = 0, tr.Last
		}
		r := scene.Rect{X: 5, Y: 7, W: 300 + float32(rnd.Intn(1500)), H: 80 + float32(rnd.Intn(500))}
		busyTimeline(s, k, tr, from, from+span, r)
		require.LessOrEqual(t, len(s.Items), 4000)
		require.Greater(t, len(s.Items), 20)
		assertTidy(t, s, []scene.Rect{r})
		for i := range s.Items {
			assertInside(t, s, &s.Items[i], r)
		}
		latency(s, LatencyInput{Tracks: [2]*track.Tracks{tr, tr}, Now: from + span, From: from, To: from + span, GHz: 1}, r)
		require.LessOrEqual(t, len(s.Items), 5000)
	}
}

func assertInside(t *testing.T, s *scene.Scene, it *scene.Item, r scene.Rect) {
	wide := r.Grow(1)
	for _, p := range s.Of(it) {
		require.True(t, wide.Contains(p.X, p.Y), "%s at %v leaves %v", it.ID, p, r)
	}
	if it.Pts.N == 0 && it.Shape != scene.Text {
		require.True(t, wide.Contains(it.Rect.X, it.Rect.Y) && wide.Contains(it.Rect.X+it.Rect.W, it.Rect.Y+it.Rect.H), "%s at %v leaves %v", it.ID, it.Rect, r)
	}
}

// Nothing after now is drawn, whatever is recorded.
func TestNothingAfterNow(t *testing.T) {
	k, tr := busy(t, 20_000)
	s := &scene.Scene{}
	r := scene.Rect{W: 900, H: 400}
	s.Reset(900, 400)
	now := tr.Last / 2
	timeline(s, TimelineInput{Tracks: tr, K: k, Now: now, To: tr.Last, GHz: 1}, r)
	x := plotOf(r).X + plotOf(r).W/2 + 2
	for i := range s.Items {
		it := &s.Items[i]
		switch it.ID.Kind {
		case scene.RunSpan, scene.Nested, scene.HoldSpan, scene.ThreadWait, scene.ThreadOff, scene.Bracket:
			if it.ID.Part == 0 {
				assert.LessOrEqual(t, it.Rect.X+it.Rect.W, x, "%s", it.ID)
			}
		case scene.LineTick, scene.IPIArrow, scene.AskArrow:
			for _, p := range s.Of(it) {
				assert.LessOrEqual(t, p.X, x, "%s", it.ID)
			}
		}
	}
}

// A thing keeps its id while time goes on and while one zooms.
func TestIdsStay(t *testing.T) {
	k, tr := busy(t, 3000)
	seen := map[scene.ID]string{}
	for _, to := range []int64{tr.Last, tr.Last / 2, tr.Last / 5} {
		s := &scene.Scene{}
		busyTimeline(s, k, tr, 0, to, scene.Rect{W: 900, H: 400})
		ids := map[scene.ID]bool{}
		for i := range s.Items {
			it := &s.Items[i]
			if it.ID.Kind == scene.Nothing {
				continue
			}
			assert.False(t, ids[it.ID], "%s is drawn twice", it.ID)
			ids[it.ID] = true
			if it.ID.Kind == scene.LineTick && strings.HasPrefix(it.Hint, "The line of ") {
				if before, ok := seen[it.ID]; ok {
					assert.Equal(t, before, it.Hint)
				}
				seen[it.ID] = it.Hint
			}
		}
	}
	assert.NotEmpty(t, seen)
}

func BenchmarkTimeline1e6(b *testing.B) {
	k, tr := busy(b, 1_000_000)
	s := &scene.Scene{}
	for _, w := range []struct {
		name string
		span int64
	}{{"whole", tr.Last}, {"tenth", tr.Last / 10}, {"close", 20_000}} {
		b.Run(w.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				busyTimeline(s, k, tr, tr.Last/3, min(tr.Last/3+w.span, tr.Last), scene.Rect{W: 900, H: 400})
			}
			b.ReportMetric(float64(len(s.Items)), "items")
		})
	}
}

func BenchmarkAppend1e6(b *testing.B) {
	k, _ := busy(b, 10)
	events := busyEvents(k, 1_000_000)
	b.ReportAllocs()
	for b.Loop() {
		track.New(k).Append(events)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1e6, "ns/event")
}
