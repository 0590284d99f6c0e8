package engine

import (
	"fmt"

	"barnyard/engine/bug"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// Run is one scenario that runs: its kernel, and what it has told so far.
type Run struct {
	Scenario *scenario.Scenario
	Kernel   *path.Kernel
	Record   *Record
	Sched    sim.Scheduler
	Err      error // an author's mistake that showed during the run

	// Inspect, if set, looks at the world after each step and once at the
	// end; it appends what it finds to Violations. See engine/check.
	Inspect    func(last bool)
	Violations []Violation

	ended bool
	told  int    // of Kernel.Oopses
	still uint32 // steps since the clock last moved
	was   int64  // the clock when it did
}

// forever is how long a run without until goes on when something never ends.
const forever = 1_000_000_000 // ns

// New makes a run at time 0. Errors are *scenario.Error.
func New(s *scenario.Scenario) (*Run, error) {
	k, err := newKernel(s)
	if err != nil {
		return nil, err
	}
	return newRun(s, k), nil
}

// WithCosts is New for the same scenario with other costs. The kernel's code,
// which takes longest to make, is that of r.
func (r *Run) WithCosts(costs []scenario.Cost) (*Run, error) {
	s := *r.Scenario
	s.Costs = costs
	k, err := assemble(&s, r.Kernel.Cfg.Code)
	if err != nil {
		return nil, err
	}
	return newRun(&s, k), nil
}

func newRun(s *scenario.Scenario, k *path.Kernel) *Run {
	limit := s.Until.Cycles(s.Machine.GHz)
	switch {
	case limit > 0:
	case endless(s):
		limit = forever * s.Machine.GHz
	default:
		limit = scenario.MaxSeconds * forever * s.Machine.GHz
	}
	k.M.Until = min(limit, sim.Inf-1)
	return &Run{Scenario: s, Kernel: k, Record: newRecord(k), Sched: sim.Timed{}}
}

// endless reports whether something runs for ever: a loop without an end, or
// interrupts that repeat.
func endless(s *scenario.Scenario) bool {
	for i := range s.Irqs {
		if s.Irqs[i].Every.N > 0 {
			return true
		}
	}
	for i := range s.Tasks {
		if loops(s.Tasks[i].Body) {
			return true
		}
	}
	return false
}

func loops(body []scenario.Stmt) bool {
	for i := range body {
		st := &body[i]
		if st.Verb == scenario.Loop && st.N == 0 || loops(st.Body) {
			return true
		}
		for _, arm := range st.Arms {
			if loops(arm.Body) {
				return true
			}
		}
	}
	return false
}

// Step takes one micro-step; false when the run has ended: at its limit, when
// nothing can happen any more, or by an author's mistake (Err).
func (r *Run) Step() bool {
	if r.ended {
		return false
	}
	if r.Record.done > 0 && r.idleForGood() || !r.Kernel.Step(r.Sched) {
		r.end()
		return false
	}
	return r.stepped()
}

// Catch runs f, which takes steps, faster than they are elsewhere. A crash of
// the kernel ends f in the middle of Step; more is what that would have said.
// See path.Kernel.Catch.
func (r *Run) Catch(f func()) (crashed, more bool) {
	if !r.Kernel.Catch(f) {
		return false, false
	}
	return true, r.stepped()
}

// stepped is what is to be done after a step.
func (r *Run) stepped() bool {
	if r.still++; r.Kernel.M.Now != r.was {
		r.still, r.was = 0, r.Kernel.M.Now
	}
	if len(r.Kernel.M.Events) > 0 {
		r.Record.take(r.Kernel.M.Events)
	}
	if len(r.Kernel.Oopses) > r.told {
		r.tell()
	}
	if r.Inspect != nil {
		r.Inspect(false)
	}
	if r.Kernel.Fault.Any || r.still >= maxStill || r.Record.samples >= maxSamples || r.Kernel.M.Step >= maxSteps {
		r.Err = r.tooMuch()
		r.ended = true
	}
	return !r.ended
}

// Over reports whether the run takes no more steps, whoever is chosen: it has
// ended, or the next call of Step will say so.
func (r *Run) Over() bool {
	at, ok := r.Kernel.M.Peek()
	return r.ended || !ok || at > r.Kernel.M.Until || r.Kernel.Crashed() || r.Kernel.Fault.Any || r.Record.done > 0 && r.idleForGood()
}

// tell turns what the kernel has found about itself into violations.
func (r *Run) tell() {
	for _, o := range r.Kernel.Oopses[r.told:] {
		r.violated(&o)
	}
	r.told = len(r.Kernel.Oopses)
}

func (r *Run) violated(o *path.Oops) {
	r.Violations = append(r.Violations, Violation{
		Invariant: bug.Of(o.Code).Invariant, Step: uint64(o.Step), TimeNs: sim.Ns(o.Time, r.Kernel.M.GHz), Text: r.Kernel.OopsText(o),
	})
}

// end closes the run: what can never go on is a violation too.
func (r *Run) end() {
	r.ended = true
	if r.Kernel.Crashed() || r.Kernel.Fault.Any {
		return
	}
	_, more := r.Kernel.M.Peek()
	for _, o := range r.Kernel.Stuck(!more) {
		r.violated(&o)
	}
}

// Finish steps to the end.
func (r *Run) Finish() *Run {
	steps := func() {
		for r.Step() {
		}
	}
	for crashed, more := r.Catch(steps); crashed && more; {
		crashed, more = r.Catch(steps)
	}
	if r.Inspect != nil && r.Err == nil {
		r.Inspect(true)
	}
	return r
}

// idleForGood reports whether, in a run without until, every task has ended,
// every CPU idles and only interrupts that repeat for ever could still come.
func (r *Run) idleForGood() bool {
	if r.Scenario.Until.N != 0 || r.Record.done < len(r.Scenario.Tasks) || r.Record.done == 0 {
		return false
	}
	for i := range r.Kernel.M.Threads {
		t := &r.Kernel.M.Threads[i]
		repeats := r.Kernel.Repeats(sim.ThreadID(i))
		if t.Why == sim.WaitTime && !repeats || t.State == sim.Runnable {
			return false
		}
	}
	for c := range r.Kernel.M.CPUs {
		if cpu := &r.Kernel.M.CPUs[c]; !cpu.Idle() || cpu.Kick || cpu.TickAt < sim.Inf {
			return false
		}
	}
	return true
}

// End is the time at which the run ended, in cycles: the scenario's until, or
// the time of the last thing that happened, or of the crash of the kernel, or of
// the author's mistake that stopped it. Only a schedule that goes against time can
// take a step later than until.
func (r *Run) End() int64 {
	if r.Kernel.Crashed() || r.Err != nil {
		return r.Kernel.M.Now
	}
	if r.Scenario.Until.N != 0 || !r.quiet() {
		return max(r.Kernel.M.Until, r.Kernel.M.Now)
	}
	return r.Kernel.M.Now
}

// quiet reports whether nothing can happen any more before the limit.
func (r *Run) quiet() bool {
	at, ok := r.Kernel.M.Peek()
	return !ok || at <= r.Kernel.M.Until
}

// Execute runs a scenario to its end.
func Execute(s *scenario.Scenario) (*Result, error) {
	r, err := New(s)
	if err != nil {
		return nil, err
	}
	if r.Finish(); r.Err != nil {
		return nil, r.Err
	}
	return r.Result(), nil
}

// FaultError is the author's mistake that has stopped a kernel (Kernel.Fault).
func FaultError(s *scenario.Scenario, k *path.Kernel) error { return faultError(s, k) }

// faultError turns a program's impossible request into the author's mistake.
func faultError(s *scenario.Scenario, k *path.Kernel) error {
	f := k.Fault
	p := &k.Cfg.Programs[f.Thread]
	in := &p.Code[f.PC]
	verb := "frees"
	switch in.Op {
	case path.OpGive:
		verb = "gives away"
	case path.OpBulkFree:
		verb = "bulk_frees"
	case path.OpKfreeRCU:
		verb = "gives to kfree_rcu"
	}
	at := sim.Micros(k.M.Now, k.M.GHz)
	if f.Sheaf {
		what := "prefills a sheaf at %s µs and holds one already; expected it to be returned first"
		switch in.Op {
		case path.OpReturnSheaf:
			what = "returns a sheaf at %s µs and holds none of that cache; expected a prefill before"
		case path.OpFromSheaf:
			what = "takes from a prefilled sheaf at %s µs and holds none of that cache; expected a prefill before"
		case path.OpRefillSheaf:
			what = "refills a prefilled sheaf at %s µs and holds none of that cache; expected a prefill before"
		}
		return &scenario.Error{File: s.Name, Pos: scenario.Pos{Line: in.Line, Col: in.Col}, Msg: p.Name + " " + fmt.Sprintf(what, at)}
	}
	if f.Busy {
		return &scenario.Error{File: s.Name, Pos: scenario.Pos{Line: in.Line, Col: in.Col},
			Msg: fmt.Sprintf("%s comes to %s at %s µs while %s is in it; expected one to boot, once", p.Name, in.Text, at, k.Cfg.Programs[f.Held].Name)}
	}
	if f.Gone {
		return &scenario.Error{File: s.Name, Pos: scenario.Pos{Line: in.Line, Col: in.Col},
			Msg: fmt.Sprintf("%s uses %s at %s µs, after it was destroyed; expected a cache that exists", p.Name, k.Heap.Caches[in.Cache].Name, at)}
	}
	return &scenario.Error{File: s.Name, Pos: scenario.Pos{Line: in.Line, Col: in.Col},
		Msg: fmt.Sprintf("%s %s %s of %s at %s µs and holds %d; expected at most what it holds",
			p.Name, verb, objects(f.Wanted), k.Heap.Caches[in.Cache].Name, at, f.Held)}
}

func objects(n int64) string {
	if n == 1 {
		return "1 object"
	}
	return fmt.Sprintf("%d objects", n)
}
