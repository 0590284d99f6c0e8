package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"barnyard/engine"
)

// command is one word that may follow the program's name.
type command struct {
	name  string
	forms string // what follows it
	what  string // one sentence
	later string // not here yet: with what it comes
	run   func(c *call) int
}

// commands lists them in the order in which help shows them.
func commands() []command {
	return []command{
		{name: "run", forms: "FILE|NAME [--json|--events all|told|KINDS] [--trace OUT] [SETTINGS]", what: "run a scenario to its end and report", run: runScenario},
		{name: "check", forms: "FILE...|--all", what: "run scenarios in every configuration that their claims speak of", run: checkScenarios},
		{name: "list", forms: strings.Join(topicNames(), "|"), what: "what there is, one a line", run: list},
		{name: "diff", forms: "PATCH|GENERATION|BUG [FUNCTION] [--qpw n|0|1]", what: "what it changes in the kernel's functions", run: diff},
		{name: "shot", forms: "FILE|NAME|STRING|LINK --at T|violation [--size WxH] [--theme dark|light] [SETTINGS] -o OUT.svg|OUT.png", what: "the picture at a time; without --at, where the link leads", run: shot},
		{name: "explore", forms: "FILE|NAME [--mutant BUG] [--max-states N] [--max-memory MIB] [--full] [--seeds N] [SETTINGS]", what: "the orders of the steps of a small scenario, all or up to a bound, or orders and faults by chance", run: exploreScenario},
		{name: "replay", forms: "STRING|LINK|- [--json|--steps]", what: "the run that a replay string holds or a link shows, to its end, or who took which steps of it", run: replayRun},
		{name: "export", forms: "FILE|NAME|STRING|LINK [SETTINGS] [of a film: --from T --to T --speed T --fps N --size WxH --scale N --theme dark|light] -o OUT", what: "a run for other people's tools: OUT ends with " + exportEndings(), run: exportRun},
		{name: "version", what: "the version of the engine's semantics", run: version},
		{name: "help", forms: "[" + wholeLanguage + "|PART]", what: "this text, or the reference of the scenario language", run: helpAsked},
	}
}

func commandNames() []string {
	var names []string
	for _, cmd := range commands() {
		names = append(names, cmd.name)
	}
	return names
}

func asksHelp(word string) bool { return word == "help" || isHelpFlag(word) }

func isHelpFlag(word string) bool { return word == "--help" || word == "-help" || word == "-h" }

func asksVersion(word string) bool { return word == "--version" || word == "-version" }

// amongFlags says whether the flag of help stands anywhere before a --. No other flag
// can have such a value.
func amongFlags(args []string) bool {
	end := slices.Index(args, "--")
	if end < 0 {
		end = len(args)
	}
	return slices.ContainsFunc(args[:end], isHelpFlag)
}

// dispatch runs the command of that name.
func (c *call) dispatch(word string) int {
	name := word
	switch {
	case amongFlags(c.args):
		name, c.args = "help", nil
	case isHelpFlag(word):
		name = "help"
	case asksVersion(word):
		name = "version"
	}
	for _, cmd := range commands() {
		switch {
		case cmd.name != name:
		case cmd.run == nil:
			c.name = name
			return c.fail(fmt.Errorf("not here yet; it comes with %s", cmd.later))
		default:
			c.name = name
			return cmd.run(c)
		}
	}
	c.name = "barnyard"
	if file, err := os.Stat(word); err == nil && !file.IsDir() {
		return c.fail(fmt.Errorf("%s is a file, but its name does not end with .barn; expected --scenario FILE for the window, or a command before it", quote(word)))
	}
	return c.fail(fmt.Errorf("unknown command %s; %s", quote(word), expected(word, commandNames())))
}

func version(c *call) int {
	if len(c.args) > 0 {
		return c.fail(fmt.Errorf("unexpected %s; expected nothing after version", quote(c.args[0])))
	}
	return c.say("barnyard, engine " + engine.Version + "\n")
}

const usage = `usage: go run ./cmd/desktop [--lesson N] [--step N] [--scenario FILE|NAME] [--light] [--calm] [--site URL] [FILE.barn|STRING|LINK]
                                             open the window; a file is read again when it is saved
       go run ./cmd/desktop COMMAND ...      one of these, without a window

`

// help shows every command, then the settings that several of them share.
func help(c *call) int {
	var b strings.Builder
	b.WriteString(usage)
	var rows [][]string
	for _, cmd := range commands() {
		what := cmd.what
		if cmd.later != "" {
			what += " (comes with " + cmd.later + ")"
		}
		rows = append(rows, []string{cmd.name, what})
		if cmd.forms != "" {
			rows = append(rows, []string{"", cmd.name + " " + cmd.forms})
		}
	}
	align(&b, "  ", "ll", rows)
	b.WriteString("\nSETTINGS, before or after the name, --flag value or --flag=value:\n")
	optionRows(&b, settingOptions())
	b.WriteString("\nrun takes these too:\n")
	optionRows(&b, answerOptions())
	b.WriteString(`
FILE is a scenario's file or a pipe, - is standard input; NAME is one of list scenarios.
A name that is both means the built-in: write ./NAME for the file. STRING is a
replay string, one run in one word; it holds its own settings. LINK is an address
with #v=1&... in it, or that part alone; L in the window gives one.
BUG, behind --mutant and diff, is a name of list mutants or its number, such as M1.
Exit codes: 0 well, 2 a mistake in what was typed or written, 3 a claim is
false, 4 an invariant is violated, 5 explore came to its bound, which is 4000000
states or about 2048 MiB unless told, 1 anything else.
`)
	b.WriteString(languageHelp())
	return c.say(b.String())
}

// optionRows writes flags, each with what it does.
func optionRows(b *strings.Builder, options []option) {
	var rows [][]string
	for _, o := range options {
		rows = append(rows, []string{strings.TrimSpace("--" + o.name + " " + o.value), o.what})
	}
	align(b, "  ", "ll", rows)
}
