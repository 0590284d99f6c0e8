package lessons

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"barnyard/lessons/lesson"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// Which words of a lesson are terms of the glossary. Found once, when the
// lesson is read, and kept as places in the step's markdown; the page and the
// window both get their links from there, so they cannot differ.
//
// A bold word is a term. In a table, and where bold words open an item of a
// list, bold may also be stress. Of each term the first bold use in a lesson is
// linked, and the first plain one where none before it was bold. The title of a
// step stands outside of this count: it is read in lists as well, away from its
// text, so a term in it is linked there each time and in the text all the same.

// marker goes through a lesson, step by step.
type marker struct {
	bold  map[string]string // folded form to slug
	plain []form            // longest first
	seen  map[string]bool   // slugs that are linked
	bolds map[string]bool   // slugs that are linked where they stand in bold
}

type form struct{ text, slug string }

// newMarker knows all terms but the one of that slug.
func newMarker(terms []Term, but string) *marker {
	m := &marker{bold: map[string]string{}, seen: map[string]bool{}, bolds: map[string]bool{}}
	for i := range terms {
		t := &terms[i]
		if t.Slug == but {
			continue
		}
		onlyBold := map[string]bool{}
		for _, f := range t.Marked {
			m.bold[folded(f)], onlyBold[folded(f)] = t.Slug, true
		}
		for _, f := range append([]string{t.Title}, t.Also...) {
			m.bold[folded(f)] = t.Slug
			if !onlyBold[folded(f)] {
				m.plain = append(m.plain, form{folded(f), t.Slug})
			}
		}
	}
	slices.SortStableFunc(m.plain, func(a, b form) int {
		return cmp.Or(len(b.text)-len(a.text), strings.Compare(a.text, b.text))
	})
	return m
}

func parseProse(src []byte) ast.Node { return markdown().Parser().Parse(text.NewReader(src)) }

// step finds the terms of one step, in the order of the text.
func (m *marker) step(src []byte, doc ast.Node) []lesson.TermUse {
	var out []lesson.TermUse
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link, *ast.AutoLink, *ast.CodeSpan, *ast.FencedCodeBlock:
			return ast.WalkSkipChildren, nil
		case *ast.Emphasis:
			if n.Level == 2 {
				out = m.strong(out, src, n)
				return ast.WalkSkipChildren, nil
			}
		case *ast.Text:
			if prev, ok := n.PreviousSibling().(*ast.Text); !ok || prev == nil {
				out = m.words(out, src, n)
			}
		}
		return ast.WalkContinue, nil
	})
	return out
}

// strong takes a bold word. One that is no term is kept without a slug, unless
// it may be stress.
func (m *marker) strong(out []lesson.TermUse, src []byte, n *ast.Emphasis) []lesson.TermUse {
	first, ok := n.FirstChild().(*ast.Text)
	if !ok {
		return out
	}
	p := pieceOf(src, first)
	slug, known := m.bold[folded(p.text)]
	use := lesson.TermUse{Slug: slug, Start: p.at[0], End: p.end(len(p.text))}
	switch {
	case !known && mayBeStress(n):
		return out
	case known && m.bolds[slug]:
		return out
	case known:
		m.seen[slug], m.bolds[slug] = true, true
	}
	return append(out, use)
}

// mayBeStress reports whether bold need not be a term here.
func mayBeStress(n ast.Node) bool {
	if _, cell := n.Parent().(*east.TableCell); cell {
		return true
	}
	_, item := n.Parent().Parent().(*ast.ListItem)
	return item && n.PreviousSibling() == nil
}

// words looks for terms in a row of plain text.
func (m *marker) words(out []lesson.TermUse, src []byte, first *ast.Text) []lesson.TermUse {
	p := pieceOf(src, first)
	low := lower(p.text)
	var found []lesson.TermUse
	taken := func(from, to int) bool {
		return slices.ContainsFunc(found, func(u lesson.TermUse) bool { return p.at[from] < u.End && u.Start < p.end(to) })
	}
	for _, f := range m.plain {
		if m.seen[f.slug] {
			continue
		}
		at := standsAlone(low, f.text, 0)
		for at >= 0 && taken(at, at+len(f.text)) {
			at = standsAlone(low, f.text, at+1)
		}
		if at >= 0 {
			m.seen[f.slug] = true
			found = append(found, lesson.TermUse{Slug: f.slug, Start: p.at[at], End: p.end(at + len(f.text))})
		}
	}
	slices.SortFunc(found, func(a, b lesson.TermUse) int { return a.Start - b.Start })
	return append(out, found...)
}

// piece is a row of text nodes as one text; at is where each of its bytes
// stands in the source.
type piece struct {
	text string
	at   []int
}

func pieceOf(src []byte, first *ast.Text) piece {
	var p piece
	var b []byte
	for n, ok := first, true; ok && n != nil; n, ok = n.NextSibling().(*ast.Text) {
		for i := n.Segment.Start; i < n.Segment.Stop; i++ {
			b = append(b, src[i])
			p.at = append(p.at, i)
		}
		if n.SoftLineBreak() || n.HardLineBreak() {
			b = append(b, ' ')
			p.at = append(p.at, n.Segment.Stop)
		}
	}
	p.text = string(b)
	return p
}

// end is the place in the source behind the first n bytes.
func (p piece) end(n int) int { return p.at[n-1] + 1 }

// lower makes capitals of the Latin letters small and keeps every place.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// standsAlone finds words that stand alone, not inside a longer one.
func standsAlone(s, words string, from int) int {
	for {
		at := strings.Index(s[from:], words)
		if at < 0 {
			return -1
		}
		at += from
		before, _ := utf8.DecodeLastRuneInString(s[:at])
		after, _ := utf8.DecodeRuneInString(s[at+len(words):])
		if !wordly(before) && !wordly(after) {
			return at
		}
		from = at + 1
	}
}

func wordly(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '-')
}
