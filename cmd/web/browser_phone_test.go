//go:build !js

package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
)

// On a phone every page has the same row of ways at its top, in one line, as wide
// as the phone; what a table calls its rows is not broken; the first screen of
// the landing page has the figure, and says what this is about.
func TestBrowserAPhoneHasAWayOn(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	for _, width := range []int64{390, 360} {
		b.size(width, 844, 1, true)
		for _, name := range []string{"index.html", "08-reaching-into-another-cpu.html", "glossary.html", "about.html"} {
			b.do(chromedp.Navigate(url + name))
			got := eval[[]string](b, `[...document.querySelectorAll('header nav[aria-label="Pages"] a')].filter((a) => a.checkVisibility()).map((a) => a.textContent)`)
			assert.Equal(t, []string{"Lessons", "Glossary"}, got, "%s at %d", name, width)
			assert.Equal(t, 1, eval[int](b, `new Set([...document.querySelectorAll('header a:not(.skip)')].filter((a) => a.checkVisibility()).map((a) => Math.round(a.getBoundingClientRect().top + a.getBoundingClientRect().height / 2))).size`), "one row")
			assert.True(t, eval[bool](b, `[...document.querySelectorAll('header a:not(.skip)')].every((a) => !a.checkVisibility() || a.getBoundingClientRect().right <= innerWidth && a.getBoundingClientRect().height >= 24)`), "%s at %d", name, width)
			b.shot("phone-" + name)
			assert.True(t, eval[bool](b, `document.documentElement.scrollWidth <= innerWidth`), "%s at %d", name, width)
		}
		assert.Equal(t, []string{"Lessons", "Glossary", "Arguments", "Talks", "Language", "Embed", "About"}, b.unfolded("Glossary"), "at %d", width)
		b.do(chromedp.Navigate(url + "08-reaching-into-another-cpu.html"))
		assert.Equal(t, 1, eval[int](b, `(() => { const th = [...document.querySelectorAll('tbody th')].find((t) => t.textContent === 'CPU 3'); const r = document.createRange(); r.selectNodeContents(th); return new Set([...r.getClientRects()].map((c) => c.top)).size })()`), "CPU 3 on one line")
		b.do(chromedp.Navigate(url + "index.html"))
		assert.True(t, eval[bool](b, `document.querySelector('.stage').getBoundingClientRect().bottom < innerHeight * 0.6`))
		assert.True(t, eval[bool](b, `document.querySelector('.what').getBoundingClientRect().bottom <= innerHeight`), "at %d", width)
	}
	b.size(320, 640, 1, true)
	b.do(chromedp.Navigate(url + "glossary.html"))
	assert.Equal(t, []string{"Lessons", "Glossary", "Arguments", "Talks", "Language", "Embed", "About"}, b.unfolded("Glossary"), "at 320")
	// So wide is also a window that is enlarged four times, and there is a scroll bar in
	// that: dark or light is to be had all the same, where no key is.
	b.size(320, 256, 4, false)
	for _, name := range []string{"glossary.html", "08-reaching-into-another-cpu.html"} {
		b.do(chromedp.Navigate(url + name))
		assert.True(t, eval[bool](b, `(() => {
			const r = document.querySelector('.worn').getBoundingClientRect();
			return document.querySelector('.worn').checkVisibility() && r.width >= 24 && r.height >= 24 && r.right <= document.documentElement.clientWidth;
		})()`), name)
		assert.Equal(t, 1, eval[int](b, `new Set([...document.querySelectorAll('header .home, header nav > :is(a, button)')].filter((e) => e.checkVisibility()).map((e) => { const r = e.getBoundingClientRect(); return Math.round((r.top + r.height / 2) / 3); })).size`), "one row: %s", name)
	}
	b.size(1280, 800, 1, false)
	b.do(chromedp.Navigate(url + "index.html"))
	assert.Zero(t, eval[int](b, `document.querySelector('header details').offsetHeight`), "there is room for all")
	assert.True(t, eval[bool](b, `document.querySelector('.stage').getBoundingClientRect().bottom <= innerHeight`))
	assert.True(t, eval[bool](b, `document.querySelector('.what').getBoundingClientRect().bottom <= innerHeight`))
	b.noMistakes()
}

// unfolded opens the rest of the ways by the keyboard, behind the last one that is in
// the row, and says which are in sight then; the head stays as high as it was.
func (b *browser) unfolded(last string) []string {
	b.t.Helper()
	const high = `document.querySelector('header').offsetHeight`
	before := eval[int](b, high)
	b.act(`[...document.querySelectorAll('header nav > a')].find((a) => a.textContent === '` + last + `').focus()`)
	b.do(chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter))
	b.until(`document.querySelector('header details').open`)
	assert.Equal(b.t, before, eval[int](b, high))
	b.shot("phone-unfolded")
	b.do(chromedp.KeyEvent(kb.Tab))
	assert.True(b.t, eval[bool](b, `document.activeElement.matches('header details a')`), "the next stop is the first of them")
	return eval[[]string](b, `[...document.querySelectorAll('header nav a')].filter((a) => a.checkVisibility()).filter((a) => {
		const r = a.getBoundingClientRect();
		return r.left >= 0 && r.right <= innerWidth && r.bottom <= innerHeight && r.height >= 24 && document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2) === a;
	}).map((a) => a.textContent)`)
}

// The page embed shows its own example when it is asked to, and gives its lines
// away with this site's address.
func TestBrowserTheEmbedPageShowsItsExample(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.size(1280, 800, 1, false)
	b.do(chromedp.Navigate(url + "embed.html"))
	assert.Zero(t, eval[int](b, `document.querySelectorAll('iframe').length`))
	b.act(`Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { self.copied = text; } } })`)
	b.act(`document.querySelector('.lines-copy').click()`)
	b.until(`self.copied`)
	copied := eval[string](b, `self.copied`)
	assert.NotContains(t, copied, "SITE")
	assert.Contains(t, copied, `src="`+url+`figure.html#v=1&embed=1&s=shrink-under-poll"`)
	b.until(`document.getElementById('_copied').textContent.startsWith('copied')`)
	b.act(`addEventListener('message', (e) => { if (e.data.type === 'answer') self.answer = e.data; })`)
	b.act(`document.querySelector('.live').click()`)
	b.until(`document.querySelector('iframe').contentDocument?.querySelector('canvas')`)
	b.until(`(document.querySelector('iframe').contentWindow.postMessage({ barnyard: 1, type: 'state', id: 1 }, location.origin), self.answer?.time === '38.700 µs' && !self.answer.seeking)`)
	b.shot("embed-live")
	b.noMistakes()
}
