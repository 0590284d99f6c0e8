package page

import (
	"path"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A page that learns of the theme after its first paint flashes: the script is one that
// the browser waits for, and stands before the styles, so that it waits for none. Before
// it is only the one that tells what does not arrive, so that it hears of this one.
func TestEveryPageKnowsTheThemeBeforeItIsPainted(t *testing.T) {
	s := made(t)
	first := regexp.MustCompile(`<(?:script|link rel="stylesheet"|style)[^>]*>(?:</script>\s*<script[^>]*>)?`)
	for _, f := range s.Files() {
		if path.Ext(f.Name) != ".html" {
			continue
		}
		require.Regexp(t, `^<script src="whole\.[^"]*\.js"></script>\s*<script src="theme\.[^"]*\.js">$`, first.FindString(string(f.Body)), f.Name)
		assert.Equal(t, f.Name == "figure.html", regexp.MustCompile(`<html[^>]* data-asks`).Match(f.Body), "%s: whose address may ask for a theme", f.Name)
	}
}
