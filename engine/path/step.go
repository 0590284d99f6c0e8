package path

import "barnyard/engine/sim"

// Step takes one micro-step, the one that the scheduler chooses, and leaves
// its events in k.M.Events. It returns false when nothing can act any more or
// the scenario's author has made a mistake (Fault).
func (k *Kernel) Step(s sim.Scheduler) bool {
	if k.Fault.Any {
		return false
	}
	kind, ok := k.M.Begin(s)
	if !ok {
		return false
	}
	if kind == sim.ActRun && k.M.Ready() {
		k.exec()
	}
	return true
}

// exec executes one op of the stepping CPU's current thread.
func (k *Kernel) exec() {
	id := k.M.CurID()
	t := &k.M.Threads[id]
	f := t.Top()
	op := &k.Cfg.Code.Funcs[f.Fn].Ops[f.PC]
	switch v := op.Do(k, t, f); v {
	case Next, Pause:
		f.PC++
	case Again:
	case Return:
		t.Pop()
	case Call:
		f.PC++
		t.Push(op.callee)
	case CallFn:
		f.PC++
		t.Push(sim.FuncID(t.Ret))
	default:
		f.PC = op.to[v-Go0]
	}
	k.M.Finish(id, op.Cost)
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
