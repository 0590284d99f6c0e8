package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/sim"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
	"barnyard/viz/track"
)

// The object that was touched last, its moves back and forth, and where the
// state says that it is at each of them.
func TestTheLifeOfTheObjectTouchedLast(t *testing.T) {
	m := loaded(t)
	Update(m, Cue{"mode qpw=0\nat 39us"})
	settle(m)
	press(m, "o")
	o, ok := m.Object()
	require.True(t, ok)
	p := m.Side().Past
	i, _ := p.PrevEvent(m.Step+1, func(e *sim.Event) bool { return e.Kind == sim.ObjectAlloc || e.Kind == sim.ObjectFree })
	assert.EqualValues(t, p.Event(i).A, o)
	settle(m)
	stays, soFar := m.Life()
	require.False(t, soFar)
	last := stays[len(stays)-1]
	assert.Equal(t, track.PlaceOf(m.Kernel(), o), last.Place)
	assert.Contains(t, m.State().Text, ", then "+StayText(m.Kernel(), last.Place)+".")

	Update(m, ToStay{len(stays) - 3})
	assert.Equal(t, stays[len(stays)-3].Step, m.Step)
	shown, _ := m.Life()
	assert.Len(t, shown, len(stays)-2, "nothing that has not happened")
	press(m, "y")
	assert.Equal(t, stays[len(stays)-2].Step, m.Step)
	press(m, "Y")
	assert.Equal(t, stays[len(stays)-3].Step, m.Step)
	for range 4 {
		press(m, "y")
	}
	now, _ := m.Life()
	assert.Len(t, now, len(stays)+2, "further than anybody has looked yet")
	assert.Equal(t, track.PlaceOf(m.Kernel(), o), now[len(now)-1].Place)

	Update(m, Hand{gesture.Event{Kind: gesture.Tap}, Spot{On: OnTime, ID: scene.LifeSpan.ID(0)}})
	assert.Zero(t, m.Step, "a click on the first place leads to the start")
	got, ok := m.Object()
	assert.True(t, ok && got == o, "and it is still chosen")

	Update(m, SwitchMode{})
	settle(m)
	other, _ := m.Life()
	assert.Equal(t, track.PlaceOf(m.Kernel(), o), other[len(other)-1].Place, "the other run has a life of its own")
	Update(m, Select{})
	none, _ := m.Life()
	assert.Empty(t, none)
	assert.NotContains(t, m.State().Text, "Object ")
}

// A cell of a slab is the object too.
func TestACellOfASlabIsAnObject(t *testing.T) {
	m := loaded(t)
	Update(m, Cue{"mode qpw=0\nat 39us"})
	settle(m)
	Update(m, Select{scene.SlabAt.ID(0, 0, 7)})
	o, ok := m.Object()
	assert.True(t, ok)
	assert.Equal(t, m.Kernel().Heap.Slabs[0].Base+7, o)
	settle(m)
	stays, soFar := m.Life()
	assert.NotEmpty(t, stays)
	assert.False(t, soFar)
}
