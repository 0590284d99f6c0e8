package replay

import (
	"fmt"
	"slices"
	"strings"

	"barnyard/engine"
	"barnyard/engine/packed"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
)

// version is what a string begins with. Another form gets another one.
const version = "b1"

// Bounds of a string. Each is checked before anything of that size is made.
const (
	MaxBytes       = 128<<10 - 1       // of a string: the longest word that Linux hands to a program
	MaxText        = scenario.MaxBytes // of a scenario that is packed
	MaxChoicesText = 1 << 20           // of choices that are packed
	MaxChoices     = sim.MaxChoices
)

// readable is how long choices may be before they are packed.
const readable = 400

// settingOrder is the settings that a string can hold, in the order in which it
// has them and in which they are made.
func settingOrder() []string {
	return []string{"cpus", "qpw", "rt", "alt", "fairserver", "rtthrottle", "lockdep", "steps", "generation", "patch", "names", "mutant", "seed", "until"}
}

// Format writes a replay down. A scenario that is a built-in, but for its
// settings, goes by its name; another one is in the string whole, without its
// name and its comments. Errors say what is too large.
func Format(r *Replay) (string, error) {
	what, err := scenarioText(r.Scenario)
	if err != nil {
		return "", err
	}
	choices, err := r.choicesField()
	if err != nil {
		return "", err
	}
	text := version + ":" + what + ":" + choices
	if r.Engine != "" {
		text += ":e=" + r.Engine
	}
	if r.Hash != "" {
		text += ":h=" + r.Hash
	}
	if len(text) > MaxBytes {
		return "", fmt.Errorf("the replay string has %d bytes; expected at most %d: fewer choices, or a shorter scenario", len(text), MaxBytes)
	}
	return text, nil
}

func (r *Replay) choicesField() (string, error) {
	if len(r.Choices) > MaxChoices {
		return "", fmt.Errorf("the replay has %d choices; expected at most %d", len(r.Choices), MaxChoices)
	}
	cpus := r.Scenario.Machine.CPUs
	for i, a := range r.Choices {
		if kind, _ := a.Split(cpus); a < 0 || kind > sim.ActPreempt {
			return "", fmt.Errorf("choice %d is actor %d; expected one of a machine with %d CPUs", i+1, a, cpus)
		}
	}
	text := choicesText(r.Choices, cpus)
	if len(text) > MaxChoicesText {
		return "", fmt.Errorf("the choices have %d bytes; expected at most %d: fewer of them", len(text), MaxChoicesText)
	}
	if len(text) > readable {
		if short := packed.Pack(text); len(short) < len(text) {
			return short, nil
		}
	}
	return text, nil
}

// scenarioText is the two fields that say what runs: a name and what differs
// from it, or the whole text and nothing.
func scenarioText(s *scenario.Scenario) (string, error) {
	text := s.String()
	if b, ok := scenario.Lookup(s.Name); ok {
		if set, ok := difference(b, s, text); ok {
			return b.Name + ":" + set, nil
		}
	}
	if len(text) > MaxText {
		return "", fmt.Errorf("the scenario has %d bytes; expected at most %d", len(text), MaxText)
	}
	return packed.Pack(text) + ":", nil
}

// difference is the settings that make s of a built-in; false if no settings
// do.
func difference(b scenario.Builtin, s *scenario.Scenario, text string) (string, bool) {
	base, err := engine.Parse(b.Name, b.Text)
	if err != nil {
		return "", false
	}
	var set []string
	for _, name := range settingOrder() {
		value := s.Setting(name)
		if value == base.Setting(name) {
			continue
		}
		if value == "" || base.Set(name, value) != nil {
			return "", false
		}
		set = append(set, WriteSetting(name, value))
	}
	return strings.Join(set, "/"), base.String() == text
}

// WriteSetting is one setting as the settings field of a string has it; between
// two of them stands a slash.
func WriteSetting(name, value string) string {
	return name + "=" + strings.ReplaceAll(value, ",", listComma)
}

// listComma stands between the names of one setting: a comma is no letter of a
// replay string, and no name ends or begins with dots.
const listComma = ".."

// plain says whether a byte may stand in a replay string.
func plain(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || isDigit(c) || slices.Contains([]byte("._-=:/"), c)
}
