//go:build !js

package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/cmd/web/site"
)

// Faults of a browser, one after another: after each there is a picture or a card,
// never a blank page, and what was there before is there again. A few states in
// CI, all with BARNYARD_LONG=1.

// spoiled serves a site, but the program as a test wants it.
func spoiled(t *testing.T, s *site.Site, wasm func(w http.ResponseWriter, body []byte)) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f := s.Get(strings.TrimPrefix(r.URL.Path, "/"))
		switch {
		case f == nil:
			http.NotFound(w, r)
		case strings.HasSuffix(f.Name, ".wasm"):
			wasm(w, bytes.Clone(f.Body))
		default:
			w.Header().Set("Content-Type", f.Type)
			_, _ = w.Write(f.Body)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL + "/"
}

// send is a body as it is.
func send(w http.ResponseWriter, body []byte) { _, _ = w.Write(body) }

// What can go wrong before the program runs, and what is said then; nothing where
// it runs all the same.
func TestBrowserFaultsOfTheStart(t *testing.T) {
	browserPath(t)
	s, err := placeholderPages()
	require.NoError(t, err)
	const damaged, not = "The download of the program is damaged", "The program could not be loaded"
	for name, c := range map[string]struct {
		wasm   func(w http.ResponseWriter, body []byte)
		script string
		want   string
	}{
		"404":       {func(w http.ResponseWriter, _ []byte) { w.WriteHeader(http.StatusNotFound) }, "", not},
		"truncated": {func(w http.ResponseWriter, body []byte) { send(w, body[:len(body)/2]) }, "", damaged},
		"flipped":   {func(w http.ResponseWriter, body []byte) { body[len(body)-9] ^= 4; send(w, body) }, "", damaged},
		"longer":    {func(w http.ResponseWriter, body []byte) { send(w, append(body, 0, 1, 0)) }, "", damaged},
		"cut off": {func(w http.ResponseWriter, body []byte) {
			w.Header().Set("Content-Length", fmt.Sprint(len(body)))
			send(w, body[:1<<20])
			panic(http.ErrAbortHandler)
		}, "", not},
		"wrong type": {func(w http.ResponseWriter, body []byte) { w.Header().Set("Content-Type", "text/plain"); send(w, body) }, "", ""},
		"no wasm":    {send, `WebAssembly.compileStreaming = () => Promise.reject(new WebAssembly.CompileError('refused by the policy'))`, damaged},
		"no memory":  {send, `WebAssembly.instantiate = () => Promise.reject(new RangeError('could not allocate memory'))`, not},
		"no WebGL":   {send, `HTMLCanvasElement.prototype.getContext = () => null`, "This browser does not draw the figure"},
		"offline":    {send, `window.fetch = () => Promise.reject(new TypeError('Failed to fetch'))`, not},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t)
			if c.script != "" {
				call(b, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: c.script})
			}
			b.do(chromedp.Navigate(spoiled(t, s, c.wasm) + "figure.html#v=1&text=seed%204&t=5ns"))
			if c.want == "" {
				b.until(twin + `.startsWith('At step 5')`)
				return
			}
			b.until(alone + ` && !` + alone + `.hidden`)
			assert.Equal(t, c.want, eval[string](b, alone+`.querySelector('.title').textContent`))
			assert.Contains(t, eval[string](b, `location.hash`), "seed%204", "the scenario is not lost")
			b.shot("fault-" + name)
		})
	}
}

// faults of a figure that runs. Each is followed by a look at what is there.
var faults = []struct {
	name string
	make func(b *browser)
	card bool // the program has ended, and is told to go on
}{
	{"surface lost", func(b *browser) {
		b.act(`document.querySelector('canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()`)
	}, false},
	{"panic in Update", func(b *browser) { b.act(`barnyard.message('panic')`) }, true},
	{"panic in a callback", func(b *browser) { b.act(`setTimeout(() => barnyard.message('callback'))`) }, true},
	{"exit 0", func(b *browser) { b.act(`barnyard.message('exit')`) }, true},
	{"hidden", func(b *browser) {
		b.act(`Object.defineProperty(document, 'hidden', { value: true, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))`)
	}, false},
	{"sizes", func(b *browser) {
		for i := range int64(10) {
			b.size(300+i*100, 200+(i%3)*200, 1, false)
		}
		b.size(1280, 720, 1, false)
	}, false},
	{"no size", func(b *browser) {
		b.act(`document.body.style.display = 'none'`)
		time.Sleep(200 * time.Millisecond)
		b.act(`document.body.style.display = ''`)
	}, false},
	{"finer pixels", func(b *browser) {
		b.size(1280, 720, 2, false)
		b.size(1280, 720, 3, false)
		b.size(1280, 720, 1, false)
	}, false},
	{"a day on and back", func(b *browser) {
		b.act(`const now = Date.now; Date.now = () => now() + 86400000; Date.now = () => now() - 86400000`)
	}, false},
	{"reload", func(b *browser) { b.do(chromedp.Reload()) }, false},
	{"away and back", func(b *browser) {
		b.act(`history.pushState(null, '', location.href)`)
		b.do(chromedp.Navigate("about:blank"))
		b.act(`void setTimeout(() => history.back(), 0)`)
		b.until(`location.pathname.endsWith('figure.html')`)
	}, false},
	{"storage emptied", func(b *browser) { b.act(`localStorage.clear(); sessionStorage.clear()`) }, false},
	{"another tab", func(b *browser) {
		tab, done := b.tab()
		defer done()
		tab.do(chromedp.Navigate(eval[string](b, `location.href.replace(/#.*/, '#v=1&text=seed%2077&t=3ns')`)))
		tab.until(twin + `.startsWith('At step 3')`)
	}, false},
	// The last one: what emulates it brings no more frames afterwards.
	{"frozen", func(b *browser) {
		call(b, page.SetWebLifecycleState, page.SetWebLifecycleStateParams{State: page.SetWebLifecycleStateStateFrozen})
		time.Sleep(300 * time.Millisecond)
		call(b, page.SetWebLifecycleState, page.SetWebLifecycleStateParams{State: page.SetWebLifecycleStateStateActive})
	}, false},
}

func TestBrowserFaultsOfARunningFigure(t *testing.T) {
	states := []string{"paused"}
	if long() {
		states = []string{"fresh", "playing", "paused"}
	}
	for _, state := range states {
		b, url := open(t), placeholderSite(t)
		b.size(1280, 720, 1, false)
		b.do(chromedp.Navigate(url + "figure.html#v=1&text=seed%204&run=qpw=1"))
		b.until(`document.documentElement.classList.contains('running') && ` + twin + `.startsWith('At step 0')`)
		want := 0
		for _, fault := range faults {
			t.Run(state+"/"+fault.name, func(t *testing.T) {
				switch state {
				case "paused":
					want++
					b.act(`barnyard.message('step')`)
				case "playing":
					b.act(`barnyard.do('play', '')`)
				}
				time.Sleep(700 * time.Millisecond) // until it is kept, and in the address
				fault.make(b)
				if fault.card {
					b.until(`!` + alone + `.hidden`)
					b.act(alone + `.querySelector('.again').click()`)
				}
				b.until(`document.querySelectorAll('canvas').length === 1 && document.documentElement.classList.contains('running')`)
				b.act(`sessionStorage.setItem('barnyard.lost', '[]')`) // each fault is the first
				b.act(`globalThis.barnyard?.do?.('pause', '')`)
				b.until(fmt.Sprintf(`%s.startsWith('At step %d in mode qpw=1.') && %s.hidden`, twin, want, alone))
				b.until(`document.querySelector('textarea').value.startsWith('seed 4')`)
			})
		}
	}
}
