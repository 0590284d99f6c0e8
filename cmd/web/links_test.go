//go:build !js

package main

import (
	"html"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/cmd/web/gowasm"
	"barnyard/cmd/web/page"
	"barnyard/lessons"
	"barnyard/lessons/lesson"
	"barnyard/viz/link"
)

var (
	leads = regexp.MustCompile(`\shref="([^"]*)"`)
	named = regexp.MustCompile(`\sid="([^"]*)"`)
)

// Every link of the real pages arrives, at its place on the page too. Pictures
// and answers are tested elsewhere, and take long.
func TestEveryLinkOfTheRealPagesArrives(t *testing.T) {
	all, err := lessons.All()
	require.NoError(t, err)
	in, err := pageInput(all, &gowasm.Program{Wasm: []byte("\x00asm"), Exec: []byte("1"), Version: "go1.2"}, true)
	require.NoError(t, err)
	in.Still = func(*lesson.Lesson, *lesson.Step) (*page.Still, error) {
		return &page.Still{Dark: []byte("<svg/>"), Light: []byte("<svg />")}, nil
	}
	in.Answer = func(*lesson.Step) (*page.Answer, error) { return &page.Answer{}, nil }
	s, err := page.Make(in)
	require.NoError(t, err)
	places := map[string]bool{}
	for _, f := range s.Files() {
		places[f.Name] = true
		for _, m := range named.FindAllStringSubmatch(string(f.Body), -1) {
			assert.False(t, places[f.Name+"#"+m[1]], "%s: the id %s stands twice", f.Name, m[1])
			places[f.Name+"#"+m[1]] = true
		}
	}
	seen := 0
	for _, f := range s.Files() {
		if path.Ext(f.Name) != ".html" {
			continue
		}
		for _, m := range leads.FindAllStringSubmatch(string(f.Body), -1) {
			if strings.HasPrefix(m[1], "https://") {
				continue
			}
			to, _, _ := strings.Cut(m[1], "?")
			if fragment, is := strings.CutPrefix(html.UnescapeString(m[1]), "figure.html#"); is {
				_, err := link.Parse(fragment)
				assert.NoError(t, err, m[1])
				to = "figure.html"
			}
			if strings.HasPrefix(to, "#") {
				to = f.Name + to
			}
			assert.True(t, places[to], "%s leads to %s, which is not there", f.Name, m[1])
			seen++
		}
	}
	assert.Greater(t, seen, 200)
}
