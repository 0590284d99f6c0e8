package explore

import (
	"fmt"

	"barnyard/engine/sim"
)

// chain is the states that one actor has led to in one turn. Where its states
// and its record begin, those of the chain before end.
type chain struct {
	by     int32  // the actor
	states uint32 // where its states begin: in order; with notOurs those that another chain has found
	record int64  // where the record of the world of its first state begins
}

// notOurs marks a state that the chain only passes.
const notOurs = 1 << 31

// nobody leads to the first state.
const nobody = sim.Actor(-1)

// front is the chains of one turn. Of a world it keeps what differs from the
// first one, a hundred bytes or so.
type front struct {
	chains  []chain
	states  []uint32
	records []byte
}

// clear makes it empty and keeps its memory.
func (f *front) clear() { f.chains, f.states, f.records = f.chains[:0], f.states[:0], f.records[:0] }

func (f *front) bytes() int64 {
	return int64(cap(f.chains))*16 + int64(cap(f.states))*4 + int64(cap(f.records))
}

// statesOf are a chain's.
func (f *front) statesOf(i int) []uint32 {
	if i+1 < len(f.chains) {
		return f.states[f.chains[i].states:f.chains[i+1].states]
	}
	return f.states[f.chains[i].states:]
}

func (f *front) recordOf(i int) []byte {
	if i+1 < len(f.chains) {
		return f.records[f.chains[i].record:f.chains[i+1].record]
	}
	return f.records[f.chains[i].record:]
}

// extend adds a state to the chain of the next turn that is being made, and
// begins that with the first.
func (x *search) extend(begun bool, a sim.Actor, id uint32, w *world) {
	f := &x.next
	if !begun {
		f.chains = append(f.chains, chain{by: int32(a), states: uint32(len(f.states)), record: int64(len(f.records))})
		x.pack.Pack(f.records)
		w.parts(&x.pack, x.first)
		f.records = x.pack.Record()
	}
	f.states = append(f.states, id)
}

// trim takes states off the end of the last chain that it only passes.
func (f *front) trim() {
	n := len(f.states)
	for f.states[n-1]&notOurs != 0 {
		n--
	}
	f.states = f.states[:n]
}

// open makes the world of a chain's first state the one that is left.
func (x *search) open(i int) {
	x.pack.Unpack(x.level.recordOf(i))
	x.child.parts(&x.pack, x.first)
	x.rebase()
}

// rebase makes the state that child has come to the one that is left.
func (x *search) rebase() {
	x.sum.Sum(x.child.k.M.Now, &x.sums, true, x.child.k.M.Now != x.base.k.M.Now)
	x.child.parts(&x.sum, x.base)
	x.sum.Total()
	x.sum.Follow()
	x.base.parts(&x.sum, x.child)
}

// goBack makes child the state that is left again, after a situation, or a
// mistake.
func (x *search) goBack() {
	if x.astray {
		x.child.copyFrom(x.base)
		x.astray = false
		return
	}
	x.sum.Follow()
	x.child.parts(&x.sum, x.base)
}

// situation is the fingerprint of the state that child has come to, worked out
// from that of the state that is left.
func (x *search) situation() uint64 {
	now, known := x.child.k.M.Now, &x.sums
	if now != x.base.k.M.Now {
		x.anew = sim.Sums{}
		known = &x.anew
	}
	x.sum.Sum(now, known, false, known == &x.anew)
	x.child.parts(&x.sum, x.base)
	return x.sum.Total()
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
