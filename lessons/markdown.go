package lessons

import (
	"bytes"
	"regexp"
	"sync"

	"barnyard/lessons/lesson"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// Markdown to HTML. Two gates stand one behind the other: the markdown
// renderer writes no raw HTML, and the policy lets through only what a lesson
// can need. Parse has refused bad input before either sees it.

// markdown knows paragraphs, lists, quotes, code and tables; nothing else.
var markdown = sync.OnceValue(func() goldmark.Markdown {
	table := extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone))
	return goldmark.New(goldmark.WithExtensions(table))
})

// safeLink is where a lesson may lead: a place on the page, an entry of the
// glossary, or a page by https.
var safeLink = regexp.MustCompile(`^((?:glossary\.html)?#[a-z0-9-]+|https://[A-Za-z0-9.-]+\.[a-z]+(/[^\s\\]*)?)$`)

// outside marks a link that leaves the site.
const outside = "noopener noreferrer"

// relOutside is the one rel that a link may have.
var relOutside = regexp.MustCompile("^" + outside + "$")

// policy is the list of what may become HTML.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "h3", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong",
		"table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("href").Matching(safeLink).OnElements("a")
	p.AllowAttrs("rel").Matching(relOutside).OnElements("a")
	p.AllowRelativeURLs(true)
	p.AllowURLSchemes("https")
	p.RequireParseableURLs(true)
	return p
})

// HTML is the prose of a step as HTML that is safe to put into a page.
func HTML(s *lesson.Step) string { return render([]byte(s.Prose), s.Terms) }

// render writes a text with links around its terms.
func render(prose []byte, terms []lesson.TermUse) string {
	md := markdown()
	doc := md.Parser().Parse(text.NewReader(prose))
	linkTerms(doc, terms)
	markOutside(doc, prose)
	var out bytes.Buffer
	if err := md.Renderer().Render(&out, prose, doc); err != nil {
		panic("lessons: writing HTML into memory: " + err.Error())
	}
	return string(policy().SanitizeBytes(out.Bytes()))
}

// markOutside gives every link that leaves the site its rel.
func markOutside(doc ast.Node, src []byte) {
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if url, ok := linkURL(n, src); ok && entering && bytes.HasPrefix(url, []byte("https:")) {
			n.SetAttributeString("rel", []byte(outside))
		}
		return ast.WalkContinue, nil
	})
}

// linkURL is where a link of either kind leads.
func linkURL(n ast.Node, src []byte) ([]byte, bool) {
	switch n := n.(type) {
	case *ast.Link:
		return n.Destination, true
	case *ast.AutoLink:
		return n.URL(src), true
	}
	return nil, false
}
