package main

import (
	"strconv"

	"barnyard/engine"
	"barnyard/engine/scenario"
)

// Claims in the report: each with what was measured, and those that say
// nothing about this configuration marked as such, so that nobody takes them
// for checked.

func (r *reporter) claims() {
	r.section("claims")
	if len(r.s.Claims) == 0 {
		r.b.WriteString("  none\n")
		return
	}
	var rows [][]string
	next := 0
	for i := range r.s.Claims {
		c := &r.s.Claims[i]
		if !c.Applies(r.s) {
			rows = append(rows, []string{"·", c.Text, "not for this configuration"})
			continue
		}
		rows = append(rows, []string{mark(&r.res.Claims[next]), c.Text, measured(c, &r.res.Claims[next])})
		next++
	}
	align(&r.b, "  ", "lll", rows)
}

func mark(res *engine.ClaimResult) string {
	if res.Holds {
		return "✓"
	}
	return "✗"
}

// measured is the value that a claim speaks of, as people read it.
func measured(c *scenario.Claim, res *engine.ClaimResult) string {
	switch {
	case res.Value == nil:
		return "it never happened"
	case c.Kind == scenario.ClaimTime, c.Kind == scenario.ClaimSeries && c.Func != "count":
		return micros(*res.Value) + " µs"
	}
	return strconv.FormatInt(*res.Value, 10)
}
