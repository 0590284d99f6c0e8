package path

import (
	"barnyard/engine/bug"
	"barnyard/engine/sim"
)

// Step takes one micro-step, the one that the scheduler chooses, and leaves
// its events in k.M.Events. It returns false when nothing can act any more, the
// kernel has crashed or the scenario's author has made a mistake (Fault).
//
// Nothing is called as often. What is seldom stands in functions of its own, here
// and in Begin and Finish, so that the rest is short enough to be in one place: a
// call takes five times as long in WASM as natively, and a jump is not free there.
// It stays a function of its own, as those of locking do.
//
//go:noinline
func (k *Kernel) Step(s sim.Scheduler) (taken bool) {
	if !k.caught {
		return k.stepCaught(s)
	}
	if k.Fault.Any || len(k.Oopses) > 0 && k.Crashed() {
		return false
	}
	if s != nil { // else a probe has said who is to go on
		if op, ok := k.M.Begin(s); !op {
			return ok
		}
	}
	k.inOp = true
	id := k.M.CurID()
	t := &k.M.Threads[id]
	f := t.Top()
	pc := f.PC
	op := &k.Cfg.Code.Funcs[f.Fn].Ops[pc]
	switch op.form {
	case doing:
		op.effect(k, t, f)
		f.PC = pc + 1
	case asking:
		v := Next
		if op.cond(k, t, f) {
			v = Go0
		}
		f.PC = op.to[v]
	case calling:
		t.ClearArg()
		op.effect(k, t, f)
		f.PC = pc + 1
		t.Push(op.callee)
	case returning:
		t.Ret = op.result(k, t, f)
		if t.Pop(); t.Depth == 0 {
			k.leaves(id, t, bug.EndIRQ)
		}
	case jumping:
		f.PC = op.to[Go0]
	default:
		v := op.Do(k, t, f)
		switch {
		case v <= Go3:
			f.PC = op.to[v]
		case v != Again || t.State != sim.Running:
			k.obey(v, id, t, f, op)
		}
	}
	if t.Preempt|t.IRQOff|t.Migrate < 0 || len(k.M.Bugs) > 0 {
		k.wrong(t, op)
	}
	k.M.Finish(id, t, op.Cost)
	k.inOp = false
	return true
}

// obey does what an op's verdict says that leads to no line of its own function.
//
//go:noinline
func (k *Kernel) obey(v Verdict, id sim.ThreadID, t *sim.Thread, f *sim.Frame, op *Op) {
	switch v {
	case Pause:
		f.PC++
		k.beganToWait(id, t)
	case Again:
		k.beganToWait(id, t)
		k.wakeForNothing(id, t)
	case Return:
		if t.Pop(); t.Depth == 0 {
			k.leaves(id, t, bug.EndIRQ)
		}
	case Call:
		f.PC++
		t.Push(op.callee)
	case CallFn:
		f.PC++
		t.Push(sim.FuncID(t.Ret))
	}
}

// wrong tells what the op has found.
//
//go:noinline
func (k *Kernel) wrong(t *sim.Thread, op *Op) {
	if t.Preempt|t.IRQOff|t.Migrate < 0 {
		k.underflow(t)
	}
	if len(k.M.Bugs) > 0 {
		k.tell(op.in, op.to[Next]-1)
	}
}

// stepCaught is Step for who has not prepared for a crash.
func (k *Kernel) stepCaught(s sim.Scheduler) (taken bool) {
	return k.Catch(func() { taken = k.Step(s) }) || taken
}

// Catch runs f. Where a step that f takes crashes the kernel, f ends in the
// middle, and Catch takes the crash up and reports it. Step does so by itself;
// whoever takes many steps does it once for all of them, because to be prepared
// for a panic takes as long, in WASM, as a good part of a step.
func (k *Kernel) Catch(f func()) (crashed bool) {
	was := k.caught
	k.caught = true
	defer func() {
		k.caught = was
		if !k.inOp {
			return // what else panics is not ours to take up
		}
		k.inOp = false
		if r := recover(); r != nil {
			crashed = k.died(r)
		}
	}()
	f()
	return false
}

// Line is the op that a thread executes next, and its function; ok is false
// for a thread that runs no code.
func (k *Kernel) Line(id sim.ThreadID) (l *Listing, pc int, ok bool) {
	t := &k.M.Threads[id]
	if t.Depth == 0 {
		return nil, 0, false
	}
	f := t.Top()
	return &k.Cfg.Code.Funcs[f.Fn], int(f.PC), true
}
