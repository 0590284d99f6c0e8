package explore

import (
	"barnyard/engine/check"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// Partial-order reduction. A step that concerns nobody but its own thread
// (path.Kernel.Alone) commutes with every step of everybody else: whoever takes
// it now or later comes to the same state, and no invariant looks at the state
// between. So it is taken at once, and only what is left after it is a state of
// the search. The full search (Limits.Full) does without; both come to the
// same verdicts, and a test holds one beside the other, step by step.

// alone is what is known of each op. A try that touches the kernel is dear, so it
// is made once. That must not let a way lead elsewhere when it is gone again: an
// op that turns out to touch the kernel after its steps were taken at once is
// mixed, and the search begins anew, knowing it.
type alone struct {
	ops     [][]whose // by function and op
	mixed   bool
	scratch sim.Thread
}

// whose says whom the steps of an op concern.
type whose uint8

const (
	untried whose = iota
	ownOnly
	everybodys
)

func newAlone(c *path.Code) *alone {
	a := &alone{ops: make([][]whose, len(c.Funcs))}
	for i := range c.Funcs {
		a.ops[i] = make([]whose, len(c.Funcs[i].Ops))
	}
	return a
}

// maxAlone bounds how many steps are taken at once: a thread that goes round in
// its registers for ever must not keep others from their turn.
const maxAlone = 256

// settle takes all steps that concern nobody else, tells the choices and comes
// back with what was found on the way.
func (x *search) settle(w *world, taken func(sim.Actor)) []check.Broken {
	for range maxAlone {
		a, ok := x.nextAlone(w)
		if !ok {
			return nil
		}
		if taken != nil {
			taken(a)
		}
		if found := w.step(a); len(found) > 0 || len(w.k.Oopses) > 0 {
			return found
		}
	}
	return nil
}

// nextAlone finds a CPU whose next step is one.
func (x *search) nextAlone(w *world) (sim.Actor, bool) {
	if x.opt.Full {
		return 0, false
	}
	m := w.k.M
	for cpu := range m.CPUs {
		c := &m.CPUs[cpu]
		a := sim.ActorOf(sim.ActRun, int32(cpu), len(m.CPUs))
		if id := c.Current(); id != sim.NoThread && !c.NeedResched && w.canAct(a) && x.isAlone(w, id) {
			return a, true
		}
	}
	return 0, false
}

func (x *search) isAlone(w *world, id sim.ThreadID) bool {
	t := &w.k.M.Threads[id]
	if t.Depth == 0 || t.State != sim.Running || t.MoveTo != sim.NoCPU {
		return false // a matter of the moment, not of the op
	}
	f := t.Top()
	op := &x.alone.ops[f.Fn][f.PC]
	if *op == everybodys {
		return false
	}
	v, ok := w.k.Alone(id, &x.alone.scratch)
	if !ok {
		x.alone.mixed = x.alone.mixed || *op == ownOnly
		*op = everybodys
		return false
	}
	*op = ownOnly
	switch {
	case v == path.Call:
		return !w.probe.Notices(w.k.Cfg.Code.Callee(f.Fn, f.PC))
	case v == path.Return:
		return !w.probe.Notices(f.Fn)
	}
	return true
}
