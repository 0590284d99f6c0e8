package view

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/lessons"
	"barnyard/lessons/lesson"
	"barnyard/viz/scene"
	"barnyard/viz/svg"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// Functions before and after an edit, as they are kept in goldens.
var edits = []struct {
	name, cue string
	steps     int
}{
	{"series", "diff patch=qpw-v3 func=pcs_flush_all\nuntil event=WorkStart cpu=3", 0},
	{"bug", "diff patch=skip-left-over func=flush_all_cpus_locked\nuntil event=QueueWork", 6},
	{"generation", "sides qpw=n/generation=7.0-rc1 qpw=n\nat 37us", 3},
	{"modes", "sides qpw=0 qpw=1\nat 36900ns", 9},
}

func edited(t *testing.T, cue string, steps int, w, h float32) *ui.Model {
	m := modelOf(t, "shrink-under-poll", w, h, cue)
	if m.Reading != ui.ReadDiff {
		ui.Update(m, ui.ShowReading{Reading: ui.ReadDiff})
	}
	for range steps {
		ui.Update(m, ui.StepBy{N: 1})
		for range 5 {
			ui.Update(m, ui.Tick{Steps: 10_000})
		}
	}
	require.False(t, m.Notice.Alarm, m.Notice.Text)
	return m
}

func TestGoldenDifferences(t *testing.T) {
	for _, c := range edits {
		for _, z := range sizes[:2] {
			s := built(edited(t, c.cue, c.steps, z[0], z[1]))
			var b strings.Builder
			for line := range strings.Lines(s.TextDump()) {
				if strings.Contains(line, "diff") || strings.Contains(line, "compare") {
					b.WriteString(line)
				}
			}
			goldenWindow(t, fmt.Sprintf("diff-%s-%gx%g.txt", c.name, z[0], z[1]), b.String())
		}
	}
	if prefix := os.Getenv("BARNYARD_SHOT"); prefix != "" {
		for i, c := range edits {
			m := edited(t, c.cue, c.steps, 1280, 720)
			th := [...]*theme.Theme{theme.Dark(), theme.Light()}[i%2]
			require.NoError(t, os.WriteFile(prefix+"diff-"+c.name+".svg", []byte(svg.String(built(m), th, svg.Options{Title: c.name, Shapes: true})), 0o644))
		}
	}
}

// What only one kernel has is told by sign and by the form of its bar, both
// runs' lines by their signs; nothing by colour alone.
func TestSignsOfADifference(t *testing.T) {
	m := edited(t, edits[1].cue, 0, 1280, 720)
	f := m.DiffFunc()
	require.NotNil(t, f)
	s := built(m)
	signs := map[byte]int{}
	for i := range s.Items {
		it := &s.Items[i]
		if it.ID.Kind != scene.DiffLine || it.ID.Part != 2 {
			continue
		}
		row := f.Rows[it.ID.N[0]]
		signs[row.Sign]++
		assert.Equal(t, row.Sign == '-', it.Fill.Visible(), "a full bar on the left, an open one on the right")
		assert.NotEqual(t, it.Fill.Visible(), it.Stroke.Visible())
	}
	want := map[byte]int{}
	for _, r := range f.Rows {
		if r.Sign != ' ' {
			want[r.Sign]++
		}
	}
	assert.Equal(t, want, signs)
	for side := range 2 {
		pc, _ := m.DiffAt(side)
		require.GreaterOrEqual(t, pc, 0)
		found := false
		for i := range s.Items {
			found = found || s.Items[i].ID == scene.DiffLine.ID(f.Row(side, pc)).Sub(4+side)
		}
		assert.True(t, found, "side %d is marked at its line", side)
	}
}

// No text of the reading lies on another, in any window.
func TestNoTextOfADifferenceLiesOnAnother(t *testing.T) {
	for _, c := range edits {
		for _, z := range append([][2]float32{{840, 660}, {1000, 600}}, sizes...) {
			m := edited(t, c.cue, c.steps, z[0], z[1])
			checkTexts(t, m, built(m), fmt.Sprintf("%s %gx%g", c.name, z[0], z[1]))
			ui.Update(m, ui.PickDiff{By: 5})
			ui.Update(m, ui.Tell{})
			checkTexts(t, m, built(m), fmt.Sprintf("%s %gx%g, another function", c.name, z[0], z[1]))
		}
	}
}

// A step that speaks of a diff shows its lines on a phone too, in the window and on
// the page, where the figure has less than half of it, and to a room; and the cards
// stay.
func TestTheDiffOfAStepHasRoom(t *testing.T) {
	all, err := lessons.All()
	require.NoError(t, err)
	at := slices.IndexFunc(all, func(l *lesson.Lesson) bool { return l.Slug == "a-bot-says-no" })
	require.GreaterOrEqual(t, at, 0)
	for _, c := range []struct {
		w, h             float32
		desktop, present bool
	}{{390, 844, true, false}, {390, 371, false, false}, {1280, 720, true, true}, {1920, 1080, false, true}} {
		m := ui.New(c.w, c.h)
		m.Desktop, m.Lessons = c.desktop, all
		ui.Update(m, ui.OpenLesson{Index: at, Page: 7})
		for m.Seeking() {
			ui.Update(m, ui.Tick{Steps: 20_000})
		}
		if c.present {
			ui.Update(m, ui.Present{})
		}
		var signs []string
		s := built(m)
		for i := range s.Items {
			if it := &s.Items[i]; it.ID.Kind == scene.DiffLine && (it.Text == "−" || it.Text == "+") {
				signs = append(signs, it.Text)
			}
		}
		assert.Equal(t, []string{"−", "+"}, signs, "%v", c)
		assert.False(t, FrameOf(m).Cards.Empty(), "%v", c)
	}
}

// A step that is about another text shows that to a room as well, whatever page of it
// the speaker turns to; and who is the scheduler there has the choices.
func TestTheTextOfAStepIsShownToARoom(t *testing.T) {
	for _, c := range []struct {
		lesson, step int
		kind         scene.Kind
	}{{1, 3, scene.LineRow}, {3, 5, scene.LineRow}, {20, 5, scene.Choice}} {
		for _, z := range [][2]float32{{1280, 720}, {1920, 1080}} {
			m := toRoom(t, c.lesson, c.step, z[0], z[1])
			s, n := built(m), 0
			for i := range s.Items {
				if s.Items[i].ID.Kind == c.kind && s.Items[i].ID.Part == 0 {
					n++
				}
			}
			assert.Positive(t, n, "%v %v", c, z)
			f := FrameOf(m)
			assert.False(t, f.Cards.Empty(), "%v %v", c, z)
			assert.LessOrEqual(t, f.Listing.Y+f.Listing.H, f.Transport.Y, "%v %v", c, z)
			checkTexts(t, m, stageOnly(s), "to a room")
			ui.Update(m, ui.ShowReading{Reading: ui.ReadEvents})
			assert.Equal(t, f.Listing.W, FrameOf(m).Listing.W, "%v %v", c, z)
			ui.Update(m, ui.ShowNotes{})
			f = FrameOf(m)
			assert.False(t, f.Cards.Empty() || f.Listing.Empty(), "%v %v with notes", c, z)
		}
	}
}
