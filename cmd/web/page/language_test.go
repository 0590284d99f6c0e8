package page

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLanguagePage: prose as it is, blocks as text, scenarios with the way into
// the figure; every page leads there.
func TestLanguagePage(t *testing.T) {
	in := input()
	in.Language = []LanguageSection{
		{Slug: "scenario", Title: "The language", Pieces: []LanguagePiece{
			{Prose: "<p>so it goes</p>"},
			{Block: "claim max(a.b) < 1us\n", Link: "figure.html#v=1&text=a%20%3C"},
		}},
		{Slug: "claims", Title: "Claims", Pieces: []LanguagePiece{{Block: "x = <y>\n"}}},
	}
	s, err := Make(in)
	require.NoError(t, err)
	page := text(t, s, "language.html")
	for _, want := range []string{
		"<p>so it goes</p>", "claim max(a.b) &lt; 1us\n</pre>", `<a href="figure.html#v=1&amp;text=a%20%3C">Open it in the figure</a>`,
		`<a href="#claims">Claims</a>`, `<section id="claims">` + "\n<h2>Claims</h2>", "x = &lt;y&gt;\n</pre>",
	} {
		assert.Contains(t, page, want)
	}
	assert.NotContains(t, page, "app.wasm", "it can be read without the program")
	for _, name := range []string{"index.html", "08-reaching.html", "figure.html"} {
		assert.Contains(t, text(t, s, name), `href="language.html"`, name)
	}
	assert.Contains(t, text(t, s, "about.html"), `<a href="language.html">Language</a>`)
	assert.NotContains(t, page, "Open it in the figure</a>, where it can be changed.</p>\n</section>", "only scenarios have a way there")
}
