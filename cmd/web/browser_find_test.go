//go:build !js

package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
)

// What is looked for leaves no way to where nothing is any more; without words all of
// them are there again.
func TestBrowserASearchLeavesNoWayToNothing(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	ways := func() []string {
		return eval[[]string](b, `[...document.querySelectorAll('.within a')].filter((a) => a.checkVisibility()).map((a) => a.textContent)`)
	}
	look := func(words string) {
		b.act(fmt.Sprintf(`{ const f = document.getElementById('_find'); f.value = %q; f.dispatchEvent(new Event('input')); }`, words))
	}
	b.do(chromedp.Navigate(url + "glossary.html"))
	b.until(`document.readyState === 'complete'`)
	all := ways()
	assert.Greater(t, len(all), 15)
	look("barn")
	some := ways()
	assert.Contains(t, some, "B")
	assert.Less(t, len(some), len(all))
	for _, letter := range some {
		assert.True(t, eval[bool](b, fmt.Sprintf(`[...document.querySelectorAll('.letter h2')].find((h) => h.textContent === %q).checkVisibility()`, letter)), letter)
	}
	b.shot("find-barn")
	look("zzz")
	assert.Empty(t, ways())
	look("")
	assert.Equal(t, all, ways())

	// A link to an entry shows it, however it is written; one to nothing is no mistake.
	look("zzz")
	b.act(`location.hash = '#100%'`)
	assert.Empty(t, ways())
	b.act(`location.hash = '#%6bworker'`)
	b.until(`document.getElementById('kworker').checkVisibility()`)

	b.do(chromedp.Navigate(url + "arguments.html"))
	b.until(`document.readyState === 'complete'`)
	look("F1")
	assert.Contains(t, ways(), "Facts from the mails")
	b.noMistakes()
}
