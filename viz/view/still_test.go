package view

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// While a run plays to its end nothing of the header moves, though its clock gets more
// digits: what a hand is on its way to stays where it is.
func TestTheHeaderStandsStillWhileItPlays(t *testing.T) {
	for _, name := range []string{"shrink-under-poll", "interrupted-loop", "rescuer", "page-fault3"} {
		for _, z := range [][2]float32{{390, 844}, {844, 390}, {1280, 720}} {
			m := modelOf(t, name, z[0], z[1], "")
			for m.Recording() {
				ui.Update(m, ui.Tick{Steps: 500_000})
			}
			stood := map[scene.ID]scene.Rect{}
			for i := range 40 {
				ui.Update(m, ui.SeekTo{At: m.End() * int64(i*i) / (39 * 39)})
				ui.Update(m, ui.Tick{})
				ui.Update(m, ui.Tell{})
				s := built(m)
				for n := range s.Items {
					it := &s.Items[n]
					if it.ID.Kind != scene.Segment && it.ID != scene.HeaderItem.ID(0) && (it.ID.Kind != scene.Button || it.ID.Part > 0) {
						continue
					}
					if r, ok := stood[it.ID]; ok && it.Shape == scene.Box {
						assert.Equal(t, r, it.Rect, "%s %v at %d: %s", name, z, m.Now, it.ID)
					} else if it.Shape == scene.Text {
						assert.True(t, !ok || r.X == it.Rect.X, "%s %v at %d: %s", name, z, m.Now, it.ID)
					}
					stood[it.ID] = it.Rect
				}
			}
		}
	}
}
