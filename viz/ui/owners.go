package ui

import (
	"slices"

	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/viz/scene"
)

// Cache lines: which CPU has which, how often each moved up to now, and what
// that cost. The lines that the model follows are those of lock words, of the
// work lists and of slabs.

// Messages about them.
type (
	// ShowLines turns the owners' marks on and off, and the table to the front.
	ShowLines struct{}
	// ChooseOwned moves the choice along the table; MoveBy goes to the next or
	// the previous move of the chosen line.
	ChooseOwned struct{ By int }
	MoveBy      struct{ N int }
)

func (ShowLines) msg()   {}
func (ChooseOwned) msg() {}
func (MoveBy) msg()      {}

// Owned is one line of the table.
type Owned struct {
	Line  int32 // its name, as in the events
	Moves int
	Cost  int64 // of all of them, in cycles
	Now   bool  // it moves in the step that is shown
}

// before says whether a line comes before another in the table: what moves now is what
// one looks for, then what has cost most.
func (o *Owned) before(other *Owned) bool {
	switch {
	case o.Now != other.Now:
		return o.Now
	case o.Cost != other.Cost:
		return o.Cost > other.Cost
	}
	return o.Line < other.Line
}

// MostOwned is how many lines the table has at most.
const MostOwned = 64

// Owned is the lines that have moved up to now, those that move in this step and then
// the most expensive first, and how many there are in all.
func (m *Model) Owned() (rows []Owned, all int) { return m.AppendOwned(nil) }

// AppendOwned is Owned in memory that is there.
func (m *Model) AppendOwned(rows []Owned) (_ []Owned, all int) {
	rows = slices.Grow(rows[:0], MostOwned+1)
	for i := range m.Side().Tracks.Moves {
		line := &m.Side().Tracks.Moves[i]
		n, cost := line.Until(m.Now)
		if n == 0 {
			continue
		}
		all++
		_, now := m.MovedNow(line.Line)
		row := Owned{line.Line, n, cost, now}
		at := len(rows)
		for at > 0 && row.before(&rows[at-1]) {
			at--
		}
		if at == MostOwned {
			continue
		}
		rows = append(rows, Owned{})
		copy(rows[at+1:], rows[at:])
		rows[at] = row
		rows = rows[:min(len(rows), MostOwned)]
	}
	return rows, all
}

// MovedNow is the move of a line in the step that is shown, if it moved.
func (m *Model) MovedNow(line int32) (e sim.Event, moved bool) {
	p := m.Side().Past
	for i := p.FirstOfStep(m.Step); i < p.FirstOfStep(m.Step+1); i++ {
		if e := p.Event(i); e.Kind == sim.LineMove && e.A == line {
			return e, true
		}
	}
	return sim.Event{}, false
}

// Owning says whether the owners' marks are wanted: with the table, or for
// themselves.
func (m *Model) Owning() bool { return m.Time.Lines || m.Reading == ReadLines }

// Owner is the CPU that has a line, -1 if it is in memory only.
func Owner(k *path.Kernel, line int32) int {
	if line < 0 {
		if id := int(-1 - line); id < len(k.Heap.Slabs) {
			return int(k.Heap.Slabs[id].Owner)
		}
		return -1
	}
	if int(line) < len(k.M.Lines) {
		return int(k.M.Lines[line].Owner)
	}
	return -1
}

// SlabLine is the name of a slab's line.
func SlabLine(id slub.SlabID) int32 { return -1 - int32(id) }

// linesMsg answers to one of the messages; false if it is none.
func (m *Model) linesMsg(msg Msg) bool {
	switch msg := msg.(type) {
	case ShowLines:
		if m.Time.Lines = !m.Owning(); m.Time.Lines {
			m.Reading = ReadLines
		} else if m.Reading == ReadLines {
			m.Reading = ReadListing
		}
	case ChooseOwned:
		m.chooseOwned(msg.By)
	case MoveBy:
		m.halt()
		m.moveBy(msg.N)
	default:
		return false
	}
	return true
}

func (m *Model) chooseOwned(by int) {
	rows, _ := m.Owned()
	if len(rows) == 0 {
		m.tell("No cache line has moved yet.", false)
		return
	}
	at := -1
	for i := range rows {
		if m.Sel == scene.LineOwner.ID(int(rows[i].Line)) {
			at = i
		}
	}
	if at < 0 && by < 0 {
		at = len(rows)
	}
	m.Sel, m.Told = scene.LineOwner.ID(int(rows[min(max(at+by, 0), len(rows)-1)].Line)), true
}

// moveBy goes to the n-th move of the chosen line, or of any, on or back.
func (m *Model) moveBy(n int) {
	if m.Sel.Kind != scene.LineOwner {
		m.Time.Kind = sim.LineMove
		m.kindBy(n)
		return
	}
	of := m.Sel.N[0]
	p := m.Side().Past
	is := func(e *sim.Event) bool { return e.Kind == sim.LineMove && e.A == of }
	i, ok := p.NextEvent(m.Step, is)
	if n < 0 {
		i, ok = p.PrevEvent(m.Step, is)
	}
	if !ok {
		m.tell("This line does not move there in what is recorded.", false)
		return
	}
	m.showStep(p.Event(i).Step)
}
