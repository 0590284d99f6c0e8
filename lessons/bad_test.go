package lessons

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Pieces of lessons that are right, to put one mistake into.
const oneStep = "\n## One\nWords.\n```scenario\nuse known\n```\n```cue\nplay\n```\n"

func withFront(lines string) string { return "---\n" + lines + "\n---\n" + oneStep }

func withSource(fields string) string {
	return withFront("title: T\nsummary: S\nminutes: 5\nsources:\n  - id: a\n    who: W\n    date: 2026-03-02\n    subject: X\n" + fields)
}

var badLessons = []struct{ name, src, want string }{
	{"empty", "", "1:1: found no front matter, expected a first line of ---"},
	{"open front", "---\ntitle: x\n", "1:1: the front matter does not end, expected a second line of ---"},
	{"empty front", "---\n---\n", "1:1: empty front matter, expected title, summary and minutes"},
	{"front is text", withFront("hello"), `2:1: found "hello", expected fields of title, summary, minutes, needs, sources`},
	{"unknown field", withFront("title: T\nauthor: me"), `3:1: found the field "author", expected one of title, summary, minutes, needs, sources`},
	{"twice", withFront("title: T\ntitle: U"), `3:1: the field "title" comes twice`},
	{"yaml", withFront("title: \"T\nsummary: S"), "front matter: found unexpected end of stream"},
	{"title is a list", withFront("title: [a]"), "2:8: found no text, expected one line of text"},
	{"no minutes", withFront("title: T\nsummary: S"), "1:1: the front matter has no minutes"},
	{"minutes in words", withFront("title: T\nminutes: ten"), `3:10: minutes is "ten", expected a whole number of 1 to 120`},
	{"needs is text", withFront("title: T\nneeds: a"), `3:8: found "a", expected a list`},
	{"needs a title", withFront("title: T\nneeds: [A b]"), `3:9: found "A b", expected a short name of small letters, digits and dashes`},
	{"alias", withFront("title: &a T\nsummary: *a\nminutes: 5"), "2:8: an anchor or alias, expected a plain value"},
	{"alias in a list", withFront("needs: [&a b, *a]"), "2:9: an anchor or alias, expected a plain value"},
	{"long front", withFront("title: " + strings.Repeat("x", 1990) + strings.Repeat("\n# "+strings.Repeat("y", 1990), 4)), "1:1: the front matter has 9"},
	{"source field", withSource("    mail: x"), `10:5: found the field "mail", expected one of id, who, date, subject, message, note`},
	{"source date", withFront("sources:\n  - date: March"), `3:11: date is "March", expected a date such as 2026-03-02, or 2024-07 where the day is not known`},
	{"source message", withSource("    message: <a@b>"), `10:14: message is "<a@b>", expected a message id without angle brackets`},
	{"source short", withFront("sources:\n  - id: a"), "3:5: a source needs id, who, date, and a subject or a message"},
	{"source twice", withSource("  - id: a\n    who: W\n    date: 2026-03-02\n    subject: X"), `10:5: the source id "a" comes twice`},

	{"no step", head, "6:1: the lesson has no step, expected a heading such as ## The lock"},
	{"text first", head + "Hello\n" + oneStep, "6:1: text before the first step, expected a heading such as ## The lock"},
	{"block first", head + "```cue\nplay\n```\n" + oneStep, "6:1: a block before the first step"},
	{"big heading", stepOf("# Big"), `8:1: found the heading "# Big", expected ## for a step or ### inside one, in column 1`},
	{"heading without blank", stepOf("##Two"), `8:1: found the heading "##Two"`},
	{"small heading", stepOf("#### Four"), `8:1: found the heading "#### Four"`},
	{"underlined", stepOf("Title\n====="), "8:1: an underlined heading, expected ## for a step or ### inside one"},
	{"marks in title", head + "\n## `code`\n", "7:4: the step's title is \"`code`\", expected plain words"},
	{"no title", head + "\n##  \n", `7:4: the step's title is "", expected plain words`},
	{"step twice", head + oneStep + oneStep, `16:4: the step "One" is there already in line 7, expected another title`},
	{"many steps", head + strings.Repeat("\n## A\n", 33), "71:1: more than 32 steps in one lesson"},

	{"unknown block", stepOf("x\n```go\n```"), `9:4: found a block of "go", expected one of scenario, cue, ask, notes, text`},
	{"bare block", stepOf("x\n```\n```"), `9:4: found a block of "", expected one of scenario, cue, ask, notes, text`},
	{"open block", stepOf("x") + "```notes\nx\n", "16:1: the fenced block does not end, expected a line of ```"},
	{"open text", stepOf("x") + "```text\nx\n", "16:1: the fenced block does not end, expected a line of ```"},
	{"block twice", stepOf("x") + "```cue\nplay\n```\n", "16:1: a second cue block in one step, the first is in line 13"},
	{"inner fence", stepOf("- ```\n  x\n  ```"), "8:3: a fence inside a line, expected ``` in column 1"},
	{"other fence", stepOf("~~~\nx\n~~~"), "8:1: a fence inside a line, expected ``` in column 1"},
	{"no prose", stepOf(""), `7:1: the step "One" has no prose`},
	{"no scenario", head + "\n## One\nx\n```cue\nplay\n```\n", `7:1: the step "One" has no scenario, expected a scenario block in the first step`},
	{"no cue", head + "\n## One\nx\n```scenario\nuse known\n```\n", `7:1: the step "One" has no cue block`},
	{"empty cue", head + "\n## One\nx\n```scenario\nuse known\n```\n```cue\n# none\n```\n", "12:1: an empty cue block, expected at least one cue"},
	{"bad cue", strings.Replace(stepOf("x"), "play", "  zoom in", 1), `14:3: found the cue "zoom", expected one of mode, compare,`},
	{"bad ask", stepOf("x") + "```ask\nWhy?\n```\n", `17:1: an ask block without a value`},
	{"bad value", stepOf("x") + "```ask\nWhy?\nvalue wrong(x)\n- < 3\n  a.\n- >= 3\n  b.\n```\n", `16:1: the value "wrong(x)" of the question: found wrong`},
	{"bad scenario", strings.Replace(stepOf("x"), "use known", "machine cpus=4\n  wrong", 1), "12:3: found wrong"},
	{"unknown scenario", strings.Replace(stepOf("x"), "use known", "use other", 1), `11:5: no scenario is called "other"`},
	{"late use", strings.Replace(stepOf("x"), "use known", "seed 3\nuse known", 1), "12:1: use comes after other lines, expected it in the first line"},
	{"bad change", strings.Replace(stepOf("x"), "use known", "use known\n frob 3", 1), `12:2: found "frob", expected a declaration of the scenario language or drop`},
	{"changed wrong", strings.Replace(stepOf("x"), "use known", "use known\nmachine wrong=3", 1), "11:1: known with these changes, line 1, column 22 of the whole: found wrong"},

	{"list in a sentence", stepOf("It runs on CPU\n1. And so on."), `9:1: a list begins in the middle of a paragraph, expected an empty line before it, or the words "1." in another line`},
	{"dash in a sentence", stepOf("so\n- or not"), "9:1: a list begins in the middle of a paragraph"},
	{"html block", stepOf("x\n\n<div>x</div>"), "10:1: HTML, expected paragraphs, lists, quotes, tables or a block of text"},
	{"html inline", stepOf("x\n  ä <b>x</b>"), "9:5: HTML, expected markdown; write &lt; for a <"},
	{"image", stepOf("see ![a](https://x.org/a.png)"), "8:5: an image, expected prose: the figure is the picture of a lesson"},
	{"rule", stepOf("x\n\n***"), "10:1: a rule, expected paragraphs, lists, quotes, tables or a block of text"},
	{"indented", stepOf("x\n\n    code"), "text indented by four blanks, expected paragraphs, lists, quotes, tables or a block of text"},
	{"bad scheme", stepOf("a [b](javascript:x)"), `8:3: the link "javascript:x", expected https://… or a place on this page such as #source-v2`},
	{"plain http", stepOf("a <http://x.org>"), `8:3: the link "http://x.org", expected https://…`},
	{"relative", stepOf("[b](../x)"), `8:1: the link "../x", expected https://…`},
	{"nowhere", stepOf("x\n[b](#two)"), "9:1: the link #two leads nowhere, expected a step or source-ID with an id of the sources"},
	{"no such source", stepOf("[b](#source-v9)"), "8:1: the link #source-v9 leads nowhere"},
	{"reference", stepOf("[a]: https://x.org"), "8:1: a link reference, expected links in place: [words](address)"},

	{"tab", stepOf("a\tb"), "8:2: a tab, expected blanks"},
	{"control", stepOf("a\x00b"), "8:2: the control character U+0000, expected text"},
	{"lone return", stepOf("a\rb"), "8:2: the control character U+000D, expected text"},
	{"not utf-8", stepOf("aä\xffb"), "8:3: bytes that are no UTF-8, expected UTF-8"},
	{"turned", stepOf("a\u202eb"), "8:2: the invisible character U+202E, expected text that looks as it reads"},
	{"long line", stepOf(strings.Repeat("x", 2001)), "8:2001: the line is longer than 2000 characters"},
}

// TestBadLessons: each mistake is one line with its place, and nothing of the
// lesson comes back.
func TestBadLessons(t *testing.T) {
	for _, c := range badLessons {
		t.Run(c.name, func(t *testing.T) {
			l, err := fake().parse("08-x.md", []byte(c.src))
			assert.Nil(t, l)
			require.Error(t, err)
			assert.True(t, strings.HasPrefix(err.Error(), "08-x.md:"), err.Error())
			assert.Contains(t, err.Error(), c.want)
			assert.NotContains(t, err.Error(), "\n")
		})
	}
}

// TestFileBound is exact: the limit passes, one byte more does not.
func TestFileBound(t *testing.T) {
	fill := func(n int) []byte {
		text := strings.Builder{}
		text.WriteString(stepOf("x"))
		for text.Len() < n-60 {
			text.WriteString("Words that fill a file, in one line after the other.\n\n")
		}
		text.WriteString(strings.Repeat("y", n-text.Len()))
		return []byte(text.String())
	}
	_, err := fake().parse("08-x.md", fill(64<<10))
	require.NoError(t, err)
	_, err = fake().parse("08-x.md", fill(64<<10+1))
	assert.EqualError(t, err, "08-x.md:1:1: the file has 65537 bytes, the limit is 65536")
}
