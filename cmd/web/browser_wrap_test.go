//go:build !js

package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
)

// longLines wrap in every way: words, one word without an end, tabs, letters that are
// wider than others, spaces at the end; and some are just too long, or not.
const longLines = `[...Array.from({ length: 50 }, (_, n) => 'x'.repeat(n + 15)), '# ' + 'a comment of many words '.repeat(12), 'short', 'x'.repeat(300), '\t'.repeat(30) + 'tabs', '# ' + '界'.repeat(90), '', '# ' + ' '.repeat(200), 'bad here']`

// numbered compares the rows that the numbers count with those of the field, which
// knows only how high its text is: all of it, and what stands above the mistake.
const numbered = `(() => {
	const field = document.querySelector('.scenario textarea');
	const rows = [...document.querySelectorAll('.lines div')];
	const high = (row) => row.getBoundingClientRect().height;
	const all = rows.reduce((sum, row) => sum + high(row), 0);
	const above = rows.slice(0, rows.findIndex((row) => row.matches('.bad'))).reduce((sum, row) => sum + high(row), 0);
	const copy = field.cloneNode();
	Object.assign(copy.style, { position: 'absolute', visibility: 'hidden', height: '1px', minHeight: '0', width: field.clientWidth + 'px', flex: 'none', overflow: 'hidden' });
	field.after(copy);
	const tall = (text) => { copy.value = text; return copy.scrollHeight - 16; }; // less the edges
	const lines = field.value.split('\n');
	const out = [all, tall(field.value), above, tall(lines.slice(0, -1).join('\n')), field.scrollWidth - field.clientWidth];
	copy.remove();
	return out;
})()`

// Nothing of a scenario runs out of its field, whatever the width; the numbers stand
// beside their lines all the same, and the mistake is marked and told in sight.
func TestBrowserLongLinesOfAScenarioAreWrapped(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.do(chromedp.Navigate(url + "figure.html"))
	b.until(`document.documentElement.classList.contains('running') && ` + twin)
	b.act(`document.querySelector('#_sandbox details').open = true`)
	b.act(field + `.value = ` + longLines + `.join('\n'); barnyard.edit = () => 'scenario:58:5: found here, expected something that is told in more words than one row of this narrow column has room for'; ` + field + `.dispatchEvent(new Event('input'))`)
	b.until(`document.querySelector('.editor').dataset.wrong === ''`)
	for _, width := range []int64{1920, 1280, 768, 390} {
		b.size(width, 1000, 1, false)
		b.act(field + `.style.height = '200rem'`) // all of it in sight
		b.until(`document.querySelectorAll('.lines div').length === 58 && document.querySelector('.lines .bad')`)
		b.act(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`)
		got := eval[[]float64](b, numbered)
		assert.Equal(t, got[1], got[0], "at %d: all rows", width)
		assert.Equal(t, got[3], got[2], "at %d: the mark stands beside its line", width)
		assert.Zero(t, got[4], "at %d: nothing is to the right", width)
		b.shot("wrap")
		b.act(field + `.style.height = ''`)
	}
}

// Where the text is long and the window low, what is wrong is in sight while the last
// line is typed, also beside a lesson's figure.
func TestBrowserWhatIsWrongIsInSight(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	for _, name := range []string{"figure.html", "01-test.html"} {
		for _, look := range looks {
			b.do(chromedp.Navigate("about:blank"))
			b.size(look.width, look.height, look.scale, look.phone)
			b.page(url, name)
			b.act(`document.querySelector('.scenario').open = true`)
			b.until(`!` + field + `.readOnly`)
			b.act(field + `.value = '# a line\n'.repeat(40) + 'seed bad'; ` + field + `.focus(); ` + field + `.setSelectionRange(1e6, 1e6)`)
			b.act(`document.querySelector('.scenario .ways').scrollIntoView({ block: 'end' })`)
			b.do(chromedp.KeyEvent("x"))
			b.until(wrong + ` !== ''`)
			b.act(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`)
			assert.True(t, eval[bool](b, `(() => {
				const told = document.querySelector('.scenario .wrong'), r = told.getBoundingClientRect();
				return [[r.left + 5, r.top + 5], [r.right - 5, r.bottom - 5]].every(([x, y]) => document.elementFromPoint(x, y) === told);
			})()`), "%s at %s", name, look.name)
			b.shot("wrong-" + name + "-" + look.name)
		}
	}
}
