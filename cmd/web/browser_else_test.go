//go:build !js

package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// strangeHost answers for some files with something else, as a network does that first
// asks who one is, a host that fails, or one that ends in the middle.
type strangeHost struct {
	http.Handler
	mu    sync.Mutex
	name  string // the beginning of the file's
	falls func(w http.ResponseWriter, whole []byte)
}

func (h *strangeHost) now(name string, falls func(http.ResponseWriter, []byte)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.name, h.falls = name, falls
}

func (h *strangeHost) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	name, falls := h.name, h.falls
	h.mu.Unlock()
	if name == "" || !strings.HasPrefix(r.URL.Path, "/"+name) {
		h.Handler.ServeHTTP(w, r)
		return
	}
	whole := httptest.NewRecorder()
	r.Header.Del("Accept-Encoding")
	h.Handler.ServeHTTP(whole, r)
	w.Header().Set("Content-Type", whole.Header().Get("Content-Type"))
	falls(w, whole.Body.Bytes())
}

func portal(w http.ResponseWriter, _ []byte) {
	fmt.Fprint(w, "<!doctype html><title>Wi-Fi</title><h1>Who are you?</h1>")
}

func failing(w http.ResponseWriter, _ []byte) { http.Error(w, "oops", http.StatusBadGateway) }

func half(w http.ResponseWriter, whole []byte) { w.Write(whole[:len(whole)/2]) }

// A script that is none is told of like one that is missing, and what came for a figure
// and is none does not stand over the still picture.
func TestBrowserSomethingElseIsTold(t *testing.T) {
	browserPath(t)
	s, err := placeholderPages()
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, s.WriteTo(dir))
	host := &strangeHost{Handler: http.FileServer(http.Dir(dir))}
	server := httptest.NewServer(host)
	t.Cleanup(server.Close)
	b := open(t)
	call(b, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
	const damaged, gone = "A part of this page arrived damaged.", "The live figure did not arrive."
	for _, c := range []struct {
		page, name string
		falls      func(http.ResponseWriter, []byte)
		want       string
	}{
		{"figure.html", "wasm_exec.", portal, damaged},
		{"figure.html", "program.", half, damaged},
		{"figure.html", "filter.", half, damaged},
		{"01-test.html", "steps.", half, damaged},
		{"01-test.html", "theme.", portal, damaged},
		{"01-test.html", "figure.html", portal, gone},
		{"01-test.html", "figure.html", failing, gone},
	} {
		host.now(c.name, c.falls)
		b.do(chromedp.Navigate(server.URL + "/" + c.page))
		b.until(`document.querySelector('.notice')`)
		assert.Equal(t, c.want, eval[string](b, `document.querySelector('.notice p').textContent`), "%s for %s", c.name, c.page)
		assert.Equal(t, 1, eval[int](b, `document.querySelectorAll('.notice').length`))
		assert.False(t, eval[bool](b, `Boolean(document.querySelector('.loading')?.checkVisibility())`), "nothing loads")
		if c.want == gone {
			assert.Zero(t, eval[int](b, `document.querySelectorAll('iframe').length`))
		}
	}
	host.now("", nil)
	b.act(`document.querySelector('.notice button').click()`)
	b.until(inFigure + `?.documentElement.classList.contains('running') && !document.querySelector('.notice')`)
}
