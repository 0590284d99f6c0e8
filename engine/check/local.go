package check

import (
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// S18, what a CPU frees into its sheaves belongs to its node, and what RCU
// frees into a barn to that barn's; S24, an allocation for a node gets no
// object of another from a sheaf. S18 is soft: a task that migrates between
// the test and the push is excused.

type locality struct {
	onTheWay []freedObject
	excused  []bool // by object: its freeing has migrated on the way
}

type freedObject struct {
	o   slub.ObjectID
	cpu int32
}

func (f *follower) node(o slub.ObjectID) int32 { return f.h.Slabs[f.h.Objects[o].Slab].Node }

// arrived is the end of what is known of an object: a program has it.
func (f *follower) arrived(e *sim.Event) {
	if int(e.A) < len(f.excused) {
		f.excused[e.A] = false
	}
}

func (f *follower) wayBack(e *sim.Event) {
	for len(f.excused) < len(f.h.Objects) {
		f.excused = append(f.excused, false)
	}
	f.excused[e.A] = false
	f.onTheWay = append(f.onTheWay, freedObject{slub.ObjectID(e.A), int32(e.CPU)})
}

// lookLocality sees where objects that were freed have come to.
func (f *follower) lookLocality() {
	n := 0
	for _, w := range f.onTheWay {
		switch f.h.Objects[w.o].Where {
		case slub.InHand:
			f.onTheWay[n] = w
			n++
		case slub.InSheaf:
			f.excused[w.o] = w.cpu != f.k.M.Self
			if node := f.k.MemOf[f.k.M.CPUs[f.k.M.Self].Node]; !f.excused[w.o] && f.node(w.o) != node {
				f.say("S18", "object %d of node %d was freed into a sheaf of CPU %d, whose memory is on node %d", w.o, f.node(w.o), w.cpu, node)
			}
		}
	}
	f.onTheWay = f.onTheWay[:n]
}

// putFar looks at a sheaf that a callback puts into a barn.
func (f *follower) putFar(e *sim.Event) {
	if f.inside(sheafCallback) == nil {
		return
	}
	s, node := &f.h.Sheaves[e.A], e.B%f.h.NNodes
	for i := range s.Size {
		if o := f.h.Slots[s.Base+i]; f.node(o) != f.k.MemOf[node] && int(o) < len(f.excused) && !f.excused[o] {
			f.say("S18", "a callback puts sheaf %d into the barn of node %d with object %d of node %d", e.A, node, o, f.node(o))
			return
		}
	}
}

func (f *follower) leaveAlloc(c *call) {
	o := slub.ObjectID(f.ret())
	if c.args[1] != slub.None && o >= 0 && f.node(o) != c.args[1] {
		f.say("S24", "%s asks for an object of node %d and gets %d of node %d from a sheaf", f.k.ThreadName(f.id), c.args[1], o, f.node(o))
	}
}

func (l *locality) copyFrom(src *locality) {
	l.onTheWay = append(l.onTheWay[:0], src.onTheWay...)
	l.excused = append(l.excused[:0], src.excused...)
}

// hash does not tell in which order objects were freed.
func (l *locality) hash(h *sim.Hash) {
	var all uint64
	for _, w := range l.onTheWay {
		one := sim.NewHash()
		one.I32(int32(w.o), w.cpu)
		all += one.Sum()
	}
	h.U64(all)
	for o, yes := range l.excused {
		if yes {
			h.I32(int32(o), 1)
		}
	}
}
