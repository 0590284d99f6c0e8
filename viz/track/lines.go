package track

import (
	"sort"

	"barnyard/engine/sim"
)

// Moves is the moves of one cache line between CPUs, in order.
type Moves struct {
	Line int32 // its name, as in the events: see path.Kernel.LineName
	At   []int64
	Cost []int64 // of all moves up to this one
}

// moved notes a line that came to a CPU.
func (t *Tracks) moved(e *sim.Event) {
	i, ok := t.lines[e.A]
	if !ok {
		i = int32(len(t.Moves))
		t.lines[e.A] = i
		t.Moves = append(t.Moves, Moves{Line: e.A})
	}
	m := &t.Moves[i]
	sum := e.C
	if n := len(m.Cost); n > 0 {
		sum += m.Cost[n-1]
	}
	m.At, m.Cost = append(m.At, e.Time), append(m.Cost, sum)
}

// Until is how often the line moved up to and including a time, and what all
// of that cost.
func (m *Moves) Until(t int64) (n int, cost int64) {
	n = sort.Search(len(m.At), func(i int) bool { return m.At[i] > t })
	if n > 0 {
		cost = m.Cost[n-1]
	}
	return n, cost
}

// LineOf is the moves of a line; nil if it has not moved.
func (t *Tracks) LineOf(name int32) *Moves {
	if i, ok := t.lines[name]; ok {
		return &t.Moves[i]
	}
	return nil
}
