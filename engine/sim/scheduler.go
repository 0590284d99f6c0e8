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
		if int(a) < m.Choices() {
			if _, ok := m.CanAct(a); ok {
				return a
			}
		}
		if r.Err == nil {
			r.Err = fmt.Errorf("choice %d: %s cannot act there; expected %s", pos+1, ActorName(a, len(m.CPUs)), m.ready())
		}
	}
	return Timed{}.Next(m)
}

// maxNamed bounds the actors that a message names.
const maxNamed = 12

// ready names who can act, for messages.
func (m *Machine) ready() string {
	var names []string
	for a := range m.Actors() {
		switch _, ok := m.CanAct(Actor(a)); {
		case !ok:
		case len(names) == maxNamed:
			return strings.Join(names, ", ") + " or another one"
		default:
			names = append(names, ActorName(Actor(a), len(m.CPUs)))
		}
	}
	if last := len(names) - 1; last > 0 {
		return strings.Join(names[:last], ", ") + " or " + names[last]
	}
	return strings.Join(names, "")
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
const actorLetters = "itrp"

// ActorName is the short name of an actor in replay strings: r3 for CPU 3
// running, i3 for an interrupt arriving there, t3 for its timer, p3 for taking
// that CPU from who has it.
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

// MaxChoices bounds a list of choices.
const MaxChoices = 1 << 20

// Several is one actor, chosen N times in a row.
type Several struct {
	Actor Actor
	N     int
}

// Spread writes choices out one by one. A short text can mean many of them, so
// they take their room once.
func Spread(all []Several) []Actor {
	total := 0
	for _, s := range all {
		total += s.N
	}
	out := make([]Actor, 0, total)
	for _, s := range all {
		for range s.N {
			out = append(out, s.Actor)
		}
	}
	return out
}

// ParseChoices reads what FormatChoices wrote.
func ParseChoices(text string, ncpu int) ([]Actor, error) {
	var all []Several
	total := 0
	for i, word := range strings.Fields(text) {
		s, err := parseChoice(word, ncpu)
		if total += s.N; err == nil && total > MaxChoices {
			err = fmt.Errorf("more than %d choices", MaxChoices)
		}
		if err != nil {
			return nil, fmt.Errorf("choice %d: %w", i+1, err)
		}
		all = append(all, s)
	}
	return Spread(all), nil
}

// parseChoice reads one word: an actor, and how often it is chosen.
func parseChoice(word string, ncpu int) (Several, error) {
	name, times, starred := strings.Cut(word, "*")
	n := 1
	if starred {
		v, err := strconv.Atoi(times)
		if err != nil || v < 1 || v > MaxChoices {
			return Several{}, fmt.Errorf("%q is not a count from 1 to %d", times, MaxChoices)
		}
		n = v
	}
	if name == "" {
		return Several{}, fmt.Errorf("%q names no actor", word)
	}
	k := strings.IndexByte(actorLetters, name[0])
	cpu, err := strconv.Atoi(name[1:])
	if k < 0 || err != nil || cpu < 0 || cpu >= ncpu {
		return Several{}, fmt.Errorf("%q is not r, i, t or p with a CPU from 0 to %d", name, ncpu-1)
	}
	return Several{ActorOf(ActorKind(k), int32(cpu), ncpu), n}, nil
}
