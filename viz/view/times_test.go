package view

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/history"
	"barnyard/engine/scenario"
	"barnyard/viz/scene"
	"barnyard/viz/svg"
	"barnyard/viz/theme"
	"barnyard/viz/track"
	"barnyard/viz/typeset"
)

var updateTimes = flag.Bool("update-times", false, "write the golden scenes of timeline, latency and listing anew")

// recorded is a built-in scenario in one mode, recorded to its end.
func recorded(t testing.TB, name, mode string) (*history.History, *track.Tracks) {
	b, ok := scenario.Lookup(name)
	require.True(t, ok, name)
	return recordedText(t, name, b.Text, mode)
}

func recordedText(t testing.TB, name string, text []byte, mode string) (*history.History, *track.Tracks) {
	s, err := engine.Parse(name, text)
	require.NoError(t, err)
	require.NoError(t, s.Set("qpw", mode))
	h, err := history.Record(s)
	require.NoError(t, err)
	tr := track.New(h.AtStep(0))
	tr.Follow(h)
	return h, tr
}

// shot is what a golden scene shows: times in nanoseconds.
type shot struct {
	name, scenario, mode string
	from, to, now        int64
	w                    float32
}

func shots() []shot {
	return []shot{
		{"poll-queue", "shrink-under-poll", "0", 35_000, 43_000, 41_280, 918},
		{"poll-queue-early", "shrink-under-poll", "0", 35_000, 43_000, 38_200, 918},
		{"poll-lock", "shrink-under-poll", "1", 35_000, 43_000, 41_280, 918},
		{"poll-lock-close", "shrink-under-poll", "1", 36_800, 37_900, 37_700, 918},
		{"poll-queue-whole", "shrink-under-poll", "0", 0, 220_000, 220_000, 918},
		{"poll-lock-whole", "shrink-under-poll", "1", 0, 220_000, 220_000, 918},
		{"poll-queue-narrow", "shrink-under-poll", "0", 35_000, 43_000, 41_280, 350},
		{"fifo-queue", "shrink-under-fifo", "0", 35_000, 43_000, 43_000, 918},
		{"fifo-queue-whole", "shrink-under-fifo", "0", 0, 220_000, 220_000, 918},
		{"producer-consumer", "producer-consumer", "0", 0, 8_500_000, 8_000_000, 918},
	}
}

// draw draws a shot's timeline, latency strip and listing.
func (f shot) draw(t testing.TB) (*scene.Scene, [3]scene.Rect) {
	h, tr := recorded(t, f.scenario, f.mode)
	other := "1"
	if f.mode == "1" {
		other = "0"
	}
	_, otherTracks := recorded(t, f.scenario, other)
	mode := int(f.mode[0] - '0')
	ghz := tr.GHz
	k := h.At(f.now * ghz)
	s := &scene.Scene{}
	rects := [3]scene.Rect{{X: 0, Y: 8, W: f.w, H: 36 + 42*float32(len(tr.CPUs))}}
	rects[1] = scene.Rect{X: 0, Y: rects[0].Y + rects[0].H + 6, W: f.w, H: 110}
	rects[2] = scene.Rect{X: 14, Y: rects[1].Y + rects[1].H + 10, W: min(f.w-28, 320), H: 190}
	s.Reset(f.w, rects[2].Y+rects[2].H+8)
	s.Box(scene.ID{}, scene.Rect{W: s.W, H: s.H}, 0, scene.Solid(theme.Ground))
	timeline(s, TimelineInput{Hist: h, Tracks: tr, K: k, Now: f.now * ghz, From: f.from * ghz, To: f.to * ghz, GHz: ghz}, rects[0])
	in := LatencyInput{Names: [2]string{"qpw=0", "qpw=1"}, Complete: [2]bool{true, true}, Mode: mode, Now: f.now * ghz, From: f.from * ghz, To: f.to * ghz, GHz: ghz}
	in.Tracks[mode], in.Tracks[1-mode] = tr, otherTracks
	latency(s, in, rects[1])
	listing(s, ListingInput{K: k, Thread: ListingThread(k, LastActor(h.All(), k.M.Step), scene.ID{})}, rects[2])
	return s, rects
}

func TestGoldenTimes(t *testing.T) {
	for _, f := range shots() {
		t.Run(f.name, func(t *testing.T) {
			s, rects := f.draw(t)
			golden(t, f.name+".txt", s.TextDump())
			golden(t, f.name+".svg", string(svg.Append(nil, s, theme.Dark(), svg.Options{})))
			assertTidy(t, s, rects[:])
		})
	}
}

func golden(t *testing.T, name, got string) {
	file := filepath.Join("testdata", "times", name)
	if *updateTimes {
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err, "write it with -update-times")
	assert.Equal(t, string(want), got)
}

// assertTidy says that no two texts overlap, that nothing leaves the panes,
// and that every hint is a sentence.
func assertTidy(t *testing.T, s *scene.Scene, panes []scene.Rect) {
	var texts []scene.Item
	for i := range s.Items {
		it := s.Items[i]
		if it.Hint != "" {
			assert.Regexp(t, `^[^ ].*[.]$`, it.Hint)
		}
		if it.Shape != scene.Text || it.Text == "" {
			continue
		}
		it.Rect.W = measured(&it)
		texts = append(texts, it)
	}
	for i := range texts {
		a := texts[i].TextBox()
		assert.True(t, insideAny(a, panes), "%s %q at %v leaves the panes", texts[i].ID, texts[i].Text, a)
		for j := range i {
			b := texts[j].TextBox()
			assert.False(t, overlap(tight(a), tight(b)), "%q at %v and %q at %v", texts[i].Text, a, texts[j].Text, b)
		}
	}
	assert.LessOrEqual(t, len(s.Items), 4000)
}

func measured(it *scene.Item) float32 { return typeset.Measure(it.Text, it.Type) }

// tight is a text's box without the air above and below its letters.
func tight(r scene.Rect) scene.Rect {
	return scene.Rect{X: r.X, Y: r.Y + r.H*0.12, W: r.W, H: r.H * 0.76}
}

func insideAny(r scene.Rect, panes []scene.Rect) bool {
	for _, p := range panes {
		p = p.Grow(0.5)
		if r.X >= p.X && r.Y >= p.Y && r.X+r.W <= p.X+p.W && r.Y+r.H <= p.Y+p.H+2 {
			return true
		}
	}
	return false
}
