package replay

import (
	"fmt"
	"strings"

	"barnyard/engine/sim"
)

// The choices of the scheduler as text: r0x12.r1x3.t1. r is a CPU that runs, i
// an interrupt from another CPU that arrives there, t its timer, p that it is taken
// from who has it, where steps come in any order; x and a number stand for that
// many in a row.

// choicesText writes choices.
func choicesText(choices []sim.Actor, cpus int) string {
	return strings.NewReplacer(" ", ".", "*", "x").Replace(sim.FormatChoices(choices, cpus))
}

// readChoices reads what choicesText wrote. The first mistake is told with the
// number of its word.
func readChoices(text string, cpus int) ([]sim.Actor, error) {
	if text == "" {
		return nil, nil
	}
	var all []sim.Several
	total := 0
	for i, word := range strings.Split(text, ".") {
		actor, times, ok := readChoice(word, cpus)
		if !ok {
			return nil, fmt.Errorf("word %d of the choices is %s; expected r, i, t or p, a CPU from 0 to %d and perhaps x and a count up to %d, such as r0x12", i+1, quote(word), cpus-1, sim.MaxChoices)
		}
		if total += times; total > sim.MaxChoices {
			return nil, fmt.Errorf("word %d of the choices is %s: that makes %d; expected at most %d choices", i+1, quote(word), total, sim.MaxChoices)
		}
		all = append(all, sim.Several{Actor: actor, N: times})
	}
	return sim.Spread(all), nil
}

func readChoice(word string, cpus int) (a sim.Actor, times int, ok bool) {
	name, count, counted := strings.Cut(word, "x")
	times = 1
	if counted {
		if times, ok = number(count, sim.MaxChoices); !ok {
			return 0, 0, false
		}
	}
	if name == "" {
		return 0, 0, false
	}
	var kind sim.ActorKind
	switch name[0] {
	case 'r':
		kind = sim.ActRun
	case 'i':
		kind = sim.ActIPI
	case 't':
		kind = sim.ActTimer
	case 'p':
		kind = sim.ActPreempt
	default:
		return 0, 0, false
	}
	cpu := 0
	if name[1:] != "0" {
		cpu, ok = number(name[1:], cpus-1)
	} else {
		ok = true
	}
	return sim.ActorOf(kind, int32(cpu), cpus), times, ok
}
