//go:build !386 && !js

package main

import (
	"fmt"
	"slices"
	"strconv"
)

// The flags of the window, which stand where else a command stands.

func windowFlagOptions() []option {
	return []option{
		{"lesson", "N", "the number of the lesson to open"},
		{"step", "N", "its step, from 1"},
		{"scenario", "FILE|NAME", "a scenario to show instead of a lesson"},
		{"light", "", "the light theme"},
		{"calm", "", "things change place without a tween"},
		{"site", "URL", "where the pages are, for the links that L gives out"},
	}
}

// windowFlags is them as they were given, with the words between them.
type windowFlags struct {
	names          []string
	lesson, step   int // the lesson's number, 0: the first there is
	scenario, site string
	light, calm    bool
}

func readWindowFlags(args []string) (f windowFlags, err error) {
	p, err := parseArgs(args, windowFlagOptions())
	if err != nil {
		if i := slices.IndexFunc(args, func(word string) bool { return slices.Contains(commandNames(), word) }); i >= 0 {
			err = fmt.Errorf("%w; the flags of %s stand behind it", err, args[i])
		}
		return f, err
	}
	f = windowFlags{names: p.names, step: 1, light: p.has("light"), calm: p.has("calm")}
	f.scenario, _ = p.value("scenario")
	f.site, _ = p.value("site")
	if err = p.whole("lesson", &f.lesson); err == nil {
		err = p.whole("step", &f.step)
	}
	return f, err
}

// whole reads a flag that is a whole number, if it was given.
func (p *parsed) whole(name string, to *int) (err error) {
	text, ok := p.value(name)
	if !ok {
		return nil
	}
	if *to, err = strconv.Atoi(text); err != nil || *to < 0 {
		return fmt.Errorf("%s: found %s; expected a whole number", dashed(name), quote(text))
	}
	return nil
}
