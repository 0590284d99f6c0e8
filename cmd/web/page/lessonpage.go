package page

import (
	"fmt"
	"html/template"
	"regexp"
	"strings"

	"barnyard/lessons/lesson"
)

// lessonPage is what lesson.html shows.
type lessonPage struct {
	common
	Lesson         *lesson.Lesson
	Needs          []entry
	Steps          []step
	Previous, Next *entry
	Still          still
	FigureTitle    string
	File           string
}

// entry is a lesson as others link to it.
type entry struct {
	Num            int
	Title, Summary string
	Minutes        int
	File           string
}

func entryOf(l *lesson.Lesson) entry {
	return entry{l.Num, l.Title, l.Summary, l.Minutes, fileOf(l)}
}

// fileOf is the name of a lesson's page.
func fileOf(l *lesson.Lesson) string { return fmt.Sprintf("%02d-%s.html", l.Num, l.Slug) }

// step is one section of a lesson's page.
type step struct {
	Number       int
	ID, Title    string
	Heads        []lesson.Run // Title, in terms and the text between
	Prose        template.HTML
	Ask          *question
	Still        still
	ScenarioName string
	ScenarioID   string // of the element that holds the text in force
	Scenario     string // empty where an earlier step shows it already
	Cues         string // one a line
	Notes        string // for the presenter
}

// question is an ask with its answer.
type question struct {
	Question string
	Choices  []choice
	Measured string
	Line     string // as the program is asked
}

type choice struct {
	Text, Why string
	Right     bool
}

func (m *maker) addLessons() error {
	for i, l := range m.Lessons {
		p := lessonPage{
			common:      m.common(fmt.Sprintf("%d · %s · Barnyard", l.Num, l.Title), l.Summary),
			Lesson:      l,
			Needs:       m.needs(l),
			FigureTitle: l.Title,
			File:        fileOf(l),
		}
		if i > 0 {
			p.Previous = ref(m.Lessons[i-1])
		}
		if i+1 < len(m.Lessons) {
			p.Next = ref(m.Lessons[i+1])
		}
		if err := m.addSteps(&p); err != nil {
			return err
		}
		if err := m.add(p.File, "lesson.html", p); err != nil {
			return err
		}
		m.chapters = append(m.chapters, &p)
	}
	return nil
}

func ref(l *lesson.Lesson) *entry {
	e := entryOf(l)
	return &e
}

func (m *maker) needs(l *lesson.Lesson) []entry {
	var out []entry
	for _, need := range l.Needs {
		for _, other := range m.Lessons {
			if other.Slug == need {
				out = append(out, entryOf(other))
			}
		}
	}
	return out
}

func (m *maker) addSteps(p *lessonPage) error {
	if len(p.Lesson.Steps) == 0 {
		return fmt.Errorf("%s:1:1: the lesson has no steps, expected a ## heading", p.Lesson.File)
	}
	for i := range p.Lesson.Steps {
		s := &p.Lesson.Steps[i]
		made, err := m.step(p, i, s)
		if err != nil {
			return fmt.Errorf("%s:%d: %w", p.Lesson.File, s.Line, err)
		}
		p.Steps = append(p.Steps, made)
	}
	// The page's stage shows the first picture at once, so it is not lazy.
	p.Still = p.Steps[0].Still
	p.Still.Lazy = false
	return nil
}

// headsOf is the title of a step, whole where nobody has cut it into terms.
func headsOf(s *lesson.Step) []lesson.Run {
	if len(s.Heads) > 0 {
		return s.Heads
	}
	return []lesson.Run{{Text: s.Title}}
}

func (m *maker) step(p *lessonPage, i int, s *lesson.Step) (step, error) {
	out := step{Number: i + 1, ID: s.Slug, Title: s.Title, Heads: headsOf(s), ScenarioName: s.ScenarioName, Cues: cueText(s.Cues), Notes: s.Notes}
	if !anchor.MatchString(s.Slug) {
		return out, fmt.Errorf("the step's anchor %q, expected small letters, digits and dashes", s.Slug)
	}
	out.place(p, s.ScenarioText)
	out.Prose = readable(m.Prose(s))
	picture, err := m.Still(p.Lesson, s)
	if err != nil {
		return out, err
	}
	if out.Still, err = m.addStill(fmt.Sprintf("still-%02d-%d", p.Lesson.Num, i+1), picture, true); err != nil {
		return out, err
	}
	out.Ask, err = m.question(s)
	return out, err
}

// anchor is what a step may be called: the page's own ids begin with an
// underscore, so the two never meet.
var anchor = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// place prints the scenario at the first step that uses it and lets later steps
// point there.
func (s *step) place(p *lessonPage, text string) {
	if text == "" {
		return
	}
	for _, earlier := range p.Steps {
		if earlier.Scenario == text {
			s.ScenarioID = earlier.ScenarioID
			return
		}
	}
	s.ScenarioID = fmt.Sprintf("_scenario-%d", s.Number)
	s.Scenario = text
}

func (m *maker) question(s *lesson.Step) (*question, error) {
	if s.Ask == nil {
		return nil, nil
	}
	answer, err := m.Answer(s)
	if err != nil {
		return nil, err
	}
	if answer.Right < 0 || answer.Right >= len(s.Ask.Choices) {
		return nil, fmt.Errorf("the question %q: the measured answer is none of its %d choices", s.Ask.Question, len(s.Ask.Choices))
	}
	q := &question{Question: s.Ask.Question, Measured: answer.Measured, Line: s.Ask.OneLine()}
	for i, c := range s.Ask.Choices {
		q.Choices = append(q.Choices, choice{Text: c.Text, Why: c.Why, Right: i == answer.Right})
	}
	return q, nil
}

func cueText(cues []lesson.Cue) string {
	var lines []string
	for _, c := range cues {
		lines = append(lines, c.Written)
	}
	return strings.Join(lines, "\n")
}
