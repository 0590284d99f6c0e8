//go:build !js

package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
)

// A lesson has several scenarios. What a reader has typed into one of them is there
// again after the tab died at the step of another, whether it ran or has a mistake,
// and wherever the lesson is opened again.
func TestBrowserEveryScenarioOfALessonIsKept(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.do(chromedp.Navigate("about:blank"))
	lesson := url + "08-reaching-into-another-cpu.html"
	typed := func(tab *browser, i int, text string) {
		tab.act(fmt.Sprintf(`{ const field = document.querySelectorAll('.scenario textarea')[%d]; field.value += %q; field.dispatchEvent(new Event('input')); }`, i, text))
	}
	field := func(tab *browser, i int) string {
		return eval[string](tab, fmt.Sprintf(`document.querySelectorAll('.scenario textarea')[%d].value`, i))
	}
	runs := func(i int) string {
		return fmt.Sprintf(`document.querySelectorAll('.scenario > pre')[%d].textContent`, i)
	}

	tab, done := b.tab()
	tab.live(lesson)
	typed(tab, 0, "\n# kept\n")
	tab.until(runs(0) + `.endsWith('# kept\n')`)
	typed(tab, 0, "and a mistake\n")
	tab.until(`document.querySelector('.scenario [aria-invalid="true"]')`)
	typed(tab, 1, "\n# the other\n")
	tab.until(runs(1) + `.endsWith('# the other\n')`)
	tab.until(`document.querySelector('.count').textContent !== 'step 1 of 9'`)
	time.Sleep(250 * time.Millisecond)
	tab.kill()
	done()

	tab, done = b.tab()
	defer done()
	tab.live(lesson) // its first step
	assert.Contains(t, field(tab, 0), "# kept\nand a mistake\n")
	assert.Contains(t, field(tab, 1), "\n# the other\n")
	assert.Contains(t, eval[string](tab, runs(1)), "\n# the other\n", "its step runs it")
	tab.until(`document.querySelector('.scenario .wrong').textContent.includes('unknown line "and"')`)
	tab.noMistakes()
}
