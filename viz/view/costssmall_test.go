package view

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// smallWindows have no panes on the right: two phones, and the figure of a page.
var smallWindows = [][2]float32{{390, 844}, {360, 640}, {840, 660}}

// shownCost is a slider that is not cut, and the place of its groove.
type shownCost struct {
	id     sim.CostID
	groove scene.Rect
}

// wholeSliders are those, from the top down.
func wholeSliders(t *testing.T, m *ui.Model, s *scene.Scene) (whole []shownCost) {
	t.Helper()
	pane := FrameOf(m).Listing
	for i := range s.Items {
		it := &s.Items[i]
		if it.ID.Kind != scene.CostRow || it.ID.Part != 0 || it.ID.N[0] == 0 {
			continue
		}
		assert.GreaterOrEqual(t, it.Clip.Y, pane.Y)
		assert.LessOrEqual(t, it.Clip.Y+it.Clip.H, pane.Y+pane.H)
		if it.Rect.Y < it.Clip.Y || it.Rect.Y+it.Rect.H > it.Clip.Y+it.Clip.H {
			continue
		}
		groove := boxed(s, scene.Slider.ID(ui.SliderCost+int(it.ID.N[0])))
		require.NotNil(t, groove, "%v", it.ID)
		whole = append(whole, shownCost{sim.CostID(it.ID.N[0]), groove.Rect})
	}
	return whole
}

// A finger that goes up over a slider scrolls and moves none; so it comes to
// each. One that goes along a slider moves it, wherever in its row it is put.
func TestFingersOnTheCostsOfASmallWindow(t *testing.T) {
	for _, z := range smallWindows {
		m := costsModel(t, z[0], z[1], sim.CostSwitch, 0)
		seen, text := map[sim.CostID]bool{}, m.Text
		for _, by := range []float32{30, -30} { // to the top, which is above the chosen one, and to the bottom
			for range 2 * sim.NCosts {
				whole := wholeSliders(t, m, built(m))
				require.NotEmpty(t, whole, "%v", z)
				for _, row := range whole {
					seen[row.id] = true
				}
				at := whole[0].groove
				finger(m, at.X+at.W/2, at.Y+2, 0, by)
				require.Equal(t, text, m.Text, "%v: a slider was moved", z)
			}
		}
		assert.Len(t, seen, int(sim.NCosts)-1, "%v", z)

		row, up := wholeSliders(t, m, built(m))[0], float32(2)
		if z[0] < narrowBelow {
			up = 14 // the edge of its row
		}
		finger(m, row.groove.X+row.groove.W/2, row.groove.Y+up, row.groove.W/4, 3)
		assert.Contains(t, m.Text, sim.CostSpecs()[row.id].Name+"=", "%v", z)
		assert.NotEqual(t, text, m.Text, "%v", z)
	}
}

// finger goes down on a place, from there so far, and away.
func finger(m *ui.Model, x, y, dx, dy float32) {
	at := func(kind gesture.Kind, x, y, dx, dy float32) {
		e := gesture.Event{Kind: kind, X: x, Y: y, DX: dx, DY: dy}
		ui.Update(m, ui.Hand{Event: e, Spot: Locate(m, built(m), x, y)})
	}
	at(gesture.Press, x, y, 0, 0)
	at(gesture.Drag, x+dx, y+dy, dx, dy)
	at(gesture.Drop, x+dx, y+dy, 0, 0)
}

// With keys every slider comes into sight, and its value goes up and down.
func TestKeysOnTheCostsOfASmallWindow(t *testing.T) {
	for _, z := range smallWindows {
		m := costsModel(t, z[0], z[1], sim.CostSwitch, 0)
		press := func(key rune) {
			ui.Update(m, ui.Hand{Event: gesture.Event{Kind: gesture.Char, Rune: key}})
		}
		rows := m.CostRows()
		for range rows {
			press('k')
		}
		for i := range rows {
			require.Equal(t, rows[i].ID, m.ChosenCost(), "%v", z)
			whole := wholeSliders(t, m, built(m))
			assert.True(t, slices.ContainsFunc(whole, func(c shownCost) bool { return c.id == rows[i].ID }), "%v: %s", z, sim.CostSpecs()[rows[i].ID].Name)
			press('j')
		}
		before := m.CostOf(m.ChosenCost())
		press(')')
		assert.Greater(t, m.CostOf(m.ChosenCost()), before)
	}
}
