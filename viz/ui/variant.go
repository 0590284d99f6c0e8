package ui

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"barnyard/engine/qpw"
	"barnyard/engine/replay"
	"barnyard/engine/scenario"
)

// A Variant is one run of the scenario among others: the settings in which it
// differs from the text, as the settings field of a replay string has them.
// Its qpw is always there, since that is what the picture is about; the others
// are there where they differ, in the order of variantNames. So two variants
// are the same run if they are the same word:
//
//	qpw=0                       qpw=0/alt=userret
//	qpw=n/generation=7.0-rc3    qpw=1/mutant=pin-leak
type Variant string

// mostVariant bounds what is read as one.
const mostVariant = 1024 // bytes

// variantNames is the settings that a variant can have. The number of CPUs,
// the clock and the end of the run are not among them: two runs beside each
// other share their tracks and their axis.
func variantNames() []string {
	return []string{"qpw", "rt", "alt", "fairserver", "rtthrottle", "lockdep", "generation", "patch", "mutant", "seed"}
}

// variantOf is what makes a scenario of another; the two differ in settings.
func variantOf(base, s *scenario.Scenario) Variant {
	var words []string
	for _, name := range variantNames() {
		if value := s.Setting(name); name == "qpw" || value != base.Setting(name) {
			words = append(words, replay.WriteSetting(name, value))
		}
	}
	return Variant(strings.Join(words, "/"))
}

// ofMode is the variant that differs in the mode alone.
func ofMode(mode qpw.Mode) Variant {
	return Variant(replay.WriteSetting("qpw", mode.String()))
}

// With is the variant with one more setting, in place of its own one.
func (v Variant) With(name, value string) Variant {
	words := v.Without(name).words()
	return Variant(strings.Join(append(words, replay.WriteSetting(name, value)), "/"))
}

// Without is the variant without a setting of its own.
func (v Variant) Without(name string) Variant {
	words := slices.DeleteFunc(slices.Clone(v.words()), func(word string) bool {
		key, _, _ := strings.Cut(word, "=")
		return key == name
	})
	return Variant(strings.Join(words, "/"))
}

// of makes the scenario of a variant, and the variant's own word for it. It is
// an error if there is no such setting or nothing could run.
func (v Variant) of(base *scenario.Scenario) (*scenario.Scenario, Variant, error) {
	if len(v) > mostVariant {
		return nil, "", fmt.Errorf("a run beside others is told in %d bytes; expected at most %d", len(v), mostVariant)
	}
	for _, word := range v.words() {
		if name, _, _ := strings.Cut(word, "="); word == "" {
			return nil, "", errors.New("a run beside others has an empty setting at a / of " + strconv.Quote(string(v)) + "; expected settings of " + strings.Join(variantNames(), ", "))
		} else if !slices.Contains(variantNames(), name) {
			return nil, "", errors.New("a run beside others cannot have " + word + "; expected settings of " + strings.Join(variantNames(), ", "))
		}
	}
	s := *base
	if err := replay.ReadSettings(&s, string(v)); err != nil {
		return nil, "", err
	}
	return &s, variantOf(base, &s), nil
}

// words is the settings one by one.
func (v Variant) words() []string {
	if v == "" {
		return nil
	}
	return strings.Split(string(v), "/")
}

// Get is the value of a setting of the variant; empty if it is as in the text.
func (v Variant) Get(name string) string {
	for _, word := range v.words() {
		if key, value, _ := strings.Cut(word, "="); key == name {
			return strings.ReplaceAll(value, "..", ",")
		}
	}
	return ""
}

// Label is the variant as people read it: "qpw=0 alt=userret".
func (v Variant) Label() string {
	return strings.ReplaceAll(strings.ReplaceAll(string(v), "/", " "), "..", ",")
}

// Named is the variant of a side as it is told beside the other one: what only the
// other differs in from the text is named here as well, as the text has it. So
// "generation=6.18" stands beside "generation=7.0-rc1", which is the text's own.
// What a text has none of, a bug or another policy, has no name.
func (m *Model) Named(side int) Variant {
	own, other := m.Sides[side].Variant, m.Sides[1-side].Variant
	if m.Scenario == nil || own == other {
		return own
	}
	var words []string
	for _, name := range variantNames() {
		value := own.Get(name)
		if theirs := other.Get(name); value == "" && theirs != "" {
			value = m.Scenario.Setting(name)
			if value == "none" || value == "default" {
				value = ""
			}
		}
		if value != "" {
			words = append(words, replay.WriteSetting(name, value))
		}
	}
	return Variant(strings.Join(words, "/"))
}

// Label is what the run of a side is called.
func (m *Model) Label(side int) string { return m.Named(side).Label() }

// Does is the variant of a side with the policy that the text itself has, for
// words about what it does: the variant alone says only what differs.
func (m *Model) Does(side int) Variant {
	v := m.Named(side)
	if m.Scenario == nil || m.Scenario.Machine.Alt == scenario.AltNone || v.Get("alt") != "" || v.Get("qpw") == "1" {
		return v
	}
	return v.With("alt", m.Scenario.Machine.Alt.String())
}

// Beside is the variant without the settings that another one has as well, for words
// that tell the two apart. How work for another CPU is done is not left out.
func (v Variant) Beside(other Variant) Variant {
	for _, name := range variantNames() {
		if name != "qpw" && name != "alt" && v.Get(name) == other.Get(name) {
			v = v.Without(name)
		}
	}
	return v
}

// Short says in a few words what is different: "queue work", "wait for user
// space", "kernel 7.0-rc3".
func (v Variant) Short() string {
	var words []string
	for _, name := range variantNames()[1:] {
		if short := shortSetting(name, v.Get(name)); short != "" {
			words = append(words, short)
		}
	}
	if len(words) == 0 {
		return modeShort(v.Get("qpw"))
	}
	if v.Get("qpw") == "1" {
		words = append(words, modeShort("1"))
	}
	return strings.Join(words, ", ")
}

func modeShort(qpw string) string {
	switch qpw {
	case "1":
		return "take the lock"
	case "n":
		return "not built in"
	}
	return "queue work"
}

// shortSetting is one setting in a few words; empty for none.
func shortSetting(name, value string) string {
	switch name + "=" + value {
	case name + "=":
		return ""
	case "alt=userret":
		return "wait for user space"
	case "alt=nosheaves":
		return "no sheaves"
	case "alt=none":
		return "no other policy"
	case "rt=on":
		return "PREEMPT_RT"
	case "rt=off":
		return "no PREEMPT_RT"
	case "mutant=none":
		return "no bug"
	case "patch=default":
		return "the series"
	case "patch=none":
		return "without the series"
	}
	switch name {
	case "generation":
		return "kernel " + value
	case "mutant":
		return "bug " + value
	case "patch":
		return value
	}
	return name + " " + value
}

// About is a sentence on what the variant does.
func (v Variant) About() string {
	text := "Work for another CPU is queued there: its kworker does it, and what ran waits."
	switch {
	case v.Get("alt") == "userret":
		text = "What is asked of an isolated CPU waits until its task returns to user space."
	case v.Get("alt") == "nosheaves":
		text = "Isolated CPUs keep no sheaves, so nothing has to be asked of them."
	case v.Get("qpw") == "1":
		text = "Whoever wants something done takes the other CPU's lock and does it."
	}
	if len(v.words()) > 1 {
		return v.Label() + ". " + text
	}
	return text
}

// Policies are the four ways to deal with the sheaves of an isolated CPU.
func Policies() []Variant {
	return []Variant{"qpw=0", "qpw=1", "qpw=0/alt=userret", "qpw=0/alt=nosheaves"}
}

// oneLine is an error of a variant, without the place in a text that nobody
// has typed it into.
func (v Variant) oneLine(err error) string {
	var wrong *scenario.Error
	if errors.As(err, &wrong) {
		return v.Label() + ": " + wrong.Msg
	}
	return err.Error()
}
