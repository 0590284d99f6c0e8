package ui

// quiz is the question of the lesson's step.
type quiz struct{ chosen int }

func (q *quiz) advance(int)          {}
func (m *Model) hand(Hand)           {}
func (m *Model) cueText(string)      {}
func (m *Model) openLesson(_, _ int) {}
func (m *Model) lessonBy(int)        {}
func (m *Model) choose(int)          {}
