package ui

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/engine/scenario/language"
)

// TestReferenceHasEveryCondition: the reference of the language has what the
// reader of conditions knows, out of its own mouth, and nothing else.
func TestReferenceHasEveryCondition(t *testing.T) {
	said := ""
	for _, s := range language.Sections() {
		if s.Slug == "conditions" {
			said = s.Text
		}
	}
	require.NotEmpty(t, said)
	k := loaded(t).Kernel()
	_, err := parseUntil(k, "zzzzzz(1)")
	require.Error(t, err)
	_, list, found := strings.Cut(err.Error(), "expected one of ")
	require.True(t, found)
	words := strings.Split(list, ", ")
	require.Greater(t, len(words), 10)
	for _, word := range words {
		assert.Contains(t, said, "\n- `"+word+"(", word)
	}
	for _, m := range regexp.MustCompile("\n- `([a-z_]+)\\(").FindAllStringSubmatch(said, -1) {
		assert.Contains(t, words, m[1])
	}
	for _, op := range operators() {
		assert.Contains(t, said, "`"+op+"`")
	}
	_, err = parseUntil(k, "lock=flush_lock zzzzzz")
	require.Error(t, err)
	_, list, _ = strings.Cut(err.Error(), "expected ")
	for _, word := range strings.Split(strings.ReplaceAll(list, " or ", ", "), ", ") {
		assert.Regexp(t, "[` ]"+word+"[` ]", said)
	}
	for _, name := range regexp.MustCompile(`[a-z]+_\w+|\b[a-z]+N\b`).FindAllString(lockForms, -1) {
		assert.Contains(t, said, "`"+name+"`")
	}
	assert.Contains(t, said, fmt.Sprintf("at most %d characters", mostUntil))
	assert.Contains(t, said, "1 to 1,000,000.")
	assert.Equal(t, 1_000_000, mostNth)
}

// TestConditionsOfTheReference: the examples at its end are read.
func TestConditionsOfTheReference(t *testing.T) {
	_, said, found := strings.Cut(language.Text(), "\nSuch as `main(")
	require.True(t, found)
	said, _, _ = strings.Cut("`main("+said, "\n\n")
	examples := regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(said, -1)
	require.Len(t, examples, 5)
	k := loaded(t).Kernel()
	for _, m := range examples {
		_, err := parseUntil(k, m[1])
		assert.NoError(t, err, m[1])
	}
}
