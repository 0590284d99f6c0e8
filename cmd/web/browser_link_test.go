//go:build !js

package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// badLinks are the links that must be refused: those of package link.
func badLinks(t *testing.T) []string {
	t.Helper()
	file, err := os.ReadFile("../../viz/link/testdata/bad.txt")
	require.NoError(t, err)
	repeat := regexp.MustCompile(`\{([^{}]*)\*(\d+)\}`)
	var out []string
	for line := range strings.Lines(string(file)) {
		quoted, _, _ := strings.Cut(line, "\t")
		if text, err := strconv.Unquote(quoted); err == nil && text != "" {
			out = append(out, repeat.ReplaceAllStringFunc(text, func(s string) string {
				part := repeat.FindStringSubmatch(s)
				n, _ := strconv.Atoi(part[2])
				return strings.Repeat(part[1], n)
			}))
		}
	}
	return out
}

// logged serves a site with a list of what was asked for.
type logged struct {
	mu    sync.Mutex
	asked []string
}

func (l *logged) serve(t *testing.T, dir string) string {
	files := http.FileServer(http.Dir(dir))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l.mu.Lock()
		l.asked = append(l.asked, r.RequestURI)
		l.mu.Unlock()
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/"
}

// A link that is damaged or means harm ends in a sentence that can be sent away,
// over the scenario that is there when nobody asked for any. Nothing of it goes to
// the server, nothing of it runs.
func TestBrowserBadLinks(t *testing.T) {
	browserPath(t)
	s, err := realPages()
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, s.WriteTo(dir))
	log := &logged{}
	url := log.serve(t, dir)
	b := open(t)
	all := badLinks(t)
	require.GreaterOrEqual(t, len(all), 120)
	const demo = "Shrink a cache under a polling loop"
	// The demo that is shown instead must not play over what is told.
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}},
	})
	b.do(chromedp.Navigate(url + "figure.html#" + strings.ReplaceAll(all[0], "%", "%25")))
	b.until(twin + `.includes('the link begins with')`)
	b.act(`self.pwned = 0; self.alert = () => { self.pwned++; }; addEventListener('securitypolicyviolation', () => { self.pwned++; })`)
	refused := 1
	for i, bad := range all {
		if i%12 != 0 && !long() {
			continue
		}
		b.act(`location.hash = '#v=1&s=alloc-burst&t=2us'`)
		b.until(twin + `.startsWith('960 allocations')`)
		t.Logf("%.80q", bad) // the last one is the one that was waited for
		b.act(`location.hash = ` + strconv.Quote("#"+bad))
		b.until(twin + `.startsWith('` + demo + `') && /the link|the address|replay string|setting|choice/i.test(` + twin + `)`)
		refused++
	}
	t.Logf("%d links were refused", refused)
	b.shot("bad-link")
	b.do(chromedp.Click(chromedp.CSS("canvas")), chromedp.KeyEvent(kb.Escape))
	b.until(`!/expected/.test(` + twin + `)`)
	assert.Zero(t, eval[int](b, `self.pwned`))
	assert.Equal(t, "{}", eval[string](b, `JSON.stringify({}.polluted === undefined ? {} : 1)`))
	log.mu.Lock()
	defer log.mu.Unlock()
	for _, path := range log.asked {
		_, err := os.Stat(filepath.Join(dir, path))
		assert.NoError(t, err, "asked for %.80q", path)
	}
	b.noMistakes()
}

// The address follows the figure, seldom enough for every browser, and without a
// new entry in the history: Back leaves the figure.
func TestBrowserTheAddressFollowsTheFigure(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.do(chromedp.Navigate(url + "about.html"))
	b.do(chromedp.Navigate(url + "figure.html#v=1&theme=light"))
	b.until(twin + ` === 'At step 0 in mode qpw=0.'`)
	assert.Equal(t, "#v=1&theme=light", eval[string](b, `location.hash`), "until something has changed")
	entries := eval[int](b, `history.length`)
	b.act(`self.calls = []; const real = history.replaceState; history.replaceState = function (...a) { calls.push([performance.now(), a[2], self.refuse]); if (self.refuse) throw new DOMException('too often', 'SecurityError'); return real.apply(this, a); }`)
	b.act(`self.scrub = setInterval(() => barnyard.message('step'), 20)`)
	time.Sleep(11 * time.Second)
	b.act(`self.refuse = true`)
	time.Sleep(time.Second)
	b.act(`clearInterval(scrub)`) // the last change is refused, and nothing moves any more
	time.Sleep(time.Second)
	b.act(`self.refuse = false`)
	b.until(`location.hash.includes('&t=' + document.getElementById('_twin').textContent.match(/\d+/)[0] + 'ns')`)
	assert.True(t, eval[bool](b, `calls.length > 5`))
	assert.True(t, eval[bool](b, `calls.every(([at], i) => calls.filter(([other]) => other >= at && other < at + 10000).length <= 30)`), "at most 30 in ten seconds")
	assert.True(t, eval[bool](b, `calls.every(([, url], i) => i === 0 || calls[i - 1][2] || url !== calls[i - 1][1])`), "none twice")
	assert.Contains(t, eval[string](b, `location.hash`), "&theme=light", "the page's own parts stay")
	assert.Equal(t, entries, eval[int](b, `history.length`))
	b.noMistakes()
	here := eval[string](b, `location.href`)
	b.act(`void setTimeout(() => history.back(), 0)`)
	b.until(`location.pathname.endsWith('about.html')`)
	b.do(chromedp.Navigate(here))
	b.until(twin + `.startsWith('At step ')`)
	assert.Contains(t, here, "&t="+regexp.MustCompile(`\d+`).FindString(eval[string](b, twin))+"ns", "and it leads back")
}

// A lesson's page opens a link to an instant of one of its steps.
func TestBrowserALessonOpensALink(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.live(url + "01-test.html#v=1&lesson=test/three&text=seed%205&run=qpw=1&t=41ns")
	b.until(clock + ` === '41 ns'`)
	assert.Equal(t, "step 3 of 4", eval[string](b, `document.querySelector('.count').textContent`))
	assert.Contains(t, eval[string](b, `location.hash`), "t=41ns")
	b.act(`location.hash = '#v=1&lesson=test/three&text=seed%206&t=43ns'`)
	b.until(clock + ` === '43 ns'`)
	b.act(`document.querySelector('[data-move="1"]').click()`)
	b.until(clock + ` === '36 ns' && location.hash === '#four'`)
	b.noMistakes()
}
