package lessons

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"testing"

	"barnyard/lessons/lesson"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"
)

// The first gate, Parse, refuses nearly all of these. The second gate must
// hold alone: each vector goes straight to the renderer, and what comes out is
// read token by token.

//go:embed testdata/xss.txt
var vectorFile string

// vectors are those of the file, a Go string a line. The pages' test in a browser
// reads it too.
var vectors = func() []string {
	var out []string
	for line := range strings.Lines(vectorFile) {
		v, err := strconv.Unquote(strings.TrimSpace(line))
		if err != nil {
			panic("lessons/testdata/xss.txt: no Go string: " + line)
		}
		out = append(out, v)
	}
	return out
}()

var allowed = map[string][]string{
	"p": nil, "br": nil, "h3": nil, "ul": nil, "ol": {"start"}, "li": nil, "blockquote": nil,
	"pre": nil, "code": nil, "em": nil, "strong": nil, "a": {"href", "rel"},
	"table": nil, "thead": nil, "tbody": nil, "tr": nil, "th": nil, "td": nil,
}

func TestVectors(t *testing.T) {
	require.GreaterOrEqual(t, len(vectors), 120)
	for _, v := range vectors {
		assertSafe(t, v, render([]byte(v), nil))
		// Whatever the first gate lets through is safe too.
		if l, err := fake().parse("08-x.md", []byte(stepOf(v))); err == nil {
			assertSafe(t, v, HTML(&l.Steps[0]))
		}
	}
	t.Logf("%d vectors come out harmless", len(vectors))
}

// assertSafe reads the tokens of a piece of HTML.
func assertSafe(t *testing.T, input, out string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(out))
	for z.Next() != html.ErrorToken {
		tok := z.Token()
		switch tok.Type {
		case html.StartTagToken, html.SelfClosingTagToken:
			attrs, known := allowed[tok.Data]
			if !known {
				t.Fatalf("%s became <%s> in %s", input, tok.Data, out)
			}
			for _, a := range tok.Attr {
				if !slices.Contains(attrs, a.Key) {
					t.Fatalf("%s became %s: %s", input, out, a.Key)
				}
				safeAttr(t, tok, a, input)
			}
		case html.CommentToken, html.DoctypeToken:
			t.Fatalf("%s became %s", input, out)
		}
	}
}

func safeAttr(t *testing.T, tok html.Token, a html.Attribute, input string) {
	t.Helper()
	switch {
	case a.Key != "href" || strings.HasPrefix(a.Val, "#") || strings.HasPrefix(a.Val, GlossaryPage+"#"):
	case !strings.HasPrefix(a.Val, "https://"):
		t.Fatalf("%s leads to %s", input, a.Val)
	case !slices.Contains(tok.Attr, html.Attribute{Key: "rel", Val: outside}):
		t.Fatalf("%s leads outside without a rel", input)
	}
}

// TestWhatHTMLMayBe: the gates are no wall; good prose comes through whole.
func TestWhatHTMLMayBe(t *testing.T) {
	for in, want := range map[string]string{
		"a *b* **c** `d<e`":                 "<p>a <em>b</em> <strong>c</strong> <code>d&lt;e</code></p>\n",
		"[x](#one)":                         "<p><a href=\"#one\">x</a></p>\n",
		"[x](https://x.org/a%2Fb@c/?q=1&r)": "<p><a href=\"https://x.org/a%2Fb@c/?q=1&amp;r\" rel=\"noopener noreferrer\">x</a></p>\n",
		"<https://x.org>":                   "<p><a href=\"https://x.org\" rel=\"noopener noreferrer\">https://x.org</a></p>\n",
		"3. x\n4. y":                        "<ol start=\"3\">\n<li>x</li>\n<li>y</li>\n</ol>\n",
		"> q\n\n### h":                      "<blockquote>\n<p>q</p>\n</blockquote>\n<h3>h</h3>\n",
		"| a |\n|:--|\n| b |": "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n" +
			"<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>\n",
		"```text\na <b\n```": "<pre><code>a &lt;b\n</code></pre>\n",
	} {
		assert.Equal(t, want, render([]byte(in), nil), in)
	}
}

// TestPageAndWindowSayTheSame: HTML and blocks hold the same words in the same
// order.
func TestPageAndWindowSayTheSame(t *testing.T) {
	for _, src := range []string{whole, stepOf(`a \&copy; b &#38;copy; c &\&amp; \\&amp; &nothing; \x & ; &#x26;lt; &am&amp; &#xAAdAADD; &#0; &#1234567890; \`), stepOf("***both*** [`a`*b*](#one) a\\\nb <https://x.org> &copy; &#35;")} {
		for _, s := range parsed(t, src).Steps {
			assert.Equal(t, words(blockWords(s.Blocks)), words(htmlWords(HTML(&s))), s.Title)
		}
	}
}

func words(s string) string { return strings.Join(strings.Fields(s), " ") }

func htmlWords(page string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(page))
	for z.Next() != html.ErrorToken {
		tok := z.Token()
		switch {
		case tok.Type == html.TextToken:
			b.WriteString(tok.Data)
		case allowed[tok.Data] == nil && tok.Data != "em" && tok.Data != "strong" && tok.Data != "code":
			b.WriteString(" ")
		}
	}
	return b.String()
}

func blockWords(blocks []lesson.Block) string {
	var b strings.Builder
	for _, x := range blocks {
		b.WriteString(" " + lesson.Plain(x.Runs) + x.Code)
		for _, item := range x.Items {
			b.WriteString(blockWords(item))
		}
		for _, row := range append([][]lesson.Cell{x.Head}, x.Rows...) {
			for _, c := range row {
				b.WriteString(" " + lesson.Plain(c.Runs))
			}
		}
	}
	return b.String()
}
