package typeset

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/viz/theme"
)

// In a type whose letters are all as wide, a width is a number of letters.
func TestATextLosesItsMiddle(t *testing.T) {
	mono := theme.Code
	letters := func(n int) float32 { return Measure(strings.Repeat("x", n), mono) + 0.01 }
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"worker-of-node-0", 16, "worker-of-node-0"},
		{"worker-of-node-0", 9, "work…de-0"},
		{"worker-of-node-1", 9, "work…de-1"},
		{"worker-of-node-1", 10, "worke…de-1"},
		{"äöüäöüäöü", 5, "äö…öü"},
		{"worker", 1, "…"},
		{"worker", 0, ""},
		{"", 0, ""},
	} {
		assert.Equal(t, c.want, FitMiddle(c.text, mono, letters(c.n)), "%q in %d", c.text, c.n)
	}
	for _, c := range []struct {
		text    string
		n, most int
		want    []string
	}{
		{"one two three", 7, 2, []string{"one two", "three"}},
		{"one two three four", 7, 2, []string{"one two", "…e four"}},
		{"one two three four", 7, 3, []string{"one two", "three", "four"}},
		{"one two three four", 7, 1, []string{"one…our"}},
		{"", 7, 2, []string{""}},
	} {
		assert.Equal(t, append([]string{"before"}, c.want...), WrapMiddle([]string{"before"}, c.text, mono, letters(c.n), c.most), "%q", c.text)
	}
}
