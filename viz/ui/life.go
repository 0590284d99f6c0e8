package ui

import (
	"strconv"

	"barnyard/engine/history"
	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/viz/scene"
	"barnyard/viz/track"
)

// The life of the chosen object: it is gone through a part in each frame, from
// the start of the run to the instant shown, and kept for as long as the same
// object of the same run is chosen.

// life is what is known of it.
type life struct {
	of *history.History
	l  *track.Life
}

// Messages about it.
type (
	// TouchedObject chooses the object that was allocated or freed last.
	TouchedObject struct{}
	// ToStay goes to where the chosen object came to a place; StayBy to the next
	// or the previous of these moments.
	ToStay struct{ Index int }
	StayBy struct{ N int }
)

func (TouchedObject) msg() {}
func (ToStay) msg()        {}
func (StayBy) msg()        {}

// lifeKeys are its keys.
func lifeKeys() []Key {
	return []Key{
		{[]string{"o"}, "o", "choose the object touched last: its life", always(TouchedObject{})},
		{[]string{"Y"}, "Y", "the object's move before", always(StayBy{-1})},
	}
}

// lifeMsg answers to one of the messages; false if it is none.
func (m *Model) lifeMsg(msg Msg) bool {
	switch msg := msg.(type) {
	case TouchedObject:
		m.touchedObject()
	case ToStay:
		m.halt()
		m.toStay(msg.Index)
	case StayBy:
		m.halt()
		m.stayBy(msg.N)
	default:
		return false
	}
	return true
}

// Object is the object that is chosen, wherever in the picture it was.
func (m *Model) Object() (o slub.ObjectID, ok bool) {
	id := m.Sel
	switch id.Kind {
	case scene.Object:
		return slub.ObjectID(id.N[1]), true
	case scene.SlabAt:
		if k := m.Kernel(); int(id.N[1]) < len(k.Heap.Slabs) {
			return k.Heap.Slabs[id.N[1]].Base + slub.ObjectID(id.N[2]), true
		}
	}
	return 0, false
}

// touchedObject chooses the object that the last event of that sort is about.
func (m *Model) touchedObject() {
	p := m.Side().Past
	i, ok := p.PrevEvent(m.Step+1, func(e *sim.Event) bool { return e.Kind == sim.ObjectAlloc || e.Kind == sim.ObjectFree })
	if !ok {
		m.tell("No object has been touched yet.", false)
		return
	}
	e := p.Event(i)
	m.Cache = int(e.B)
	m.Sel, m.Told = scene.Object.ID(int(e.B), int(e.A)), false
	m.growLife(firstBudget)
}

// growLife goes on with the life of the chosen object, or begins it.
func (m *Model) growLife(budget int) {
	o, ok := m.Object()
	if !ok {
		return
	}
	f, past := &m.Time.life, m.Side().Past
	if f.l == nil || f.l.Object != o || f.of != past || f.l.Upto > past.Steps() {
		f.of, f.l = past, track.NewLife(o)
	}
	if f.l.Follow(past, m.Step, budget) > 0 {
		m.revision++
	}
}

// Life is where the chosen object has been up to the step shown. So far is true
// when there is more of it that is not known yet.
func (m *Model) Life() (stays []track.Stay, soFar bool) {
	o, ok := m.Object()
	f := &m.Time.life
	if !ok || f.l == nil || f.l.Object != o || f.of != m.Side().Past {
		return nil, ok
	}
	return f.l.Stays[:f.l.Until(m.Step)], f.l.Upto < m.Step
}

// toStay goes to the step that brought the object to a place.
func (m *Model) toStay(i int) {
	f := &m.Time.life
	if f.l != nil && i >= 0 && i < len(f.l.Stays) {
		m.showStep(f.l.Stays[i].Step)
	}
}

// mostAhead is how many steps are looked through for the next move at once.
const mostAhead = 20_000

// stayBy goes to the object's next move, or to the one before.
func (m *Model) stayBy(n int) {
	if _, ok := m.Object(); !ok {
		m.tell("No object is chosen; o chooses the one that was touched last.", false)
		return
	}
	m.growLife(mostAhead)
	f := &m.Time.life
	if f.l.Upto < m.Step {
		m.tell("The life of the object is still being looked through.", false)
		return
	}
	at := f.l.Until(m.Step) - 1 // the stay that is shown
	if n < 0 {
		if m.Step == f.l.Stays[at].Step {
			at--
		}
		if at < 0 {
			m.tell("No move of the object before this instant.", false)
			return
		}
		m.toStay(at)
		return
	}
	for looked := 0; at+1 >= len(f.l.Stays) && looked < mostAhead && !f.l.Full; {
		if f.l.Upto >= f.of.Steps() {
			m.recordSide(m.Shown, 256)
		}
		used := f.l.Follow(f.of, f.l.Upto+256, 256)
		if looked += used; used == 0 {
			break
		}
	}
	if at+1 >= len(f.l.Stays) {
		m.tell("No move of the object in what was looked through after this instant.", false)
		m.showStep(m.Step)
		return
	}
	m.toStay(at + 1)
}

// StayText is a place of a life as people read it.
func StayText(k *path.Kernel, p track.Place) string {
	switch p.Kind {
	case track.InPrefilled, track.WithTask, track.InArray:
		return p.String() + k.ThreadName(sim.ThreadID(p.N))
	}
	return p.String()
}

// mostWords is how many places of a life are told in words.
const mostWords = 6

// lifeWords is the life as a sentence; empty where no object is chosen.
func (m *Model) lifeWords() string {
	stays, _ := m.Life()
	o, ok := m.Object()
	if !ok || len(stays) == 0 {
		return ""
	}
	k, text := m.Kernel(), " Object "+strconv.Itoa(int(o))+" was"
	first := max(len(stays)-mostWords, 0)
	for i := first; i < len(stays); i++ {
		sep := ", then "
		if i == first {
			sep = " "
		}
		text += sep + StayText(k, stays[i].Place)
	}
	return text + "."
}

// followsObject says whether an object is chosen.
func (m *Model) followsObject() bool {
	_, ok := m.Object()
	return ok
}
