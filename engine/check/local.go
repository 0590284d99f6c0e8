package check

import (
	"math/bits"
	"slices"

	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// S18, what a CPU frees into its sheaves belongs to its node, and what RCU
// frees into a barn to that barn's; S24, an allocation for a node gets no
// object of another from a sheaf. S18 is soft: a task that migrates between
// the test and the push is excused.

type locality struct {
	onTheWay []way   // by thread; the last is of what was put off
	stages   []stage // by object
	freedOn  []int32 // by object: the CPU on which its freeing has begun
}

// stage is how far the freeing of an object has come.
type stage uint8

const (
	settled stage = iota // it lies where it should, or a program has it
	begun
	strayed // it has migrated on the way: excused
)

// way is what a thread has freed and not yet put anywhere.
type way struct{ objects []freedObject }

type freedObject struct {
	o   slub.ObjectID
	cpu int32
}

// node is where an object lies.
func (f *follower) node(o slub.ObjectID) int32 { return f.h.Slabs[f.h.Objects[o].Slab].Node }

// arrived is the end of what is known of an object: a program has it.
func (f *follower) arrived(e *sim.Event) {
	if int(e.A) < len(f.stages) {
		f.stages[e.A] = settled
	}
}

func (f *follower) wayBack(e *sim.Event) {
	for len(f.stages) < len(f.h.Objects) {
		f.stages, f.freedOn = append(f.stages, settled), append(f.freedOn, 0)
	}
	f.stages[e.A], f.freedOn[e.A] = begun, int32(e.CPU)
	f.onTheWay[e.Thread].add(slub.ObjectID(e.A), int32(e.CPU))
}

func (w *way) add(o slub.ObjectID, cpu int32) { w.objects = append(w.objects, freedObject{o, cpu}) }

// putsOff notes what kfree_rcu or kfree_nolock has left to others.
func (f *follower) putsOff() {
	own, others := &f.onTheWay[f.id], &f.onTheWay[len(f.threads)]
	others.objects = append(others.objects, own.objects...)
	own.objects = own.objects[:0]
}

// lookLocality sees where objects that were freed have come to: those that the
// stepping thread has in hand. What was put off goes to slabs, never to sheaves; so
// that list is not judged but only cleared of what has gone, and where it is long not
// after every step.
func (f *follower) lookLocality() {
	if f.id == sim.NoThread {
		return
	}
	f.lookWay(&f.onTheWay[f.id])
	putOff := &f.onTheWay[len(f.threads)].objects
	if n := len(*putOff); n <= MaxLooked || f.k.M.Step&(1<<bits.Len(uint(n))-1) == 0 {
		*putOff = slices.DeleteFunc(*putOff, f.gone)
	}
}

// gone reports whether what was put off has come to where it belongs.
func (f *follower) gone(w freedObject) bool {
	if f.h.Objects[w.o].Where == slub.InHand {
		return false
	}
	f.settles(w.o)
	return true
}

// settles ends what was begun, if it was not judged.
func (f *follower) settles(o slub.ObjectID) {
	if f.stages[o] == begun {
		f.stages[o] = settled
	}
}

// lookWay judges by who has just put an object somewhere. Where a planted bug has
// given one to two programs, the other finds nothing begun any more.
func (f *follower) lookWay(way *way) {
	n := 0
	for _, w := range way.objects {
		switch f.h.Objects[w.o].Where {
		case slub.InHand:
			way.objects[n] = w
			n++
		case slub.InSheaf:
			if f.stages[w.o] == begun {
				f.intoSheaf(w)
			}
		default:
			f.settles(w.o)
		}
	}
	way.objects = way.objects[:n]
}

func (f *follower) intoSheaf(w freedObject) {
	if w.cpu != f.k.M.Self {
		f.stages[w.o] = strayed
		return
	}
	f.stages[w.o] = settled
	if node := f.k.MemOf[f.k.M.CPUs[f.k.M.Self].Node]; f.node(w.o) != node {
		f.say("S18", "object %d of node %d was freed into a sheaf of CPU %d, whose memory is on node %d", w.o, f.node(w.o), w.cpu, node)
	}
}

// putFar looks at a sheaf that a callback puts into a barn.
func (f *follower) putFar(e *sim.Event) {
	if f.inside(sheafCallback) == nil {
		return
	}
	node := e.B % f.h.NNodes
	for _, o := range inSheaf(f.h, slub.SheafID(e.A)) {
		if o >= 0 && int(o) < len(f.stages) && f.node(o) != f.k.MemOf[node] && f.stages[o] != strayed {
			f.say("S18", "a callback puts sheaf %d into the barn of node %d with object %d of node %d", e.A, node, o, f.node(o))
			return
		}
	}
}

func (f *follower) leaveAlloc(c *call) {
	o := slub.ObjectID(f.ret())
	if c.args[1] != slub.None && o >= 0 && int(o) < len(f.h.Objects) && f.node(o) != c.args[1] {
		f.say("S24", "%s asks for an object of node %d and gets %d of node %d from a sheaf", f.k.ThreadName(f.id), c.args[1], o, f.node(o))
	}
}

func (l *locality) copyFrom(src *locality) {
	l.onTheWay = resize(l.onTheWay, len(src.onTheWay))
	for i := range src.onTheWay {
		l.onTheWay[i].copyFrom(&src.onTheWay[i])
	}
	l.stages = append(l.stages[:0], src.stages...)
	l.freedOn = append(l.freedOn[:0], src.freedOn...)
}

// hash does not tell in which order objects were freed, nor by whom: who has one
// in hand is told by his state.
func (l *locality) hash(h *sim.Hash) {
	var all uint64
	for i := range l.onTheWay {
		for _, w := range l.onTheWay[i].objects {
			one := sim.NewHash()
			one.I32(int32(w.o), w.cpu)
			all += one.Sum()
		}
	}
	h.U64(all)
	n := int32(0)
	for o, is := range l.stages {
		if is == strayed {
			h.I32(int32(o), 1)
			n++
		}
	}
	h.I32(n, 0)
}

func (w *way) copyFrom(src *way) { w.objects = append(w.objects[:0], src.objects...) }

func (w *way) same(o *way) bool { return slices.Equal(w.objects, o.objects) }

func (w *way) hash(h *sim.Hash) {
	for _, one := range w.objects {
		h.I32(int32(one.o), one.cpu)
	}
}
