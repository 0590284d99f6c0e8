//go:build !js

package main

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
)

// second is the presenter's second window, which the test has in a frame.
const second = `document.getElementById('second').contentDocument`

// openSecond opens the notes as the page's button does, in a frame of the page.
func (b *browser) openSecond(button string) {
	b.t.Helper()
	b.act(`window.open = (url) => {
		const frame = document.createElement('iframe');
		frame.id = 'second';
		frame.src = url;
		document.querySelector('.prose').append(frame);
		return frame.contentWindow;
	}`)
	b.act(button)
	b.until(second + `?.querySelector('.where')?.textContent.startsWith('step ')`)
}

func (b *browser) inSecond(class string) string {
	b.t.Helper()
	return eval[string](b, second+`.querySelector('.`+class+`').textContent`)
}

func TestBrowserTheNotesFollowInASecondWindow(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.live(url + "01-test.html")
	b.openSecond(`document.querySelector('.notes-open').click()`)
	assert.Equal(t, "Step one", b.inSecond("step-title"))
	assert.Equal(t, "step 1 of 4", b.inSecond("where"))
	assert.Equal(t, "Next: Step two", b.inSecond("next-title"))
	assert.Equal(t, "Say one. On two lines.And a second paragraph.", b.inSecond("words"))
	assert.Regexp(t, `^\d\d:\d\d$`, b.inSecond("clock-now"))
	b.until(second + `.querySelector('.elapsed').textContent !== '0:00'`)

	// The page moves the notes, and the notes move the page.
	b.do(chromedp.Click(chromedp.CSS(`[data-move="1"]`)))
	b.until(second + `.querySelector('.step-title').textContent === 'Step two'`)
	b.act(second + `.querySelector('[data-by="1"]').click()`)
	b.until(`document.querySelector('.count').textContent === 'step 3 of 4'`)
	b.act(second + `.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true }))`)
	b.until(second + `.querySelector('.next-title').textContent === 'This is the last step.'`)
	b.act(second + `.querySelector('[data-name="black"]').click()`)
	b.until(`document.getElementById('_spoken').textContent.includes('Black.')`)
	b.shot("notes")
	b.noMistakes()
}

// The remote moves the lesson, and says that it does so within this browser.
func TestBrowserTheRemoteMovesTheLesson(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.live(url + "01-test.html")
	b.openSecond(`document.querySelector('.remote-open').click()`)
	assert.Equal(t, "Step one", b.inSecond("step-title"))
	assert.Equal(t, "then: Step two", b.inSecond("next-title"))
	assert.Contains(t, b.inSecond("network"), "Nothing goes over a network")
	assert.True(t, eval[bool](b, second+`.querySelector('[data-by="-1"]').disabled`), "there is no step before the first")
	b.act(second + `.querySelector('[data-by="1"]').click()`)
	b.until(`document.querySelector('.count').textContent === 'step 2 of 4'`)
	b.until(second + `.querySelector('.step-title').textContent === 'Step two'`)
	b.act(second + `.querySelector('[data-by="-1"]').click()`)
	b.until(`document.querySelector('.count').textContent === 'step 1 of 4'`)

	// As a page of its own, on a phone: two buttons that cannot be missed.
	b.size(360, 640, 2, true)
	b.do(chromedp.Navigate(url + "remote.html#nobody"))
	b.until(`document.querySelector('.alone').checkVisibility()`)
	for _, by := range []string{"-1", "1"} {
		size := eval[[]float64](b, `(r => [r.width, r.height])(document.querySelector('[data-by="`+by+`"]').getBoundingClientRect())`)
		assert.Greater(t, size[0], 90.0)
		assert.Greater(t, size[1], 200.0)
	}
	b.shot("remote")
	b.noMistakes()
}

// When the lesson's tab is closed, or shows another page, or its process dies, its
// other windows say so.
func TestBrowserTheOtherWindowsSayThatTheLessonHasGone(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.do(chromedp.Navigate("about:blank"))
	for _, c := range []struct{ kind, ends string }{{"notes", "leaves"}, {"remote", "closed"}, {"notes", "dies"}, {"remote", "dies"}} {
		kind := c.kind
		lesson, closed := b.tab()
		lesson.live(url + "01-test.html")
		lesson.act(`window.open = () => null`)
		lesson.act(`document.querySelector('.` + kind + `-open').click()`)
		address := eval[string](lesson, `document.querySelector('.blocked a').href`)
		window, done := b.tab()
		window.do(chromedp.Navigate(address))
		window.until(`document.querySelector('.where').textContent === 'step 1 of 4'`)
		alone := `document.querySelector('.alone').checkVisibility()`
		assert.False(t, eval[bool](window, alone), kind)

		switch c.ends {
		case "leaves":
			lesson.do(chromedp.Navigate(url + "index.html"))
		case "closed":
			closed()
		case "dies":
			lesson.kill()
		}
		window.until(alone)
		window.noMistakes()
		done()
		closed()
	}
}

// A browser that lets no window open: the page says so, with another way.
func TestBrowserABlockedWindowIsTold(t *testing.T) {
	b, url := open(t), placeholderSite(t)
	b.live(url + "01-test.html")
	b.act(`window.open = () => null`)
	for _, kind := range []string{"notes", "remote"} {
		b.act(`document.querySelector('.` + kind + `-open').click()`)
		b.until(`document.querySelector('.blocked').checkVisibility()`)
		assert.Equal(t, kind, eval[string](b, `document.querySelector('.blocked .kind').textContent`))
		assert.Regexp(t, kind+`\.html#.+`, eval[string](b, `document.querySelector('.blocked a').href`))
	}
	b.shot("window-blocked")
	b.act(`window.open = () => ({ focus() {} })`)
	b.act(`document.querySelector('.notes-open').click()`)
	b.until(`!document.querySelector('.blocked').checkVisibility()`)
	b.noMistakes()
}

func TestBrowserPresenting(t *testing.T) {
	url, _ := realSite(t)
	b := openSeeing(t)
	b.size(1280, 720, 1, false)
	b.live(url + "10-take-the-lock-instead.html#move-the-lock-not-the-work")
	b.calm()
	count := eval[string](b, `document.querySelector('.count').textContent`)
	b.do(chromedp.Click(chromedp.CSS(`.talk .present`)))
	b.until(`document.documentElement.classList.contains('presenting')`)
	size := eval[[]float64](b, `(r => [r.left, r.top, r.width, r.height])(document.querySelector('iframe').getBoundingClientRect())`)
	assert.Equal(t, []float64{0, 0, 1280, 720}, size)
	b.until(`document.activeElement.tagName === 'IFRAME'`)
	b.shot("presenting")

	// A remote control: on, and black.
	b.do(chromedp.KeyEvent(kb.PageDown))
	b.until(`document.querySelector('.count').textContent !== '` + count + `'`)
	b.there()
	b.do(chromedp.KeyEvent("."))
	b.shows([3]uint8{1, 1, 1}, "presenting-black")
	b.do(chromedp.KeyEvent(kb.PageUp))
	b.until(`document.querySelector('.count').textContent === '` + count + `'`)
	b.there()
	b.notBlack()

	// The notes by their key, then out of presenter mode, back at the step.
	b.openSecond(inFigure + `.querySelector('canvas').dispatchEvent(new KeyboardEvent('keydown', { key: 'y', code: 'KeyY', bubbles: true }))`)
	assert.NotEmpty(t, b.inSecond("words"))
	b.until(second + `.querySelector('.next-event').textContent.startsWith('Next event: ')`)
	b.act(inFigure + `.querySelector('canvas').focus()`) // the notes had the focus
	b.do(chromedp.KeyEvent("P"))
	b.until(`!document.documentElement.classList.contains('presenting')`)
	assert.Equal(t, count, eval[string](b, `document.querySelector('.count').textContent`))
	b.noMistakes()
}

// notBlack waits until a part of the figure that was black no longer is. The
// clock is in the picture, so it never comes to rest.
func (b *browser) notBlack() {
	b.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); {
		if rgb(b.seen("presenting-again").At(640, 360)) != [3]uint8{1, 1, 1} {
			return
		}
	}
	b.t.Fatal("the picture stays black")
}
