//go:build !js

package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"

	"barnyard/engine/scenario/language"
)

// TestBrowserTheLanguageLeadsIntoTheFigure: each scenario of the reference opens
// in the real figure, as its text there says; and from the text field a way leads
// to the reference.
func TestBrowserTheLanguageLeadsIntoTheFigure(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.size(1280, 720, 1, false)
	b.do(chromedp.Navigate(url + "language.html"))
	b.until(`document.readyState === 'complete'`)
	links := eval[[]string](b, `[...document.querySelectorAll('.try a')].map(a => a.href)`)
	if assert.Len(t, links, len(language.Examples())) {
		b.do(chromedp.Navigate(links[0]))
		b.until(`document.documentElement.classList.contains('running')`)
		b.until(`document.querySelector('textarea').value !== '' && document.querySelector('details.scenario pre').textContent.includes('Who pays')`)
		assert.Equal(t, language.Examples()[0], eval[string](b, `document.querySelector('textarea').value`))
		assert.Equal(t, "language.html", eval[string](b, `document.querySelector('.editor .language-link').getAttribute('href')`))
	}
	b.noMistakes()
}
