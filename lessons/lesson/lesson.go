// Package lesson holds what a lesson is, as plain data: steps of prose, the
// scenario that is in force, the cues that say where the picture goes, and a
// question to answer before the reveal. It also reads the two little languages
// that are not markdown: cues and questions.
//
//	lessons/*.md --(package lessons: markdown)--> *Lesson --> page, desktop, tests
//	                                                  |
//	text of a cue block --ParseCues-------------------+
//	text of an ask block --ParseAsk-------------------+
//
// The package knows no markdown and imports nothing large, so the program in
// the browser can use it. Every type is plain data: it can be written as JSON
// and read back without loss.
package lesson

import "strings"

// Lesson is one markdown file, read and checked.
type Lesson struct {
	Num     int    // from the file's name: 8 for 08-reaching….md
	Slug    string // from the file's name: reaching-into-another-cpu
	Title   string
	Summary string
	Minutes int      // how long a reader needs
	Needs   []string // slugs of the lessons to read first
	Sources []Source
	Steps   []Step
	File    string // as named in messages
}

// Source is where a statement by a person comes from.
type Source struct {
	ID      string // short name that links in the prose use: [Marcelo](#source-v2)
	Who     string
	Date    string // ISO: 2026-03-02, or 2024-07 where the day is not known
	Subject string // empty only where the message id is known
	Message string // message id, without angle brackets; empty when unknown
	Note    string // what the source is used for, when that is not plain
}

// URL is where the mail can be read; empty without a message id.
func (s Source) URL() string {
	if s.Message == "" {
		return ""
	}
	id := strings.NewReplacer("%", "%25", "/", "%2F", "?", "%3F", "#", "%23").Replace(s.Message)
	return "https://lore.kernel.org/all/" + id + "/"
}

// Step is one heading with its prose and what the figure does meanwhile.
type Step struct {
	Title  string
	Heads  []Run  // Title, cut where the glossary explains a word of it
	Slug   string // unique in the lesson; the page's anchor
	Line   int    // of the heading
	Prose  string // the markdown between the fenced blocks; package lessons makes HTML of it
	Blocks []Block
	// ScenarioText is the whole text in force at this step: what an earlier
	// step set stays in force until another step replaces it. ScenarioName is
	// the name that `use` gave, or the lesson's slug for a text of its own.
	ScenarioText string
	ScenarioName string
	ScenarioLine int // line of the block that set it
	Cues         []Cue
	Ask          *Ask
	Notes        string // for the presenter only
	// Terms are the words of Prose that the glossary explains, where the lesson
	// uses them first. Shows are the arguments of the discussion and the facts
	// that this step shows, by their ids: D9.
	Terms     []TermUse
	Shows     []string
	ShowsLine int // in the file; 0 without any
}

// TermUse is a word of a step's prose that the glossary explains: bytes Start
// to End of it. Slug is empty where a word is set in bold as a term, but the
// glossary does not have it.
type TermUse struct {
	Slug       string
	Start, End int
}

// Place is where a fenced block's first line stands, so that an error inside
// it can name the line of the file.
type Place struct {
	File string
	Line int // of the first line of the text; counts from 1
}
