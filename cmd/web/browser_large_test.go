//go:build !js

package main

import (
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
)

// Who has set text to twice its size in the browser needs no scrolling sideways either,
// with a window of a desk or of a phone; and nothing that can be pressed is cut off.
func TestBrowserTextOfTwiceTheSize(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	call(b, page.SetFontSizes, page.SetFontSizesParams{FontSizes: &page.FontSizes{Standard: 32, Fixed: 26}})
	for _, size := range [][2]int64{{1280, 720}, {1920, 1080}, {768, 1024}, {390, 844}} {
		b.size(size[0], size[1], 1, false)
		for _, name := range []string{"08-reaching-into-another-cpu.html", "index.html", "figure.html", "glossary.html", "arguments.html", "language.html", "embed.html", "about.html", "notes.html"} {
			b.do(chromedp.Navigate(url + name))
			b.until(`document.readyState === 'complete' && getComputedStyle(document.documentElement).fontSize === '32px'`)
			assert.Equal(t, eval[int](b, `document.documentElement.clientWidth`), eval[int](b, `document.documentElement.scrollWidth`), "%s at %d", name, size[0])
			cut := eval[[]string](b, `[...document.querySelectorAll('.texts button, .turn button, header a:not(.skip), header button')].filter((e) => e.checkVisibility())
				.filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth).map((e) => e.textContent)`)
			assert.Empty(t, cut, "%s at %d", name, size[0])
			b.shot("large-" + name)
		}
	}
	b.noMistakes()
}
