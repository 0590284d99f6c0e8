package lesson

import (
	"strings"
	"testing"

	"barnyard/engine/fuzzing"
)

// The fuzz targets of the little languages. Cues are more than a block of a
// lesson: the figure of a page is told by cues what to show, and where it was
// when it is started again.

// FuzzCues: cues are refused in one line with a place, or each reads again,
// alone, as what it was written as.
func FuzzCues(f *testing.F) {
	for _, seed := range []string{
		"mode qpw=1\nuntil event=A cpu=3 n=2", "compare qpw=0 qpw=1\nat 36us", "focus cpu3.lock # that one\nspeed 1us\nplay",
		"listing pcs_flush_all", "diff patch=qpw-v2 func=flush_all_cpus_locked", "manual", "at 0ns", "at 3601s", "at -1us",
		"mode qpw=1 rt=on alt=none fairserver=off rtthrottle=on", "mode qpw=2", "mode qpw=0 qpw=1", "until event=A event=A",
		"until n=1000001 event=_", "focus ../..", "play play", "", "#", "\x00", "\xff", strings.Repeat("until event=A\n", 33), strings.Repeat("x", 5000),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		fuzzing.Within(t, len(text), func() { readCues(t, text) })
	})
}

func readCues(t *testing.T, text string) {
	cues, err := ParseCues(text)
	if err != nil {
		isPlaced(t, err, "cue:")
		return
	}
	if len(cues) > maxCues {
		t.Fatalf("%d cues", len(cues))
	}
	for _, c := range cues {
		again, err := ParseCues(c.Written)
		if err != nil || len(again) != 1 || again[0].Kind != c.Kind || again[0].Written != c.Written {
			t.Fatalf("%q: %v, %v", c.Written, again, err)
		}
	}
}

// FuzzAsk: a question that is taken has one right answer for every number.
func FuzzAsk(f *testing.F) {
	for _, seed := range []string{
		"Why?\nvalue max(a.b) when qpw=1\n- < 3us\n  a.\n- \"b\": >= 3us\n  c.\n",
		"Why?\nvalue count(a.b)\n- == 0\n  a.\n- 1..5\n  b.\n- >= 5\n  c.\n",
		"Q\nvalue x\n- < 1s\n  a.\n- 1s..2s\n  b.\n- > 1999999999ns\n  c.\n",
		"Q\nvalue x when\n", "value x", "- < 1", "Q\nvalue x\n- <= 2147483647\n  a\n- > 2147483647\n  b", "Q\nvalue x\n- \"\": < 1\n", "", "\xff\n\n",
	} {
		f.Add(seed, int64(3000))
	}
	f.Fuzz(func(t *testing.T, text string, measured int64) {
		fuzzing.Within(t, len(text), func() { readAsk(t, text, max(measured, 0)) })
	})
}

func readAsk(t *testing.T, text string, measured int64) {
	a, err := ParseAsk(Place{File: "x", Line: 1}, text)
	if err != nil {
		isPlaced(t, err, "x:")
		return
	}
	numbers := []int64{measured}
	for _, c := range a.Choices { // where one choice ends and the next begins
		s := c.span()
		numbers = append(numbers, s.lo, max(s.lo-1, 0), s.hi)
	}
	for _, n := range numbers {
		holding := 0
		for _, c := range a.Choices {
			if c.Holds(n) {
				holding++
			}
		}
		if holding != 1 || a.Right(n) < 0 {
			t.Fatalf("%d choices of %q hold for %d", holding, text, n)
		}
	}
}

// FuzzChange: differences are refused in one line with a place, or laid over
// the scenario, and no change at all leaves the result as it is.
func FuzzChange(f *testing.F) {
	for _, seed := range []struct{ base, differences string }{
		{"machine cpus=4\nclaim a\n", "machine qpw=1; drop claims\ntask a cpu=1 {\n x }"},
		{"machine cpus=4; cost a=1\ntask t cpu=0 { loop { alloc c } }", "cost a=2 b=3\ndrop task t\ncache c size=64"},
		{"title \"a { b\" # {", "title \"x;y\""}, {"{", "}"}, {"}}", "{{"}, {"machine", "machine =; machine a=b=c"}, {"", ""},
		{"task t", "drop"}, {"# only", "\"open"}, {"\xff", "\x00;;;"}, {strings.Repeat("{", 400), strings.Repeat("machine a=1\n", 400)},
	} {
		f.Add(seed.base, seed.differences)
	}
	f.Fuzz(func(t *testing.T, base, differences string) {
		fuzzing.Within(t, len(base)+len(differences), func() { change(t, base, differences) })
	})
}

func change(t *testing.T, base, differences string) {
	at := Place{File: "x", Line: 1}
	changed, err := Change(at, base, differences)
	if err != nil {
		isPlaced(t, err, "x:")
		return
	}
	once, err := Change(at, changed, "")
	if err != nil {
		t.Fatal(err)
	}
	if twice, err := Change(at, once, ""); err != nil || twice != once {
		t.Fatalf("%v: %q becomes %q", err, once, twice)
	}
	_ = Under(base, []Setting{{Key: "qpw", Value: "1"}})
}

// isPlaced checks the form of a mistake: file:line:col: words, in one line.
func isPlaced(t *testing.T, err error, file string) {
	text := err.Error()
	if rest, ok := strings.CutPrefix(text, file); !ok || strings.Contains(text, "\n") || strings.Count(rest, ":") < 2 || len(text) > 4<<10 {
		t.Fatalf("%q", text)
	}
}
