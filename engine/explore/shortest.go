package explore

import (
	"slices"

	"barnyard/engine"
	"barnyard/engine/bug"
	"barnyard/engine/check"
	"barnyard/engine/path"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// Counterexample is the way to the nearest violation, as far as the search can
// see: the full one sees every step, so that no order of steps comes to one
// sooner; with reduction steps that concern nobody else do not count. It ends
// with the step that breaks the invariant.
type Counterexample struct {
	Broken  []check.Broken
	Choices []sim.Actor
	Steps   scenario.Steps // how a replay has to take its steps to follow

	// NoWayOut: nothing is wrong there but that no order of steps comes to an end.
	// A replay leads there, and cannot show it.
	NoWayOut bool
}

// Turns is how often another actor than before goes on, the first included:
// what a person follows is these and not the micro-steps between.
func (c *Counterexample) Turns() int { return turns(c.Choices) }

func turns(choices []sim.Actor) int {
	n := 0
	for i := range choices {
		if i == 0 || choices[i] != choices[i-1] {
			n++
		}
	}
	return n
}

// A search goes to and fro between actors more often than it has to: of many
// shortest ways it has found the first. smooth looks for one of the same steps
// with fewer turns: it moves whole turns of an actor to one before or behind,
// for as long as the same invariant is broken at the end.
func (x *search) smooth(c *Counterexample) {
	for tries := 0; tries < maxTries; {
		better := false
		for at := 0; at < len(c.Choices) && tries < maxTries; at = turnEnd(c.Choices, at) {
			for _, other := range moved(c.Choices, at) {
				tries++
				if turns(other) < turns(c.Choices) && x.breaks(other, c.Broken[0].Invariant) {
					c.Choices, better = other, true
					break
				}
			}
		}
		if !better {
			return
		}
	}
}

// maxTries bounds what smooth spends, and thin.
const maxTries = 2000

// thin leaves out steps that the violation does not need: with reduction a
// search takes some of everybody at once.
func (x *search) thin(c *Counterexample) {
	for at, tries := len(c.Choices)-2, 0; at >= 0 && tries < maxTries; at, tries = at-1, tries+1 {
		if without := slices.Delete(slices.Clone(c.Choices), at, at+1); x.breaks(without, c.Broken[0].Invariant) {
			c.Choices = without
		}
	}
}

// turnEnd is where the turn that begins at a choice ends.
func turnEnd(choices []sim.Actor, at int) int {
	end := at + 1
	for end < len(choices) && choices[end] == choices[at] {
		end++
	}
	return end
}

// moved is the orders that come out when the turn at a choice goes to the next
// turn of its actor, or that one comes to it.
func moved(choices []sim.Actor, at int) [][]sim.Actor {
	end := turnEnd(choices, at)
	next := end
	for next < len(choices) && choices[next] != choices[at] {
		next++
	}
	if next == len(choices) {
		return nil
	}
	turn, between := choices[at:end], choices[end:next]
	later := slices.Concat(choices[:at], between, turn, choices[next:])
	nextEnd := turnEnd(choices, next)
	sooner := slices.Concat(choices[:end], choices[next:nextEnd], between, choices[nextEnd:])
	return [][]sim.Actor{later, sooner}
}

// breaks follows choices to their last and reports whether an invariant is
// broken then and none before.
func (x *search) breaks(choices []sim.Actor, invariant string) bool {
	w := x.blank()
	defer func() { x.spare = append(x.spare, w) }()
	w.copyFrom(x.first)
	for i, a := range choices {
		if !w.canAct(a) {
			return false
		}
		found := oopses(w.k, w.step(a))
		if len(found) > 0 {
			return i == len(choices)-1 && names(found, invariant)
		}
	}
	found := check.World(w.k)
	if len(found) == 0 && len(w.turns(nil)) == 0 {
		found = x.atEnd(w)
	}
	return names(found, invariant)
}

func names(found []check.Broken, invariant string) bool {
	return slices.ContainsFunc(found, func(b check.Broken) bool { return b.Invariant == invariant })
}

// follows reports whether a run on which time passes comes to the same
// violation by the same choices.
func (x *search) follows(c *Counterexample) bool {
	y := x.timed()
	return y != nil && y.breaks(c.Choices, c.Broken[0].Invariant)
}

// timed is a search whose first state is that of a run on which time passes, nil
// if there is no such run.
func (x *search) timed() *search {
	s := *x.s
	s.Machine.Steps = scenario.AnySteps
	r, err := engine.New(&s)
	if err != nil {
		return nil
	}
	if x.opt.Begin != nil {
		x.opt.Begin(r.Kernel)
	}
	return &search{s: &s, first: newWorld(r.Kernel)}
}

// leads reports whether choices can be followed to their end, and nothing breaks on
// the way.
func (x *search) leads(choices []sim.Actor) bool {
	w := x.first.clone()
	for _, a := range choices {
		if !w.canAct(a) || len(oopses(w.k, w.step(a))) > 0 {
			return false
		}
	}
	return true
}

// oopses is what the kernel has found about itself, before what others have.
func oopses(k *path.Kernel, found []check.Broken) []check.Broken {
	var all []check.Broken
	for i := range k.Oopses {
		o := &k.Oopses[i]
		all = append(all, check.Broken{Invariant: bug.Of(o.Code).Invariant, Text: k.OopsText(o)})
	}
	return append(all, found...)
}
