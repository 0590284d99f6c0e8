package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/engine/qpw"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
)

func tap(m *Model, id scene.ID, s Spot) {
	s.ID = id
	Update(m, Hand{gesture.Event{Kind: gesture.Press}, s})
	Update(m, Hand{gesture.Event{Kind: gesture.Tap}, s})
	settle(m)
}

func TestTaps(t *testing.T) {
	cases := []struct {
		name  string
		id    scene.ID
		spot  Spot
		check func(t *testing.T, m *Model, b Model)
	}{
		{"to the start", scene.Button.ID(ButtonStart), Spot{}, func(t *testing.T, m *Model, _ Model) { assert.Zero(t, m.Now) }},
		{"back", scene.Button.ID(ButtonBack), Spot{}, func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Step-1, m.Step) }},
		{"play", scene.Button.ID(ButtonPlay), Spot{}, func(t *testing.T, m *Model, _ Model) { assert.True(t, m.Playing) }},
		{"its sign", scene.Button.ID(ButtonPlay).Sub(1), Spot{}, func(t *testing.T, m *Model, _ Model) { assert.True(t, m.Playing) }},
		{"step", scene.Button.ID(ButtonStep), Spot{}, func(t *testing.T, m *Model, b Model) { assert.Equal(t, b.Step+1, m.Step) }},
		{"event", scene.Button.ID(ButtonEvent), Spot{}, func(t *testing.T, m *Model, b Model) { assert.Greater(t, m.Step, b.Step) }},
		{"event before", scene.Button.ID(ButtonPrevEvent), Spot{}, func(t *testing.T, m *Model, b Model) { assert.Less(t, m.Step, b.Step) }},
		{"compare", scene.Button.ID(ButtonCompare), Spot{}, func(t *testing.T, m *Model, _ Model) { assert.True(t, m.Compare) }},
		{"help", scene.Button.ID(ButtonHelp), Spot{}, func(t *testing.T, m *Model, _ Model) { assert.True(t, m.Help) }},
		{"theme", scene.Button.ID(ButtonTheme), Spot{}, func(t *testing.T, m *Model, _ Model) { assert.True(t, m.Light) }},
		{"RT", scene.Button.ID(ButtonRT), Spot{}, func(t *testing.T, m *Model, b Model) {
			assert.True(t, m.Scenario.Machine.RT)
			assert.Equal(t, b.Side().Mode, m.Side().Mode)
		}},
		{"a cache", scene.Button.ID(ButtonCache + 5), Spot{}, func(t *testing.T, m *Model, _ Model) { assert.Zero(t, m.Cache, "there is one only") }},
		{"the other mode", scene.Segment.ID(0, 1), Spot{}, func(t *testing.T, m *Model, _ Model) { assert.Equal(t, qpw.On, m.Side().Mode) }},
		{"a track seeks", scene.Track.ID(2), Spot{On: OnTime, Time: 12_000}, func(t *testing.T, m *Model, _ Model) { assert.Equal(t, int64(12_000), m.Now) }},
		{"a row of many CPUs seeks", scene.TrackGroup.ID(2), Spot{On: OnTime, Time: 12_000}, func(t *testing.T, m *Model, _ Model) { assert.Equal(t, int64(12_000), m.Now) }},
		{"a mark seeks", scene.Mark.ID(2), Spot{On: OnTime, Time: 15_000}, func(t *testing.T, m *Model, _ Model) { assert.Equal(t, int64(15_000), m.Now) }},
		{"a span is chosen", scene.RunSpan.ID(3, 4), Spot{On: OnTime, Time: 15_000}, func(t *testing.T, m *Model, b Model) {
			assert.Equal(t, scene.RunSpan.ID(3, 4), m.Sel)
			assert.Equal(t, b.Now, m.Now)
		}},
		{"a card is chosen", scene.CPU.ID(3), Spot{}, func(t *testing.T, m *Model, _ Model) { assert.Equal(t, scene.CPU.ID(3), m.Sel) }},
		{"nothing is chosen", scene.ID{}, Spot{}, func(t *testing.T, m *Model, _ Model) { assert.Equal(t, scene.ID{}, m.Sel) }},
		{"speed", scene.Slider.ID(SliderSpeed), Spot{Frac: 1}, func(t *testing.T, m *Model, _ Model) { assert.Equal(t, len(speeds)-1, m.Speed) }},
		{"position", scene.Slider.ID(SliderPosition), Spot{Frac: 0.5}, func(t *testing.T, m *Model, _ Model) { assert.Equal(t, m.End()/2, m.Now) }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := loaded(t)
			Update(m, SeekTo{us(m, 38)})
			before := *m
			tap(m, c.id, c.spot)
			c.check(t, m, before)
		})
	}
}

func TestChoosingAgainLetsGo(t *testing.T) {
	m := loaded(t)
	tap(m, scene.CPU.ID(3), Spot{})
	tap(m, scene.CPU.ID(3), Spot{})
	assert.Equal(t, scene.ID{}, m.Sel)
}

func TestDragsScrubAndPan(t *testing.T) {
	m := loaded(t)
	spot := Spot{ID: scene.Track.ID(0), On: OnTime, Time: 1000, Span: 10}
	Update(m, Hand{gesture.Event{Kind: gesture.Press}, spot})
	spot.Time, spot.On = 60_000, Elsewhere
	Update(m, Hand{gesture.Event{Kind: gesture.Drag, DX: 40}, spot})
	assert.Equal(t, int64(60_000), m.Now, "also when the pointer has left the pane")
	from := m.Window.From
	Update(m, Hand{gesture.Event{Kind: gesture.Drag, DX: -40, Mods: gesture.Shift}, spot})
	assert.Equal(t, from+400, m.Window.From, "shift pans")
	Update(m, Hand{gesture.Event{Kind: gesture.Drop}, spot})
	Update(m, Hand{gesture.Event{Kind: gesture.Drag, DX: 40}, Spot{Time: 9}})
	assert.Equal(t, int64(60_000), m.Now, "after the drop nothing is held")
}

func TestASliderIsDragged(t *testing.T) {
	m := loaded(t)
	Update(m, Hand{gesture.Event{Kind: gesture.Press}, Spot{ID: scene.Knob.ID(SliderPosition)}})
	Update(m, Hand{gesture.Event{Kind: gesture.Drag}, Spot{Frac: 0.25}})
	assert.Equal(t, m.End()/4, m.Now)
	assert.Equal(t, scene.Knob.ID(SliderPosition), m.Grab())
}

func TestTheWheelZoomsAtThePointerAndPans(t *testing.T) {
	m := loaded(t)
	Update(m, Pan{us(m, 30)})
	w := m.Window
	at := w.From + (w.To-w.From)/4
	Update(m, Hand{gesture.Event{Kind: gesture.Wheel, DY: 1}, Spot{On: OnTime, Time: at}})
	assert.Less(t, wide(m), w.To-w.From)
	assert.InDelta(t, 0.25, float64(at-m.Window.From)/float64(wide(m)), 0.001, "the instant under the pointer stays there")
	from := m.Window.From
	Update(m, Hand{gesture.Event{Kind: gesture.Wheel, DY: -1, Mods: gesture.Shift}, Spot{On: OnTime, Time: at}})
	assert.Greater(t, m.Window.From, from)
	Update(m, Hand{gesture.Event{Kind: gesture.Wheel, DY: -2}, Spot{On: OnLesson}})
	assert.Positive(t, m.Scroll)
	before := *m
	Update(m, Hand{gesture.Event{Kind: gesture.Wheel, DY: -2}, Spot{}})
	assert.Equal(t, before.Window, m.Window)
}

func TestAPinchZoomsAndPans(t *testing.T) {
	m := loaded(t)
	Update(m, Pan{us(m, 30)})
	w := wide(m)
	Update(m, Hand{gesture.Event{Kind: gesture.Pinch, Zoom: 2}, Spot{On: OnTime, Time: us(m, 32)}})
	assert.InDelta(t, float64(w)/2, float64(wide(m)), 2)
}

func TestZoomHasEnds(t *testing.T) {
	m := loaded(t)
	for range 60 {
		Update(m, Zoom{At: us(m, 38), Factor: 0.5})
	}
	assert.Equal(t, int64(narrowest), wide(m))
	for range 60 {
		Update(m, Zoom{At: us(m, 38), Factor: 2})
	}
	assert.Zero(t, m.Window.From)
	assert.GreaterOrEqual(t, m.Window.To, m.End())
	Update(m, Pan{1 << 40})
	assert.LessOrEqual(t, m.Window.To, m.End()+m.End()/8)
}

// The sentence of a tab would lie over what the tab has opened.
func TestATabThatIsPressedSaysNoMore(t *testing.T) {
	m := loaded(t)
	id := scene.Tab.ID(int(ReadEvents))
	tap(m, id, Spot{})
	assert.Equal(t, ReadEvents, m.Reading)
	assert.Equal(t, scene.ID{}, m.Hover)
}

func TestHoverNamesWhatIsUnderThePointer(t *testing.T) {
	m := loaded(t)
	Update(m, Hand{gesture.Event{Kind: gesture.Hover, X: 3, Y: 4}, Spot{ID: scene.CPU.ID(2)}})
	assert.Equal(t, scene.CPU.ID(2), m.Hover)
	assert.Equal(t, scene.Point{X: 3, Y: 4}, m.Pointer)
}
