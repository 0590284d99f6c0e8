package view

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/viz/ui"
)

// However many CPUs there are, a phone that lies and a small window have the farm and
// the timeline, also where a violation takes its part of the height.
func TestManyCPUsInALowWindowHaveATimeline(t *testing.T) {
	texts := map[string]string{"key-flip": "key-flip"}
	for _, c := range [][2]int{{9, 1}, {12, 2}, {16, 2}, {24, 2}, {32, 4}, {33, 1}, {64, 2}, {256, 4}, {1024, 8}} {
		texts[fmt.Sprintf("%d CPUs", c[0])] = fmt.Sprintf(
			"machine cpus=%d nodes=%d\ncache c size=64\ntask w cpu=0-%d { alloc c n=9; loop 9 { work 1us } }\nuntil 9us\n", c[0], c[1], c[0]-1)
	}
	for name, text := range texts {
		for _, z := range [][2]float32{{844, 390}, {1000, 600}, {1024, 500}} {
			m, where := modelOf(t, text, z[0], z[1], "at 5us"), fmt.Sprintf("%s, %gx%g", name, z[0], z[1])
			f := FrameOf(m)
			assert.GreaterOrEqual(t, f.Timeline.H, float32(timelineHead+tileTracks*barelyRow), where)
			assert.False(t, f.Cards.Empty(), where)
			checkTexts(t, m, built(m), where)
		}
	}
}

// On a phone that lies a lesson of the window stands beside the figure: below it its
// prose would be a line or two.
func TestALessonInALowWindowCanBeRead(t *testing.T) {
	eachStep(t, [][2]float32{{740, 360}, {960, 530}}, func(m *ui.Model, where string) {
		m.Notice = ui.Notice{}
		f := FrameOf(m)
		assert.GreaterOrEqual(t, f.Lesson.H, float32(footHeight+7*proseLeading), where)
		assert.False(t, overlap(f.Lesson, f.Timeline) || overlap(f.Lesson, f.Listing), where)
		if m.Reading == ui.ReadListing {
			assert.False(t, f.Timeline.Empty(), where)
		}
		checkTexts(t, m, built(m), where)
	})
}

// In a window that is lower than any screen no words lie on others: cards and the line
// of presenter mode go before they would.
func TestNoWordsLieOnOthersInATinyWindow(t *testing.T) {
	for _, name := range []string{"key-flip", "pin-leak", "userret-deadlock", "shrink-under-poll", "page-fault3"} {
		m := modelOf(t, name, 320, 240, "at 20us")
		for range 2 {
			for _, z := range [][2]float32{{320, 240}, {390, 300}, {844, 240}, {1280, 240}} {
				ui.Update(m, ui.Resize{W: z[0], H: z[1]})
				all := writings(built(m))
				for i, a := range all {
					for _, b := range all[:i] {
						lap := cutTo(a.box.Grow(-0.4), b.box)
						assert.False(t, lap.W > 0.2 && lap.H > 0.2, "%s %v: %q (%s) and %q (%s)", name, z, a.text, a.id, b.text, b.id)
					}
				}
			}
			ui.Update(m, ui.Present{})
		}
	}
}
