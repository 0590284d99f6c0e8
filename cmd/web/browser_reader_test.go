//go:build !js

package main

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
)

// What a reader does besides reading: prints the lesson, pages past its end,
// opens the figure alone.

// shown asks whether an element takes part in the page.
func shown(b *browser, selector string) bool {
	b.t.Helper()
	return eval[bool](b, `getComputedStyle(document.querySelector('`+selector+`')).display !== 'none'`)
}

func TestBrowserPaperHasTheTextAndNoButtons(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.live(url + "01-test.html")
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	for _, gone := range []string{".figure", ".turn", ".top", ".around", ".choices"} {
		assert.False(t, shown(b, gone), "%s is not for paper", gone)
	}
	for _, there := range []string{".step", ".print-still", ".ask details"} {
		assert.True(t, shown(b, there), "%s belongs on paper", there)
	}
	b.noMistakes()
}

func TestBrowserPageDownGoesOnAfterTheLastStep(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.size(1280, 720, 1, false)
	b.live(url + "01-test.html#three")
	b.act(`window.taken = []; addEventListener('keydown', e => taken.push(e.defaultPrevented))`)
	b.do(chromedp.KeyEvent(kb.PageDown))
	b.until(`document.querySelector('.count').textContent === 'step 4 of 4'`)
	b.do(chromedp.KeyEvent(kb.PageDown))
	b.until(`taken.length === 2`)
	assert.Equal(t, []bool{true, false}, eval[[]bool](b, `taken`), "the second one is the browser's")
	b.noMistakes()
}

func TestBrowserTheFootLeavesTheFigureWhole(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.size(1280, 720, 1, false)
	b.live(url + "01-test.html")
	b.act(`scrollTo(0, document.documentElement.scrollHeight)`)
	top := eval[float64](b, `document.querySelector('.stage').getBoundingClientRect().top`)
	assert.GreaterOrEqual(t, top, 0.0, "the head of the figure is in sight at the end of the page")
	b.noMistakes()
}

func TestBrowserTheFigureAloneHasTheKeys(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.do(chromedp.Navigate(url + "figure.html"))
	b.until(`document.activeElement.tagName === 'CANVAS'`)
	// So is a lesson's, when a browser opens the frame in a tab of its own.
	b.do(chromedp.Navigate("about:blank"), chromedp.Navigate(url+"figure.html#v=1&cover=none"))
	b.until(`document.activeElement.tagName === 'CANVAS' && document.querySelector('.sandbox').checkVisibility()`)
	b.live(url + "01-test.html")
	assert.Equal(t, "BODY", eval[string](b, `document.activeElement.tagName`), "inside a page the reader has them")
	b.noMistakes()
}

// On paper nothing can be unfolded, and whoever prints has the pictures loaded that
// nobody has scrolled to. (Whether what is printed waits for them is the browser's
// part: this one, told to by a program, does not.)
func TestBrowserPaperHasTheAnswersAndThePictures(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.live(url + "01-test.html")
	answers := `document.querySelector('.answers').checkVisibility()`
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	b.until(answers)
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})
	assert.False(t, eval[bool](b, answers), "on the screen they wait for the reader")
	b.paper()
	b.until(`[...document.querySelectorAll('.print-still img')].every((i) => i.complete && i.naturalWidth > 0)`)
	b.noMistakes()
}

// The picture in the figure's place is that of the step that a link leads to.
func TestBrowserTheStillPictureIsThatOfTheStep(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.do(chromedp.Navigate(url + "01-test.html#three"))
	b.until(`document.querySelector('.stage').dataset.still === 'three'`)
	b.until(`document.querySelector('.stage img').src === document.querySelector('#three .print-still img').src`)
	b.noMistakes()
}
