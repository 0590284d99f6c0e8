package path

import (
	"strings"

	"barnyard/engine/bug"
	"barnyard/engine/locking"
	"barnyard/engine/sim"
)

// Who waits for whom (kernel.md 8.2, L2 and L4). A thread that cannot go on by
// itself waits for the holder of a lock, for the kworker of a work item, for an
// interrupt on top of it, for a CPU on which somebody spins, or for CPUs that a
// grace period has not seen. Each of them has to come first, so that any cycle
// is a deadlock.
//
//	a --lock--> b --flush_work--> kworker/1:0 --lock--> a

// maxWaits is the longest chain that is followed.
const maxWaits = 48

// chainOfWaits is a cycle on its way.
type chainOfWaits struct {
	at     [maxWaits]sim.ThreadID
	n      int
	budget int
}

// needs calls yield for each thread that must go on before id can, until one
// call returns true.
func (k *Kernel) needs(id sim.ThreadID, yield func(sim.ThreadID) bool) bool {
	t := &k.M.Threads[id]
	c := &k.M.CPUs[t.CPU]
	for n := int32(0); n < c.Nest; n++ {
		if c.Ctx[n] == id && yield(c.Ctx[n+1]) {
			return true
		}
	}
	switch {
	case t.State == sim.Runnable:
		on := c.Ctx[0]
		return on != sim.NoThread && on != id && k.M.Threads[on].State == sim.Spinning && yield(on)
	case t.State != sim.Spinning && t.State != sim.Waiting || t.Granted:
		return false
	}
	switch t.Why {
	case sim.WaitLock, sim.WaitMutex, sim.WaitRTLock:
		return k.Locks.Blockers(k.M, locking.ID(t.On), id, yield)
	case sim.WaitHotplug:
		return k.unmoved(t.On, yield)
	case sim.WaitFlush:
		if w := &k.WQ.Works[t.On]; w.Owed {
			return yield(w.By)
		}
		w := k.WorkerOf(t.On)
		return w != sim.NoThread && yield(w)
	case sim.WaitRCU:
		return k.unseen(yield)
	}
	return false
}

// unseen calls yield for the threads that spin on CPUs that the grace period
// still has to see.
func (k *Kernel) unseen(yield func(sim.ThreadID) bool) bool {
	for i := range k.RCU.CPUs {
		on := k.M.CPUs[i].Current()
		if k.RCU.CPUs[i].Need && on != sim.NoThread && k.M.Threads[on].State == sim.Spinning && yield(on) {
			return true
		}
	}
	return false
}

// unmoved calls yield for the threads that cannot leave a CPU which goes
// offline: they spin there, or are pinned and wait.
func (k *Kernel) unmoved(cpu int32, yield func(sim.ThreadID) bool) bool {
	for _, id := range k.M.OfCPU(cpu) {
		t := &k.M.Threads[id]
		if (t.State == sim.Spinning || t.State == sim.Waiting && (t.Migrate > 0 || t.Preempt > 0)) && yield(id) {
			return true
		}
	}
	return false
}

// cycle finds a chain of waits that leads from a thread back to it.
func (k *Kernel) cycle(id sim.ThreadID) (w chainOfWaits, found bool) {
	w.budget = 4096
	found = k.follow(&w, id, id)
	return w, found
}

func (k *Kernel) follow(w *chainOfWaits, id, start sim.ThreadID) bool {
	if w.n == maxWaits || w.budget == 0 {
		return false
	}
	w.at[w.n] = id
	w.n++
	w.budget--
	if k.needs(id, func(next sim.ThreadID) bool {
		return next == start || k.follow(w, next, start)
	}) {
		return true
	}
	w.n--
	return false
}

// beganToWait looks for a cycle that the stepping thread has just closed.
func (k *Kernel) beganToWait(id sim.ThreadID, t *sim.Thread) {
	if t.State != sim.Spinning && t.State != sim.Waiting {
		return
	}
	if _, found := k.cycle(id); !found {
		return
	}
	code := bug.Deadlock
	if k.mustNotWait(t) {
		code = bug.DeadlockNoWait
	}
	k.M.Warn(code, 0, 0, 0)
}

// mustNotWait reports whether a thread is in an NMI or in one of the nolock
// functions.
func (k *Kernel) mustNotWait(t *sim.Thread) bool {
	if t.Kind == sim.NMI {
		return true
	}
	for i := range t.Depth {
		switch k.Cfg.Code.Funcs[t.Stack[i].Fn].Name {
		case "kmalloc_nolock", "kfree_nolock":
			return true
		}
	}
	return false
}

// CycleText writes out who waits for whom, from a thread back to it; empty
// when there is no such cycle.
func (k *Kernel) CycleText(id sim.ThreadID) string {
	w, found := k.cycle(id)
	if !found {
		return ""
	}
	var b strings.Builder
	for i, a := range w.at[:w.n] {
		next := id
		if i+1 < w.n {
			next = w.at[i+1]
		}
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(k.ThreadName(a) + " " + k.waitText(a, next))
	}
	return b.String()
}

// stuckText is the cycle that a thread is in, or what it waits for in vain.
func (k *Kernel) stuckText(id sim.ThreadID) string {
	if text := k.CycleText(id); text != "" {
		return text
	}
	text := k.ThreadName(id) + " is " + k.StateText(id)
	t := &k.M.Threads[id]
	if t.Why == sim.WaitLock || t.Why == sim.WaitMutex || t.Why == sim.WaitRTLock {
		if h := k.Locks.L[t.On].Holder; h != sim.NoThread {
			text += ", held by " + k.ThreadName(h) + ", which is " + k.M.Threads[h].State.String()
		}
	}
	return text + ", and nothing will happen any more"
}

// waitText says what one thread waits for from another.
func (k *Kernel) waitText(id, next sim.ThreadID) string {
	t, n := &k.M.Threads[id], &k.M.Threads[next]
	name := k.ThreadName(next)
	if id == next {
		name = "itself"
	}
	switch {
	case n.Kind > sim.Kworker && n.CPU == t.CPU && k.below(id, next):
		return "is interrupted by " + name
	case t.State == sim.Runnable:
		return "waits for CPU " + num(t.CPU) + ", on which " + name + " spins"
	case t.Why == sim.WaitFlush && k.WQ.Works[t.On].Owed:
		return "waits for " + name + " to return to user space"
	case t.Why == sim.WaitFlush:
		return "waits in flush_work for " + name
	case t.Why == sim.WaitRCU:
		return "waits in rcu_barrier for CPU " + num(n.CPU) + ", on which " + name + " spins"
	}
	if t.Why == sim.WaitHotplug {
		return "waits until nothing is left on CPU " + num(t.On) + ", where " + name + " is"
	}
	if k.Locks.WaitsBehind(k.M, locking.ID(t.On), next) {
		return "waits for " + k.LockName(locking.ID(t.On)) + ", behind " + name + ", which wants to write it"
	}
	return "waits for " + k.LockName(locking.ID(t.On)) + ", held by " + name
}

// below reports whether next is the context just above id on its CPU.
func (k *Kernel) below(id, next sim.ThreadID) bool {
	c := &k.M.CPUs[k.M.Threads[id].CPU]
	for n := int32(0); n < c.Nest; n++ {
		if c.Ctx[n] == id && c.Ctx[n+1] == next {
			return true
		}
	}
	return false
}

// Stuck lists, at the end of a run, what can never go on and was not told when
// it began: threads in a cycle and, where nothing will ever happen again, every
// thread that waits for anything.
func (k *Kernel) Stuck(quiet bool) []Oops {
	var out []Oops
	for i := range k.M.Threads {
		id, t := sim.ThreadID(i), &k.M.Threads[i]
		if t.State != sim.Spinning && t.State != sim.Waiting {
			continue
		}
		if k.inCycleOf(id, k.Oopses) || k.inCycleOf(id, out) {
			continue
		}
		_, found := k.cycle(id)
		if !found && (!quiet || k.leadsToCycle(id)) {
			continue
		}
		o := Oops{Bug: bug.Bug{Code: bug.Deadlock}, Thread: id, CPU: t.CPU, Step: k.M.Step, Time: t.Since}
		if t.Depth > 0 {
			o.Fn, o.PC = t.Top().Fn, t.Top().PC
		}
		out = append(out, o)
	}
	return out
}

// inCycleOf reports whether a thread is part of a cycle that was told.
func (k *Kernel) inCycleOf(id sim.ThreadID, told []Oops) bool {
	for i := range told {
		if told[i].Code != bug.Deadlock && told[i].Code != bug.DeadlockNoWait {
			continue
		}
		w, _ := k.cycle(told[i].Thread)
		for _, other := range w.at[:w.n] {
			if other == id {
				return true
			}
		}
	}
	return false
}

// leadsToCycle reports whether a thread waits for one that is in a cycle: the
// cycle is the finding, not the queue behind it.
func (k *Kernel) leadsToCycle(id sim.ThreadID) bool {
	var w chainOfWaits
	w.budget = 4096
	return k.reach(&w, id)
}

func (k *Kernel) reach(w *chainOfWaits, id sim.ThreadID) bool {
	if w.budget == 0 {
		return false
	}
	w.budget--
	return k.needs(id, func(next sim.ThreadID) bool {
		_, found := k.cycle(next)
		return found || k.reach(w, next)
	})
}
