package lessons

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/lessons/lesson"
)

func TestTermsOfATitle(t *testing.T) {
	terms := []Term{{Title: "Sheaf", Slug: "sheaf", Also: []string{"sheaves"}}, {Title: "Main sheaf", Slug: "main-sheaf"}, {Title: "NMI", Slug: "nmi"}}
	run := func(text, term string) lesson.Run { return lesson.Run{Text: text, Term: term} }
	for title, want := range map[string][]lesson.Run{
		"Nothing that is known":          {run("Nothing that is known", "")},
		"What a sheaf is":                {run("What a ", ""), run("sheaf", "sheaf"), run(" is", "")},
		"Sheaves":                        {run("Sheaves", "sheaf")},
		"The main sheaf":                 {run("The ", ""), run("main sheaf", "main-sheaf")},
		"The main sheaf, and no sheaf":   {run("The ", ""), run("main sheaf", "main-sheaf"), run(", and no sheaf", "")},
		"An NMI and a sheaf":             {run("An ", ""), run("NMI", "nmi"), run(" and a ", ""), run("sheaf", "sheaf")},
		"A sheaf beside a sheaf":         {run("A ", ""), run("sheaf", "sheaf"), run(" beside a sheaf", "")},
		"Sheafless, or not – nmi-proof?": {run("Sheafless, or not – nmi-proof?", "")},
	} {
		assert.Equal(t, want, newMarker(terms, "").heading(title), title)
	}
}

// The title of a step says no term that its reader has not met by the end of the
// step's text: a title can be understood where it is read alone, in a list.
func TestTermsOfTitlesAreInTheText(t *testing.T) {
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, l := range all {
		met := map[string]bool{}
		for _, s := range l.Steps {
			for _, u := range s.Terms {
				met[u.Slug] = true
			}
			for _, r := range s.Heads {
				if r.Term == "" {
					continue
				}
				found++
				assert.True(t, met[r.Term], "%s:%d: the title %q has the term %q, which no text up to here has", l.File, s.Line, s.Title, r.Text)
			}
			assert.Equal(t, s.Title, lesson.Plain(s.Heads))
		}
	}
	assert.Greater(t, found, 20)
}
