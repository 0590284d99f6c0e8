//go:build !js

package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// narrow is a window of 1280 pixels for somebody who has enlarged all of it four
// times.
const narrow = 320

// reflows says that a page needs no scrolling sideways there, and that the strip
// below the figure's own page has all of its words in sight.
func (b *browser) reflows(name string) {
	b.t.Helper()
	b.size(narrow, 640, 1, false)
	b.until(`innerWidth === 320`)
	assert.LessOrEqual(b.t, eval[int](b, `document.documentElement.scrollWidth`), narrow, "%s, enlarged four times", name)
	if name == "figure.html" {
		cut := eval[[]string](b, `[...document.querySelectorAll('#_sandbox summary, #_sandbox summary span, #_sandbox button')].filter((e) => e.checkVisibility())
			.filter((e) => { const r = e.getBoundingClientRect(); return r.right > innerWidth || r.bottom > innerHeight; }).map((e) => e.textContent)`)
		assert.Empty(b.t, cut, "what is cut off")
	}
	b.shot("reflow-" + strings.TrimSuffix(name, ".html"))
}

// The strip below the figure's own page holds its words at every width in between:
// they neither go over its edge nor over that of the window.
func TestBrowserTheStripHoldsItsWords(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.page(url, "figure.html")
	for _, width := range []int64{1280, 1024, 901, 900, 768, 701, 700, 600, 420, 390} {
		b.size(width, 800, 1, false)
		b.until(fmt.Sprintf(`innerWidth === %d`, width))
		over := eval[[]string](b, `(() => {
			const strip = document.getElementById('_sandbox').getBoundingClientRect();
			return [...document.querySelectorAll('#_sandbox summary, #_sandbox .choose button')].filter((e) => {
				const r = e.getBoundingClientRect();
				return r.top < strip.top || r.bottom > strip.bottom || r.right > innerWidth || e.scrollWidth > e.clientWidth;
			}).map((e) => e.textContent);
		})()`)
		assert.Empty(b.t, over, "at %d", width)
		assert.InDelta(t, eval[float64](b, `document.getElementById('_sandbox').getBoundingClientRect().top`), eval[float64](b, `document.querySelector('canvas').getBoundingClientRect().bottom`), 1.5, "at %d: the figure ends where the strip begins", width)
		b.shot(fmt.Sprintf("strip-%d", width))
	}
}
