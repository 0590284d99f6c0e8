package page

import (
	"fmt"
	"html/template"
	"regexp"
	"strings"
	"unicode"

	"barnyard/lessons/lesson"
)

// What stands around the lessons: the glossary, the index of the discussion's
// arguments, the talks, and all lessons on one page.

// Book is all of that as data; its words are HTML already.
type Book struct {
	Terms     []Term
	Arguments []Argument
	Talks     []Talk
}

// Term is an entry of the glossary, in the order of the alphabet.
type Term struct {
	Title, Slug string
	Words       template.HTML
	Where       []Place // the step of each lesson that uses it first
}

// Place is a step of a lesson.
type Place struct {
	Num                    int
	Step                   string // its anchor
	LessonTitle, StepTitle string
}

// Argument is one of the discussion, or a fact of a mail.
type Argument struct {
	ID, Who, When, Source        string
	Claim, Answer, Open, Unshown template.HTML
	Fact                         bool
	Steps                        []Place
}

// Talk is a list of steps for who stands before a room.
type Talk struct {
	Slug, Title, Audience string
	Minutes               int
	Stops                 []Stop
}

// Stop is one step of a talk and the seconds that it has.
type Stop struct {
	Place
	Seconds int
	Say     template.HTML
}

func (m *maker) addBook() error {
	for _, p := range []struct {
		name string
		data any
	}{
		{"glossary.html", glossaryPage{m.common("Glossary · Barnyard", "What the words of Linux's slab allocator and of the QPW patches mean, and where the lessons use them first."), letters(m.Book.Terms)}},
		{"arguments.html", m.argumentsPage()},
		{"talks.html", talksPage{m.common("Talks · Barnyard", "Ways through the lessons for who stands before a room."), m.Book.Talks}},
		{"book.html", bookPage{m.common("All lessons on one page · Barnyard", "Every lesson of Barnyard, to be searched and printed in one go."), m.chapters}},
	} {
		if err := m.add(p.name, p.name, p.data); err != nil {
			return err
		}
	}
	return nil
}

type glossaryPage struct {
	common
	Letters []letter
}

// letter is the terms that begin with one.
type letter struct {
	Name, ID string
	Terms    []Term
}

func letters(terms []Term) []letter {
	var out []letter
	for _, t := range terms {
		name := "0–9"
		if first := unicode.ToUpper([]rune(t.Title + " ")[0]); first >= 'A' && first <= 'Z' {
			name = string(first)
		}
		if n := len(out); n == 0 || out[n-1].Name != name {
			out = append(out, letter{Name: name, ID: "_" + strings.ToLower(strings.TrimRight(name, "–9"))})
		}
		last := &out[len(out)-1]
		last.Terms = append(last.Terms, t)
	}
	return out
}

type argumentsPage struct {
	common
	Arguments, Facts []Argument
}

func (m *maker) argumentsPage() argumentsPage {
	p := argumentsPage{common: m.common("Arguments · Barnyard", "Each argument of the discussion around QPW, who made it, what was said against it, and the step of a lesson that shows it.")}
	for _, a := range m.Book.Arguments {
		if a.Fact {
			p.Facts = append(p.Facts, a)
		} else {
			p.Arguments = append(p.Arguments, a)
		}
	}
	return p
}

type talksPage struct {
	common
	Talks []Talk
}

type bookPage struct {
	common
	Chapters []*lessonPage
}

// placeFile is the page of a place. A book that names a lesson which is not
// there does not build.
func (m *maker) placeFile(num int) (string, error) {
	for _, l := range m.Lessons {
		if l.Num == num {
			return fileOf(l), nil
		}
	}
	return "", fmt.Errorf("page: there is no lesson %d", num)
}

// inBook leads the links of a step's prose to the lesson's own page: on the page
// with all lessons, two steps may have the same name.
func inBook(file string, prose template.HTML) template.HTML {
	return template.HTML(strings.ReplaceAll(string(prose), ` href="#`, ` href="`+file+`#`))
}

// chapter is a lesson's anchor on the page with all of them.
func chapter(num int) string { return fmt.Sprintf("lesson-%d", num) }

// clock is a time of a talk: 2:30.
func clock(seconds int) string { return fmt.Sprintf("%d:%02d", seconds/60, seconds%60) }

// Start is when a stop begins, from the talk's first word.
func (t Talk) Start(i int) int {
	sum := 0
	for _, s := range t.Stops[:i] {
		sum += s.Seconds
	}
	return sum
}

// piece is a part of a text, with where it leads.
type piece struct{ Text, URL string }

// messageID finds what looks like the id of a mail.
var messageID = regexp.MustCompile(`[A-Za-z0-9._/+=%-]+@[A-Za-z0-9.-]*[A-Za-z0-9]`)

// mails makes links of the message ids in a text.
func mails(text string) []piece {
	var out []piece
	at := 0
	for _, m := range messageID.FindAllStringIndex(text, -1) {
		id := text[m[0]:m[1]]
		out = append(out, piece{Text: text[at:m[0]]}, piece{Text: id, URL: lesson.Source{Message: id}.URL()})
		at = m[1]
	}
	return append(out, piece{Text: text[at:]})
}
