package view

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/gesture"
	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// ground says whether an item is a pane itself: nothing is there to be told of. A title says
// all that there is to say of it.
func ground(id scene.ID) bool {
	switch id.Kind {
	case scene.Nothing, scene.Pane, scene.Header, scene.Timeline, scene.Latency, scene.Listing, scene.Transport:
		return id.Part == 0
	case scene.HeaderItem:
		return id.N[0] == 0
	}
	return false
}

// A hand anywhere is told of what it is on: of a thing's name and numbers as of
// the thing. Places are three points apart, which is less than any letter.
func TestAHandOnAnythingIsTold(t *testing.T) {
	for _, c := range []struct{ scenario, cue string }{
		{"shrink-under-poll", "mode qpw=0\nat 38700ns"},
		{"shrink-under-poll", "compare qpw=0 qpw=1\nat 38700ns"},
		{"hot-unplug", "at 30us"},
		{"rt-pi-chain", "at 30us"},
	} {
		m := modelOf(t, c.scenario, 1280, 720, c.cue)
		m.Live = true
		s := built(m)
		places := map[scene.ID][2]float32{}
		for y := float32(1); y < m.H; y += 3 {
			for x := float32(1); x < m.W; x += 3 {
				if id, ok := s.At(x, y); ok && !ground(id) {
					places[id] = [2]float32{x, y}
				}
			}
		}
		require.Greater(t, len(places), 60)
		for id, p := range places {
			ui.Update(m, ui.Hand{Event: gesture.Event{Kind: gesture.Hover, X: p[0], Y: p[1]}, Spot: Locate(m, s, p[0], p[1])})
			told := built(m)
			assert.GreaterOrEqual(t, indexOf(told, scene.Tooltip.ID()), 0, "%s %s at %v: a hand is told nothing", c.scenario, id, p)
			m.Hover = scene.ID{}
		}
	}
}

// A hand on a CPU's name, or on the words above a tray, is told what a hand on
// the card or on the tray is told, the last event included.
func TestWordsTellWhatTheyBelongTo(t *testing.T) {
	m := modelOf(t, "shrink-under-poll", 1280, 720, "mode qpw=0\nat 38700ns")
	m.Live = true
	for _, id := range []scene.ID{scene.CPU.ID(3), scene.Main.ID(0, 3), scene.Track.ID(1)} {
		whole := said(m, id)
		assert.NotEmpty(t, whole, id.String())
		assert.Equal(t, whole, said(m, id.Sub(1)), id.String())
	}
	assert.Contains(t, said(m, scene.Main.ID(0, 3).Sub(2)), "28 of 60 objects. Last: at 38.692 µs on CPU 3")
}

// said is what a hand on an item is told.
func said(m *ui.Model, id scene.ID) (text string) {
	m.Hover = id
	s := built(m)
	for i := range s.Items {
		if it := &s.Items[i]; it.ID.Whole() == scene.Tooltip.ID() && it.Text != "" {
			text += it.Text + " "
		}
	}
	return text
}
