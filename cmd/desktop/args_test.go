package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/fuzzing"
	"barnyard/engine/scenario"
)

func testOptions() []option {
	return []option{{"qpw", "n|0|1", ""}, {"json", "", ""}, {"o", "OUT", ""}}
}

// TestParseArgs: names and flags in any order, in every way to write them.
func TestParseArgs(t *testing.T) {
	for _, c := range []struct {
		line  string
		names []string
		flags []given
	}{
		{"", nil, nil},
		{"a --qpw 1 b", []string{"a", "b"}, []given{{"qpw", "1"}}},
		{"--qpw=1 -json a", []string{"a"}, []given{{"qpw", "1"}, {"json", ""}}},
		{"-o x.svg a", []string{"a"}, []given{{"o", "x.svg"}}},
		{"-o=a=b", nil, []given{{"o", "a=b"}}},
		{"--qpw --json", nil, []given{{"qpw", "--json"}}},
		{"- -- --qpw -", []string{"-", "--qpw", "-"}, nil},
	} {
		p, err := parseArgs(strings.Fields(c.line), testOptions())
		require.NoError(t, err, c.line)
		assert.Equal(t, c.names, p.names, c.line)
		assert.Equal(t, c.flags, p.flags, c.line)
	}
}

// FuzzParseArgs: no word is lost, a complaint is one line that can be shown
// anywhere, and what a flag sets in a scenario reads back from its text.
func FuzzParseArgs(f *testing.F) {
	for _, seed := range []string{
		"", "a --qpw 1", "-- --x", "--qpw=1 --qpw=2", "-o", "---json", "-\x1b=\n", "--=", "-", "x --cpus 8 --until 3us --seed 9",
		"--rt on --alt userret --generation 6.18 --fairserver off --rtthrottle on --lockdep off", "--cpus=1024", "--cpus=1025",
		"--until=0", "--until=3601s", "--seed 18446744073709551616", "--qpw \xff", "--trace a --at 3us --size 10x10 --theme dark",
	} {
		f.Add(seed)
	}
	options := append(runOptions(), shotOptions()...)
	base, err := scenario.Parse("x", []byte("machine cpus=2; cache c size=64; task w cpu=0-1 { alloc c }"))
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, line string) {
		fuzzing.Within(t, len(line), func() { readArgs(t, line, options, *base) })
	})
}

func readArgs(t *testing.T, line string, options []option, s scenario.Scenario) {
	words := strings.Split(line, " ")
	p, err := parseArgs(words, options)
	if err != nil {
		oneLine(t, line, err)
		return
	}
	rest := len(words) - len(p.names) - len(p.flags) // values and one --
	if rest < 0 || rest > len(p.flags)+1 {
		t.Fatalf("%q: %d names and %d flags", words, len(p.names), len(p.flags))
	}
	if size, given := p.value("size"); given {
		if w, h, err := sizeOf(size); err != nil {
			oneLine(t, line, err)
		} else if min(w, h) < minSide || max(w, h) > maxSide {
			t.Fatalf("%q is %d x %d", size, w, h)
		}
	}
	set := settings(p.flags)
	for _, g := range set {
		if err := s.Set(g.name, g.text); err != nil {
			oneLine(t, line, err)
			return
		}
	}
	if len(set) == 0 {
		return
	}
	if again, err := scenario.Parse("x", []byte(s.String())); err != nil || again.String() != s.String() {
		t.Fatalf("%v\n%s", err, s.String())
	}
}

// oneLine: what is told of a line can be shown anywhere. A sign for a letter that is
// none is in it where the line has it, and not because of us.
func oneLine(t *testing.T, line string, err error) {
	for _, r := range err.Error() {
		if r < ' ' || r == 0x7f || r == '\u202e' || r == '\ufffd' && !strings.Contains(line, "\ufffd") {
			t.Fatalf("%q", err.Error())
		}
	}
}
