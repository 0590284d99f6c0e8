package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"barnyard/engine"
	"barnyard/engine/explore"
	"barnyard/engine/replay"
	"barnyard/engine/scenario"
)

// explore --seeds N: schedules and faults by chance, on top of a scenario that
// may be too large for every order.

// maxSeeds bounds what one call runs.
const maxSeeds = 1 << 40

func (c *call) trySeeds(s *scenario.Scenario, n int64) int {
	began, told, steps, mistakes := time.Now(), time.Now(), 0, int64(0)
	var mistake error
	for seed := range n {
		o := explore.Given(s, uint64(seed), explore.Options{})
		steps += o.Steps
		if o.Err != nil {
			if mistakes++; mistake == nil {
				mistake = mistakeOf(&o)
			}
		}
		if o.Found {
			return c.tellSeed(s, &o)
		}
		if time.Since(told) >= progressAfter {
			told = time.Now()
			fmt.Fprintf(c.errOut, "explore: %s, %s, after %d s\n", many(seed+1, "seed"), many(int64(steps), "step"), int(time.Since(began).Seconds()))
		}
	}
	if mistakes == n {
		return c.fail(mistake)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s, %s, in %.1f s: no invariant is violated\n", s.Name, many(n, "seed"), many(int64(steps), "step"), time.Since(began).Seconds())
	if mistakes > 0 {
		fmt.Fprintf(&b, "%s of them came to what no author can mean, the first: %v\n", grouped(mistakes), mistake)
	}
	return c.write([]byte(b.String()), exitOK)
}

// tellSeed shrinks what a seed has found and tells of it.
func (c *call) tellSeed(s *scenario.Scenario, o *explore.Outcome) int {
	var b strings.Builder
	invariant := o.Invariant(nil)
	fmt.Fprintf(&b, "%s: seed %d violates %s\n", s.Name, o.Seed, invariant)
	small, ok := explore.Shrink(explore.Trial{Text: o.Text, Choices: o.Choices}, explore.Goal{Invariant: invariant}, 0)
	if !ok {
		return c.fail(fmt.Errorf("seed %d has violated %s and its text and choices do not: expected the same again", o.Seed, invariant))
	}
	fmt.Fprintf(&b, "\nshrunk in %d runs to\n\n%s\n", small.Tries, strings.TrimRight(indented(small.Text), " "))
	shrunk, err := engine.Parse(s.Name, []byte(small.Text))
	if err != nil {
		return c.fail(err)
	}
	if small.Healed {
		v := small.Outcome.Violations[0]
		fmt.Fprintf(&b, "after the choices, when nothing fails any more, %s: %s\n", v.Invariant, v.Text)
		word, err := replay.Format(&replay.Replay{Scenario: shrunk, Choices: small.Choices})
		if err != nil {
			return c.fail(err)
		}
		fmt.Fprintf(&b, "\nto the end of the choices: replay %s\n", word)
		return c.write([]byte(b.String()), exitViolated)
	}
	r := &replay.Replay{Scenario: shrunk, Choices: small.Choices}
	run, err := r.Run()
	if err != nil {
		return c.fail(err)
	}
	if len(run.Violations) == 0 {
		return c.fail(errors.New("the shrunk scenario violates nothing in a replay; expected " + invariant))
	}
	r.Seal(run)
	return c.tellReplay(&b, r)
}

// mistakeOf is a mistake of the author's with the line where it is. The position
// is one in the text that a seed has added its faults to, which nobody sees.
func mistakeOf(o *explore.Outcome) error {
	var e *scenario.Error
	lines := strings.Split(o.Text, "\n")
	if !errors.As(o.Err, &e) || int(e.Pos.Line) < 1 || int(e.Pos.Line) > len(lines) {
		return fmt.Errorf("seed %d: %w", o.Seed, o.Err)
	}
	return fmt.Errorf("seed %d, at %q: %s", o.Seed, strings.TrimSpace(lines[e.Pos.Line-1]), e.Msg)
}

// tellReplay writes the turns up to the violation, and the string.
func (c *call) tellReplay(b *strings.Builder, r *replay.Replay) int {
	word, err := replay.Format(r)
	if err != nil {
		return c.fail(err)
	}
	rows, v, _, err := r.Schedule()
	if err != nil {
		return c.fail(err)
	}
	scheduleTable(b, rows, r.Scenario.Machine.GHz)
	if v != nil {
		violationLine(b, v)
	}
	fmt.Fprintf(b, "\nreplay %s\n", word)
	return c.write([]byte(b.String()), exitViolated)
}

func indented(text string) string {
	return "  " + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n  ") + "\n"
}
