package explore

import (
	"fmt"
	"slices"

	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// Random exploration. A seed is everything: the scenario, the faults in it and
// the schedule come from its number, and so does what happens.
//
//	seed --newDraws--> streams --generate--> text --faults--> text
//	                      |                                    |
//	                      +--scheduler--> who acts next ----> safety phase
//	                                                           | faults off
//	                                                          Timed: liveness phase
//
// In the safety phase the schedule is an adversary, and every invariant is
// looked at after every step. In the liveness phase nothing fails any more and
// the cost model decides: now the run must come to rest.

// Options says how a seed is run. The zero value is what seeds are meant for.
type Options struct {
	Steps    int                       // of the safety phase; 0: SafetySteps
	Rest     int                       // steps within which it must come to rest; 0: RestSteps
	Mutant   string                    // a planted bug
	Wanted   []string                  // stop at a violation of one of these only; empty: at any
	NoFaults bool                      // nothing fails but the order of steps
	Progress func(seed uint64, at int) // called now and then with the steps taken so far

	// Plain is for Try: after the choices the cost model decides for a while, with
	// all faults; there is no liveness phase.
	Plain bool

	stop Goal // stop there
}

// The bounds of a seed, unless told.
const (
	SafetySteps = 2000
	RestSteps   = 60_000
)

// Outcome is what has become of a seed.
type Outcome struct {
	Seed       uint64
	Text       string // the scenario with its faults
	Swarm      Swarm
	Safety     int         // steps of the safety phase
	Steps      int         // of both phases
	Choices    []sim.Actor // of the safety phase
	CPUs       int
	Violations []engine.Violation
	Found      bool   // one of them is wanted
	Rest       bool   // the run came to rest
	Starved    string // or it could not, since somebody starves: a finding about the design
	Marks      Marks  // situations that came up
	Hash       uint64 // of all events and the final state
	Err        error  // a mistake in the scenario: of its author, or of the generator
}

// Invariant is the one that was wanted and found, or the first one found; empty
// if all is well.
func (o *Outcome) Invariant(wanted []string) string {
	for i := range o.Violations {
		if len(wanted) == 0 || slices.Contains(wanted, o.Violations[i].Invariant) {
			return o.Violations[i].Invariant
		}
	}
	return ""
}

// Seed runs the scenario, the faults and the schedule of a seed.
func Seed(n uint64, o Options) Outcome {
	d := newDraws(n)
	swarm := newSwarm(d, len(kinds()), len(Faults()))
	if o.NoFaults {
		swarm.Faults = 0
	}
	text := generate(d, swarm, o.Mutant)
	s, err := engine.Parse(fmt.Sprintf("seed %d", n), []byte(text))
	if err != nil {
		return Outcome{Seed: n, Text: text, Err: err}
	}
	return explored(n, d, swarm, s, o)
}

// Given runs a scenario of somebody else's: only the faults and the schedule
// come from the seed.
func Given(s *scenario.Scenario, n uint64, o Options) Outcome {
	d := newDraws(n)
	swarm := newSwarm(d, len(kinds()), len(Faults()))
	if o.NoFaults {
		swarm.Faults = 0
	}
	return explored(n, d, swarm, s, o)
}

// explored adds the faults of a seed to a scenario and runs it by the seed's
// schedule.
func explored(n uint64, d *draws, swarm Swarm, s *scenario.Scenario, o Options) Outcome {
	s, holds, err := withFaults(s, d, swarm)
	if err != nil {
		return Outcome{Seed: n, Swarm: swarm, Err: err}
	}
	steps := o.Steps
	if steps == 0 {
		steps = SafetySteps
	}
	sched, name := d.scheduler(steps)
	swarm.Sched = name
	if len(holds) > 0 {
		sched = &withhold{of: sched, holds: holds, r: &d.turns}
	}
	out := execute(s, sched, steps, n, o)
	out.Seed, out.Swarm = n, swarm
	return out
}

// Try runs a text by a list of choices as its safety phase, and then lets it
// come to rest: what a seed did, or less than that.
func Try(text string, choices []sim.Actor, o Options) Outcome {
	s, err := engine.Parse("try", []byte(text))
	if err != nil {
		return Outcome{Text: text, Err: err}
	}
	steps := len(choices)
	if o.Plain {
		steps += afterwards
	}
	return execute(s, &lenient{choices: choices}, steps, 0, o)
}

// lenient follows a list of choices as far as they can be followed: a choice
// whose actor cannot act is left out.
type lenient struct {
	choices  []sim.Actor
	at       int
	steps    int
	followed int // steps up to the last choice that was followed
}

// Next implements sim.Scheduler.
func (l *lenient) Next(m *sim.Machine) sim.Actor {
	l.steps++
	for l.at < len(l.choices) {
		a := l.choices[l.at]
		l.at++
		if int(a) < m.Actors() {
			if _, ok := m.CanAct(a); ok {
				l.followed = l.steps
				return a
			}
		}
	}
	return sim.Timed{}.Next(m)
}

// recorder lets a scheduler choose, and keeps what it chose and where the
// thread stood that was chosen.
type recorder struct {
	of      sim.Scheduler
	choices []sim.Actor
	from    sim.ThreadID
	fn      sim.FuncID
	pc      int16
}

// Next implements sim.Scheduler.
func (r *recorder) Next(m *sim.Machine) sim.Actor {
	a := r.of.Next(m)
	r.choices = append(r.choices, a)
	r.from = sim.NoThread
	if kind, cpu := a.Split(len(m.CPUs)); kind == sim.ActRun {
		if id := m.CPUs[cpu].Current(); id != sim.NoThread && m.Threads[id].Depth > 0 {
			top := m.Threads[id].Top()
			r.from, r.fn, r.pc = id, top.Fn, top.PC
		}
	}
	return a
}

// execute runs both phases.
func execute(s *scenario.Scenario, sched sim.Scheduler, steps int, seed uint64, o Options) Outcome {
	out := Outcome{Text: s.String(), CPUs: s.Machine.CPUs}
	r, err := engine.New(s)
	if err != nil {
		out.Err = err
		return out
	}
	rec := &recorder{of: sched}
	r.Sched, r.Kernel.M.Until = rec, sim.Inf-1
	if o.stop.Mark == "" { // a mark is no question of right or wrong
		check.Watch(r, 1)
	}
	look := newLooker(r, rec)
	e := &execution{r: r, look: look, o: &o, out: &out, seed: seed}
	ended := e.phase(steps)
	out.Safety = int(r.Kernel.M.Step)
	out.Choices = slices.Clone(rec.choices)
	if !out.Found && r.Err == nil && !o.Plain {
		e.liveness(ended)
	}
	out.Steps, out.Err, out.Violations = int(r.Kernel.M.Step), r.Err, r.Violations
	out.Marks, out.Hash = look.marks, r.Kernel.Hash()
	return out
}

// execution is a run on its way.
type execution struct {
	r    *engine.Run
	look *looker
	o    *Options
	out  *Outcome
	seed uint64
	told int // violations that were looked at
}

// phase takes steps until there are enough, the run has ended or a violation
// that is wanted has been found. It reports whether the run has ended.
func (e *execution) phase(steps int) bool {
	for range steps {
		more := e.r.Step()
		if more {
			e.look.step()
		}
		if e.wanted() || !more || e.o.stop.Mark != "" && e.look.reached(e.o.stop.Mark) {
			return !more
		}
		if at := int(e.r.Kernel.M.Step); e.o.Progress != nil && at%500 == 0 {
			e.o.Progress(e.seed, at)
		}
	}
	return false
}

// wanted reports whether a violation has been found that the caller looks for.
func (e *execution) wanted() bool {
	for ; e.told < len(e.r.Violations); e.told++ {
		if len(e.o.Wanted) == 0 || slices.Contains(e.o.Wanted, e.r.Violations[e.told].Invariant) {
			e.out.Found = true
		}
	}
	return e.out.Found
}
