package scenario_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/scenario"
)

// Bytes that no script can show.
func TestHostileBytes(t *testing.T) {
	long := strings.Repeat("x", 300)
	for _, c := range []struct{ name, text, want string }{
		{"invalid UTF-8", "machine cpus=1\nseed \xff", `x.barn:2:6: byte 0xff is not UTF-8; expected UTF-8 text`},
		{"cut UTF-8 in a comment", "# caf\xc3\nmachine cpus=1", `x.barn:1:6: byte 0xc3 is not UTF-8; expected UTF-8 text`},
		{"columns count characters", "title \"é\" \xfe", `x.barn:1:11: byte 0xfe is not UTF-8; expected UTF-8 text`},
		{"NUL", "machine \x00cpus=1", `x.barn:1:9: control character "\x00"; expected text`},
		{"NUL in a comment", "# \x00", `x.barn:1:3: control character "\x00"; expected text`},
		{"byte order mark", "\ufeffmachine cpus=1", `x.barn:1:1: a byte order mark; expected UTF-8 text without one`},
		{"carriage return alone", "machine\rcpus=1", `x.barn:1:8: a carriage return alone; expected a newline`},
		{"escape", "title \"\x1b[31m\"", `x.barn:1:8: control character "\x1b"; expected text`},
		{"C1 control", "title \"\u0085\"", `x.barn:1:8: control character "\u0085"; expected text`},
		{"bidi in a title", "title \"a\u202eb\"", `x.barn:1:9: "\u202e" cannot be printed; expected visible characters in a title`},
		{"bidi outside", "machine \u202ecpus=1", `x.barn:1:9: unexpected character "\u202e"; expected a word, a title in quotes or one of { } ( ) , : = < > !`},
		{"no-break space", "machine\u00a0cpus=1", `x.barn:1:8: unexpected character "\u00a0"; expected a word, a title in quotes or one of { } ( ) , : = < > !`},
		{"look-alike letter", "c\u0430che c size=8", `x.barn:1:2: unexpected character "а"; expected a word, a title in quotes or one of { } ( ) , : = < > !`},
		{"lone !", "claim violations() ! 0", `x.barn:1:20: "!" alone; expected "!="`},
		{"long word", "cache " + long, `x.barn:1:7: "` + long[:60] + `"... is too long; expected at most 256 bytes`},
		{"long quote of the text", "machine " + long[:100] + "=1", `x.barn:1:9: unknown key "` + long[:60] + `"... of machine; expected alt, cmdline, cpus, fairserver, ghz, isolated, jitter, lockdep, memoryless, nodes, nohz_full, qpw, rt, rtthrottle, steps`},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := scenario.Parse("x.barn", []byte(c.text))
			assert.Nil(t, s)
			assert.EqualError(t, err, c.want)
		})
	}
}

func TestCRLFReadsAsLF(t *testing.T) {
	unix := "machine cpus=2\ncache c size=64 # x\ntask t cpu=1 {\nalloc c\n}\n"
	dos := strings.ReplaceAll(unix, "\n", "\r\n")
	a, err := scenario.Parse("x.barn", []byte(unix))
	require.NoError(t, err)
	b, err := scenario.Parse("x.barn", []byte(dos))
	require.NoError(t, err)
	assert.Equal(t, a, b, "positions too")
}

func TestErrorIsOneLine(t *testing.T) {
	err := &scenario.Error{File: "a\nb\u202e.barn", Pos: scenario.Pos{Line: 2, Col: 3}, Msg: "m"}
	assert.EqualError(t, err, `a\nb\u202e.barn:2:3: m`)
}

func TestErrorHasItsParts(t *testing.T) {
	_, err := scenario.Parse("f", []byte("\n  bad"))
	var e *scenario.Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "f", e.File)
	assert.Equal(t, scenario.Pos{Line: 2, Col: 3}, e.Pos)
}

// A message about a text with very many names stays short.
func TestMessageStaysShort(t *testing.T) {
	var b strings.Builder
	b.WriteString("machine cpus=1\n")
	for i := range 100 {
		b.WriteString("cache " + strings.Repeat("n", i+100) + " size=8\n")
	}
	b.WriteString("task t cpu=0 { alloc q }\n")
	_, err := scenario.Parse("x.barn", []byte(b.String()))
	assert.EqualError(t, err, `x.barn:102:22: cache "q" is not declared before this; expected one of 100 names`)
}
