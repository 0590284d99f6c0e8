package gesture

import "math"

// Pointer is a finger or a mouse whose button is down.
type Pointer struct {
	ID   int // the same for as long as it is down
	X, Y float32
}

// slop is how far a pointer may stray and still tap. Fingers tremble more
// than mice.
const (
	mouseSlop  = 3
	fingerSlop = 9
)

// MouseID is the id of the mouse.
const MouseID = -1

type phase uint8

const (
	idle     phase = iota // nothing is down
	pressed               // one pointer is down and has hardly moved
	dragging              // one pointer is down and has moved
	pinching              // two are down
	spent                 // the gesture is over but something is still down
)

// Recogniser makes gestures from the pointers that are down, tick by tick.
// The zero Recogniser is ready.
//
//	idle -> pressed -> dragging -> idle      Press, Drag..., Drop
//	           |  \--> idle                  Press, Tap
//	           \-----> pinching -> spent     Press, Pinch...
type Recogniser struct {
	phase phase
	start Pointer    // where the first pointer went down
	last  [2]Pointer // where the pointers were
}

// Append adds the events of one tick, given the pointers that are down now.
func (r *Recogniser) Append(events []Event, down []Pointer) []Event {
	switch r.phase {
	case idle:
		return r.begin(events, down)
	case pressed, dragging:
		return r.one(events, down)
	case pinching:
		return r.two(events, down)
	}
	if len(down) == 0 {
		r.phase = idle
	}
	return events
}

// Busy says whether a gesture is under way; then the mouse does not hover.
func (r *Recogniser) Busy() bool { return r.phase != idle }

func (r *Recogniser) begin(events []Event, down []Pointer) []Event {
	switch {
	case len(down) == 0:
		return events
	case len(down) >= 2:
		return r.pinch(events, down)
	}
	r.phase, r.start, r.last[0] = pressed, down[0], down[0]
	return append(events, Event{Kind: Press, X: down[0].X, Y: down[0].Y})
}

// pinch begins to follow two pointers.
func (r *Recogniser) pinch(events []Event, down []Pointer) []Event {
	if r.phase == dragging {
		events = append(events, r.event(Drop))
	}
	r.phase, r.last = pinching, [2]Pointer{down[0], down[1]}
	return events
}

// event is an event at the last place of the first pointer.
func (r *Recogniser) event(k Kind) Event {
	return Event{Kind: k, X: r.last[0].X, Y: r.last[0].Y, FromX: r.start.X, FromY: r.start.Y}
}

func (r *Recogniser) one(events []Event, down []Pointer) []Event {
	now, ok := find(down, r.start.ID)
	switch {
	case !ok:
		ended := Tap
		if r.phase == dragging {
			ended = Drop
		}
		r.phase = idle
		if len(down) > 0 { // another finger came as this one went
			r.phase = spent
		}
		return append(events, r.event(ended))
	case len(down) >= 2:
		return r.pinch(events, down)
	}
	if r.phase == pressed && distance(r.start, now) <= slop(now.ID) {
		return events
	}
	r.phase = dragging
	if now == r.last[0] {
		return events
	}
	dx, dy := now.X-r.last[0].X, now.Y-r.last[0].Y
	r.last[0] = now
	e := r.event(Drag)
	e.DX, e.DY = dx, dy
	return append(events, e)
}

func (r *Recogniser) two(events []Event, down []Pointer) []Event {
	a, okA := find(down, r.last[0].ID)
	b, okB := find(down, r.last[1].ID)
	if !okA || !okB {
		r.phase = spent
		if len(down) == 0 {
			r.phase = idle
		}
		return events
	}
	if a == r.last[0] && b == r.last[1] {
		return events
	}
	was, is := middle(r.last[0], r.last[1]), middle(a, b)
	zoom := max(distance(a, b), 1) / max(distance(r.last[0], r.last[1]), 1)
	r.last = [2]Pointer{a, b}
	return append(events, Event{Kind: Pinch, X: is.X, Y: is.Y, DX: is.X - was.X, DY: is.Y - was.Y, Zoom: zoom})
}

func find(down []Pointer, id int) (Pointer, bool) {
	for _, p := range down {
		if p.ID == id {
			return p, true
		}
	}
	return Pointer{}, false
}

func slop(id int) float32 {
	if id == MouseID {
		return mouseSlop
	}
	return fingerSlop
}

func distance(a, b Pointer) float32 {
	return float32(math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y)))
}

func middle(a, b Pointer) Pointer { return Pointer{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2} }
