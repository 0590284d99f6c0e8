package view

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"barnyard/engine/scenario"
	"barnyard/lessons"
	"barnyard/viz/scene"
	"barnyard/viz/svg"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// TestShots writes pictures to look at; BARNYARD_SHOT is how their names begin.
func TestShots(t *testing.T) {
	prefix := os.Getenv("BARNYARD_SHOT")
	if prefix == "" {
		t.Skip("set BARNYARD_SHOT to the beginning of a path to have pictures written there")
	}
	all, err := lessons.All()
	require.NoError(t, err)
	for _, c := range []struct {
		name    string
		w, h    float32
		desktop bool
		light   bool
		cue     string
		text    string
	}{
		{"queue-flush", 1280, 720, true, false, "mode qpw=0\nuntil event=WorkStart cpu=3\nuntil event=StatAdd cpu=3", ""},
		{"lock-hand", 1280, 720, true, false, "mode qpw=1\nuntil event=DirectStart n=2\nuntil event=StatAdd cpu=0", ""},
		{"queue-big", 1920, 1080, true, false, "mode qpw=0\nuntil event=WorkEnd cpu=3", ""},
		{"light", 1280, 720, true, true, "mode qpw=0\nuntil event=WorkStart cpu=3", ""},
		{"phone", 390, 844, false, false, "mode qpw=0\nuntil event=WorkStart cpu=3", ""},
		{"small", 360, 640, false, true, "mode qpw=0\nuntil event=WorkEnd cpu=3", ""},
		{"web", 840, 660, false, false, "mode qpw=0\nuntil event=WorkStart cpu=3", ""},
		{"phone-desktop", 390, 844, true, false, "mode qpw=0\nat 36us", ""},
		{"eight", 1280, 720, false, false, "at 25us", many(8, 2, 60)},
		{"many", 1280, 720, false, false, "at 25us", many(24, 4, 60)},
		{"tiles", 1280, 720, false, false, "at 25us", many(300, 4, 60)},
		{"large", 1280, 720, false, false, "at 25us", many(4, 1, 1024)},
		{"compare", 1280, 720, false, false, "compare qpw=0 qpw=1\nat 41us", ""},
		{"compare-light", 1920, 1080, false, true, "compare qpw=1 qpw=0/alt=userret\nat 42us", ""},
		{"compare-lesson", 1280, 720, true, false, "compare qpw=0 qpw=1\nat 41us", ""},
		{"compare-phone", 390, 844, false, false, "compare qpw=0 qpw=1\nat 41us", ""},
		{"compare-eight", 1280, 720, false, true, "compare qpw=0 qpw=1\nat 25us", many(8, 2, 60)},
		{"compare-many", 1280, 720, false, false, "compare qpw=0 qpw=1\nat 25us", many(64, 4, 60)},
		{"compare-bug", 1280, 720, false, false, "compare qpw=0 qpw=0/mutant=push-without-capacity-check\nat 4100ns", "barn-empty"},
		{"barn", 1280, 720, false, false, "until event=BarnPut n=2", "barn-empty"},
	} {
		m := ui.New(c.w, c.h)
		m.Desktop, m.Lessons = c.desktop, all
		ui.Update(m, ui.OpenLesson{})
		if b, ok := scenario.Lookup(c.text); ok {
			c.text = string(b.Text)
		}
		if c.text != "" {
			ui.Update(m, ui.Load{Name: c.name, Text: c.text})
		}
		ui.Update(m, ui.Look{Light: c.light, Calm: true})
		ui.Update(m, ui.Cue{Text: c.cue})
		for range 20 {
			ui.Update(m, ui.Tick{Steps: 100000})
		}
		var s scene.Scene
		Build(m, &s)
		th := theme.Dark()
		if c.light {
			th = theme.Light()
		}
		require.NoError(t, os.WriteFile(prefix+c.name+".svg", []byte(svg.String(&s, th, svg.Options{Title: c.name, Shapes: true})), 0o644))
	}
}
