//go:build !js

package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// inFigure is the document of the page's figure.
const inFigure = `document.querySelector('iframe').contentDocument`

// clock is what the page shows as the simulated time.
const clock = `document.querySelector('.clock').textContent`

// playing says that the film runs.
const playing = `document.querySelector('[data-tell="play"]').textContent.includes('pause')`

// pressed says that the figure shows the run of a mode.
func pressed(mode string) string {
	return `(document.querySelector('[data-mode="` + mode + `"]').getAttribute('aria-pressed') === 'true')`
}

// there waits until the figure has come to where it was sent: a run has to be
// recorded up to there, which takes as long as the machine is slow.
func (b *browser) there() {
	b.t.Helper()
	b.until(`document.querySelector('.clock').getAttribute('aria-busy') === 'false'`)
}

// live waits until the figure has drawn its first frame.
func (b *browser) live(url string) {
	b.t.Helper()
	b.do(chromedp.Navigate(url))
	b.until(inFigure + `?.documentElement.classList.contains('running')`)
	b.until(clock + ` !== ''`)
}

// shot keeps a picture of the window when pictures are asked for.
func (b *browser) shot(name string) {
	b.t.Helper()
	if os.Getenv("BARNYARD_SHOTS") != "" {
		b.seen(name)
	}
}

// seen takes a picture of the window, keeps it when asked to, and decodes it.
func (b *browser) seen(name string) image.Image {
	b.t.Helper()
	ctx, cancel := b.soon()
	defer cancel()
	data, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	require.NoError(b.t, err)
	if dir := os.Getenv("BARNYARD_SHOTS"); dir != "" {
		require.NoError(b.t, os.MkdirAll(dir, 0o755))
		require.NoError(b.t, os.WriteFile(filepath.Join(dir, strings.ReplaceAll(name, "/", "-")+".png"), data, 0o644))
	}
	picture, err := png.Decode(bytes.NewReader(data))
	require.NoError(b.t, err)
	return picture
}

// act runs a statement in the page, for what it does.
func (b *browser) act(statement string) {
	b.t.Helper()
	eval[chromedp.Void](b, statement)
}

// press pushes one of the figure's buttons in the page. They are not in sight
// until the keyboard reaches them, so this is what a screen reader does.
func (b *browser) press(name string) {
	b.t.Helper()
	b.act(`document.querySelector('[data-tell="` + name + `"]').click()`)
}

// size makes the window as large, and as fine, as that of some device.
func (b *browser) size(width, height int64, scale float64, phone bool) {
	b.t.Helper()
	call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: width, Height: height, DeviceScaleFactor: scale, Mobile: phone,
	})
}

// shows waits until the middle of the figure has a colour. The figure tells its
// state before the frame that shows it is on the screen.
func (b *browser) shows(want [3]uint8, name string) {
	b.t.Helper()
	at := eval[[]float64](b, `(r => [r.x + r.width / 2, r.y + r.height / 2])(document.querySelector('iframe').getBoundingClientRect())`)
	var got [3]uint8
	for end := time.Now().Add(patience); time.Now().Before(end); {
		if got = rgb(b.seen(name).At(int(at[0]), int(at[1]))); got == want {
			return
		}
	}
	assert.Equal(b.t, want, got, "the colour in the middle of the figure")
}

func TestBrowserTextIsThereBeforeTheProgram(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	// Without script no program is ever asked for, and all of the text is there.
	b.do(chromedp.Navigate("about:blank"))
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.do(chromedp.Navigate(url + "01-test.html"))
	b.shot("no-script")
	text, err := chromedp.Run(b.ctx, chromedp.Text(chromedp.CSS("main")))
	require.NoError(t, err)
	for _, want := range []string{"A test", "Words about step one.", "Words about step four.", "How long?", "Answers"} {
		assert.Contains(t, text, want)
	}
	assert.NotContains(t, text, "event ▶▶", "controls that cannot work are not shown")
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{})
	b.do(chromedp.Navigate(url + "01-test.html"))
	b.until(inFigure + `?.documentElement.classList.contains('running')`)
	b.until(`performance.getEntriesByName('first-contentful-paint').length > 0`)
	order := eval[bool](b, `performance.getEntriesByName('first-contentful-paint')[0].startTime
		< document.querySelector('iframe').contentWindow.performance.getEntriesByType('resource').find(r => r.name.endsWith('.wasm')).startTime
		+ document.querySelector('iframe').contentWindow.performance.timeOrigin - performance.timeOrigin`)
	assert.True(t, order, "the text is painted before the program is asked for")
	b.noMistakes()
}

func TestBrowserTheFigureFollowsTheReader(t *testing.T) {
	b, url := openSeeing(t), placeholderSite(t)
	b.live(url + "01-test.html")
	b.shows(orange, "placeholder-qpw0")
	b.do(chromedp.Click(chromedp.CSS(`[data-move="1"]`)))
	b.until(clock + ` === '36 ns'`)
	b.shows(blue, "placeholder-qpw1")
	assert.Equal(t, "step 2 of 4", eval[string](b, `document.querySelector('.count').textContent`))
	b.until(`location.hash === '#two'`)

	b.do(chromedp.KeyEvent(kb.PageDown))
	b.until(`document.querySelector('.count').textContent === 'step 3 of 4'`)
	b.until(clock + ` === '0 ns'`)
	b.scrolled() // a step that comes into sight late would begin anew
	// The spoken line follows steps.
	b.until(`document.getElementById('_spoken').textContent === 'At step 0 in mode qpw=0.'`)
	// The page's buttons drive the figure, and show its state.
	b.press("step")
	b.until(clock + ` === '1 ns'`)
	b.press("qpw=1")
	b.until(pressed("qpw=1"))
	b.press("play")
	b.until(playing)
	b.shows(blue, "placeholder-driven")
	b.noMistakes()
}

// scrolled waits until nothing has scrolled for a second, which is longer than
// the page waits before it looks where it is.
func (b *browser) scrolled() {
	b.t.Helper()
	b.act(`new Promise((done) => {
		let rest = setTimeout(done, 1000);
		addEventListener('scroll', () => { clearTimeout(rest); rest = setTimeout(done, 1000); });
	})`)
}

func TestBrowserScrollingChoosesTheStep(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.size(1280, 720, 1, false)
	b.live(url + "01-test.html")
	const count = `document.querySelector('.count').textContent`
	b.act(`document.getElementById('three').scrollIntoView()`)
	b.until(count + ` === 'step 3 of 4'`)
	// A step that was asked for stays, and gives way when the reader scrolls on.
	b.do(chromedp.Click(chromedp.CSS(`[data-move="1"]`)))
	b.until(count + ` === 'step 4 of 4' && ` + clock + ` === '36 ns'`)
	b.scrolled()
	assert.Equal(t, "step 4 of 4", eval[string](b, count))
	b.act(`window.scrollTo(0, 0)`)
	b.until(count + ` === 'step 1 of 4'`)
	b.noMistakes()
}

func TestBrowserAQuestionIsAnsweredBeforeItIsExplained(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.live(url + "01-test.html#three")
	assert.Equal(t, "step 3 of 4", eval[string](b, `document.querySelector('.count').textContent`))
	assert.Equal(t, "none", eval[string](b, `getComputedStyle(document.querySelector('.ask details')).display`))
	b.do(chromedp.Click(chromedp.CSS(`.choices button:first-child`)))
	b.until(`document.querySelector('.ask output').textContent === 'No. It is longer.'`)
	b.do(chromedp.Click(chromedp.CSS(`.choices button:last-child`)))
	b.until(`document.querySelector('.ask output').textContent === 'Right. So it is. Measured: 4.7 µs.'`)
	b.noMistakes()
}

func TestBrowserTabLeavesTheCanvas(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.live(url + "01-test.html")
	b.act(inFigure + `.querySelector('canvas').focus()`)
	assert.Equal(t, "IFRAME", eval[string](b, `document.activeElement.tagName`))
	assert.Contains(t, eval[string](b, inFigure+`.activeElement.getAttribute('aria-label')`), "Tab leaves")
	b.do(chromedp.KeyEvent(kb.PageDown))
	b.until(`document.querySelector('.count').textContent === 'step 2 of 4'`)
	b.do(chromedp.KeyEvent(kb.Tab))
	b.until(`document.activeElement.tagName === 'BUTTON'`) // the next stop is the page's
	assert.Equal(t, "controls", eval[string](b, `document.activeElement.textContent`))
	b.do(chromedp.KeyEvent(kb.Enter))
	b.until(`document.querySelector('[data-tell="play"]').checkVisibility()`)
	b.shot("controls-open")
	b.noMistakes()
}

func TestBrowserNoPageIsWiderThanAPhone(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	for _, width := range []int64{360, 390} {
		b.size(width, 844, 2, true)
		for _, name := range []string{"01-test.html", "index.html", "figure.html"} {
			b.do(chromedp.Navigate(url + name))
			b.until(`document.readyState === 'complete'`)
			wide := eval[float64](b, `document.documentElement.scrollWidth`)
			assert.LessOrEqual(t, wide, float64(width), "%s at %d", name, width)
			b.shot(fmt.Sprintf("placeholder-%d-%s", width, name))
		}
	}
	b.noMistakes()
}

// A static host sets none of our headers, puts the site into some folder, and
// serves what lies there.
func TestBrowserAnyStaticHostWillDo(t *testing.T) {
	b := openSeeing(t)
	placeholder, err := placeholderPages()
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, placeholder.WriteTo(dir))
	host := httptest.NewServer(http.StripPrefix("/some/where/", http.FileServer(http.Dir(dir))))
	t.Cleanup(host.Close)
	b.live(host.URL + "/some/where/01-test.html#two")
	b.shows(blue, "static-host")
	b.do(chromedp.Click(chromedp.CSS(`.home`)))
	b.until(`document.title.startsWith('Barnyard:') && ` + clock + ` !== ''`)
	b.noMistakes()
}

var (
	orange = [3]uint8{0xe6, 0x9f, 0x00}
	blue   = [3]uint8{0x00, 0x72, 0xb2}
)

func rgb(c color.Color) [3]uint8 {
	r, g, b, _ := c.RGBA()
	return [3]uint8{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8)}
}
