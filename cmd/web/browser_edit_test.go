//go:build !js

package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"

	"barnyard/viz/ui"
)

// field is the text field of a page's first scenario.
const field = `document.querySelector('.scenario textarea')`

// wrong is what stands below it.
const wrong = `document.querySelector('.scenario .wrong').textContent`

// put replaces a part of the text as typing does.
func (b *browser) put(old, new string) {
	b.t.Helper()
	b.act(fmt.Sprintf(`{
		const text = %s;
		const at = text.value.indexOf(%q);
		text.focus();
		text.setRangeText(%q, at, at + %d, 'end');
		text.dispatchEvent(new InputEvent('input', { bubbles: true }));
	}`, field, old, new, len(old)))
}

// The lesson's page: what is typed runs, at the same instant; a mistake is told
// and marked, and what ran goes on.
func TestBrowserAChangedScenarioRuns(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.size(1280, 720, 1, false)
	b.live(url + "10-take-the-lock-instead.html")
	b.until(pressed("qpw=1"))
	b.calm()
	b.do(chromedp.Click(chromedp.CSS(`.scenario summary`)))
	b.until(`!` + field + `.readOnly`)
	before := eval[string](b, clock)
	assert.GreaterOrEqual(t, eval[float64](b, `parseFloat(`+clock+`)`), 36.0)
	spoken := `document.getElementById('_spoken').textContent`

	b.put("cpus=4", "cpus=5")
	b.until(spoken + `.includes('CPU 4: ')`)
	b.there()
	assert.Equal(t, before, eval[string](b, clock), "the same instant")
	assert.True(t, eval[bool](b, pressed("qpw=1")), "the same side")
	assert.Empty(t, eval[string](b, wrong))
	assert.False(t, eval[bool](b, `document.querySelector('.scenario .changed').hidden`))

	// Real keys: the caret stands behind the 5.
	b.do(chromedp.KeyEvent(kb.Backspace), chromedp.KeyEvent("x"))
	b.until(wrong + `.startsWith('Line ')`)
	said := eval[string](b, wrong)
	assert.Contains(t, said, `bad value "x" of cpus; expected a whole number`)
	assert.Contains(t, said, "The run of the text before stays.")
	b.until(`document.querySelector('.scenario .lines .bad')`)
	assert.Contains(t, eval[string](b, field+`.value.split('\n')[document.querySelector('.scenario .lines .bad').textContent - 1]`), "cpus=x")
	assert.Equal(t, "true", eval[string](b, field+`.getAttribute('aria-invalid')`))
	assert.Equal(t, "polite", eval[string](b, `document.querySelector('.scenario .wrong').getAttribute('aria-live')`))
	assert.Contains(t, eval[string](b, spoken), "CPU 4: ", "the old run")
	assert.Equal(t, before, eval[string](b, clock))
	b.shot("editor-wrong")
	b.act(field + `.setSelectionRange(0, 0)`)
	b.act(`document.querySelector('.scenario .there').click()`)
	assert.Equal(t, "cpus=", eval[string](b, fmt.Sprintf(`%s.value.slice(%s.selectionStart - 5, %s.selectionStart)`, field, field, field)))

	b.act(`document.querySelector('.scenario .undo').click()`)
	b.until(`!` + spoken + `.includes('CPU 4: ')`)
	b.until(`!` + field + `.hasAttribute('aria-invalid')`)
	assert.True(t, eval[bool](b, `document.querySelector('.scenario .changed').hidden`))

	// What the figure itself changes stands in the text field, too.
	b.act(inFigure + `.querySelector('canvas').focus()`)
	for range ui.ReadCosts { // tab after tab, until the costs are shown
		b.do(chromedp.KeyEvent("l"))
	}
	b.do(chromedp.KeyEvent(")"))
	b.until(field + `.value.endsWith('cost switch=2379\n')`)
	b.until(`!document.querySelector('.scenario .changed').hidden`)
	b.noMistakes()
}

// Keys that the engine would swallow reach the text field, and none of them the
// figure; a phone and a wide window have room for it.
func TestBrowserTheFiguresOwnTextField(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.size(1280, 720, 1, false)
	// Where nothing moves by itself, the words follow each change at once.
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}},
	})
	b.page(url, "figure.html")
	b.do(chromedp.Click(chromedp.CSS(`.sandbox summary`)))
	b.until(`!` + field + `.readOnly`)
	twin := `document.getElementById('_twin').textContent`
	b.until(twin + ` !== ''`)
	b.act(field + `.focus()`)
	b.act(field + `.setSelectionRange(0, 0)`)
	b.do(chromedp.KeyEvent("# m n . t\r"), chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Home))
	b.until(`document.querySelector('.sandbox pre').textContent.startsWith('# m n . t\n')`)
	b.put("cpus=4", "cpus=6")
	b.until(twin + `.includes('CPU 5: ')`)
	for _, look := range looks {
		b.size(look.width, look.height, look.scale, look.phone)
		for _, theme := range []string{"dark", "light"} {
			b.theme(theme)
			b.shot("editor-figure-" + look.name + "-" + theme)
		}
		part := eval[[]float64](b, `(r => [r.width, r.height])(document.querySelector('canvas').getBoundingClientRect())`)
		assert.Greater(t, part[0]*part[1], 100_000.0, "%s: the figure keeps its part of the window", look.name)
		wide := eval[float64](b, `document.documentElement.scrollWidth`)
		assert.LessOrEqual(t, wide, float64(look.width))
	}
	b.size(390, 844, 1, true)
	b.act(`document.querySelector('.sandbox').scrollTop = 0`)
	rows := eval[float64](b, `(r => (Math.min(r.bottom, innerHeight) - r.top) / 20)(`+field+`.getBoundingClientRect())`)
	assert.Greater(t, rows, 10.0, "on a phone more than ten lines are seen at once")
	b.noMistakes()
}

// An edit survives a new start of the program, and the next steps have it too.
func TestBrowserAnEditStaysOverANewStart(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.live(url + "01-test.html")
	b.act(`document.querySelector('.scenario').open = true`)
	b.until(`!` + field + `.readOnly`)
	b.put("seed 1", "seed 2")
	b.until(`document.getElementById('_spoken').textContent.includes('It runs seed 2')`)
	b.put("seed 2", "bad")
	b.until(wrong + ` === 'Line 1, column 6: found bad, expected good. The run of the text before stays.'`)
	assert.Equal(t, "seed 2", strings.TrimSpace(eval[string](b, `document.querySelector('.scenario pre').textContent`)))
	b.put("bad", "seed 3")
	b.until(wrong + ` === 'It runs again.'`)
	b.hearReady()
	b.loseSurface()
	b.until(ready)
	assert.Equal(t, "seed 3", strings.TrimSpace(eval[string](b, field+`.value`)))
	b.noMistakes()
}
