//go:build !js

package main

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
)

// Where the system paints (forced colours: a choice of few, for people who need
// the contrast) grounds, shadows, and colours of ours are gone. What can be
// pressed still has an edge, what is on is marked, the focus is seen, and the
// figure keeps its colours: a canvas is a picture.
func TestBrowserForcedColours(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	for _, scheme := range []string{"dark", "light"} {
		call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "forced-colors", Value: "active"}, {Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-contrast", Value: "more"},
		}})
		for _, name := range []string{"index.html", "08-reaching-into-another-cpu.html", "figure.html", "remote.html"} {
			b.withoutProgram(name)
			b.do(chromedp.Navigate(url + name))
			b.until(`document.readyState === 'complete' && matchMedia('(forced-colors: active)').matches`)
			b.act(openAll)
			bare := eval[[]string](b, `[...document.querySelectorAll('button, summary, input, select, textarea')]
				.filter(e => e.checkVisibility() && e.tagName !== 'SUMMARY' && e.type !== 'checkbox' && e.type !== 'radio' && !e.matches('.term'))
				.filter(e => { const s = getComputedStyle(e.closest('.field') ?? e); return (s.borderTopStyle === 'none' || s.borderTopWidth === '0px') && (s.borderBottomStyle === 'none' || s.borderBottomWidth === '0px') && s.outlineStyle === 'none' && s.textDecorationLine === 'none'; })
				.map(e => e.outerHTML.slice(0, 90))`)
			assert.Empty(t, bare, "%s, %s: nothing tells it from text", name, scheme)
			unmarked := eval[[]string](b, `[...document.querySelectorAll('button[aria-pressed="true"], button[aria-expanded="true"]')]
				.filter(e => e.checkVisibility() && getComputedStyle(e).outlineStyle === 'none').map(e => e.outerHTML.slice(0, 90))`)
			assert.Empty(t, unmarked, "%s, %s: nothing tells what is on", name, scheme)
			b.do(chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Tab))
			assert.NotEqual(t, "none", eval[string](b, `getComputedStyle(document.activeElement).outlineStyle`), "%s, %s: where the focus is", name, scheme)
			b.shot("forced-" + scheme + "-" + name)
		}
	}
}
