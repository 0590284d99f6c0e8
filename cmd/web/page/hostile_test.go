package page

import (
	"bytes"
	"html/template"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"barnyard/lessons/lesson"
)

// Whatever stands in a text, it stays text: a page with a hostile word in every
// place has the very tags and attributes of one with a harmless word there.

// vectors are those that the lessons' renderer is tested with.
func vectors(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("../../../lessons/testdata/xss.txt")
	require.NoError(t, err)
	var out []string
	for line := range strings.Lines(string(text)) {
		v, err := strconv.Unquote(strings.TrimSpace(line))
		require.NoError(t, err, line)
		out = append(out, v)
	}
	return out
}

// everywhere is an input that has a word wherever a person can write one.
func everywhere(word string) Input {
	in := input()
	place := Place{Num: 8, Step: "one", LessonTitle: word, StepTitle: word}
	in.Lessons = []*lesson.Lesson{{Num: 8, Slug: "x", Title: word, Summary: word, Minutes: 6, File: "08-x.md",
		Sources: []lesson.Source{{ID: "v2", Who: word, Date: word, Subject: word, Message: word, Note: word}},
		Steps: []lesson.Step{{Title: word, Slug: "one", Prose: "x", ScenarioText: word, ScenarioName: word, Notes: word,
			Cues: []lesson.Cue{{Written: word}},
			Ask:  &lesson.Ask{Question: word, Choices: []lesson.Choice{{Text: word, Why: word}, {Text: word, Why: word}}}}}}}
	in.Still = func(*lesson.Lesson, *lesson.Step) (*Still, error) {
		return &Still{Dark: []byte("<svg>d</svg>"), Light: []byte("<svg>l</svg>"), Width: 1, Height: 1, Alt: word}, nil
	}
	in.Answer = func(*lesson.Step) (*Answer, error) { return &Answer{Right: 1, Measured: word}, nil }
	in.Demo = lesson.Step{Title: word, ScenarioName: word, ScenarioText: word, Cues: []lesson.Cue{{Written: word}}}
	in.Contrast = []Contrast{{What: word, Expr: word, Queue: word, Lock: word}}
	in.Version = word
	in.About.Versions = []Version{{Name: word, Value: word}}
	words := template.HTML("<p>x</p>")
	in.Book = Book{
		Terms:     []Term{{Title: "a" + word, Slug: "a", Words: words, Where: []Place{place}}},
		Arguments: []Argument{{ID: "D1", Who: word, When: word, Source: strings.ReplaceAll(word, "@", "(at)"), Claim: words, Steps: []Place{place}}},
		Talks:     []Talk{{Slug: "talk-20", Title: word, Audience: word, Minutes: 20, Stops: []Stop{{Place: place, Seconds: 1}}}},
	}
	in.Offline = true
	return in
}

// shapes is the tags of each page, with the names of their attributes, and where
// the page leads.
func shapes(t *testing.T, word string) (shape map[string]string, leads []string) {
	t.Helper()
	s, err := Make(everywhere(word))
	require.NoError(t, err, "%q", word)
	shape = map[string]string{}
	for _, f := range s.Files() {
		if path.Ext(f.Name) != ".html" {
			continue
		}
		var out strings.Builder
		z := html.NewTokenizer(bytes.NewReader(f.Body))
		for z.Next() != html.ErrorToken {
			token := z.Token()
			if token.Type == html.TextToken {
				continue
			}
			out.WriteString(token.Type.String() + " " + token.Data)
			for _, a := range token.Attr {
				out.WriteString(" " + a.Key)
				if slices.Contains([]string{"href", "src", "srcset", "action", "data-figure", "data-program"}, a.Key) {
					leads = append(leads, a.Val)
				}
			}
			out.WriteString("\n")
		}
		shape[f.Name] = out.String()
	}
	return shape, leads
}

func TestAHostileWordStaysAWord(t *testing.T) {
	want, _ := shapes(t, "word")
	require.Greater(t, len(want), 8)
	all := vectors(t)
	require.GreaterOrEqual(t, len(all), 120)
	for _, v := range all {
		got, leads := shapes(t, v)
		for name := range want {
			require.Equal(t, want[name], got[name], "%q in %s", v, name)
		}
		for _, to := range leads {
			ours := !strings.ContainsAny(to, ": /\"'<>") // a file beside it, or a place on it
			assert.True(t, ours || strings.HasPrefix(to, "https://lore.kernel.org/all/"), "%q leads to %s", v, to)
		}
	}
}
