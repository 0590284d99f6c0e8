package engine

import (
	"cmp"
	"fmt"
	"strings"

	"barnyard/engine/path"
	"barnyard/engine/qpw"
	"barnyard/engine/scenario"
)

// The kernel that a scenario asks for, and why there may be none.

// Refusal says why no run of s can be made: of its machine, or of its kernel. A
// program may still be refused by New. Errors are *scenario.Error.
func Refusal(s *scenario.Scenario) error {
	_, err := linked(s)
	return err
}

// linked is the code of the kernel of s, unless the engine refuses s.
func linked(s *scenario.Scenario) (*path.Code, error) {
	if err := scenario.Unsupported(s, Capabilities()); err != nil {
		return nil, err
	}
	if err := tooLarge(s); err != nil {
		return nil, err
	}
	if err := noHousekeeping(s); err != nil {
		return nil, err
	}
	return link(s, qpw.Mode(s.Machine.QPW))
}

// noHousekeeping refuses a machine of which keys and command line isolate every CPU
// together; each by itself leaves one.
func noHousekeeping(s *scenario.Scenario) error {
	m := &s.Machine
	if _, b := Cmdline(s); m.Cmdline != "" && max(len(b.Isolated), len(b.NohzFull)) >= m.CPUs {
		return &scenario.Error{File: s.Name, Pos: cmp.Or(m.Where["cmdline"], m.Pos), Msg: fmt.Sprintf(
			"with the machine's keys cmdline takes all %d CPUs; expected one left for housekeeping", m.CPUs)}
	}
	return nil
}

// link makes the kernel's code as the scenario asks for it. What does not fit
// together is the author's mistake.
func link(s *scenario.Scenario, mode qpw.Mode) (*path.Code, error) {
	refuse := func(at scenario.Pos, msg string) error {
		return &scenario.Error{File: s.Name, Pos: at, Msg: msg}
	}
	if key, msg := contradiction(&s.Kernel, mode); msg != "" {
		return nil, refuse(asks(s, key), msg)
	}
	b := build(s, mode)
	code, err := path.Link(b)
	if err != nil {
		at := asks(s, "")
		if m := misfit(s, b); m != nil {
			at = m.Pos
		}
		return nil, refuse(at, "this kernel cannot be made: "+strings.TrimPrefix(err.Error(), "path: "))
	}
	return code, nil
}

// misfit is the first planted bug that has no place in a build, or nil.
func misfit(s *scenario.Scenario, b path.Build) *scenario.Mutant {
	for i := range s.Mutants {
		if m, ok := path.MutantByName(s.Mutants[i].Name); !ok || m.Unfit(b) != nil {
			return &s.Mutants[i]
		}
	}
	return nil
}

// asks is where the text asks for a kernel: at a key of its line, at the line,
// or, where there is none, at the machine's.
func asks(s *scenario.Scenario, key string) scenario.Pos {
	return cmp.Or(s.Kernel.Where[key], s.Kernel.Pos, s.Machine.Pos)
}

// contradiction says where a kernel line asks for two things that exclude each
// other, and by which key; empty if it does not.
func contradiction(k *scenario.Kernel, mode qpw.Mode) (key, msg string) {
	series := ""
	for _, name := range k.Patches {
		if !path.IsSeries(name) {
			continue
		}
		if series != "" {
			return "patch", "kernel patch: " + series + " and " + name + " are versions of one series; expected one of them"
		}
		series = name
	}
	switch {
	case series == path.Unpatched && mode != qpw.NotBuilt:
		return "patch", "kernel patch=none with qpw=" + mode.String() + ": only the series brings the key; expected qpw=n"
	case series != "" && series != "pw-v4" && k.Names == "pw":
		return "names", "kernel names=pw with patch=" + series + ": those are the names of version 4; expected patch=pw-v4, or names=qpw"
	}
	return "", ""
}
