package check

import (
	"slices"

	"barnyard/engine/path"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// S14: what was given to kfree_rcu before a barrier began is free when it
// returns, and nothing is free before a grace period has passed since: every
// CPU was seen outside of any reader.

type graces struct {
	given    []gift   // by object
	readers  []reader // by CPU
	barriers []openBarrier
	running  []runningCallback
}

// gift is an object that waits for a grace period. Of a barrier it is before if
// kfree_rcu had come back with it; its grace period may be any after the call
// began: a caller that is preempted in it may find the object reused already.
type gift struct {
	since uint32 // the step at which kfree_rcu was called; 0: it waits for nothing
	done  uint32 // at which that came back; 0: not yet
	by    sim.ThreadID
	ends  ending
}

// ending is who has begun to free an object after its grace period. Before they
// are back it can be free, reused and given again: that is another gift, and no
// longer theirs.
type ending struct {
	begun bool
	by    sim.ThreadID
}

// reader is what may be inside a reader on a CPU. A CPU that is outside leaves
// no trace of how often it was inside before.
type reader struct {
	inside bool
	since  uint32 // inside: the step that led there
}

type openBarrier struct {
	id   sim.ThreadID
	step uint32
}

// runningCallback is a callback for a sheaf, or one that frees a chain of a batch,
// and what was in it.
type runningCallback struct {
	id      sim.ThreadID
	objects []slub.ObjectID
}

func (f *follower) startGraces() {
	f.readers = make([]reader, len(f.k.M.CPUs))
	for cpu := range f.readers {
		f.lookReader(int32(cpu))
	}
}

// lookGraces notes whether the CPU that has stepped can have a reader: nobody
// else changes that.
func (f *follower) lookGraces() { f.lookReader(f.k.M.Self) }

func (f *follower) lookReader(cpu int32) {
	switch r := &f.readers[cpu]; {
	case f.outside(cpu):
		*r = reader{}
	case !r.inside:
		*r = reader{true, f.k.M.Step}
	}
}

// switched notes that no reader was inside while the CPU changed threads.
func (f *follower) switched(e *sim.Event) { f.readers[e.CPU] = reader{} }

// interrupted notes that no reader was inside where an interrupt came in.
func (f *follower) interrupted(e *sim.Event) {
	c := &f.k.M.CPUs[e.CPU]
	if c.Nest == 1 && f.canSwitch(c.Ctx[0]) {
		f.readers[e.CPU] = reader{}
	}
}

// outside reports whether no reader can be inside on a CPU.
func (f *follower) outside(cpu int32) bool { return f.canSwitch(f.k.M.CPUs[cpu].Current()) }

// canSwitch reports whether a thread could be preempted where it is; nothing
// at all can.
func (f *follower) canSwitch(id sim.ThreadID) bool {
	if id == sim.NoThread {
		return true
	}
	t := &f.k.M.Threads[id]
	return t.Kind <= sim.Kworker && t.Preempt == 0 && t.IRQOff == 0
}

func (f *follower) enterKfreeRCU(c *call) {
	for len(f.given) < len(f.h.Objects) {
		f.given = append(f.given, gift{})
	}
	if o := c.args[1]; o >= 0 && int(o) < len(f.given) {
		f.given[o] = gift{since: f.k.M.Step, by: f.id}
	}
}

// leaveKfreeRCU notes that an object waits, unless its callback has come before
// the function was back.
func (f *follower) leaveKfreeRCU(c *call) {
	if o := c.args[1]; o >= 0 && int(o) < len(f.given) {
		if g := &f.given[o]; g.since != 0 && g.by == f.id && g.done == 0 {
			g.done = f.k.M.Step
		}
	}
}

// beganAt is when kfree_rcu began to take an object: readers that were inside
// then have to be out before it is free. 0: it waits for nothing.
func (f *follower) beganAt(o slub.ObjectID) uint32 {
	if o < 0 || int(o) >= len(f.given) {
		return 0
	}
	return f.given[o].since
}

// early tells of an object that is free again before its grace period.
func (f *follower) early(o slub.ObjectID) {
	since := f.beganAt(o)
	if since == 0 {
		return
	}
	for cpu, r := range f.readers {
		if r.inside && r.since < since {
			f.say("S14", "object %d is free again, and CPU %d may still have a reader that began before its kfree_rcu at step %d", o, cpu, since)
			return
		}
	}
}

func (f *follower) enterBarrier(*call) {
	f.barriers = append(f.barriers, openBarrier{f.id, f.k.M.Step})
}

func (f *follower) leaveBarrier(c *call) {
	i := len(f.barriers) - 1
	for ; i >= 0 && f.barriers[i].id != f.id; i-- {
	}
	if i < 0 {
		return
	}
	b := f.barriers[i]
	f.barriers = append(f.barriers[:i], f.barriers[i+1:]...)
	for o, g := range f.given {
		cache := int32(f.h.Slabs[f.h.Objects[o].Slab].Cache)
		if !g.before(b) || c.role == barrier && cache != c.args[0] || c.role == barrierAll && f.h.Unlisted[cache] {
			continue // of a cache that somebody has tried to destroy nothing is promised
		}
		f.say("S14", "%s comes back from %s, and object %d, given to kfree_rcu at step %d before that began, still waits",
			f.k.ThreadName(f.id), f.name(c), o, g.done)
		return
	}
}

// before reports whether an object was given before a barrier began.
func (g gift) before(b openBarrier) bool { return g.done != 0 && g.done < b.step }

func (f *follower) enterCallback(c *call) {
	if id := c.args[0]; id < 0 || int(id) >= len(f.h.Sheaves) {
		return
	}
	r := f.runs()
	for _, o := range inSheaf(f.h, slub.SheafID(c.args[0])) {
		f.endsGift(o)
		r.objects = append(r.objects, o)
	}
}

// runs begins a running callback of the stepping thread.
func (f *follower) runs() *runningCallback {
	f.running = resize(f.running, len(f.running)+1)
	r := &f.running[len(f.running)-1]
	r.id, r.objects = f.id, r.objects[:0]
	return r
}

func (f *follower) leaveCallback() {
	for i := range f.running {
		if f.running[i].id != f.id {
			continue
		}
		for _, o := range f.running[i].objects {
			f.giftEnded(o)
		}
		f.running = drop(f.running, i)
		return
	}
}

// endsGift looks at an object as the stepping thread begins to free it.
func (f *follower) endsGift(o slub.ObjectID) {
	f.early(o)
	if f.beganAt(o) != 0 {
		f.given[o].ends = ending{true, f.id}
	}
}

// giftEnded notes that the stepping thread has freed an object.
func (f *follower) giftEnded(o slub.ObjectID) {
	if f.beganAt(o) != 0 && f.given[o].ends == (ending{true, f.id}) {
		f.given[o] = gift{}
	}
}

// enterChain and leaveChain are the end of objects that the batching layer frees.
// Where a planted bug has tied a chain into a ring, it is no longer than there are
// objects.
func (f *follower) enterChain(c *call) {
	if !f.endsBatch(c) {
		return
	}
	r := f.runs()
	o := path.FreedChain(f.k.M.Threads[f.id].Top())
	for n := 0; o >= 0 && int(o) < len(f.h.Objects) && n < len(f.h.Objects); n++ {
		f.endsGift(o)
		r.objects = append(r.objects, o)
		o = f.h.Objects[o].Next
	}
}

func (f *follower) leaveChain(c *call) {
	if f.endsBatch(c) {
		f.leaveCallback()
	}
}

// endsBatch reports whether a function frees a chain for the batching layer itself:
// not for another function that does.
func (f *follower) endsBatch(c *call) bool {
	return f.inside(batchCallback) != nil && (c.role == freeToCPUSlab || f.inside(freeToCPUSlab) == nil)
}

func (g *graces) copyFrom(src *graces) {
	g.given = append(g.given[:0], src.given...)
	g.readers = append(g.readers[:0], src.readers...)
	g.barriers = append(g.barriers[:0], src.barriers...)
	g.running = resize(g.running, len(src.running))
	for i := range src.running {
		g.running[i].copyFrom(&src.running[i])
	}
}

func (c *runningCallback) copyFrom(src *runningCallback) {
	c.id, c.objects = src.id, append(c.objects[:0], src.objects...)
}

func (c *runningCallback) same(o *runningCallback) bool {
	return c.id == o.id && slices.Equal(c.objects, o.objects)
}

func (c *runningCallback) hash(h *sim.Hash) {
	h.I32(int32(c.id), 1)
	for _, o := range c.objects {
		h.I32(int32(o), 0)
	}
}

// hash tells of steps only what is ever compared: which objects were given
// after a CPU went inside, and which before a barrier began. All that comes
// later comes after all of them.
func (g *graces) hash(h *sim.Hash) {
	waiting := int32(0)
	for o, given := range g.given {
		if given.since == 0 {
			continue
		}
		waiting++
		h.I32(int32(o), 0)
		h.Bool(given.done != 0)
		h.I32(int32(given.by), 0)
		h.Bool(given.ends.begun)
		h.I32(int32(given.ends.by), 0)
		for cpu, r := range g.readers {
			if r.inside && r.since < given.since {
				h.I32(int32(cpu), 1)
			}
		}
	}
	h.I32(waiting, 2)
	var all uint64
	for i, b := range g.barriers {
		one := sim.NewHash()
		one.I32(int32(b.id), g.outer(i))
		for o, given := range g.given {
			if given.before(b) {
				one.I32(int32(o), 0)
			}
		}
		all += one.Sum()
	}
	for i := range g.running {
		one := sim.NewHash()
		g.running[i].hash(&one)
		all += one.Sum()
	}
	h.U64(all)
}

// outer is in how many other barriers the thread of one is: they end from the
// innermost outwards.
func (g *graces) outer(barrier int) int32 {
	n := int32(0)
	for _, b := range g.barriers[:barrier] {
		if b.id == g.barriers[barrier].id {
			n++
		}
	}
	return n
}
