package path

import (
	"barnyard/engine/bug"
	"barnyard/engine/locking"
	"barnyard/engine/sim"
)

// Lockdep's places in the listings, and its sentences. What it checks of locks
// themselves is in engine/locking.

// Registers of a program's own frame: how often the program itself has
// disabled preemption and interrupts.
const (
	rOwnPins  = 8
	rOwnMasks = 9
)

// memberInUse is the member of the sheaf locks' union that the key selects now.
func (k *Kernel) memberInUse() locking.Member {
	if k.Locks.PI {
		return locking.RT // both are
	}
	if k.Key {
		return locking.Spin
	}
	return locking.Local
}

// heldTemplate is the assertion of the posted patches without CONFIG_QPW: it
// passes the per-CPU address on as it is (kernel.md 3.9).
func heldTemplate() Op {
	return do("lockdep: the sheaf lock is held, asked without this_cpu_ptr", sim.CostNone, func(k *Kernel, _ *sim.Thread, f *sim.Frame) {
		k.Locks.AssertTemplate(k.M, locking.PCS, f.R[rCache])
	})
}

// leaves checks a thread where it must hold nothing: no lock, and no more pins
// and masks than a program has asked for itself.
func (k *Kernel) leaves(id sim.ThreadID, t *sim.Thread, end int32) {
	pins, masks := t.Preempt, t.IRQOff
	if end == bug.EndUser {
		pins -= t.Stack[0].R[rOwnPins]
		masks -= t.Stack[0].R[rOwnMasks]
	}
	if pins|masks|t.Migrate|k.Locks.Dep.Depth(id) == 0 || !k.Locks.Dep.On() {
		return
	}
	if k.Locks.Dep.Depth(id) > 0 {
		lock, class := k.Locks.Dep.Innermost(id)
		k.M.Warn(bug.HeldAtEnd, int32(lock), int32(class), end)
	}
	if pins > 0 || masks > 0 || t.Migrate > 0 {
		k.M.Warn(bug.PinsAtEnd, pins, masks, end|t.Migrate<<8)
	}
}

// underflow tells of preemption or interrupts that were enabled once too
// often.
func (k *Kernel) underflow(t *sim.Thread) {
	if k.Locks.Dep.On() {
		k.M.Warn(bug.PinUnderflow, t.Preempt, t.IRQOff, t.Migrate)
	}
}

// depBug is what lockdep says, in the words of its reports.
func (k *Kernel) depBug(o *Oops) string {
	class := func(n int32) string { return locking.Class(n).String() }
	switch o.Code {
	case bug.AssertTemplate:
		return "asserts that " + class(o.A) + " is held and names no CPU's instance: it asks about the address from which they are counted, which nobody ever holds"
	case bug.AssertMember:
		return "asserts that it holds " + k.LockName(locking.ID(o.A)) + " through its " + locking.Member(o.C).String() + " and took it through its " + locking.Member(o.B).String()
	case bug.NMIWaits:
		return "waits for " + k.lockOrClass(o.A, locking.WorkRun) + " in an NMI, which may have interrupted its holder: inconsistent lock state"
	case bug.LockRecursion:
		return "takes " + k.lockOrClass(o.A, locking.Class(o.C)) + " and holds " + k.lockOrClass(o.B, locking.Class(o.C)) + ", of the same class: possible recursive locking"
	case bug.LockOrder:
		return "takes " + class(o.B) + " under " + class(o.A) + ": possible circular locking dependency, for " + k.orders(o.B, o.A)
	case bug.IRQState:
		return "takes " + class(o.A) + ", which is taken in " + irqs(o.B) + " and also where they can come in: inconsistent lock state"
	case bug.IRQInversion:
		return "makes an order that can hang: " + irqs(o.C) + " take " + class(o.A) + " and can come in where " + class(o.B) + " is held, and " +
			k.orders(o.A, o.B) + ": possible interrupt lock inversion"
	case bug.WaitContext:
		return "takes " + k.lockOrClass(o.A, locking.Class(o.C&255)) + ", which can sleep, under " + k.lockOrClass(o.B, locking.Class(o.C>>8)) + ", which spins: invalid wait context"
	case bug.SleepAtomic:
		return "calls what can sleep from an invalid context: " + contextText(o)
	case bug.HeldAtEnd:
		return endText(o.C) + " with a lock held: " + k.lockOrClass(o.A, locking.Class(o.B))
	case bug.PinsAtEnd:
		return endText(o.C&255) + " with preemption disabled " + times(o.A) + ", interrupts " + times(o.B) + " and migration " + times(o.C>>8) + " too often"
	case bug.PinUnderflow:
		return "enables what was not disabled: the depth of preempt_disable is " + num(o.A) + ", that of interrupts off " + num(o.B) + ", that of migrate_disable " + num(o.C)
	}
	return bug.Of(o.Code).What
}

func (k *Kernel) lockOrClass(id int32, c locking.Class) string {
	if id == int32(locking.None) {
		return c.String()
	}
	return k.LockName(locking.ID(id))
}

// orders writes out the known orders from a class to another, each with where
// it was seen first.
func (k *Kernel) orders(from, to int32) string {
	text := ""
	path := k.Locks.Dep.Path(locking.Class(from), locking.Class(to))
	for i := 1; i < len(path); i++ {
		if i > 1 {
			text += ", "
		}
		text += path[i].String() + " was taken under " + path[i-1].String() + " in " + k.placeText(k.Locks.Dep.Seen(path[i-1], path[i]))
	}
	return text
}

func (k *Kernel) placeText(p locking.Place) string {
	l := &k.Cfg.Code.Funcs[p.Fn]
	text := l.Name + " at “" + l.Ops[p.PC].Text + "”"
	if p.Up >= 0 {
		text += ", called by " + k.Cfg.Code.Funcs[p.Up].Name
	}
	return text
}

func irqs(n int32) string {
	if n == 0 {
		return "hardirqs"
	}
	return "softirqs"
}

func contextText(o *Oops) string {
	switch sim.ThreadKind(o.C) {
	case sim.Softirq:
		return "a softirq"
	case sim.Hardirq:
		return "a hardirq"
	}
	return "preemption is disabled " + times(o.A) + ", interrupts " + times(o.B)
}

func endText(n int32) string {
	return [...]string{"returns to user space", "ends its interrupt", "ends its work"}[n]
}

func times(n int32) string {
	if n == 1 {
		return "once"
	}
	return num(n) + " times"
}

// withCPUsHeld adds lockdep_assert_cpus_held to the op after it.
func withCPUsHeld(op Op) Op {
	inner := op.Whole()
	op.Become(func(k *Kernel, t *sim.Thread, f *sim.Frame) Verdict {
		k.Locks.AssertMine(k.M, k.HotplugLock)
		return inner(k, t, f)
	})
	return op
}
