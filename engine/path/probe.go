package path

import (
	"slices"
	"strings"

	"barnyard/engine/bug"
	"barnyard/engine/locking"
	"barnyard/engine/sim"
)

// A probe executes one function alone, in a kernel made for it, and tells what
// it did. The table of configurations is made of probes: what it says is what
// the listings of that build do.

// Taken is a lock that a probe has taken.
type Taken struct {
	Class locking.Class
	Of    int32 // its CPU
	As    locking.Member
}

// Probe is what one call has done.
type Probe struct {
	Ret     int32
	Static  bool // it passed the static branch
	Waits   bool // it has not come back: it spins or sleeps
	Took    []Taken
	Events  []sim.Event
	Said    []bug.Code
	Preempt int32 // change of the depths
	Migrate int32
	IRQOff  int32
	Args    [sim.NRegs]int32 // of the function at whose entry it was stopped
}

// Did reports whether an event of a kind has happened.
func (p *Probe) Did(kind sim.Kind) bool {
	return slices.ContainsFunc(p.Events, func(e sim.Event) bool { return e.Kind == kind })
}

// Probe executes a function in a thread, which becomes the current one of its
// CPU, until it returns, waits, or enters the function stop.
func (k *Kernel) Probe(id sim.ThreadID, fn, stop string, args ...int32) Probe {
	t := &k.M.Threads[id]
	c := &k.M.CPUs[t.CPU]
	c.Nest = 0
	if t.Kind > sim.Kworker {
		c.Nest = 1
	}
	c.Ctx[c.Nest] = id
	k.M.OnCPU(t.CPU)
	t.State = sim.Running
	t.ClearArg()
	copy(t.Arg[:], args)
	before, told := *t, len(k.Oopses)
	t.Push(k.Cfg.Code.must(fn))
	p := Probe{}
	for t.Depth > before.Depth && !p.Waits {
		l := &k.Cfg.Code.Funcs[t.Top().Fn]
		if l.Name == stop {
			p.Args = t.Top().R
			break
		}
		p.Static = p.Static || strings.HasPrefix(l.Ops[t.Top().PC].Text, "static branch")
		k.M.Events = k.M.Events[:0]
		if !k.Step(nil) {
			break // it has crashed
		}
		p.Events = append(p.Events, k.M.Events...)
		p.Waits = t.State != sim.Running
	}
	for _, e := range p.Events {
		if e.Kind == sim.LockAcquire {
			l := &k.Locks.L[e.A]
			p.Took = append(p.Took, Taken{l.Class, l.Of, l.Held})
		}
	}
	for _, o := range k.Oopses[told:] {
		p.Said = append(p.Said, o.Code)
	}
	p.Ret, p.Preempt, p.Migrate, p.IRQOff = t.Ret, t.Preempt-before.Preempt, t.Migrate-before.Migrate, t.IRQOff-before.IRQOff
	return p
}

// Renamed is a text with the names of version 4 if the build has them.
func (b Build) Renamed(text string) string {
	if !b.PW {
		return text
	}
	return strings.NewReplacer(pwNames()...).Replace(text)
}
