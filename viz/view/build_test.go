package view

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/scenario"
	"barnyard/lessons"
	"barnyard/viz/scene"
	"barnyard/viz/svg"
	"barnyard/viz/theme"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

var updateFrames = flag.Bool("update", false, "write the golden scenes of the whole window anew")

// modelOf shows a built-in scenario, or a text, at a size, where some cues lead.
func modelOf(t testing.TB, text string, w, h float32, cue string) *ui.Model {
	t.Helper()
	name := "text"
	if b, ok := scenario.Lookup(text); ok {
		name, text = b.Name, string(b.Text)
	}
	m := ui.New(w, h)
	ui.Update(m, ui.Load{Name: name, Text: text})
	require.True(t, m.Loaded(), m.Notice.Text)
	for range 40 {
		ui.Update(m, ui.Tick{Steps: 50_000})
	}
	ui.Update(m, ui.Cue{Text: cue})
	for range 40 {
		ui.Update(m, ui.Tick{Steps: 50_000})
	}
	require.False(t, m.Notice.Alarm, m.Notice.Text)
	return m
}

func built(m *ui.Model) *scene.Scene {
	s := &scene.Scene{}
	Build(m, s)
	return s
}

// The moments of the story that the goldens keep.
var moments = []struct{ name, scenario, cue string }{
	{"start", "shrink-under-poll", "mode qpw=0"},
	{"queued", "shrink-under-poll", "mode qpw=0\nuntil event=QueueWork n=2"},
	{"flushing", "shrink-under-poll", "mode qpw=0\nuntil event=WorkStart cpu=3\nuntil event=StatAdd cpu=3"},
	{"queue-end", "shrink-under-poll", "mode qpw=0\nat 220us"},
	{"lock-start", "shrink-under-poll", "mode qpw=1"},
	{"reaching", "shrink-under-poll", "mode qpw=1\nuntil event=DirectStart n=2"},
	{"lock-end", "shrink-under-poll", "mode qpw=1\nat 220us"},
	{"alloc-burst", "alloc-burst", "until event=SlabNew n=5"},
	{"barn-empty", "barn-empty", "until event=BarnPut"},
}

// sizes are windows from a phone to a large screen.
var sizes = [][2]float32{{1280, 720}, {1920, 1080}, {390, 844}, {360, 640}}

func TestGoldenWindows(t *testing.T) {
	for _, c := range moments {
		t.Run(c.name, func(t *testing.T) {
			goldenWindow(t, c.name+".txt", farmOnly(built(modelOf(t, c.scenario, 1280, 720, c.cue))))
		})
	}
	for _, z := range sizes[1:] {
		name := fmt.Sprintf("flushing-%gx%g.txt", z[0], z[1])
		t.Run(name, func(t *testing.T) {
			goldenWindow(t, name, farmOnly(built(modelOf(t, "shrink-under-poll", z[0], z[1], moments[2].cue))))
		})
	}
	s := built(modelOf(t, "shrink-under-poll", 1280, 720, moments[2].cue))
	goldenWindow(t, "flushing.svg", svg.String(s, theme.Dark(), svg.Options{Title: "flushing"}))
}

// farmOnly is the scene as text without the panes of time and the listing,
// which have goldens of their own.
func farmOnly(s *scene.Scene) string {
	var b strings.Builder
	for line := range strings.Lines(s.TextDump()) {
		if !strings.Contains(line, "timeline") && !strings.Contains(line, "latency") && !strings.Contains(line, "listing") {
			b.WriteString(line)
		}
	}
	return b.String()
}

func goldenWindow(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "window", name)
	if *updateFrames {
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err, "run the test with -update once, and look at what it wrote")
	if string(want) != got {
		t.Errorf("%s is another picture now; run with -update and look at it.\n%s", name, firstDifference(string(want), got))
	}
}

// firstDifference is the first line in which two texts part.
func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d\nwant %s\ngot  %s", i+1, w[i], g[i])
		}
	}
	return fmt.Sprintf("want %d lines, got %d", len(w), len(g))
}

func TestTheSameModelGivesTheSameScene(t *testing.T) {
	m := modelOf(t, "shrink-under-poll", 1280, 720, moments[2].cue)
	first := built(m).TextDump()
	ui.Update(m, ui.ToEnd{})
	built(m)
	ui.Update(m, ui.Cue{Text: moments[2].cue})
	for range 40 {
		ui.Update(m, ui.Tick{Steps: 50_000})
	}
	assert.Equal(t, first, built(m).TextDump())
}

// many is a machine with CPUs, nodes and a capacity, on which all CPUs work
// and one shrinks.
func many(cpus, nodes, capacity int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title \"Many\"\nmachine cpus=%d nodes=%d qpw=0\ncache kmalloc-64 size=64 capacity=%d\ncache other size=256\n", cpus, nodes, capacity)
	for c := range cpus {
		fmt.Fprintf(&b, "task worker-with-a-long-name-%d cpu=%d { loop { alloc kmalloc-64 n=70; work 200ns; mark round; free kmalloc-64 n=70; alloc other; free other } }\n", c, c)
	}
	b.WriteString("task admin cpu=0 start=20us { shrink kmalloc-64 }\nseed 3\nuntil 60us\n")
	return b.String()
}

// writings is every piece of writing in a scene with the room that it takes.
type written struct {
	text string
	id   string
	box  scene.Rect
}

func writings(s *scene.Scene) (out []written) {
	at, card := opened(s)
	for i := range s.Items {
		it := &s.Items[i]
		var r scene.Rect
		switch it.Shape {
		case scene.Text:
			w := typeset.Measure(it.Text, it.Type)
			r = scene.Rect{X: it.Rect.X - w*float32(it.Anchor)/2, Y: it.Rect.Y - it.Type.Size*0.72, W: w, H: it.Type.Size * 0.86}
		case scene.Chip:
			w := typeset.Measure(it.Text, it.Type)
			r = scene.Rect{X: it.Rect.X + scene.ChipTextX, Y: it.Rect.Y + it.Rect.H/2 - it.Type.Size*0.35, W: w, H: it.Type.Size * 0.8}
		default:
			continue
		}
		if it.Text == "" || it.Alpha <= 0 {
			continue
		}
		if !it.Clip.Empty() {
			r = cutTo(r, it.Clip)
			if r.Empty() {
				continue
			}
		}
		if under := cutTo(r, card); i < at && under.W > 0 && under.H > 0 {
			continue // the open card lies over it
		}
		out = append(out, written{it.Text, it.ID.String(), r})
	}
	return out
}

// opened is the ground of the card that is open over the tiles, and its place
// among the items; what was drawn before it is hidden there.
func opened(s *scene.Scene) (at int, card scene.Rect) {
	for i := range s.Items {
		if id := s.Items[i].ID; id.Kind == scene.CPU && id.Part == 20 && s.Items[i].Shape == scene.Box {
			return i, s.Items[i].Rect
		}
	}
	return 0, scene.Rect{}
}

func cutTo(r, c scene.Rect) scene.Rect {
	x0, y0 := max(r.X, c.X), max(r.Y, c.Y)
	return scene.Rect{X: x0, Y: y0, W: min(r.X+r.W, c.X+c.W) - x0, H: min(r.Y+r.H, c.Y+c.H) - y0}
}

func within(a, b scene.Rect) bool {
	return a.X >= b.X && a.Y >= b.Y && a.X+a.W <= b.X+b.W && a.Y+a.H <= b.Y+b.H
}

// checkTexts says which texts lie on each other or outside of their pane.
func checkTexts(t *testing.T, m *ui.Model, s *scene.Scene, where string) {
	t.Helper()
	f := FrameOf(m)
	panes := []scene.Rect{f.Top, f.Transport, f.Barns, f.Timeline, f.Latency, f.Listing, f.Lesson, f.Finding}
	for c := range m.Scenario.Machine.CPUs {
		panes = append(panes, f.Card(c, m.Scenario.Machine.CPUs))
	}
	panes = append(panes, scene.Rect{X: f.Cards.X, Y: f.Cards.Y, W: f.Cards.W, H: f.Cards.H + gapFarm})
	if _, card := opened(s); !card.Empty() {
		panes = append(panes, card)
	}
	all := writings(s)
	for i, a := range all {
		inside := false
		for _, p := range panes {
			inside = inside || !p.Empty() && within(a.box, p.Grow(0.6))
		}
		assert.True(t, inside, "%s: %q (%s) leaves its pane", where, a.text, a.id)
		for _, b := range all[:i] {
			if lap := cutTo(a.box.Grow(-0.4), b.box); lap.W > 0.2 && lap.H > 0.2 {
				assert.Fail(t, "texts overlap", "%s: %q (%s) and %q (%s)", where, a.text, a.id, b.text, b.id)
			}
		}
	}
}

func TestNoTextLiesOnAnotherOrLeavesItsPane(t *testing.T) {
	type where struct{ name, text string }
	cases := []where{
		{"8 CPUs", many(8, 2, 60)}, {"6 CPUs", many(6, 1, 28)}, {"capacity 4", many(4, 1, 4)},
		{"capacity 1024", many(4, 1, 1024)}, {"24 CPUs", many(24, 4, 60)}, {"1 CPU", many(1, 1, 12)},
	}
	for _, b := range scenario.Builtins() {
		cases = append(cases, where{b.Name, b.Name})
	}
	instants := []string{"", "at 1us", "at 21us", "at 22us", "at 25us", "at 38us", "at 40us", "at 59us"}
	for _, c := range cases {
		windows := append([][2]float32{{840, 660}, {1000, 600}}, sizes...)
		if c.name != "8 CPUs" && c.name != "shrink-under-poll" {
			windows = [][2]float32{{1280, 720}, {700, 500}, {360, 640}}
		}
		for _, z := range windows {
			m := modelOf(t, c.text, z[0], z[1], "")
			for _, mode := range []string{"0", "1"} {
				for _, at := range instants {
					ui.Update(m, ui.Cue{Text: "mode qpw=" + mode + "\n" + at})
					for range 3 {
						ui.Update(m, ui.Tick{Steps: 50_000})
					}
					checkTexts(t, m, built(m), fmt.Sprintf("%s %gx%g qpw=%s %s", c.name, z[0], z[1], mode, at))
				}
			}
		}
	}
}

// eachStep opens each step of each lesson in windows of some sizes, at the step's
// instant; where says which one it is.
func eachStep(t *testing.T, sizes [][2]float32, look func(m *ui.Model, where string)) {
	all, err := lessons.All()
	require.NoError(t, err)
	for _, z := range sizes {
		m := ui.New(z[0], z[1])
		m.Lessons, m.Desktop = all, true
		for i, l := range all {
			for page := range l.Steps {
				ui.Update(m, ui.OpenLesson{Index: i, Page: page})
				ui.Update(m, ui.Pause{})
				ui.Update(m, ui.Tick{Steps: 50_000})
				look(m, fmt.Sprintf("lesson %d step %d %gx%g", l.Num, page+1, z[0], z[1]))
			}
		}
	}
}

func TestNoTextOfTheLessonLiesOnAnother(t *testing.T) {
	eachStep(t, sizes, func(m *ui.Model, where string) {
		for _, scroll := range []float32{0, 7, 1000} {
			m.Scroll = scroll
			s := built(m)
			ui.Update(m, ui.Choose{N: 0})
			m.Notice = ui.Notice{}
			checkTexts(t, m, s, where)
		}
	})
}
