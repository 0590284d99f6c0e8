package lessons

import (
	"strings"

	"barnyard/lessons/lesson"

	"github.com/yuin/goldmark/text"
)

// The glossary: glossary.md, one entry a term. A lesson sets a new term in bold
// where it explains it; that first use, and the first one in plain words where
// none is bold, is linked to the entry on the page of the glossary.

// Term is one entry.
type Term struct {
	Title  string   // the term, as it stands in running text
	Slug   string   // its anchor on the page
	Also   []string // other forms that mean the same
	Marked []string // forms that mean it only where they stand in bold
	Prose  string   // markdown, one to three sentences
	Line   int      // of the heading
	Where  []StepRef
}

// StepRef is a step of a lesson, as others refer to it.
type StepRef struct {
	Num         int    // of the lesson
	Lesson      string // its slug
	LessonTitle string
	Step        string // its slug
	StepTitle   string
}

// GlossaryPage is the page that terms lead to.
const GlossaryPage = "glossary.html"

const maxTerm = 900 // bytes of one entry's words

// Glossary is every term in the order of the alphabet, each with the steps
// where a lesson uses it first.
func Glossary() ([]Term, error) {
	terms, err := glossary()
	if err != nil {
		return nil, err
	}
	all, err := All()
	if err != nil {
		return nil, err
	}
	for i := range terms {
		for _, l := range all {
			for k := range l.Steps {
				s := &l.Steps[k]
				if usesTerm(s, terms[i].Slug) {
					terms[i].Where = append(terms[i].Where, refTo(l, s))
					break
				}
			}
		}
	}
	return terms, nil
}

func usesTerm(s *lesson.Step, slug string) bool {
	for _, u := range s.Terms {
		if u.Slug == slug {
			return true
		}
	}
	return false
}

func refTo(l *lesson.Lesson, s *lesson.Step) StepRef {
	return StepRef{Num: l.Num, Lesson: l.Slug, LessonTitle: l.Title, Step: s.Slug, StepTitle: s.Title}
}

// TermHTML is a term's words as HTML, with links to the other terms in them.
func TermHTML(t *Term, all []Term) string {
	uses := newMarker(all, t.Slug).step([]byte(t.Prose), parseProse([]byte(t.Prose)))
	return render([]byte(t.Prose), uses)
}

// LineHTML is one line of the apparatus, such as an argument's claim, as HTML.
func LineHTML(line string) string { return render([]byte(line), nil) }

func glossary() ([]Term, error) {
	src, err := files.ReadFile("glossary.md")
	if err != nil {
		return nil, err
	}
	return parseGlossary("glossary.md", src)
}

func parseGlossary(file string, src []byte) ([]Term, error) {
	l, err := readList(file, src, nil, []string{"also", "marked"})
	if err != nil {
		return nil, err
	}
	var out []Term
	forms := map[string]int{} // where each form of a word is taken
	for i := range l.entries {
		e := &l.entries[i]
		t := Term{Title: e.title, Slug: slugOf(e.title), Prose: e.prose(), Line: e.line,
			Also: listOf(e.value("also")), Marked: listOf(e.value("marked"))}
		if err := l.term(e, &t); err != nil {
			return nil, err
		}
		for _, form := range t.forms() {
			if old, twice := forms[folded(form)]; twice && old != e.line {
				return nil, l.at.Errorf(e.line-1, 1, "%q is a word of the entry in line %d already", form, old)
			}
			forms[folded(form)] = e.line
		}
		if n := len(out); n > 0 && folded(out[n-1].Title) > folded(t.Title) {
			return nil, l.at.Errorf(e.line-1, 4, "%q comes before %q, expected the order of the alphabet", out[n-1].Title, t.Title)
		}
		out = append(out, t)
	}
	return out, nil
}

// term checks one entry.
func (l *listFile) term(e *entry, t *Term) error {
	at := lesson.Place{File: l.at.File, Line: max(e.from, 1)}
	switch {
	case t.Slug == "":
		return l.at.Errorf(e.line-1, 4, "the term is %q, expected words", e.title)
	case t.Prose == "":
		return l.at.Errorf(e.line-1, 1, "the term %q is not explained, expected one to three sentences below it", e.title)
	case len(t.Prose) > maxTerm:
		return l.at.Errorf(e.from-1, 1, "the term %q takes %d bytes, the limit is %d", e.title, len(t.Prose), maxTerm)
	}
	if err := shape(at, e.lines); err != nil {
		return err
	}
	src := []byte(t.Prose)
	r := &proseReader{at: at, src: src}
	r.blocks(markdown().Parser().Parse(text.NewReader(src)))
	return r.err
}

// forms is every way to write a term.
func (t *Term) forms() []string {
	return append(append([]string{t.Title}, t.Also...), t.Marked...)
}

// folded is a word without capitals and with single blanks, so that a term at
// the start of a sentence or over the end of a line is the same.
func folded(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }
