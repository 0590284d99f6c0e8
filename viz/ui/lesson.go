package ui

import (
	"strconv"

	"barnyard/lessons/lesson"
)

// openLesson opens a lesson at one of its steps.
func (m *Model) openLesson(index, page int) {
	if index < 0 || index >= len(m.Lessons) {
		m.tell("There is no lesson "+strconv.Itoa(index+1)+".", true)
		return
	}
	m.Lesson = m.Lessons[index]
	m.openPage(page)
}

// openPage shows a step: its scenario, its cues, its question.
func (m *Model) openPage(page int) {
	m.Page = min(max(page, 0), len(m.Lesson.Steps)-1)
	m.Scroll = 0
	m.entry, m.lit = "", ""
	step := &m.Lesson.Steps[m.Page]
	m.quiz = newQuiz(step.Ask)
	m.playStep(step)
}

// playStep runs the text of a step and goes where its cues lead. What was told of
// the branches of the text before is told still.
func (m *Model) playStep(step *lesson.Step) {
	told := Notice{}
	if step.ScenarioText != m.Text {
		if !m.load(step.ScenarioName, step.ScenarioText) {
			return
		}
		told = m.Notice
	}
	if m.cues(step.Cues); m.Notice.Text == "" {
		m.Notice = told
	}
}

// stepAgain leads back: the text that the step runs, and where its cues lead. What
// was read and answered stays.
func (m *Model) stepAgain() {
	if m.Lesson == nil {
		return
	}
	m.playStep(&m.Lesson.Steps[m.Page])
}

// lessonBy goes on in the lesson, and from lesson to lesson.
func (m *Model) lessonBy(n int) {
	if m.Lesson == nil {
		return
	}
	index := 0
	for i, l := range m.Lessons {
		if l == m.Lesson {
			index = i
		}
	}
	switch page := m.Page + n; {
	case page >= len(m.Lesson.Steps) && index+1 < len(m.Lessons):
		m.openLesson(index+1, 0)
	case page < 0 && index > 0:
		m.openLesson(index-1, len(m.Lessons[index-1].Steps)-1)
	case page < 0:
		m.tell("This is the first step.", false)
	case page >= len(m.Lesson.Steps):
		m.tell("This was the last step.", false)
	default:
		m.openPage(page)
	}
}
