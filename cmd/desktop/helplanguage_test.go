package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"barnyard/engine/scenario/language"
)

// TestHelpOnTheLanguage: the whole reference, each part of it, and one clear line
// for what is neither.
func TestHelpOnTheLanguage(t *testing.T) {
	assert.Equal(t, answer{out: language.Text()}, try("help", "scenario"))
	assert.Equal(t, answer{out: language.Text()}, try("--help", "scenario"))
	for _, s := range language.Sections()[1:] {
		assert.Equal(t, answer{out: s.Title + "\n\n" + s.Text}, try("help", s.Slug))
		assert.Contains(t, try("help").out, s.Slug)
	}
	assert.Contains(t, try("help").out, "help scenario")
	for line, want := range map[string]string{
		"claim":        `help: no help on "claim"; did you mean claims? expected scenario, text, machine, `,
		"claims twice": `help: unexpected "twice"; expected nothing after help claims`,
	} {
		a := try(append([]string{"help"}, strings.Fields(line)...)...)
		assert.Equal(t, exitAuthor, a.code)
		assert.Empty(t, a.out)
		assert.Contains(t, a.err, want)
	}
}

// TestReadmeShowsAScenario: the first one of the reference, as it is there.
func TestReadmeShowsAScenario(t *testing.T) {
	assert.Contains(t, readmeText(t), "```\n"+language.Examples()[0]+"```\n")
}
