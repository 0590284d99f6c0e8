//go:build !js

package main

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
)

// noteLive notes when the figure is first seen drawn: the cover is lifted then.
const noteLive = `new MutationObserver((_, o) => {
	if (!document.documentElement?.classList.contains('running')) return;
	o.disconnect();
	window.live = performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['class'] });`

// sinceProgram is how many milliseconds lie between the program's last byte and
// the first live frame.
const sinceProgram = `window.live - performance.getEntriesByType('resource').find((e) => /app\.[0-9a-f]+\.wasm/.test(e.name)).responseEnd`

// TestBrowserTheFirstLiveFrame measures how long a reader waits for the first live
// frame once the program has arrived: compiling, beginning, recording the demo's
// first steps, drawing with software. It is printed, and is no bound: the machine is
// as slow as it is. Where BARNYARD_LIVE names a file, the file has the middle one.
func TestBrowserTheFirstLiveFrame(t *testing.T) {
	url, _ := realSite(t)
	b := openSeeing(t)
	call(b, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: noteLive})
	var all []float64
	for i := range 5 {
		b.do(chromedp.Navigate(fmt.Sprintf("%sfigure.html?%d", url, i)))
		b.until(`window.live > 0`)
		all = append(all, eval[float64](b, sinceProgram))
	}
	slices.Sort(all)
	t.Logf("the first live frame comes %.0f ms after the program, of five loads; the quickest %.0f, the slowest %.0f", all[2], all[0], all[4])
	assert.Positive(t, all[0], "not before the program")
	if told := os.Getenv("BARNYARD_LIVE"); told != "" {
		assert.NoError(t, os.WriteFile(told, fmt.Appendf(nil, "%.0f\n", all[2]), 0o644))
	}
}
