//go:build !js

package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
)

// whole is what has the focus: its kind and beginning, and how much of its middle
// line is seen, of 8. What holds the prose may be higher than the window.
const whole = `(() => {
	const e = document.activeElement;
	if (e === document.body || e.tagName === 'IFRAME' || e.scrollHeight > innerHeight / 2) return ['', ''];
	const r = e.getClientRects()[0];
	let seen = 0;
	for (let i = 0; i < 8; i++) {
		const top = document.elementFromPoint(r.x + r.width * (i + 0.5) / 8, r.y + r.height / 2);
		if (top && (top === e || e.contains(top) || top.contains(e))) seen++;
	}
	return [e.tagName + ' ' + e.textContent.trim().slice(0, 30), String(seen)];
})()`

// What has the focus is never below the row of buttons or the figure that stick to
// the window's edges (WCAG 2.4.11), forwards and backwards.
func TestBrowserNothingCoversTheFocus(t *testing.T) {
	url, _ := realSite(t)
	for _, size := range [][2]int64{{1280, 720}, {360, 740}} {
		t.Run(fmt.Sprint(size[0]), func(t *testing.T) {
			b := open(t)
			b.size(size[0], size[1], 1, false)
			b.do(chromedp.Navigate(url + "09-the-interrupted-loop.html"))
			b.until(`document.documentElement.style.getPropertyValue('--below')`)
			stops := 0
			for _, key := range []string{kb.Tab, kb.Shift} {
				for range 90 {
					if key == kb.Shift {
						b.do(chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(8)))
					} else {
						b.do(chromedp.KeyEvent(kb.Tab))
					}
					got := eval[[]string](b, whole)
					if eval[bool](b, `document.activeElement === document.body`) {
						break
					}
					if got[0] != "" {
						assert.Equal(t, "8", got[1], got[0])
						stops++
					}
				}
			}
			assert.Greater(t, stops, 100, "the walk was not through the page, and back")
		})
	}
}

// A narrow window whose scroll bar takes room of the page, which the widths that
// style sheets ask for do not count.
func TestBrowserAScrollBarNeedsNoSecondOne(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	for _, name := range []string{"01-test.html", "index.html", "glossary.html"} {
		for _, width := range []int64{320, 360, 375} {
			b.size(width, 740, 1, false)
			b.do(chromedp.Navigate(url + name))
			b.act(`document.documentElement.style.width = '` + fmt.Sprint(width-15) + `px'; document.querySelector('iframe')?.remove()`)
			wide := eval[string](b, `[...document.querySelectorAll('.top *, .turn *')].filter((e) => e.getBoundingClientRect().right > `+fmt.Sprint(width-15)+`).map((e) => e.outerHTML.slice(0, 60)).join('\n')`)
			assert.Empty(t, wide, "%s at %d", name, width)
		}
	}
}

// The buttons for a talk are one row beside the figure, also where a scroll bar takes
// room of their column; a row more costs the prose two lines.
func TestBrowserTheTalkIsOneRow(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	for _, width := range []int64{1150, 1280, 1366, 1440} {
		b.size(width, 720, 1, false)
		b.do(chromedp.Navigate(url + "01-test.html"))
		b.act(`document.documentElement.style.width = '` + fmt.Sprint(width-15) + `px'`)
		b.until(`document.querySelector('.talk').checkVisibility()`)
		b.act(`document.querySelectorAll('.talk button').forEach((e) => { e.disabled = false })`) // as while the program runs
		assert.Equal(t, 1, eval[int](b, `new Set([...document.querySelectorAll('.talk button')].filter((e) => e.checkVisibility()).map((e) => e.offsetTop)).size`), "rows at %d", width)
	}
}

// What sticks to the edges is in sight, so whoever comes to it by keyboard stays where
// the reading was.
func TestBrowserWhatSticksMovesNothing(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	for _, size := range [][2]int64{{1280, 720}, {1280, 500}, {768, 1024}, {360, 740}} {
		b.size(size[0], size[1], 1, false)
		b.live(url + "09-the-interrupted-loop.html")
		moved := eval[[]string](b, `(() => {
			const out = [];
			for (const e of document.querySelectorAll('.turn :is(button, a), .figure :is(button, summary, iframe, a, input, select)')) {
				if (e.disabled || !e.checkVisibility()) continue;
				scrollTo(0, 1500);
				const there = e.getBoundingClientRect();
				if (there.bottom > innerHeight || there.top < 0) continue; // in a part of its own that scrolls
				e.focus();
				if (document.activeElement === e && scrollY !== 1500) out.push((scrollY - 1500) + ' ' + e.outerHTML.slice(0, 80));
			}
			return out;
		})()`)
		assert.Empty(t, moved, "%d x %d", size[0], size[1])
	}
	b.noMistakes()
}
