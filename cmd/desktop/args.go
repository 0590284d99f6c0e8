package main

import (
	"fmt"
	"slices"
	"strings"
)

// option is one flag of a command.
type option struct {
	name  string
	value string // what help writes for its value; empty: it takes none
	what  string
}

// dashed is a flag's name as help shows it: one dash for one letter.
func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// given is an option as it was given.
type given struct{ name, text string }

// parsed is a command line taken apart.
type parsed struct {
	names []string // what is no flag, in order
	flags []given  // each at most once, in order
}

// parseArgs takes names and flags in any order; -- ends the flags, and a lone
// - is a name.
func parseArgs(args []string, options []option) (parsed, error) {
	var p parsed
	for len(args) > 0 {
		word := args[0]
		args = args[1:]
		if word == "--" {
			p.names = append(p.names, args...)
			break
		}
		if len(word) < 2 || word[0] != '-' {
			p.names = append(p.names, word)
			continue
		}
		var err error
		if args, err = p.flag(word, args, options); err != nil {
			return parsed{}, err
		}
	}
	return p, nil
}

// flag takes one flag, and its value from the words behind it if it has one.
func (p *parsed) flag(word string, rest []string, options []option) ([]string, error) {
	name, text, joined := strings.Cut(strings.TrimPrefix(word[1:], "-"), "=")
	i := slices.IndexFunc(options, func(o option) bool { return o.name == name })
	if i < 0 {
		return nil, fmt.Errorf("unknown flag %s; %s", quote(word), expectedFlag(name, options))
	}
	if p.has(name) {
		return nil, fmt.Errorf("%s is given twice; expected it once", dashed(name))
	}
	switch {
	case options[i].value == "" && joined:
		return nil, fmt.Errorf("%s takes no value, found %s", dashed(name), quote(text))
	case options[i].value != "" && !joined:
		if len(rest) == 0 {
			return nil, fmt.Errorf("%s has no value; expected %s %s", dashed(name), dashed(name), options[i].value)
		}
		text, rest = rest[0], rest[1:]
	}
	p.flags = append(p.flags, given{name, text})
	return rest, nil
}

func expectedFlag(name string, options []option) string {
	if len(options) == 0 {
		return "expected no flag"
	}
	var names []string
	for _, o := range options {
		names = append(names, dashed(o.name))
	}
	return expected(dashed(name), names)
}

func (p *parsed) has(name string) bool {
	_, ok := p.value(name)
	return ok
}

// value is what a flag was given, if it was.
func (p *parsed) value(name string) (string, bool) {
	for _, f := range p.flags {
		if f.name == name {
			return f.text, true
		}
	}
	return "", false
}

// one is the only name of the command line.
func (p *parsed) one(want string) (string, error) {
	switch len(p.names) {
	case 0:
		return "", fmt.Errorf("nothing is named; expected %s", want)
	case 1:
		return p.names[0], nil
	}
	return "", fmt.Errorf("unexpected %s; expected only %s", quote(p.names[1]), want)
}
