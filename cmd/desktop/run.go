package main

import (
	"errors"
	"fmt"

	"barnyard/engine"
	"barnyard/engine/history"
)

// run FILE|NAME: to the end of the run, then one report or one JSON object.

func runOptions() []option { return append(settingOptions(), answerOptions()...) }

// answerOptions say what run answers with.
func answerOptions() []option {
	return []option{
		{"json", "", "print one object with stable keys"},
		{"events", "all|told|KINDS", "print the run as sentences instead: all, those that are told of (the interesting ones), or kinds of list events, with commas between"},
		{"trace", "OUT", "write the run for other tools as well, as export does: OUT ends with " + traceEndings()},
	}
}

func runScenario(c *call) int {
	p, err := parseArgs(c.args, runOptions())
	if err != nil {
		return c.fail(err)
	}
	name, err := p.one(wantScenario)
	if err != nil {
		return c.fail(err)
	}
	if out, ok := p.value("trace"); ok {
		if err := c.mayWrite("trace", out, name); err != nil {
			return c.fail(err)
		}
	}
	src, err := c.load(name)
	if err != nil {
		return c.fail(err)
	}
	s, err := configured(src, settings(p.flags))
	if err != nil {
		return c.fail(err)
	}
	kinds, told := p.value("events")
	if told && p.has("json") {
		return c.fail(errors.New("--json and --events are given; expected one of them"))
	}
	if err := c.traceToo(&p, src); err != nil {
		return c.fail(err)
	}
	if told {
		return c.writeEvents(s, kinds)
	}
	res, err := execute(s)
	if err == nil {
		res, err = withBench(s, res)
	}
	if err != nil {
		return c.fail(err)
	}
	if p.has("json") {
		return c.write(res.JSON(), verdict(res.Result))
	}
	return c.write(report(s, res), verdict(res.Result))
}

// traceToo writes the run as export does, if --trace names a file.
func (c *call) traceToo(p *parsed, src source) error {
	out, ok := p.value("trace")
	if !ok {
		return nil
	}
	f, err := formatOf(out)
	if err != nil {
		return err
	}
	if f.write == nil {
		return fmt.Errorf("--trace %s: a film has its own command, export", quote(out))
	}
	s, err := configured(src, settings(p.flags))
	if err != nil {
		return err
	}
	h, err := history.New(s)
	if err != nil {
		return err
	}
	return writeTrace(h, s.Title, configText(s, settings(p.flags)), f, out)
}

// verdict is the exit code of a run that came to its end.
func verdict(res *engine.Result) int {
	if len(res.Violations) > 0 {
		return exitViolated
	}
	for _, claim := range res.Claims {
		if !claim.Holds {
			return exitFalse
		}
	}
	return exitOK
}
