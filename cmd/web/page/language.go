package page

import "html/template"

// The reference of the scenario language as a page. Its words are HTML already;
// what stands for itself, a scenario or a grammar, stays text.

// LanguageSection is a part of the reference under a heading of its own; the
// first one is that of the page.
type LanguageSection struct {
	Slug, Title string
	Pieces      []LanguagePiece
}

// LanguagePiece is prose or a block of text. A block that is a scenario has the
// link that opens it in the figure.
type LanguagePiece struct {
	Prose       template.HTML
	Block, Link string
}

// languagePage is what language.html shows.
type languagePage struct {
	common
	First    LanguageSection
	Sections []LanguageSection
}

func (m *maker) addLanguage() error {
	p := languagePage{common: m.common("The scenario language · Barnyard", "Every line, key, statement, claim and condition of the language in which Barnyard's scenarios are written.")}
	if len(m.Language) > 0 {
		p.First, p.Sections = m.Language[0], m.Language[1:]
	}
	return m.add("language.html", "language.html", p)
}
