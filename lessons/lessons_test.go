package lessons

import (
	"encoding/json"
	"strings"
	"testing"

	"barnyard/lessons/lesson"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The lessons themselves, as far as they can be checked without a run.

func everyLesson(t *testing.T) []*lesson.Lesson {
	t.Helper()
	all, err := All()
	require.NoError(t, err)
	require.NotEmpty(t, all)
	return all
}

// andTemplate is every lesson and the template, which is copied to begin one
// and so has to pass whatever a lesson has to.
func andTemplate(t *testing.T) []*lesson.Lesson {
	t.Helper()
	src, err := Template()
	require.NoError(t, err)
	l, err := Parse("_template.md", src)
	require.NoError(t, err)
	return append(everyLesson(t), l)
}

// TestEveryLesson holds the house rules of the book: steps enough to be a
// lesson and few enough to be one, a question, notes for who presents it.
func TestEveryLesson(t *testing.T) {
	for _, l := range andTemplate(t) {
		asks := 0
		assert.True(t, len(l.Steps) >= 5 && len(l.Steps) <= 9, "%s has %d steps", l.File, len(l.Steps))
		assert.NotEmpty(t, l.Sources, l.File)
		for _, s := range l.Steps {
			assert.NotEmpty(t, s.Notes, "%s:%d: no notes", l.File, s.Line)
			assert.Contains(t, s.ScenarioText, "machine ", "%s:%d", l.File, s.Line)
			if s.Ask != nil {
				asks++
			}
			assertSafe(t, l.File+" "+s.Title, HTML(&s))
			assert.Equal(t, words(blockWords(s.Blocks)), words(htmlWords(HTML(&s))), "%s:%d", l.File, s.Line)
		}
		assert.Positive(t, asks, "%s asks nothing", l.File)
	}
}

// TestSourcesAreUsed: a source that no step links to is no source, unless its
// note says what it is for.
func TestSourcesAreUsed(t *testing.T) {
	for _, l := range andTemplate(t) {
		prose := ""
		for _, s := range l.Steps {
			prose += s.Prose
		}
		for _, s := range l.Sources {
			linked := strings.Contains(prose, "#source-"+s.ID+")")
			assert.True(t, linked || s.Note != "", "%s: the source %s is not used", l.File, s.ID)
		}
	}
}

// TestTemplate: what people copy from parses, and shows every kind of block.
func TestTemplate(t *testing.T) {
	src, err := Template()
	require.NoError(t, err)
	l, err := Parse("_template.md", src)
	require.NoError(t, err)
	assert.Equal(t, "template", l.Slug)
	for _, kind := range blockKinds {
		assert.Contains(t, string(src), "```"+kind+"\n", kind)
	}
	for _, other := range everyLesson(t) {
		assert.NotEqual(t, l.Slug, other.Slug)
	}
}

// TestLessonsAsJSON is how a page hands them to the program.
func TestLessonsAsJSON(t *testing.T) {
	for _, l := range andTemplate(t) {
		text, err := json.Marshal(l)
		require.NoError(t, err)
		var back lesson.Lesson
		require.NoError(t, json.Unmarshal(text, &back))
		assert.Equal(t, *l, back, l.File)
	}
}

// TestRealScenarios wires the true parser: a mistake in a scenario block is
// told with the place in the lesson.
func TestRealScenarios(t *testing.T) {
	src := strings.Replace(stepOf("x"), "use known", "machine cpus=4\nmachine cpus=5", 1)
	_, err := Parse("08-x.md", []byte(src))
	assert.ErrorContains(t, err, "08-x.md:12:1: ")
	src = strings.Replace(stepOf("x"), "use known", "use shrink-under-poll\nmachine cpus=0", 1)
	_, err = Parse("08-x.md", []byte(src))
	assert.ErrorContains(t, err, "08-x.md:11:1: shrink-under-poll with these changes, line ")
	src = strings.Replace(stepOf("x"), "use known", "use shrink-under-poll", 1) +
		"```ask\nWhy?\nvalue middle(poll.gap)\n- < 3us\n  a.\n- >= 3us\n  b.\n```\n"
	_, err = Parse("08-x.md", []byte(src))
	assert.ErrorContains(t, err, `the value "middle(poll.gap)" of the question: `)
}
