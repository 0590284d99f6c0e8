//go:build !js

package main

import (
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// alone is the card of the figure's own page.
const alone = `document.getElementById('_card')`

// The card says what happened, where, in which version, and has a link that leads
// another browser there. The way on leads
// to where it was, safe mode to what nobody asked for.
func TestBrowserTheCardOfAnEnd(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.do(chromedp.Navigate(url + "figure.html#v=1&text=seed%209&run=qpw=1&t=41ns"))
	b.until(twin + `.startsWith('At step 41 in mode qpw=1.')`)
	b.until(`document.documentElement.classList.contains('running')`)
	b.act(`barnyard.message('step')`)
	b.act(`self.gone = 0; new MutationObserver(() => { if (!` + alone + `.hidden) self.gone ||= performance.now(); }).observe(` + alone + `, { attributes: true })`)
	b.act(`self.ended = performance.now(); barnyard.message('exit')`)
	b.until(`self.gone`)
	t.Logf("the card was there %.0f ms after the end", eval[float64](b, `self.gone - self.ended`))
	text := eval[string](b, alone+`.innerText`)
	for _, want := range []string{"The program stopped", "42 ns, qpw=1", "engine 0, seed 1, step 42", "Built with go"} {
		assert.Contains(t, text, want)
	}
	link := eval[string](b, alone+`.querySelector('.link').href`)
	assert.Contains(t, link, "figure.html#v=1&text=seed%209&run=qpw=1&t=42ns&step=42")
	b.shot("card-alone")

	assert.Equal(t, "_card", eval[string](b, `document.activeElement.id`), "the focus, which the canvas had")
	b.do(chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter))
	b.until(alone + `.hidden && ` + twin + `.startsWith('At step 42 in mode qpw=1.')`)
	b.act(`barnyard.message('panic')`)
	b.until(`!` + alone + `.hidden`)
	b.act(alone + `.querySelector('.safe').click()`)
	b.until(alone + `.hidden && ` + twin + ` === 'At step 0 in mode qpw=0.'`)
	b.until(`location.hash === ''`)
	time.Sleep(time.Second) // longer than it takes to write where the figure is
	assert.Empty(t, eval[string](b, `location.hash`), "it stays so until the reader moves")
	// What made it end is not kept: nor is its address, a moment later (Keeper.moves).
	b.until(`!Object.keys(localStorage).some((k) => k.startsWith('barnyard.keep') && localStorage[k].includes('seed%209'))`)

	other := open(t)
	other.do(chromedp.Navigate(link))
	other.until(twin + `.startsWith('At step 42 in mode qpw=1.')`)
}

// A trap in a call that the browser made is an end that the loader never hears of.
func TestBrowserATrapShowsTheCard(t *testing.T) {
	for name, script := range map[string]string{
		"trap":      `setTimeout(() => { throw new WebAssembly.RuntimeError('unreachable') })`,
		"rejection": `setTimeout(async () => { throw new WebAssembly.RuntimeError('memory access out of bounds') })`,
	} {
		t.Run(name, func(t *testing.T) {
			b, url := open(t), placeholderSite(t)
			b.do(chromedp.Navigate(url + "figure.html#v=1&t=5ns"))
			b.until(`document.documentElement.classList.contains('running') && ` + twin + `.startsWith('At step 5')`)
			b.act(script)
			b.until(`!` + alone + `.hidden`)
			b.act(alone + `.querySelector('.again').click()`)
			b.until(alone + `.hidden && ` + twin + `.startsWith('At step 5')`)
		})
	}
}

// The program is not even fetched where it was started again by itself three times
// within the last minute; a person can start it all the same.
func TestBrowserNoStartingForEver(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.do(chromedp.Navigate(url + "figure.html"))
	b.until(twin + `.startsWith('At step 0 in mode qpw=0.')`)
	lost := func(ages ...int) {
		text := "["
		for i, age := range ages {
			if i > 0 {
				text += ","
			}
			text += "${Date.now() - " + strconv.Itoa(age) + "}"
		}
		b.act("sessionStorage.setItem('barnyard.lost', `" + text + "]`)")
	}
	lost(1000, 2000, 3000)
	b.do(chromedp.Navigate(url+"figure.html#v=1&t=5ns"), chromedp.Reload())
	b.until(alone + ` && !` + alone + `.hidden`)
	assert.Contains(t, eval[string](b, alone+`.innerText`), "This page was cut off several times")
	assert.Contains(t, eval[string](b, alone+`.innerText`), "Three times within a minute", "the reason is there to be seen")
	assert.Equal(t, url+"figure.html#v=1&t=5ns", eval[string](b, alone+`.querySelector('.link').href`))
	assert.Zero(t, eval[int](b, `performance.getEntriesByType('resource').filter((r) => r.name.includes('.wasm')).length`), "checked before the program")
	b.shot("card-loop")
	b.act(alone + `.querySelector('.again').click()`)
	b.until(alone + `.hidden && ` + twin + `.startsWith('At step 5 in mode qpw=0.')`)
	b.do(chromedp.Navigate(url + "figure.html"))

	// Longer ago, or from a clock that was set: then it begins.
	lost(61000, 1000, 2000)
	b.do(chromedp.Reload())
	b.until(twin + `.startsWith('At step 0 in mode qpw=0.')`)
	lost(-86400000, -86400000, 86400000)
	b.do(chromedp.Reload())
	b.until(twin + `.startsWith('At step 0 in mode qpw=0.')`)
	assert.True(t, eval[bool](b, alone+`.hidden`))
}

// A page whose process dies again and again stops by itself, and what it showed
// is still to be had.
func TestBrowserAPageThatDiesAgainAndAgain(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.do(chromedp.Navigate("about:blank"))
	tab, done := b.tab()
	tab.do(chromedp.Navigate(url + "figure.html#v=1&t=5ns"))
	for n := range 4 {
		tab.until(`document.documentElement.classList.contains('running') && ` + twin + `.startsWith('At step 5')`)
		alive := eval[string](tab, `sessionStorage.getItem('barnyard.alive')`)
		require.NotContains(t, []string{"", "[]"}, alive)
		notes := eval[string](tab, `sessionStorage.getItem('barnyard.lost') ?? '[]'`)
		if n == 3 {
			assert.Len(t, eval[[]float64](tab, `JSON.parse(sessionStorage.getItem('barnyard.lost'))`), 3)
		}
		tab.kill()
		done()
		// A new tab stands for the browser's own "load it again", which keeps the tab's
		// session storage; what a tab that dies leaves there is put there by hand.
		tab, done = b.tab()
		tab.do(chromedp.Navigate(url + "about.html"))
		tab.act("sessionStorage.setItem('barnyard.alive', `" + alive + "`); sessionStorage.setItem('barnyard.lost', `" + notes + "`)")
		if n == 3 {
			tab.act("sessionStorage.setItem('barnyard.lost', JSON.stringify(JSON.parse(`" + notes + "`).map(() => Date.now())))")
		}
		tab.do(chromedp.Navigate(url + "figure.html#v=1&t=5ns"))
	}
	defer done()
	tab.until(`!` + alone + `.hidden`)
	assert.Contains(t, eval[string](tab, alone+`.innerText`), "This page was cut off several times")
	time.Sleep(100 * time.Millisecond)
}

// Who leaves and comes back has lost nothing, however fast: what the page that was
// left writes as it goes can arrive after the next one has begun to look.
func TestBrowserALateFarewellIsHeard(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	call(b, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: `sessionStorage.setItem('barnyard.alive', '["gone"]'); setTimeout(() => sessionStorage.setItem('barnyard.alive', '[]'), 400)`,
	})
	b.do(chromedp.Navigate(url + "figure.html#v=1&t=5ns"))
	b.until(`document.documentElement.classList.contains('running')`)
	assert.Equal(t, "none", eval[string](b, `sessionStorage.getItem('barnyard.lost') ?? 'none'`))
	assert.Equal(t, 1, eval[int](b, `JSON.parse(sessionStorage.getItem('barnyard.alive')).length`), "the next one will ask")
}

// Figures that stand beside each other in one page share its session storage, and
// none is taken for the one before it.
func TestBrowserManyFiguresOfAPageAreNoLosses(t *testing.T) {
	for name, before := range map[string]string{"locks": "", "no locks": withoutLocks} {
		t.Run(name, func(t *testing.T) {
			b, url := open(t), placeholderSite(t)
			call(b, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: before})
			b.do(chromedp.Navigate(url + "about.html"))
			b.act(`for (let i = 0; i < 5; i++) document.body.append(Object.assign(document.createElement('iframe'), { src: 'figure.html#v=1', className: 'beside' }))`)
			const beside = `[...document.querySelectorAll('.beside')].map((frame) => frame.contentDocument)`
			b.until(beside + `.length === 5 && ` + beside + `.every((figure) => figure?.documentElement.classList.contains('running') || figure?.getElementById('_card')?.hidden === false)`)
			assert.Equal(t, "none", eval[string](b, `sessionStorage.getItem('barnyard.lost') ?? 'none'`))
			assert.True(t, eval[bool](b, beside+`.every((figure) => figure.getElementById('_card').hidden)`))
		})
	}
}
