package view

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/gesture"
	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// after is a model where some cues lead and some keys are pressed there.
func after(t testing.TB, text string, w, h float32, cue string, keys ...string) *ui.Model {
	m := modelOf(t, text, w, h, cue)
	for _, key := range keys {
		e := gesture.Event{Kind: gesture.Key, Name: key}
		if r := []rune(key); len(r) == 1 {
			e = gesture.Event{Kind: gesture.Char, Rune: r[0]}
		}
		ui.Update(m, ui.Hand{Event: e})
		for range 20 {
			ui.Update(m, ui.Tick{Steps: 50_000})
		}
	}
	return m
}

// ofLatency is what of a scene belongs to the pane of samples and the ledger.
func ofLatency(s *scene.Scene) *scene.Scene {
	out := &scene.Scene{W: s.W, H: s.H, Points: s.Points}
	for _, it := range s.Items {
		switch it.ID.Kind {
		case scene.Latency, scene.LatencyBar, scene.LatencyTick, scene.LatencyTable, scene.LatencyRow, scene.LatencyOpen, scene.LatencyClass,
			scene.LatencyTab, scene.LatencyMark, scene.Gap, scene.LedgerPart, scene.LedgerRow:
			out.Items = append(out.Items, it)
		}
	}
	return out
}

// The states of the pane that goldens keep.
var latencyStates = []struct {
	name, scenario, cue string
	keys                []string
}{
	{"gap-open", "shrink-under-poll", "mode qpw=0\nat 39us", nil},
	{"gap-chosen", "shrink-under-poll", "mode qpw=0\nat 60us", []string{"(", "Enter"}},
	{"histogram", "shrink-under-poll", "mode qpw=0\nat 60us", []string{"h", "("}},
	{"policies", "four-policies", "mode qpw=0\nat 1020us\nspeed 200us", []string{"o"}},
	{"lock-wait", "rt-pi-chain", "", []string{"End", "(", "h", "(", "Enter"}},
}

func TestGoldenLatency(t *testing.T) {
	for _, c := range latencyStates {
		for _, z := range [][2]float32{{1280, 720}, {390, 844}} {
			name := fmt.Sprintf("latency-%s-%gx%g.txt", c.name, z[0], z[1])
			t.Run(name, func(t *testing.T) {
				s := ofLatency(built(after(t, c.scenario, z[0], z[1], c.cue, c.keys...)))
				goldenWindow(t, name, s.TextDump())
				assertTidy(t, s, []scene.Rect{{W: z[0], H: z[1]}})
			})
		}
	}
}

// At every size no writing of the pane lies on other writing, and none leaves
// the window.
func TestThePaneIsTidyAtEverySize(t *testing.T) {
	for _, c := range latencyStates {
		m := after(t, c.scenario, 1280, 720, c.cue, c.keys...)
		for _, z := range [][2]float32{{360, 640}, {700, 500}, {844, 390}, {1000, 700}, {1920, 1080}} {
			ui.Update(m, ui.Resize{W: z[0], H: z[1]})
			assertTidy(t, ofLatency(built(m)), []scene.Rect{{W: z[0], H: z[1]}})
		}
	}
}

// textOf is the writing of the items of a kind, in order.
func textOf(s *scene.Scene, kind scene.Kind) string {
	var all []string
	for i := range s.Items {
		if it := &s.Items[i]; it.ID.Kind == kind && it.Shape == scene.Text {
			all = append(all, it.Text)
		}
	}
	return strings.Join(all, "\n")
}

// In the boxes with a line a run the numbers of one kind stand below each other,
// whatever the runs are called.
func TestTheNumbersOfRunsStandBelowEachOther(t *testing.T) {
	for name, cue := range map[string]string{"four-policies": "at 1020us\nsamples policies", "shrink-under-poll": "sides qpw=0/alt=userret qpw=0\nat 39us"} {
		m := modelOf(t, name, 1920, 1080, cue)
		for range 100 {
			ui.Update(m, ui.Tick{Steps: 50_000})
		}
		lines := strings.Split(textOf(built(m), scene.LatencyRow), "\n")
		require.Greater(t, len(lines), 1, name)
		for _, word := range []string{" p50", " max", "µs", " n "} {
			for _, line := range lines {
				require.Contains(t, line, word)
				at := func(s string) int { return utf8.RuneCountInString(s[:strings.Index(s, word)]) }
				assert.Equal(t, at(lines[0]), at(line), "%s: %s in\n%s", name, word, strings.Join(lines, "\n"))
			}
		}
	}
}

// What the pane says of the story's longest pause is the known answer: 5759
// cycles of 3 GHz, 4000 of them in two switches.
func TestTheLedgerIsShown(t *testing.T) {
	m := after(t, "shrink-under-poll", 1280, 720, "mode qpw=0\nat 60us", "(", "Enter")
	s := built(m)
	rows := textOf(s, scene.LedgerRow)
	for _, want := range []string{"poll.gap 1.920 µs", "37.627 to 39.547 µs = 5759 cycles",
		"context switches\n", "1.333   69%\n", "kworker/3:0 for admin\n", "worker_thread\n", "__sheaf_flush_main_batch\n",
		"the interrupt from CPU 0\n", "its own work\n", "0.100  5.2%\n", "1.920  100%"} {
		assert.Contains(t, rows+"\n", want)
	}
	whole := float32(0)
	for i := range s.Items {
		if it := &s.Items[i]; it.ID.Kind == scene.LedgerPart && it.Shape == scene.Box && it.ID.Part == 0 {
			whole += it.Rect.W
		}
	}
	pane := boxed(s, scene.Listing.ID())
	require.NotNil(t, pane)
	assert.InDelta(t, pane.Rect.W-24, whole, 0.5, "the parts are the whole bar")
	gap := boxed(s, scene.Gap.ID())
	require.NotNil(t, gap, "the interval is marked on the track")
	poll := boxed(s, scene.Track.ID(3))
	assert.Less(t, gap.Rect.Y, poll.Rect.Y)
	assert.Greater(t, gap.Rect.Y+gap.Rect.H, poll.Rect.Y+poll.Rect.H)
	m.Time.Tasks = true
	s = built(m)
	gap, poll = boxed(s, scene.Gap.ID()), boxed(s, scene.TaskRow.ID(0))
	require.NotNil(t, gap, "and in the task view on that of its task")
	require.NotNil(t, poll)
	assert.True(t, gap.Rect.Y < poll.Rect.Y+poll.Rect.H && poll.Rect.Y < gap.Rect.Y+gap.Rect.H)
}

// In a live picture the chosen bar says what the sample went to.
func TestABarTellsItsLedger(t *testing.T) {
	m := after(t, "shrink-under-poll", 1280, 720, "mode qpw=0\nat 60us", "(")
	m.Live = true
	hint := hintOf(built(m), scene.LatencyBar.ID(0, 361))
	assert.Equal(t, "poll.gap: 1.920 µs up to 39.547 µs. It went to context switches 1.333 µs (69%), kworker/3:0 for admin 289 ns (15%), "+
		"the interrupt from CPU 0 167 ns (8.7%), its own work 100 ns (5.2%), cache lines, to kworker/3:0 30 ns (1.6%).", hint)
}

// Every class with a sample has a bar that can be pointed at, and no other has.
func TestTheHistogramHasABarForEachClass(t *testing.T) {
	m := after(t, "four-policies", 1280, 720, "mode qpw=0\nat 1020us", "O")
	s := built(m)
	for run := range m.Runs() {
		for class, n := range m.Counts(run) {
			bar := boxed(s, scene.LatencyClass.ID(run, class))
			if n == 0 {
				assert.Nil(t, bar)
				continue
			}
			require.NotNil(t, bar, "run %d, class %d", run, class)
			assert.Positive(t, bar.Rect.H)
			assert.Contains(t, bar.Hint, m.Run(run).Variant.Label())
		}
	}
	_, classes := m.ClassWidth()
	assert.True(t, classes >= 40 && classes <= 120)
	assert.Equal(t, m.Runs(), strings.Count(textOf(s, scene.LatencyRow), "\n")+1)
}

// On the histogram there is no instant under a hand: a drag does not scrub.
func TestTheHistogramIsNotTime(t *testing.T) {
	m := after(t, "shrink-under-poll", 1280, 720, "mode qpw=0\nat 60us", "h")
	s := built(m)
	r := FrameOf(m).Latency
	assert.Equal(t, ui.Elsewhere, Locate(m, s, r.X+r.W/2, r.Y+r.H/2).On)
	assert.Equal(t, scene.LatencyClass.ID(0, 5), Locate(m, s, r.X+74+828*0.055, r.Y+r.H-30).ID)
	ui.Update(m, ui.ShowCounts{})
	assert.Equal(t, ui.OnTime, Locate(m, built(m), r.X+r.W/2, r.Y+r.H/2).On)
}

// What both runs come to stays in view while a figure as low as the site's first one
// plays and the numbers beside it get longer.
func TestTheMaximaOfBothRunsDoNotComeAndGo(t *testing.T) {
	const from, to = 38_000, 39_100 // ns
	for _, h := range []float32{626, 636, 648} {
		m := modelOf(t, "shrink-under-poll", 838, h, "compare qpw=0 qpw=1\nat 36200ns\nspeed 1us\nplay")
		frames := 0
		for m.Now < to*m.GHz() {
			ui.Update(m, ui.Tick{Steps: 50_000, Seconds: 1.0 / 30})
			if m.Now < from*m.GHz() {
				continue
			}
			frames++
			assert.True(t, slices.ContainsFunc(built(m).Items, func(it scene.Item) bool {
				return it.ID.Kind == scene.LatencyTable || it.ID.Kind == scene.LatencyRow
			}), "%g high, at %d cycles", h, m.Now)
		}
		assert.Greater(t, frames, 50)
	}
}
