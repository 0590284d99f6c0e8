//go:build !js

package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"barnyard/engine"
	"barnyard/engine/replay"
)

// How long a frame takes in the browser, JavaScript and Go together. It is a
// measurement and fails for no time; BARNYARD_FRAMES=1 asks for it:
//
//	BARNYARD_BROWSER=1 BARNYARD_FRAMES=1 go test ./cmd/web -run BrowserFrames -v

// stopwatch adds up, frame by frame, the time in all that the page's program is
// called back for: a frame begins with its animation frame.
const stopwatch = `(() => {
	const spent = window.spent = [];
	let sum = 0, depth = 0;
	const timed = (f, begin) => function(...args) {
		if (begin) { spent.push(sum); sum = 0; }
		if (depth++ > 0) { try { return f.apply(this, args); } finally { depth--; } }
		const start = performance.now();
		try { return f.apply(this, args); } finally { depth--; sum += performance.now() - start; }
	};
	const frame = window.requestAnimationFrame, later = window.setTimeout;
	window.requestAnimationFrame = f => frame.call(window, timed(f, true));
	window.setTimeout = (f, ...rest) => later.call(window, typeof f === 'function' ? timed(f, false) : f, ...rest);
})()`

// frameText is a machine on which all CPUs do something, like those of
// viz.BenchmarkFrame, and shorter.
func frameText(cpus int) string {
	return fmt.Sprintf(`machine cpus=%d nodes=%d isolated=%d nohz_full=%d qpw=0
cache kmalloc-64 size=64
task worker cpu=1-%d { loop { alloc kmalloc-64 n=20; work 2us; free kmalloc-64 n=20 } }
task poll cpu=%d { loop { work 100ns; mark gap } }
task admin cpu=0 start=10us { loop { shrink kmalloc-64; sleep 50us } }
until %dus
`, cpus, max(cpus/128, 1), cpus-1, cpus-1, cpus-2, cpus-1, max(480/cpus, 10))
}

func TestBrowserFrames(t *testing.T) {
	if os.Getenv("BARNYARD_FRAMES") != "1" {
		t.Skip("a measurement is asked for with BARNYARD_FRAMES=1")
	}
	browserPath(t)
	program, err := realProgram()
	require.NoError(t, err)
	s, err := makeAround(program.Wasm, program)
	require.NoError(t, err)
	url := serveSite(t, s)
	for _, cpus := range []int{8, 256} {
		s, err := engine.Parse("frames", []byte(frameText(cpus)))
		require.NoError(t, err)
		word, err := replay.Format(&replay.Replay{Scenario: s})
		require.NoError(t, err)
		measureFrames(open(t), url+"figure.html#v=1&replay="+word, cpus)
	}
}

func measureFrames(b *browser, url string, cpus int) {
	b.t.Helper()
	b.size(1280, 720, 1, false)
	call(b, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: stopwatch})
	call(b, performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks})
	b.do(chromedp.Navigate(url))
	b.until(`document.documentElement.classList.contains('running')`)
	b.until(`window.spent.length > 100`) // both runs are recorded meanwhile
	b.act(`document.querySelector('canvas').focus()`)
	b.do(chromedp.KeyEvent(kb.Home), chromedp.KeyEvent(" "))
	b.act(`window.spent.length = 0`)
	b.until(`window.spent.length > 100`) // warm
	b.act(`window.spent.length = 0`)
	busy := b.scriptSeconds()
	b.until(`window.spent.length >= 150`)
	busy = b.scriptSeconds() - busy
	spent := eval[[]float64](b, `window.spent.slice(0, 150)`)
	slices.Sort(spent)
	b.shot(fmt.Sprintf("frames-%d", cpus))
	b.t.Logf("%d CPUs: JavaScript and Go, ms a frame: p50 %.1f, p99 %.1f; CPU time of all that the page does, ms a frame: mean %.1f",
		cpus, spent[len(spent)/2], spent[len(spent)*99/100], 1000*busy/float64(eval[int](b, `window.spent.length`)))
}

// scriptSeconds is the CPU time of the page's main thread.
func (b *browser) scriptSeconds() (seconds float64) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		result, err := cdp.Call(ctx, target, performance.GetMetrics, cdp.Empty{})
		if err != nil {
			return err
		}
		for _, m := range result.Metrics {
			if m.Name == "TaskDuration" {
				seconds = m.Value
			}
		}
		return nil
	}))
	return seconds
}
