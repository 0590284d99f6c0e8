package view

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"barnyard/viz/gesture"
	"barnyard/viz/scene"
	"barnyard/viz/svg"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// timeScene is a window with something set on its timeline: where cues lead,
// and then keys.
type timeScene struct {
	name, scenario, cue, keys string
	w, h                      float32
	light                     bool
}

// onFlush is while the kworker of CPU 3 flushes its sheaves.
const onFlush = "mode qpw=0\nuntil event=WorkStart cpu=3\nuntil event=StatAdd cpu=3\n"

func timeScenes() []timeScene {
	return []timeScene{
		{"tasks", "shrink-under-poll", onFlush, "v", 1280, 720, false},
		{"tasks-end", "shrink-under-poll", "mode qpw=0\nat 46us", "v", 1280, 720, true},
		{"tasks-lock", "shrink-under-poll", "mode qpw=1\nuntil event=DirectStart n=2\nuntil event=StatAdd", "v", 1280, 720, false},
		{"tasks-wide", "shrink-under-poll", "mode qpw=0\nat 46us", "v", 1920, 1080, true},
		{"tasks-phone", "shrink-under-poll", onFlush, "v", 390, 844, false},
		{"tasks-fifo", "shrink-under-fifo", "mode qpw=0\nat 43us", "v", 1280, 720, false},
		{"tasks-many", "producer-consumer", "at 8ms", "v0", 1280, 720, false},
		{"markers", "shrink-under-poll", "mode qpw=0\nat 36us", "a" + strings.Repeat("n", 6) + "b", 1280, 720, false},
		{"life", "shrink-under-poll", "mode qpw=0\nat 40us", "+++++o", 1280, 720, false},
		{"life-wide", "producer-consumer", "speed 20us\nat 3ms", "o", 1920, 1080, true},
		{"life-phone", "producer-consumer", "at 1ms", "0o", 390, 844, false},
		{"lines", "shrink-under-poll", "mode qpw=1\nuntil event=DirectStart n=2\nuntil event=LineMove", "x++", 1280, 720, false},
		{"lines-wide", "producer-consumer", "mode qpw=0\nuntil event=LineMove n=12\nspeed 20us", "x", 1920, 1080, true},
		{"lines-phone", "shrink-under-poll", onFlush, "x", 390, 844, false},
		{"goals", "shrink-under-poll", onFlush, "gjjj:main", 1280, 720, false},
	}
}

// keyed presses keys one after the other.
func keyed(m *ui.Model, keys string) {
	for _, r := range keys {
		ui.Update(m, ui.Hand{Event: gesture.Event{Kind: gesture.Char, Rune: r}})
		for range 20 {
			ui.Update(m, ui.Tick{Steps: 50_000})
		}
	}
}

// model is the window of a scene.
func (c timeScene) model(t testing.TB) *ui.Model {
	m := modelOf(t, c.scenario, c.w, c.h, c.cue)
	ui.Update(m, ui.Look{Light: c.light, Calm: true})
	keyed(m, c.keys)
	return m
}

// TestTimeShots writes pictures to look at, as TestShots does.
func TestTimeShots(t *testing.T) {
	prefix := os.Getenv("BARNYARD_TIME_SHOT")
	if prefix == "" {
		t.Skip("set BARNYARD_TIME_SHOT to the beginning of a path to have pictures written there")
	}
	for _, c := range timeScenes() {
		m := c.model(t)
		var s scene.Scene
		Build(m, &s)
		th := theme.Dark()
		if c.light {
			th = theme.Light()
		}
		require.NoError(t, os.WriteFile(prefix+c.name+".svg", []byte(svg.String(&s, th, svg.Options{Title: c.name, Shapes: true})), 0o644))
	}
}
