package view

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/scenario"
	"barnyard/viz/scene"
	"barnyard/viz/svg"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// Two runs beside each other, as they are kept in goldens.
var pairs = []struct{ name, scenario, cue string }{
	{"modes", "shrink-under-poll", "compare qpw=0 qpw=1\nat 41us"},
	{"generation", "shrink-under-poll", "compare qpw=n qpw=n/generation=6.18\nat 41us"},
	{"bug", "barn-empty", "compare qpw=0 qpw=0/mutant=push-without-capacity-check\nat 4150ns"},
}

func TestGoldenComparisons(t *testing.T) {
	for _, c := range pairs {
		for _, z := range sizes[:2] {
			m := modelOf(t, c.scenario, z[0], z[1], c.cue)
			require.True(t, m.Compare)
			goldenWindow(t, fmt.Sprintf("compare-%s-%gx%g.txt", c.name, z[0], z[1]), comparisonOnly(built(m)))
		}
	}
	m := modelOf(t, "shrink-under-poll", 1280, 720, pairs[0].cue)
	goldenWindow(t, "compare.svg", svg.String(built(m), theme.Light(), svg.Options{Title: "compare"}))
}

// comparisonOnly is the two blocks and the reading.
func comparisonOnly(s *scene.Scene) string {
	var b strings.Builder
	for line := range strings.Lines(s.TextDump()) {
		if strings.Contains(line, "timeline") || strings.Contains(line, "compare") || strings.Contains(line, "tab") || strings.Contains(line, "segment") {
			b.WriteString(line)
		}
	}
	return b.String()
}

// With two runs in the picture no text lies on another, in any window, with all
// or with some of the CPUs.
func TestNoTextOfAComparisonLiesOnAnother(t *testing.T) {
	type where struct{ name, text string }
	cases := []where{{"8 CPUs", many(8, 2, 60)}, {"24 CPUs", many(24, 4, 60)}, {"1 CPU", many(1, 1, 12)}}
	for _, name := range []string{"shrink-under-poll", "rcu-barrier", "interrupted-loop", "pin-leak"} {
		cases = append(cases, where{name, name})
	}
	runs := []string{"compare qpw=0 qpw=1", "compare qpw=1 qpw=0/alt=userret", "compare qpw=n/generation=7.0-rc3 qpw=0/rt=on/patch=pw-v4"}
	for i, c := range cases {
		for _, z := range append([][2]float32{{840, 660}, {1000, 600}}, sizes...) {
			if i > 2 && c.name != "shrink-under-poll" && z != sizes[0] && z != sizes[2] {
				continue
			}
			m := ui.New(z[0], z[1])
			if b, ok := scenario.Lookup(c.text); ok {
				c.text = string(b.Text)
			}
			ui.Update(m, ui.Load{Name: c.name, Text: c.text})
			require.True(t, m.Loaded(), m.Notice.Text)
			for n, run := range runs {
				for _, at := range []string{"", "at 25us", "at 40us"} {
					ui.Update(m, ui.Cue{Text: run + "\n" + at})
					ui.Update(m, ui.Tell{})
					for range 4 {
						ui.Update(m, ui.Tick{Steps: 50_000})
					}
					if at == "at 40us" {
						ui.Update(m, ui.ShowChoices{})
						ui.Update(m, ui.Pick{N: n * 20})
					}
					checkTexts(t, m, built(m), fmt.Sprintf("%s %gx%g %s %s", c.name, z[0], z[1], run, at))
				}
			}
		}
	}
}

// Of more CPUs than there is room for those are shown that are chosen or that
// differ; in both runs the same.
func TestTheRowsOfAComparison(t *testing.T) {
	m := modelOf(t, many(24, 4, 60), 1280, 720, "compare qpw=0 qpw=1\nat 30us")
	for !m.Parted() {
		ui.Update(m, ui.Tick{Steps: 200_000})
	}
	ui.Update(m, ui.Select{ID: scene.CPU.ID(17)})
	s := built(m)
	var rows [2][]int32
	for i := range s.Items {
		if it := &s.Items[i]; it.ID.Kind == scene.Track && it.ID.Own().Part == 0 {
			side := 0
			if it.ID.IsOther() {
				side = 1
			}
			rows[side] = append(rows[side], it.ID.N[0])
		}
	}
	assert.Equal(t, rows[0], rows[1])
	assert.LessOrEqual(t, len(rows[0]), mostPaired)
	assert.Contains(t, rows[0], int32(17), "the chosen one")
	at, ok := m.Parting()
	require.True(t, ok)
	assert.Contains(t, rows[0], int32(at.CPU), "the one where they part")
}

// The marks of the parting stand where each run has its event, and the line
// goes through both blocks.
func TestTheLineOfTheParting(t *testing.T) {
	m := modelOf(t, "shrink-under-poll", 1280, 720, "compare qpw=0 qpw=1\nat 41us")
	s, f := built(m), FrameOf(m)
	at, ok := m.Parting()
	require.True(t, ok)
	place := func(t int64) float32 {
		area := plotOf(f.Timeline)
		return area.X + area.W*float32(float64(t-m.Window.From)/float64(m.Window.To-m.Window.From))
	}
	marks := 0
	for i := range s.Items {
		it := &s.Items[i]
		switch id := it.ID; {
		case id.Own() == scene.Parting.ID():
			side := m.Shown
			if id.IsOther() {
				side = 1 - side
			}
			assert.InDelta(t, place(at.At[side]), s.Of(it)[0].X, 0.01)
			assert.Contains(t, it.Hint, m.PartingText(side))
			marks++
		case id == scene.Parting.ID().Sub(1):
			pts := s.Of(it)
			assert.InDelta(t, place(at.At[0]), pts[0].X, 0.01)
			assert.InDelta(t, place(at.At[1]), pts[3].X, 0.01)
			assert.Greater(t, pts[3].Y-pts[0].Y, f.Timeline.H*0.7)
			marks++
		}
	}
	assert.Equal(t, 3, marks)
}

// What a hand points at in the other block is told of, in a live picture too,
// and is not taken for the thing of the shown run.
func TestHoverInTheOtherBlock(t *testing.T) {
	m := modelOf(t, "shrink-under-poll", 1280, 720, "compare qpw=0 qpw=1\nat 41us")
	m.Live = true
	s := built(m)
	var other *scene.Item
	for i := range s.Items {
		if it := &s.Items[i]; it.ID.Kind == scene.RunSpan && it.ID.IsOther() && it.ID.Own().Part == 0 && it.ID.N[0] == 1 && it.Rect.W > 100 {
			other = it
		}
	}
	require.NotNil(t, other)
	assert.Empty(t, other.Hint, "only what is pointed at is told of")
	m.Hover = other.ID
	id := other.ID
	s = built(m)
	assert.Contains(t, hintOf(s, id), "netd has CPU 1")
	assert.Empty(t, hintOf(s, id.Own()))
}

// Where a small figure has no room for the farm beside two blocks of time, nobody
// reaches for anybody in its corner, and no card lies there: on a phone the hand that has
// never been anywhere is in it, and was told of CPU 3 over the title.
func TestNobodyReachesWhereThereAreNoCards(t *testing.T) {
	b, ok := scenario.Lookup("shrink-under-poll")
	require.True(t, ok)
	m := ui.New(374, 350)
	ui.Update(m, ui.Load{Name: b.Name, Text: string(b.Text)})
	ui.Update(m, ui.Cue{Text: "compare qpw=0 qpw=1\nat 37us"})
	for i := 0; i < 1000 && m.Seeking(); i++ {
		ui.Update(m, ui.Tick{Seconds: 0.02, Steps: 4000})
	}
	require.True(t, FrameOf(m).Cards.Empty())
	for _, it := range built(m).Items {
		assert.NotContains(t, []scene.Kind{scene.Remote, scene.Hand, scene.CPU, scene.Context}, it.ID.Kind, "%v", it.Rect)
	}
}
