package main

import (
	"errors"
	"fmt"

	"barnyard/engine"
	"barnyard/engine/history"
)

// run FILE|NAME: to the end of the run, then one report or one JSON object.

func runOptions() []option {
	return append(settingOptions(),
		option{"json", "", "print one object with stable keys"},
		option{"events", "KINDS", "the run as sentences: all, told (the interesting ones), or kinds of list events"},
		option{"trace", "FILE", "write the run for other tools as well, as export does"})
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
	if kinds, ok := p.value("events"); ok {
		if p.has("json") {
			return c.fail(errors.New("--json and --events are given; expected one of them"))
		}
		return c.writeEvents(s, kinds)
	}
	if err := c.traceToo(&p, src); err != nil {
		return c.fail(err)
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
