package main

import (
	"errors"
	"fmt"
	"strings"

	"barnyard/engine"
	"barnyard/engine/check"
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

	steps, looks                          int64 // of all runs; looks: at the whole state
	large                                 int64 // runs with so many sheaf locks that not all are looked at after each step
	runs, hold, wrong, violated, mistakes int
	failed                                bool // standard output is gone
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
	for _, conf := range configurations(written, s.always) {
		one, err := s.with(conf.set)
		if err != nil && len(conf.claims) > 0 && len(conf.set) > 0 {
			k.cannotBe(&s, &conf, err)
			continue
		}
		var res outcome
		if err == nil {
			res, err = execute(one)
		}
		if err != nil {
			k.mistake(withSettings(err, conf.set))
			if len(conf.set) == 0 {
				return // most likely it would come each time
			}
			continue
		}
		k.steps, k.looks = k.steps+int64(res.Steps), k.looks+int64(res.looks)
		if one.Machine.CPUs*len(one.Caches) > check.MaxLooked {
			k.large++
		}
		k.result(&s, one, conf.set, res.Result)
	}
}

// cannotBe tells of each claim that is about a configuration which cannot be
// made: nothing can judge it, so it is a mistake of its own.
func (k *checker) cannotBe(of *subject, conf *configuration, err error) {
	why := err.Error()
	if wrong := new(scenario.Error); errors.As(err, &wrong) {
		why = wrong.Msg
	}
	for _, c := range conf.claims {
		file, at := of.place(c)
		k.mistake(&scenario.Error{File: file, Pos: at, Msg: "a claim about " + setText(asked(c)) + ": " + why})
	}
}

// withSettings says of a mistake that shows in a run which settings that had.
func withSettings(err error, set []given) error {
	if len(set) == 0 {
		return err
	}
	if wrong, ok := err.(*scenario.Error); ok {
		return &scenario.Error{File: wrong.File, Pos: wrong.Pos, Msg: wrong.Msg + " (with " + setText(set) + ")"}
	}
	return fmt.Errorf("with %s: %w", setText(set), err)
}

// result tells of one run. Violations are no fault of a scenario that claims
// how many there are.
func (k *checker) result(of *subject, s *scenario.Scenario, set []given, res *engine.Result) {
	k.runs++
	var wrong []string
	next, foreseen := 0, false
	for i := range s.Claims {
		if !s.Claims[i].Applies(s) {
			continue
		}
		c := &res.Claims[next]
		next++
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

// inTurn says what is not looked at after each step where machines are large.
func (k *checker) inTurn() string {
	if k.large == 0 {
		return ""
	}
	return fmt.Sprintf("; in %s with more than %d sheaf locks, those that a step has nothing to do with %d at a time, in turn",
		counted(k.large, "run"), check.MaxLooked, check.Rolling)
}

func (k *checker) total() int {
	if k.runs > 0 {
		k.tell(fmt.Sprintf("every invariant after each of %s, and %s at the whole state%s\n", counted(k.steps, "step"), counted(k.looks, "look"), k.inTurn()))
	}
	text := fmt.Sprintf("%s, %s: %s, %d false, %s",
		counted(int64(len(k.subjects)), "scenario"), counted(int64(k.runs), "run"),
		held(k.hold), k.wrong, counted(int64(k.violated), "violation"))
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
