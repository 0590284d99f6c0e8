package lessons

import (
	"slices"
	"strings"

	"barnyard/lessons/lesson"
)

// Cutting a body into steps and fenced blocks, line by line, before any
// markdown is parsed. A fence starts and ends in column 1; a step starts at
// "## ". Whatever could be read in two ways is a mistake here.

// Bounds of a body.
const (
	maxSteps  = 32
	maxFences = 8 // in one step
)

// blockKinds are the fences that a step may have, each once. A text fence
// stays in the prose and may come again.
var blockKinds = []string{"scenario", "cue", "ask", "notes"}

// part is one step as it stands in the file.
type part struct {
	title  string
	line   int      // of the heading, from 1
	lines  []string // the prose; a line of a block is empty here
	fences []fence
}

// fence is one fenced block.
type fence struct {
	kind  string
	line  int // of its opening line, from 1
	lines []string
}

func (f fence) text() string { return strings.Join(f.lines, "\n") }

// place is where the block's first line of text stands.
func (f fence) place(file string) lesson.Place { return lesson.Place{File: file, Line: f.line + 1} }

func (p part) fence(kind string) (fence, bool) {
	i := slices.IndexFunc(p.fences, func(f fence) bool { return f.kind == kind })
	if i < 0 {
		return fence{}, false
	}
	return p.fences[i], true
}

func (p part) prose() string { return strings.Join(p.lines, "\n") }

// cutter walks the lines of a body.
type cutter struct {
	at    lesson.Place
	parts []part
	open  *fence // the fence that we are in
	text  bool   // in a text fence, which stays in the prose
	began int    // line index of the opening fence
}

func cut(file string, lines []string, body int) ([]part, error) {
	c := &cutter{at: lesson.Place{File: file, Line: 1}}
	for i := body; i < len(lines); i++ {
		if err := c.take(i, lines[i]); err != nil {
			return nil, err
		}
	}
	if c.open != nil || c.text {
		return nil, c.at.Errorf(c.began, 1, "the fenced block does not end, expected a line of ```")
	}
	if len(c.parts) == 0 {
		return nil, c.at.Errorf(len(lines)-1, 1, "the lesson has no step, expected a heading such as ## The lock")
	}
	return c.parts, nil
}

// take reads one line.
func (c *cutter) take(i int, line string) error {
	prose := ""
	switch {
	case c.open != nil && line == "```":
		last := &c.parts[len(c.parts)-1]
		last.fences = append(last.fences, *c.open)
		c.open = nil
	case c.open != nil:
		c.open.lines = append(c.open.lines, line)
	case c.text:
		c.text = line != "```"
		prose = line
	case strings.HasPrefix(line, "## "):
		return c.heading(i, strings.TrimSpace(line[3:]))
	case strings.HasPrefix(line, "```"):
		prose = line
		if err := c.opens(i, line[3:]); err != nil {
			return err
		}
		if c.open != nil {
			prose = ""
		}
	default:
		if err := c.plain(i, line); err != nil {
			return err
		}
		prose = line
	}
	if n := len(c.parts); n > 0 {
		c.parts[n-1].lines = append(c.parts[n-1].lines, prose)
	}
	return nil
}

func (c *cutter) heading(i int, title string) error {
	switch {
	case slugOf(title) == "" || strings.ContainsAny(title, "`*_[]<>#"):
		return c.at.Errorf(i, 4, "the step's title is %q, expected plain words", title)
	case len(c.parts) == maxSteps:
		return c.at.Errorf(i, 1, "more than %d steps in one lesson", maxSteps)
	}
	c.parts = append(c.parts, part{title: title, line: i + 1})
	return nil
}

// opens begins a fenced block.
func (c *cutter) opens(i int, kind string) error {
	if len(c.parts) == 0 {
		return c.at.Errorf(i, 1, "a block before the first step, expected a heading such as ## The lock first")
	}
	p := &c.parts[len(c.parts)-1]
	switch {
	case kind == "text":
		c.text = true
	case !slices.Contains(blockKinds, kind):
		return c.at.Errorf(i, 4, "found a block of %q, expected one of %s, text", kind, strings.Join(blockKinds, ", "))
	case len(p.fences) == maxFences:
		return c.at.Errorf(i, 1, "more than %d blocks in one step", maxFences)
	default:
		if old, twice := p.fence(kind); twice {
			return c.at.Errorf(i, 1, "a second %s block in one step, the first is in line %d", kind, old.line)
		}
		c.open = &fence{kind: kind, line: i + 1}
	}
	c.began = i
	return nil
}

// plain looks at a line outside of fences.
func (c *cutter) plain(i int, line string) error {
	bare := strings.TrimSpace(line)
	switch {
	case len(c.parts) == 0 && bare != "":
		return c.at.Errorf(i, 1, "text before the first step, expected a heading such as ## The lock")
	case strings.Contains(line, "```") || strings.Contains(line, "~~~"):
		return c.at.Errorf(i, strings.IndexAny(line, "`~")+1, "a fence inside a line, expected ``` in column 1")
	case strings.HasPrefix(bare, "#") && !strings.HasPrefix(line, "### "):
		return c.at.Errorf(i, 1, "found the heading %q, expected ## for a step or ### inside one, in column 1", bare)
	}
	return nil
}

// slugOf makes a title an anchor: small letters and digits, joined by dashes.
func slugOf(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return strings.Join(words, "-")
}
