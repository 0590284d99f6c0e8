package main

import (
	"errors"

	"barnyard/engine"
)

// run FILE|NAME: to the end of the run, then one report or one JSON object.

func runOptions() []option {
	return append(settingOptions(),
		option{"json", "", "print one object with stable keys"},
		option{"events", "KINDS", "the run as sentences: all, told (the interesting ones), or kinds of list events"},
		option{"trace", "FILE", "write the events as well"})
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
	if p.has("trace") {
		return c.fail(errors.New("--trace is not here yet; it comes with the export of traces"))
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
