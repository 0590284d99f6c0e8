//go:build !js

package main

import (
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
)

// A link leads to its instant however often it is opened: beside a tab that has gone
// on from there, after one that was closed, and in the same tab again. Only a tab that
// was cut off goes before it, and what is loaded again stays where it was.
func TestBrowserALinkLeadsToItsInstantAgain(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	link := url + "figure.html#v=1&text=seed%202&t=5ns"
	b.do(chromedp.Navigate("about:blank"))
	there := func(tab *browser, step string) {
		t.Helper()
		tab.until(`document.documentElement.classList.contains('running') && ` + twin + `.startsWith('At step ')`)
		assert.Contains(t, eval[string](tab, twin), "At step "+step+" in mode qpw=0.")
	}
	// goOn leaves the link's instant without a change of the address, as a film does.
	goOn := func(tab *browser) {
		tab.act(`history.replaceState = () => { throw new Error('as a browser does that is asked too often') }; barnyard.message('step')`)
		tab.until(twin + `.startsWith('At step 6 ')`)
		tab.until(`Object.keys(localStorage).some((k) => localStorage[k].includes('t=6ns'))`)
	}
	first, done := b.tab()
	first.do(chromedp.Navigate(link))
	there(first, "5")
	goOn(first)
	second, closed := b.tab()
	second.do(chromedp.Navigate(link))
	there(second, "5")
	closed()

	// Loaded again, the same tab is where it was; opened again, where the link leads.
	first.do(chromedp.Reload())
	there(first, "6")
	first.do(chromedp.Navigate(url+"about.html"), chromedp.Navigate(link))
	there(first, "5")
	goOn(first)
	done()
	third, closed := b.tab()
	third.do(chromedp.Navigate(url + "about.html"))
	third.until(`Object.keys(localStorage).some((k) => localStorage[k].includes('t=6ns') && localStorage[k].includes('"over":true'))`) // closing takes a while
	third.do(chromedp.Navigate(link))
	there(third, "5")

	goOn(third)
	time.Sleep(250 * time.Millisecond)
	third.kill()
	closed()
	last, closed := b.tab()
	defer closed()
	last.do(chromedp.Navigate(link))
	there(last, "6")
	b.noMistakes()
}

// withoutLocks makes a page that is not served safely.
const withoutLocks = `Object.defineProperty(Navigator.prototype, 'locks', { get() {} });`

// The same where the browser has no locks, as on a page that is not served safely:
// there the tabs are called.
func TestBrowserALinkLeadsToItsInstantWithoutLocks(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	link := url + "figure.html#v=1&text=seed%202&t=5ns"
	b.do(chromedp.Navigate("about:blank"))
	without := func() (*browser, func()) {
		tab, done := b.tab()
		call(tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: withoutLocks})
		tab.do(chromedp.Navigate(link))
		tab.until(`document.documentElement.classList.contains('running') && ` + twin + `.startsWith('At step ')`)
		return tab, done
	}
	first, done := without()
	first.act(`history.replaceState = () => { throw new Error('too often') }; barnyard.message('step')`)
	first.until(twin + `.startsWith('At step 6 ') && Object.keys(localStorage).some((k) => localStorage[k].includes('t=6ns'))`)
	second, closed := without()
	assert.Contains(t, eval[string](second, twin), "At step 5 in mode")
	closed()
	time.Sleep(250 * time.Millisecond)
	first.kill()
	done()
	third, closed := without()
	defer closed()
	assert.Contains(t, eval[string](third, twin), "At step 6 in mode")
}
