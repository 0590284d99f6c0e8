package check

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// What is on its way must be in somebody's hands. S1: an object that says it is
// in a path's hand is found on a kernel stack, or in a list that a path keeps;
// S3: so is a sheaf that no CPU and no barn points to. The hands are searched
// as a conservative garbage collector does: every register of every frame could
// be a reference, so what is found nowhere is lost for certain.

// hands is every number that a thread could use as a reference.
type hands struct {
	objects []bool
	sheaves []bool
}

func (w *world) reach() {
	h := &w.hands
	h.objects, h.sheaves = cleared(h.objects, len(w.h.Objects)), cleared(h.sheaves, len(w.h.Sheaves))
	for i := range w.k.M.Threads {
		w.stack(h, &w.k.M.Threads[i])
	}
	for i := range w.k.Tasks {
		t := &w.k.Tasks[i]
		w.chain(h, t.Chain.Head)
		w.chain(h, t.Over.Head)
		h.sheaf(t.Sheaf)
	}
	for i := range w.k.Batches {
		w.chain(h, w.k.Batches[i].Filling.Head)
		w.chain(h, w.k.Batches[i].Waiting.Head)
		w.chain(h, w.k.Deferred[i].Head)
	}
	for i := range w.h.CPUSlabs {
		for id, n := w.h.CPUSlabs[i].Later, 0; w.isSlab(id) && n <= len(w.h.Slabs); id, n = w.h.Slabs[id].Next, n+1 {
			w.chain(h, w.h.Slabs[id].Flush) // of slabs that irq_work will give up
		}
	}
	for i := range w.k.RCU.Callbacks {
		h.sheaf(slub.SheafID(w.k.RCU.Callbacks[i].Arg))
	}
	w.lostSheaves(h)
	w.lostObjects(h)
}

func (h *hands) sheaf(id slub.SheafID) {
	if id >= 0 && int(id) < len(h.sheaves) {
		h.sheaves[id] = true
	}
}

// stack marks what the registers of a thread could refer to. The outermost
// function of a task or a kernel thread refers to nothing, but for what it was
// just given.
func (w *world) stack(h *hands, t *sim.Thread) {
	if t.Depth == 0 || t.State == sim.Sleeping && t.Why == sim.WaitWork {
		return
	}
	mark := func(v int32) {
		h.sheaf(slub.SheafID(v))
		w.chain(h, slub.ObjectID(v))
	}
	for i := range t.Stack[:t.Depth] {
		if i == 0 && t.Kind <= sim.Kworker {
			continue
		}
		for _, v := range t.Stack[i].R {
			mark(v)
		}
	}
	mark(t.Ret)
	for _, v := range t.Batch[:max(0, min(t.NBatch, sim.BatchMax))] {
		mark(v)
	}
}

// chain marks an object and those that are linked behind it.
func (w *world) chain(h *hands, o slub.ObjectID) {
	for o >= 0 && int(o) < len(h.objects) && !h.objects[o] {
		h.objects[o] = true
		if w.h.Objects[o].Where != slub.InHand {
			return
		}
		o = w.h.Objects[o].Next
	}
}

// lostSheaves follows sheaves from hand to hand: a list of them hangs together
// by Next.
func (w *world) lostSheaves(h *hands) {
	for i := range h.sheaves {
		if !h.sheaves[i] {
			continue
		}
		for id := w.h.Sheaves[i].Next; id >= 0 && int(id) < len(h.sheaves) && !h.sheaves[id]; id = w.h.Sheaves[id].Next {
			h.sheaves[id] = true
		}
	}
	for i := range w.h.Sheaves {
		s := &w.h.Sheaves[i]
		if s.Place != slub.InPath && s.Place != slub.InRCU && s.Place != slub.Prefilled {
			continue
		}
		if !h.sheaves[i] {
			w.say("S3", "sheaf %d with %s is %s, and nobody knows it any more", i, some(int64(s.Size), "object"), s.Place)
		}
		for n := max(0, s.Size); n < w.h.Caches[s.Cache].Capacity; n++ {
			w.chain(h, w.h.Slots[s.Base+n]) // a refill counts them at its end
		}
	}
}

func (w *world) lostObjects(h *hands) {
	for i := range w.h.Objects {
		if o := &w.h.Objects[i]; o.Where == slub.InHand && w.h.Slabs[o.Slab].Live && !h.objects[i] {
			w.say("S1", "object %d is in a path's hand, and no path knows it: it is lost", i)
		}
	}
}
