package main

import (
	"fmt"
	"strconv"
	"strings"

	"barnyard/engine/path"
	"barnyard/engine/qpw"
	"barnyard/engine/scenario"
	"barnyard/engine/sim"
	"barnyard/engine/slub"
	"barnyard/lessons"
	"barnyard/viz/view"
)

// list TOPIC: what there is, one a line, with a sentence.

// topic is one thing that list knows. how aligns its columns.
type topic struct {
	name string
	how  string
	rows func() ([][]string, error)
}

func topics() []topic {
	return []topic{
		{"scenarios", "ll", listScenarios},
		{"lessons", "rll", listLessons},
		{"patches", "ll", listPatches},
		{"mutants", "rlll", listMutants},
		{"stats", "ll", listStats},
		{"events", "llll", listEvents},
		{"costs", "lrll", listCosts},
		{"functions", "lll", listFunctions},
		{"configurations", "lll", func() ([][]string, error) { return listConfigurations(false) }},
		{"views", "ll", listViews},
		{"arguments", "lllll", listArguments},
		{"talks", "lrl", listTalks},
		{"terms", "lrl", listTerms},
	}
}

func topicNames() []string {
	var names []string
	for _, t := range topics() {
		names = append(names, t.name)
	}
	return names
}

func list(c *call) int {
	p, err := parseArgs(c.args, listOptions())
	if err != nil {
		return c.fail(err)
	}
	name, err := p.one("one of " + strings.Join(topicNames(), ", "))
	if err != nil {
		return c.fail(err)
	}
	for _, t := range topics() {
		if t.name != name {
			continue
		}
		rows, err := t.rows()
		if names, ok := p.value("names"); ok && err == nil {
			rows, err = renamedList(name, names)
		}
		if err != nil {
			return c.fail(err)
		}
		if len(rows) == 0 {
			fmt.Fprintf(c.errOut, "list: there are no %s yet\n", name)
		}
		var b strings.Builder
		align(&b, "", t.how, rows)
		return c.say(b.String())
	}
	return c.fail(fmt.Errorf("unknown list %s; %s", quote(name), expected(name, topicNames())))
}

func listScenarios() (rows [][]string, err error) {
	for _, b := range scenario.Builtins() {
		rows = append(rows, []string{b.Name, b.Summary})
	}
	return rows, nil
}

func listLessons() (rows [][]string, err error) {
	all, err := lessons.All()
	for _, l := range all {
		rows = append(rows, []string{strconv.Itoa(l.Num), l.Slug, l.Summary})
	}
	return rows, err
}

// mutantName is the name of a planted bug that was given by its number, such as
// M32 or m32; any other word stays as it is.
func mutantName(word string) (string, error) {
	var names []string
	for _, m := range path.Mutants() {
		if strings.EqualFold(m.Number, word) {
			names = append(names, m.Name)
		}
	}
	switch len(names) {
	case 0:
		return word, nil
	case 1:
		return names[0], nil
	}
	return "", fmt.Errorf("%s is the number of %d planted bugs; expected %s", quote(word), len(names), strings.Join(names, " or "))
}

func mutantNames() []string {
	var names []string
	for _, m := range path.Mutants() {
		names = append(names, m.Name)
	}
	return names
}

func listMutants() (rows [][]string, err error) {
	for _, m := range path.Mutants() {
		breaks := "breaks " + strings.Join(m.Breaks, ", ")
		if m.Real != "" {
			breaks += "; real: " + m.Real
		}
		rows = append(rows, []string{m.Number, m.Name, m.What, breaks})
	}
	return rows, nil
}

func listPatches() (rows [][]string, err error) {
	for _, p := range path.Patches() {
		rows = append(rows, []string{p.Name, p.What})
	}
	return rows, nil
}

// listStats marks what a flush counts: how many is the kernel's, but on which CPU it
// is counted where one CPU flushes another's sheaves was inferred, from counters that
// belong to the CPU that counts.
func listStats() (rows [][]string, err error) {
	for stat, s := range slub.StatSpecs() {
		what := s.What
		if stat == int(slub.SheafFlush) || stat == int(slub.SheafFreeStat) {
			what += "; of a flush with qpw=1, on the CPU that asks for it [INF]"
		}
		rows = append(rows, []string{s.Name, what})
	}
	return rows, nil
}

// listEvents says which of the columns a, b and c of a table is what: many kinds have
// a first and a third one alone.
func listEvents() (rows [][]string, err error) {
	for _, s := range sim.EventSpecs()[1:] {
		var args []string
		for i, a := range s.Args {
			if a != "" {
				args = append(args, "abc"[i:i+1]+"="+a)
			}
		}
		rows = append(rows, []string{s.Name, strings.Join(args, " "), s.What, view.Drawings()[s.Kind].What})
	}
	return rows, nil
}

// listCosts leaves out the first, which is the want of a cost: it cannot be set.
func listCosts() (rows [][]string, err error) {
	for _, s := range sim.CostSpecs()[1:] {
		rows = append(rows, []string{s.Name, strconv.FormatInt(s.Cycles, 10) + " cy", s.Confidence, s.What})
	}
	return rows, nil
}

// listFunctions names the kernel functions that are run; which lines they have
// depends on the mode, their names do not.
func listFunctions() (rows [][]string, err error) {
	funcs, err := path.Functions(path.Build{Mode: qpw.Off})
	for _, l := range funcs {
		rows = append(rows, []string{l.Name, l.Section, l.What})
	}
	return rows, err
}
