package lessons

import (
	"slices"
	"strings"

	"barnyard/lessons/lesson"
)

// The scenario in force. A block holds either a whole text, or `use NAME` and
// the lines that differ (lesson.Change says how they are laid over the text).
// It holds from its step on, until another block replaces it.

func (b *builder) scenario(s *lesson.Step, p part) error {
	if f, ok := p.fence("scenario"); ok {
		if err := b.replace(f); err != nil {
			return err
		}
	} else if b.force.text == "" {
		return b.at.Errorf(p.line-1, 1, "the step %q has no scenario, expected a scenario block in the first step", p.title)
	}
	s.ScenarioText, s.ScenarioName, s.ScenarioLine = b.force.text, b.force.name, b.force.line
	return nil
}

// replace puts the text of a block in force.
func (b *builder) replace(f fence) error {
	used := slices.IndexFunc(f.lines, func(l string) bool { return strings.HasPrefix(l, "use ") })
	if used >= 0 {
		return b.use(f, used)
	}
	if wrong := b.env.check(f.text() + "\n"); wrong != nil {
		return b.at.Errorf(f.line+wrong.line-1, wrong.col, "%s", wrong.msg)
	}
	b.force = inForce{text: f.text() + "\n", name: b.l.Slug, line: f.line}
	return nil
}

// use looks a scenario up and lays the other lines over it.
func (b *builder) use(f fence, used int) error {
	name := strings.TrimSpace(strings.TrimPrefix(f.lines[used], "use "))
	if strings.TrimSpace(strings.Join(f.lines[:used], "")) != "" {
		return b.at.Errorf(f.line+used, 1, "use comes after other lines, expected it in the first line")
	}
	text, ok := b.env.lookup(name)
	if !ok {
		return b.at.Errorf(f.line+used, 5, "no scenario is called %q", name)
	}
	changes := slices.Clone(f.lines)
	changes[used] = ""
	if strings.TrimSpace(strings.Join(changes, "")) != "" {
		var err error
		if text, err = lesson.Change(f.place(b.l.File), text, strings.Join(changes, "\n")); err != nil {
			return err
		}
	}
	if wrong := b.env.check(text); wrong != nil {
		return b.at.Errorf(f.line+used, 1, "%s with these changes, line %d, column %d of the whole: %s", name, wrong.line, wrong.col, wrong.msg)
	}
	b.force = inForce{text: text, name: name, line: f.line}
	return nil
}
