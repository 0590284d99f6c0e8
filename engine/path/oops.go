package path

import (
	"strconv"

	"barnyard/engine/bug"
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// Oops is one finding about the simulated kernel, and where it was made.
type Oops struct {
	bug.Bug
	Fatal  bool
	Thread sim.ThreadID
	CPU    int32
	Fn     sim.FuncID // the function and the line that found it
	PC     int16
	Step   uint32
	Time   int64
}

// MaxOopses bounds what a run remembers. A real kernel tells of a place once;
// so does this one.
const MaxOopses = 32

// Crashed reports whether the kernel could not go on: its last step was its
// last.
func (k *Kernel) Crashed() bool {
	n := len(k.Oopses)
	return n > 0 && k.Oopses[n-1].Fatal
}

// died takes up what an op has ended with: a crash. Anything else that panics is
// our own bug, except where one is planted: what that has damaged can lead an op to
// an element that no list has, as it leads a kernel to memory that is not there.
func (k *Kernel) died(r any) bool {
	c, ok := r.(bug.Crash)
	if _, outside := r.(interface{ RuntimeError() }); outside && k.Cfg.Code.Planted {
		c, ok = bug.Crash{Bug: bug.Bug{Code: bug.BadReference}}, true
	}
	if !ok {
		panic(r)
	}
	f := k.M.Cur().Top()
	k.M.Bugs = append(k.M.Bugs, c.Bug)
	k.tell(f.Fn, f.PC)
	return true
}

// tell remembers what the op has found, each kind once for a place.
func (k *Kernel) tell(fn sim.FuncID, pc int16) {
	for _, b := range k.M.Bugs {
		o := Oops{Bug: b, Fatal: bug.Of(b.Code).Fatal, Thread: k.M.CurID(), CPU: k.M.Self, Fn: fn, PC: pc, Step: k.M.Step, Time: k.M.Now}
		if !o.Fatal && (len(k.Oopses) >= MaxOopses || k.told(&o)) {
			continue
		}
		kind := sim.Warn
		if o.Fatal {
			kind = sim.Oops
		}
		k.M.Emit(kind, int32(len(k.Oopses)), int32(b.Code), 0)
		k.Oopses = append(k.Oopses, o)
		if o.Fatal {
			break
		}
	}
	k.M.Bugs = k.M.Bugs[:0]
}

// told reports whether the place, or the thread, has told of its kind before.
func (k *Kernel) told(o *Oops) bool {
	often := bug.Of(o.Code).Often
	for i := range k.Oopses {
		was := &k.Oopses[i]
		if was.Code != o.Code || often == bug.Always {
			continue
		}
		if often == bug.OnceThread && was.Thread == o.Thread || often == bug.OncePlace && was.Fn == o.Fn && was.PC == o.PC {
			return true
		}
	}
	return false
}

func (o *Oops) hash(h *sim.Hash) {
	h.U64(uint64(o.Code))
	h.I32(o.A, o.B)
	h.I32(o.C, int32(o.Thread))
	h.Bool(o.Fatal)
	h.I32(o.CPU, int32(o.Fn))
	h.I32(int32(o.PC), int32(o.Step))
	h.I64(o.Time)
}

// OopsText says what was found, with names and numbers, and where.
func (k *Kernel) OopsText(o *Oops) string {
	who := k.ThreadName(o.Thread) + " on CPU " + strconv.Itoa(int(o.CPU))
	l := &k.Cfg.Code.Funcs[o.Fn]
	if o.Code == bug.AssertHeld || o.Code >= bug.AssertTemplate && o.Code <= bug.PinUnderflow {
		who = "lockdep: " + who
	}
	return who + " " + k.oopsWhat(o) + "; in " + l.Name + " at “" + l.Ops[o.PC].Text + "”"
}

func (k *Kernel) oopsWhat(o *Oops) string {
	switch o.Code {
	case bug.LocalNested, bug.NotHeld, bug.NotHolder, bug.WrongMember, bug.AssertHeld, bug.TwoOwners, bug.BadMagic:
		return k.lockBug(o)
	case bug.Deadlock, bug.DeadlockNoWait:
		return "can never go on: " + k.stuckText(o.Thread)
	case bug.ScheduleAtomic:
		return "goes to sleep for " + k.LockName(locking.ID(o.C)) + " with preemption off " + num(o.A) + " times and interrupts off " + num(o.B) + " times: scheduling while atomic"
	case bug.SleepInIRQ:
		return "is an interrupt handler and goes to sleep"
	case bug.NoCache:
		return "runs the work item of CPU " + num(o.A) + ", which names no cache: it follows a NULL pointer"
	case bug.WorkCPU:
		return "queues the work item of CPU " + num(o.B) + " on CPU " + num(o.A)
	case bug.CacheInUse:
		return "destroys " + k.Heap.Caches[o.A].Name + " while CPU " + num(o.B) + " has sheaves in use, " + num(o.C) + " objects in main"
	case bug.LostObjects:
		return "comes back from a bulk operation that has left " + num(o.A) + " objects in its array: they are lost"
	}
	if o.Code >= bug.AssertTemplate && o.Code <= bug.PinUnderflow {
		return k.depBug(o)
	}
	return k.heapBug(o)
}

func (k *Kernel) lockBug(o *Oops) string {
	name := k.LockName(locking.ID(o.A))
	switch o.Code {
	case bug.LocalNested:
		return "takes " + name + " by local_lock where " + k.ThreadName(sim.ThreadID(o.B)) + " is inside its section"
	case bug.NotHeld:
		return "releases " + name + ", which nobody holds"
	case bug.NotHolder:
		return "releases " + name + ", which " + k.ThreadName(sim.ThreadID(o.B)) + " holds"
	case bug.WrongMember:
		return "releases " + name + " through its " + locking.Member(o.C).String() + " and took it through its " + locking.Member(o.B).String()
	}
	if o.Code == bug.TwoOwners {
		return "takes " + name + " through its " + locking.Member(o.C).String() + ", which reads free, while " + k.ThreadName(sim.ThreadID(o.B)) + " is inside: two owners"
	}
	if o.Code == bug.BadMagic {
		return "uses the " + locking.Member(o.C).String() + " of " + name + ", which was initialised as a " + locking.Member(o.B).String() + ": bad magic"
	}
	held := "nobody holds it"
	if o.B != int32(sim.NoThread) {
		held = k.ThreadName(sim.ThreadID(o.B)) + " holds it"
	}
	return "asserts that it holds " + name + ", and " + held
}

func (k *Kernel) heapBug(o *Oops) string {
	switch o.Code {
	case bug.FullSheaf:
		return "puts an object into sheaf " + num(o.A) + ", which holds " + num(o.B) + " of " + num(k.Heap.Capacity(slub.SheafID(o.A))) + ": it writes beyond its end"
	case bug.EmptySheaf:
		return "takes an object from sheaf " + num(o.A) + ", which is empty: it reads before its start"
	case bug.NoSheaf:
		if o.A == slub.None {
			return "follows a pointer to a sheaf that is NULL"
		}
		return "follows a pointer to a sheaf that is the error " + num(o.A)
	case bug.SheafInUse:
		return "frees sheaf " + num(o.A) + ", which is " + slub.Place(o.B).String() + " " + num(o.C)
	case bug.SlabInUse:
		return "gives back the pages of slab " + num(o.A) + ", " + num(o.B) + " of whose objects are in use"
	case bug.SlabListed:
		return "gives back the pages of slab " + num(o.A) + ", which is on the partial list"
	case bug.SlabNotListed:
		return "takes slab " + num(o.A) + " off the partial list that it is not on"
	case bug.FreedTwice:
		return "frees object " + num(o.A) + ", which is on the freelist of slab " + num(o.B) + " already"
	case bug.BadSlab:
		return "finds slab " + num(o.A) + " with " + num(o.B) + " objects on its freelist and " + num(o.C) + " in use, of " + num(k.Heap.Slabs[o.A].Objects)
	case bug.EndlessList:
		return "walks a list that leads back into itself: it never comes to the end"
	case bug.BadReference:
		return "follows a reference that leads nowhere"
	case bug.GivenTwice:
		return "gets object " + num(o.A) + ", which a program holds already"
	}
	return bug.Of(o.Code).What
}

func num(n int32) string { return strconv.Itoa(int(n)) }
