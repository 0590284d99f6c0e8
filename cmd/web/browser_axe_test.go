//go:build !js

package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Every page is looked at by axe-core, which knows what people with screen
// readers and keyboards stumble over. It comes from npm, by its exact version
// and the hash of its package, into the user's cache; nothing of it is in this
// repository or in the site. BARNYARD_AXE=1 says that it must be there.
const (
	axePackage   = "axe-core@4.14.1"
	axeIntegrity = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
)

// axeSource is the script, fetched once.
var axeSource = sync.OnceValues(func() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(cache, "barnyard", axePackage)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	kept, _ := filepath.Glob(filepath.Join(dir, "*.tgz"))
	if len(kept) == 0 {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		npm := exec.CommandContext(ctx, "npm", "pack", "--silent", axePackage)
		npm.Dir = dir
		if out, err := npm.CombinedOutput(); err != nil {
			return "", fmt.Errorf("npm pack %s: %w: %s", axePackage, err, out)
		}
		kept, _ = filepath.Glob(filepath.Join(dir, "*.tgz"))
	}
	if len(kept) != 1 {
		return "", fmt.Errorf("%s: expected one .tgz, found %d", dir, len(kept))
	}
	packed, err := os.ReadFile(kept[0])
	if err != nil {
		return "", err
	}
	if sum := sha512.Sum512(packed); base64.StdEncoding.EncodeToString(sum[:]) != axeIntegrity {
		return "", fmt.Errorf("%s: it is not the package whose hash is known here", kept[0])
	}
	return fileOfPackage(packed, "package/axe.min.js")
})

func fileOfPackage(packed []byte, name string) (string, error) {
	plain, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return "", err
	}
	for files := tar.NewReader(plain); ; {
		h, err := files.Next()
		if err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		if h.Name == name {
			body, err := io.ReadAll(files)
			return string(body), err
		}
	}
}

func axe(t *testing.T) string {
	t.Helper()
	source, err := axeSource()
	if err != nil && os.Getenv("BARNYARD_AXE") != "1" {
		t.Skipf("axe-core is not to be had: %v", err)
	}
	require.NoError(t, err)
	return source
}

// violations is what axe-core finds in the page as it is, a line each.
func (b *browser) violations(source string) []string {
	b.t.Helper()
	b.act("if (!self.axe) {" + source + "} 0")
	return eval[[]string](b, `axe.run(document, { iframes: false, resultTypes: ['violations'] }).then(({ violations }) =>
		violations.flatMap(v => v.nodes.map(n => v.id + ': ' + n.target.join(' ') + ': ' + (n.failureSummary ?? '').replace(/\s+/g, ' '))))`)
}

// openAll opens whatever can be: what is closed is in nobody's way, and is not
// looked at.
const openAll = `(() => {
	for (const d of document.querySelectorAll('details')) d.open = true;
	for (const b of document.querySelectorAll('.texts [aria-expanded="false"]')) b.click();
})()`

func TestBrowserAxeFindsNothing(t *testing.T) {
	browserPath(t)
	source := axe(t)
	url, s := realSite(t)
	b := open(t)
	seen := 0
	for _, f := range s.Files() {
		if path.Ext(f.Name) != ".html" || !everyThird(f.Name) {
			continue
		}
		b.withoutProgram(f.Name)
		b.do(chromedp.Navigate(url + f.Name))
		b.until(`document.readyState === 'complete'`)
		b.act(openAll)
		for i, look := range axeLooks {
			if aLesson(f.Name) && seen%2 != i && !long() {
				continue
			}
			b.size(look.width, 800, 1, look.width < 500)
			b.theme(look.theme)
			assert.Empty(t, b.violations(source), "%s, %d wide, %s", f.Name, look.width, look.theme)
		}
		seen++
	}
	assert.GreaterOrEqual(t, seen, 6)
	t.Logf("%s: %d pages, wide and dark, narrow and light; a third of the lessons, in turn, with BARNYARD_LONG=1 all in both", axePackage, seen)
}

// axeLooks are the looks in which axe-core sees a page. The pages of the lessons
// are made alike, so each has one of them.
var axeLooks = []struct {
	width int64
	theme string
}{{1280, "dark"}, {360, "light"}}

// aLesson says whether a page is one of the lessons.
func aLesson(name string) bool { return name[0] >= '0' && name[0] <= '9' }

// everyThird leaves out two lessons of three, which are all made alike; all of them
// are looked at with BARNYARD_LONG=1.
func everyThird(name string) bool {
	return !aLesson(name) || (int(name[0]-'0')*10+int(name[1]-'0'))%3 == 2 || long()
}

// withoutProgram keeps the program away from a lesson whose page alone is looked at: to
// start it takes longer than all that is done there.
func (b *browser) withoutProgram(name string) {
	b.t.Helper()
	var blocked []*network.BlockPattern
	if aLesson(name) {
		blocked = append(blocked, &network.BlockPattern{URLPattern: "*://*:*/*.wasm", Block: true})
	}
	call(b, network.SetBlockedURLs, network.SetBlockedURLsParams{URLPatterns: blocked})
}

// A page that lives: the texts are filled, and the figure is looked at inside.
func TestBrowserAxeFindsNothingInALivingLesson(t *testing.T) {
	browserPath(t)
	source := axe(t)
	url, _ := realSite(t)
	b := open(t)
	b.live(url + "10-take-the-lock-instead.html")
	b.there()
	for _, panel := range []string{"hands", "listing", "events", "stats"} {
		b.act(`document.querySelector('[data-panel="` + panel + `"]').click()`)
		b.until(`document.querySelector('#_panel-` + panel + `').textContent.length > 200`)
		assert.Empty(t, b.violations(source), panel)
	}
	b.do(chromedp.Navigate(url + "figure.html"))
	b.until(`document.documentElement.classList.contains('running')`)
	assert.Empty(t, b.violations(source), "the figure that runs")
	b.act(`document.querySelector('canvas').dispatchEvent(new Event('webglcontextlost'))`)
	b.noMistakes()
}

// What can be pressed is large enough for a finger, on a phone.
func TestBrowserTargetsAreLargeEnough(t *testing.T) {
	url, s := realSite(t)
	b := open(t)
	b.size(360, 800, 2, true)
	call(b, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true})
	for _, f := range s.Files() {
		if path.Ext(f.Name) != ".html" {
			continue
		}
		b.withoutProgram(f.Name)
		b.do(chromedp.Navigate(url + f.Name))
		b.until(`document.readyState === 'complete'`)
		b.act(openAll)
		small := eval[[]string](b, `[...document.querySelectorAll('a, button, summary, input, select, textarea')]
			.filter(e => e.checkVisibility() && !e.closest('.skip, p:not(.ways), li, td, dt, dd, h2, .summary, .facts, .cover, .term'))
			.map(e => [e, e.getBoundingClientRect()])
			.filter(([, r]) => r.width > 0 && (r.width < 24 || r.height < 24))
			.map(([e, r]) => e.outerHTML.slice(0, 80) + ' ' + Math.round(r.width) + '×' + Math.round(r.height))`)
		assert.Empty(t, small, f.Name)
		wide := eval[float64](b, `document.documentElement.scrollWidth`)
		assert.LessOrEqual(t, wide, 360.0, f.Name)
		b.shot("open-360-" + strings.TrimSuffix(f.Name, ".html"))
	}
}
