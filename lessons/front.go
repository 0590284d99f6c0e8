package lessons

import (
	"regexp"
	"strconv"
	"strings"

	"barnyard/lessons/lesson"

	"gopkg.in/yaml.v3"
)

// Front matter: YAML between two lines of dashes. Only the fields below are
// known; each is read with its place, so that a mistake can be named.

const maxFront = 8 << 10

var (
	isoDate  = regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$`)
	slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	yamlLine = regexp.MustCompile(`^yaml: line (\d+): `)
)

// frontMatter fills the lesson's head and returns the index of the first line
// of the body.
func frontMatter(l *lesson.Lesson, lines []string) (int, error) {
	f := &front{at: lesson.Place{File: l.File, Line: 1}, l: l}
	if lines[0] != "---" {
		return 0, f.at.Errorf(0, 1, "found no front matter, expected a first line of ---")
	}
	end := 1
	for ; end < len(lines) && lines[end] != "---"; end++ {
	}
	if end == len(lines) {
		return 0, f.at.Errorf(0, 1, "the front matter does not end, expected a second line of ---")
	}
	text := strings.Join(lines[1:end], "\n")
	if len(text) > maxFront {
		return 0, f.at.Errorf(0, 1, "the front matter has %d bytes, the limit is %d", len(text), maxFront)
	}
	f.document(text)
	f.complete()
	return end + 1, f.err
}

type front struct {
	at  lesson.Place
	l   *lesson.Lesson
	err error
}

// fail keeps the first mistake; a node's line counts from the line after ---.
func (f *front) fail(n *yaml.Node, format string, args ...any) {
	if f.err == nil {
		f.err = f.at.Errorf(n.Line, n.Column, format, args...)
	}
}

func (f *front) document(text string) {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		msg, line := err.Error(), 1
		if m := yamlLine.FindStringSubmatch(msg); m != nil {
			line, _ = strconv.Atoi(m[1])
			msg = strings.TrimPrefix(msg, m[0])
		}
		f.fail(&yaml.Node{Line: line, Column: 1}, "front matter: %s", strings.TrimPrefix(msg, "yaml: "))
		return
	}
	if len(doc.Content) == 0 {
		f.fail(&yaml.Node{Line: 0, Column: 1}, "empty front matter, expected title, summary and minutes")
		return
	}
	f.mapping(doc.Content[0], "title, summary, minutes, needs, sources", f.field)
}

// mapping hands each key with its value to take, which says whether it knows
// the key.
func (f *front) mapping(n *yaml.Node, keys string, take func(key string, value *yaml.Node) bool) {
	if n.Kind != yaml.MappingNode {
		f.fail(n, "found %q, expected fields of %s", n.Value, keys)
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if value.Kind == yaml.AliasNode || value.Anchor != "" {
			f.fail(value, "an anchor or alias, expected a plain value")
			return
		}
		if seen[key.Value] {
			f.fail(key, "the field %q comes twice", key.Value)
		}
		seen[key.Value] = true
		if !take(key.Value, value) {
			f.fail(key, "found the field %q, expected one of %s", key.Value, keys)
		}
	}
}

func (f *front) field(key string, v *yaml.Node) bool {
	switch key {
	case "title":
		f.l.Title = f.text(v)
	case "summary":
		f.l.Summary = f.text(v)
	case "minutes":
		f.l.Minutes = f.minutes(v)
	case "needs":
		for _, n := range f.list(v) {
			f.l.Needs = append(f.l.Needs, f.slug(n))
		}
	case "sources":
		for _, n := range f.list(v) {
			f.source(n)
		}
	default:
		return false
	}
	return true
}

// complete names the first field that every lesson must have and this has not.
func (f *front) complete() {
	for _, need := range []struct {
		name    string
		missing bool
	}{{"title", f.l.Title == ""}, {"summary", f.l.Summary == ""}, {"minutes", f.l.Minutes == 0}} {
		if need.missing {
			f.fail(&yaml.Node{Line: 0, Column: 1}, "the front matter has no %s", need.name)
		}
	}
}
