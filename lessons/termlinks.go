package lessons

import (
	"barnyard/lessons/lesson"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// Links around terms, put into the markdown tree: both the page and the blocks
// of the window are made from it.

// linkTerms puts a link around each term of a parsed text.
func linkTerms(doc ast.Node, uses []lesson.TermUse) {
	if len(uses) == 0 {
		return
	}
	var all []*ast.Text
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			all = append(all, t)
		}
		return ast.WalkContinue, nil
	})
	for _, u := range uses {
		if u.Slug != "" {
			all = wrap(all, u)
		}
	}
}

// wrap puts one link in. Text that is cut in two stays in the list, for the
// next term of the same row.
func wrap(all []*ast.Text, u lesson.TermUse) []*ast.Text {
	var out []*ast.Text
	var link *ast.Link
	for _, t := range all {
		if t.Segment.Stop <= u.Start || t.Segment.Start >= u.End {
			out = append(out, t)
			continue
		}
		before, in, after := cutText(t, u.Start, u.End)
		parent := t.Parent()
		if link == nil {
			link = ast.NewLink()
			link.Destination = []byte(GlossaryPage + "#" + u.Slug)
			parent.InsertBefore(parent, t, link)
		}
		if before != nil {
			parent.InsertBefore(parent, link, before)
			out = append(out, before)
		}
		if after != nil {
			parent.InsertAfter(parent, link, after)
			out = append(out, after)
		}
		parent.RemoveChild(parent, t)
		link.AppendChild(link, in)
	}
	return out
}

// cutText cuts a text at two places of the source. A line's end goes with the
// last part, or is a part of its own, so that it is never inside the link.
func cutText(t *ast.Text, start, end int) (before, in, after *ast.Text) {
	from, to := t.Segment.Start, t.Segment.Stop
	breaks := t.SoftLineBreak() || t.HardLineBreak()
	part := func(a, b int) *ast.Text {
		p := ast.NewTextSegment(text.NewSegment(a, b))
		p.SetRaw(t.IsRaw())
		return p
	}
	if start > from {
		before = part(from, start)
	}
	in = part(max(from, start), min(to, end))
	switch last := in; {
	case end > to: // the term goes on in the next line
		last.SetSoftLineBreak(t.SoftLineBreak())
		last.SetHardLineBreak(t.HardLineBreak())
	case end < to || breaks:
		after = part(min(to, end), to)
		after.SetSoftLineBreak(t.SoftLineBreak())
		after.SetHardLineBreak(t.HardLineBreak())
	}
	return before, in, after
}
