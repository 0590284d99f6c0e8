package view

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
	"barnyard/lessons"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
	"barnyard/viz/svg"
	"barnyard/viz/theme"
	"barnyard/viz/ui"
)

// costsModel is the story with the costs in sight, all of them measured.
func costsModel(t *testing.T, w, h float32, cost sim.CostID, conclusion int) *ui.Model {
	m := modelOf(t, "shrink-under-poll", w, h, "mode qpw=0\nuntil event=WorkStart cpu=3")
	ui.Update(m, ui.ShowReading{Reading: ui.ReadCosts})
	ui.Update(m, ui.Tick{})
	ui.Update(m, ui.ChooseCost{ID: cost})
	ui.Update(m, ui.NextConclusion{By: conclusion})
	for range 400 {
		ui.Update(m, ui.Tick{Steps: 100_000})
	}
	return m
}

// costsOnly is the part of a scene's text that is about the costs.
func costsOnly(s *scene.Scene) string {
	var b strings.Builder
	for line := range strings.Lines(s.TextDump()) {
		if strings.Contains(line, " cost/") || strings.Contains(line, " slider1") {
			b.WriteString(line)
		}
	}
	return b.String()
}

func TestTheCostsGolden(t *testing.T) {
	m := costsModel(t, 1280, 720, sim.CostSwitch, 0)
	goldenWindow(t, "costs.txt", costsOnly(built(m)))
	ui.Update(m, ui.NextConclusion{By: 3})
	for range 400 {
		ui.Update(m, ui.Tick{Steps: 100_000})
	}
	goldenWindow(t, "costs-both.txt", costsOnly(built(m)))
	if prefix := os.Getenv("BARNYARD_SHOT"); prefix != "" {
		for name, th := range map[string]*theme.Theme{"dark": theme.Dark(), "light": theme.Light()} {
			for _, z := range sizes[:2] {
				ui.Update(m, ui.Resize{W: z[0], H: z[1]})
				file := prefix + "costs-" + name + itoa(int64(z[0])) + ".svg"
				require.NoError(t, os.WriteFile(file, []byte(svg.String(built(m), th, svg.Options{Title: "costs", Shapes: true})), 0o644))
			}
			ui.Update(m, ui.NextConclusion{By: 1})
			for range 400 {
				ui.Update(m, ui.Tick{Steps: 100_000})
			}
		}
	}
}

// centreOf is the middle of a thing in the picture.
func costCentre(t *testing.T, s *scene.Scene, id scene.ID) (x, y float32) {
	it := boxed(s, id)
	require.NotNil(t, it, id)
	return it.Rect.X + it.Rect.W/2, it.Rect.Y + it.Rect.H/2
}

// tapOn is a hand on a place of the picture.
func tapOn(m *ui.Model, s *scene.Scene, kind gesture.Kind, x, y float32) {
	e := gesture.Event{Kind: kind, X: x, Y: y}
	ui.Update(m, ui.Hand{Event: e, Spot: Locate(m, s, x, y)})
}

// A hand on the picture: a row, the conclusion, a point of the strip, a slider.
func TestAHandOnTheCosts(t *testing.T) {
	m := costsModel(t, 1280, 720, sim.CostSwitch, 0)
	s := built(m)
	x, y := costCentre(t, s, scene.CostRow.ID(int(sim.CostCopy)).Sub(1))
	tapOn(m, s, gesture.Tap, x+4, y)
	assert.Equal(t, sim.CostCopy, m.ChosenCost())
	s = built(m)
	x, y = costCentre(t, s, scene.CostClaim.ID())
	tapOn(m, s, gesture.Tap, x, y)
	_, at, _ := m.Concluded()
	assert.Equal(t, 1, at)

	for range 400 {
		ui.Update(m, ui.Tick{Steps: 100_000})
	}
	s = built(m)
	last := len(m.Strip()) - 1
	x, y = costCentre(t, s, scene.CostPoint.ID(int(sim.CostCopy), last))
	tapOn(m, s, gesture.Tap, x, y)
	assert.Contains(t, m.Text, "cost copy=16\n")

	s = built(m)
	groove := boxed(s, scene.Slider.ID(ui.SliderCost+int(sim.CostSwitch)))
	require.NotNil(t, groove)
	y = groove.Rect.Y + 2
	tapOn(m, s, gesture.Press, groove.Rect.X+groove.Rect.W/2, y)
	tapOn(m, s, gesture.Drag, groove.Rect.X+groove.Rect.W*0.75, y)
	tapOn(m, s, gesture.Drop, groove.Rect.X+groove.Rect.W*0.75, y)
	assert.Contains(t, m.Text, "switch=5656\n", "about the square root of eight times 2000")
	assert.Equal(t, sim.CostSwitch, m.ChosenCost())
}

// What stands in the pane stays in the pane, and every row can be reached.
func TestTheCostsScroll(t *testing.T) {
	m := costsModel(t, 1280, 720, sim.CostSwitch, 0)
	pane := FrameOf(m).Listing
	seen := map[int32]bool{}
	for range 10 {
		ui.Update(m, ui.Hand{Event: gesture.Event{Kind: gesture.Wheel, DY: 1}, Spot: Locate(m, built(m), pane.X+20, pane.Y+pane.H-20)})
	}
	for range 40 {
		s := built(m)
		for i := range s.Items {
			it := &s.Items[i]
			if it.ID.Kind != scene.CostRow || it.ID.Part != 0 || it.ID.N[0] == 0 {
				continue
			}
			if it.Rect.Y >= it.Clip.Y && it.Rect.Y+it.Rect.H <= it.Clip.Y+it.Clip.H {
				seen[it.ID.N[0]] = true
			}
			assert.True(t, it.Clip.Y >= pane.Y && it.Clip.Y+it.Clip.H <= pane.Y+pane.H)
		}
		x, y := pane.X+20, pane.Y+pane.H-20
		ui.Update(m, ui.Hand{Event: gesture.Event{Kind: gesture.Wheel, DY: -1}, Spot: Locate(m, s, x, y)})
	}
	assert.Len(t, seen, int(sim.NCosts)-1)
}

// In a low pane, as beside a lesson, the strip has only its marks, and the
// chosen slider is in sight.
func TestTheCostsInALowPane(t *testing.T) {
	all, err := lessons.All()
	require.NoError(t, err)
	m := ui.New(1280, 720)
	m.Desktop, m.Lessons = true, all
	ui.Update(m, ui.OpenLesson{Index: 1, Page: 1})
	ui.Update(m, ui.Pause{})
	ui.Update(m, ui.ShowReading{Reading: ui.ReadCosts})
	for range 300 {
		ui.Update(m, ui.Tick{Steps: 50_000})
	}
	s, pane := built(m), FrameOf(m).Listing
	require.Less(t, pane.H, float32(costLow))
	for i := range m.Strip() {
		it := boxed(s, scene.CostPoint.ID(int(sim.CostSwitch), i))
		require.NotNil(t, it)
		assert.Equal(t, m.Strip()[i].Holds, it.Shape == scene.Box, "a bar where it holds, a stroke where not")
	}
	row := boxed(s, scene.CostRow.ID(int(sim.CostSwitch)))
	require.NotNil(t, row)
	assert.GreaterOrEqual(t, row.Rect.Y, row.Clip.Y)
	assert.LessOrEqual(t, row.Rect.Y+row.Rect.H, row.Clip.Y+row.Clip.H)
	assert.LessOrEqual(t, row.Clip.Y+row.Clip.H, pane.Y+pane.H)
}
