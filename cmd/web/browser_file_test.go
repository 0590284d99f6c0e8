//go:build !js

package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"

	"barnyard/cmd/web/page"
)

// A site that is opened as files is as it is without script, and says what would help:
// to load it again does not.
func TestBrowserAFileIsReadWithoutScript(t *testing.T) {
	b := open(t)
	url := "file://" + writtenSite(t, func(*page.Input) {}) + "/"
	for _, name := range []string{"01-test.html", "figure.html", "about.html"} {
		b.do(chromedp.Navigate(url + name))
		b.until(`document.querySelector('.notice')`)
		assert.Contains(t, eval[string](b, `document.querySelector('.notice').textContent`), "python3 -m http.server", name)
		assert.Zero(t, eval[int](b, `document.querySelectorAll('.notice button').length`))
		assert.False(t, eval[bool](b, `Boolean(document.querySelector('.loading')?.checkVisibility())`), "nothing loads")
	}
	b.do(chromedp.Navigate(url + "01-test.html"))
	b.until(`document.querySelector('.notice')`)
	assert.Equal(t, 4, eval[int](b, `[...document.querySelectorAll('.print-still')].filter((s) => s.checkVisibility()).length`), "a picture a step")
	assert.True(t, eval[bool](b, `document.querySelector('.ask summary').checkVisibility() && !document.querySelector('.turn').checkVisibility()`), "no button that does nothing")
}
