package check

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// S14: what was given to kfree_rcu before a barrier began is free when it
// returns, and nothing is free before a grace period has passed since: every
// CPU was seen outside of any reader.

type graces struct {
	given    []uint32 // by object: the step at which kfree_rcu came back from taking it; 0: it waits for nothing
	began    []uint32 // by object: the step at which that began; 0 once it is free again
	quiet    []uint32 // by CPU: the last step after which no reader could be inside
	barriers []openBarrier
	running  []runningCallback
}

type openBarrier struct {
	id   sim.ThreadID
	step uint32
}

// runningCallback is a callback for a sheaf, and what was in it.
type runningCallback struct {
	id      sim.ThreadID
	objects []slub.ObjectID
}

func (f *follower) startGraces() { f.quiet = make([]uint32, len(f.k.M.CPUs)) }

// lookGraces notes whether the CPU that has stepped can have a reader.
func (f *follower) lookGraces() {
	if cpu := f.k.M.Self; f.outside(cpu) {
		f.quiet[cpu] = f.k.M.Step
	}
}

func (f *follower) switched(e *sim.Event) { f.quiet[e.CPU] = f.k.M.Step }

// interrupted notes that no reader was inside where an interrupt came in.
func (f *follower) interrupted(e *sim.Event) {
	c := &f.k.M.CPUs[e.CPU]
	if c.Nest == 1 && f.canSwitch(c.Ctx[0]) {
		f.quiet[e.CPU] = f.k.M.Step
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
		f.given, f.began = append(f.given, 0), append(f.began, 0)
	}
	f.given[c.args[1]], f.began[c.args[1]] = 0, c.step
}

// leaveKfreeRCU notes that an object waits, unless its callback has come before
// the function was back.
func (f *follower) leaveKfreeRCU(c *call) {
	if o := c.args[1]; f.began[o] == c.step {
		f.given[o] = f.k.M.Step
	}
}

// beganAt is when kfree_rcu began to take an object: readers that were inside
// then have to be out before it is free. 0: it waits for nothing.
func (f *follower) beganAt(o slub.ObjectID) uint32 {
	if o < 0 || int(o) >= len(f.began) {
		return 0
	}
	return f.began[o]
}

// early tells of an object that is free again before its grace period.
func (f *follower) early(o slub.ObjectID) {
	since := f.beganAt(o)
	if since == 0 {
		return
	}
	for cpu := range f.quiet {
		if f.quiet[cpu] < since && !f.outside(int32(cpu)) {
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
	for o, since := range f.given {
		cache := int32(f.h.Slabs[f.h.Objects[o].Slab].Cache)
		if since == 0 || since >= b.step || c.role == barrier && cache != c.args[0] {
			continue
		}
		f.say("S14", "%s comes back from %s, and object %d, given to kfree_rcu at step %d before that began, still waits",
			f.k.ThreadName(f.id), f.name(c), o, since)
		return
	}
}

func (f *follower) enterCallback(c *call) {
	s := &f.h.Sheaves[c.args[0]]
	r := runningCallback{id: f.id}
	for i := range s.Size {
		o := f.h.Slots[s.Base+i]
		f.early(o)
		r.objects = append(r.objects, o)
	}
	f.running = append(f.running, r)
}

func (f *follower) leaveCallback(*call) {
	for i := range f.running {
		if f.running[i].id != f.id {
			continue
		}
		for _, o := range f.running[i].objects {
			f.noLongerGiven(o)
		}
		f.running = append(f.running[:i], f.running[i+1:]...)
		return
	}
}

func (f *follower) noLongerGiven(o slub.ObjectID) {
	if o >= 0 && int(o) < len(f.given) {
		f.given[o], f.began[o] = 0, 0
	}
}

// leaveFree is the end of an object that the batching layer has freed.
func (f *follower) leaveFree(c *call) {
	if f.inside(batchCallback) == nil {
		return
	}
	o := slub.ObjectID(c.args[1])
	f.early(o)
	f.noLongerGiven(o)
}
