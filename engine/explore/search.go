package explore

import (
	"slices"

	"barnyard/engine"
	"barnyard/engine/bug"
	"barnyard/engine/check"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// Options of a search. The zero value searches with reduction and bounds that a
// laptop can afford.
type Options struct {
	States   int64              // at most so many states; 0: 4 million
	Bytes    int64              // at most so much memory, roughly; 0: 2 GiB
	Full     bool               // no partial-order reduction
	Progress func(now Progress) // called every progressEvery states, if set
}

// Progress says how far a search has come.
type Progress struct {
	States  int64 // found
	Open    int64 // of these, not looked at yet
	Steps   int64 // transitions between states
	Depth   int   // choices from the first state to the present ones
	Visited int64 // states looked at
}

const progressEvery = 1 << 14

// Report is the result of a search.
type Report struct {
	Progress
	Ends     int64 // states in which nothing can happen any more
	Complete bool  // every state was looked at
	Found    *Counterexample
}

// search is one search under way: breadth first, so that the first violation
// is a nearest one.
type search struct {
	opt   Options
	s     *scenario.Scenario
	table *table
	alone *alone
	first *world
	after graph

	turns []sim.Actor // who can act in the state that is looked at
	queue []*world    // worlds of the states from the one that is looked at on, nil where memory was short
	spare []*world    // to be used again
	each  int64       // bytes of one world, roughly
	held  int64       // worlds in queue

	report  Report
	levelAt uint32 // the first state of the next level
	ended   func(k *path.Kernel)
}

// Search looks at every order of the steps of a scenario, up to the bounds.
// Errors are the scenario's author's: *scenario.Error.
func Search(s *scenario.Scenario, opt Options) (*Report, error) {
	x, err := newSearch(s, opt)
	if err != nil {
		return nil, err
	}
	return x.run()
}

func newSearch(s *scenario.Scenario, opt Options) (*search, error) {
	if opt.States <= 0 {
		opt.States = 4_000_000
	}
	if opt.Bytes <= 0 {
		opt.Bytes = 2 << 30
	}
	frozen := *s
	frozen.Machine.Steps = scenario.FrozenSteps
	r, err := engine.New(&frozen)
	if err != nil {
		return nil, err
	}
	return &search{opt: opt, s: &frozen, table: newTable(), alone: newAlone(r.Kernel.Cfg.Code), first: newWorld(r.Kernel), each: sizeOf(r.Kernel)}, nil
}

func (x *search) run() (*Report, error) {
	start := x.first.clone()
	if found := x.settle(start, nil); found != nil || start.k.Crashed() {
		x.lost(start, found, nil)
		return &x.report, nil
	}
	x.table.add(start.situation(), 0, 0)
	x.push(start)
	x.levelAt = 1
	for n := uint32(0); int(n) < x.table.len(); n++ {
		if int64(x.table.len()) > x.opt.States || x.table.bytes()+x.after.bytes() > x.opt.Bytes {
			return x.told(), nil
		}
		w := x.pop(n)
		if err := x.expand(w, n); err != nil || x.report.Found != nil {
			return x.told(), err
		}
		x.advance(n)
	}
	x.report.Complete = true
	x.lookForNoWayOut()
	return x.told(), nil
}

// advance counts a state that was looked at.
func (x *search) advance(n uint32) {
	if n+1 == x.levelAt {
		x.levelAt = uint32(x.table.len())
		x.report.Depth++
	}
	x.report.Visited++
	if x.opt.Progress != nil && x.report.Visited%progressEvery == 0 {
		x.opt.Progress(x.told().Progress)
	}
}

func (x *search) told() *Report {
	x.report.States = int64(x.table.len())
	x.report.Open = x.report.States - x.report.Visited
	return &x.report
}

// expand takes every step that is possible in a state; its world is used up.
func (x *search) expand(w *world, n uint32) error {
	x.after.begin()
	x.turns = w.turns(x.turns[:0])
	for i, a := range x.turns {
		child := w // the last one needs no copy: nobody asks for w any more
		if i < len(x.turns)-1 {
			child = x.blank()
			child.copyFrom(w)
		}
		if err := x.follow(child, n, a); err != nil || x.report.Found != nil {
			return err
		}
	}
	if len(x.turns) > 0 {
		return nil
	}
	x.report.Ends++
	if x.ended != nil {
		x.ended(w.k)
	}
	if found := x.atEnd(w); found != nil {
		x.lost(w, found, x.table.way(n))
	}
	x.spare = append(x.spare, w)
	return nil
}

// follow takes one step of a copy of a state and looks where it has come to.
func (x *search) follow(child *world, from uint32, a sim.Actor) error {
	found := child.step(a)
	if found == nil && !child.k.Crashed() {
		found = x.settle(child, nil)
	}
	if child.k.Fault.Any {
		return engine.FaultError(x.s, child.k)
	}
	if found != nil || len(child.k.Oopses) > 0 {
		x.lost(child, found, append(x.table.way(from), a))
		return nil
	}
	x.report.Steps++
	id, fresh := x.table.add(child.situation(), from, a)
	x.after.to(id)
	if !fresh {
		x.spare = append(x.spare, child)
		return nil
	}
	if found := check.World(child.k); len(found) > 0 {
		x.lost(child, found, x.table.way(id))
		return nil
	}
	x.push(child)
	return nil
}

// atEnd looks at a state in which nothing can happen any more.
func (x *search) atEnd(w *world) []check.Broken {
	found := slices.Clone(w.probe.End(w.k))
	for _, o := range w.k.Stuck(true) {
		found = append(found, check.Broken{Invariant: bug.Of(o.Code).Invariant, Text: w.k.OopsText(&o)})
	}
	return found
}

// lost ends the search: a violation was found at the end of a way.
func (x *search) lost(w *world, found []check.Broken, way []sim.Actor) {
	c := &Counterexample{Broken: oopses(w.k, found), Steps: scenario.AnySteps}
	c.Choices = x.unfold(way)
	x.smooth(c)
	if !x.follows(c) {
		c.Steps = scenario.FrozenSteps
	}
	x.report.Found = c
}
