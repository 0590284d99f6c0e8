package path

import (
	"barnyard/engine/locking"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
)

// What tests of this folder that run whole scenarios need from inside.

// Damage returns the kernel's code with a patch on top.
func Damage(b Build, p Patch) (*Code, error) {
	funcs, err := Functions(b)
	if err != nil {
		return nil, err
	}
	if funcs, err = apply(funcs, p); err != nil {
		return nil, err
	}
	return link(funcs, true)
}

// Instead is the edit that puts ops in the place of one line.
func Instead(fn, line string, ops ...Op) Edit { return Edit{Func: fn, Line: line, Drop: 1, Put: ops} }

// Before is the edit that puts ops before a line.
func Before(fn, line string, ops ...Op) Edit { return Edit{Func: fn, Line: line, Put: ops} }

// Step is an op with an effect.
func Step(text string, effect func(k *Kernel, t *sim.Thread, f *sim.Frame)) Op {
	return do(text, sim.CostNone, effect)
}

// CallOf is an op that calls a function with the caller's first registers.
func CallOf(name string, regs ...int) Op {
	return call("call "+name, name, func(_ *Kernel, t *sim.Thread, f *sim.Frame) {
		for i, r := range regs {
			t.Arg[i] = f.R[r]
		}
	})
}

// Wait is an op that takes a lock as a mutex or a spinlock.
func Wait(lock func(k *Kernel) locking.ID, as locking.Member) Op {
	return waitLock("take a lock", sim.CostAtomic, func(k *Kernel, _ *sim.Frame) locking.ID { return lock(k) }, as)
}

// Release is the op that gives it back.
func Release(lock func(k *Kernel) locking.ID, as locking.Member) Op {
	return Step("release a lock", func(k *Kernel, _ *sim.Thread, _ *sim.Frame) { k.Locks.Unlock(k.M, lock(k), as) })
}

// Goto is a jump.
func Goto(label string) Op { return jump("", label) }

// BarnLock and ListLock name the locks of a node for the first cache.
func BarnLock(node int32) func(k *Kernel) locking.ID {
	return func(k *Kernel) locking.ID { return k.Heap.Barns[k.Heap.BarnOf(slub.CacheID(0), node)].Lock }
}

// ListLock is the list_lock of a node of the first cache.
func ListLock(node int32) func(k *Kernel) locking.ID {
	return func(k *Kernel) locking.ID { return k.Heap.Nodes[k.Heap.BarnOf(slub.CacheID(0), node)].Lock }
}

// SheafLock is the lock of a CPU's sheaves of the first cache.
func SheafLock(cpu int32) func(k *Kernel) locking.ID {
	return func(k *Kernel) locking.ID { return k.Heap.PCS[k.Heap.PCSOf(slub.CacheID(0), cpu)].Lock }
}

// SlabMutexLock and FlushLockLock are the global mutexes.
func SlabMutexLock(k *Kernel) locking.ID { return k.SlabMutex }

// FlushLockLock is flush_lock.
func FlushLockLock(k *Kernel) locking.ID { return k.FlushLock }

// In makes an op that only threads of a kind execute.
func In(kind sim.ThreadKind, op Op) Op {
	inner := op.Whole()
	op.Become(func(k *Kernel, t *sim.Thread, f *sim.Frame) Verdict {
		if t.Kind != kind {
			return Next
		}
		return inner(k, t, f)
	})
	return op
}

// OwnSheafLock is the lock of the sheaves of the CPU that executes.
func OwnSheafLock(k *Kernel) locking.ID { return SheafLock(k.M.Self)(k) }

// Pin and Unpin are preempt_disable and preempt_enable.
func Pin() Op { return pin("preempt_disable") }

// Unpin is the other half of Pin.
func Unpin() Op { return unpin("preempt_enable") }

// HeldTemplate and Held are the assertions on the sheaf lock.
func HeldTemplate() Op { return heldTemplate() }

// Held is the one that names the CPU's instance.
func Held() Op { return held() }

// Flag is the pair of ops of spin_lock_irqsave that masks.
func Flag() (save, restore Op) { return irqsave(), irqrestore("") }

// CPUsRead and CPUsUnread are cpus_read_lock and cpus_read_unlock.
func CPUsRead() Op { return cpusReadLock("cpus_read_lock, again") }

// CPUsUnread is the other half of CPUsRead.
func CPUsUnread() Op { return cpusReadUnlock() }
