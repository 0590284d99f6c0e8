//go:build !js

package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"

	"barnyard/viz/link"
)

// Texts as long as they may be, in each shape that is hard on somebody: how long it
// takes is told, and what makes it quick is tested, which is that the page holds no
// more lines than a screen shows.

// typing puts a text into the field, then one letter before its end, as a key does;
// and tells how long the page was busy with each: with what it does itself when it
// hears of it, and until it is shown. Most of the latter is the browser's own, which
// lays out each line of the field.
const typing = `(async (text) => {
	const field = document.querySelector('.scenario textarea');
	const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
	const out = [];
	let heard = 0;
	const measure = async (change) => {
		await frame();
		const began = performance.now();
		change();
		await frame();
		out.push(heard, performance.now() - began);
	};
	const tell = () => {
		const began = performance.now();
		field.dispatchEvent(new InputEvent('input', { bubbles: true }));
		heard = performance.now() - began;
	};
	await measure(() => { field.value = text; tell(); });
	field.focus();
	field.setSelectionRange(text.length - 1, text.length);
	await measure(() => { document.execCommand('delete'); document.execCommand('insertText', false, 'x'); tell(); });
	return out;
})`

func TestBrowserALongTextIsTypedQuickly(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.do(chromedp.Navigate(url + "figure.html"))
	b.until(`document.documentElement.classList.contains('running') && ` + twin)
	b.act(`document.querySelector('#_sandbox details').open = true`)
	const numbers = `[...document.querySelectorAll('.lines span')].map((s) => s.textContent)`
	for _, c := range []struct{ name, text, last string }{
		{"nothing but lines", `'\n'.repeat(65535)`, "65535"},
		{"one line", `'x'.repeat(65536)`, "1"},
		{"20,000 short lines", `'ab\n'.repeat(20000)`, "20000"},
	} {
		took := eval[[]float64](b, typing+`(`+c.text+`)`)
		t.Logf("%s: put in %.1f ms (with the picture %.1f), a letter more %.1f ms (%.1f)", c.name, took[0], took[1], took[2], took[3])
		b.act(field + `.scrollTop = 1e9`)
		b.until(numbers + `.at(-1) === '` + c.last + `'`)
		assert.Less(t, eval[int](b, `document.querySelectorAll('.lines *').length`), 200, c.name)
		b.act(field + `.scrollTop = 0`)
		b.until(numbers + `[0] === '1'`)
	}
	// A mistake far down is marked where it stands, and the way to it leads there.
	b.act(field + `.value = 'seed 1\n'.repeat(9000); barnyard.edit = () => 'scenario:5000:3: no'; ` + field + `.dispatchEvent(new Event('input'))`)
	b.until(wrong + `.startsWith('Line 5000, column 3: no.')`)
	assert.False(t, eval[bool](b, `document.querySelector('.lines .bad') !== null`), "it is not in sight")
	b.act(field + `.scrollTop = 4995 * 20`)
	b.until(`document.querySelector('.lines .bad')?.textContent === '5000'`)
	const stands = `document.querySelector('.lines .bad').getBoundingClientRect().top - document.querySelector('.lines').getBoundingClientRect().top`
	assert.InDelta(t, 4*20+8, eval[float64](b, stands), 1, "beside its line: four lines and the edge are above it")
	b.noMistakes()
}

// The same with the program: a short link to a long text opens, and the page still
// answers; what is wrong with a long one is told.
func TestBrowserALinkToALongText(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	const scenario = "machine cpus=1\ntask t cpu=0 { work 1us }\n"
	for name, text := range map[string]string{
		"a short text":   scenario, // what the start alone takes
		"empty lines":    scenario + strings.Repeat("\n", 60_000),
		"comments":       scenario + strings.Repeat("# x\n", 15_000),
		"one long line":  scenario + "# " + strings.Repeat("x", 60_000),
		"a late mistake": scenario + strings.Repeat("\n", 60_000) + "nonsense",
	} {
		packed, err := link.Format(&link.Link{Text: text})
		assert.NoError(t, err)
		b.do(chromedp.Navigate("about:blank"))
		b.do(chromedp.Navigate(url + "figure.html#" + packed))
		b.act(`self.longest = 0; { let last = performance.now(); const look = () => { const now = performance.now(); longest = Math.max(longest, now - last); last = now; setTimeout(look, 5); }; look(); }`)
		b.until(`document.documentElement.classList.contains('running') && ` + twin)
		t.Logf("%s: a link of %d characters; the page was busy for %.0f ms at most", name, len(packed), eval[float64](b, `longest`))
		assert.Less(t, eval[int](b, `document.querySelectorAll('.lines *').length`), 200, name)
		b.act(`document.querySelector('#_sandbox details').open = true; longest = 0`)
		b.until(`document.querySelector('.lines span')`)
		took := eval[[]float64](b, typing+`(`+field+`.value + ' # y ')`)
		b.until(`!document.querySelector('.scenario .changed').hidden || ` + wrong + ` !== ''`)
		t.Logf("   a letter %.1f ms (with the picture %.1f); while it was tried, busy for %.0f ms at most", took[2], took[3], eval[float64](b, `longest`))
		b.act(`document.querySelector('#_sandbox details').open = false`)
	}
}
