//go:build !js

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"barnyard/engine/sim"
	"barnyard/lessons"
	"barnyard/viz/ui"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A lesson walked by keyboard, as somebody does who has no pointer: every stop of
// Tab has a name, each answer of each question can be given and gives its sentence,
// next and previous go on and back, the figure can be led astray and comes back,
// and a term leads to its entry and the reader back to the step.

// walked are the lessons that are walked each time, one of them worked by hand, and
// the instant at which the second step of each stands. With BARNYARD_LONG all twenty
// are walked, which takes minutes: what the others wait for says this program's own
// engine.
var walked = map[string]string{"01-why-per-cpu": "10.018 µs", "13-the-lock-that-sleeps": "15.815 µs", "20-break-it-yourself": "0.000 µs"}

// walks is the lessons to walk, and where the second step of each stands.
func walks(t *testing.T) map[string]string {
	t.Helper()
	all, err := lessons.All()
	require.NoError(t, err)
	require.Len(t, all, 20)
	out := map[string]string{}
	for i, l := range all {
		name := fmt.Sprintf("%02d-%s", l.Num, l.Slug)
		if walked[name] == "" && os.Getenv("BARNYARD_LONG") == "" {
			continue
		}
		m := ui.New(1280, 720)
		m.Lessons = all
		ui.Update(m, ui.OpenLesson{Index: i, Page: 1})
		ui.Update(m, ui.Pause{})
		for n := 0; m.Seeking(); n++ {
			require.Less(t, n, 10000, "%s: the figure never comes to its second step", name)
			ui.Update(m, ui.Tick{Steps: 5000})
		}
		out[name] = sim.Micros(m.Now, m.GHz()) + " µs"
		if want := walked[name]; want != "" {
			require.Equal(t, want, out[name], name)
		}
	}
	return out
}

// stop is where Tab has come to.
type stop struct{ Tag, Name, Kind string }

const stopHere = `(() => {
	const e = document.activeElement;
	if (e === document.body) return {Tag: 'BODY', Name: '', Kind: ''};
	const label = e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.title;
	const name = e.tagName === 'IFRAME' ? e.title : (e.textContent.trim() || label || '');
	return {Tag: e.tagName, Name: name.replace(/\s+/g, ' ').slice(0, 80), Kind: e.className || ''};
})()`

// tabs goes through all stops of a page, from its start to where it begins anew.
func (b *browser) tabs() (stops []stop) {
	b.t.Helper()
	b.act(`document.activeElement.blur(); scrollTo(0, 0)`)
	for range 600 {
		b.do(chromedp.KeyEvent(kb.Tab))
		s := eval[stop](b, stopHere)
		if s.Tag == "BODY" || len(stops) > 5 && s == stops[0] {
			return stops
		}
		stops = append(stops, s)
	}
	b.t.Fatal("Tab never comes to the end of the page")
	return nil
}

// onto gives the keyboard to an element, as its stop of Tab does.
func (b *browser) onto(selector string, n int) {
	b.t.Helper()
	b.act(fmt.Sprintf(`document.querySelectorAll(%q)[%d].focus()`, selector, n))
	assert.True(b.t, eval[bool](b, fmt.Sprintf(`document.activeElement === document.querySelectorAll(%q)[%d]`, selector, n)), selector)
}

func TestBrowserLessonsWalkedByKeyboard(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	for name, second := range walks(t) {
		t.Run(name, func(t *testing.T) {
			b.t = t
			b.live(url + name + ".html")
			b.there()
			stops := b.tabs()
			for _, s := range stops {
				assert.NotEmpty(t, s.Name, "%s %s has no name", s.Tag, s.Kind)
			}
			said := fmt.Sprint(stops)
			if !eval[bool](b, `document.querySelector('[data-move="1"]').disabled`) { // the walk may have scrolled to the last step
				assert.Contains(t, said, "next ▶")
			}
			for _, want := range []string{"Skip to the text", "again", "controls", "The scenario that runs here"} {
				assert.Contains(t, said, want)
			}
			b.everyAnswer()
			b.stepsAndBack(second)
			b.noMistakes()
		})
	}
}

// everyAnswer gives every answer of every question with Enter.
func (b *browser) everyAnswer() {
	b.t.Helper()
	asks := eval[int](b, `document.querySelectorAll('form.ask').length`)
	require.Positive(b.t, asks)
	for ask := range asks {
		form := fmt.Sprintf(`document.querySelectorAll('form.ask')[%d]`, ask)
		choices := eval[int](b, form+`.querySelectorAll('.choices button').length`)
		right := 0
		for n := range choices {
			b.act(form + fmt.Sprintf(`.querySelectorAll('.choices button')[%d].focus()`, n))
			b.do(chromedp.KeyEvent(kb.Enter))
			b.until(form + fmt.Sprintf(`.querySelectorAll('.choices button')[%d].getAttribute('aria-pressed') === 'true'`, n))
			said := eval[string](b, form+`.querySelector('output').textContent`)
			why := eval[string](b, form+fmt.Sprintf(`.querySelectorAll('.answers .why')[%d].textContent`, n))
			assert.NotEmpty(b.t, why)
			assert.Contains(b.t, said, why)
			if strings.HasPrefix(said, "Right. ") {
				right++
				b.until(form + `.querySelector('output').textContent.includes('In the run of your figure: ') || ` + form + `.querySelector('output').textContent.includes('The engine measured ')`)
			} else {
				assert.True(b.t, strings.HasPrefix(said, "No. "), said)
			}
		}
		assert.Equal(b.t, 1, right, "question %d", ask+1)
	}
}

// stepsAndBack goes on a step, leads the figure astray and back, follows a term
// and returns.
func (b *browser) stepsAndBack(second string) {
	b.t.Helper()
	count := `document.querySelector('.count').textContent`
	b.act(`scrollTo(0, 0)`)
	b.until(count + `.startsWith('step 1 ')`)
	b.onto(`[data-move="1"]`, 0)
	b.do(chromedp.KeyEvent(kb.Enter))
	b.until(count + `.startsWith('step 2 ')`)
	b.until(clock + ` === '` + second + `'`)
	b.there()
	if second == "0.000 µs" {
		b.press("event")
	} else {
		b.press("start")
	}
	b.until(clock + ` !== '` + second + `'`)
	b.there()
	b.onto(`.turn .again`, 0)
	b.do(chromedp.KeyEvent(kb.Enter))
	b.until(clock + ` === '` + second + `'`)
	b.there()
	b.onto(`[data-move="-1"]`, 0)
	b.do(chromedp.KeyEvent(kb.Enter))
	b.until(count + `.startsWith('step 1 ')`)

	b.onto(`.step a[href*="glossary.html#"]`, 0)
	term := eval[string](b, `document.activeElement.hash`)
	b.do(chromedp.KeyEvent(kb.Enter))
	b.until(`location.pathname.endsWith('glossary.html') && document.querySelector(':target')?.id === '` + term[1:] + `'`)
	b.act(`void setTimeout(() => history.back(), 0)`) // after its answer: the page goes
	b.until(`document.querySelector('.count')?.textContent.startsWith('step ')`)
}

var lessonPage = regexp.MustCompile(`^\d\d-.*\.html$`)

// aloud is a page as it is spoken: what it is, then its words, in the order of the
// page, without what nobody is told of.
const aloud = `(() => {
	const out = [];
	const say = (text) => { text = text.replace(/\s+/g, ' ').trim(); if (text) out.push(text); };
	const walk = (e) => {
		if (e.nodeType === 3) { say(e.data); return; }
		if (e.nodeType !== 1 || e.getAttribute('aria-hidden') === 'true' || !e.checkVisibility({visibilityProperty: true})) return;
		const words = e.getAttribute('aria-label');
		const tag = e.tagName;
		if (/^H[1-6]$/.test(tag)) { say('[heading ' + tag[1] + '] ' + e.textContent); return; }
		if (tag === 'BUTTON') { say('[button' + (e.disabled ? ', dimmed' : '') + '] ' + (words || e.textContent)); return; }
		if (tag === 'SUMMARY') { say('[unfold] ' + e.innerText); return; }
		if (tag === 'IMG') { say('[picture] ' + e.alt); return; }
		if (tag === 'IFRAME') { say('[frame] ' + e.title); return; }
		if (tag === 'TABLE') {
			const heads = [...e.tHead.rows[0].cells].map((h) => h.textContent);
			say('[table] ' + heads.join(' | '));
			for (const row of e.querySelectorAll('tbody tr')) say('[row] ' + [...row.cells].map((c, i) => (heads[i] && heads[i] + ': ') + c.textContent).join('; '));
			return;
		}
		if (tag === 'P' || tag === 'LI' && !e.querySelector('p, ul, ol') || tag === 'LEGEND' || tag === 'DT' || tag === 'DD') {
			say((tag === 'LI' ? '[item] ' : tag === 'LEGEND' ? '[question] ' : '') + e.textContent);
			return;
		}
		if (['NAV', 'SECTION', 'MAIN', 'ARTICLE', 'HEADER', 'FOOTER'].includes(tag) && words) say('[' + tag.toLowerCase() + '] ' + words);
		for (const child of e.childNodes) walk(child);
	};
	walk(document.body);
	return out.join('\n');
})()`

// TestBrowserLessonsReadAloud writes what a screen reader says of a lesson, in its
// order, where BARNYARD_ALOUD names a folder; and checks that what is seen only is
// said by words too: the figure has a name, each table has headings, each picture
// words, and no text stands twice.
func TestBrowserLessonsReadAloud(t *testing.T) {
	url, s := realSite(t)
	b := open(t)
	for _, f := range s.Files() {
		path := f.Name
		if !lessonPage.MatchString(path) {
			continue
		}
		b.withoutProgram(path)
		b.do(chromedp.Navigate(url + path))
		b.until(`document.querySelector('.count').textContent !== ''`)
		text := eval[string](b, aloud)
		if dir := os.Getenv("BARNYARD_ALOUD"); dir != "" {
			require.NoError(t, os.WriteFile(filepath.Join(dir, strings.TrimSuffix(path, ".html")+".txt"), []byte(text), 0o644))
		}
		assert.Empty(t, eval[[]string](b, `[...document.querySelectorAll('table')].filter(t => t.checkVisibility() && !t.querySelectorAll('thead th').length).map(t => t.textContent)`), path)
		assert.Empty(t, eval[[]string](b, `[...document.querySelectorAll('img')].filter(i => i.checkVisibility() && !i.alt).map(i => i.src)`), path)
		assert.Contains(t, text, "Figure", path)
	}
}
