package lessons

import (
	"strings"
	"testing"

	"barnyard/lessons/lesson"

	"github.com/stretchr/testify/require"
)

// The tests of parsing bring their own small scenario and a judge that knows
// two mistakes, so that they say nothing about the scenario language.

func fake() env {
	return env{
		lookup: func(name string) (string, bool) {
			return "machine cpus=4 qpw=0\ntask poll cpu=3 { loop { mark gap } }\n", name == "known"
		},
		check: func(text string) *textError {
			for i, line := range strings.Split(text, "\n") {
				if at := strings.Index(line, "wrong"); at >= 0 {
					return &textError{i + 1, at + 1, "found wrong"}
				}
			}
			return nil
		},
	}
}

const head = "---\ntitle: A title\nsummary: A summary.\nminutes: 5\n---\n"

// stepOf is a whole lesson with one step around a piece of prose. The prose
// starts in line 8.
func stepOf(prose string) string {
	return head + "\n## One\n" + prose + "\n\n```scenario\nuse known\n```\n```cue\nplay\n```\n"
}

func parsed(t *testing.T, src string) *lesson.Lesson {
	t.Helper()
	l, err := fake().parse("08-some-lesson.md", []byte(src))
	require.NoError(t, err)
	return l
}
