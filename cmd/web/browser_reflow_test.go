//go:build !js

package main

import (
	"strings"

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
