//go:build !js

package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	"os"
	"path"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/cmd/web/gowasm"
	"barnyard/cmd/web/site"
	"barnyard/lessons"
)

// The real site: the real lessons, the real program.

// realProgram is compiled once for all tests that need it.
var realProgram = sync.OnceValues(func() (*gowasm.Program, error) {
	root, err := gowasm.FindRoot(".", module)
	if err != nil {
		return nil, err
	}
	return gowasm.Build(context.Background(), root, "./cmd/web", &bytes.Buffer{})
})

// realPages is made once as well: every still picture in it is a run.
var realPages = sync.OnceValues(func() (*site.Site, error) {
	program, err := realProgram()
	if err != nil {
		return nil, err
	}
	all, err := lessons.All()
	if err != nil {
		return nil, err
	}
	s, err := pages(&bytes.Buffer{}, all, program)
	if err != nil {
		return nil, err
	}
	return s, s.Compress(site.Quick)
})

func realSite(t *testing.T) (url string, s *site.Site) {
	t.Helper()
	browserPath(t)
	s, err := realPages()
	require.NoError(t, err)
	return serveSite(t, s), s
}

// looks are the windows that every page has to suit. A page is opened in the first,
// and with BARNYARD_LONG=1 in all that start; another one is the one before, made
// another size.
var looks = []struct {
	name          string
	width, height int64
	scale         float64
	phone, start  bool
}{
	{"1280x720", 1280, 720, 1, false, true},
	{"800x1100", 800, 1100, 1, false, false},
	{"390x844", 390, 844, 2, true, true},
	{"360x740", 360, 740, 2, true, false},
}

// Each start of the program takes seconds, so what needs no start of its own
// shares one.
func TestBrowserEveryPageInEveryLook(t *testing.T) {
	url, s := realSite(t)
	b := open(t)
	for _, f := range s.Files() {
		if path.Ext(f.Name) != ".html" || !oneOfTheLessons(f.Name) {
			continue
		}
		for i, look := range looks {
			start := i == 0 || look.start && (long() || f.Name == "index.html")
			if start {
				b.do(chromedp.Navigate("about:blank"))
			}
			b.size(look.width, look.height, look.scale, look.phone)
			if start {
				b.page(url, f.Name)
			}
			if !look.phone { // a phone shows a page that is too wide smaller
				b.until(fmt.Sprintf(`innerWidth === %d`, look.width))
			}
			for _, theme := range themesOf(i) {
				b.theme(theme)
				wide := eval[float64](b, `document.documentElement.scrollWidth`)
				assert.LessOrEqual(t, wide, float64(look.width), "%s at %s is wider than the window", f.Name, look.name)
				b.shot(fmt.Sprintf("site-%s-%s-%s", strings.TrimSuffix(f.Name, ".html"), look.name, theme))
			}
		}
		b.reflows(f.Name)
	}
	b.noMistakes()
}

// themesOf is both themes; where no picture is taken, each in its turn.
func themesOf(turn int) []string {
	both := []string{"dark", "light"}
	if long() || os.Getenv("BARNYARD_SHOTS") != "" {
		return both
	}
	return both[turn%2:][:1]
}

// theme makes the system wish for a dark or a light theme.
func (b *browser) theme(name string) {
	b.t.Helper()
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
	})
	b.until(`matchMedia('(prefers-color-scheme: ` + name + `)').matches`)
}

func TestBrowserTheProgramDrawsAndAnswers(t *testing.T) {
	url, _ := realSite(t)
	b := openSeeing(t)
	b.size(1280, 720, 1, false)
	b.live(url + "08-reaching-into-another-cpu.html")
	b.calm()
	queued := b.figure("real-qpw0", nil)
	assert.Greater(t, colours(queued), 300, "letters with smooth edges, cells, spans: not a blank canvas")
	b.until(pressed("qpw=0"))

	b.press("qpw=1")
	b.until(pressed("qpw=1"))
	b.there()
	b.figure("real-qpw1", queued)

	before := eval[string](b, clock)
	b.press("event")
	b.until(clock + ` !== '` + before + `'`)
	b.until(`document.getElementById('_spoken').textContent.includes('CPU 3: ')`)

	b.act(inFigure + `.querySelector('canvas').focus()`)
	b.do(chromedp.KeyEvent("m"))
	b.until(pressed("qpw=0"))
	b.do(chromedp.KeyEvent(kb.Tab))
	b.until(`document.activeElement.tagName === 'BUTTON'`) // Tab leaves the canvas
	b.noMistakes()
}

// calm stops the film, so that one picture can be compared with another, once
// the figure is where it was sent.
func (b *browser) calm() {
	b.t.Helper()
	b.there()
	if eval[bool](b, playing) {
		b.press("play")
		b.until(`!` + playing)
	}
}

// figure is the part of the window in which the figure is, once it has come to
// rest: two looks in a row see the same. It must not be what it was before.
func (b *browser) figure(name string, before *image.RGBA) *image.RGBA {
	b.t.Helper()
	at := eval[[]int](b, `(r => [r.left, r.top, r.right, r.bottom].map(Math.round))(document.querySelector('iframe').getBoundingClientRect())`)
	var last *image.RGBA
	for end := time.Now().Add(patience); time.Now().Before(end); {
		part := image.NewRGBA(image.Rect(0, 0, at[2]-at[0], at[3]-at[1]))
		draw.Draw(part, part.Bounds(), b.seen(name), image.Pt(at[0], at[1]), draw.Src)
		changed := before == nil || !bytes.Equal(before.Pix, part.Pix)
		if last != nil && bytes.Equal(last.Pix, part.Pix) && changed {
			return part
		}
		last = part
	}
	b.t.Fatal("the picture does not change, or does not come to rest")
	return nil
}

func colours(m *image.RGBA) int {
	seen := map[[4]uint8]bool{}
	for i := 0; i < len(m.Pix); i += 4 {
		seen[[4]uint8(m.Pix[i:i+4])] = true
	}
	return len(seen)
}

// page opens a page and waits for its figure, wherever that is.
func (b *browser) page(url, name string) {
	b.t.Helper()
	b.do(chromedp.Navigate(url + name))
	b.until(`document.readyState === 'complete'`)
	switch {
	case name == "notes.html":
		b.until(`document.querySelector('.clock-now').textContent !== ''`)
	case name == "figure.html":
		b.until(`document.documentElement.classList.contains('running')`)
	case eval[bool](b, `document.querySelector('[data-figure]') !== null`):
		b.live(url + name)
	}
}

// oneOfTheLessons leaves out most lessons, which are all made alike; all of them
// are looked at with BARNYARD_LONG=1.
func oneOfTheLessons(name string) bool {
	return !aLesson(name) || strings.HasPrefix(name, "08-") || long()
}
