//go:build !js

package main

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
)

// What is done to a page whose program has ended.

// end lets the program of the figure's own page end by itself.
func (b *browser) end() {
	b.t.Helper()
	b.act(`barnyard.message('exit')`)
	b.until(`!` + alone + `.hidden`)
}

// write puts a text into the field, as a paste does.
func (b *browser) write(text string) {
	b.t.Helper()
	b.act(field + ".value = `" + text + "`; " + field + `.dispatchEvent(new InputEvent('input', { bubbles: true }))`)
}

// keptDraft is what a tab that opens here after this one would find.
const keptDraft = `Object.values({ ...localStorage }).some((kept) => kept.includes('draft":"MINE'))`

// What is typed while the program is dead is kept, is tried by the next one, at the
// instant of the one before, and runs; one with a mistake is told of then.
func TestBrowserWhatIsTypedWhileTheProgramIsDead(t *testing.T) {
	for name, c := range map[string]struct{ typed, want string }{
		"right": {"MINE seed 7", "It runs again."},
		"wrong": {"MINE bad", "Line 1, column 6: found bad, expected good. The run of the text before stays."},
	} {
		t.Run(name, func(t *testing.T) {
			b, url := open(t), placeholderSite(t)
			b.do(chromedp.Navigate(url + "figure.html#v=1&text=seed%203&t=5ns"))
			b.until(`document.documentElement.classList.contains('running') && ` + twin + `.startsWith('At step 5')`)
			b.act(`barnyard.message('step')`)
			b.until(twin + `.startsWith('At step 6')`)
			b.end()
			b.write(c.typed)
			b.until(wrong + ` === 'The program does not run. This text is kept, and is tried when it runs again.'`)
			assert.True(t, eval[bool](b, keptDraft))
			assert.Equal(t, "seed 3", eval[string](b, `document.querySelector('.scenario pre').textContent`), "nobody has run it")
			b.act(alone + `.querySelector('.again').click()`)
			b.until(alone + `.hidden && ` + twin + `.startsWith('At step 6')`)
			assert.Equal(t, c.typed, eval[string](b, field+`.value`))
			if name == "right" {
				b.until(twin + `.endsWith('It runs MINE seed 7') && document.querySelector('.scenario pre').textContent === 'MINE seed 7'`)
				b.until(`location.hash.includes('MINE')`)
				return
			}
			b.until(wrong + ` === '` + c.want + `'`)
			assert.True(t, eval[bool](b, keptDraft))
			assert.Equal(t, "seed 3", eval[string](b, `document.querySelector('.scenario pre').textContent`))
		})
	}
}

// The tab may die as well, and safe mode runs nothing of it but keeps it in sight.
func TestBrowserWhatIsTypedWhileDeadOutlivesTheTab(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.do(chromedp.Navigate("about:blank"))
	tab, done := b.tab()
	tab.do(chromedp.Navigate(url + "figure.html#v=1&text=seed%203&t=5ns"))
	tab.until(`document.documentElement.classList.contains('running') && ` + twin + `.startsWith('At step 5')`)
	tab.end()
	tab.write("MINE seed 8")
	tab.until(keptDraft)
	here := tab.kill()
	done()
	tab, done = b.tab()
	defer done()
	tab.do(chromedp.Navigate(here))
	tab.until(twin + `.endsWith('It runs MINE seed 8')`)

	tab.end()
	tab.write("MINE seed 9")
	tab.act(alone + `.querySelector('.safe').click()`)
	tab.until(alone + `.hidden && ` + twin + ` === 'At step 0 in mode qpw=0.'`)
	assert.Equal(t, "MINE seed 9", eval[string](tab, field+`.value`))
	assert.Contains(t, eval[string](tab, wrong), "is tried when you change it")
	tab.write("MINE seed 10")
	tab.until(twin + `.endsWith('It runs MINE seed 10')`)
}

// embed puts a figure into a page of this site, which a test can look into, and asks
// it as a stranger's page does.
func (b *browser) embed(url, figure string) {
	b.t.Helper()
	b.do(chromedp.Navigate(url + "about.html"))
	b.act(`self.heard = []; self.answers = {}; self.turn = 0;
		addEventListener('message', (e) => { heard.push(e.data.type); if (e.data.type === 'answer') answers[e.data.id] = e.data; });
		self.ask = (message) => { const id = ++turn; document.querySelector('iframe').contentWindow.postMessage({ barnyard: 1, id, ...message }, '*'); return id; };
		{ const f = document.createElement('iframe'); f.src = '` + figure + `'; f.width = 800; f.height = 500; document.body.prepend(f); }`)
}

// A page around is told that nobody does what it asks for, and nothing of it is
// done later; what is asked while a new program is on its way is done by that.
func TestBrowserADeadFigureSaysSo(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.embed(url, "figure.html#v=1&embed=1&text=seed%203&t=5ns")
	b.until(inFigure + `?.documentElement.classList.contains('running')`)
	assert.Equal(t, true, b.ask(`{type: 'seek', t: '6ns'}`)["ok"])
	b.act(`document.querySelector('iframe').contentWindow.barnyard.message('exit')`)
	b.until(`heard.includes('crash')`)
	for _, message := range []string{
		`{type: 'seek', t: '9ns'}`, `{type: 'play'}`, `{type: 'pause'}`, `{type: 'step'}`, `{type: 'state'}`, `{type: 'subscribe'}`, `{type: 'runUntil', condition: 'x'}`,
		`{type: 'mode', run: 'qpw=1'}`, `{type: 'load', scenario: 'seed 4'}`, `{type: 'load', link: '#v=1&t=9ns'}`,
	} {
		answer := b.ask(message)
		assert.Equal(t, false, answer["ok"], message)
		assert.Contains(t, answer["problem"], "the program does not run: it has ended", message)
	}
	b.act(`heard.length = 0; ` + card + `.querySelector('.again').click()`)
	b.until(`heard.includes('ready')`)
	state := b.ask(`{type: 'state'}`)
	assert.Equal(t, "6 ns", state["time"])
	assert.Contains(t, state["link"], "text=seed%203&run=qpw=0")
	// A driver that is reset: nobody has to do anything, and nothing is refused.
	b.act(inFigure + `.querySelector('canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()`)
	time.Sleep(50 * time.Millisecond)
	assert.Equal(t, true, b.ask(`{type: 'seek', t: '12ns'}`)["ok"])
	assert.Equal(t, "12 ns", b.ask(`{type: 'state'}`)["time"])
}
