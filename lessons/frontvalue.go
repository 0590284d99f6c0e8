package lessons

import (
	"slices"
	"strconv"
	"strings"

	"barnyard/lessons/lesson"

	"gopkg.in/yaml.v3"
)

// The values of front matter, each with the form that it must have.

// text is one line of words.
func (f *front) text(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		f.fail(n, "found no text, expected one line of text")
		return ""
	}
	if strings.Contains(strings.TrimSpace(n.Value), "\n") || len(n.Value) > 500 {
		f.fail(n, "found a long text, expected one line of at most 500 bytes")
	}
	return strings.TrimSpace(n.Value)
}

func (f *front) minutes(n *yaml.Node) int {
	v, err := strconv.Atoi(n.Value)
	if err != nil || n.Tag != "!!int" || v < 1 || v > 120 {
		f.fail(n, "minutes is %q, expected a whole number of 1 to 120", n.Value)
	}
	return v
}

func (f *front) slug(n *yaml.Node) string {
	s := f.text(n)
	if !slugForm.MatchString(s) {
		f.fail(n, "found %q, expected a short name of small letters, digits and dashes", s)
	}
	return s
}

func (f *front) list(n *yaml.Node) []*yaml.Node {
	if n.Kind != yaml.SequenceNode {
		f.fail(n, "found %q, expected a list", n.Value)
		return nil
	}
	for _, item := range n.Content {
		if item.Kind == yaml.AliasNode || item.Anchor != "" {
			f.fail(item, "an anchor or alias, expected a plain value")
			return nil
		}
	}
	return n.Content
}

// source reads one entry of sources.
func (f *front) source(n *yaml.Node) {
	var s lesson.Source
	f.mapping(n, "id, who, date, subject, message, note", func(key string, v *yaml.Node) bool {
		switch key {
		case "id":
			s.ID = f.slug(v)
		case "who":
			s.Who = f.text(v)
		case "date":
			if s.Date = f.text(v); !isoDate.MatchString(s.Date) {
				f.fail(v, "date is %q, expected a date such as 2026-03-02, or 2024-07 where the day is not known", s.Date)
			}
		case "subject":
			s.Subject = f.text(v)
		case "message":
			if s.Message = f.text(v); strings.Count(s.Message, "@") != 1 || strings.ContainsAny(s.Message, "<> ") {
				f.fail(v, "message is %q, expected a message id without angle brackets", s.Message)
			}
		case "note":
			s.Note = f.text(v)
		default:
			return false
		}
		return true
	})
	if s.ID == "" || s.Who == "" || s.Date == "" || s.Subject+s.Message == "" {
		f.fail(n, "a source needs id, who, date, and a subject or a message")
	}
	if slices.ContainsFunc(f.l.Sources, func(o lesson.Source) bool { return o.ID == s.ID }) {
		f.fail(n, "the source id %q comes twice", s.ID)
	}
	f.l.Sources = append(f.l.Sources, s)
}
