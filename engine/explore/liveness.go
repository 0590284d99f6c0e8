package explore

import (
	"fmt"
	"slices"

	"barnyard/engine"
	"barnyard/engine/bug"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// The liveness phase (kernel.md 8.2). What the adversary has left behind, a
// fair machine must be able to finish: every task that ends at all has ended
// and nothing is on its way any more. Who is still not done then is stuck,
// unless a FIFO thread keeps it from its CPU: that is kernel.md 4.4, a finding
// about the design and no bug of the code.

// mostRests is how many times as many steps a run gets that has not come to rest and
// is not stuck: its tasks go on in their own statements, and there are only many.
const mostRests = 16

// restSeconds is the simulated time within which a run must come to rest: the
// slowest thing that waits is a kworker in CREATE_COOLDOWN, for a second.
const restSeconds = 30

// liveness switches all faults off, lets the cost model decide and looks whether
// the run comes to rest.
func (e *execution) liveness(ended bool) {
	r := e.r
	steps := e.o.Rest
	if steps == 0 {
		steps = RestSteps * max(1, r.Scenario.Machine.CPUs/16) // a flush of all CPUs is one statement
	}
	healed(r.Kernel)
	r.Sched = sim.Timed{}
	r.Kernel.M.Until = min(r.Kernel.M.Now+restSeconds*1_000_000_000*r.Kernel.M.GHz, sim.Inf-1)
	patience := longest(r.Scenario.Tasks).Cycles(r.Kernel.M.GHz) * 2 // costs may be jittered
	before, since, stuck := slices.Clone(r.Kernel.Tasks), r.Kernel.M.Now, false
	for n := 0; !ended && !stuck && n < mostRests && !e.over(); n++ {
		ended = e.phase(steps)
		if !slices.Equal(before, r.Kernel.Tasks) {
			before, since = slices.Clone(r.Kernel.Tasks), r.Kernel.M.Now
			stuck = endless(r.Scenario.Tasks)
			continue
		}
		stuck = r.Kernel.M.Now-since >= patience || endless(r.Scenario.Tasks)
	}
	if e.over() {
		return
	}
	if r.Inspect != nil && ended {
		r.Inspect(true)
	}
	if e.wanted() {
		return
	}
	e.out.Rest = ended && atRest(r)
	if !e.out.Rest && (ended || stuck) {
		e.judge(steps)
	}
	e.wanted()
}

// over reports whether there is nothing more to be seen in a run.
func (e *execution) over() bool { return e.out.Found || e.r.Err != nil || e.r.Kernel.Crashed() }

// longest is the longest that a program works without a step between. With interrupts
// off others may spin for its CPU meanwhile, for more steps than a run gets to rest:
// they are not stuck.
func longest(tasks []scenario.Task) (d scenario.Dur) {
	var look func([]scenario.Stmt)
	look = func(body []scenario.Stmt) {
		for i := range body {
			if st := &body[i]; st.Verb == scenario.Work && st.Dur.Cycles(1) > d.Cycles(1) {
				d = st.Dur
			}
			look(body[i].Body)
			for _, arm := range body[i].Arms {
				look(arm.Body)
			}
		}
	}
	for i := range tasks {
		look(tasks[i].Body)
	}
	return d
}

// healed lets nothing fail any more, and no interrupt come again that has come.
// A pool without memory for another kworker stays so: that is what its rescuer
// is for.
// The configuration is shared by copies, so this run gets its own.
func healed(k *path.Kernel) {
	cfg := *k.Cfg
	cfg.Memory, cfg.Spurious = path.MemoryPlan{}, path.SpuriousPlan{}
	cfg.Programs = slices.Clone(cfg.Programs)
	for i := range cfg.Programs {
		cfg.Programs[i].Every = 0
	}
	k.Cfg = &cfg
}

// atRest reports whether every task has ended that can.
func atRest(r *engine.Run) bool {
	for i := range r.Scenario.Tasks {
		if r.Kernel.M.Threads[i].State != sim.Done && !forever(r.Scenario.Tasks[i].Body) {
			return false
		}
	}
	return true
}

// forever reports whether a program has a loop without an end.
func forever(body []scenario.Stmt) bool {
	for i := range body {
		st := &body[i]
		if st.Verb == scenario.Loop && st.N == 0 || forever(st.Body) {
			return true
		}
		for _, arm := range st.Arms {
			if forever(arm.Body) {
				return true
			}
		}
	}
	return false
}

// endless reports whether a task may go on for ever, so that nobody waits for the end.
func endless(tasks []scenario.Task) bool {
	for i := range tasks {
		if forever(tasks[i].Body) {
			return true
		}
	}
	return false
}

// judge says why a run has not come to rest, and has made no progress for so many
// steps.
func (e *execution) judge(steps int) {
	r := e.r
	for _, o := range r.Kernel.Stuck(false) {
		r.Violations = append(r.Violations, engine.Violation{
			Invariant: bug.Of(o.Code).Invariant, Step: uint64(o.Step), TimeNs: sim.Ns(o.Time, r.Kernel.M.GHz), Text: r.Kernel.OopsText(&o),
		})
		return
	}
	others := endless(r.Scenario.Tasks)
	for i := range r.Scenario.Tasks {
		id := sim.ThreadID(i)
		if r.Kernel.M.Threads[i].State == sim.Done || forever(r.Scenario.Tasks[i].Body) {
			continue
		}
		if text := starved(r, id); text != "" {
			e.out.Starved = text
			return
		}
		if others {
			continue // it may only be slow: the bound of steps was used up by others
		}
		invariant := promise(r.Kernel, id)
		if invariant == "" {
			continue // the step bound came first, and it makes progress outside of the kernel
		}
		r.Violations = append(r.Violations, engine.Violation{
			Invariant: invariant, Step: uint64(r.Kernel.M.Step), TimeNs: sim.Ns(r.Kernel.M.Now, r.Kernel.M.GHz),
			Text: fmt.Sprintf("%s is %s and comes no further in %d steps of a fair schedule without faults",
				r.Kernel.ThreadName(id), r.Kernel.StateText(id), steps),
		})
		return
	}
}

// starved says which FIFO thread keeps a task from going on: directly, or the
// one that it waits for.
func starved(r *engine.Run, id sim.ThreadID) string {
	k := r.Kernel
	if text := k.Starved(id); text != "" {
		return text
	}
	t := &k.M.Threads[id]
	hog := k.M.CPUs[t.CPU].Ctx[0]
	if t.State != sim.Runnable || hog == sim.NoThread || k.M.Threads[hog].FIFO <= t.FIFO {
		return ""
	}
	return fmt.Sprintf("%s does not get CPU %d, which %s (FIFO %d) has", k.ThreadName(id), t.CPU, k.ThreadName(hog), k.M.Threads[hog].FIFO)
}

// promise is the invariant of kernel.md 8.2 that speaks of where a task is: the
// outermost of its functions that one speaks of.
func promise(k *path.Kernel, id sim.ThreadID) string {
	t := &k.M.Threads[id]
	for i := range t.Depth {
		switch k.Cfg.Code.Funcs[t.Stack[i].Fn].Name {
		case "kmem_cache_destroy":
			return "L1"
		case "kmalloc_nolock", "kfree_nolock":
			return "L4"
		case "defer_free_barrier":
			return "L8"
		case "flush_work", "flush_percpu_work":
			return "L3"
		case "sheaf_flush_main":
			return "L6"
		case "__pcs_replace_full_main":
			return "L7"
		}
	}
	if t.State == sim.Waiting || t.State == sim.Spinning || t.Depth > 1 {
		return "L2"
	}
	return ""
}
