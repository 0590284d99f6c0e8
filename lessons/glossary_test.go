package lessons

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"barnyard/lessons/lesson"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTermsHaveEntries: whatever a lesson sets in bold as a term is in the
// glossary, and its first use leads there.
func TestTermsHaveEntries(t *testing.T) {
	for _, l := range andTemplate(t) {
		assert.NoError(t, unexplained(l))
		linked := map[string]bool{}
		for i := range l.Steps {
			s := &l.Steps[i]
			page := HTML(s)
			for _, u := range s.Terms {
				if u.Slug != "" {
					assert.Contains(t, page, fmt.Sprintf(`<a href="glossary.html#%s">`, u.Slug), "%s:%d", l.File, s.Line)
					linked[u.Slug] = true
				}
			}
			for _, bold := range boldRuns(s.Blocks) {
				if slug, known := newMarker(must(glossary()), "").bold[folded(bold)]; known {
					assert.True(t, linked[slug], "%s:%d: %s is bold and not linked", l.File, s.Line, bold)
				}
			}
		}
	}
}

func must(terms []Term, err error) []Term {
	if err != nil {
		panic(err)
	}
	return terms
}

func boldRuns(blocks []lesson.Block) (out []string) {
	for _, b := range blocks {
		for _, r := range b.Runs {
			if r.Style&lesson.Strong != 0 {
				out = append(out, r.Text)
			}
		}
		for _, item := range b.Items {
			out = append(out, boldRuns(item)...)
		}
	}
	return out
}

// farm is a small glossary: a name with other forms, a word that is a term in
// bold alone, and one that is part of another.
const farm = `## fair server
also: fair servers

Lets the kworker in.

## kworker
also: kworkers

Runs work.

## main sheaf
marked: main

The first.

## server

Serves.
`

func withTerms(t *testing.T, src string) *lesson.Lesson {
	t.Helper()
	terms, err := parseGlossary("glossary.md", []byte(farm))
	require.NoError(t, err)
	env := fake()
	env.terms = terms
	l, err := env.parse("08-some-lesson.md", []byte(src))
	require.NoError(t, err)
	return l
}

// TestWhereTermsAreLinked, by hand.
func TestWhereTermsAreLinked(t *testing.T) {
	const link = `<a href="glossary.html#%s">%s</a>`
	a := func(slug, words string) string { return fmt.Sprintf(link, slug, words) }
	for _, c := range []struct{ name, in, want string }{
		{"plain, once", "Kworkers and kworkers.", a("kworker", "Kworkers") + " and kworkers."},
		{"inside a word", "subkworker kworker2 kworker-x kworker_x kworker.", "subkworker kworker2 kworker-x kworker_x " + a("kworker", "kworker") + "."},
		{"over a line", "The fair\nserver.", "The " + a("fair-server", "fair\nserver") + "."},
		{"at a line's end", "A kworker\nruns.", "A " + a("kworker", "kworker") + "\nruns."},
		{"the longer one", "A fair server is a server.", "A " + a("fair-server", "fair server") + " is a " + a("server", "server") + "."},
		{"bold", "Main and **main**.", "Main and <strong>" + a("main-sheaf", "main") + "</strong>."},
		{"bold after plain", "A kworker, **kworker**.", "A " + a("kworker", "kworker") + ", <strong>" + a("kworker", "kworker") + "</strong>."},
		{"plain after bold", "**kworker** kworker **kworker**", "<strong>" + a("kworker", "kworker") + "</strong> kworker <strong>kworker</strong>"},
		{"bold over a line", "**fair\nserver**", "<strong>" + a("fair-server", "fair\nserver") + "</strong>"},
		{"code and links", "`kworker` [kworker](#one)", "<code>kworker</code> <a href=\"#one\">kworker</a>"},
		{"by hand", "[see](glossary.html#kworker)", a("kworker", "see")},
		{"three", "server kworker fair server", a("server", "server") + " " + a("kworker", "kworker") + " " + a("fair-server", "fair server")},
		{"emphasis", "*kworker*", "<em>" + a("kworker", "kworker") + "</em>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := withTerms(t, stepOf(c.in)).Steps[0]
			assert.Equal(t, "<p>"+c.want+"</p>\n", HTML(&s))
			assert.Equal(t, words(blockWords(s.Blocks)), words(htmlWords(HTML(&s))))
		})
	}
}

// TestFirstUseInALesson: later steps are not linked again, and the window's
// blocks know the entry.
func TestFirstUseInALesson(t *testing.T) {
	src := stepOf("A **kworker**.") + strings.Replace(stepOf("A kworker, **unheard of**.")[len(head):], "One", "Two", 1)
	l := withTerms(t, src)
	assert.Equal(t, []lesson.Run{{Text: "A "}, {Text: "kworker", Style: lesson.Strong, Term: "kworker"}, {Text: "."}}, l.Steps[0].Blocks[0].Runs)
	assert.Equal(t, "<p>A kworker, <strong>unheard of</strong>.</p>\n", HTML(&l.Steps[1]))
	assert.EqualError(t, unexplained(l), `08-some-lesson.md:18:14: the term "unheard of" has no entry in glossary.md, expected one, or *stress* where it is no term`)
}

// TestStress: bold in a table, or where it opens an item of a list, need not be
// a term.
func TestStress(t *testing.T) {
	for in, want := range map[string]bool{
		"- **Not a term**: x": true, "- x **not a term**": false, "**Not a term**: x": false,
		"| a |\n|---|\n| **yes** |": true, "- **kworker**": true,
	} {
		assert.Equal(t, want, unexplained(withTerms(t, stepOf(in))) == nil, in)
	}
}

func TestBadGlossary(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"no words", "## kworker\nalso: kworkers\n", `1:1: the term "kworker" is not explained`},
		{"no title", "## *\n\nx\n", `1:4: the term is "*", expected words`},
		{"long", "## a\n\n" + strings.Repeat(strings.Repeat("word ", 20)+"\n", 10), `3:1: the term "a" takes`},
		{"order", "## b\n\nx\n\n## a\n\nx\n", `5:4: "b" comes before "a", expected the order of the alphabet`},
		{"taken", "## a\nalso: c\n\nx\n\n## b\nalso: C\n\nx\n", `6:1: "C" is a word of the entry in line 1 already`},
		{"html", "## a\n\n<b>x</b>\n", "3:1: HTML, expected"},
		{"link", "## a\n\n[x](javascript:y)\n", "3:1: the link \"javascript:y\", expected"},
		{"deep", "## a\n\n" + strings.Repeat("> ", 100) + "\n", "3:1: lists and quotes 100 deep"},
	} {
		t.Run(c.name, func(t *testing.T) {
			terms, err := parseGlossary("x.md", []byte(c.src))
			assert.Nil(t, terms)
			assert.ErrorContains(t, err, "x.md:"+c.want)
			assert.NotContains(t, err.Error(), "\n")
		})
	}
	_, err := fake().parse("08-x.md", []byte(stepOf("[x](glossary.html#nothing)")))
	assert.EqualError(t, err, "08-x.md:8:1: the link glossary.html#nothing leads nowhere, expected an entry of the glossary")
}

// TestGlossary: what the page is made from is safe, and says where a lesson
// uses a term first.
func TestGlossary(t *testing.T) {
	terms, err := Glossary()
	require.NoError(t, err)
	for i := range terms {
		page := TermHTML(&terms[i], terms)
		assertSafe(t, terms[i].Title, page)
		assert.NotContains(t, page, "#"+terms[i].Slug+`"`, "an entry that leads to itself")
		assert.LessOrEqual(t, strings.Count(terms[i].Prose, ". "), 3, terms[i].Title)
	}
	i := slices.IndexFunc(terms, func(x Term) bool { return x.Slug == "work-item" })
	require.NotEmpty(t, terms[i].Where)
	for _, at := range terms[i].Where {
		assert.NotEmpty(t, at.Step)
	}
}
