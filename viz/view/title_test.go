package view

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/scenario"
	"barnyard/lessons"
	"barnyard/viz/scene"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// titleOf is the title as it is drawn, its two lines joined again.
func titleOf(s *scene.Scene) (text string, size float32) {
	for i := range s.Items {
		if it := &s.Items[i]; it.ID == scene.HeaderItem.ID(0) {
			text, size = it.Text, it.Type.Size
		} else if it.ID == scene.HeaderItem.ID(0).Sub(1) {
			text += " " + it.Text
		}
	}
	return text, size
}

// No title of a lesson or of a built-in scenario is cut, in no window that the
// figure of a page or the program has, with one cache and with two.
func TestNoTitleIsCut(t *testing.T) {
	all, err := lessons.All()
	require.NoError(t, err)
	titles := map[string]bool{}
	for _, b := range scenario.Builtins() {
		titles[titleLine(b.Text)] = true
	}
	for _, l := range all {
		for i := range l.Steps {
			titles[titleLine([]byte(l.Steps[i].ScenarioText))] = true
		}
	}
	require.Greater(t, len(titles), 30)
	two := "machine cpus=4 qpw=0\ncache one size=64\ncache two size=64\ntask a cpu=0 { loop { work 1us } }\nuntil 9us\n"
	for _, z := range [][2]float32{{1280, 720}, {1440, 900}, {838, 735}, {390, 371}, {390, 844}} {
		for _, text := range []string{"shrink-under-poll", two} {
			m := modelOf(t, text, z[0], z[1], "")
			for title := range titles {
				m.Title = title
				got, _ := titleOf(built(m))
				assert.Equal(t, title, got, "%gx%g", z[0], z[1])
			}
		}
	}
}

// titleLine is the title that a scenario's text has.
func titleLine(text []byte) string {
	if found := regexp.MustCompile(`(?m)^title "([^"]*)"`).FindSubmatch(text); found != nil {
		return string(found[1])
	}
	return "no title"
}

// A title takes the largest letters for which there is room, then two lines, and
// is cut last; then a hand on it is told the whole.
func TestATitleTakesTheRoomThatItHas(t *testing.T) {
	const title = "The interrupted loop: lru_add_drain_all against a FIFO loop"
	for _, c := range []struct {
		room, size float32
		lines      int
	}{{500, 15, 1}, {415, 14, 1}, {300, 12.5, 2}, {120, 11, 2}} {
		s := &scene.Scene{}
		titleIn(s, 0, 28, title, titleSizes[:], c.room)
		require.Len(t, s.Items, c.lines, "%g", c.room)
		got, size := titleOf(s)
		assert.Equal(t, c.size, size, "%g", c.room)
		if c.room > 120 {
			assert.Equal(t, title, got)
			continue
		}
		assert.Contains(t, got, "…")
		assert.Equal(t, title, s.Items[1].Hint)
	}
}

// The buttons of the caches are as wide as their names where there is room, and
// then no name is cut.
func TestNamesOfCachesAreWhole(t *testing.T) {
	const text = "title \"Three\"\nmachine cpus=2\ncache kmalloc-4k size=4096\ncache vm_area_struct size=184\ncache c size=64\ntask t cpu=0 { alloc c }\n"
	for _, w := range []float32{1280, 1440, 1920} {
		s := built(modelOf(t, text, w, 1080, ""))
		for i, name := range []string{"kmalloc-4k", "vm_area_struct", "c"} {
			it := boxed(s, scene.Button.ID(ui.ButtonCache+i).Sub(1))
			require.NotNil(t, it, name)
			assert.Equal(t, name, it.Text, "%g", w)
			assert.LessOrEqual(t, typeset.Measure(it.Text, it.Type)+4, boxed(s, scene.Button.ID(ui.ButtonCache+i)).Rect.W)
		}
	}
}

// Two runs of two kernels are named alike in the switch at the top, at every width.
func TestBothSidesOfTheSwitchAreNamedAlike(t *testing.T) {
	for _, w := range []float32{390, 840, 1280, 1920} {
		m := modelOf(t, "double-caching", w, 720, "sides qpw=n/generation=7.0-rc1 qpw=n/generation=6.18")
		s := built(m)
		left, right := boxed(s, scene.Segment.ID(0, 0).Sub(1)).Text, boxed(s, scene.Segment.ID(0, 1).Sub(1)).Text
		assert.Equal(t, strings.TrimSuffix(left, "7.0-rc1"), strings.TrimSuffix(right, "6.18"), "%g", w)
		assert.NotEqual(t, left, right)
	}
}
