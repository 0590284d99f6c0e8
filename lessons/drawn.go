package lessons

import (
	"slices"

	"barnyard/lessons/lesson"
)

// Drawn is the glossary for the window, which draws its words itself.
func Drawn() ([]lesson.Entry, error) {
	terms, err := glossary()
	if err != nil {
		return nil, err
	}
	out := make([]lesson.Entry, len(terms))
	for i := range terms {
		t := &terms[i]
		out[i] = lesson.Entry{Slug: t.Slug, Title: t.Title}
		src := []byte(t.Prose)
		r := proseReader{at: lesson.Place{File: "glossary.md", Line: t.Line}, src: src}
		for _, b := range r.blocks(parseProse(src)) {
			out[i].Runs = slices.Concat(out[i].Runs, b.Runs)
		}
		if r.err != nil {
			return nil, r.err
		}
	}
	return out, nil
}
