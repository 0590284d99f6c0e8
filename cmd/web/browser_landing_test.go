//go:build !js

package main

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/stretchr/testify/assert"
)

// The landing page: what moves there by itself, and for whom it does not.

// micros is the time that the figure tells, in microseconds.
const micros = `Number.parseFloat(` + clock + `)`

// The stretch is shown, and shown again from its start, until somebody takes the
// figure in hand.
func TestBrowserTheFirstScreenMoves(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.size(1280, 720, 1, false)
	b.live(url)
	b.until(playing)
	b.until(micros + ` > 38.2`)
	b.shot("landing-moves")
	b.until(micros + ` > 39.5`)
	b.shot("landing-later")
	b.until(micros + ` < 38`)
	b.until(playing)
	b.press("play")
	b.until(`!` + playing)
	at := eval[float64](b, micros)
	b.press("play")
	b.until(playing)
	b.until(micros + ` > 42`) // past the end: nobody takes it back
	assert.Greater(t, eval[float64](b, micros), at)
	b.noMistakes()
}

// Who asked for less motion sees the beginning, and nothing begins to move.
func TestBrowserTheFirstScreenKeepsStillWhereAsked(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.size(1280, 720, 1, false)
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}},
	})
	b.live(url)
	b.there()
	assert.Equal(t, 36.2, eval[float64](b, micros))
	assert.False(t, eval[bool](b, playing))
	b.act(`new Promise((done) => setTimeout(done, 2000))`)
	assert.Equal(t, 36.2, eval[float64](b, micros))
	b.noMistakes()
}
