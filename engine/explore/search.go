package explore

import (
	"fmt"
	"slices"

	"barnyard/engine"
	"barnyard/engine/bug"
	"barnyard/engine/check"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// A search goes by turns. A turn is an actor that goes on for some steps; where
// another goes on, the next turn begins. First comes every way of one turn, then
// all of two, and so on, until there is no new state: the first violation is one
// of fewest turns, which is what a person can follow.
//
//	level 0   o                      a chain: states that one actor has led to
//	level 1   |-a-o-o-o-o            each state of a chain is left by everybody else
//	          '-b-o-o
//	level 2         |-a-o-o          ...
//
// Each step of each state is taken once. A chain keeps a record of one world, that
// of its first state, and comes to the others by stepping on. While a state is
// left, base is its world, and child goes on from there: base again when one has
// gone on as far as there is something new.

// Limits of a search. The zero value searches with reduction and bounds that a
// laptop can afford. With the fair server and FIFO threads states also differ by
// how long fair threads have starved: a search that comes to its end without the
// server may reach a bound.
type Limits struct {
	States   int64              // at most so many states; 0: 4 million
	Bytes    int64              // at most so much memory, roughly; 0: 2 GiB
	Full     bool               // no partial-order reduction
	Progress func(now Progress) // called every progressEvery states, if set

	// Begin, if set, may change the first state before the search begins, for a
	// model that no scenario can say. What is found in one has no replay string.
	Begin func(k *path.Kernel)

	// Ended, if set, is shown each state in which nothing can happen any more.
	// It must not change it.
	Ended func(k *path.Kernel)

	remember bool // which steps were taken, of all states: for a test
}

// Progress says how far a search has come.
type Progress struct {
	States int64 // found
	Steps  int64 // transitions between states
	Turns  int   // of the ways that are gone
	Open   int64 // chains that were found in this turn and are gone along in the next
}

const progressEvery = 1 << 14

// Report is the result of a search.
type Report struct {
	Progress
	Ends     int64 // states in which nothing can happen any more
	Mistakes int64 // steps that no author means: an object freed before it was given, a cache used after its end
	Mistake  error // the first of them; that order is not gone on with
	Complete bool  // every order was looked at
	WayOut   bool  // and from every state an end was looked for, which ends with Found where there is none
	Found    *Counterexample
}

// MaxCPUs is how many CPUs a machine may have whose steps are searched.
const MaxCPUs = 8

// search is one search under way.
type search struct {
	opt   Limits
	s     *scenario.Scenario
	table *table
	alone *alone
	first *world
	after graph

	look  check.Look
	spare []*world // to be used again
	turns []sim.Actor

	level, next front    // of this turn, and of the one after it
	blocks      [][]byte // that are in neither
	chain, made chain    // one that is gone along, and one that is found
	opened      bool     // there is a chain
	pos         int      // which of its states is left
	base, child *world
	fromBase    sim.Twins  // child, and base
	fromFirst   sim.Twins  // child, and first
	opening     sim.Places // where the first state of the chain may differ from first
	since       sim.Places // and base from that
	at          sim.Places // to be used again
	records     sim.Records

	watched func(stepped bool) // what child is now, or has come back to: for a test

	report Report
}

// Search looks at every order of the steps of a scenario, up to the bounds.
// Errors are the scenario's author's: *scenario.Error.
func Search(s *scenario.Scenario, opt Limits) (*Report, error) {
	_, r, err := searched(s, opt)
	return r, err
}

// searched begins anew for as long as an op turns out to be mixed.
func searched(s *scenario.Scenario, opt Limits) (*search, *Report, error) {
	h, err := NewHunt(s, opt)
	if err != nil {
		return nil, nil, err
	}
	for h.GoOn(1 << 62) {
	}
	r, err := h.Report()
	return h.x, r, err
}

func newSearch(s *scenario.Scenario, opt Limits) (*search, error) {
	if opt.States <= 0 {
		opt.States = 4_000_000
	}
	if opt.Bytes <= 0 {
		opt.Bytes = 2 << 30
	}
	if n := s.Machine.CPUs; n > MaxCPUs {
		return nil, &scenario.Error{File: s.Name, Pos: s.Machine.Pos, Msg: fmt.Sprintf("%d CPUs are too many to search every order; expected at most %d", n, MaxCPUs)}
	}
	frozen := *s
	frozen.Machine.Steps = scenario.FrozenSteps
	r, err := engine.New(&frozen)
	if err != nil {
		return nil, err
	}
	if opt.Begin != nil {
		opt.Begin(r.Kernel)
	}
	x := &search{opt: opt, s: &frozen, table: newTable(), alone: newAlone(r.Kernel.Cfg.Code), first: newWorld(r.Kernel)}
	x.table.keep = opt.remember
	x.base, x.child = x.first.clone(), x.first.clone()
	x.child.beside(&x.fromBase, x.base)
	x.child.beside(&x.fromFirst, x.first)
	return x, nil
}

// begin finds the first state; true if the search is over with that.
func (x *search) begin() (over bool) {
	if found := x.settle(x.child, nil); found != nil || x.child.k.Crashed() {
		x.lost(x.child, found, nil)
		return true
	}
	id, _ := x.table.add(x.situation(), 0, 0)
	x.reached(x.child, id)
	x.extend(id)
	x.finish(nobody)
	return x.report.Found != nil
}

// goOnFor goes along chains for about so many steps; true when the search is
// over.
func (x *search) goOnFor(steps int64) (over bool) {
	for steps > 0 {
		if !x.opened && x.level.n == 0 {
			if x.next.n == 0 {
				x.report.Complete = true
				x.lookForNoWayOut()
				return true
			}
			x.level, x.next = x.next, front{}
			x.report.Turns++
			x.table.turn()
		}
		before := x.report.Steps
		if !x.opened {
			x.open()
			x.opened = true
		}
		x.further()
		steps -= 1 + x.report.Steps - before
		if x.report.Found != nil || x.full() {
			return true
		}
	}
	return false
}

// result is the report of a search that is over.
func (x *search) result() (*Report, error) {
	if r := &x.report; r.Complete && r.Ends == 0 && r.Found == nil && r.Mistake != nil {
		return nil, r.Mistake // in every order
	}
	return x.told(), nil
}

// full reports whether a bound was reached, or the search has to begin anew.
func (x *search) full() bool {
	return x.alone.mixed || x.report.Found == nil && (int64(x.table.len()) >= x.opt.States || x.bytes() > x.opt.Bytes)
}

// bytes is the memory that the search takes, roughly.
func (x *search) bytes() int64 {
	return x.table.bytes() + x.after.bytes() + x.level.bytes() + x.next.bytes() + bytesOf(x.blocks) + x.records.Bytes()
}

func (x *search) told() *Report {
	x.report.States = int64(x.table.len())
	return &x.report
}

// further lets everybody else leave one state of the chain that is gone along,
// and goes on to the next.
func (x *search) further() {
	by, states := x.chain.by, x.chain.states
	if id := states[x.pos]; id&notOurs == 0 { // else it is left by the chain that has found it
		x.leave(id, by)
	}
	if x.report.Found != nil || x.full() {
		return
	}
	if x.pos++; x.pos < len(states) {
		x.child.step(by)
		x.settle(x.child, nil)
		x.rebase(x.chain.moves)
		x.since.Join(x.chain.moves)
		return
	}
	x.opened = false
	x.report.Open = int64(x.next.n)
}

// leave lets everybody but the actor of its chain go on from a state.
func (x *search) leave(id uint32, by sim.Actor) {
	x.turns = x.base.turns(x.turns[:0])
	for _, a := range x.turns {
		if a == by || x.table.taken(id, a) {
			continue
		}
		x.goOn(id, a)
		x.finish(a)
		if x.report.Found != nil {
			return
		}
		x.fromBase.Back()
		if x.watched != nil {
			x.watched(false)
		}
	}
}

// goOn lets one actor take steps for as long as they lead to something new.
func (x *search) goOn(from uint32, a sim.Actor) {
	w := x.child
	for !x.full() && w.canAct(a) && !x.table.taken(from, a) {
		x.table.take(from, a)
		found := w.step(a)
		if found == nil && !w.k.Crashed() {
			found = x.settle(w, nil)
		}
		if w.k.Fault.Any {
			x.mistake(w)
			w.copyFrom(x.base) // in the middle of an op: whole, with what no record has
			x.fromBase.Compare()
			break
		}
		if found != nil || len(w.k.Oopses) > 0 {
			x.lost(w, found, append(x.table.way(from), a))
			return
		}
		id, fresh := x.table.add(x.situation(), from, a)
		x.fromBase.Differs(&x.made.moves)
		if x.watched != nil {
			x.watched(true)
		}
		x.stepped(from, id, fresh)
		switch {
		case fresh:
			if x.reached(w, id); x.report.Found != nil {
				return
			}
			x.extend(id)
		case x.table.known(id):
			return // known since fewer turns
		case len(x.made.states) > 0:
			x.made.states = append(x.made.states, id|notOurs)
		}
		from = id
	}
}

// mistake notes an order that the scenario's author cannot have meant.
func (x *search) mistake(w *world) {
	if x.report.Mistakes++; x.report.Mistake == nil {
		x.report.Mistake = engine.FaultError(x.s, w.k)
	}
}

// stepped counts a step between two states.
func (x *search) stepped(from, to uint32, fresh bool) {
	if !fresh {
		x.after.add(from, to)
	}
	x.report.Steps++
}

// reached looks at a state that is new.
func (x *search) reached(w *world, id uint32) {
	if found := x.look.World(w.k); len(found) > 0 {
		x.lost(w, found, x.table.way(id))
		return
	}
	if x.opt.Progress != nil && id%progressEvery == progressEvery-1 {
		x.opt.Progress(x.told().Progress)
	}
	if w.anybody() {
		return
	}
	x.report.Ends++
	if x.opt.Ended != nil {
		x.opt.Ended(w.k)
	}
	if found := x.atEnd(w); found != nil {
		x.lost(w, found, x.table.way(id))
	}
}

// atEnd looks at a state in which nothing can happen any more.
func (x *search) atEnd(w *world) []check.Broken {
	found := slices.Clone(w.probe.End(w.k))
	for _, o := range w.k.Stuck(true) {
		found = append(found, check.Broken{Invariant: bug.Of(o.Code).Invariant, Text: w.k.OopsText(&o)})
	}
	return found
}

// noWayOut ends the search: from the end of a way nothing comes to an end any more.
// No step shows that, so that the way stays as it is.
func (x *search) noWayOut(w *world, way []sim.Actor) {
	c := &Counterexample{Steps: scenario.AnySteps, Choices: x.unfold(way), NoWayOut: true, Broken: []check.Broken{{
		Invariant: "L2", Text: "from here on no order of steps comes to an end: " + x.whoIsLeft(w),
	}}}
	if y := x.timed(); y == nil || !y.leads(c.Choices) {
		c.Steps = scenario.FrozenSteps
	}
	x.report.Found = c
}

// lost ends the search: a violation was found at the end of a way.
func (x *search) lost(w *world, found []check.Broken, way []sim.Actor) {
	c := &Counterexample{Broken: oopses(w.k, found), Steps: scenario.AnySteps}
	c.Choices = x.unfold(way)
	x.thin(c)
	x.smooth(c)
	if !x.follows(c) {
		c.Steps = scenario.FrozenSteps
	}
	x.report.Found = c
}
