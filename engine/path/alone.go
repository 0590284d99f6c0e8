package path

import "barnyard/engine/sim"

// Alone reports whether the next op of a thread concerns nobody but itself: it
// reads and writes the thread's own registers and stack only, and leaves its
// pins, masks and state as they are. Such a step commutes with every step of
// every other thread, which is what an explorer wants to know.
//
// It is found by trying: the op runs on scratch, a copy of the thread, and
// without a kernel. One that touches the kernel all the same ends in a nil
// pointer, and is not alone. next is what the op says about where to go on.
func (k *Kernel) Alone(id sim.ThreadID, scratch *sim.Thread) (next Verdict, alone bool) {
	t := &k.M.Threads[id]
	if t.Depth == 0 || t.State != sim.Running || t.MoveTo != sim.NoCPU {
		return 0, false
	}
	*scratch = *t
	f := scratch.Top()
	op := &k.Cfg.Code.Funcs[f.Fn].Ops[f.PC]
	next, alone = tryAlone(op, scratch, f)
	if !alone || next == Again || next == Pause || next == CallFn || next == Return && t.Depth == 1 {
		return 0, false
	}
	same := scratch.Preempt == t.Preempt && scratch.Migrate == t.Migrate && scratch.IRQOff == t.IRQOff &&
		scratch.State == t.State && scratch.Why == t.Why && scratch.CPU == t.CPU && scratch.FIFO == t.FIFO && scratch.Granted == t.Granted
	return next, same
}

func tryAlone(op *Op, t *sim.Thread, f *sim.Frame) (v Verdict, alone bool) {
	defer func() {
		if recover() != nil {
			alone = false
		}
	}()
	return op.does(nil, t, f), true
}

// Callee is the function that an op enters on the verdict Call.
func (c *Code) Callee(fn sim.FuncID, pc int16) sim.FuncID { return c.Funcs[fn].Ops[pc].callee }
