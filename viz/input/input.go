// Package input reads the keyboard, the mouse and the fingers from Ebitengine
// and says what they did as gesture.Events.
//
//	Ebitengine --read--> devices (one tick, plain) --Append--> []gesture.Event
//
// Printed characters come as they are printed, whatever the keyboard's layout;
// keys that print nothing come by name. Only read touches Ebitengine, so all
// the rest is tested without a window.
package input

import (
	"barnyard/viz/gesture"
)

// Reader turns ticks of the devices into events. Make one and keep it.
type Reader struct {
	now        devices
	recogniser gesture.Recogniser
	mouse      [2]float32 // where the mouse was, in points
	down       []gesture.Pointer
}

// Append reads the devices and adds what happened since the last tick. Call it
// once in each Update. Scale is how many pixels of the layout a point has.
func (r *Reader) Append(events []gesture.Event, scale float32) []gesture.Event {
	r.now.read()
	return r.translate(events, scale)
}

// devices is what the devices say in one tick, in pixels.
type devices struct {
	mods    gesture.Mods
	chars   []rune
	keys    []heldKey
	mouse   [2]float32
	button  bool // the left one
	wheel   [2]float32
	fingers []gesture.Pointer
	touches touchIDs // memory
}

// heldKey is a named key that is down, or was within this tick, and in how many
// ticks it has been so.
type heldKey struct {
	name  string
	ticks int
}

// pressed is the ticks of a key: 1 in the tick in which it goes down, 0 for a
// key that nobody touches. Ebitengine's duration alone is not enough. It is 0
// for a key that goes down and up between two ticks, as a presenter's clicker
// or a short tap does it; only just still tells of that press.
func pressed(just bool, duration int) int {
	if just {
		return 1
	}
	return duration
}

// press notes a key that has been down for so many ticks, if it has.
func (d *devices) press(name string, ticks int) {
	if ticks > 0 {
		d.keys = append(d.keys, heldKey{name, ticks})
	}
}

// translate adds the events of the tick at hand.
func (r *Reader) translate(events []gesture.Event, scale float32) []gesture.Event {
	from := len(events)
	events = r.typed(events)
	events = r.pointed(events, 1/scale)
	for i := from; i < len(events); i++ {
		events[i].Mods = r.now.mods
	}
	return events
}

// Held keys repeat as typed characters do: after a pause, then steadily. The
// numbers are ticks, sixty a second.
const (
	repeatAfter = 24
	repeatEach  = 4
)

// typed adds characters and named keys. A space is the key Space and not a
// character, since it is a command here.
func (r *Reader) typed(events []gesture.Event) []gesture.Event {
	for _, c := range r.now.chars {
		if c != ' ' {
			events = append(events, gesture.Event{Kind: gesture.Char, Rune: c})
		}
	}
	for _, k := range r.now.keys {
		switch {
		case k.ticks == 1:
			events = append(events, gesture.Event{Kind: gesture.Key, Name: k.name})
		case k.ticks >= repeatAfter && (k.ticks-repeatAfter)%repeatEach == 0:
			events = append(events, gesture.Event{Kind: gesture.Key, Name: k.name, Repeat: true})
		}
	}
	return events
}

// pointed adds what the mouse, its wheel and the fingers did; f turns pixels
// into points.
func (r *Reader) pointed(events []gesture.Event, f float32) []gesture.Event {
	x, y := r.now.mouse[0]*f, r.now.mouse[1]*f
	moved := r.mouse != [2]float32{x, y}
	r.mouse = [2]float32{x, y}
	r.down = r.down[:0]
	for _, p := range r.now.fingers {
		r.down = append(r.down, gesture.Pointer{ID: p.ID, X: p.X * f, Y: p.Y * f})
	}
	if r.now.button {
		r.down = append(r.down, gesture.Pointer{ID: gesture.MouseID, X: x, Y: y})
	}
	events = r.recogniser.Append(events, r.down)
	if moved && !r.recogniser.Busy() {
		events = append(events, gesture.Event{Kind: gesture.Hover, X: x, Y: y})
	}
	if r.now.wheel != [2]float32{} {
		events = append(events, gesture.Event{Kind: gesture.Wheel, X: x, Y: y, DX: r.now.wheel[0], DY: r.now.wheel[1]})
	}
	return events
}
