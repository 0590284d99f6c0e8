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

// A low window, as a phone on its side has it and whoever enlarges all of 1280x720
// twice: what sticks to its edges leaves the prose half of its height, and the count
// of steps stays beside the buttons and not below them.
func TestBrowserALowWindowHasRoomForProse(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	for _, size := range [][2]int64{{640, 360}, {844, 390}, {1000, 480}, {narrow, 256}} {
		b.size(size[0], size[1], 1, false)
		b.page(url, "01-test.html")
		b.act(`scrollTo(0, document.querySelector('.prose').getBoundingClientRect().top + 300)`)
		seen := eval[float64](b, `(() => {
			const prose = document.querySelector('.prose').getBoundingClientRect();
			let seen = 0;
			for (let y = 1; y < innerHeight; y++) {
				if (document.elementFromPoint(prose.x + prose.width / 2, y)?.closest('.prose, .turn')?.matches('.prose')) seen++;
			}
			return seen / innerHeight;
		})()`)
		assert.Greater(t, seen, 0.5, "%d x %d", size[0], size[1])
		over := eval[[]string](b, `(() => {
			const parts = [...document.querySelectorAll('.turn .count, .turn button')].filter((e) => e.checkVisibility()).map((e) => [e.textContent, e.getBoundingClientRect()]);
			return parts.filter(([, r]) => r.right > innerWidth || parts.some(([, o]) => o !== r && o.left < r.right - 1 && r.left < o.right - 1 && o.top < r.bottom && r.top < o.bottom)).map(([text]) => text);
		})()`)
		assert.Empty(t, over, "%d x %d: one on the other", size[0], size[1])
		assert.LessOrEqual(t, eval[int](b, `document.querySelector('.count').offsetHeight`), 44, "%d x %d", size[0], size[1])
		b.shot(fmt.Sprintf("low-%d", size[0]))
	}
	b.noMistakes()
}
