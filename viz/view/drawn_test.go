package view

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/viz/scene"
	"barnyard/viz/ui"
)

// Every kind of event is drawn as the table says, at the first event of its kind
// in each built-in scenario; or the table says why it is not drawn.
func TestEveryKindOfEventIsDrawn(t *testing.T) {
	drawings := Drawings()
	for kind, spec := range sim.EventSpecs() {
		d := drawings[kind]
		assert.NotEmpty(t, d.What, spec.Name)
		if spec.Attention {
			assert.NotEqual(t, scene.Nothing, d.As, "%s: play slows down for it, so it is to be seen", spec.Name)
		}
	}
	var seen [sim.NKinds]bool
	for _, b := range scenario.Builtins() {
		m := modelOf(t, b.Name, 1920, 1080, "")
		if m.Scenario.Machine.CPUs > 6 { // tracks too thin for bars below them
			continue
		}
		for n := 0; n < 20 && !m.Side().Past.Ended(); n++ {
			ui.Update(m, ui.Tick{Steps: 50_000})
		}
		here := [sim.NKinds]bool{}
		past := m.Side().Past
		for i := 0; i < past.Len(); i++ {
			e := past.Event(i)
			if seen[e.Kind] && e.Kind != sim.LockAcquire || here[e.Kind] || drawings[e.Kind].As == scene.Nothing {
				continue
			}
			here[e.Kind], seen[e.Kind] = true, true
			assert.True(t, drawnAt(m, &e, drawings[e.Kind].As), "%s: %s at step %d has no %v", b.Name, sim.EventSpecs()[e.Kind].Name, e.Step, drawings[e.Kind].As)
		}
	}
}

// drawnAt looks for a thing of that kind right after the event, or, for what
// only shows when it has lasted, a little later.
func drawnAt(m *ui.Model, e *sim.Event, as scene.Kind) bool {
	m.Sel = scene.CPU.ID(int(e.CPU)) // of many CPUs not all have a track
	for _, later := range []int64{0, 50, 500, 5000} {
		ui.Update(m, ui.SeekTo{At: e.Time + later})
		width := int64(400) * m.GHz()
		ui.Update(m, ui.Zoom{At: m.Now, Factor: float64(width) / float64(max(m.Window.To-m.Window.From, 1))})
		var s scene.Scene
		Build(m, &s)
		for i := range s.Items {
			kind := s.Items[i].ID.Kind
			if kind == scene.HeldSpan { // the same for a lock that is not that of a CPU's sheaves
				kind = scene.HoldSpan
			}
			if kind == as {
				return true
			}
		}
	}
	return false
}
