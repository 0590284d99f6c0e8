package path

import (
	"barnyard/engine/bug"
	"barnyard/engine/sim"
)

// Step takes one micro-step, the one that the scheduler chooses, and leaves
// its events in k.M.Events. It returns false when nothing can act any more, the
// kernel has crashed or the scenario's author has made a mistake (Fault).
func (k *Kernel) Step(s sim.Scheduler) (taken bool) {
	if !k.caught {
		return k.Catch(func() { taken = k.Step(s) }) || taken
	}
	if k.Fault.Any || k.Crashed() {
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
	fn, pc := f.Fn, f.PC
	op := &k.Cfg.Code.Funcs[fn].Ops[pc]
	v := Next
	switch {
	case op.form == doing && op.Do == nil:
		op.effect(k, t, f)
	case op.form == asking && op.Do == nil:
		if op.cond(k, t, f) {
			v = Go0
		}
	default:
		v = op.does(k, t, f)
	}
	switch {
	case v <= Go3:
		f.PC = op.to[v]
	case v == Pause:
		f.PC++
		k.beganToWait(id, t)
	case v == Again:
		if t.State != sim.Running {
			k.beganToWait(id, t)
			k.wakeForNothing(id, t)
		}
	case v == Return:
		if t.Pop(); t.Depth == 0 {
			k.leaves(id, t, bug.EndIRQ)
		}
	case v == Call:
		f.PC++
		t.Push(op.callee)
	case v == CallFn:
		f.PC++
		t.Push(sim.FuncID(t.Ret))
	}
	if t.Preempt|t.IRQOff|t.Migrate < 0 {
		k.underflow(t)
	}
	if len(k.M.Bugs) > 0 {
		k.tell(fn, pc)
	}
	k.M.Finish(id, op.Cost)
	k.inOp = false
	return true
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
