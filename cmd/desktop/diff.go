package main

import (
	"fmt"
	"slices"
	"strings"

	"barnyard/engine/path"
	"barnyard/engine/qpw"
	"barnyard/engine/scenario"
)

// diff NAME [FUNCTION]: what a patch, a generation or a planted bug changes in
// the kernel's functions, before and after.

func diffOptions() []option {
	return []option{{"qpw", "n|0|1", "the build that is compared (0, or one that there is and that the bug fits)"}}
}

func diff(c *call) int {
	p, err := parseArgs(c.args, diffOptions())
	if err != nil {
		return c.fail(err)
	}
	if len(p.names) == 0 || len(p.names) > 2 {
		return c.fail(fmt.Errorf("expected the name of a patch, a generation or a mutant, and perhaps a function; `list patches` and `list mutants` name them"))
	}
	if p.names[0], err = mutantName(p.names[0]); err != nil {
		return c.fail(err)
	}
	mode := firstMode(p.names[0])
	if text, ok := p.value("qpw"); ok {
		at := slices.Index([]string{"n", "0", "1"}, text)
		if at < 0 {
			return c.fail(fmt.Errorf("--qpw is %s; expected n, 0 or 1", quote(text)))
		}
		mode = qpw.Mode(at)
	}
	before, after, err := sidesOf(p.names[0], mode)
	if err != nil && mode != qpw.NotBuilt && firstMode(p.names[0]) == qpw.NotBuilt {
		err = fmt.Errorf("--qpw is %s, and %s is without QPW; expected --qpw n", quote(mode.String()), quote(p.names[0]))
	}
	if err != nil {
		return c.fail(err)
	}
	return c.sayDiff(p.names, path.Diff(before, after))
}

// firstMode is the build that is compared where none was named: the first that
// there is, or in which a planted bug has a place.
func firstMode(name string) qpw.Mode {
	_, bug := path.MutantByName(name)
	for _, mode := range []qpw.Mode{qpw.Off, qpw.On, qpw.NotBuilt} {
		if before, after, err := sidesOf(name, mode); err == nil && (!bug || len(path.Diff(before, after)) > 0) {
			return mode
		}
	}
	return qpw.Off
}

// sidesOf makes the two kernels that a name tells apart.
func sidesOf(name string, mode qpw.Mode) (before, after []path.Listing, err error) {
	was, is := path.Build{Mode: mode, Generation: "7.1"}, path.Build{Mode: mode, Generation: "7.1"}
	if m, ok := path.MutantByName(name); ok {
		is.Mutants = []string{m.Name}
	} else if path.IsSeries(name) {
		was.Series, was.Mode, is.Series = path.Unpatched, qpw.NotBuilt, name
	} else if slices.ContainsFunc(path.Patches(), func(p path.PatchInfo) bool { return p.Name == name }) {
		is.Patches = []string{name}
	} else if slices.Contains(scenario.GenerationNames(), name) {
		is.Generation = name
	} else {
		return nil, nil, fmt.Errorf("no patch, generation or mutant is called %s; %s", quote(name), expectedChange(name))
	}
	if before, err = path.Functions(was); err != nil {
		return nil, nil, err
	}
	after, err = path.Functions(is)
	return before, after, err
}

// expectedChange lists the few names of generations and patches, and says where
// those of the planted bugs are.
func expectedChange(got string) string {
	names := scenario.GenerationNames()
	for _, p := range path.Patches() {
		names = append(names, p.Name)
	}
	list := fmt.Sprintf("expected %s, or one of the %d in `list mutants`", strings.Join(names, ", "), len(mutantNames()))
	if near := nearby(got, append(names, mutantNames()...)); len(near) > 0 {
		return "did you mean " + strings.Join(near, " or ") + "? " + list
	}
	return list
}

func (c *call) sayDiff(names []string, diffs []path.FuncDiff) int {
	var b strings.Builder
	var known []string
	for _, d := range diffs {
		known = append(known, d.Name)
		if len(names) == 2 && names[1] != d.Name {
			continue
		}
		fmt.Fprintf(&b, "%s: %s\n", d.Name, d.What)
		for _, l := range d.Lines {
			fmt.Fprintf(&b, "%c %s\n", l.Sign, l.Text)
		}
		b.WriteString("\n")
	}
	if len(names) == 2 && b.Len() == 0 {
		return c.fail(fmt.Errorf("%s does not change %s; it changes %s", names[0], quote(names[1]), strings.Join(known, ", ")))
	}
	if b.Len() == 0 {
		return c.say("no difference\n")
	}
	return c.say(strings.TrimSuffix(b.String(), "\n"))
}
