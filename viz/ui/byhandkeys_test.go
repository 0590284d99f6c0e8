package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
)

// Each key of the table by hand, from step 180 of a counterexample's way.
func TestKeysByHand(t *testing.T) {
	cases := map[string]func(t *testing.T, m *Model, b Model){
		"M": func(t *testing.T, m *Model, _ Model) { assert.False(t, m.ByHand()) },
		"1": func(t *testing.T, m *Model, b Model) {
			assert.Equal(t, b.Step+1, m.Step)
			rows, _ := m.Branches()
			assert.Empty(t, rows, "CPU 0 is who acts there anyway")
		},
		"2": func(t *testing.T, m *Model, b Model) {
			assert.Equal(t, b.Step+1, m.Step)
			_, at := m.Branches()
			assert.Equal(t, 1, at)
		},
		"9": func(t *testing.T, m *Model, b Model) {
			assert.Equal(t, b.Step, m.Step)
			assert.Equal(t, "There are 2 choices here.", m.Notice.Text)
		},
		".":     func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Step+1, m.Step) },
		"Enter": func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Step+1, m.Step) },
		">":     func(t *testing.T, m *Model, b Model) { assert.Greater(t, m.Step, b.Step+1) },
		"u":     func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Step-1, m.Step) },
		",":     func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Step-1, m.Step) },
		"<":     func(t *testing.T, m *Model, b Model) { assert.Less(t, m.Step, b.Step-1) },
		"U":     func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Step+1, m.Step) },
		"j":     func(t *testing.T, m *Model, _ Model) { assert.Equal(t, actor(m, sim.ActRun, 1), m.Aimed()) },
		"k":     func(t *testing.T, m *Model, _ Model) { assert.Equal(t, actor(m, sim.ActRun, 0), m.Aimed()) },
		"b":     func(t *testing.T, m *Model, _ Model) { assert.Contains(t, m.Notice.Text, "There are no branches yet") },
		"B":     func(t *testing.T, m *Model, _ Model) { assert.Contains(t, m.Notice.Text, "There are no branches yet") },
		"r":     func(t *testing.T, m *Model, _ Model) { assert.Contains(t, m.Notice.Text, "has a name") },
		"Delete": func(t *testing.T, m *Model, _ Model) {
			assert.Contains(t, m.Notice.Text, "is no branch: it stays")
		},
	}
	for _, k := range ByHandKeys() {
		for _, name := range k.Names {
			if f, ok := cases[name]; ok {
				t.Run(name, func(t *testing.T) {
					m := New(1280, 720)
					Update(m, LoadReplay{flushRace})
					settle(m)
					m.showStep(180)
					before := *m
					press(m, name)
					f(t, m, before)
				})
				delete(cases, name)
			} else if k.msg != nil {
				t.Errorf("%s has no test", name)
			}
		}
		assert.NotEmpty(t, k.Does)
	}
	assert.Empty(t, cases, "keys that the table does not have")
}

// The pointer does what the keys do.
func TestChoicesByPointer(t *testing.T) {
	m := race(t)
	tapOn(m, scene.Button.ID(ButtonByHand), 0)
	require.True(t, m.ByHand())
	tapOn(m, scene.Choice.ID(1, int(sim.ActRun)), 0)
	assert.EqualValues(t, 1, m.Step)
	tapOn(m, scene.Choice.ID(1, int(sim.ActRun)), gesture.Shift)
	assert.Greater(t, m.Step, uint32(2))
	step := m.Step
	tapOn(m, scene.Button.ID(ButtonTakeBack), 0)
	assert.Equal(t, step-1, m.Step)
	tapOn(m, scene.Button.ID(ButtonAgain), 0)
	assert.Equal(t, step, m.Step)
	tapOn(m, scene.BranchRow.ID(0), 0)
	_, at := m.Branches()
	assert.Zero(t, at)
	tapOn(m, scene.BranchPath.ID(1), 0)
	_, at = m.Branches()
	assert.Equal(t, 1, at)
	tapOn(m, scene.Button.ID(ButtonName), 0)
	_, _, open := m.Naming()
	assert.True(t, open)
	press(m, "Escape")
	tapOn(m, scene.Button.ID(ButtonDrop), 0)
	rows, _ := m.Branches()
	assert.Len(t, rows, 1)
}

func tapOn(m *Model, id scene.ID, mods gesture.Mods) {
	Update(m, Hand{Event: gesture.Event{Kind: gesture.Tap, Mods: mods}, Spot: Spot{ID: id}})
	settle(m)
}
