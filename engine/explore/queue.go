package explore

import (
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// The states that are known and not looked at yet. Each keeps its world as long
// as memory lasts. Beyond that only the way there is kept, which the table has
// anyway, and the world is made again by going it.

// queueShare is the part of the memory that worlds may take, the table of
// states the rest.
const queueShare = 2

func (x *search) push(w *world) {
	if x.held*x.each > x.opt.Bytes/queueShare {
		x.queue = append(x.queue, nil)
		x.spare = append(x.spare, w)
		return
	}
	x.held++
	x.queue = append(x.queue, w)
}

// pop takes the world of the state that is looked at next.
func (x *search) pop(n uint32) *world {
	w := x.queue[0]
	x.queue = x.queue[1:]
	if w != nil {
		x.held--
		return w
	}
	return x.again(n)
}

// again makes the world of a state by going the way there.
func (x *search) again(n uint32) *world {
	w := x.blank()
	w.copyFrom(x.first)
	x.settle(w, nil)
	for _, a := range x.table.way(n) {
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
		w.step(a)
		note(a)
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
