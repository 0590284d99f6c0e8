package explore

import (
	"slices"

	"barnyard/engine"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// Shrinking: what a seed has found is a scenario of a hundred lines and two
// thousand choices. Lines and choices are taken away as long as the same thing
// still happens; what is left is what it takes.
//
//	text, choices --edit--> run: still? --yes--> go on from there
//	                                    --no---> the next edit
//
// First the scenario, biggest pieces first; after each edit the old choices are
// followed as far as they can be, and if that does not do it the cost model and
// a few schedules by chance are tried. Then the choices: fewer changes of who
// acts, then fewer steps. All of it is deterministic and bounded.

// Trial is a scenario and the choices of its schedule.
type Trial struct {
	Text    string
	Choices []sim.Actor
}

// Goal is what has to happen still: a violation of an invariant, or a mark.
type Goal struct {
	Invariant string
	Mark      string
}

// at is the step at which the goal was reached in a run.
func (g Goal) at(o *Outcome) (step int, ok bool) {
	if o.Err != nil && g.Mark == "" {
		return 0, false
	}
	if g.Mark != "" {
		for i, m := range MarkTable() {
			if m.Name == g.Mark && o.Marks.Reached(i) {
				return int(o.Marks[i]), true
			}
		}
		return 0, false
	}
	for i := range o.Violations {
		if v := &o.Violations[i]; v.Invariant == g.Invariant {
			return int(v.Step), true
		}
	}
	return 0, false
}

// Shrunk is the smallest trial that was found.
type Shrunk struct {
	Trial
	Outcome Outcome
	Tries   int  // runs that it took
	Healed  bool // the goal is only reached if nothing fails any more after the choices
}

// DefaultTries bounds the runs of a shrinking, unless told.
const DefaultTries = 1500

// afterwards is how many steps of the cost model follow the choices.
const afterwards = 1500

// shrinker is a shrinking on its way.
type shrinker struct {
	goal  Goal
	opts  Options
	left  int
	tries int
	best  Trial
	out   Outcome
}

// Shrink makes a trial smaller in which the goal is reached, in at most so many
// runs (0: DefaultTries). ok is false if the goal is not reached in it at all.
func Shrink(t Trial, goal Goal, tries int) (s Shrunk, ok bool) {
	if tries == 0 {
		tries = DefaultTries
	}
	sh := &shrinker{goal: goal, left: tries, best: t}
	sh.opts = Options{Plain: true, stop: goal}
	if goal.Mark == "" {
		sh.opts.Wanted = []string{goal.Invariant}
	}
	if !sh.run(t) {
		// As a seed does: after the choices nothing fails, and it must come to rest.
		if sh.opts.Plain = false; !sh.run(t) {
			return Shrunk{Trial: t, Outcome: sh.out, Tries: sh.tries}, false
		}
	}
	for sh.scenario() && sh.left > 1 {
	}
	sh.choices()
	sh.left = max(sh.left, 1)
	if was := sh.opts.Plain; !was {
		if sh.opts.Plain = true; !sh.run(sh.best) {
			sh.opts.Plain = false
		}
	}
	return Shrunk{Trial: sh.best, Outcome: sh.out, Tries: sh.tries, Healed: !sh.opts.Plain}, true
}

// run tries a trial and, if the goal is reached in it, keeps it.
func (sh *shrinker) run(t Trial) bool {
	s, err := engine.Parse("try", []byte(t.Text))
	if err != nil || sh.left == 0 {
		return false
	}
	l, steps := &lenient{choices: t.Choices}, len(t.Choices)
	if sh.opts.Plain {
		steps += afterwards
	}
	return sh.keep(t.Text, s, l, steps, func() int { return l.followed })
}

// keep runs a scenario by a schedule. listed says, after the run, how many of its
// steps were chosen by anything but the cost model.
func (sh *shrinker) keep(text string, s *scenario.Scenario, sched sim.Scheduler, steps int, listed func() int) bool {
	sh.left--
	sh.tries++
	out := execute(s, sched, steps, 0, sh.opts)
	at, ok := sh.goal.at(&out)
	if !ok {
		if sh.out.Text == "" {
			sh.out = out
		}
		return false
	}
	sh.out, sh.best = out, Trial{Text: text, Choices: slices.Clone(out.Choices[:min(at, listed(), len(out.Choices))])}
	return true
}

// edited tries an edit of the best scenario: with its choices, without any, and
// with a few by chance.
func (sh *shrinker) edited(e edit) bool {
	s, err := engine.Parse("try", []byte(sh.best.Text))
	if err != nil || sh.left == 0 || !e(s) {
		return false
	}
	text := s.String()
	if text == sh.best.Text {
		return false
	}
	if s, err = engine.Parse("try", []byte(text)); err != nil {
		return false
	}
	before := engineCPUs(sh.best.Text)
	choices := renumbered(sh.best.Choices, before, s.Machine.CPUs)
	if sh.run(Trial{text, nil}) || len(choices) > 0 && sh.run(Trial{text, choices}) {
		return true
	}
	if len(choices) == 0 {
		return false // the cost model was enough before
	}
	for seed := range uint64(4) {
		if sh.left == 0 {
			return false
		}
		d := newDraws(seed)
		sched, _ := d.scheduler(SafetySteps)
		if sh.keep(text, s, sched, SafetySteps, func() int { return SafetySteps }) {
			return true
		}
	}
	return false
}

// engineCPUs is how many CPUs the machine of a text has.
func engineCPUs(text string) int {
	s, err := engine.Parse("try", []byte(text))
	if err != nil {
		return 1
	}
	return s.Machine.CPUs
}

// renumbered is choices for a machine of another size; those of CPUs that are
// not there any more are left out.
func renumbered(choices []sim.Actor, before, now int) []sim.Actor {
	if before == now {
		return choices
	}
	var out []sim.Actor
	for _, a := range choices {
		if kind, cpu := a.Split(before); int(cpu) < now {
			out = append(out, sim.ActorOf(kind, cpu, now))
		}
	}
	return out
}

// scenario tries all edits once and reports whether any of them took something
// away.
func (sh *shrinker) scenario() bool {
	any := false
	for _, family := range families() {
		for n := 0; sh.left > 0; {
			s, err := engine.Parse("try", []byte(sh.best.Text))
			if err != nil {
				return any
			}
			list := family(s)
			if n >= len(list) {
				break
			}
			if sh.edited(list[n]) {
				any = true // the next edit has its place now
			} else {
				n++
			}
		}
	}
	return any
}
