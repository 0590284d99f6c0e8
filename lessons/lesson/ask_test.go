package lesson

import (
	"strings"
	"testing"

	"barnyard/engine/scenario"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const goodAsk = `How long is the longest
pause of the loop?

value max(poll.gap) when qpw=0 rt=off
- < 1us
  Too short.
- 1us..20us
  It pays for two switches
  and the work between.
- "Longer": >= 20us
  Too long.
`

func TestAsk(t *testing.T) {
	a, err := ParseAsk(Place{"x.md", 5}, goodAsk)
	require.NoError(t, err)
	assert.Equal(t, "How long is the longest pause of the loop?", a.Question)
	assert.Equal(t, "max(poll.gap)", a.Expr)
	assert.Equal(t, []Setting{{"qpw", "0"}, {"rt", "off"}}, a.When)
	require.Len(t, a.Choices, 3)
	assert.Equal(t, "1us..20us", a.Choices[1].Range)
	assert.Equal(t, "between 1 and 20 µs", a.Choices[1].Text)
	assert.Equal(t, "It pays for two switches and the work between.", a.Choices[1].Why)
	assert.Equal(t, []Test{
		{Op: scenario.GE, Value: 1, IsDur: true, Unit: scenario.Us},
		{Op: scenario.LT, Value: 20, IsDur: true, Unit: scenario.Us},
	}, a.Choices[1].Tests)
	assert.Equal(t, "Longer", a.Choices[2].Text)
	assert.Equal(t, 14, a.Choices[2].Line)
}

// TestAskRight asks at the edges of every range: one choice each, never two.
func TestAskRight(t *testing.T) {
	a, err := ParseAsk(Place{"x.md", 1}, goodAsk)
	require.NoError(t, err)
	for ns, want := range map[int64]int{0: 0, 999: 0, 1000: 1, 19_999: 1, 20_000: 2, 1 << 60: 2} {
		assert.Equal(t, want, a.Right(ns), ns)
		holding := 0
		for _, c := range a.Choices {
			if c.Holds(ns) {
				holding++
			}
		}
		assert.Equal(t, 1, holding, ns)
	}
}

func TestAskCounts(t *testing.T) {
	a, err := ParseAsk(Place{"x.md", 1}, "How many?\nvalue ipis(cpu=3)\n- > 2\n  a.\n- \"None\": == 0\n  b.\n- 1..3\n  c.\n")
	require.NoError(t, err)
	assert.Equal(t, 1, a.Right(0))
	assert.Equal(t, 2, a.Right(2))
	assert.Equal(t, 0, a.Right(3))
	assert.Equal(t, "None", a.Choices[1].Text)
}

// A range that stands alone is said as prose.
func TestRangesInWords(t *testing.T) {
	for text, want := range map[string]string{
		"< 1us": "less than 1 µs", "1us..20us": "between 1 and 20 µs", ">= 1ms": "1 ms or more",
		"> 2s": "more than 2 s", "<= 3ns": "at most 3 ns", "500ns..20us": "between 500 ns and 20 µs",
		"< 3": "fewer than 3", "3..4": "exactly 3", "1..60": "from 1 to 59", ">= 60": "60 or more",
		"== 0": "exactly 0", "<= 9": "at most 9",
	} {
		tests, wrong := rangeOf(text)
		require.Empty(t, wrong, text)
		assert.Equal(t, want, Choice{Tests: tests}.inWords(), text)
	}
}

func TestBadAsks(t *testing.T) {
	q := "Why?\nvalue count(x.y)\n"
	two := "- < 3\n  a.\n- >= 3\n  b.\n"
	for _, c := range []struct{ text, want string }{
		{"", `x.md:7:1: an ask block without a question, expected one in its first line`},
		{"value count(x.y)\n" + two, `x.md:7:1: an ask block without a question`},
		{"Why?\n", `an ask block without a value, expected a line such as value max(poll.gap)`},
		{"Why?\n- < 3\n  a.\n", `x.md:8:1: a choice comes before the value`},
		{"Why?\nvalue \n" + two, `x.md:8:1: value names no expression`},
		{"Why?\nvalue count(x.y) when\n" + two, `x.md:8:18: when names no setting, expected one such as qpw=1`},
		{"Why?\nvalue count(x.y) when qpw=7\n" + two, `x.md:8:27: qpw is "7", expected one of n, 0, 1`},
		{"Why?\nvalue count(x.y) when qpw=1 qpw=0\n" + two, `x.md:8:29: qpw is set twice`},
		{q + "so it goes\n" + two, `x.md:9:1: found "so it goes", expected a choice after "- "`},
		{q + "- < 3\n  a.\nand b\n", `x.md:11:1: found "and b", expected a choice after "- " or, indented, the sentence of one`},
		{q + "- about 3\n  a.\n", `x.md:9:3: found "about 3", expected a range such as < 1us, 1us..20us (20us not included), > 3 or == 2`},
		{q + "- \"ä\":  < x\n  a.\n", `x.md:9:9: found "< x", expected a range`},
		{q + "- \"words\" < 3\n  a.\n", `x.md:9:3: found "\"words\" < 3", expected a choice such as - "a kworker": >= 1`},
		{q + "- < 3\n- >= 3\n  b.\n", `x.md:9:1: the choice "< 3" has no sentence, expected one in the next line, indented`},
		{q + "- >= 0\n  a.\n", `1 choices, expected 2 to 6`},
		{q + strings.Repeat("- == 1\n  a.\n", 7), `7 choices, expected 2 to 6`},
		{q + "- < 3\n  a.\n- >= 2\n  b.\n", `x.md:11:1: the choices "< 3" and ">= 2" overlap, expected exactly one right one`},
		{q + "- < 3\n  a.\n- > 3\n  b.\n", `x.md:11:1: no choice is right for what lies just below "> 3", expected ranges without a gap`},
		{q + "- < 3\n  a.\n- 3..9\n  b.\n", `x.md:11:1: no choice is right for what lies above "3..9", expected ranges without an end`},
		{q + "- < 3\n  a.\n- 5..4\n  b.\n", `the choice "5..4" can never be right`},
		{q + "- < 3\n  a.\n- >= 3us\n  b.\n", `x.md:11:1: the choice ">= 3us" mixes times and counts, expected one kind in all choices`},
		{q + strings.Repeat("x", 9000), `x.md:7:1: the question is 9022 bytes long, the limit is 8192`},
	} {
		a, err := ParseAsk(Place{"x.md", 7}, c.text)
		assert.Nil(t, a, c.text)
		require.Error(t, err, c.text)
		assert.Contains(t, err.Error(), c.want)
	}
}
