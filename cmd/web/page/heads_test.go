package page

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/lessons/lesson"
)

// A term in the title of a step leads to its entry; what surrounds it stays text.
func TestTermsInATitleAreLinks(t *testing.T) {
	in := input()
	in.Lessons[0].Steps[0].Title = "A <sheaf> & one"
	in.Lessons[0].Steps[0].Heads = []lesson.Run{{Text: "A <"}, {Text: "sheaf", Term: "sheaf"}, {Text: "> & one"}}
	s, err := Make(in)
	require.NoError(t, err)
	assert.Contains(t, text(t, s, "08-reaching.html"), `<h2>A &lt;<a href="glossary.html#sheaf">sheaf</a>&gt; &amp; one</h2>`)
}
