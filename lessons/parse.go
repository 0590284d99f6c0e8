package lessons

import (
	"barnyard/lessons/lesson"
)

// env is what a lesson needs from the engine's side: scenarios by name, and a
// judge of scenario texts. Tests hand in their own.
type env struct {
	lookup func(name string) (text string, ok bool)
	// check reads a scenario text; a mistake comes back with its place in the
	// text, both counted from 1.
	check func(text string) *textError
	terms []Term // the glossary
}

type textError struct {
	line, col int
	msg       string
}

// parse reads one file from its name to its last line.
func (e env) parse(file string, src []byte) (*lesson.Lesson, error) {
	l := &lesson.Lesson{File: file}
	var err error
	if l.Num, l.Slug, err = numberAndSlug(file); err != nil {
		return nil, err
	}
	lines, err := linesOf(file, src)
	if err != nil {
		return nil, err
	}
	body, err := frontMatter(l, lines)
	if err != nil {
		return nil, err
	}
	if err := e.body(l, lines, body); err != nil {
		return nil, err
	}
	return l, nil
}

// body reads the steps, which begin at lines[from].
func (e env) body(l *lesson.Lesson, lines []string, from int) error {
	parts, err := cut(l.File, lines, from)
	if err != nil {
		return err
	}
	b := &builder{env: e, l: l, at: lesson.Place{File: l.File, Line: 1}, terms: newMarker(e.terms, "")}
	for _, p := range parts {
		if err := b.step(p); err != nil {
			return err
		}
	}
	return b.links()
}

// builder turns parts into steps; the scenario in force goes from one to the
// next.
type builder struct {
	env   env
	l     *lesson.Lesson
	at    lesson.Place
	force inForce
	refs  []reference
	terms *marker
}

// inForce is the scenario that the picture runs until another replaces it.
type inForce struct {
	text, name string
	line       int // of the block
}

func (b *builder) step(p part) error {
	s := lesson.Step{Title: p.title, Heads: b.terms.heading(p.title), Slug: slugOf(p.title), Line: p.line}
	if err := b.shows(&s, &p); err != nil {
		return err
	}
	s.Prose = p.prose()
	for _, old := range b.l.Steps {
		if old.Slug == s.Slug {
			return b.at.Errorf(p.line-1, 4, "the step %q is there already in line %d, expected another title", p.title, old.Line)
		}
	}
	for _, read := range []func(*lesson.Step, part) error{b.prose, b.scenario, b.cues, b.ask, b.notes} {
		if err := read(&s, p); err != nil {
			return err
		}
	}
	b.l.Steps = append(b.l.Steps, s)
	return nil
}

func (b *builder) cues(s *lesson.Step, p part) error {
	f, ok := p.fence("cue")
	if !ok {
		return b.at.Errorf(p.line-1, 1, "the step %q has no cue block, expected one that says what the figure shows", p.title)
	}
	cues, err := lesson.ParseCuesAt(f.place(b.l.File), f.text())
	if err == nil && len(cues) == 0 {
		return b.at.Errorf(f.line-1, 1, "an empty cue block, expected at least one cue")
	}
	s.Cues = cues
	return err
}

func (b *builder) ask(s *lesson.Step, p part) error {
	f, ok := p.fence("ask")
	if !ok {
		return nil
	}
	a, err := lesson.ParseAsk(f.place(b.l.File), f.text())
	if err != nil {
		return err
	}
	if wrong := b.env.check(lesson.Under(s.ScenarioText, a.When) + a.Claim()); wrong != nil {
		return b.at.Errorf(f.line-1, 1, "the value %q of the question: %s", a.Expr, wrong.msg)
	}
	s.Ask = a
	return nil
}

func (b *builder) notes(s *lesson.Step, p part) error {
	if f, ok := p.fence("notes"); ok {
		s.Notes = f.text()
	}
	return nil
}
