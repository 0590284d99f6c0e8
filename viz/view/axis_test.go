package view

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/viz/scene"
	"barnyard/viz/typeset"
	"barnyard/viz/ui"
)

// The numbers of every axis of time stand inside of their pane, clear of its edge,
// and none lies on another: at every width, wherever the window of time begins,
// and with numbers of every length.
func TestTheNumbersOfAnAxisStayInTheirPane(t *testing.T) {
	last := 0
	for _, text := range []string{"flush-race", "shrink-under-poll"} {
		for _, w := range []float32{360, 390, 700, 1280} {
			m := modelOf(t, text, w, 844, "")
			for _, counts := range []bool{false, true} {
				m.Latency.Counts = counts
				for _, at := range []int64{0, 1, 999, 123_456, 1_000_000, 99_999_999, 98_765_432_100} {
					for _, wide := range []int64{10, 999, 1000, 1001, 12_345, 1_000_000} {
						m.Window.From, m.Window.To = at*m.GHz(), (at+wide)*m.GHz()
						last += numbersInPanes(t, m, fmt.Sprintf("%s, %g wide, %d ns from %d", text, w, wide, at))
					}
				}
			}
		}
	}
	assert.Greater(t, last, 100, "so many end near the edge")
}

// numbersInPanes looks at one picture, and counts the numbers near an edge.
func numbersInPanes(t *testing.T, m *ui.Model, where string) (near int) {
	s, f := built(m), FrameOf(m)
	end := map[string]float32{}
	for i := range s.Items {
		it := &s.Items[i]
		pane, axis := f.Timeline, it.ID.Kind == scene.Tick
		if it.ID.Kind == scene.LatencyTick && it.ID.N[0] >= 100 {
			pane, axis = f.Latency, true
		}
		if !axis || it.Shape != scene.Text {
			continue
		}
		w := typeset.Measure(it.Text, it.Type)
		from, to := it.Rect.X-w/2, it.Rect.X+w/2
		assert.GreaterOrEqual(t, from, pane.X+3, "%s: %q", where, it.Text)
		assert.LessOrEqual(t, to, pane.X+pane.W-3, "%s: %q", where, it.Text)
		kind, _, _ := strings.Cut(it.ID.String(), "tick")
		assert.GreaterOrEqual(t, from, end[kind], "%s: %q lies on what is left of it", where, it.Text)
		if end[kind] = to; to > pane.X+pane.W-10 {
			near++
		}
	}
	return near
}

// The axis of the timeline has the unit of the clock above it at every zoom.
func TestTheAxisHasTheUnitOfTheClock(t *testing.T) {
	for _, c := range []struct{ text, at string }{
		{"hot-unplug", "at 3ms"}, {"shrink-under-poll", "at 200ns"}, {"shrink-under-poll", "at 38us"}, {"key-flip", "at 1us"},
		{"machine cpus=1\ntask a cpu=0 { work 9us }\nuntil 9999us\n", "at 9ms"},
		{"machine cpus=1\ntask a cpu=0 { work 9s }\nuntil 100s\n", "at 99s"},
	} {
		for _, w := range []float32{390, 844, 1280} {
			m := modelOf(t, c.text, w, 844, c.at)
			for range 20 {
				unit := ""
				s := built(m)
				for i := range s.Items {
					if it := &s.Items[i]; it.ID.Kind == scene.Tick && it.Shape == scene.Text && strings.Contains(it.Text, " ") {
						unit = it.Text[strings.IndexByte(it.Text, ' '):]
					}
				}
				assert.Equal(t, clockUnit(m), unit, "%s %s %g", c.text, c.at, w)
				ui.Update(m, ui.Zoom{At: m.Now, Factor: 0.5})
			}
			ui.Update(m, ui.Zoom{At: 0, Factor: 1e9})
			s := built(m)
			assert.Contains(t, s.TextDump(), "0"+clockUnit(m)+"\"")
		}
	}
}
