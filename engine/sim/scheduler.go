package sim

import (
	"fmt"
	"strconv"
	"strings"
)

// Scheduler is an oracle that decides who acts next. The machine guarantees
// that at least one actor has a next time. Next must not change the machine.
type Scheduler interface {
	Next(m *Machine) Actor
}

// Timed picks the actor with the smallest next time: the run that the cost
// model describes.
type Timed struct{}

// Next implements Scheduler.
func (Timed) Next(m *Machine) Actor {
	a, _ := m.tree.Min()
	return a
}

// Replay follows a list of choices, the n-th at step n, and then goes on as
// Timed. Where it stands follows from the machine alone, so that one Replay
// serves any number of copies. A choice whose actor cannot act is an error of
// the list: Err says which, and Timed decides.
type Replay struct {
	Choices []Actor
	Err     error
}

// Next implements Scheduler.
func (r *Replay) Next(m *Machine) Actor {
	if pos := int(m.Step); pos < len(r.Choices) {
		a := r.Choices[pos]
		if int(a) < m.Actors() && m.tree.At(a) < Inf {
			return a
		}
		if r.Err == nil {
			r.Err = fmt.Errorf("choice %d: %s cannot act there", pos+1, ActorName(a, len(m.CPUs)))
		}
	}
	return Timed{}.Next(m)
}

// Record wraps a scheduler and keeps what it chose.
type Record struct {
	Of      Scheduler
	Choices []Actor
}

// Next implements Scheduler.
func (r *Record) Next(m *Machine) Actor {
	a := r.Of.Next(m)
	r.Choices = append(r.Choices, a)
	return a
}

// actorLetters are the first letters of actors' names, by ActorKind.
const actorLetters = "itr"

// ActorName is the short name of an actor in replay strings: r3 for CPU 3
// running, i3 for an interrupt arriving there, t3 for its timer.
func ActorName(a Actor, ncpu int) string {
	k, cpu := a.Split(ncpu)
	if k >= actKinds {
		return "actor " + strconv.Itoa(int(a))
	}
	return actorLetters[k:k+1] + strconv.Itoa(int(cpu))
}

// FormatChoices writes choices as text, runs of the same actor as r3*17.
func FormatChoices(choices []Actor, ncpu int) string {
	var b strings.Builder
	for i := 0; i < len(choices); {
		j := i
		for j < len(choices) && choices[j] == choices[i] {
			j++
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(ActorName(choices[i], ncpu))
		if j-i > 1 {
			b.WriteString("*" + strconv.Itoa(j-i))
		}
		i = j
	}
	return b.String()
}

// maxChoices bounds what ParseChoices accepts.
const maxChoices = 1 << 20

// ParseChoices reads what FormatChoices wrote.
func ParseChoices(text string, ncpu int) ([]Actor, error) {
	type several struct {
		a Actor
		n int
	}
	var runs []several
	total := 0
	for i, word := range strings.Fields(text) {
		a, n, err := parseChoice(word, ncpu)
		if total += n; err == nil && total > maxChoices {
			err = fmt.Errorf("more than %d choices", maxChoices)
		}
		if err != nil {
			return nil, fmt.Errorf("choice %d: %w", i+1, err)
		}
		runs = append(runs, several{a, n})
	}
	// A short text can mean many choices: they take their room once.
	out := make([]Actor, 0, total)
	for _, r := range runs {
		for range r.n {
			out = append(out, r.a)
		}
	}
	return out, nil
}

// parseChoice reads one word: an actor, and how often it is chosen.
func parseChoice(word string, ncpu int) (a Actor, n int, err error) {
	name, times, starred := strings.Cut(word, "*")
	n = 1
	if starred {
		if n, err = strconv.Atoi(times); err != nil || n < 1 || n > maxChoices {
			return 0, 0, fmt.Errorf("%q is not a count from 1 to %d", times, maxChoices)
		}
	}
	if name == "" {
		return 0, 0, fmt.Errorf("%q names no actor", word)
	}
	k := strings.IndexByte(actorLetters, name[0])
	cpu, err := strconv.Atoi(name[1:])
	if k < 0 || err != nil || cpu < 0 || cpu >= ncpu {
		return 0, 0, fmt.Errorf("%q is not r, i or t with a CPU from 0 to %d", name, ncpu-1)
	}
	return ActorOf(ActorKind(k), int32(cpu), ncpu), n, nil
}
