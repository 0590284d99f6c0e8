package lesson

import (
	"strconv"

	"barnyard/engine/scenario"
)

// A range as a reader sees it. The file says 1us..20us; the page and the
// window say "between 1 and 20 µs".

// inWords is a choice's range as prose.
func (c Choice) inWords() string {
	if len(c.Tests) == 2 {
		return between(c.Tests[0], c.Tests[1])
	}
	t := c.Tests[0]
	switch t.Op {
	case scenario.LT:
		if !t.IsDur {
			return "fewer than " + t.inWords()
		}
		return "less than " + t.inWords()
	case scenario.LE:
		return "at most " + t.inWords()
	case scenario.GT:
		return "more than " + t.inWords()
	case scenario.GE:
		return t.inWords() + " or more"
	}
	return "exactly " + t.inWords()
}

// between is a range with two ends. Of counts both are said as included, of
// times the exact end matters to nobody.
func between(from, to Test) string {
	switch {
	case !from.IsDur && to.Value-1 <= from.Value:
		return "exactly " + from.inWords()
	case !from.IsDur:
		return "from " + from.inWords() + " to " + strconv.FormatInt(to.Value-1, 10)
	case from.Unit == to.Unit:
		return "between " + strconv.FormatInt(from.Value, 10) + " and " + to.inWords()
	}
	return "between " + from.inWords() + " and " + to.inWords()
}

// inWords is the value with its unit.
func (t Test) inWords() string {
	n := strconv.FormatInt(t.Value, 10)
	switch {
	case !t.IsDur:
		return n
	case t.Unit == scenario.Us:
		return n + " µs"
	}
	return n + " " + t.Unit.String()
}
