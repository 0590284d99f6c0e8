//go:build !js

package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
)

// What a figure needs may be switched off in a browser: for safety, as WebAssembly is
// in some modes, or because of the driver. Then a lesson keeps its still pictures,
// which go on to follow the reader, and says why; and a figure by itself says the same.
func TestBrowserWhatABrowserLacksIsTold(t *testing.T) {
	for name, c := range map[string]struct{ without, why string }{
		"WebAssembly": {`delete globalThis.WebAssembly`, "This browser does not run the figure. The figure is a WebAssembly program, "},
		"WebGL":       {`{ const get = HTMLCanvasElement.prototype.getContext; HTMLCanvasElement.prototype.getContext = function (kind, ...more) { return /^webgl/.test(kind) ? null : get.call(this, kind, ...more); }; }`, "This browser does not draw the figure. The figure is drawn with WebGL 2, "},
	} {
		t.Run(name, func(t *testing.T) {
			b, url := open(t), placeholderSite(t)
			b.before(c.without)
			b.do(chromedp.Navigate(url + "01-test.html"))
			b.until(`document.querySelector('.notice')`)
			assert.True(t, strings.HasPrefix(eval[string](b, `document.querySelector('.notice p').textContent`), c.why))
			b.until(`document.querySelector('iframe') === null`)
			assert.True(t, eval[bool](b, `document.querySelector('.stage img').checkVisibility()`))
			assert.True(t, eval[bool](b, `[...document.querySelectorAll('.turn :is(.again, .present, .link-copy), .texts [data-tell]')].every((b) => b.disabled)`), "what the figure would have to do")
			b.act(`document.querySelector('[data-move="1"]').click()`)
			b.until(`document.querySelector('.stage').dataset.still === 'two'`)

			b.do(chromedp.Navigate(url + "figure.html"))
			b.until(`!document.getElementById('_card').hidden`)
			told := eval[string](b, `document.querySelector('#_card .title').textContent + '. ' + document.querySelector('#_card .why').textContent`)
			assert.True(t, strings.HasPrefix(told, c.why), told)
			assert.False(t, eval[bool](b, `document.querySelector('#_card .kept').checkVisibility()`), "there is nothing to be remembered")
			b.noMistakes()
		})
	}
}
