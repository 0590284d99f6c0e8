package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"barnyard/engine/explore"
	"barnyard/engine/replay"
	"barnyard/engine/scenario"
)

// explore FILE|NAME: every order of the steps of a small scenario, or some
// orders of any; what is found is told as a table of turns and a replay string.

func exploreOptions() []option {
	return append([]option{
		{"mutant", "NAME", "with a planted bug"},
		{"max-states", "N", "give up after so many states (4000000)"},
		{"max-memory", "MIB", "give up beyond so much memory, roughly (2048)"},
		{"full", "", "without partial-order reduction"},
		{"seeds", "N", "instead of every order, N runs with schedules and faults by chance"},
	}, settingOptions()...)
}

// exitBound is the exit code of a search that ended at a bound.
const exitBound = 5

func exploreScenario(c *call) int {
	p, err := parseArgs(c.args, exploreOptions())
	if err != nil {
		return c.fail(err)
	}
	s, opt, err := c.exploration(&p)
	if err != nil {
		return c.fail(err)
	}
	if seeds, ok := p.value("seeds"); ok {
		n, err := bound(given{"seeds", seeds}, 1, maxSeeds)
		if err == nil {
			err = p.onlyOfEveryOrder()
		}
		if err != nil {
			return c.fail(err)
		}
		return c.trySeeds(s, n)
	}
	began := time.Now()
	opt.Progress = c.progress(began)
	rep, err := explore.Search(s, opt)
	if err != nil {
		return c.fail(err)
	}
	return c.tellSearch(s, rep, time.Since(began))
}

// onlyOfEveryOrder refuses beside --seeds what runs by chance know nothing of.
func (p *parsed) onlyOfEveryOrder() error {
	for _, f := range p.flags {
		switch f.name {
		case "full", "max-states", "max-memory":
			return fmt.Errorf("--seeds and --%s are given; expected one of them", f.name)
		}
	}
	return nil
}

// exploration is what the command line asks for.
func (c *call) exploration(p *parsed) (*scenario.Scenario, explore.Limits, error) {
	opt := explore.Limits{Full: p.has("full")}
	name, err := p.one(wantScenario)
	if err != nil {
		return nil, opt, err
	}
	src, err := c.load(name)
	if err != nil {
		return nil, opt, err
	}
	set := settings(p.flags)
	if word, ok := p.value("mutant"); ok {
		name, err := bugCalled(word)
		if err != nil {
			return nil, opt, fmt.Errorf("--mutant: %w", err)
		}
		set = append(set, given{"mutant", name})
	}
	s, err := configured(src, set)
	if err != nil {
		return nil, opt, err
	}
	for _, f := range p.flags {
		switch f.name {
		case "max-states":
			opt.States, err = bound(f, 1, maxStates)
		case "max-memory":
			opt.Bytes, err = bound(f, 16, 1<<20)
			opt.Bytes <<= 20
		}
		if err != nil {
			return nil, opt, err
		}
	}
	return s, opt, nil
}

// bugCalled is the name of the bug that a word means.
func bugCalled(word string) (string, error) {
	name, err := mutantName(word)
	if err == nil && !slices.Contains(mutantNames(), name) {
		err = fmt.Errorf("unknown planted bug %s; %s", quote(word), expectedIn(word, mutantNames(), "mutants", ""))
	}
	return name, err
}

// maxStates is how many states a search can number.
const maxStates = 1<<31 - 1

func bound(f given, least, most int64) (int64, error) {
	n, err := strconv.ParseInt(f.text, 10, 64)
	if err != nil || n < least || n > most {
		return 0, fmt.Errorf("bad value %s of --%s; expected a whole number from %d to %d", quote(f.text), f.name, least, most)
	}
	return n, nil
}

// progressAfter is how often a search that goes on tells of itself.
const progressAfter = 5 * time.Second

// progress tells on standard error how far a long search has come.
func (c *call) progress(began time.Time) func(explore.Progress) {
	told := began
	return func(now explore.Progress) {
		if time.Since(told) < progressAfter {
			return
		}
		told = time.Now()
		fmt.Fprintf(c.errOut, "explore: %s by %s, after %d s\n",
			many(now.States, "state"), many(int64(now.Turns), "turn"), int(time.Since(began).Seconds()))
	}
}

func (c *call) tellSearch(s *scenario.Scenario, rep *explore.Report, took time.Duration) int {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s, %s between them, up to %s, %s, in %.1f s\n",
		s.Name, many(rep.States, "state"), many(rep.Steps, "step"), many(int64(rep.Turns), "turn"), many(rep.Ends, "end"), took.Seconds())
	if rep.Mistakes > 0 {
		fmt.Fprintf(&b, "left out because no author can mean it: %s, the first of them: %v\n", many(rep.Mistakes, "step"), rep.Mistake)
	}
	switch {
	case rep.Found != nil:
		return c.tellFound(&b, s, rep.Found)
	case !rep.Complete:
		b.WriteString("the bound was reached before every order was looked at: nothing was found so far\n")
		return c.write([]byte(b.String()), exitBound)
	}
	b.WriteString("every order of its steps was looked at: no invariant is violated, and " + whetherItEnds(rep) + "\n")
	return c.write([]byte(b.String()), exitOK)
}

// whetherItEnds is what a whole search says of ends.
func whetherItEnds(rep *explore.Report) string {
	switch {
	case rep.Ends == 0:
		return "no order of them comes to an end"
	case !rep.WayOut:
		return "some orders come to an end, others perhaps to a loop that has none"
	}
	return "from everywhere an end can be reached"
}

func (c *call) tellFound(b *strings.Builder, s *scenario.Scenario, found *explore.Counterexample) int {
	played := *s
	played.Machine.Steps = found.Steps
	r := &replay.Replay{Scenario: &played, Choices: found.Choices}
	if found.NoWayOut && found.Steps == scenario.FrozenSteps {
		return c.tellNoWay(b, found)
	}
	run, err := r.Run()
	if err != nil {
		return c.fail(err)
	}
	r.Seal(run)
	for _, broken := range found.Broken {
		fmt.Fprintf(b, "%s: %s\n", broken.Invariant, broken.Text)
	}
	fmt.Fprintf(b, "\nthe nearest violation: %s, %s\n", many(int64(found.Turns()), "turn"), many(int64(len(found.Choices)), "micro-step"))
	if found.NoWayOut {
		b.WriteString("no single step is wrong: the string leads there, and goes round from there\n")
	}
	return c.tellReplay(b, r)
}

// tellNoWay tells of an order that a run on which time passes cannot follow.
func (c *call) tellNoWay(b *strings.Builder, found *explore.Counterexample) int {
	fmt.Fprintf(b, "%s: %s\n%s lead there, none of which is wrong; no replay string can follow them with time\n",
		found.Broken[0].Invariant, found.Broken[0].Text, many(int64(len(found.Choices)), "micro-step"))
	return c.write([]byte(b.String()), exitViolated)
}

// many is a number of something that may be large.
func many(n int64, what string) string { return grouped(n) + " " + named(n, what) }

// grouped writes a number so that its size can be read.
func grouped(n int64) string {
	text := strconv.FormatInt(n, 10)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}
