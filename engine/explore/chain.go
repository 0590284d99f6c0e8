package explore

import (
	"fmt"

	"barnyard/engine/sim"
)

// chain is the states that one actor has led to in one turn, and the record of the
// world of the first.
type chain struct {
	by     sim.Actor
	states []uint32   // in order; with notOurs those that another chain has found
	record []byte     // what differs from the first state of all, a hundred bytes or so
	moves  sim.Places // where its states differ from one another, and maybe others
}

// notOurs marks a state that the chain only passes.
const notOurs = 1 << 31

// nobody leads to the first state.
const nobody = sim.Actor(-1)

// extend adds a state to the chain that is being made, and begins that with the
// first: a record that is as that of the chain that is gone along, but where base has
// gone on since, or child from there.
func (x *search) extend(id uint32) {
	if len(x.made.states) == 0 {
		x.at = append(x.at[:0], x.since...)
		x.fromBase.Differs(&x.at)
		x.made.record = x.fromFirst.Pack(&x.records, x.made.record[:0], x.at)
	}
	x.made.states = append(x.made.states, id)
}

// finish puts the chain that was made into the next turn, without states at its
// end that it only passes.
func (x *search) finish(by sim.Actor) {
	c := &x.made
	for n := len(c.states); n > 0 && c.states[n-1]&notOurs != 0; n-- {
		c.states = c.states[:n-1]
	}
	if c.by = by; len(c.states) > 0 {
		x.next.add(c, &x.blocks)
	}
	c.states = c.states[:0]
	c.moves.Clear()
}

// open makes the world of a chain's first state the one that is left. Where three
// worlds can differ is known: base from the first state of the chain before (since),
// that one and the next from the first state of all (opening), and child from base
// at most where it was compared last.
func (x *search) open() {
	x.level.take(&x.chain, &x.blocks)
	x.fromBase.Differs(&x.since)
	x.at = append(x.at[:0], x.opening...)
	x.at.Join(x.since)
	x.fromFirst.CompareAt(x.at)
	x.opening.Clear()
	x.fromFirst.Unpack(&x.records, x.chain.record, &x.opening)
	x.at.Join(x.opening) // base is still where it was
	x.rebase(x.at)
	x.since.Clear()
	x.pos = 0
}

// rebase makes the state that child has come to the one that is left. They differ
// at some places only.
func (x *search) rebase(at sim.Places) {
	x.fromBase.CompareAt(at)
	x.fromBase.Sum(x.child.k.M.Now)
	x.fromBase.Forth()
}

// situation is the fingerprint of the state that child has come to, worked out
// from that of the state that is left.
func (x *search) situation() uint64 {
	x.fromBase.Compare()
	return x.fromBase.Sum(x.child.k.M.Now)
}

// again makes the world of a state by going the way there.
func (x *search) again(n uint32) *world {
	w := x.blank()
	w.copyFrom(x.first)
	x.settle(w, nil)
	for i, a := range x.table.way(n) {
		if x.alone.mixed {
			break // the search begins anew
		}
		if !w.canAct(a) {
			panic(fmt.Sprintf("explore: on the way to state %d nobody can act as %d at step %d: two situations of one hash are not one", n, a, i))
		}
		w.step(a)
		x.settle(w, nil)
	}
	return w
}

// blank is a world to be copied into.
func (x *search) blank() *world {
	if n := len(x.spare); n > 0 {
		w := x.spare[n-1]
		x.spare = x.spare[:n-1]
		return w
	}
	return x.first.clone()
}

// unfold is the choices of a way with the steps that were taken at once.
func (x *search) unfold(way []sim.Actor) []sim.Actor {
	w := x.first.clone()
	var all []sim.Actor
	note := func(a sim.Actor) { all = append(all, a) }
	x.settle(w, note)
	for _, a := range way {
		note(a)
		if found := w.step(a); found != nil || len(w.k.Oopses) > 0 {
			break
		}
		x.settle(w, note)
	}
	return all
}
