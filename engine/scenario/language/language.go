// Package language is the reference of the scenario language: one text for the
// terminal (help scenario), for the page language.html and for whoever reads
// the file. It has a room of its own so that the program in the browser, which
// parses scenarios, does not carry it.
//
// That the text has every word that the parser knows, and no example that does
// not run, is tested: here, in engine/scenario and in viz/ui.
package language

import (
	_ "embed"
	"strings"
)

//go:embed language.md
var text string

// Text is all of it, as markdown of at most 80 columns.
func Text() string { return text }

// Section is a part of the text under a heading of its own; the first one is
// what stands before all others.
type Section struct {
	Slug  string // its name for help, and its anchor on the page
	Title string
	Text  string // without the heading
}

// Sections cuts the text at its headings.
func Sections() []Section {
	var out []Section
	for i, part := range strings.Split("\n"+text, "\n## ") {
		title, body, _ := strings.Cut(strings.TrimPrefix(part, "\n# "), "\n")
		slug := strings.ReplaceAll(strings.ToLower(title), " ", "-")
		if i == 0 {
			slug = "scenario"
		}
		out = append(out, Section{Slug: slug, Title: title, Text: strings.Trim(body, "\n") + "\n"})
	}
	return out
}

// Piece is a part of a section: prose, or a block of text that stands for
// itself.
type Piece struct {
	Prose   string // markdown
	Block   string
	Example bool // the block is a scenario
}

// fence opens a block and closes it, example the first line of one that runs.
const (
	fence   = "```"
	example = fence + "barn"
)

// Pieces cuts a section at its blocks.
func (s Section) Pieces() []Piece {
	var out []Piece
	var lines []string
	open := ""
	prose := func() {
		if text := strings.Join(lines, ""); strings.TrimSpace(text) != "" {
			out = append(out, Piece{Prose: text})
		}
		lines = nil
	}
	for line := range strings.Lines(s.Text) {
		word := strings.TrimSpace(line)
		if !strings.HasPrefix(word, fence) {
			lines = append(lines, line)
			continue
		}
		if open == "" {
			prose()
			open = word
			continue
		}
		out = append(out, Piece{Block: strings.Join(lines, ""), Example: open == example})
		lines, open = nil, ""
	}
	prose()
	return out
}

// Examples are the scenarios of the text, in its order.
func Examples() []string {
	var out []string
	for _, s := range Sections() {
		for _, p := range s.Pieces() {
			if p.Example {
				out = append(out, p.Block)
			}
		}
	}
	return out
}
