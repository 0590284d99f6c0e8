package ledger

import (
	"barnyard/engine/locking"
	"barnyard/engine/path"
	"barnyard/engine/sim"
)

// What a step costs, and what for. A step of a program, a handler's end with
// its way back, the entry of an interrupt, a context switch: each leaves its
// CPU busy for a while, and the parts of that while are the thread's bill.

// billStep looks at the step that was just taken.
func (r *Reckoning) billStep() {
	m := r.k.M
	cpu := r.pre.cpu
	r.note()
	defer r.forget()
	runs, enters := r.pre.kind == sim.ActRun, has(m.Events, sim.IrqEnter)
	if enters && !runs {
		r.putAside()
	}
	if runs || enters {
		r.asides[cpu].set(waits) // it ends the way back from a handler, also if not all of that is over
	}
	switch id := m.LastOp; {
	case id != sim.NoThread && has(m.Events, sim.IrqExit):
		r.left(id)
	case id != sim.NoThread:
		r.stepped(id)
	case enters:
		r.entered()
	case has(m.Events, sim.SchedSwitch):
		r.switched()
	case runs && r.pre.cur != sim.NoThread:
		r.stayed()
	}
}

func has(events []sim.Event, k sim.Kind) bool {
	for i := range events {
		if events[i].Kind == k {
			return true
		}
	}
	return false
}

// note keeps on whose behalf threads work.
func (r *Reckoning) note() {
	for i := range r.k.M.Events {
		switch e := &r.k.M.Events[i]; e.Kind {
		case sim.WorkStart:
			r.asker[e.Thread] = askerAt(r.t, e.Thread, e.Time)
		case sim.SchedSwitch:
			if e.B >= 0 {
				r.asker[e.B] = unknown
			}
		case sim.ReturnStart:
			r.asker[e.Thread] = owedTo(r.h, e)
		}
	}
}

// forget ends what the step that was billed has ended.
func (r *Reckoning) forget() {
	for i := range r.k.M.Events {
		if e := &r.k.M.Events[i]; e.Kind == sim.ReturnEnd {
			r.asker[e.Thread] = sim.NoThread
		}
	}
}

// behalf is on whose behalf a thread runs.
func (r *Reckoning) behalf(id sim.ThreadID) sim.ThreadID {
	if r.asker[id] == unknown {
		r.asker[id] = sim.NoThread
		if r.k.M.Threads[id].Kind == sim.Kworker {
			r.asker[id] = askerAt(r.t, id, r.k.M.Now)
		}
	}
	return r.asker[id]
}

// stepCause is what a step of a thread is to the victim.
func (r *Reckoning) stepCause(id sim.ThreadID, fn sim.FuncID) Cause {
	kind := r.k.M.Threads[id].Kind
	switch {
	case id == r.Ledger.Victim && (fn < 0 || r.k.Cfg.Code.Funcs[fn].Name == "program"):
		return causeOf(Program, id)
	case id == r.Ledger.Victim:
		c := causeOf(Kernel, id)
		c.Func, c.For = fn, r.behalf(id)
		return c
	case kind > sim.Kworker:
		return r.root(id)
	}
	c := causeOf(Others, id)
	c.Func, c.For = fn, r.behalf(id)
	return c
}

// root is why a handler runs. Of one that began before the interval only its
// kind is known.
func (r *Reckoning) root(id sim.ThreadID) Cause {
	if r.roots[id] == (Cause{}) {
		t := &r.k.M.Threads[id]
		w := [...]What{sim.Softirq: Softirq, sim.Hardirq: Device, sim.NMI: NMI}[t.Kind]
		if t.Kind == sim.Hardirq && t.Depth > 0 {
			switch t.Stack[0].Fn {
			case r.k.M.Entry.IPI:
				w = IPI
			case r.k.M.Entry.Timer:
				w = Timer
			}
		}
		r.roots[id] = causeOf(w, id)
	}
	return r.roots[id]
}

// stepped bills an op.
func (r *Reckoning) stepped(id sim.ThreadID) {
	m := r.k.M
	total := int64(0)
	if at, ok := m.CanAct(sim.ActorOf(sim.ActRun, r.pre.cpu, len(m.CPUs))); ok {
		total = at - m.Now
	}
	r.bills[id].set(m.Now, r.parts(id, total)...)
}

// parts takes the cost of an op apart: lines that came, a lock that was handed
// over, and the step itself. They are good until the next op's.
func (r *Reckoning) parts(id sim.ThreadID, total int64) []part {
	out := r.scratch[:0]
	put := func(c Cause, cycles int64) {
		if cycles = min(cycles, total); cycles > 0 {
			out = append(out, part{c, cycles})
			total -= cycles
		}
	}
	m := r.k.M
	t := &m.Threads[id]
	for i := range m.Events {
		e := &m.Events[i]
		switch {
		case e.Kind == sim.LineMove:
			c := causeOf(Lines, id)
			c.CPU = e.B
			put(c, e.C)
		case e.Kind == sim.LockAcquire && e.C > 0 && e.Thread == id && !r.k.Locks.PI:
			c := causeOf(LockWait, id)
			c.Lock = e.A
			put(c, m.Cost[sim.CostHandover])
		}
	}
	if t.PIOn >= 0 && t.State == sim.Running { // it looks again and again
		put(lockCause(r.k, id, locking.ID(t.PIOn)), total)
	}
	c := r.stepCause(id, r.pre.fn)
	if c.What == Program && (r.pre.op == path.OpSyscallIn || r.pre.op == path.OpSyscallOut) {
		c.What = Syscall
	}
	put(c, total)
	r.scratch = out
	return out
}

// putAside lets wait what an interrupt has interrupted: as much of it as the
// machine says. Where the way back from another interrupt led to the scheduler
// the machine keeps the way back and forgets the step before it.
func (r *Reckoning) putAside() {
	id := r.pre.cur
	if id == sim.NoThread || r.k.M.Threads[id].State == sim.Spinning {
		return
	}
	b, back := &r.bills[id], &r.asides[r.pre.cpu]
	back.pause(r.k.M.Now)
	b.pause(r.k.M.Now)
	if b.known {
		b.resume(waits, back.parts...)
		b.fit(r.k.M.Threads[id].Remain, r.stepCause(id, topFunc(r.k.M, id)))
	}
}

// entered bills the entry of an interrupt.
func (r *Reckoning) entered() {
	m := r.k.M
	c := &m.CPUs[r.pre.cpu]
	id := c.Current()
	w := causeOf(Timer, id)
	switch kind := m.Threads[id].Kind; {
	case kind == sim.NMI:
		w.What = NMI
	case m.Events[0].Kind == sim.IPIReceive:
		w.What, w.CPU = IPI, m.Events[0].A
	case m.Threads[id].Stack[0].Fn != m.Entry.Timer:
		w.What = Device
	}
	r.roots[id] = w
	r.fitted(id, m.Now, part{r.mine(id, w), 0})
}

// mine is a handler's cause, or the victim's own program if it is the victim.
func (r *Reckoning) mine(id sim.ThreadID, c Cause) Cause {
	if id == r.Ledger.Victim {
		return causeOf(Program, id)
	}
	return c
}

// fitted bills a thread for as long as its CPU is busy; the last part is as
// long as is left.
func (r *Reckoning) fitted(id sim.ThreadID, now int64, first part) {
	m := r.k.M
	r.bills[id].set(now)
	if at, ok := m.CanAct(sim.ActorOf(sim.ActRun, r.pre.cpu, len(m.CPUs))); ok {
		first.left = at - now
		r.bills[id].set(now, first)
	}
}

// left bills the last op of a handler and the way back from it.
func (r *Reckoning) left(id sim.ThreadID) {
	m := r.k.M
	c := &m.CPUs[r.pre.cpu]
	back := r.parts(id, c.LeavesAt-m.Now)
	r.bills[id].set(waits)
	next := c.Current()
	switch {
	case next == sim.NoThread:
	case m.Threads[next].State == sim.Spinning:
	case has(m.Events, sim.IrqEnter): // its softirq
		r.roots[next] = causeOf(Softirq, next)
		r.bills[next].set(m.Now, back...)
		return
	case m.Threads[next].Remain == 0:
		r.bills[next].resume(m.Now, back...)
		r.reconcile(next)
		return
	}
	r.asides[r.pre.cpu].set(m.Now, back...)
}

// switched bills a context switch.
func (r *Reckoning) switched() {
	m := r.k.M
	if r.pre.cur != sim.NoThread {
		r.bills[r.pre.cur].pause(m.Now)
	}
	for i := range m.Events {
		if e := &m.Events[i]; e.Kind == sim.SchedSwitch && e.B >= 0 {
			r.bills[e.B].resume(m.Now, part{causeOf(Switch, sim.NoThread), e.C})
			r.reconcile(sim.ThreadID(e.B))
		}
	}
}

// stayed bills the scheduler's answer that all stays as it is.
func (r *Reckoning) stayed() {
	m := r.k.M
	at, ok := m.CanAct(sim.ActorOf(sim.ActRun, r.pre.cpu, len(m.CPUs)))
	if !ok {
		return
	}
	b := &r.bills[r.pre.cur]
	b.pause(m.Now)
	b.resume(m.Now, part{causeOf(Asked, sim.NoThread), max(at-m.Now-b.total(), 0)})
	r.reconcile(r.pre.cur)
}

// reconcile holds a bill against what the machine says.
func (r *Reckoning) reconcile(id sim.ThreadID) {
	m := r.k.M
	at, ok := m.CanAct(sim.ActorOf(sim.ActRun, r.pre.cpu, len(m.CPUs)))
	b := &r.bills[id]
	if !ok || b.total() == at-m.Now {
		return
	}
	if b.known && r.begun {
		r.Mended++
	}
	b.fit(at-m.Now, r.stepCause(id, topFunc(m, id)))
}
