//go:build !js

package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Another scale of the screen, as by zooming, makes the program start again.
// The real program has to find its place again: time, mode, and at rest.
func TestBrowserANewScaleKeepsThePlace(t *testing.T) {
	url, _ := realSite(t)
	b := openSeeing(t)
	b.size(1280, 720, 1, false)
	b.live(url + "10-take-the-lock-instead.html#one-place-two-locks")
	b.until(pressed("qpw=1"))
	// On a slow machine the jump to 36 µs is still under way here.
	b.press("qpw=0")
	b.until(pressed("qpw=0"))
	b.calm()
	before := eval[string](b, clock)
	assert.GreaterOrEqual(t, eval[float64](b, `parseFloat(`+clock+`)`), 36.0, "the other mode goes to the same place")
	b.hearReady()
	b.size(1280, 720, 2, false)
	b.until(ready)
	b.there()
	assert.Equal(t, before, eval[string](b, clock))
	assert.True(t, eval[bool](b, pressed("qpw=0")))
	b.until(`!` + playing)
	b.figure("new-scale", nil)
	assert.Equal(t, before, eval[string](b, clock), "it stays there")
	b.noMistakes()
}

// A figure that was on its way when it had to start again is still sent there.
func TestBrowserANewStartGoesOnToThePlace(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.size(1280, 720, 1, false)
	b.live(url + "10-take-the-lock-instead.html#one-place-two-locks")
	b.until(pressed("qpw=1"))
	if eval[bool](b, playing) { // the film only: not the jump
		b.press("play")
		b.until(`!` + playing)
	}
	b.hearReady()
	b.loseSurface()
	b.until(ready)
	b.there()
	b.until(`!` + playing)
	assert.GreaterOrEqual(t, eval[float64](b, `parseFloat(`+clock+`)`), 36.0)
	assert.True(t, eval[bool](b, pressed("qpw=1")))
	b.noMistakes()
}

// ready is true once the program has started anew, since hearReady.
const ready = `document.body.dataset.ready === 'yes'`

// hearReady begins to listen for a new start of the program. The page has been
// told of it first, so that it no longer takes the old place for the new one.
func (b *browser) hearReady() {
	b.t.Helper()
	b.act(`addEventListener('message', (event) => { if (event.data.type === 'ready') document.body.dataset.ready = 'yes'; })`)
}
