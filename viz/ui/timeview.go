package ui

import (
	"barnyard/engine/sim"
	"barnyard/viz/gesture"
	"barnyard/viz/scene"
)

// What a reader has set on the timeline: which rows it has, two instants that
// are kept, the kind of event to go to, and whether cache lines are shown.
// Loading another scenario keeps the rows and forgets the instants.

// TimeView is all of that.
type TimeView struct {
	Tasks   bool      // a row a task, not a row a CPU
	Top     int       // how many rows are scrolled away
	Markers [2]Marker // A and B
	Kind    sim.Kind  // of event, to go to the next or the previous one; EvNone: that of the event shown
	Lines   bool      // which CPU owns which cache line
	Goal    int       // the chosen row of the places to go to
	life    life
	typing  *string // the line that is typed; nil: none
}

// Marker is an instant that a reader keeps, if it is set.
type Marker struct {
	Set  bool
	At   int64
	Step uint32

	counted bool // Step is that of the run shown
}

// Messages about the timeline.
type (
	// ShowTasks gives the timeline a row a task, or a row a CPU again.
	ShowTasks struct{ On bool }
	// ScrollRows scrolls the rows of tasks when not all have room.
	ScrollRows struct{ By int }
	// SetMarker puts marker A (0) or B (1) at an instant, in cycles; where it
	// is already it is taken away.
	SetMarker struct {
		Which int
		At    int64
	}
	// NextMarker puts the one that is not set yet, else the nearer one, there.
	NextMarker struct{ At int64 }
	// ClearMarkers takes both away.
	ClearMarkers struct{}
)

func (ShowTasks) msg()    {}
func (ScrollRows) msg()   {}
func (SetMarker) msg()    {}
func (NextMarker) msg()   {}
func (ClearMarkers) msg() {}

// timeMsg answers to a message about the timeline; false if it is none.
func (m *Model) timeMsg(msg Msg) bool {
	v := &m.Time
	switch msg := msg.(type) {
	case ShowTasks:
		v.Tasks, v.Top = msg.On, 0
	case ScrollRows:
		v.Top = max(v.Top+msg.By, 0)
	case SetMarker:
		m.setMarker(min(max(msg.Which, 0), 1), msg.At)
	case NextMarker:
		m.setMarker(m.freeMarker(msg.At), msg.At)
	case ClearMarkers:
		v.Markers = [2]Marker{}
	default:
		return m.goTo(msg) || m.lifeMsg(msg) || m.linesMsg(msg) || m.besideMsg(msg)
	}
	return true
}

// timeKeys are the keys of the timeline's views.
func timeKeys() []Key {
	return append([]Key{
		{[]string{"v"}, "v", "timeline: a row a task, or a CPU", func(m *Model) Msg { return ShowTasks{!m.Time.Tasks} }},
		{[]string{"J"}, "J", "timeline: rows further down", always(ScrollRows{1})},
		{[]string{"K"}, "K", "timeline: rows further up", always(ScrollRows{-1})},
		{[]string{"a"}, "a", "keep this instant as A, or let go", func(m *Model) Msg { return SetMarker{0, m.Now} }},
		{[]string{"b"}, "b", "keep this instant as B, or let go", func(m *Model) Msg { return SetMarker{1, m.Now} }},
	}, append(goalKeys(), lifeKeys()...)...)
}

// tapTime answers to a tap on what only a timeline has; false if it is on
// something else.
func (m *Model) tapTime(id scene.ID, h Hand) bool {
	switch {
	case h.Spot.On == OnTime && h.Mods&gesture.Shift != 0:
		Update(m, NextMarker{h.Spot.Time})
	case id.Kind == scene.TimeTab:
		Update(m, ShowTasks{id.N[0] == 1})
	case id.Kind == scene.RowsMore:
		Update(m, ScrollRows{1})
	case id.Kind == scene.Marker:
		Update(m, SeekTo{m.Time.Markers[min(max(id.N[0], 0), 1)].At})
	case id.Kind == scene.LifeSpan || id.Kind == scene.LifeStep:
		Update(m, ToStay{int(id.N[0])})
	case id.Kind == scene.LifeTrack:
		Update(m, SeekTo{h.Spot.Time})
	case id.Kind == scene.LineRow || id.Kind == scene.LineOwner:
		Update(m, Select{scene.LineOwner.ID(int(id.N[0]))})
	case id.Kind == scene.GoalRow:
		Update(m, RunGoal{int(id.N[0])})
	default:
		return false
	}
	return true
}
