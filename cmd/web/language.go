//go:build !js

package main

import (
	"fmt"
	"html/template"

	"barnyard/cmd/web/page"
	"barnyard/engine/scenario/language"
	"barnyard/lessons"
	"barnyard/lessons/lesson"
	"barnyard/viz/link"
)

// The reference of the language, as the page takes it. It goes through the same
// gates as a lesson's prose; its scenarios get links. The program in the browser
// does not carry it.

func languageSections() ([]page.LanguageSection, error) {
	var out []page.LanguageSection
	for _, s := range language.Sections() {
		section := page.LanguageSection{Slug: s.Slug, Title: s.Title}
		for _, p := range s.Pieces() {
			piece, err := languagePiece(p)
			if err != nil {
				return nil, fmt.Errorf("language.html: %s: %w", s.Title, err)
			}
			section.Pieces = append(section.Pieces, piece)
		}
		out = append(out, section)
	}
	return out, nil
}

func languagePiece(p language.Piece) (page.LanguagePiece, error) {
	if p.Block == "" {
		return page.LanguagePiece{Prose: template.HTML(lessons.HTML(&lesson.Step{Prose: p.Prose}))}, nil
	}
	out := page.LanguagePiece{Block: p.Block}
	if !p.Example {
		return out, nil
	}
	l := link.New()
	l.Text = p.Block
	place, err := link.Format(&l)
	out.Link = "figure.html#" + place
	return out, err
}
