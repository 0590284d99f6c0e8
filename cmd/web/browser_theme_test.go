//go:build !js

package main

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
)

// A changed address is followed without loading anything again, its theme and its
// motion too: in the canvas, and in the strip of HTML below it.
func TestBrowserAChangedAddressChangesTheTheme(t *testing.T) {
	url, _ := realSite(t)
	b := openSeeing(t)
	b.theme("light")
	b.do(chromedp.Navigate(url + "figure.html#v=1&theme=light&s=shrink-under-poll"))
	b.begun()
	b.act(`self.mark = 1; { const { look } = barnyard; barnyard.look = (...wishes) => { self.looked = wishes.join(' '); look(...wishes); }; }`)
	strip := func() string {
		return eval[string](b, `getComputedStyle(document.getElementById('_sandbox')).backgroundColor`)
	}
	b.ground(false)
	paper := strip()
	b.act(`location.hash = '#v=1&theme=dark&motion=none&s=shrink-under-poll'`)
	b.ground(true)
	assert.NotEqual(t, paper, strip())
	night := strip()
	assert.Equal(t, "true true", eval[string](b, `looked`), "dark, and no motion")
	assert.Equal(t, "dark", eval[string](b, `getComputedStyle(document.documentElement).colorScheme`), "its scroll bars")
	b.act(`location.hash = '#v=1&s=shrink-under-poll'`)
	b.ground(false)
	assert.Equal(t, paper, strip(), "what the system wishes")
	assert.Equal(t, "false false", eval[string](b, `looked`))
	assert.Equal(t, 1.0, eval[float64](b, `self.mark`), "nothing was loaded again")

	b.do(chromedp.Navigate("about:blank"))
	b.do(chromedp.Navigate(url + "figure.html#v=1&theme=dark&s=shrink-under-poll"))
	b.begun()
	b.ground(true)
	assert.Equal(t, night, strip(), "and from the start")
}

// ground waits until the picture has a dark ground, or a light one, where no track is
// and no ring of the focus.
func (b *browser) ground(dark bool) {
	b.t.Helper()
	var got [3]uint8
	for end := time.Now().Add(patience); time.Now().Before(end); {
		if got = rgb(b.seen("theme").At(300, 600)); (got[0] < 100) == dark && (got[0] > 160) != dark {
			return
		}
	}
	assert.Fail(b.t, "the picture keeps its theme", "%v", got)
}

// begun waits for the figure's own page and what it shows.
func (b *browser) begun() {
	b.t.Helper()
	b.until(`document.documentElement.classList.contains('running') && ` + twin)
}
