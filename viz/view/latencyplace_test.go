package view

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/scene"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// The strip is there for its spikes: the box that compares the runs lies over none
// of them, nor over the cursor, and the cursor goes through nobody's name.
func TestNothingLiesOverASpike(t *testing.T) {
	spikes, named := 0, 0
	for _, z := range [][2]float32{{1280, 720}, {1920, 1080}, {390, 844}} {
		m := modelOf(t, "shrink-under-poll", z[0], z[1], "mode qpw=0\nat 38us")
		for ns := int64(38_500); ns < 43_000; ns += 125 {
			ui.Update(m, ui.SeekTo{At: ns * m.GHz()})
			s := built(m)
			where := fmt.Sprintf("%gx%g at %d ns", z[0], z[1], ns)
			table, cursor := boxed(s, scene.LatencyTable.ID()), boxed(s, scene.Cursor.ID().Sub(1))
			require.NotNil(t, table, where)
			require.NotNil(t, cursor, where)
			x := s.Of(cursor)[0].X
			line := scene.Rect{X: x - 1, Y: s.Of(cursor)[0].Y, W: 2, H: 500}
			assert.False(t, overlap(table.Rect, line), "%s: the box hides the cursor", where)
			for i := range s.Items {
				it := &s.Items[i]
				switch {
				case it.ID.Kind != scene.LatencyBar:
				case it.ID.Part == 0 && it.Fill == scene.Solid(theme.Spike):
					spikes++
					assert.False(t, overlap(table.Rect, it.Rect), "%s: the box hides %s", where, it.ID)
				case it.Shape == scene.Text:
					named++
					it.Rect.W = measured(it)
					assert.False(t, overlap(it.TextBox(), line), "%s: the cursor goes through %q", where, it.Text)
				}
			}
		}
	}
	assert.Greater(t, spikes, 60)
	assert.Greater(t, named, 60)
}

// A bar stands at the instant of its sample: where samples are further apart than
// columns, bars are as far apart as the samples are, and no column seems to be
// without one.
func TestABarStandsAtItsInstant(t *testing.T) {
	for _, w := range []float32{1280, 1440, 1920} {
		m := modelOf(t, "shrink-under-poll", w, 1080, "mode qpw=0\nat 60us")
		ui.Update(m, ui.Zoom{At: m.Now, Factor: 0.7}) // 17.5 µs
		s := built(m)
		plot := plotOf(FrameOf(m).Timeline)
		span := float64(m.Window.To - m.Window.From)
		marks, seen := m.Side().Tracks.Series[0].Marks, 0
		for i := range s.Items {
			it := &s.Items[i]
			if it.ID.Kind != scene.LatencyBar || it.ID.Part != 0 {
				continue
			}
			at := plot.X + plot.W*float32(float64(marks[it.ID.N[1]].At-m.Window.From)/span)
			assert.InDelta(t, at, it.Rect.X+it.Rect.W/2, 0.6, "%g: %s", w, it.ID)
			seen++
		}
		assert.Greater(t, seen, 80)
	}
}
