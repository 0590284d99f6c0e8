package lessons

import (
	"testing"
	"testing/fstest"

	"barnyard/lessons/lesson"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const whole = `---
title: "A lesson: with a colon"
summary: What it shows.
minutes: 7
needs: [other-lesson]
sources:
  - id: v2
    who: Somebody
    date: 2026-03-02
    subject: "[PATCH] x"
    message: a/b@c
    note: for the claim
---

## The first step

Words with *stress*, **weight**, ` + "`code()`" + ` and [Somebody](#source-v2).
A second line &amp; \*this\*.

- one
- two, [outside](https://lore.kernel.org/all/x/)
  1. deeper

` + "```text\nplain < text\n```" + `

### Inside

| a | b |
|---|---|
| ` + "`x`" + ` | y |

> said

` + "```scenario\nuse known\nmachine qpw=1\n```\n```cue\nplay\n```\n```notes\nSay this.\n```" + `

## Second

See [the first](#the-first-step).

` + "```ask\nHow many?\nvalue count(poll.gap)\n- < 3\n  a.\n- >= 3\n  b.\n```\n```cue\nat 1us\n```\n"

func TestParse(t *testing.T) {
	l := parsed(t, whole)
	assert.Equal(t, 8, l.Num)
	assert.Equal(t, "some-lesson", l.Slug)
	assert.Equal(t, "A lesson: with a colon", l.Title)
	assert.Equal(t, []string{"other-lesson"}, l.Needs)
	assert.Equal(t, "https://lore.kernel.org/all/a%2Fb@c/", l.Sources[0].URL())
	require.Len(t, l.Steps, 2)
	first, second := l.Steps[0], l.Steps[1]
	assert.Equal(t, "the-first-step", first.Slug)
	assert.Equal(t, 15, first.Line)
	assert.Equal(t, "Say this.", first.Notes)
	assert.Equal(t, "known", second.ScenarioName)
	assert.Equal(t, "machine cpus=4 qpw=1\ntask poll cpu=3 { loop { mark gap } }\n", second.ScenarioText)
	assert.Equal(t, first.ScenarioLine, second.ScenarioLine)
	assert.Equal(t, 3, len(second.Ask.Choices)+1)
	assert.Equal(t, lesson.CueAt, second.Cues[0].Kind)
}

// TestBlocks reads every kind of prose as data.
func TestBlocks(t *testing.T) {
	type run = lesson.Run
	text := func(s string) []run { return []run{{Text: s}} }
	par := func(runs ...run) lesson.Block { return lesson.Block{Kind: lesson.Paragraph, Runs: runs} }
	assert.Equal(t, []lesson.Block{
		par(run{Text: "Words with "}, run{Text: "stress", Style: lesson.Emph}, run{Text: ", "},
			run{Text: "weight", Style: lesson.Strong}, run{Text: ", "}, run{Text: "code()", Style: lesson.Code},
			run{Text: " and "}, run{Text: "Somebody", URL: "#source-v2"}, run{Text: ". A second line & *this*."}),
		{Kind: lesson.List, Items: [][]lesson.Block{
			{par(run{Text: "one"})},
			{par(run{Text: "two, "}, run{Text: "outside", URL: "https://lore.kernel.org/all/x/"}),
				{Kind: lesson.List, Ordered: true, Items: [][]lesson.Block{{par(run{Text: "deeper"})}}}},
		}},
		{Kind: lesson.CodeBlock, Code: "plain < text\n"},
		{Kind: lesson.Heading, Runs: text("Inside")},
		{Kind: lesson.Table, Head: []lesson.Cell{{Runs: text("a")}, {Runs: text("b")}},
			Rows: [][]lesson.Cell{{{Runs: []run{{Text: "x", Style: lesson.Code}}}, {Runs: text("y")}}}},
		{Kind: lesson.Quote, Items: [][]lesson.Block{{par(run{Text: "said"})}}},
	}, parsed(t, whole).Steps[0].Blocks)
}

func TestStylesAddUp(t *testing.T) {
	l := parsed(t, stepOf("***both*** [`a`*b*](#one) a\\\nb <https://x.org>"))
	assert.Equal(t, []lesson.Run{
		{Text: "both", Style: lesson.Emph | lesson.Strong}, {Text: " "},
		{Text: "a", Style: lesson.Code, URL: "#one"}, {Text: "b", Style: lesson.Emph, URL: "#one"},
		{Text: " a\nb "}, {Text: "https://x.org", URL: "https://x.org"},
	}, l.Steps[0].Blocks[0].Runs)
}

// TestWindowsLineEnds: a checkout may have changed them.
func TestWindowsLineEnds(t *testing.T) {
	unix := parsed(t, whole)
	assert.Equal(t, unix, parsed(t, string(crlf([]byte(whole)))))
}

func crlf(src []byte) []byte {
	var out []byte
	for _, c := range src {
		if c == '\n' {
			out = append(out, '\r')
		}
		out = append(out, c)
	}
	return out
}

// TestAllAgree checks what only several files together can show.
func TestAllAgree(t *testing.T) {
	file := func(needs string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\ntitle: T\nsummary: S\nminutes: 1\nneeds: [" + needs + "]\n---\n" +
			stepOf("x")[len(head):])}
	}
	for _, c := range []struct {
		files fstest.MapFS
		want  string
	}{
		{fstest.MapFS{"01-a.md": file(""), "02-b.md": file("a"), "_x.md": file("")}, ""},
		{fstest.MapFS{"01-a.md": file("c")}, `01-a.md:1:1: needs "c", expected the slug of a lesson`},
		{fstest.MapFS{"01-a.md": file(""), "01-b.md": file("")}, "01-b.md:1:1: the number 1 is taken by 01-a.md"},
		{fstest.MapFS{"notes.md": file("")}, "notes.md:1:1: the file's name, expected NN-slug.md such as 08-reaching-out.md"},
	} {
		all, err := all(c.files, fake())
		if c.want == "" {
			require.NoError(t, err)
			assert.Len(t, all, 2)
			continue
		}
		assert.EqualError(t, err, c.want)
	}
}
