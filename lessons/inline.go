package lessons

import (
	"bufio"
	"bytes"
	escapes "html"
	"strings"

	"barnyard/lessons/lesson"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer/html"
)

// Words inside a block. Nested looks are flattened: a run carries all styles
// that hold for it, so whoever draws needs no tree.

// runs reads the words below a block.
func (r *proseReader) runs(n ast.Node) []lesson.Run {
	var out []lesson.Run
	r.inline(&out, n, lesson.Run{})
	return out
}

// inline appends the runs below n, each with the look of those around it.
func (r *proseReader) inline(out *[]lesson.Run, n ast.Node, look lesson.Run) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			r.words(out, c, look)
		case *ast.String:
			add(out, look, string(c.Value))
		case *ast.CodeSpan:
			code := look
			code.Style |= lesson.Code
			add(out, code, r.codeSpan(c))
		case *ast.Emphasis:
			inner := look
			inner.Style |= emphasis(c)
			r.inline(out, c, inner)
		case *ast.Link:
			inner := look
			if term, ok := termOf(c.Destination); ok {
				inner.Term = term
				r.term(c, term)
			} else {
				inner.URL = r.link(c, c.Destination)
			}
			r.inline(out, c, inner)
		case *ast.AutoLink:
			inner := look
			inner.URL = r.link(c, c.URL(r.src))
			add(out, inner, string(c.Label(r.src)))
		case *ast.RawHTML:
			r.fail(c, "HTML, expected markdown; write &lt; for a <")
		case *ast.Image:
			r.fail(c, "an image, expected prose: the figure is the picture of a lesson")
		default:
			r.fail(c, "words of kind %s, expected text, code, emphasis or a link", c.Kind())
		}
	}
}

func emphasis(n *ast.Emphasis) lesson.Style {
	if n.Level == 1 {
		return lesson.Emph
	}
	return lesson.Strong
}

// words appends plain text; a line's end is a blank, a forced one stays.
func (r *proseReader) words(out *[]lesson.Run, n *ast.Text, look lesson.Run) {
	add(out, look, plainText(n.Segment.Value(r.src)))
	switch {
	case n.HardLineBreak():
		add(out, look, "\n")
	case n.SoftLineBreak():
		add(out, look, " ")
	}
}

// plainText takes backslashes and references such as &copy; for what they stand
// for. The writer of the page does the work and its escapes are taken off again,
// so that the window cannot say anything else.
func plainText(value []byte) string {
	if !bytes.ContainsAny(value, `\&`) {
		return string(value)
	}
	var page bytes.Buffer
	w := bufio.NewWriterSize(&page, 64)
	html.DefaultWriter.Write(w, value)
	_ = w.Flush() // into memory
	return escapes.UnescapeString(page.String())
}

// codeSpan is the text between backquotes, taken as it is.
func (r *proseReader) codeSpan(n ast.Node) string {
	var b bytes.Buffer
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(r.src))
		}
	}
	return string(bytes.ReplaceAll(b.Bytes(), []byte("\n"), []byte(" ")))
}

// add appends text, to the last run where that looks the same.
func add(out *[]lesson.Run, look lesson.Run, text string) {
	if text == "" {
		return
	}
	if n := len(*out); n > 0 {
		last := &(*out)[n-1]
		if last.Style == look.Style && last.URL == look.URL && last.Term == look.Term {
			last.Text += text
			return
		}
	}
	look.Text = text
	*out = append(*out, look)
}

// link checks where a link leads and remembers the places on this page.
func (r *proseReader) link(n ast.Node, url []byte) string {
	if !safeLink.Match(url) {
		r.fail(n, "the link %q, expected https://… or a place on this page such as #source-v2", url)
		return ""
	}
	if url[0] == '#' {
		line, col := r.lineCol(n)
		r.refs = append(r.refs, reference{string(url[1:]), false, r.at.Line + line, col})
	}
	return string(url)
}

// termOf is the entry of the glossary that a link leads to.
func termOf(url []byte) (slug string, ok bool) {
	slug, ok = strings.CutPrefix(string(url), GlossaryPage+"#")
	return slug, ok && slugForm.MatchString(slug)
}

// term remembers a link to the glossary.
func (r *proseReader) term(n ast.Node, slug string) {
	line, col := r.lineCol(n)
	r.refs = append(r.refs, reference{slug, true, r.at.Line + line, col})
}
