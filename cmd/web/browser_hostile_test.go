//go:build !js

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"html/template"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/cmd/web/page"
	"barnyard/cmd/web/site"
	"barnyard/lessons"
	"barnyard/lessons/lesson"
)

// Hostile words in a real browser, in every place where a page or a script of
// ours puts text. Each of them would call alert, which is a tripwire here; and
// whatever the content policy had to stop counts as well.

func hostileWords(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("../../lessons/testdata/xss.txt")
	require.NoError(t, err)
	var out []string
	for line := range strings.Lines(string(text)) {
		v, err := strconv.Unquote(strings.TrimSpace(line))
		require.NoError(t, err, line)
		out = append(out, v)
	}
	return out
}

// hostileSite has a lesson with a step for each word, and the word in each place
// of that step; its prose is what the lessons' renderer makes of it.
func hostileSite(t *testing.T, words []string) *site.Site {
	t.Helper()
	program, err := placeholderProgram()
	require.NoError(t, err)
	in := placeholderInput(program.Wasm, program)
	l := in.Lessons[0]
	l.Title, l.Summary, l.Steps = words[0], words[3], nil
	for i, w := range words {
		l.Steps = append(l.Steps, lesson.Step{Title: w, Slug: fmt.Sprintf("s%d", i), Prose: w, ScenarioText: fmt.Sprint("seed ", i, "\n", w), ScenarioName: w, Notes: w,
			Cues: []lesson.Cue{{Written: w}},
			Ask:  &lesson.Ask{Question: w, Choices: []lesson.Choice{{Text: w, Why: w}, {Text: w, Why: w}}}})
	}
	in.Prose = func(s *lesson.Step) template.HTML { return template.HTML(lessons.HTML(s)) }
	in.Answer = func(s *lesson.Step) (*page.Answer, error) { return &page.Answer{Right: 1, Measured: s.Title}, nil }
	in.Demo.Title = words[3]
	s, err := page.Make(in)
	require.NoError(t, err)
	return s
}

const tripwire = `
window.pwned = []; window.stopped = [];
for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => pwned.push(name);
document.addEventListener('securitypolicyviolation', (e) => stopped.push(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample));
`

// trip lays the wire in each page and frame that is opened from now on.
func (b *browser) trip() {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: tripwire})
		return err
	}))
}

// untouched says that no wire was touched, here and in the frame.
func (b *browser) untouched(what string) {
	b.t.Helper()
	assert.Equal(b.t, "[[],[]]", eval[string](b, `JSON.stringify([pwned, stopped])`), what)
	assert.Equal(b.t, "[[],[]]", eval[string](b, `(f => JSON.stringify(f ? [f.contentWindow.pwned, f.contentWindow.stopped] : [[], []]))(document.querySelector('iframe'))`), what)
}

func TestBrowserTheTripwireIsThere(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.trip()
	b.do(chromedp.Navigate(url + "about.html"))
	b.act(`{ const i = document.createElement('img'); try { i.setAttribute('onerror', 'alert(1)'); } catch { } i.src = 'https://evil.example/x'; document.body.append(i); }`)
	b.until(`stopped.length >= 2`) // the handler, and the picture, by header and by page
	b.act(`alert(1)`)
	assert.Equal(t, "alert", eval[string](b, `pwned[0]`))
}

func TestBrowserHostileWordsStayWords(t *testing.T) {
	browserPath(t)
	words := hostileWords(t)
	require.GreaterOrEqual(t, len(words), 120)
	list, err := json.Marshal(words)
	require.NoError(t, err)
	b, url := open(t), serveSite(t, hostileSite(t, words))
	b.trip()
	for _, name := range []string{"index.html", "about.html", "glossary.html", "arguments.html", "talks.html", "book.html"} {
		b.do(chromedp.Navigate(url + name))
		b.until(`document.readyState === 'complete'`)
		b.untouched(name)
	}
	b.live(url + "01-test.html")
	b.act(`window.words = ` + string(list) + `; window.rest = (ms) => new Promise((done) => setTimeout(done, ms));`)
	// Each step is entered, each answer chosen, each text field typed into.
	b.act(`(async () => {
		for (let i = 0; i < words.length; i++) {
			document.querySelector('[data-move="1"]').click();
			const section = document.querySelectorAll('[data-step]')[i];
			for (const button of section.querySelectorAll('.choices button')) button.click();
			const field = section.querySelector('textarea');
			field.value = 'bad ' + words[i]; field.dispatchEvent(new Event('input'));
			if (i % 10 === 0) await rest(50);
		}
		await rest(1000);
	})()`)
	// Which step it is in the end is a matter of scrolling, which takes its time.
	assert.Regexp(t, fmt.Sprintf(`^step \d+ of %d$`, len(words)), eval[string](b, `document.querySelector('.count').textContent`))
	b.untouched("the lesson's steps")
	// The figure says them: its state, its text, what is wrong, that it ended.
	b.act(`(async () => {
		const inside = document.querySelector('iframe').contentWindow;
		for (const w of words) for (const type of ['state', 'text', 'edited', 'crash', 'error', 'page', w]) {
			const message = { barnyard: 1, type, time: w, mode: w, text: w, problem: 'scenario:1:1: ' + w, scenario: w, title: w, by: w, playing: false, seeking: false };
			inside.postMessage({ barnyard: 1, type: 'show', scenario: w, cues: w, title: w, replay: w }, location.origin);
			window.dispatchEvent(new MessageEvent('message', { data: message, origin: location.origin, source: inside }));
		}
		await rest(1000);
	})()`)
	// The voice leaves out what comes too fast; what it said last is a word.
	assert.True(t, eval[bool](b, `(said => said === '' || said.startsWith('At step ') || words.some((w) => said.includes(w)))(document.getElementById('_spoken').textContent)`), "what is spoken is a word, or what the figure itself says: %s", eval[string](b, `document.getElementById('_spoken').textContent`))
	b.untouched("what the figure says")
}

func TestBrowserHostileNotesAndAddresses(t *testing.T) {
	browserPath(t)
	words := hostileWords(t)
	list, err := json.Marshal(words)
	require.NoError(t, err)
	b, url := open(t), placeholderSite(t)
	b.trip()
	b.do(chromedp.Navigate(url + "notes.html#x"))
	b.until(`document.querySelector('.clock-now').textContent !== ''`)
	b.act(`(async () => {
		const other = new BroadcastChannel('barnyard-notes-x');
		for (const w of ` + string(list) + `) other.postMessage({ type: 'step', lesson: w, title: w, notes: w + '\n\n' + w, next: w, at: w, of: w });
		await new Promise((done) => setTimeout(done, 500));
	})()`)
	assert.Contains(t, eval[string](b, `document.querySelector('.step-title').textContent`), words[len(words)-1])
	b.untouched("the notes")
	b.do(chromedp.Navigate(url + "figure.html"))
	b.until(`document.documentElement.classList.contains('running')`)
	// A browser leaves out what comes too fast: 200 addresses in ten seconds.
	addresses, pause := words[:0:0], 5
	for i, w := range words {
		if i%4 == 0 || long() {
			addresses = append(addresses, w)
		}
	}
	if long() {
		pause = 60
	}
	some, err := json.Marshal(addresses)
	require.NoError(t, err)
	b.act(fmt.Sprintf(`(async () => {
		for (const w of %s) {
			location.hash = '#v=1&replay=bad' + w;
			await new Promise((done) => setTimeout(done, %[2]d));
			location.hash = '#v=1&t=' + encodeURIComponent(w) + '&' + w + '=' + w;
			await new Promise((done) => setTimeout(done, %[2]d));
		}
	})()`, some, pause))
	b.untouched("the figure's address")
	b.do(chromedp.Navigate(url + "glossary.html"))
	b.act(`for (const w of ` + string(list) + `) { const f = document.getElementById('_find'); f.value = w; f.dispatchEvent(new Event('input')); }`)
	b.untouched("the field that finds")
}
