package lessons

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTalks: the talks of the book are there, their times add up (parseTalk
// sees to it), and whatever is said besides becomes safe HTML.
func TestTalks(t *testing.T) {
	talks, err := Talks()
	require.NoError(t, err)
	minutes := []int{}
	for _, talk := range talks {
		minutes = append(minutes, talk.Minutes)
		assert.Greater(t, len(talk.Stops), 4, talk.File)
		for _, s := range talk.Stops {
			assert.LessOrEqual(t, s.Seconds, 5*60, "%s:%d", talk.File, s.Line)
			assertSafe(t, talk.File, LineHTML(s.Say))
		}
	}
	assert.Equal(t, []int{20, 40}, minutes)
}

func TestBadTalks(t *testing.T) {
	const top = "title: T\naudience: people\n\n"
	const stop = "## 8#the-work-itself-is-small\n"
	for _, c := range []struct{ name, src, want string }{
		{"no title", "audience: people\n" + stop, "1:1: the file has no title, expected a line such as title: …"},
		{"field", "titel: T\n", `1:1: found the field "titel", expected one of title, audience`},
		{"words", "title: T\naudience: people\n\nHello\n", "4:1: words below the file, expected only fields"},
		{"no step", top + "## 8\ntime: 20:00\n", `4:4: the step is "8", expected a lesson's number and a step such as 8#the-work-itself-is-small`},
		{"unknown step", top + "## 8#nowhere\ntime: 20:00\n", "4:4: no step is called 8#nowhere, expected one of a-loop-stops"},
		{"unknown lesson", top + "## 99#x\ntime: 20:00\n", "4:4: no step is called 99#x, there is no lesson 99"},
		{"no time", top + stop, "4:1: the entry 8#the-work-itself-is-small has no time"},
		{"bad time", top + stop + "time: 2m\n", `5:7: the time is "2m", expected minutes and seconds such as 1:30`},
		{"zero", top + stop + "time: 0:00\n", "5:7: a step of no time"},
		{"sum", top + stop + "time: 19:30\n", "1:1: the steps take 19:30, expected the 20 minutes of the file's name"},
		{"twice", top + stop + "time: 10:00\n\n" + stop + "time: 10:00\n", `7:4: the entry "8#the-work-itself-is-small" is there already in line 4`},
		{"deep", top + stop + "time: 20:00\n\n> > > > > > x\n", "7:1: lists and quotes 6 deep"},
	} {
		t.Run(c.name, func(t *testing.T) {
			talk, err := parseTalk("talk-20.md", []byte(c.src), everyLesson(t))
			assert.Nil(t, talk)
			assert.ErrorContains(t, err, "talk-20.md:"+c.want)
		})
	}
	talk, err := parseTalk("talk-20.md", []byte(top+stop+"time: 20:00\n\nSay *this*.\n"), everyLesson(t))
	require.NoError(t, err)
	assert.Equal(t, "Say *this*.", talk.Stops[0].Say)
	assert.Equal(t, "The work itself is small", talk.Stops[0].StepTitle)
}
