package input

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/gesture"
)

func TestCharactersComeAsPrinted(t *testing.T) {
	r := Reader{now: devices{chars: []rune(">é ?"), mods: gesture.Shift}}
	events := r.translate(nil, 1)
	require.Len(t, events, 3, "the space is a key")
	for i, want := range []rune(">é?") {
		assert.Equal(t, gesture.Event{Kind: gesture.Char, Rune: want, Mods: gesture.Shift}, events[i])
	}
}

func TestKeysRepeatAfterAPause(t *testing.T) {
	var fired []int
	for ticks := 1; ticks <= 36; ticks++ {
		r := Reader{now: devices{keys: []heldKey{{"PageDown", ticks}}}}
		for _, e := range r.translate(nil, 1) {
			assert.Equal(t, "PageDown", e.Name)
			assert.Equal(t, ticks > 1, e.Repeat)
			fired = append(fired, ticks)
		}
	}
	assert.Equal(t, []int{1, 24, 28, 32, 36}, fired)
}

// Each step is one tick as Ebitengine tells it: whether the key went down in
// it, and the duration, which is 0 once the key is up again.
func TestEveryPressIsHeardOnce(t *testing.T) {
	type tick struct {
		just     bool
		duration int
	}
	for _, c := range []struct {
		name  string
		ticks []tick
		want  []bool // for each event, whether it repeats
	}{
		{"nobody is there", []tick{{}, {}}, nil},
		{"a tap shorter than a tick", []tick{{}, {just: true}, {}}, []bool{false}},
		{"such taps tick after tick", []tick{{just: true}, {just: true}, {just: true}}, []bool{false, false, false}},
		{"a press of three ticks", []tick{{true, 1}, {false, 2}, {false, 3}, {}}, []bool{false}},
		{"held, let go and tapped within a tick", []tick{{true, 1}, {false, 2}, {just: true}, {}}, []bool{false, false}},
		{"held until it repeats", []tick{{true, 1}, {false, 23}, {false, 24}, {false, 25}, {false, 28}}, []bool{false, true, true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var r Reader
			var got []bool
			for _, at := range c.ticks {
				r.now = devices{}
				r.now.press("PageDown", pressed(at.just, at.duration))
				for _, e := range r.translate(nil, 1) {
					assert.Equal(t, gesture.Key, e.Kind)
					assert.Equal(t, "PageDown", e.Name)
					got = append(got, e.Repeat)
				}
			}
			assert.Equal(t, c.want, got)
		})
	}
}

func TestPixelsBecomePoints(t *testing.T) {
	r := Reader{}
	r.now = devices{mouse: [2]float32{200, 100}}
	assert.Equal(t, []gesture.Event{{Kind: gesture.Hover, X: 100, Y: 50}}, r.translate(nil, 2))
	assert.Empty(t, r.translate(nil, 2), "a mouse that rests says nothing")
	r.now.wheel = [2]float32{0, -3}
	assert.Equal(t, []gesture.Event{{Kind: gesture.Wheel, X: 100, Y: 50, DY: -3}}, r.translate(nil, 2))
}

func TestTheMouseDragsWithoutHovering(t *testing.T) {
	r := Reader{}
	var kinds []gesture.Kind
	for _, tick := range []devices{
		{mouse: [2]float32{10, 10}},
		{mouse: [2]float32{10, 10}, button: true},
		{mouse: [2]float32{60, 10}, button: true},
		{mouse: [2]float32{60, 10}},
	} {
		r.now = tick
		for _, e := range r.translate(nil, 1) {
			kinds = append(kinds, e.Kind)
		}
	}
	assert.Equal(t, []gesture.Kind{gesture.Hover, gesture.Press, gesture.Drag, gesture.Drop}, kinds)
}

func TestFingersPinch(t *testing.T) {
	r := Reader{}
	r.now = devices{fingers: []gesture.Pointer{{ID: 4, X: 0, Y: 0}, {ID: 9, X: 20, Y: 0}}}
	assert.Empty(t, r.translate(nil, 2))
	r.now = devices{fingers: []gesture.Pointer{{ID: 4, X: 0, Y: 0}, {ID: 9, X: 60, Y: 0}}}
	assert.Equal(t, []gesture.Event{{Kind: gesture.Pinch, X: 15, DX: 10, Zoom: 3}}, r.translate(nil, 2))
}

func TestNamesAreTheOnesThatThePictureNeeds(t *testing.T) {
	have := map[string]bool{}
	for _, k := range named {
		have[k.name] = true
	}
	for _, want := range []string{"Space", "Home", "End", "PageUp", "PageDown", "Left", "Right", "Up", "Down", "Escape", "Enter"} {
		assert.True(t, have[want], want)
	}
}

func TestReadingWithoutAWindowFindsNothingDown(t *testing.T) {
	r := Reader{}
	for _, e := range r.Append(nil, 1) {
		assert.Equal(t, gesture.Hover, e.Kind)
	}
}
