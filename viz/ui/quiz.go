package ui

import (
	"barnyard/engine"
	"barnyard/engine/check"
	"barnyard/engine/scenario"
	"barnyard/lessons/lesson"
)

// quiz is the question of the lesson's step. Which answer is right is not
// written anywhere: it is measured, in a run of its own that goes on from tick
// to tick.
type quiz struct {
	ask    *lesson.Ask
	chosen int // -1: nothing yet
	run    *engine.Run
	claim  *scenario.Claim
	known  bool
	value  int64 // what was measured, in ns for times
	has    bool  // it could be measured
	err    error
	n      int // how many questions a page has asked
}

func newQuiz(ask *lesson.Ask) quiz { return quiz{ask: ask, chosen: -1} }

// choose answers the question, and starts to measure.
func (m *Model) choose(n int) {
	q := &m.quiz
	if q.ask == nil || n < 0 || n >= len(q.ask.Choices) {
		return
	}
	q.chosen = n
	if q.run == nil && q.err == nil {
		q.start(m.Lesson.Steps[m.Page].ScenarioText)
		q.advance(firstBudget)
	}
	if q.err != nil {
		m.tell(q.err.Error(), true)
	}
}

func (q *quiz) start(text string) {
	s, err := engine.Parse("question", []byte(lesson.Under(text, q.ask.When)+q.ask.Claim()))
	if err == nil {
		q.claim = &s.Claims[len(s.Claims)-1]
		if q.run, err = engine.New(s); err == nil {
			check.Watch(q.run, 0) // a question may ask how many invariants break
		}
	}
	q.err = err
}

// advance goes on with the measuring run and reports whether it has ended.
func (q *quiz) advance(steps int) bool {
	if q.run == nil || q.known {
		return false
	}
	for range steps {
		if !q.run.Step() {
			q.run.Finish() // a last look at the world
			q.value, q.has = q.run.Shown(q.claim)
			q.known = true
			return true
		}
	}
	return false
}

// holds says whether a choice is right for what was measured.
func (q *quiz) holds(c *lesson.Choice) bool { return q.has && c.Holds(q.value) }

// Verdict is what is known about one choice of the question.
type Verdict uint8

// The verdicts.
const (
	Open     Verdict = iota // nothing was chosen yet, or it is being measured
	Right                   // this is the answer
	Wrong                   // this was chosen and is not the answer
	Unchosen                // not chosen and not the answer
)

// Verdict says what the picture shows of a choice, and Chosen which it is.
func (m *Model) Verdict(n int) Verdict {
	q := &m.quiz
	switch {
	case q.chosen < 0 || !q.known:
		return Open
	case q.holds(&q.ask.Choices[n]):
		return Right
	case n == q.chosen:
		return Wrong
	}
	return Unchosen
}

// Chosen is the choice that the reader made, -1 for none yet.
func (m *Model) Chosen() int { return m.quiz.chosen }

// Ask is the question of the step; nil if it has none.
func (m *Model) Ask() *lesson.Ask { return m.quiz.ask }
