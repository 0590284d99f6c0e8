package export

import (
	"cmp"
	"slices"
)

// lane is one row of a viewer: slices that nest, instants, or one number over
// time.
type lane struct {
	name   string
	parent int // the lane below which it stands; -1: none
	unit   string
	slices []slice
	points []point
	values []value
}

// slice is a stretch of time; point an instant. Flows lead from one to another.
type slice struct {
	from, to int64 // cycles
	name     string
	kind     string // for those who filter
	in       uint64 // the flow that ends here; 0: none
}

type point struct {
	at      int64
	name    string
	text    string // the event as a sentence
	in, out uint64
}

type value struct{ at, value int64 }

// sortNested brings slices into the order in which they begin, the outer ones
// first, but before those what lasts no time at all: it was over when they began. It
// gives back those that reach out of one they began in: viewers
// want them on a lane of their own.
func (l *lane) sortNested() (over []slice) {
	slices.SortStableFunc(l.slices, func(a, b slice) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(min(a.to-a.from, 1), min(b.to-b.from, 1)), cmp.Compare(b.to, a.to))
	})
	kept := l.slices[:0]
	var open []int64 // the ends of those that are not over, outermost first
	for _, s := range l.slices {
		for len(open) > 0 && open[len(open)-1] <= s.from {
			open = open[:len(open)-1]
		}
		if len(open) > 0 && s.to > open[len(open)-1] {
			over = append(over, s)
			continue
		}
		open = append(open, s.to)
		kept = append(kept, s)
	}
	l.slices = kept
	return over
}

// op is one thing that a viewer is told about a lane.
type op struct {
	at    int64 // cycles
	lane  int
	kind  opKind
	slice *slice
	point *point
	value int64
}

type opKind uint8

const (
	begins opKind = iota
	ends
	happens
	counts
)

// ops is all lanes in order of time. Within a lane an inner slice ends before
// the outer one, and at one instant what ends comes before what begins.
func ops(lanes []lane) (out []op) {
	for i := range lanes {
		out = lanes[i].ops(i, out)
	}
	slices.SortStableFunc(out, func(a, b op) int { return cmp.Compare(a.at, b.at) })
	return out
}

func (l *lane) ops(number int, out []op) []op {
	var open []*slice
	shut := func(until int64) {
		for len(open) > 0 && open[len(open)-1].to <= until {
			s := open[len(open)-1]
			out = append(out, op{at: s.to, lane: number, kind: ends, slice: s})
			open = open[:len(open)-1]
		}
	}
	points := l.points
	tell := func(until int64) {
		for len(points) > 0 && points[0].at < until {
			shut(points[0].at)
			out = append(out, op{at: points[0].at, lane: number, kind: happens, point: &points[0]})
			points = points[1:]
		}
	}
	for i := range l.slices {
		s := &l.slices[i]
		tell(s.from)
		shut(s.from)
		out = append(out, op{at: s.from, lane: number, kind: begins, slice: s})
		open = append(open, s)
	}
	tell(forever)
	shut(forever)
	for _, v := range l.values {
		out = append(out, op{at: v.at, lane: number, kind: counts, value: v.value})
	}
	return out
}

const forever = 1<<63 - 1
