package lessons

import (
	"testing"

	"barnyard/lessons/lesson"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// At least one prediction a lesson, with a sentence for each choice; and each comes
// through the one line that a page hands to the program with what is measured.
func TestEveryLessonAsks(t *testing.T) {
	for _, l := range everyLesson(t) {
		asks := 0
		for _, s := range l.Steps {
			if s.Ask == nil {
				continue
			}
			asks++
			for _, c := range s.Ask.Choices {
				assert.NotEmpty(t, c.Why, "%s %q: %q has no sentence", l.Slug, s.Title, c.Text)
			}
			line := s.Ask.OneLine()
			assert.NotContains(t, line, "\n")
			back, err := lesson.AskOfLine(line)
			require.NoError(t, err, line)
			assert.Equal(t, s.Ask.Expr, back.Expr)
			assert.Equal(t, s.Ask.When, back.When)
			require.Len(t, back.Choices, len(s.Ask.Choices))
			for i := range back.Choices {
				assert.Equal(t, s.Ask.Choices[i].Tests, back.Choices[i].Tests)
			}
			assert.Equal(t, line, back.OneLine())
		}
		assert.Positive(t, asks, l.Slug)
	}
	_, err := lesson.AskOfLine("?")
	assert.ErrorContains(t, err, "question:1")
}
