//go:build !js

package main

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/link"
	"barnyard/viz/ui"
)

// elsewhere serves one page from another origin, with the headers that a page has
// that wants to be cut off from others, or without any.
func elsewhere(t *testing.T, body string, strict bool) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		if strict {
			w.Header().Set("Cross-Origin-Embedder-Policy", "require-corp")
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<!doctype html><title>deck</title><link rel=icon href=data:,>", body, `<script>
self.heard = []; self.answers = {}; self.turn = 0;
addEventListener('message', (e) => { self.heard.push(e.data); if (e.data.type === 'answer') self.answers[e.data.id] = e.data; });
self.ask = (message) => { const id = ++self.turn; document.querySelector('iframe').contentWindow.postMessage({ barnyard: 1, id, ...message }, '*'); return id; };
</script>`)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// ask sends one message to the embedded figure and waits for the answer.
func (b *browser) ask(message string) map[string]any {
	b.t.Helper()
	id := eval[int](b, `ask(`+message+`)`)
	b.until(fmt.Sprintf(`answers[%d]`, id))
	var answer map[string]any
	require.NoError(b.t, json.Unmarshal([]byte(eval[string](b, fmt.Sprintf(`JSON.stringify(answers[%d])`, id))), &answer))
	return answer
}

// arrived waits until the figure has come to where it was sent, and says where.
func (b *browser) arrived() map[string]any {
	b.t.Helper()
	for {
		if state := b.ask(`{type: 'state'}`); state["seeking"] == false {
			return state
		}
	}
}

// A page of another origin embeds a figure and drives it: each message of the
// API, and what is wrong with wrong ones.
func TestBrowserAStrangerDrivesAFigure(t *testing.T) {
	for _, strict := range []bool{false, true} {
		b, url := open(t), placeholderSite(t)
		b.do(chromedp.Navigate(elsewhere(t, `<iframe width=800 height=500 src="`+url+`figure.html#v=1&embed=1&text=seed%203"></iframe>`, strict)))
		// What is asked before the program runs waits for it.
		assert.Equal(t, true, b.ask(`{type: 'seek', t: '36ns'}`)["ok"])
		assert.Equal(t, "36 ns", b.ask(`{type: 'state'}`)["time"])
		assert.Contains(t, b.ask(`{type: 'state'}`)["link"], "text=seed%203&run=qpw=0&t=36ns")
		for message, time := range map[string]string{
			`{type: 'step'}`: "37 ns", `{type: 'load', link: 'https://x/figure.html#v=1&t=9ns'}`: "9 ns",
			`{type: 'load', scenario: 'seed 1', cues: 'at 12ns'}`: "12 ns", `{type: 'load', link: '', scenario: 'seed 1', cues: 'at 13ns'}`: "13 ns",
		} {
			assert.Equal(t, true, b.ask(`{type: 'seek', t: '36ns'}`)["ok"])
			assert.Equal(t, true, b.ask(message)["ok"], message)
			assert.Equal(t, time, b.ask(`{type: 'state'}`)["time"], message)
		}
		assert.Equal(t, true, b.ask(`{type: 'mode', run: 'qpw=1'}`)["ok"])
		assert.Equal(t, "qpw=1", b.ask(`{type: 'state'}`)["mode"])
		for message, want := range map[string]string{
			`{type: 'seek', t: 'soon'}`: "expected a time", `{type: 'seek', t: {}}`: "expected a time", `{type: 'load'}`: "neither link nor scenario",
			`{type: 'load', link: '#v=2'}`: `of version "2"`, `{type: 'show', scenario: 'seed 1'}`: `found the type "show"; expected one of load`,
			`{type: 'msg', name: 'panic'}`: `found the type "msg"`, `{type: '__proto__'}`: "found the type", `{type: 7}`: "found the type",
			`{type: 'load', scenario: 'x'.repeat(70000)}`: "at most 65536", `{type: 'load', scenario: 'bad'}`: "scenario:1:1: bad",
			`{type: 'step', n: {toString: 1}}`: "step: expected a whole number", `{type: 'step', n: []}`: "step: expected a whole number", `{type: 'mode', run: 1}`: "mode: expected a text",
			`{type: 'mode'}`: "mode: expected a text", `{type: 'load', scenario: 'seed 1', cues: {}}`: "found cues of type object", `{type: 'load', scenario: 'seed 1', link: 5}`: "found link of type number",
			`{type: 'state', barnyard: 2}`: "the message is of version 2; expected barnyard: 1", `{type: 'seek', t: '1ns', barnyard: '1'}`: `of version "1"; expected barnyard: 1`, `{type: 'seek', t: '1ns', barnyard: {}}`: "of version a value of type object",
			`{type: 'load', link: '#v=1', scenario: 'seed 1'}`: "found both link and scenario", `{type: 'load', link: '', scenario: ''}`: "neither link nor scenario",
		} {
			answer := b.ask(message)
			assert.Equal(t, false, answer["ok"], message)
			assert.Contains(t, answer["problem"], want, message)
		}
		assert.Equal(t, "qpw=1", b.ask(`{type: 'state'}`)["mode"], "what was wrong has changed nothing")
		b.act(`heard.length = 0`)
		assert.Equal(t, true, b.ask(`{type: 'subscribe'}`)["ok"])
		assert.Equal(t, true, b.ask(`{type: 'play'}`)["ok"])
		b.until(`heard.some((m) => m.type === 'state' && m.playing === true)`)
		assert.Equal(t, true, b.ask(`{type: 'pause'}`)["ok"])
		b.until(`heard.some((m) => m.type === 'state' && m.playing === false)`)
		assert.Zero(t, eval[int](b, `heard.filter((m) => ['text', 'edited', 'page', 'copy', 'error'].includes(m.type)).length`), "nothing else is told")
		b.noMistakes()
	}
}

// Keys that the figure has no use for are the deck's; those that it has are its
// own. Nothing is stored under another site.
func TestBrowserADeckGetsTheOtherKeys(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.do(chromedp.Navigate(elsewhere(t, `<iframe width=800 height=500 src="`+url+`figure.html#v=1&embed=1"></iframe>`, false)))
	b.ask(`{type: 'state'}`)
	b.until(`document.querySelector('iframe')`)
	b.do(chromedp.MouseClickXY(400, 250))
	b.do(chromedp.KeyEvent("s"), chromedp.KeyEvent("x"), chromedp.KeyEvent("j"), chromedp.KeyEvent(kb.PageDown))
	b.until(`heard.some((m) => m.type === 'key' && m.key === 'PageDown')`)
	assert.Equal(t, "j PageDown", eval[string](b, `heard.filter((m) => m.type === 'key').map((m) => m.key).join(' ')`))
	b.noMistakes()
	b.do(chromedp.Navigate(url + "about.html"))
	assert.Zero(t, eval[int](b, `Object.keys(localStorage).filter((k) => k.startsWith('barnyard.keep')).length`))
}

// The example of embed.html, as it stands there, in a page of another origin; and
// an instant that was found in the window is the same one there, and back.
func TestBrowserTheExampleEmbedsAFigure(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.do(chromedp.Navigate(url + "embed.html"))
	example := eval[string](b, `document.getElementById('example').textContent`)
	require.Equal(t, 3, strings.Count(strings.TrimSpace(example), "\n")+1, "three lines")
	b.shot("embed-page")
	example = strings.ReplaceAll(example, "https://SITE", strings.TrimSuffix(url, "/"))
	b.do(chromedp.Navigate(elsewhere(t, html.UnescapeString(example), false)))
	b.until(`(ask({type: 'state'}), Object.values(answers).some((a) => a.time === '38.700 µs' && !a.seeking))`)
	state := b.arrived()
	assert.Equal(t, "38.700 µs", state["time"])
	b.shot("embedded")

	// The desktop's Model opens that link, and is in the same state.
	there := "#" + state["link"].(string)
	assert.Contains(t, there, "&t=38.7us&step=")
	desk := opened(t, there)
	assert.Empty(t, desk.Notice.Text, "another state would be told")
	text, err := desk.LinkText()
	require.NoError(t, err)
	assert.Equal(t, there, "#"+text)

	// And the other way round.
	ui.Update(desk, ui.SetVariant{Side: 0, Variant: "qpw=0/alt=userret"})
	ui.Update(desk, ui.EventBy{N: 2})
	for desk.Seeking() {
		ui.Update(desk, ui.Tick{Steps: 5000})
	}
	text, err = desk.LinkText()
	require.NoError(t, err)
	assert.Equal(t, true, b.ask(`{type: 'load', link: ` + strconv.Quote("#"+text) + `}`)["ok"])
	b.until(`(ask({type: 'state'}), Object.values(answers).some((a) => a.link === ` + strconv.Quote(text) + ` && !a.seeking))`)
	assert.NotContains(t, b.arrived()["text"], "another state")

	for message, want := range map[string]string{`{type: 'runUntil', condition: 'nonsense'}`: "until nonsense", `{type: 'mode', run: 'qpw=7'}`: "qpw", `{type: 'mode', run: 'cpus=4'}`: "cannot have", `{type: 'step', n: 0}`: "micro-steps"} {
		assert.Contains(t, b.ask(message)["problem"], want, message)
	}
	assert.Equal(t, true, b.ask(`{type: 'seek', t: '0'}`)["ok"])
	assert.Equal(t, true, b.ask(`{type: 'runUntil', condition: 'event=WorkStart cpu=3'}`)["ok"])
	b.until(`(ask({type: 'state'}), Object.values(answers).some((a) => a.seeking === false && a.notice === '' && a.time !== '0.000 µs'))`)
	assert.Equal(t, true, b.ask(`{type: 'runUntil', condition: 'stat(ALLOC_SLAB)>=100000'}`)["ok"])
	b.until(`(ask({type: 'state'}), Object.values(answers).some((a) => !a.seeking && a.notice?.startsWith('No instant at which')))`)
	assert.Equal(t, true, b.ask(`{type: 'step', n: -1}`)["ok"])
	assert.Equal(t, true, b.ask(`{type: 'mode', run: 'qpw=1'}`)["ok"])
	assert.Equal(t, "qpw=1", b.arrived()["mode"])
	b.noMistakes()
}

// opened is the state of the window after it has opened a link.
func opened(t *testing.T, text string) *ui.Model {
	t.Helper()
	l, err := link.Parse(text)
	require.NoError(t, err, text)
	m := ui.New(1280, 720)
	ui.Update(m, ui.OpenLink{Link: l})
	for m.Seeking() {
		ui.Update(m, ui.Tick{Steps: 5000})
	}
	require.True(t, m.Loaded(), m.Notice.Text)
	return m
}
