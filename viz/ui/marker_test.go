package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/viz/gesture"
	"barnyard/viz/scene"
)

func TestMarkers(t *testing.T) {
	m := loaded(t)
	Update(m, Cue{"mode qpw=0\nat 36us"})
	settle(m)
	press(m, "a")
	step := m.Step
	_, _, _, ok := m.Between()
	assert.False(t, ok)
	for range 10 {
		press(m, ".")
	}
	press(m, "b")
	cycles, steps, events, ok := m.Between()
	assert.True(t, ok)
	assert.Equal(t, 10, steps)
	assert.Equal(t, m.Time.Markers[1].At-us(m, 36), cycles)
	p := m.Side().Past
	assert.Equal(t, p.FirstOfStep(m.Step+1)-p.FirstOfStep(step+1), events)
	assert.Contains(t, m.State().Text, "Marker A is at 36.000 µs. Marker B is at ")
	assert.Contains(t, m.State().Text, "10 steps and ")

	press(m, "b")
	assert.False(t, m.Time.Markers[1].Set, "pressed where it is, it goes away")
	Update(m, Hand{gesture.Event{Kind: gesture.Tap, Mods: gesture.Shift}, Spot{On: OnTime, Time: us(m, 38)}})
	assert.Equal(t, us(m, 38), m.Time.Markers[1].At, "shift-click puts the one that is not set")
	Update(m, Hand{gesture.Event{Kind: gesture.Tap, Mods: gesture.Shift}, Spot{On: OnTime, Time: us(m, 35)}})
	assert.Equal(t, us(m, 35), m.Time.Markers[0].At, "then the nearer one")
	Update(m, Hand{gesture.Event{Kind: gesture.Tap}, Spot{On: OnTime, ID: scene.Marker.ID(1)}})
	assert.Equal(t, us(m, 38), m.Now, "a click on a marker goes there")

	Update(m, SwitchMode{})
	settle(m)
	_, steps, _, ok = m.Between()
	assert.True(t, ok, "the other run has steps of its own")
	late := int(m.Side().Past.At(us(m, 38)).M.Step)
	early := int(m.Side().Past.At(us(m, 35)).M.Step)
	assert.Equal(t, late-early, steps)
	m.Notice = Notice{}
	press(m, "Escape")
	assert.Equal(t, [2]Marker{}, m.Time.Markers)
	assert.NotContains(t, m.State().Text, "Marker")
}

// The wheel over the names scrolls the rows, over the time it zooms.
func TestTheWheelOverTheNamesScrollsTheRows(t *testing.T) {
	m := loaded(t)
	press(m, "v")
	window := m.Window
	Update(m, Hand{gesture.Event{Kind: gesture.Wheel, DY: -1}, Spot{On: OnRows}})
	assert.Equal(t, 1, m.Time.Top)
	Update(m, Hand{gesture.Event{Kind: gesture.Wheel, DY: 1}, Spot{On: OnRows}})
	assert.Zero(t, m.Time.Top)
	assert.Equal(t, window, m.Window)
	Update(m, Hand{gesture.Event{Kind: gesture.Tap}, Spot{ID: scene.TimeTab.ID(0)}})
	assert.False(t, m.Time.Tasks)
	Update(m, Hand{gesture.Event{Kind: gesture.Tap}, Spot{ID: scene.GoalRow.ID(TypedGoal)}})
	_, typing := m.Typing()
	assert.True(t, typing)
}
