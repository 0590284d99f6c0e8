package sim

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// sinceDoes does words in order and answers each "has".
//
//	come THREAD    begin    has THREAD
func sinceDoes(s *Since, script string) string {
	var out []string
	for _, line := range strings.Split(script, ";") {
		var verb string
		var id ThreadID
		_, _ = fmt.Sscan(line, &verb, &id)
		switch verb {
		case "come":
			s.Come(id)
		case "begin":
			s.Begin()
		case "has":
			out = append(out, fmt.Sprint(s.Has(id)))
		default:
			panic("no such word: " + verb)
		}
	}
	return strings.Join(out, " ")
}

func TestWhoHasComeSince(t *testing.T) {
	for _, c := range []struct{ what, script, want string }{
		{"nobody has begun", "come 5; has 5; has 6", "true false"},
		{"one that has begun since is enough", "come 5; come 6; begin; has 6", "false"},
		{"one that was under way is not", "come 5; begin; come 6; has 6; begin; has 6", "true false"},
		{"each for itself", "come 6; begin; come 7; has 6; has 7", "false true"},
		{"twice is once", "come 5; come 5; begin; has 5", "false"},
		{"by number", "come 9; come 2; come 5; has 2; has 5; has 9; has 3", "true true true false"},
	} {
		assert.Equal(t, c.want, sinceDoes(&Since{}, c.script), c.what)
	}
}

// Rounds that are over leave nothing behind, also while somebody waits all along: else
// a search of all orders of a loop would never come to an end.
func TestRoundsAreAlike(t *testing.T) {
	printOf := func(s *Since) uint64 {
		h := NewSituation(0)
		s.Hash(&h)
		return h.Sum()
	}
	s := &Since{}
	start := printOf(s)
	sinceDoes(s, "come 5; come 6")
	once := printOf(s)
	assert.NotEqual(t, start, once)
	sinceDoes(s, "begin; come 6; come 5")
	assert.Equal(t, once, printOf(s))

	var c Since
	c.CopyFrom(s)
	assert.Equal(t, *s, c)
	c.Begin()
	assert.Equal(t, start, printOf(&c))
	assert.Equal(t, once, printOf(s), "a copy goes its own way")
}
