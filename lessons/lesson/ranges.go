package lesson

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"barnyard/engine/scenario"
)

// The choices of a question part the numbers among themselves: no number is
// right for two choices and none for no choice. So exactly one choice is right
// whatever the run measures, also a run that the reader has changed.

var rangeOps = []struct {
	sign string
	op   scenario.Op
}{
	{"<=", scenario.LE}, {">=", scenario.GE}, {"==", scenario.EQ},
	{"<", scenario.LT}, {">", scenario.GT},
}

const rangeForm = "a range such as < 1us, 1us..20us (20us not included), > 3 or == 2"

// rangeOf reads a range; what is wrong is said in words that end a message.
func rangeOf(s string) ([]Test, string) {
	if lo, hi, ok := strings.Cut(s, ".."); ok {
		from, okFrom := testOf(scenario.GE, lo)
		to, okTo := testOf(scenario.LT, hi)
		if !okFrom || !okTo {
			return nil, rangeForm
		}
		return []Test{from, to}, ""
	}
	for _, o := range rangeOps {
		if value, ok := strings.CutPrefix(s, o.sign); ok {
			t, ok := testOf(o.op, value)
			if !ok {
				return nil, rangeForm
			}
			return []Test{t}, ""
		}
	}
	return nil, rangeForm
}

func testOf(op scenario.Op, s string) (Test, bool) {
	s = strings.TrimSpace(s)
	if n, ok := number(s, 0, math.MaxInt32); ok {
		return Test{Op: op, Value: n}, true
	}
	d, expected := duration(s)
	return Test{Op: op, Value: d.N, IsDur: true, Unit: d.Unit}, expected == ""
}

// span is the numbers from lo to hi, both included; times count in ns.
type span struct{ lo, hi int64 }

func (t Test) span() span {
	v := t.Value
	if t.IsDur {
		v = nanoseconds(v, t.Unit)
	}
	switch t.Op {
	case scenario.LT:
		return span{0, v - 1}
	case scenario.LE:
		return span{0, v}
	case scenario.GT:
		return span{v + 1, math.MaxInt64}
	case scenario.GE:
		return span{v, math.MaxInt64}
	default:
		return span{v, v}
	}
}

func (c Choice) span() span {
	s := span{0, math.MaxInt64}
	for _, t := range c.Tests {
		u := t.span()
		s = span{max(s.lo, u.lo), min(s.hi, u.hi)}
	}
	return s
}

// Holds says whether a measured number makes the choice the right one. Times
// are in ns.
func (c Choice) Holds(measured int64) bool {
	s := c.span()
	return s.lo <= measured && measured <= s.hi
}

// Right is the index of the choice that a measured number makes right.
func (a *Ask) Right(measured int64) int {
	return slices.IndexFunc(a.Choices, func(c Choice) bool { return c.Holds(measured) })
}

// cover fails when choices overlap, leave a gap, or mix times with counts.
func (r *askReader) cover() {
	choices := slices.Clone(r.ask.Choices)
	slices.SortStableFunc(choices, func(a, b Choice) int { return cmp.Compare(a.span().lo, b.span().lo) })
	next := int64(0)
	for i, c := range choices {
		line, s := c.Line-r.at.Line, c.span()
		switch {
		case c.mixes(choices[0]):
			r.fail(line, 1, "the choice %s mixes times and counts, expected one kind in all choices", shown(c.Text))
		case s.lo > s.hi:
			r.fail(line, 1, "the choice %s can never be right", shown(c.Text))
		case s.lo < next:
			r.fail(line, 1, "the choices %s and %s overlap, expected exactly one right one",
				shown(choices[i-1].Text), shown(c.Text))
		case s.lo > next:
			r.fail(line, 1, "no choice is right for what lies just below %s, expected ranges without a gap", shown(c.Text))
		}
		if next = s.hi; s.hi < math.MaxInt64 {
			next++
		}
	}
	if last := choices[len(choices)-1]; r.err == nil && last.span().hi != math.MaxInt64 {
		r.fail(last.Line-r.at.Line, 1, "no choice is right for what lies above %s, expected ranges without an end", shown(last.Text))
	}
}

func (c Choice) mixes(with Choice) bool {
	for _, t := range c.Tests {
		if t.IsDur != with.Tests[0].IsDur {
			return true
		}
	}
	return false
}
