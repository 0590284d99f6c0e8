package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
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

// FuzzParseArgs: no word is lost, and a complaint is one line.
func FuzzParseArgs(f *testing.F) {
	for _, seed := range []string{"", "a --qpw 1", "-- --x", "--qpw=1 --qpw=2", "-o", "---json", "-\x1b=\n", "--=", "-"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		words := strings.Split(line, " ")
		p, err := parseArgs(words, testOptions())
		if err != nil {
			assert.NotContains(t, err.Error(), "\n")
			return
		}
		rest := len(words) - len(p.names) - len(p.flags) // values and one --
		assert.GreaterOrEqual(t, rest, 0)
		assert.LessOrEqual(t, rest, len(p.flags)+1)
	})
}
