package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"barnyard/engine"
	"barnyard/engine/replay"
)

// replay STRING|LINK: the run that a replay string holds or a link shows, to its
// end, then what run prints; with --steps who took which steps, up to the first
// violation.

func replayOptions() []option {
	return []option{
		{"json", "", "print one object with stable keys"},
		{"steps", "", "print who took which steps instead"},
	}
}

// wantReplay says what may be named, in messages.
const wantReplay = "a replay string, a link, or - for standard input"

func replayRun(c *call) int {
	p, err := parseArgs(c.args, replayOptions())
	if err != nil {
		return c.fail(err)
	}
	if p.has("json") && p.has("steps") {
		return c.fail(errors.New("--json and --steps are given; expected one of them"))
	}
	word, err := p.one(wantReplay)
	if err != nil {
		return c.fail(err)
	}
	r, err := c.replayOf(word)
	if err != nil {
		return c.fail(err)
	}
	run, err := r.Run()
	if err != nil {
		return c.fail(err)
	}
	res, err := withBench(r.Scenario, outcome{run.Result(), looksOf(run)})
	switch {
	case err != nil:
		return c.fail(err)
	case p.has("steps"):
		return c.writeSteps(r, verdict(res.Result))
	case p.has("json"):
		return c.write(res.JSON(), verdict(res.Result))
	}
	return c.write(report(r.Scenario, res), verdict(res.Result))
}

// looksOf is how often the whole state was checked: after each step, and at the
// end.
func looksOf(ended *engine.Run) int { return int(ended.Kernel.M.Step) + 1 }

// replayOf reads a replay string, which a lone - has on standard input.
func (c *call) replayOf(word string) (*replay.Replay, error) {
	if word == "-" {
		text, err := io.ReadAll(io.LimitReader(c.in, replay.MaxBytes+maxBlank))
		if err != nil {
			return nil, cannotRead("stdin", err)
		}
		if len(text) == replay.MaxBytes+maxBlank { // how much more there is, nobody has read
			return nil, fmt.Errorf("the replay string has more than %d bytes; expected at most %[1]d", replay.MaxBytes)
		}
		word = strings.TrimSpace(string(text))
	}
	word, _, err := c.linked(word)
	if err != nil {
		return nil, err
	}
	return replay.Parse(word)
}

// maxBlank is how much room there may be around a string on standard input.
const maxBlank = 64

func (c *call) writeSteps(r *replay.Replay, code int) int {
	rows, found, whole, err := r.Schedule()
	if err != nil {
		return c.fail(err)
	}
	var b strings.Builder
	scheduleTable(&b, rows, r.Scenario.Machine.GHz)
	switch {
	case !whole:
		fmt.Fprintf(&b, "  ... and more: these are the first %d rows\n", replay.MaxRows)
	case found != nil:
		violationLine(&b, found)
	default:
		b.WriteString("  no violation: this is the whole run\n")
	}
	return c.write([]byte(b.String()), code)
}

func violationLine(b *strings.Builder, v *engine.Violation) {
	fmt.Fprintf(b, "  %s at %s µs, step %d: %s\n", v.Invariant, micros(v.TimeNs), v.Step, v.Text)
}
