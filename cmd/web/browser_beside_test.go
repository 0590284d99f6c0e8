//go:build !js

package main

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
)

// The texts and controls beside the figure, and the words that light things.

// opened opens one of the texts and waits until something is in it.
func (b *browser) opened(panel string) {
	b.t.Helper()
	b.act(`document.querySelector('[data-panel="` + panel + `"]').click()`)
	b.until(`document.querySelector('#_panel-` + panel + ` :is(.rows li, tbody tr, .time-is:not(:empty))')`)
}

// still opens a lesson whose first step stands at 36 µs, for who wants no motion.
func (b *browser) still(url string) {
	b.t.Helper()
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}},
	})
	// A page that the system has not given the focus hears of none.
	call(b, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	b.live(url + "10-take-the-lock-instead.html")
	b.until(clock + ` === '36.000 µs'`)
	b.there()
}

// hand presses a control by what it says.
func (b *browser) hand(say string) {
	b.t.Helper()
	b.act(`document.querySelector('[data-say="` + say + `"]').click()`)
}

func inPanel(panel, selector string) string {
	return `document.querySelector('#_panel-` + panel + ` ` + selector + `').textContent`
}

func TestBrowserTheTextsAndTheFigureAgree(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.size(1280, 720, 1, false)
	b.still(url)
	b.opened("hands")
	b.opened("listing")
	const now = `document.querySelector('#_panel-listing [aria-current]')`
	b.until(now)

	// The line to run until: what is wrong stands below, what is right goes there.
	b.act(`document.querySelector('#_until').value = 'waits(nobody)'; document.querySelector('.until button').click()`)
	b.until(`document.querySelector('#_until-wrong').textContent.includes('there is no task called nobody, expected one of')`)
	assert.Equal(t, "true", eval[string](b, `document.querySelector('#_until').getAttribute('aria-invalid')`))
	b.act(`document.querySelector('#_until').value = 'lock=cpu3 held'; document.querySelector('.until button').click()`)
	b.until(`document.querySelector('#_until-wrong').textContent === '' && !document.querySelector('#_until').hasAttribute('aria-invalid')`)
	b.until(clock + ` !== '36.000 µs'`)
	b.there()

	// Steps and functions, the kept instants, the slider.
	at := eval[string](b, clock)
	b.hand("mark 0")
	b.until(`document.querySelector('[data-to="a"]').textContent.includes('` + at + `')`)
	b.hand("func 1")
	b.until(clock + ` !== '` + at + `'`)
	b.there()
	b.hand("mark 1")
	b.until(inPanel("hands", ".between") + `.startsWith('Between them are ')`)
	b.hand("to-mark 0")
	b.until(clock + ` === '` + at + `'`)
	b.act(`(s => { s.value = 500; s.dispatchEvent(new Event('input')); })(document.querySelector('#_time'))`)
	b.until(clock + ` === '110.000 µs'`)
	assert.Equal(t, "110.000 µs of 220.000 µs", eval[string](b, `document.querySelector('#_time').getAttribute('aria-valuetext')`))

	// Another CPU's code; a line of it is where the run goes to.
	b.act(`(s => { s.value = '3'; s.dispatchEvent(new Event('change')); })(document.querySelector('.cpu'))`)
	b.until(inPanel("listing", ".title") + `.includes('poll on CPU 3')`)

	// Events: the sentences, and the way to one.
	b.opened("events")
	assert.True(t, eval[bool](b, `document.querySelector('#_panel-listing').hidden`), "one text at a time")
	first := eval[string](b, `document.querySelector('#_panel-events li').textContent`)
	b.act(`document.querySelector('#_panel-events li button').click()`)
	b.until(clock + ` === '` + strings.SplitN(first, "  ", 2)[0] + ` µs'`)
	b.shot("texts-events")

	// Statistics of one run, and of both.
	b.opened("stats")
	columns := `document.querySelectorAll('#_panel-stats thead th').length`
	assert.Equal(t, 3, eval[int](b, columns))
	b.hand("compare")
	b.until(columns + ` === 5`)
	b.shot("texts-stats")
	b.noMistakes()
}

func TestBrowserTheVoiceFollowsSteps(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.still(url)
	const spoken = `document.getElementById('_spoken').textContent`
	b.until(spoken + `.includes('CPU 0: ')`)
	whole := eval[string](b, spoken)
	b.press("step")
	b.until(spoken + ` !== ` + quoted(whole))
	said := eval[string](b, spoken)
	assert.Regexp(t, `^[0-9.]+ µs\. `, said)
	assert.NotContains(t, said, "Shrink a cache", "a step is told shortly")
	// While it plays nothing is said, and what it came to when it stops.
	b.press("play")
	b.until(playing)
	b.frames(60)
	assert.Equal(t, said, eval[string](b, spoken))
	b.press("play")
	b.until(spoken + `.startsWith('Shrink a cache')`)
	b.noMistakes()
}

func quoted(text string) string {
	return "`" + strings.NewReplacer("`", "", "\\", "", "$", "").Replace(text) + "`"
}

func TestBrowserWordsAndThingsLightEachOther(t *testing.T) {
	url, _ := realSite(t)
	b := openSeeing(t)
	b.size(1280, 720, 1, false)
	b.still(url)
	const term = `document.querySelector('[data-step="1"] button.term[data-name="CPU 3"]')`
	b.until(term)
	plain := b.figure("term-plain", nil)
	b.act(term + `.focus()`)
	b.figure("term-lit", plain) // another picture: a ring
	b.act(term + `.blur()`)
	assert.NotContains(t, eval[string](b, term+`.className`), "on")

	// A pointer on the thing marks the word: CPU 3's card is at the top right.
	at := eval[[]float64](b, `(r => [r.right - 120, r.top + 75])(document.querySelector('iframe').getBoundingClientRect())`)
	b.mouse("mouseMoved", at[0], at[1], 0)
	b.frames(10)
	b.mouse("mouseMoved", at[0]+2, at[1], 0)
	b.until(term + `.classList.contains('on')`)
	b.shot("term-marked")
	b.mouse("mouseMoved", 300, 10, 0)
	b.until(`!` + term + `.classList.contains('on')`)

	// A touch has no hover: a press keeps the thing lit.
	b.act(term + `.click()`)
	assert.Equal(t, "true", eval[string](b, term+`.getAttribute('aria-pressed')`))
	b.act(term + `.click()`)
	assert.Equal(t, "false", eval[string](b, term+`.getAttribute('aria-pressed')`))
	b.noMistakes()
}

// A title names things as the text does: those of the step that the reader is at
// are live, and the terms in it lead to their entries.
func TestBrowserWordsOfATitleLight(t *testing.T) {
	url, _ := realSite(t)
	b := openSeeing(t)
	b.size(1280, 720, 1, false)
	b.still(url)
	b.live(url + "08-reaching-into-another-cpu.html")
	b.act(`document.querySelector('[data-move="1"]').click()`)
	const term = `document.querySelector('[data-step="2"] h2 button.term[data-name="CPU 3"]')`
	b.until(term)
	plain := b.figure("title-plain", nil)
	b.act(term + `.focus()`)
	b.figure("title-lit", plain) // another picture: a ring
	assert.Equal(t, "What CPU 3 has that CPU 0 wants", eval[string](b, `document.querySelector('[data-step="2"] h2').textContent`))
	b.noMistakes()
}

// The text of a replay string is nobody's change, until somebody changes it.
func TestBrowserAReplayIsNobodysChange(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.do(chromedp.Navigate(url + "figure.html#v=1&replay=b1:flush-race:mutant=call-rcu-after-unlock:r1x172.r0x96"))
	shown := func(class string) string { return `document.querySelector('summary .` + class + `').checkVisibility()` }
	b.until(shown("replayed"))
	assert.False(t, eval[bool](b, shown("changed")))
	b.act(`(t => { t.value = t.value + '# mine\n'; t.dispatchEvent(new Event('input')); })(document.querySelector('textarea'))`)
	b.until(shown("changed"))
	b.until(`!` + shown("replayed"))
	assert.NotContains(t, eval[string](b, `document.querySelector('.called').textContent`), "shrink-under-poll", "that is another scenario")
	b.noMistakes()
}

// Nor is that of a built-in scenario that a link names.
func TestBrowserABuiltinIsNobodysChange(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.do(chromedp.Navigate(url + "figure.html#v=1&s=alloc-burst"))
	summary := `document.querySelector('details.scenario summary').innerText`
	b.until(summary + ` === 'The scenario that runs here: alloc-burst, to be changed'`)
	assert.True(t, eval[bool](b, `document.querySelector('.undo').disabled`))
	b.act(`(t => { t.value = t.value + '# mine\n'; t.dispatchEvent(new Event('input')); })(document.querySelector('textarea'))`)
	b.until(summary + `.endsWith(', changed by you')`)
	b.act(`document.querySelector('.undo').click()`)
	b.until(summary + ` === 'The scenario that runs here: alloc-burst, to be changed'`)
	b.noMistakes()
}

// A link may hold a whole scenario of somebody's: whoever opens it reads its title, and
// not that the page's own was changed by him.
func TestBrowserAnotherScenarioHasItsOwnName(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.do(chromedp.Navigate(url + "figure.html"))
	b.until(`!document.querySelector('textarea').readOnly`)
	const summary = `document.querySelector('details.scenario summary').innerText`
	const other = `The scenario that runs here: Sent by a friend, to be changed`
	b.act(`(t => { t.value = 'title "Sent by a friend"\nmachine cpus=2\ncache c size=64\ntask a cpu=0 { alloc c n=9 }\n'; t.dispatchEvent(new Event('input')); })(document.querySelector('textarea'))`)
	b.until(summary + ` === '` + other + `'`)
	b.until(`location.hash.includes('text=')`)
	link := eval[string](b, `location.href`)

	fresh := open(t)
	fresh.do(chromedp.Navigate(link))
	fresh.until(summary + ` === '` + other + `'`)
	assert.False(t, eval[bool](fresh, `document.querySelector('.undo').disabled`), "a way to the page's own")
	fresh.noMistakes()
	b.noMistakes()
}

// reach is what has the focus: its name, what kind it is, whether the focus is
// seen, and whether it comes after the one before.
const reach = `(() => {
	const outer = document.activeElement;
	const e = outer.tagName === 'IFRAME' ? outer.contentDocument.activeElement : outer;
	const style = e.ownerDocument.defaultView.getComputedStyle(e);
	const name = (e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent || e.title || '').trim();
	const follows = !window.before || Boolean(window.before.compareDocumentPosition(outer) & Node.DOCUMENT_POSITION_FOLLOWING);
	const field = e.tagName === 'TEXTAREA' ? e.ownerDocument.defaultView.getComputedStyle(e.closest('.field')) : style;
	window.before = outer;
	(window.reached ??= new Set()).add(outer);
	return [outer.tagName === 'BODY' ? '' : e.tagName, name.slice(0, 60), field.outlineStyle !== 'none' && parseFloat(field.outlineWidth) > 0 ? 'seen' : 'not seen', follows ? 'follows' : 'before'];
})()`

// usable is what can be used. What a step gets when it becomes the current one, while
// the walk scrolls past, is not asked for; nor is the way back, which comes then.
const usable = `window.usable = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, iframe, [tabindex="0"]')].filter(e => e.tabIndex >= 0 && !e.disabled)`

// missed is what of it was not reached.
const missed = `window.usable
	.filter(e => e.isConnected && e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0 && !window.reached.has(e))
	.map(e => e.outerHTML.slice(0, 100))`

func TestBrowserTabReachesEverythingInOrder(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.size(1280, 720, 1, false)
	b.still(url)
	b.opened("hands")
	b.opened("listing")
	b.until(`document.querySelector('button.term')`)
	b.act(`document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)`)
	b.act(usable)
	b.do(chromedp.KeyEvent(kb.Tab))
	first := eval[[]string](b, reach)
	assert.Equal(t, []string{"A", "Skip to the text", "seen", "follows"}, first)
	var names []string
	for range 400 {
		b.do(chromedp.KeyEvent(kb.Tab))
		got := eval[[]string](b, reach)
		if got[0] == "" || got[3] == "before" { // out of the page, or round it
			break
		}
		assert.NotEmpty(t, got[1], "a %s without a name after %v", got[0], names)
		assert.Equal(t, "seen", got[2], "the focus on %v", got)
		names = append(names, strings.ToLower(got[0])+" "+got[1])
	}
	t.Logf("%d stops: %s", len(names), strings.Join(names, " | "))
	assert.Empty(t, eval[[]string](b, missed), "what the keyboard does not come to")
	assert.Less(t, len(names), 399, "a trap")

	// The skip link leads past the figure.
	b.act(`document.querySelector('.skip').focus()`)
	b.do(chromedp.KeyEvent(kb.Enter))
	b.do(chromedp.KeyEvent(kb.Tab))
	assert.True(t, eval[bool](b, `document.querySelector('.prose').contains(document.activeElement)`))
	b.noMistakes()
}

// Letters are keys only while the figure has the focus (WCAG 2.1.4).
func TestBrowserLettersAreTheFiguresAlone(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.still(url)
	at := eval[string](b, clock)
	b.until(pressed("qpw=1"))
	b.act(`document.activeElement.blur()`)
	for _, key := range []string{"m", ".", "n", "c", "P", "M", "v"} {
		b.do(chromedp.KeyEvent(key))
	}
	b.frames(30)
	assert.True(t, eval[bool](b, pressed("qpw=1")))
	assert.Equal(t, at, eval[string](b, clock))
	b.act(inFigure + `.querySelector('canvas').focus()`)
	b.do(chromedp.KeyEvent("m"))
	b.until(pressed("qpw=0"))
	b.noMistakes()
}

// Who asks for less motion gets a figure that stands until it is told to move.
func TestBrowserNothingMovesForWhoAskedForCalm(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}},
	})
	b.live(url + "index.html")
	b.there()
	b.frames(60)
	assert.False(t, eval[bool](b, playing))
	moving := eval[[]string](b, `[...document.querySelectorAll('*')].filter(e => {
		const s = getComputedStyle(e);
		return s.animationName !== 'none' || s.transitionDuration.split(', ').some(d => parseFloat(d) > 0);
	}).map(e => e.outerHTML.slice(0, 60))`)
	assert.Empty(t, moving)
	b.noMistakes()
}
