//go:build !js

package main

import (
	"strconv"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Two tabs of which one is a copy of the other: the browser copies what a tab keeps
// for itself, with the name that it keeps things under.

// tabIs is the name of a tab.
const tabIs = `sessionStorage.getItem('barnyard.tab')`

// keptBy is what a tab has kept of the figure's own page, all of it.
const keptBy = `['a', 'b'].map((slot) => localStorage.getItem('barnyard.keep/' + ` + tabIs + ` + ':figure/' + slot) ?? '').join(' ')`

// begins waits for the figure's own page.
func (b *browser) begins() {
	b.t.Helper()
	b.until(`document.documentElement.classList.contains('running') && ` + twin + `.startsWith('At step ')`)
}

// duplicate is a tab that begins with what another one keeps for itself.
func (b *browser) duplicate(kept, script string) *browser {
	b.t.Helper()
	tab, done := b.tab()
	b.t.Cleanup(done)
	call(tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: `if (!sessionStorage.getItem('copied')) { for (const [key, value] of ` + kept + `) sessionStorage.setItem(key, value); sessionStorage.setItem('copied', '1'); }` + script})
	return tab
}

// Where the browser has no locks, as in a page that is not served safely, the tabs
// ask each other.
func TestBrowserACopiedTabKeepsForItself(t *testing.T) {
	for name, script := range map[string]string{"locks": "", "no locks": withoutLocks} {
		t.Run(name, func(t *testing.T) {
			b, url := open(t), placeholderSite(t)
			b.do(chromedp.Navigate("about:blank"))
			first := b.duplicate(`[]`, script)
			first.do(chromedp.Navigate(url + "figure.html"))
			first.begins()
			name := eval[string](first, tabIs)
			first.write("bad both")
			first.until(keptBy + `.includes('bad both')`)
			first.do(chromedp.Reload())
			first.begins()
			first.until(field + `.value === 'bad both'`)
			assert.Equal(t, name, eval[string](first, tabIs), "a tab that is loaded again is the same")

			kept := eval[string](first, `JSON.stringify(Object.entries({ ...sessionStorage }))`)
			second := b.duplicate(kept, script)
			second.do(chromedp.Navigate(url + "figure.html"))
			second.begins()
			second.until(tabIs + ` !== ` + strconv.Quote(name))
			second.until(field + `.value === 'bad both'`) // it goes on with a copy
			second.until(keptBy + `.includes('bad both')`)
			assert.Equal(t, "[]", eval[string](second, `sessionStorage.getItem('barnyard.lost') ?? '[]'`), "nothing was cut off")

			first.write("bad AAA")
			for range 3 { // each of the two places
				second.write("bad BBB")
			}
			first.until(keptBy + `.includes('AAA')`)
			second.until(keptBy + `.includes('BBB')`)
			assert.NotContains(t, eval[string](first, keptBy), "BBB")
			assert.NotContains(t, eval[string](second, keptBy), "AAA")

			// One dies, and finds its own again, under its own name.
			kept = eval[string](second, `JSON.stringify(Object.entries({ ...sessionStorage }))`)
			here := second.kill()
			again := b.duplicate(kept, script)
			again.do(chromedp.Navigate(here))
			again.begins()
			again.until(field + `.value === 'bad BBB'`)
			first.do(chromedp.Reload())
			first.begins()
			first.until(field + `.value === 'bad AAA'`)
		})
	}
}

// The same through a window that the page opens.
func TestBrowserAWindowThatIsOpenedKeepsForItself(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.do(chromedp.Navigate(url + "figure.html"))
	b.begins()
	require.True(t, eval[bool](b, `(self.other = window.open('figure.html', '_blank', 'width=900,height=600')) !== null`))
	b.until(`other.document.documentElement?.classList.contains('running')`)
	const otherTab = `other.` + tabIs
	b.until(otherTab + ` !== null && ` + otherTab + ` !== ` + tabIs)
	b.write("bad AAA")
	b.act(`{ const field = other.document.querySelector('textarea'); field.value = 'bad BBB'; field.dispatchEvent(new Event('input')); }`)
	b.until(keptBy + `.includes('AAA')`)
	assert.NotContains(t, eval[string](b, keptBy), "BBB")
	b.until(`['a', 'b'].some((slot) => localStorage.getItem('barnyard.keep/' + ` + otherTab + ` + ':figure/' + slot)?.includes('BBB'))`)
}
