package ui

import (
	"slices"

	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// A sweep asks over which range of one cost a conclusion holds. It measures it
// at a geometric series of values, the present one among them, and then
// narrows each end of the range down to one cycle by halving. It is done in
// runs of its own, which go on from tick to tick.

// Point is one value of a cost and what the conclusion comes to there.
type Point struct {
	Cycles       int64
	Value, Other int64 // Other: what it is compared with, for two runs
	Known        bool
	Has          bool // there is a value
	Holds        bool
	Present      bool // this is the value that the scenario has
}

// Range is the stretch of tried values around the present one in which the
// conclusion is what it is now: it holds, or it does not. The ends are exact to
// the cycle where they are not the first or the last value tried.
type Range struct {
	From, To         int64
	OpenFrom, OpenTo bool // nothing else was found on this side
	Holds            bool
	Elsewhere        int // values beyond the ends at which it is so again
}

// edge is one end of the range, between a value inside and one outside.
type edge struct {
	in, out int64
	open    bool
}

func (e *edge) done() bool { return e.open || e.in-e.out == 1 || e.out-e.in == 1 }

// sweep is a strip while it is being measured.
type sweep struct {
	of     Conclusion
	cost   sim.CostID
	base   *scenario.Scenario
	points []Point
	here   int // the present value's place in points
	edges  [2]edge
	models models
	err    error // why there are none
	paired bool  // the edges have been looked for
	trial  *trial
	goal   int64 // the value that is being tried
	tried  int
}

// steps of a sweep's series: a quarter of an octave each, three octaves down
// and three up.
const (
	octaves    = 3
	perOctave  = 4
	notches    = 2*octaves*perOctave + 1
	startSteps = 3000 // what making a run costs, as steps of one
)

// quarters are the powers of the fourth root of two, in 1024ths.
func quarters() [perOctave]int64 { return [...]int64{1024, 1218, 1448, 1722} }

// CostSeries is the values of a cost that can be chosen: an eighth of what the
// model has up to eight times of it, each once. A cost of nothing has small
// values.
func CostSeries(id sim.CostID) []int64 {
	base := sim.CostSpecs()[id].Cycles
	if base == 0 {
		return []int64{0, 1, 2, 4, 8, 16, 32, 64}
	}
	out := make([]int64, 0, notches)
	for n := range notches {
		up := base << (n / perOctave) * quarters()[n%perOctave]
		v := (up + 1024<<octaves/2) / (1024 << octaves)
		if len(out) == 0 || v > out[len(out)-1] {
			out = append(out, v)
		}
	}
	return out
}

// newSweep asks for a conclusion and a cost of a scenario.
func newSweep(of Conclusion, s *scenario.Scenario, cost sim.CostID, present int64) *sweep {
	w := &sweep{of: of, cost: cost, base: s}
	values := CostSeries(cost)
	if !slices.Contains(values, present) {
		values = append(values, present)
		slices.Sort(values)
	}
	w.here = slices.Index(values, present)
	for i, v := range values {
		w.points = append(w.points, Point{Cycles: v, Present: i == w.here})
	}
	return w
}

// next is the value to try next: the present one, those around it, then the
// ends of the range. False when all is known.
func (w *sweep) next() (int64, bool) {
	for far := range len(w.points) {
		for _, i := range [2]int{w.here + far, w.here - far} {
			if i >= 0 && i < len(w.points) && !w.points[i].Known {
				return w.points[i].Cycles, true
			}
		}
	}
	if !w.paired {
		w.pair()
	}
	for i := range w.edges {
		if e := &w.edges[i]; !e.done() {
			return (e.in + e.out) / 2, true
		}
	}
	return 0, false
}

// pair finds the neighbours between which each end of the range lies.
func (w *sweep) pair() {
	w.paired = true
	for side, step := range [2]int{-1, 1} {
		i := w.here
		for ; i+step >= 0 && i+step < len(w.points); i += step {
			if w.points[i+step].Holds != w.points[w.here].Holds {
				break
			}
		}
		e := edge{in: w.points[i].Cycles}
		if j := i + step; j >= 0 && j < len(w.points) {
			e.out = w.points[j].Cycles
		} else {
			e.open = true
		}
		w.edges[side] = e
	}
}

// advance goes on by about so many steps and says whether something new is
// known. One run is begun in a tick at most, since that takes a while too.
func (w *sweep) advance(steps int) (news bool) {
	if w.trial == nil {
		at, more := w.next()
		if !more {
			return false
		}
		if w.models == nil { // as long as all of a tick
			w.models, w.err = modelsOf(&w.of, w.base)
			return w.err != nil
		}
		w.goal, w.trial = at, w.models.start(&w.of, w.base, w.cost, at)
		steps -= startSteps
	}
	if _, done := w.trial.advance(max(steps, leastSteps)); !done {
		return false
	}
	w.take(w.trial.result())
	w.trial = nil
	w.tried++
	return true
}

// leastSteps is what a sweep goes on by in any tick.
const leastSteps = 500

func (w *sweep) take(o outcome) {
	for i := range w.points {
		if p := &w.points[i]; p.Cycles == w.goal {
			p.Known, p.Has, p.Holds, p.Value, p.Other = true, o.has, o.holds, o.value, o.other
			return
		}
	}
	for i := range w.edges {
		e := &w.edges[i]
		if e.done() || (e.in+e.out)/2 != w.goal {
			continue
		}
		if o.holds == w.points[w.here].Holds {
			e.in = w.goal
		} else {
			e.out = w.goal
		}
		return
	}
}

// done says whether all is known.
func (w *sweep) done() bool {
	if w.trial != nil {
		return false
	}
	if w.err != nil {
		return true
	}
	_, more := w.next()
	return !more
}

// known is how many of the points are.
func (w *sweep) known() (n int) {
	for i := range w.points {
		if w.points[i].Known {
			n++
		}
	}
	return n
}

// span is the range as far as it is known; false before all points are.
func (w *sweep) span() (r Range, ok bool) {
	if !w.paired {
		return Range{}, false
	}
	r = Range{From: w.edges[0].in, To: w.edges[1].in, OpenFrom: w.edges[0].open, OpenTo: w.edges[1].open, Holds: w.points[w.here].Holds}
	for i := range w.points {
		if p := &w.points[i]; (p.Cycles < r.From || p.Cycles > r.To) && p.Holds == r.Holds {
			r.Elsewhere++
		}
	}
	return r, true
}
