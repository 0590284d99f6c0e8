//go:build !js

package main

import (
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
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

const (
	wornTheme  = `(document.documentElement.dataset.theme ?? '')`
	keptTheme  = `(localStorage.getItem('barnyard.theme') ?? '')`
	pageGround = `getComputedStyle(document.body).backgroundColor`
)

// atOnce remembers which theme a page had when the first of its body came: nothing was
// painted before. As soon as the page has a root, this is there.
const atOnce = `new MutationObserver((_, watch) => {
	if (!document.body) return;
	self.first = document.documentElement.dataset.theme ?? '';
	watch.disconnect();
}).observe(document, { childList: true, subtree: true })`

// before runs a script in each page that opens from now on, before all others.
func (b *browser) before(script string) {
	b.t.Helper()
	call(b, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
}

// other presses the figure's key for the other theme.
func (b *browser) other(canvas string) {
	b.t.Helper()
	b.act(canvas + `.focus()`)
	b.do(chromedp.KeyEvent("t"))
}

// The figure's switch is that of all pages, from the first paint on; their still
// pictures have it too, and paper has not.
func TestBrowserOneThemeForFigureAndPages(t *testing.T) {
	url, _ := realSite(t)
	b := openSeeing(t)
	b.theme("light")
	b.before(atOnce)
	b.live(url + "08-reaching-into-another-cpu.html")
	day := eval[string](b, pageGround)
	b.other(inFigure + `.querySelector('canvas')`)
	b.until(wornTheme + ` === 'dark' && ` + keptTheme + ` === 'dark'`)
	night := eval[string](b, pageGround)
	assert.NotEqual(t, day, night)
	assert.Equal(t, "dark", eval[string](b, `getComputedStyle(document.documentElement).colorScheme`), "its scroll bars")
	b.shot("theme-lesson")

	for _, name := range []string{"glossary.html", "about.html", "book.html", "notes.html", "08-reaching-into-another-cpu.html"} {
		b.do(chromedp.Navigate(url + name))
		b.until(`document.readyState === 'complete'`)
		assert.Equal(t, "dark", eval[string](b, `first`), "%s: before the first paint", name)
		assert.Equal(t, night, eval[string](b, pageGround), name)
		assert.Empty(t, eval[[]string](b, `[...document.querySelectorAll('picture img')].filter((i) => i.currentSrc !== '' && !i.currentSrc.includes('-dark.')).map((i) => i.currentSrc)`), name)
	}
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	assert.Equal(t, "rgb(255, 255, 255)", eval[string](b, pageGround))
	assert.Equal(t, "light", eval[string](b, `getComputedStyle(document.documentElement).colorScheme`))
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})
	b.theme("light")

	// In the figure's own page; what the system wishes for is no choice.
	b.do(chromedp.Navigate(url + "figure.html#v=1&s=shrink-under-poll"))
	b.begun()
	b.ground(true)
	assert.Equal(t, "dark", eval[string](b, `first`))
	b.other(`document.querySelector('canvas')`)
	b.ground(false)
	b.until(wornTheme + ` === '' && ` + keptTheme + ` === ''`)
	b.theme("dark")
	b.ground(true)
	assert.Empty(t, eval[string](b, keptTheme), "the system has turned, not the reader")
	// As if another tab had been told.
	b.act(`localStorage.setItem('barnyard.theme', 'light'); dispatchEvent(new StorageEvent('storage', { key: 'barnyard.theme' }))`)
	b.ground(false)
	b.noMistakes()
}

// The button in the head of a page does the same, for the figures of the page too.
func TestBrowserThePageHasASwitchForItsTheme(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.theme("light")
	b.do(chromedp.Navigate(url + "glossary.html"))
	b.until(`!document.querySelector('.worn').hidden`)
	b.act(`document.querySelector('.worn').click()`)
	b.until(wornTheme + ` === 'dark' && ` + keptTheme + ` === 'dark'`)
	b.live(url + "08-reaching-into-another-cpu.html")
	b.until(inFigure + `.documentElement.dataset.theme === 'dark'`)
	b.act(`document.querySelector('.worn').click()`)
	b.until(wornTheme + ` === '' && ` + keptTheme + ` === '' && (` + inFigure + `.documentElement.dataset.theme ?? '') === ''`)
	b.noMistakes()
}

// Where nothing can be stored, the page around its figure follows all the same.
func TestBrowserAThemeThatCannotBeKept(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.theme("dark")
	b.before(`Object.defineProperty(self, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError'); } })`)
	b.live(url + "08-reaching-into-another-cpu.html")
	b.other(inFigure + `.querySelector('canvas')`)
	b.until(wornTheme + ` === 'light'`)
	b.other(inFigure + `.querySelector('canvas')`)
	b.until(wornTheme + ` === ''`)
	b.noMistakes()
}

// An embedded figure turns alone: nothing around it changes, and nothing is kept.
func TestBrowserAnEmbeddedFigureTurnsAlone(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.theme("light")
	b.do(chromedp.Navigate(url + "embed.html"))
	b.act(`document.querySelector('.live').click()`)
	b.until(inFigure + `?.documentElement.classList.contains('running')`)
	b.other(inFigure + `.querySelector('canvas')`)
	b.until(inFigure + `.documentElement.dataset.theme === 'dark'`)
	assert.Empty(t, eval[string](b, wornTheme))
	assert.Empty(t, eval[string](b, keptTheme))
	b.act(`localStorage.setItem('barnyard.theme', 'light'); ` + inFigure + `.defaultView.dispatchEvent(new StorageEvent('storage', { key: 'barnyard.theme' }))`)
	assert.Equal(t, "dark", eval[string](b, inFigure+`.documentElement.dataset.theme`), "it reads nothing either")
	b.noMistakes()
}
