package main

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"barnyard/engine/scenario"
	"barnyard/lessons"
	"barnyard/lessons/lesson"
)

// What check checks: the files that are named, or all that this program comes
// with.

// subject is one scenario to check. always are settings that it is checked
// with even where no claim asks for them.
type subject struct {
	source
	always [][]given
	wrong  error                       // what is wrong with the file, of which nothing can be checked then
	file   string                      // of a lesson, that holds the text; empty: the source's name
	lineOf func(c *scenario.Claim) int // of a claim in the file named; nil: its own line
}

// line is where a claim stands.
func (s *subject) line(c *scenario.Claim) int {
	if s.lineOf == nil {
		return c.Pos.Line
	}
	return s.lineOf(c)
}

// place is the file of a claim, and where it stands there.
func (s *subject) place(c *scenario.Claim) (file string, at scenario.Pos) {
	return cmp.Or(s.file, s.name), scenario.Pos{Line: s.line(c), Col: c.Pos.Col}
}

func (c *call) subjects(p *parsed) ([]subject, error) {
	if p.has("all") {
		if len(p.names) > 0 {
			return nil, fmt.Errorf("unexpected %s; --all stands alone", quote(p.names[0]))
		}
		return everything()
	}
	if len(p.names) == 0 {
		return nil, errors.New("nothing is named; expected files or --all")
	}
	var out []subject
	for i, name := range p.names {
		if name == "-" && slices.Contains(p.names[:i], "-") {
			return nil, errors.New("- is named twice; expected it once: standard input can be read only once")
		}
		of, err := c.ofName(name)
		if err != nil {
			return nil, err
		}
		out = append(out, of...)
	}
	return out, nil
}

// ofName is what a name stands for. Where there is no such thing, that is an error
// before anything is checked; where there is and it is wrong, the others are checked
// all the same.
func (c *call) ofName(name string) ([]subject, error) {
	src, err := c.load(name)
	switch {
	case errors.As(err, new(*scenario.Error)):
		return []subject{{source: source{name: name}, wrong: err}}, nil
	case err != nil:
		return nil, err
	case !strings.HasSuffix(name, ".md"):
		return []subject{{source: src}}, nil
	}
	of, err := ofFile(name, src.text)
	if err != nil {
		return []subject{{source: src, wrong: err}}, nil
	}
	return of, nil
}

// ofFile is the scenarios of a lesson that somebody is writing.
func ofFile(name string, text []byte) ([]subject, error) {
	l, err := lessons.Parse(filepath.Base(name), text)
	if err != nil {
		return nil, err
	}
	return ofLesson(l, text), nil
}

// ofLesson is the scenarios of a lesson, each once.
func ofLesson(l *lesson.Lesson, text []byte) (out []subject) {
	seen := map[string]bool{}
	for i := range l.Steps {
		s := &l.Steps[i]
		if seen[s.ScenarioText] {
			continue
		}
		seen[s.ScenarioText] = true
		name := fmt.Sprintf("%s:%d", l.File, s.ScenarioLine)
		out = append(out, subject{source: source{name, []byte(s.ScenarioText)}, file: l.File,
			lineOf: func(c *scenario.Claim) int { return lessons.ClaimLine(text, s, c.Text) }})
	}
	return out
}

// everything is all that this program comes with.
func everything() ([]subject, error) {
	var out []subject
	modes := [][]given{{{"qpw", "n"}}, {{"qpw", "0"}}, {{"qpw", "1"}}}
	for _, b := range scenario.Builtins() {
		out = append(out, subject{source: source{b.Name, b.Text}, always: modes})
	}
	all, err := lessons.All()
	if err != nil {
		return nil, err
	}
	for _, l := range all {
		text, err := lessons.Source(l)
		if err != nil {
			return nil, err
		}
		out = append(out, ofLesson(l, text)...)
	}
	return out, nil
}
