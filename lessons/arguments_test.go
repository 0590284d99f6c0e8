package lessons

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// book is how many lessons it has when it is whole.
const book = 20

// TestEveryArgumentHasItsStep: or the reason why no step can show it. While
// lessons are missing, the one that is to show it is reason enough.
func TestEveryArgumentHasItsStep(t *testing.T) {
	list, err := Arguments()
	require.NoError(t, err)
	whole := len(everyLesson(t)) == book
	for _, a := range list {
		at := fmt.Sprintf("arguments.md:%d: %s", a.Line, a.ID)
		assert.True(t, len(a.Steps) > 0 || a.Reason != "", "%s is in no step, expected a line \"shows: %s\" under the heading of one, or a line \"unshown: the reason\" here", at, a.ID)
		if whole {
			assert.True(t, len(a.Steps) == 0 || a.Reason == "", "%s is shown, expected no reason why it is not", at)
			assert.NotContains(t, a.Reason, "is to show it", at)
		}
	}
}

// TestAllArgumentsAreThere: D1 to D27, and each fact with whose mail has it.
func TestAllArgumentsAreThere(t *testing.T) {
	list, err := Arguments()
	require.NoError(t, err)
	for n := 1; n <= 27; n++ {
		id := fmt.Sprintf("D%d", n)
		assert.True(t, slices.ContainsFunc(list, func(a Argument) bool { return a.ID == id }), id)
	}
	facts := 0
	for _, a := range list {
		if !a.Fact() {
			assert.NotEmpty(t, a.Answer, "arguments.md:%d: %s has no answer, expected what was said to it, or that nothing was", a.Line, a.ID)
			continue
		}
		facts++
		assert.NotEmpty(t, a.Source, "arguments.md:%d: %s", a.Line, a.ID)
	}
	assert.GreaterOrEqual(t, facts, 19)
}

// TestOneUnshown: taken out of its step, an argument without a reason is
// missed.
func TestOneUnshown(t *testing.T) {
	list, err := arguments()
	require.NoError(t, err)
	require.NoError(t, place(list, nil))
	i := slices.IndexFunc(list, func(a Argument) bool { return a.ID == "D9" })
	assert.Empty(t, list[i].Steps)
	assert.Empty(t, list[i].Reason)
	require.NoError(t, place(list, everyLesson(t)))
	assert.NotEmpty(t, list[i].Steps)
}

func TestBadArguments(t *testing.T) {
	const one = "## D1\nwho: A\nwhen: 2026\nclaim: c\n"
	for _, c := range []struct{ name, src, want string }{
		{"id", "## X1\nwho: A\n", `1:4: the argument is "X1", expected D or F and a number`},
		{"no claim", "## D1\nwho: A\nwhen: 2026\n", "1:1: the entry D1 has no claim, expected a line such as claim: …"},
		{"field", "## D1\nwhom: A\n", `2:1: found the field "whom", expected one of who, when, source, claim, answer, open, unshown`},
		{"field twice", "## D1\nwho: A\nwho: B\n", `3:1: the field "who" comes twice`},
		{"twice", one + "\n" + one, `6:4: the entry "D1" is there already in line 1`},
		{"order", "## D2\nwho: A\nwhen: 2026\nclaim: c\n\n" + one, "6:4: D1 comes behind D2, expected all in order"},
		{"words", one + "\nMore words.\n", "6:1: words below the entry D1, expected only fields"},
		{"go on", "## D1\nwho: A\nwhen: 2026\nclaim: c\nwithout blanks\n", "5:1: words below the entry D1"},
		{"no title", "## \n", "1:4: an entry without a title"},
		{"hidden", "## D1\nwho: a\u202eb\n", "2:7: the invisible character U+202E"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, err := parseArguments("x.md", []byte(c.src))
			assert.Nil(t, list)
			assert.ErrorContains(t, err, "x.md:"+c.want)
		})
	}
}

// TestBadShows: the line under a heading.
func TestBadShows(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"shows:", "8:1: the step shows nothing, expected ids of arguments.md such as shows: D9 F12"},
		{"shows: D9 x", `8:8: found "x", expected ids of arguments.md such as D9 or F12`},
		{"shows: D9, D9", "8:8: D9 is shown twice in one step"},
	} {
		_, err := fake().parse("08-x.md", []byte(stepOf(c.line+"\nx")))
		assert.ErrorContains(t, err, "08-x.md:"+c.want)
	}
	l := parsed(t, stepOf("shows: D9, F12\n\nx"))
	assert.Equal(t, []string{"D9", "F12"}, l.Steps[0].Shows)
	assert.NotContains(t, HTML(&l.Steps[0]), "shows")
	assert.Equal(t, "x", blockWords(l.Steps[0].Blocks)[1:])
	list, err := arguments()
	require.NoError(t, err)
	l.Steps[0].Shows[0] = "D99"
	assert.ErrorContains(t, place(list, append(everyLesson(t), l)), "08-some-lesson.md:8:8: the step shows D99, expected one of arguments.md")
}
