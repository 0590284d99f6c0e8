package main

import (
	"fmt"
	"strings"

	"barnyard/engine"
	"barnyard/engine/scenario"
)

// check FILE...|--all: each scenario in each configuration that its claims
// speak of, one line a run, and a total.

func checkScenarios(c *call) int {
	p, err := parseArgs(c.args, []option{{"all", "", "every built-in and every lesson's scenario"}})
	if err != nil {
		return c.fail(err)
	}
	subjects, err := c.subjects(&p)
	if err != nil {
		return c.fail(err)
	}
	k := &checker{call: c, subjects: subjects}
	for _, s := range subjects {
		k.width = max(k.width, len(bare(s.name)))
	}
	for _, s := range subjects {
		if k.subject(s); k.failed {
			break // nobody would read it
		}
	}
	return k.total()
}

// checker counts what it finds.
type checker struct {
	call     *call
	subjects []subject
	width    int // of the longest name

	steps, looks                                int64 // of all runs; looks: at the whole state
	runs, hold, wrong, violated, mistakes, idle int
	failed                                      bool // standard output is gone
}

func (k *checker) say(word, name, config, text string) {
	line := fmt.Sprintf("%-8s  %-*s  %-5s  %s", word, k.width, bare(name), config, text)
	k.tell(strings.TrimRight(line, " ") + "\n")
}

// tell writes, until standard output is gone: that is told once.
func (k *checker) tell(text string) {
	if !k.failed {
		k.failed = k.call.say(text) != exitOK
	}
}

// mistake tells of a scenario that cannot run; the others still do.
func (k *checker) mistake(err error) {
	k.call.fail(err)
	k.mistakes++
}

func (k *checker) subject(s subject) {
	if s.wrong != nil {
		k.mistake(s.wrong)
		return
	}
	written, err := s.parse()
	if err != nil {
		k.mistake(err)
		return
	}
	looked := map[int]bool{}
	for i, set := range configurations(written, s.always) {
		one, err := configured(s.source, set)
		if err != nil && i > 0 && refusal(written) == nil {
			continue // a claim is about something that the engine cannot run yet
		}
		var res outcome
		if err == nil {
			res, err = execute(one)
		}
		if err != nil {
			k.mistake(err)
			return
		}
		k.steps, k.looks = k.steps+int64(res.Steps), k.looks+int64(res.looks)
		k.result(&s, one, set, res.Result, looked)
	}
	k.neverLooked(&s, written, looked)
}

// result tells of one run. Violations are no fault of a scenario that claims
// how many there are.
func (k *checker) result(of *subject, s *scenario.Scenario, set []given, res *engine.Result, looked map[int]bool) {
	k.runs++
	var wrong []string
	next, foreseen := 0, false
	for i := range s.Claims {
		if !s.Claims[i].Applies(s) {
			continue
		}
		c := &res.Claims[next]
		next++
		looked[i] = true
		if c.Holds {
			k.hold++
			foreseen = foreseen || s.Claims[i].Kind == scenario.ClaimViolations
		} else {
			wrong = append(wrong, fmt.Sprintf("line %d: %s, measured %s", of.line(&s.Claims[i]), c.Text, measured(&s.Claims[i], c)))
		}
	}
	k.wrong += len(wrong)
	word, text := "ok", counted(int64(next), "claim")
	if len(wrong) > 0 {
		word = "FALSE"
	}
	switch n := len(res.Violations); {
	case n > 0 && foreseen:
		text += ", " + counted(int64(n), "violation") + " as claimed"
	case n > 0:
		word = "VIOLATED"
		k.violated += n
		for _, v := range res.Violations {
			wrong = append(wrong, v.Invariant+": "+v.Text)
		}
	}
	if len(wrong) > 0 {
		text = strings.Join(wrong, "; ")
	}
	k.say(word, of.name, configText(s, set), text)
}

// neverLooked tells which claims no run was about.
func (k *checker) neverLooked(of *subject, s *scenario.Scenario, looked map[int]bool) {
	for i := range s.Claims {
		if !looked[i] {
			k.idle++
			k.say("not run", of.name, "", fmt.Sprintf("line %d: %s", of.line(&s.Claims[i]), s.Claims[i].Text))
		}
	}
}

func (k *checker) total() int {
	if k.runs > 0 {
		k.tell(fmt.Sprintf("every invariant after each of %s, and %s at the whole state\n", counted(k.steps, "step"), counted(k.looks, "look")))
	}
	text := fmt.Sprintf("%s, %s: %s, %d false, %s",
		counted(int64(len(k.subjects)), "scenario"), counted(int64(k.runs), "run"),
		held(k.hold), k.wrong, counted(int64(k.violated), "violation"))
	if k.idle > 0 {
		text += ", " + counted(int64(k.idle), "claim") + " about what this engine cannot run yet"
	}
	if k.mistakes > 0 {
		text += ", " + counted(int64(k.mistakes), "mistake")
	}
	if k.tell(text + "\n"); k.failed {
		return exitFailed
	}
	switch {
	case k.mistakes > 0:
		return exitAuthor
	case k.violated > 0:
		return exitViolated
	case k.wrong > 0:
		return exitFalse
	}
	return exitOK
}

func held(n int) string {
	if n == 1 {
		return "1 claim holds"
	}
	return fmt.Sprintf("%d claims hold", n)
}
