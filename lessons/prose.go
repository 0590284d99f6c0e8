package lessons

import (
	"slices"
	"strings"
	"unicode/utf8"

	"barnyard/lessons/lesson"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// Prose as blocks: the same markdown tree that becomes HTML, as plain data. A
// kind of node that is not named here is a mistake of the author, never
// dropped in silence.

// prose checks the shape of a step's text and reads its blocks.
func (b *builder) prose(s *lesson.Step, p part) error {
	at := lesson.Place{File: b.l.File, Line: p.line + 1}
	if err := shape(at, p.lines); err != nil {
		return err
	}
	src := []byte(s.Prose)
	doc := parseProse(src)
	s.Terms = b.terms.step(src, doc)
	linkTerms(doc, s.Terms)
	r := &proseReader{at: at, src: src}
	s.Blocks = r.blocks(doc)
	if r.err == nil && len(s.Blocks) == 0 {
		return b.at.Errorf(p.line-1, 1, "the step %q has no prose", p.title)
	}
	b.refs = append(b.refs, r.refs...)
	return r.err
}

// reference is a link to a place on the page, checked once all places are
// known.
type reference struct {
	anchor    string
	glossary  bool // on the page of the glossary
	line, col int  // of the file, from 1
}

// links checks that every link inside the lesson arrives.
func (b *builder) links() error {
	for _, r := range b.refs {
		if r.glossary {
			if !slices.ContainsFunc(b.env.terms, func(t Term) bool { return t.Slug == r.anchor }) {
				return b.at.Errorf(r.line-1, r.col, "the link %s#%s leads nowhere, expected an entry of the glossary", GlossaryPage, r.anchor)
			}
			continue
		}
		source, isSource := strings.CutPrefix(r.anchor, "source-")
		isSource = isSource && slices.ContainsFunc(b.l.Sources, func(s lesson.Source) bool { return s.ID == source })
		isStep := slices.ContainsFunc(b.l.Steps, func(s lesson.Step) bool { return s.Slug == r.anchor })
		if !isSource && !isStep {
			return b.at.Errorf(r.line-1, r.col, "the link #%s leads nowhere, expected a step or source-ID with an id of the sources", r.anchor)
		}
	}
	return nil
}

// proseReader turns nodes into blocks and keeps the first mistake.
type proseReader struct {
	at   lesson.Place
	src  []byte
	refs []reference
	err  error
}

// fail names the place of a node. Where the parser knows none, it is that of
// the nearest node around it that has one.
func (r *proseReader) fail(n ast.Node, format string, args ...any) {
	if r.err == nil {
		line, col := r.lineCol(n)
		r.err = r.at.Errorf(line, col, format, args...)
	}
}

func (r *proseReader) lineCol(n ast.Node) (line, col int) {
	pos := -1
	for ; n != nil && pos < 0; n = n.Parent() {
		pos = n.Pos()
	}
	before := string(r.src[:min(max(pos, 0), len(r.src))])
	start := strings.LastIndexByte(before, '\n') + 1
	return strings.Count(before, "\n"), utf8.RuneCountInString(before[start:]) + 1
}

func (r *proseReader) blocks(parent ast.Node) []lesson.Block {
	var out []lesson.Block
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if b, ok := r.block(n); ok {
			out = append(out, b)
		}
	}
	return out
}

func (r *proseReader) block(n ast.Node) (lesson.Block, bool) {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return lesson.Block{Kind: lesson.Paragraph, Runs: r.runs(n)}, true
	case *ast.Heading:
		if n.Level != 3 {
			r.fail(n, "an underlined heading, expected ## for a step or ### inside one")
		}
		return lesson.Block{Kind: lesson.Heading, Runs: r.runs(n)}, true
	case *ast.List:
		b := lesson.Block{Kind: lesson.List, Ordered: n.IsOrdered()}
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			b.Items = append(b.Items, r.blocks(item))
		}
		return b, true
	case *ast.Blockquote:
		return lesson.Block{Kind: lesson.Quote, Items: [][]lesson.Block{r.blocks(n)}}, true
	case *ast.FencedCodeBlock:
		return lesson.Block{Kind: lesson.CodeBlock, Code: string(n.Lines().Value(r.src))}, true
	case *east.Table:
		return r.table(n), true
	}
	r.fail(n, "%s, expected paragraphs, lists, quotes, tables or a block of text", blockName(n))
	return lesson.Block{}, false
}

// blockName says in words what an author has written by mistake.
func blockName(n ast.Node) string {
	switch n.(type) {
	case *ast.HTMLBlock:
		return "HTML"
	case *ast.CodeBlock:
		return "text indented by four blanks"
	case *ast.ThematicBreak:
		return "a rule"
	case *ast.LinkReferenceDefinition:
		return "a link reference"
	}
	return "a block of kind " + n.Kind().String()
}

func (r *proseReader) table(n ast.Node) lesson.Block {
	b := lesson.Block{Kind: lesson.Table}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []lesson.Cell
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			cells = append(cells, lesson.Cell{Runs: r.runs(c)})
		}
		if _, head := row.(*east.TableHeader); head {
			b.Head = cells
		} else {
			b.Rows = append(b.Rows, cells)
		}
	}
	return b
}
