package ui

import (
	"strconv"

	"barnyard/engine/sim"
	"barnyard/lessons/lesson"
)

// A page around the figure has the questions of its lesson in its own letters.
// What the right answer is it asks here, of the text that runs in the figure, with
// whatever the reader has changed in it.
//
//	page: "ask QUESTION value ... - RANGE ..." --Asked--> quiz: a run of its own
//	Beside "answer": which choice holds, what was measured

// Asked begins to measure what a question asks for.
type Asked struct{ Ask *lesson.Ask }

func (Asked) msg() {}

// readAsked reads what lesson.Ask.OneLine has written.
func readAsked(line string) (Msg, bool) {
	ask, err := lesson.AskOfLine(line)
	if err != nil {
		return nil, false
	}
	return Asked{ask}, true
}

// asked measures in the text that is loaded.
func (m *Model) asked(ask *lesson.Ask) {
	n := m.quiz.n + 1
	m.quiz = newQuiz(ask)
	m.quiz.n = n
	m.quiz.start(m.Text)
	m.quiz.advance(firstBudget)
}

// besideAnswer is one row: "answer", which choice holds, what was measured in
// words, and the how manieth question that was, since two may have the same
// answer; or "none" and why there is no answer.
func (m *Model) besideAnswer() string {
	q := &m.quiz
	var r rows
	switch {
	case q.ask == nil:
		return ""
	case q.err != nil:
		r.add("none", q.err.Error())
	case !q.known:
		return ""
	case !q.has:
		r.add("none", q.ask.Expr+" never happened")
	default:
		right := -1
		for i := range q.ask.Choices {
			if q.holds(&q.ask.Choices[i]) {
				right = i
			}
		}
		r.add("answer", strconv.Itoa(right), q.ask.Expr+" = "+q.written(), strconv.Itoa(q.n))
	}
	return r.String()
}

// written is the measured value as people write it.
func (q *quiz) written() string {
	for _, c := range q.ask.Choices {
		for _, t := range c.Tests {
			if t.IsDur {
				return sim.Micros(q.value, 1) + " µs" // it is in ns
			}
		}
	}
	return strconv.FormatInt(q.value, 10)
}
