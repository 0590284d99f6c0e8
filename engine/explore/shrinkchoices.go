package explore

import (
	"slices"

	"barnyard/engine/sim"
)

// Shrinking the choices: a list is seen as stretches of the same actor, since
// people follow a schedule by its changes.

// stretch is an actor that acts a number of times in a row.
type stretch struct {
	actor sim.Actor
	n     int
}

func stretches(choices []sim.Actor) []stretch {
	var out []stretch
	for _, a := range choices {
		if n := len(out); n > 0 && out[n-1].actor == a {
			out[n-1].n++
		} else {
			out = append(out, stretch{a, 1})
		}
	}
	return out
}

func flat(list []stretch) []sim.Actor {
	var out []sim.Actor
	for _, s := range list {
		for range s.n {
			out = append(out, s.actor)
		}
	}
	return out
}

// Switches is how often a list of choices goes from one actor to another.
func Switches(choices []sim.Actor) int { return max(0, len(stretches(choices))-1) }

// better reports whether a list is shorter: by its changes, then by its steps.
func better(a, b []sim.Actor) bool {
	if x, y := Switches(a), Switches(b); x != y {
		return x < y
	}
	return len(a) < len(b)
}

// choices makes the list of the best trial shorter as long as that can be done.
func (sh *shrinker) choices() {
	for again := true; again && sh.left > 0; {
		again = sh.withoutParts() || sh.merged() || sh.shortened()
	}
}

// attempt tries another list with the best text.
func (sh *shrinker) attempt(list []sim.Actor) bool {
	before := sh.best
	out := sh.out
	if sh.left == 0 || !sh.run(Trial{before.Text, list}) {
		return false
	}
	if better(sh.best.Choices, before.Choices) {
		return true
	}
	sh.best, sh.out = before, out
	return false
}

// withoutParts leaves out stretches, many at a time and then few: what follows
// is the cost model's choice if nothing else is.
func (sh *shrinker) withoutParts() bool {
	any := false
	for size := max(1, len(stretches(sh.best.Choices))/2); size > 0 && sh.left > 0; size /= 2 {
		for from := 0; sh.left > 0; {
			list := stretches(sh.best.Choices)
			if from >= len(list) {
				break
			}
			to := min(from+size, len(list))
			if sh.attempt(flat(slices.Concat(list[:from], list[to:]))) {
				any = true
			} else {
				from += size
			}
		}
	}
	return any
}

// merged lets an actor go on where it would come back after one other stretch.
func (sh *shrinker) merged() bool {
	any := false
	for i := 0; sh.left > 0; {
		list := stretches(sh.best.Choices)
		if i+2 >= len(list) {
			return any
		}
		if list[i].actor != list[i+2].actor {
			i++
			continue
		}
		first := slices.Clone(list)
		first[i+1], first[i+2] = first[i+2], first[i+1]
		last := slices.Clone(list)
		last[i], last[i+1] = last[i+1], last[i]
		if sh.attempt(flat(first)) || sh.attempt(flat(last)) {
			any = true
		} else {
			i++
		}
	}
	return any
}

// shortened takes steps out of each stretch: all but one, half of them, one.
func (sh *shrinker) shortened() bool {
	any := false
	for i := 0; sh.left > 0; {
		list := stretches(sh.best.Choices)
		if i >= len(list) {
			return any
		}
		took := false
		for _, less := range []int{list[i].n - 1, list[i].n / 2, 1} {
			if less < 1 || less >= list[i].n {
				continue
			}
			shorter := slices.Clone(list)
			shorter[i].n -= less
			if took = sh.attempt(flat(shorter)); took {
				any = true
				break
			}
		}
		if !took {
			i++
		}
	}
	return any
}
