package explore

import (
	"fmt"
	"strings"

	"barnyard/engine"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// Faults: what goes wrong in a run beside the order of its steps. Most are lines
// that are added to the scenario, so that a failing seed is a text that anybody
// can run; some are choices of the schedule, which its list of choices holds.
//
//	text --edits of the faults that the seed has switched on--> text
//	schedule --holds back some actor for a while--> schedule
//
// Interrupts, moves and the ends of sleeps have a time, and a schedule that does
// not go by time may let them come in at any step from the first on.

// Fault is a kind of thing that can go wrong.
type Fault struct {
	Name string
	What string
	How  string // edit: lines of the scenario; choice: of the schedule
	edit func(f *faults)
}

// faults is a scenario that is being edited.
type faults struct {
	s     *scenario.Scenario
	d     *draws
	lines []string
	holds []hold
	names int
}

func (f *faults) n(n int64) int64 { return f.d.faults.Intn(n) }

func (f *faults) add(format string, args ...any) {
	f.lines = append(f.lines, fmt.Sprintf(format, args...))
}

// task adds a task. Its name is its own.
func (f *faults) task(what, rest string, args ...any) {
	f.add("task "+f.name(what)+" "+rest, args...)
}

// name makes a name that no line has.
func (f *faults) name(what string) string {
	for {
		f.names++
		name := fmt.Sprintf("%s%d", what, f.names)
		if !f.taken(name) {
			return name
		}
	}
}

func (f *faults) taken(name string) bool {
	for i := range f.s.Tasks {
		if f.s.Tasks[i].Name == name {
			return true
		}
	}
	for i := range f.s.Irqs {
		if f.s.Irqs[i].Name == name {
			return true
		}
	}
	return false
}

func (f *faults) cpu() int64 { return f.n(int64(f.s.Machine.CPUs)) }

// cache is one that nobody destroys; ok is false if there is none.
func (f *faults) cache() (name string, ok bool) {
	var fit []string
	for i := range f.s.Caches {
		if c := f.s.Caches[i].Name; !f.destroyed(c) {
			fit = append(fit, c)
		}
	}
	if len(fit) == 0 {
		return "", false
	}
	return fit[f.n(int64(len(fit)))], true
}

func (f *faults) destroyed(cache string) bool {
	for i := range f.s.Tasks {
		if anyIn(f.s.Tasks[i].Body, func(st *scenario.Stmt) bool { return st.Verb == scenario.Destroy && st.Cache == cache }) {
			return true
		}
	}
	return false
}

// anyIn reports whether a statement of a body, or of a block in it, is so.
func anyIn(body []scenario.Stmt, so func(st *scenario.Stmt) bool) bool {
	for i := range body {
		st := &body[i]
		if so(st) || anyIn(st.Body, so) {
			return true
		}
		for j := range st.Arms {
			if anyIn(st.Arms[j].Body, so) {
				return true
			}
		}
	}
	return false
}

// some adds one to three numbers or ranges to a list that has none yet.
func (f *faults) some(list *[]scenario.Range, most int64) {
	if len(*list) > 0 {
		return
	}
	at := int64(0)
	for range 1 + f.n(3) {
		from := at + 1 + f.n(most)
		to := from + []int64{0, 0, 0, 3, 40}[f.n(5)]
		*list = append(*list, scenario.Range{From: from, To: to})
		at = to
	}
}

// withFaults is a scenario with the faults that a seed has switched on, and what
// the schedule holds back.
func withFaults(s *scenario.Scenario, d *draws, swarm Swarm) (*scenario.Scenario, []hold, error) {
	s, err := engine.Parse(s.Name, []byte(s.String())) // the caller's stays as it is
	if err != nil {
		return nil, nil, err
	}
	f := &faults{s: s, d: d}
	for i, fault := range Faults() {
		if swarm.Faults>>i&1 == 1 {
			fault.edit(f)
		}
	}
	text := s.String() + "\n" + strings.Join(f.lines, "\n") + "\n"
	out, err := engine.Parse(s.Name, []byte(text))
	if err == nil { // once more, so that places in it are those in the text that is told
		out, err = engine.Parse(s.Name, []byte(out.String()))
	}
	return out, f.holds, err
}

// hold keeps an actor from acting for some steps, unless nobody else can.
type hold struct {
	actor    sim.Actor
	from, to int
}

// withhold is a schedule in which some actors are late.
type withhold struct {
	of    sim.Scheduler
	holds []hold
	r     *sim.Rand
	step  int
	list  []sim.Actor
}

// Next implements sim.Scheduler.
func (w *withhold) Next(m *sim.Machine) sim.Actor {
	a := w.of.Next(m)
	w.step++
	if !w.late(a) {
		return a
	}
	w.list = w.list[:0]
	for _, other := range ready(m, nil) {
		if !w.late(other) {
			w.list = append(w.list, other)
		}
	}
	if len(w.list) == 0 {
		return a
	}
	return w.list[w.r.Intn(int64(len(w.list)))]
}

func (w *withhold) late(a sim.Actor) bool {
	for _, h := range w.holds {
		if h.actor == a && h.from < w.step && w.step <= h.to {
			return true
		}
	}
	return false
}
