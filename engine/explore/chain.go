package explore

import (
	"fmt"

	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// chain is the states that one actor has led to in one turn. It keeps the world
// of the first as long as memory lasts; beyond that only the way there is kept,
// which the table has anyway, and the world is made again by going it.
type chain struct {
	by     sim.Actor
	states []uint32 // in order; with notOurs those that another chain has found
	w      *world
}

// notOurs marks a state that the chain only passes.
const notOurs = 1 << 31

// nobody leads to the first state.
const nobody = sim.Actor(-1)

// worldShare is the part of the memory that worlds may take, the table of
// states the rest.
const worldShare = 2

// extend adds a state to a chain.
func (x *search) extend(c *chain, id uint32, w *world) {
	if len(c.states) == 0 && x.held*x.each < x.opt.Bytes/worldShare {
		c.w = x.blank()
		c.w.copyFrom(w)
		x.held++
	}
	c.states = append(c.states, id)
}

// worldOf takes the world of a chain's first state.
func (x *search) worldOf(c *chain) *world {
	w := c.w
	if w == nil {
		return x.again(c.states[0])
	}
	c.w = nil
	x.held--
	return w
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

// sizeOf is about the bytes of a world.
func sizeOf(k *path.Kernel) int64 {
	const thread, small = 1200, 64
	return int64(len(k.M.Threads))*thread*2 + // each has its stack, and the checkers a shadow of it
		int64(len(k.Heap.Objects)+len(k.Heap.Slots)+len(k.Heap.Sheaves)+len(k.Heap.Slabs)+len(k.Locks.L)+len(k.M.Lines))*small + 1<<13
}
