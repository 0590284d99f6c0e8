//go:build !js

package main

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/cmd/web/page"
)

// Reading without a network, on a plain static host that puts the site into some
// folder, can go away, and can come back with another version. All in a browser that
// draws: in one that does not, a figure that runs makes the browser put off for a
// minute what it does when there is time, such as asking for a newer worker.

// staticHost serves a folder below /x/y/ with none of our headers.
type staticHost struct {
	mu    sync.Mutex
	dir   string
	down  bool
	asked []string
}

func (h *staticHost) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	dir, down := h.dir, h.down
	h.asked = append(h.asked, r.URL.Path)
	h.mu.Unlock()
	if down {
		panic(http.ErrAbortHandler) // the connection ends without an answer
	}
	http.StripPrefix("/x/y/", http.FileServer(http.Dir(dir))).ServeHTTP(w, r)
}

// now sets what the host serves from now on, and whether it answers at all.
func (h *staticHost) now(dir string, down bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.dir, h.down, h.asked = dir, down, nil
}

func (h *staticHost) requests() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]string(nil), h.asked...)
}

// rest waits until nobody has asked for anything for a second.
func (h *staticHost) rest() {
	for asked, end := -1, time.Now().Add(patience); asked != len(h.requests()) && time.Now().Before(end); {
		asked = len(h.requests())
		time.Sleep(time.Second)
	}
}

// writtenSite is a site of the placeholder program in a folder.
func writtenSite(t *testing.T, change func(*page.Input)) string {
	t.Helper()
	program, err := placeholderProgram()
	require.NoError(t, err)
	in := placeholderInput(program.Wasm, program)
	in.Offline = true
	change(&in)
	s, err := page.Make(in)
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, s.WriteTo(dir))
	age(t, dir)
	return dir
}

// sites is how many sites were written.
var sites atomic.Int64

// age makes each site an hour younger than the one before: hosts tell by the second
// whether a file has changed, and nobody puts two versions on one within a second.
func age(t *testing.T, dir string) {
	t.Helper()
	when := time.Now().Add(time.Duration(sites.Add(1)-1000) * time.Hour)
	require.NoError(t, filepath.WalkDir(dir, func(file string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chtimes(file, when, when)
	}))
}

func keptHost(t *testing.T) (h *staticHost, url string) {
	t.Helper()
	browserPath(t)
	h = &staticHost{dir: writtenSite(t, func(*page.Input) {})}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return h, server.URL + "/x/y/"
}

// openSmall is a tab whose figures are drawn, with few pixels to draw.
func openSmall(t *testing.T) *browser {
	t.Helper()
	b := openSeeing(t)
	if os.Getenv("BARNYARD_SHOTS") == "" {
		b.size(640, 480, 1, false)
	}
	return b
}

const (
	controlled = `Boolean(navigator.serviceWorker.controller)`
	copies     = `caches.keys().then((all) => all.filter((name) => name.startsWith('barnyard ')).length)`
	release    = `document.querySelector('meta[name="barnyard-release"]').content`
	runs       = inFigure + `?.documentElement.classList.contains('running')`
)

// kept opens a lesson and waits until the whole site is kept.
func (b *browser) kept(url string) {
	b.t.Helper()
	b.live(url + "01-test.html")
	b.until(controlled)
}

func TestBrowserReadsWithoutANetwork(t *testing.T) {
	h, url := keptHost(t)
	b := openSmall(t)
	b.kept(url)
	for _, path := range h.requests() {
		assert.NotContains(t, path, "favicon", "the page asks for nothing that it does not name")
	}
	h.now("", true)
	b.do(chromedp.Navigate("about:blank"))
	b.live(url + "01-test.html#two")
	b.shows(blue, "offline-lesson") // the figure runs
	for _, name := range []string{"", "index.html", "about.html", "figure.html", "notes.html"} {
		b.do(chromedp.Navigate(url + name))
		b.until(`document.readyState === 'complete' && document.querySelector('h1') !== null`)
	}
	assert.Equal(t, float64(1), eval[float64](b, copies))
	b.do(chromedp.Navigate(url + "about.html"))
	b.until(`document.querySelector('.offline output').textContent.startsWith('Kept in this browser: version ' + ` + release + `)`)
	b.shot("offline-about")
	// The worker is the only thing that is asked for; the host does not answer.
	for _, path := range h.requests() {
		assert.Equal(t, "/x/y/sw.js", path)
	}
}

func TestBrowserANewerVersionComesWholeAndWhenAsked(t *testing.T) {
	h, url := keptHost(t)
	b := openSmall(t)
	b.kept(url)
	first := eval[string](b, release)
	h.now(writtenSite(t, func(in *page.Input) { in.Lessons[0].Summary = "Another version." }), false)
	b.do(chromedp.Navigate(url + "01-test.html"))
	assert.Equal(t, first, eval[string](b, release), "what is kept is shown until the reader asks for the newer one")
	b.until(`document.querySelector('.notice')?.textContent.includes('A newer version')`)
	b.shot("offline-newer")
	assert.Equal(t, float64(2), eval[float64](b, copies), "it is fetched beside the old one")
	b.live(url + "01-test.html") // still the old one, whole
	assert.Equal(t, first, eval[string](b, release))
	b.until(`document.querySelector('.notice') !== null`)
	b.act(`document.querySelector('.notice button').click()`)
	b.until(`document.readyState === 'complete' && document.querySelector('.summary').textContent === 'Another version.'`)
	second := eval[string](b, release)
	assert.NotEqual(t, first, second)
	b.until(runs)
	assert.Equal(t, second, eval[string](b, inFigure+`.querySelector('meta[name="barnyard-release"]').content`))
	b.until(copies + `.then((n) => { window.copies = n; }) && window.copies === 1`)
	b.noMistakes()
}

// A host that is being changed has some files of the one and some of the other
// version: then nothing of the newer one is kept.
func TestBrowserHalfAVersionIsNotKept(t *testing.T) {
	h, url := keptHost(t)
	b := openSmall(t)
	b.kept(url)
	first := eval[string](b, release)
	half := writtenSite(t, func(in *page.Input) { in.Lessons[0].Summary = "Half a version." })
	require.NoError(t, os.WriteFile(filepath.Join(half, "notes.html"), []byte("<p>of neither version"), 0o644))
	h.now(half, false)
	const why = `document.querySelector('.offline output').textContent.includes('A newer version was not kept: ')`
	b.do(chromedp.Navigate(url + "about.html"))
	b.until(why)
	assert.True(t, eval[bool](b, `document.querySelector('.offline output').textContent.startsWith('Kept in this browser: version `+first+`')`), "and what there was is still there")
	// The page asks for the newer one once more when it has come to rest; what that
	// fetches goes as well. Chromium 148 has died twice where the host went away in
	// the middle of that.
	h.rest()
	b.until(copies + `.then((n) => { window.copies = n; }) && window.copies === 1`)
	h.now("", true)
	b.live(url + "01-test.html")
	assert.Equal(t, first, eval[string](b, release))
	assert.False(t, eval[bool](b, `document.querySelector('.notice') !== null`))
	// Whoever comes later, and was not there when it failed, is told as well.
	b.do(chromedp.Navigate(url + "about.html"))
	b.until(why)
}

func TestBrowserTheWayOut(t *testing.T) {
	h, url := keptHost(t)
	b := openSmall(t)
	b.kept(url)
	b.do(chromedp.Navigate(url + "about.html"))
	b.until(`!document.querySelector('.drop').hidden`)
	b.act(`document.querySelector('.drop').click()`)
	b.until(`document.querySelector('.offline output').textContent === 'Nothing is kept in this browser, as you asked.'`)
	assert.Equal(t, float64(0), eval[float64](b, copies))
	assert.Equal(t, float64(0), eval[float64](b, `navigator.serviceWorker.getRegistrations().then((all) => all.length)`))
	h.now(h.dir, false)
	b.do(chromedp.Navigate(url + "about.html?again")) // not what the browser has of it
	b.until(`document.readyState === 'complete'`)
	assert.Contains(t, h.requests(), "/x/y/about.html", "the host is asked again")
	// It stays so until the reader wants it otherwise.
	b.act(`new Promise((done) => setTimeout(done, 4000))`)
	assert.Equal(t, float64(0), eval[float64](b, copies))
	b.act(`document.querySelector('.keep').click()`)
	b.until(`document.querySelector('.offline output').textContent.startsWith('Kept in this browser')`)
	// So it does where the page that was loaded had not come to rest when he said so.
	b.do(chromedp.Navigate(url + "about.html"))
	b.until(`!document.querySelector('.drop').hidden`)
	b.act(`document.querySelector('.drop').click()`)
	b.act(`new Promise((done) => setTimeout(done, 5000))`)
	assert.Equal(t, "Nothing is kept in this browser, as you asked.", eval[string](b, `document.querySelector('.offline output').textContent`))
	assert.Equal(t, float64(0), eval[float64](b, copies))
	b.noMistakes()
}

// A browser that keeps nothing for anybody may not even say what there is: that is
// told like any other reason.
func TestBrowserTheRefusalToKeepIsTold(t *testing.T) {
	_, url := keptHost(t)
	b := openSmall(t)
	b.before(`{
		const no = async () => { throw new DOMException('The user denied permission to use Service Worker.', 'NotSupportedError'); };
		for (const name of ['getRegistration', 'getRegistrations', 'register']) ServiceWorkerContainer.prototype[name] = no;
	}`)
	b.do(chromedp.Navigate(url + "about.html"))
	b.until(`document.querySelector('.offline output').textContent.includes('denied permission')`)
	b.act(`document.querySelector('.keep').click()`)
	b.until(`document.querySelector('.offline output').textContent.includes('denied permission') && !document.querySelector('.keep').hidden`)
	b.noMistakes()
}

// Without any worker, too, a page and a figure of two versions do not meet.
func TestBrowserAFigureOfAnotherVersionIsTakenAway(t *testing.T) {
	h, url := keptHost(t)
	b := openSmall(t)
	other := writtenSite(t, func(in *page.Input) { in.Demo.Title = "another" })
	figure, err := os.ReadFile(filepath.Join(other, "figure.html"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(h.dir, "figure.html"), figure, 0o644))
	b.do(chromedp.Navigate(url + "01-test.html"))
	b.until(`document.querySelector('.notice')?.textContent.includes('of another version')`)
	assert.False(t, eval[bool](b, `document.querySelector('iframe') !== null`))
	assert.True(t, strings.Contains(eval[string](b, `document.querySelector('main').textContent`), "Words about step one."))
}
