//go:build !js

package main

import (
	"regexp"
	"strconv"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What a person does to the figure alone, with keys and with the pointer, and
// what it says that it shows afterwards.
func TestBrowserEverythingByHand(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.size(1280, 720, 1, false)
	b.do(chromedp.Navigate(url + "figure.html#v=1&replay=b1:shrink-under-poll:qpw=0:"))
	b.until(`document.documentElement.classList.contains('running')`)
	b.until(twin + `.includes('qpw=0, at 0.000 µs')`) // a right run opens at its start
	b.act(`document.querySelector('canvas').focus()`)

	b.do(chromedp.KeyEvent(kb.End))
	b.until(twin + `.includes(', at 220.000 µs')`)
	b.do(chromedp.KeyEvent(kb.Home))
	b.until(twin + `.includes(', at 0.000 µs')`)
	b.do(chromedp.KeyEvent(" ")) // play; what is shown is told when it stops
	b.frames(60)
	b.do(chromedp.KeyEvent(" "))
	b.until(`!` + twin + `.includes(', at 0.000 µs')`)
	b.do(chromedp.KeyEvent("n"), chromedp.KeyEvent(".")) // the next event, a step on
	b.frames(60)
	at := b.instant()
	b.do(chromedp.KeyEvent(","))
	b.until(`!` + twin + `.includes(', at ` + at + ` µs')`)
	assert.Less(t, number(t, b.instant()), number(t, at), "a step back")

	b.do(chromedp.KeyEvent("0")) // the whole run, so that places of the timeline are known
	b.drag(90+0.2*828, 400, 90+0.4*828, 400)
	b.frames(30)
	assert.InDelta(t, 99, number(t, b.instant()), 0.5, "0.4 of 9/8 of the run")
	at99 := `, at ` + b.instant() + ` µs`
	b.shot("hands-scrubbed")

	b.do(chromedp.KeyEvent("m"))
	b.until(twin + `.includes('qpw=1` + at99 + `')`)
	b.do(chromedp.KeyEvent("m"))
	b.until(twin + `.includes('qpw=0` + at99 + `')`)
	b.do(chromedp.KeyEvent("c"))
	b.until(twin + `.includes('Compared with qpw=1')`)
	b.shot("hands-compared")
	b.do(chromedp.KeyEvent("c"))
	b.until(`!` + twin + `.includes('Compared with qpw=1')`)

	b.until(`!` + twin + `.includes('belongs to qpw=0')`) // a notice has the strip's foot for a while
	b.click(90+39.547/247.5*828, 628)                     // the bar of the longest gap
	b.until(twin + `.includes('qpw=0, at 39.547 µs')`)
	b.shot("hands-bar")

	b.do(chromedp.KeyEvent("M"))
	b.until(twin + `.includes('By hand, ')`)
	at = b.instant()
	b.do(chromedp.KeyEvent("2"), chromedp.KeyEvent("1"))
	b.until(twin + `.includes('branch 1')`)
	b.shot("hands-chosen")
	b.do(chromedp.KeyEvent("u"), chromedp.KeyEvent("u"))
	b.until(twin + `.includes(', at ` + at + ` µs')`)
	b.noMistakes()
}

// instant is the time that the figure says it shows, in µs.
func (b *browser) instant() string {
	b.t.Helper()
	found := regexp.MustCompile(`, at ([0-9.]+) µs`).FindStringSubmatch(eval[string](b, twin))
	require.NotNil(b.t, found)
	return found[1]
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	require.NoError(t, err)
	return v
}

// mouse is one thing that the pointer does.
func (b *browser) mouse(kind input.DispatchMouseEventType, x, y float64, buttons int64) {
	b.t.Helper()
	p := input.DispatchMouseEventParams{Type: kind, X: x, Y: y, Buttons: buttons}
	if kind != input.DispatchMouseEventTypeMouseMoved {
		p.Button, p.ClickCount = input.MouseButtonLeft, 1
	}
	call(b, input.DispatchMouseEvent, p)
}

// click presses where the pointer is brought to.
func (b *browser) click(x, y float64) { b.drag(x, y, x, y) }

// drag holds the button from one place to another. The figure looks at the
// pointer sixty times a second, so each state lasts for some frames.
func (b *browser) drag(x, y, toX, toY float64) {
	b.t.Helper()
	b.mouse(input.DispatchMouseEventTypeMouseMoved, x, y, 0)
	b.frames(6)
	b.mouse(input.DispatchMouseEventTypeMousePressed, x, y, 1)
	b.frames(6)
	for i := 1; i <= 4; i++ {
		b.mouse(input.DispatchMouseEventTypeMouseMoved, x+(toX-x)*float64(i)/4, y+(toY-y)*float64(i)/4, 1)
		b.frames(4)
	}
	b.mouse(input.DispatchMouseEventTypeMouseReleased, toX, toY, 0)
	b.frames(6)
}

// frames waits for some frames to be drawn.
func (b *browser) frames(n int) {
	b.t.Helper()
	b.act(`new Promise(done => { let left = ` + strconv.Itoa(n) + `; const next = () => left-- > 0 ? requestAnimationFrame(next) : done(); next() })`)
}
