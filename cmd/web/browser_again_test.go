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
	b := open(t)
	b.size(1280, 720, 1, false)
	b.live(url + "10-take-the-lock-instead.html#one-place-two-locks")
	b.until(`document.querySelector('[data-mode="qpw=1"]').getAttribute('aria-pressed') === 'true'`)
	b.press("qpw=0")
	b.until(`document.querySelector('[data-mode="qpw=0"]').getAttribute('aria-pressed') === 'true'`)
	b.calm()
	before := eval[string](b, clock)
	b.act(inFigure + `.querySelector('canvas').dataset.first = 'yes'`)
	b.size(1280, 720, 2, false)
	b.until(inFigure + `.querySelector('canvas:not([data-first])')`)
	b.until(clock + ` === '` + before + `'`)
	b.figure("new-scale", nil)
	assert.Equal(t, before, eval[string](b, clock))
	assert.Equal(t, "true", eval[string](b, `document.querySelector('[data-mode="qpw=0"]').getAttribute('aria-pressed')`))
	b.noMistakes()
}
