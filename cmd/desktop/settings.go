package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"barnyard/engine"
	"barnyard/engine/scenario"
)

// Settings are the flags that change what a scenario's text says about its
// machine, its seed or its end.

func settingOptions() []option {
	return []option{
		{"qpw", "n|0|1", "QPW not built in, built in and off, built in and on"},
		{"rt", "on|off", "PREEMPT_RT"},
		{"alt", "none|userret|nosheaves", "one of the two alternatives from the discussion"},
		{"fairserver", "on|off", "the server that lets starved fair tasks run before FIFO"},
		{"rtthrottle", "on|off", "FIFO tasks are put aside after 950 ms of each second"},
		{"generation", "G", "the kernel: " + strings.Join(scenario.GenerationNames(), ", ")},
		{"cpus", "N", "how many CPUs; of a task on each of many CPUs those stay that have one"},
		{"lockdep", "on|off", "whether the kernel watches the use of its locks"},
		{"seed", "N", "the seed of everything random"},
		{"until", "T", "when the run ends, at the latest: a number and ns, us, ms, s or cy; without it the scenario says so, else 1 s"},
	}
}

// settings are those of some flags that are settings.
func settings(flags []given) []given {
	return slices.DeleteFunc(slices.Clone(flags), func(f given) bool {
		return !slices.ContainsFunc(settingOptions(), func(o option) bool { return o.name == f.name })
	})
}

// configured parses a text, changes the settings and makes sure that the
// engine can run what comes out.
func configured(src source, set []given) (*scenario.Scenario, error) {
	s, err := src.parse()
	if err != nil {
		return nil, err
	}
	for _, f := range set {
		if err := s.Set(f.name, f.text); err != nil {
			return nil, fmt.Errorf("--%s: %w", f.name, err)
		}
	}
	if wrong := refusal(s); wrong != nil {
		return nil, blame(src, set, wrong)
	}
	return s, nil
}

func refusal(s *scenario.Scenario) *scenario.Error {
	var wrong *scenario.Error
	errors.As(engine.Refusal(s), &wrong)
	return wrong
}

// blame names the flag without which the same complaint would not be there;
// else the text itself is at fault, at its own place.
func blame(src source, set []given, wrong *scenario.Error) error {
	for i, f := range set {
		s, err := src.parse()
		if err != nil {
			return err
		}
		for j, other := range set {
			if j != i && s.Set(other.name, other.text) != nil {
				return wrong
			}
		}
		if without := refusal(s); without == nil || without.Msg != wrong.Msg {
			return fmt.Errorf("--%s %s: %s", f.name, f.text, wrong.Msg)
		}
	}
	return wrong
}
