package lessons

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// nearly is the size of the hostile inputs: most of a file.
const nearly = 60 << 10

func fill(s string) string { return strings.Repeat(s, nearly/len(s)) }

// lines fills a file with lines of about each bytes.
func lines(s string, each int) string {
	return strings.Repeat(strings.Repeat(s, each/len(s))+"\n", nearly/each)
}

var pathological = map[string]struct{ text, want string }{
	"deep list in one line":   {lines("- ", 1900), "lists and quotes 950 deep"},
	"deep list over lines":    {lines("- ", 1000), "lists and quotes 500 deep"},
	"deep numbers":            {lines("1. ", 900), "lists and quotes 300 deep"},
	"deep quotes":             {lines("> ", 1000), "lists and quotes 500 deep"},
	"tight quotes":            {lines(">", 1000), "deep, the limit is 4"},
	"mixed markers":           {lines("> - 1. * ", 900), "deep, the limit is 4"},
	"deep indent":             {strings.Repeat(strings.Repeat(" ", 500)+"- x\n", 100), "500 blanks, the limit is 12"},
	"blanks after a marker":   {strings.Repeat("-"+strings.Repeat(" ", 500)+"x\n", 100), "500 blanks, the limit is 12"},
	"stairs":                  {stairs(200), "blanks, the limit is 12"},
	"wide table":              {lines("|", 1000), "a table of more than 15 columns"},
	"wide delimiter":          {"|" + strings.Repeat("a|", 900) + "\n|" + strings.Repeat("-|", 900) + "\n" + fill("|x x x x x\n"), "a table of more than 15 columns"},
	"tall table":              {"|a|b|\n|-|-|\n" + fill("| a b c |\n"), "a table of more than 1024 cells"},
	"tall and wide table":     {strings.Repeat("|a", 15) + "|\n" + strings.Repeat("|-", 15) + "|\n" + fill("| a b c |\n"), "a table of more than 1024 cells"},
	"open brackets":           {lines("[", 1000), "more than 1500 marks"},
	"brackets and parens":     {lines("[](", 999), "more than 1500 marks"},
	"nested brackets":         {strings.Repeat(strings.Repeat("[a](", 200)+strings.Repeat(")", 200)+"\n", 50), "more than 1500 marks"},
	"images":                  {lines("![", 1000), "more than 1500 marks"},
	"stars":                   {lines("*", 1000), ""},
	"stars and words":         {lines("*a **b ", 700), "more than 1500 marks"},
	"closing stars":           {lines("a** ", 800), "more than 1500 marks"},
	"under and stars":         {lines("*_", 1000), "more than 1500 marks"},
	"one backquote more":      {ticks(), "a fence inside a line"},
	"backquote runs":          {lines("a`b``", 1000), "more than 1500 marks"},
	"angles":                  {lines("<a", 1000), "more than 1500 marks"},
	"comments":                {lines("a <!-- ", 700), "more than 1500 marks"},
	"declarations":            {lines("a <!A ", 600), "more than 1500 marks"},
	"instructions":            {lines("a <?", 800), "more than 1500 marks"},
	"cdata":                   {lines("a <![CDATA[", 1100), "more than 1500 marks"},
	"entities":                {lines("&amp;", 1000), "more than 1500 marks"},
	"backslashes":             {lines("\\", 1000), "more than 1500 marks"},
	"references":              {fill("[a]: https://x.org/" + strings.Repeat("y", 400) + "\n"), "a link reference"},
	"reference used":          {"[a]: /" + strings.Repeat("y", 1900) + "\n\n" + fill("[a] [a] [a] [a]\n\n"), "a link reference"},
	"reference in a list":     {"- > [a]: /x\n" + fill("[a] [a] [a]\n"), "a link reference"},
	"reference over lines":    {"[a\nb]: /" + strings.Repeat("y", 1900) + "\n\n" + fill("[a b] [a b] [a b]\n\n"), "a link reference"},
	"many paragraphs":         {fill("x\n\n"), "8193:1: the file has 40976 lines, the limit is 8192"},
	"many long paragraphs":    {fill("x y z x y z x\n\n"), ""},
	"one paragraph":           {fill("x y z x y\n"), "more than 500 lines without an empty one"},
	"many headings":           {fill("### x y z\n"), ""},
	"many rules":              {fill("- - - - -\n"), ""},
	"long line":               {fill("x"), "the line is longer than 2000 characters"},
	"blank lines":             {fill("\n"), "the file has 61456 lines"},
	"fewer blank lines":       {strings.Repeat("\n", 8000), "has no prose"},
	"many lists":              {fill("- x y z x\n"), ""},
	"list and blanks":         {fill("- x y z x y z\n\n"), ""},
	"quotes by turns":         {fill("> x y z x y z\n\n"), ""},
	"steps":                   {strings.Repeat("\n## A\n", 4000), "more than 32 steps"},
	"blocks":                  {strings.Repeat("```text\n```\n", 4000), ""},
	"emphasis split in lists": {fill("- *a **b *c\n"), "more than 1500 marks"},
}

// Inputs that cost a markdown parser far more than their length. Each fills
// most of a file. Either Parse refuses it with a place, or it is harmless: it
// parses, and its HTML is at most a few times as long. Were one of the bounds
// gone, this test would not fail with a message but take minutes.
func TestPathological(t *testing.T) {
	for name, c := range pathological {
		t.Run(name, func(t *testing.T) {
			l, err := fake().parse("08-x.md", []byte(stepOf(c.text)))
			if c.want != "" {
				assert.ErrorContains(t, err, c.want)
			}
			if err != nil {
				assert.Regexp(t, `^08-x\.md:\d+:\d+: [^\n]+$`, err.Error())
				return
			}
			assert.LessOrEqual(t, len(HTML(&l.Steps[0])), 1<<20)
		})
	}
}

// stairs goes one list deeper with every line.
func stairs(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i) + "- x\n")
	}
	return b.String()
}

// ticks is code spans that never close: each run of backquotes is longer.
func ticks() string {
	var b strings.Builder
	for i := 1; i < 200; i++ {
		if i != 3 {
			b.WriteString("a " + strings.Repeat("`", i%3+1) + "\nx")
		}
		b.WriteString(strings.Repeat("`\\", i) + "\n")
	}
	return b.String()
}

// hostileFronts are heads of files with what makes YAML expensive.
var hostileFronts = map[string]string{
	"laughs":   "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\ntitle: *c\n",
	"deep":     "title: " + strings.Repeat("[", 1900) + "\n",
	"deep map": "title: " + strings.Repeat("{a: ", 400) + "\n",
	"merge":    "title: &t {a: b}\n<<: *t\n",
	"binary":   "title: !!binary aGk=\nminutes: !!int 5\nsummary: !x y\nfoo: 1\n",
	"keys":     strings.Repeat("? ", 900) + "x\n",
}

// TestHostileFront: the head of a file is bounded and refuses what makes YAML
// expensive.
func TestHostileFront(t *testing.T) {
	for name, front := range hostileFronts {
		_, err := fake().parse("08-x.md", []byte("---\n"+front+"---\n"+stepOf("x")[len(head):]))
		if assert.Error(t, err, name) {
			assert.Regexp(t, `^08-x\.md:\d+:\d+: [^\n]+$`, err.Error(), name)
		}
	}
}
