//go:build !js

package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The figure's page alone is where the program can be made to fail: it is
// reached through the frame, as the page reaches it.

const card = inFigure + `.getElementById('_card')`

// tell sends a command as the page's buttons do.
func (b *browser) tell(name string) {
	b.t.Helper()
	b.act(`document.querySelector('iframe').contentWindow.postMessage({barnyard: 1, type: 'msg', name: '` + name + `'}, location.origin)`)
}

func TestBrowserEveryEndShowsTheCard(t *testing.T) {
	for how, words := range map[string]string{"panic": "the barn is on fire", "exit": "It gave no reason."} {
		t.Run(how, func(t *testing.T) {
			b, url := openSeeing(t), placeholderSite(t)
			b.live(url + "01-test.html#two")
			b.tell("step")
			b.until(clock + ` === '37 ns'`)
			b.tell(how)
			b.until(`!` + card + `.hidden`)
			assert.Equal(t, "The program stopped", eval[string](b, card+`.querySelector('.title').textContent`))
			assert.Contains(t, eval[string](b, card+`.querySelector('.where').textContent`), "37 ns, qpw=1")
			assert.Contains(t, eval[string](b, card+`.querySelector('.detail').textContent`), words)
			b.shot("card-" + how)

			b.act(card + `.querySelector('.again').click()`)
			b.until(card + `.hidden && ` + inFigure + `.querySelectorAll('canvas').length === 1`)
			b.until(`!document.querySelector('[data-tell="step"]').disabled`)
			b.tell("step")
			b.until(clock + ` === '38 ns'`)
			b.shows(blue, "card-"+how+"-again")
		})
	}
}

// loseSurface does what a driver does that is reset.
func (b *browser) loseSurface() {
	b.t.Helper()
	b.act(inFigure + `.querySelector('canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()`)
}

// freshLosses makes the losses so far happen now, so that all are within a
// minute however long the machine took.
func (b *browser) freshLosses(want int) {
	b.t.Helper()
	const noted = `JSON.parse(sessionStorage.getItem('barnyard.lost') ?? '[]')`
	assert.Equal(b.t, want, eval[int](b, noted+`.length`), "losses noted")
	b.act(`sessionStorage.setItem('barnyard.lost', JSON.stringify(` + noted + `.map(() => Date.now())))`)
}

func TestBrowserALostSurfaceIsReplacedInPlace(t *testing.T) {
	b, url := openSeeing(t), placeholderSite(t)
	b.live(url + "01-test.html#two")
	b.tell("step")
	b.until(clock + ` === '37 ns'`)
	b.act(inFigure + `.defaultView.mark = 1`)
	for i := range 3 {
		b.act(inFigure + `.querySelector('canvas').id = 'old'`)
		b.freshLosses(i)
		b.loseSurface()
		b.until(inFigure + `.querySelector('canvas:not(#old)') !== null && ` + inFigure + `.querySelectorAll('canvas').length === 1`)
		// The next step is the one after, not the first of a new run.
		b.tell("step")
		b.until(fmt.Sprintf("%s === '%d ns'", clock, 38+i))
	}
	assert.Equal(t, 1.0, eval[float64](b, inFigure+`.defaultView.mark`), "nothing was reloaded")
	b.shows(blue, "context-back")
	// The fourth loss within a minute is not answered with another attempt.
	b.freshLosses(3)
	b.loseSurface()
	b.until(`!` + card + `.hidden`)
	assert.Equal(t, "The graphics system keeps failing", eval[string](b, card+`.querySelector('.title').textContent`))
	assert.Equal(t, 1.0, eval[float64](b, inFigure+`.defaultView.mark`), "still nothing was reloaded")
}

// A figure that nobody sees has no use for its surface, which may have been taken for
// one that somebody sees: it comes back when it is scrolled to, or this site's page
// around it wants something. What a hand brings back by scrolling is not counted, so
// that all figures of a page do come back.
func TestBrowserALostSurfaceOutOfSightWaits(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.embed(url, "figure.html#v=1&cover=none&text=seed%203")
	b.until(`heard.includes('ready')`)
	b.act(`document.body.append(Object.assign(document.createElement('div'), { style: 'height: 5000px' }))`)
	const scroll = `scrollTo(0, 0)`
	counted := 0
	for _, wake := range []string{scroll, scroll, scroll, `ask({type: 'msg', name: 'step'})`, scroll} {
		b.act(`scrollTo(0, 5000)`)
		b.until(`scrollY > 2000 && ` + inFigure + `.querySelector('canvas')`)
		time.Sleep(100 * time.Millisecond) // a frame that knows it
		b.act(`heard.length = 0`)
		b.loseSurface()
		b.until(inFigure + `.querySelector('canvas') === null`)
		time.Sleep(300 * time.Millisecond)
		assert.NotContains(t, eval[[]string](b, `heard`), "ready", "it waits")
		b.act(wake)
		b.until(`heard.includes('ready') && ` + inFigure + `.querySelector('canvas')`)
		if wake != scroll {
			counted++
		}
		b.freshLosses(counted)
	}
	b.noMistakes()
}

// An instance that does not stop in time is left behind. When it ends after all
// it must not take the canvas of the new one along.
func TestBrowserALateEndDisturbsNobody(t *testing.T) {
	b, url := openSeeing(t), placeholderSite(t)
	b.live(url + "01-test.html#two")
	b.tell("slow")
	b.tell("step")
	b.until(clock + ` === '37 ns'`)
	b.hearReady()
	b.loseSurface()
	b.until(ready)
	b.until(inFigure + `.defaultView.ended === true`)
	b.tell("step")
	b.until(clock + ` === '38 ns'`)
	assert.Equal(t, 1, eval[int](b, inFigure+`.querySelectorAll('canvas').length`))
	assert.True(t, eval[bool](b, card+`.hidden`))
	b.shows(blue, "late-end")
	b.noMistakes()
}

func TestBrowserANewScaleDrawsSharply(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.size(1280, 720, 1, false)
	b.live(url + "01-test.html#two")
	width := eval[int](b, inFigure+`.querySelector('canvas').width`)
	b.size(1280, 720, 2, false)
	b.until(fmt.Sprintf("%s.querySelector('canvas')?.width === %d", inFigure, 2*width))
	b.until(clock + ` === '36 ns'`)
	b.noMistakes()
}

func TestBrowserADamagedProgramIsTold(t *testing.T) {
	b := open(t)
	program, err := placeholderProgram()
	require.NoError(t, err)
	damaged, err := makeAround(program.Wasm[:len(program.Wasm)/2], program)
	require.NoError(t, err)
	b.do(chromedp.Navigate(serveSite(t, damaged) + "01-test.html"))
	b.until(inFigure + ` && ` + card + ` && !` + card + `.hidden`)
	assert.Equal(t, "The download of the program is damaged", eval[string](b, card+`.querySelector('.title').textContent`))
	assert.True(t, eval[bool](b, `document.querySelector('.prose').innerText.includes('Words about step one.')`), "the text is there all the same")
	b.shot("card-damaged")
}

// A script or a style sheet that does not come is told of, in every kind of page, also
// to the page around; and the way on is there.
func TestBrowserAMissingPartIsTold(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	for page, parts := range map[string][]string{
		"figure.html": {"bridge", "figure", "wasm_exec", "theme"}, "01-test.html": {"steps", "lesson", "site", "early"}, "about.html": {"early", "page"},
	} {
		for _, part := range parts {
			b.lacks(part)
			b.do(chromedp.Navigate(url + page))
			b.until(`document.querySelector('.notice')`)
			assert.Equal(t, "A part of this page did not arrive.", eval[string](b, `document.querySelector('.notice p').textContent`), "%s without %s", page, part)
			assert.Equal(t, 1, eval[int](b, `document.querySelectorAll('.notice').length`))
			assert.False(t, eval[bool](b, `Boolean(document.querySelector('.loading')?.checkVisibility())`), "nothing loads")
		}
	}
	b.lacks("bridge")
	b.embed(url, "figure.html#v=1&embed=1")
	b.until(`heard.includes('crash')`)
	b.lacks()
	b.act(inFigure + `.querySelector('.notice button').click()`)
	b.until(`heard.includes('ready') && !` + inFigure + `.querySelector('.notice')`)
}

// lacks keeps files from arriving, scripts and style sheets, by the beginnings of their names.
func (b *browser) lacks(names ...string) {
	b.t.Helper()
	blocked := []*network.BlockPattern{}
	for _, name := range names {
		blocked = append(blocked, &network.BlockPattern{URLPattern: "*://*:*/" + name + "*.*s", Block: true})
	}
	call(b, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
	call(b, network.SetBlockedURLs, network.SetBlockedURLsParams{URLPatterns: blocked})
}

// Under a sandbox that is too narrow none of the page's files come, and no script that
// could tell of it: words that a style sheet hides do.
func TestBrowserABarePageSaysWhy(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	const seen = `document.querySelector('.bare').checkVisibility()`
	b.do(chromedp.Navigate(url + "figure.html"))
	b.until(`document.readyState === 'complete'`)
	assert.False(t, eval[bool](b, seen))
	b.lacks("")
	b.do(chromedp.Navigate(url + "figure.html"))
	b.until(`document.readyState === 'complete'`)
	assert.True(t, eval[bool](b, seen))
	assert.Contains(t, eval[string](b, `document.querySelector('.bare').innerText`), "needs allow-scripts allow-same-origin")
}
