//go:build !js

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/tracing"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/cmd/web/gowasm"
)

// What a frame costs in the browser. It is a measurement and fails for no time;
// BARNYARD_FRAMES=1 asks for it:
//
//	BARNYARD_BROWSER=1 BARNYARD_FRAMES=1 go test ./cmd/web -run BrowserFrames -v
//
// The figure is CPU time of the page's main thread in all scripts of one frame,
// JavaScript and Go together: Update, Draw, and Ebitengine's calls of WebGL. A
// frame lasts from one animation frame to the next; its cost is the sum of the
// thread times (tdur of Chromium's trace) of the outermost script calls that
// begin in it. So what other programs do meanwhile does not count, nor does the
// GPU process. What the thread does besides, for the most part compositing, is in
// the second figure alone.
//
// Each machine has two figures. "recording" is what a reader sees at first: the
// run has just been given to the page, it is played from its start, and both its
// sides are recorded meanwhile, a slice in each frame; these are the frames right
// after it was given. "warm" is the rest of the time: both sides are recorded to
// their end, which the page waits for with the run paused in its middle; then it
// is played, and some frames do not count, so the browser has compiled what runs
// often, if the machine is not too busy with other things. The run does not come
// to its end meanwhile, so no jump back to its start is in it. Where frames are
// late Ebitengine calls Update up to five times before one Draw; all of them are
// in the figure of that frame.
//
// Nobody watches the run with checkers. The empty program beside it is
// Ebitengine's own share: it fills the screen with a colour.

// frameText is a machine on which all CPUs do something, like those of
// viz.BenchmarkFrame.
func frameText(cpus int) string {
	return fmt.Sprintf(`machine cpus=%d nodes=%d isolated=%d nohz_full=%d qpw=0
cache kmalloc-64 size=64
task worker cpu=1-%d { loop { alloc kmalloc-64 n=20; work 2us; free kmalloc-64 n=20 } }
task poll cpu=%d { loop { work 100ns; mark gap } }
task admin cpu=0 start=10us { loop { shrink kmalloc-64; sleep 50us } }
until %dus
`, cpus, max(cpus/128, 1), cpus-1, cpus-1, cpus-2, cpus-1, untilUs(cpus))
}

// untilUs is how long a run is, in µs: a reader's 45 seconds, whatever it is.
func untilUs(cpus int) int { return max(1600/cpus, 14) }

const (
	warmFrames     = 200
	measuredFrames = 200
)

func TestBrowserFrames(t *testing.T) {
	if os.Getenv("BARNYARD_FRAMES") != "1" {
		t.Skip("a measurement is asked for with BARNYARD_FRAMES=1")
	}
	browserPath(t)
	empty, err := placeholderProgram()
	require.NoError(t, err)
	program, err := realProgram()
	require.NoError(t, err)
	report := func(name string, script, thread []float64) {
		t.Logf("%-20s scripts, ms of CPU a frame: p50 %5.2f  p99 %5.2f   the whole thread: p50 %5.2f  p99 %5.2f   (%d frames)",
			name, percentile(script, 50), percentile(script, 99), percentile(thread, 50), percentile(thread, 99), len(script))
	}
	for _, cpus := range []int{8, 256} {
		b := openFigure(t, program)
		name := fmt.Sprintf("%d CPUs, ", cpus)
		script, thread := b.recordingTimes(cpus)
		report(name+"recording", script, thread)
		b.playWarm(cpus)
		script, thread = b.frameTimes()
		report(name+"warm", script, thread)
		assert.True(t, eval[bool](b, `window.playing && !window.recording`), "the run is recorded and still plays")
		b.shot(fmt.Sprintf("frames-%d", cpus))
	}
	script, thread := openFigure(t, empty).frameTimes()
	report("one rectangle", script, thread)
}

// countFrames counts the animation frames that are asked for.
const countFrames = `window.asked = 0; {
	const ask = requestAnimationFrame;
	window.requestAnimationFrame = f => { window.asked++; return ask.call(window, f); };
}`

// hearState hears whether the run plays, and whether it is still recorded.
const hearState = `{
	const tell = barnyard.state;
	barnyard.state = (...all) => { window.playing = all[3]; window.seeking = all[4]; window.recording = all[11]; tell(...all); };
}`

// passed waits for some frames.
func (b *browser) passed(frames int) {
	b.t.Helper()
	b.act(`window.asked = 0`)
	for some := 25; some <= frames; some += 25 { // each for as long as one wait may be
		b.until(fmt.Sprintf(`window.asked > %d`, some))
	}
}

// openFigure is a figure at 1280 by 720 that counts its animation frames.
func openFigure(t *testing.T, program *gowasm.Program) *browser {
	t.Helper()
	s, err := makeAround(program.Wasm, program)
	require.NoError(t, err)
	// The graphics card is one that does nothing: drawing with software would take
	// the cores from the page, and is in no figure.
	b := openWith(t, "null")
	b.size(1280, 720, 1, false)
	call(b, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: countFrames})
	b.do(chromedp.Navigate(serveSite(t, s) + "figure.html"))
	b.until(`document.documentElement.classList.contains('running')`)
	b.passed(warmFrames)
	return b
}

// recordingTimes is the frames right after the run was given to the page.
func (b *browser) recordingTimes(cpus int) (script, thread []float64) {
	b.t.Helper()
	text, err := json.Marshal(frameText(cpus))
	require.NoError(b.t, err)
	b.act(hearState)
	return framesOf(b.trace(func() {
		b.act(fmt.Sprintf(`barnyard.show(%s, 'at 0ns\nplay', 'Frames', '')`, text))
		b.passed(measuredFrames)
	}))
}

// playWarm goes to the middle of the run, waits there until both its sides are
// recorded, and plays it for some frames.
func (b *browser) playWarm(cpus int) {
	b.t.Helper()
	text, err := json.Marshal(frameText(cpus))
	require.NoError(b.t, err)
	b.act(fmt.Sprintf(`barnyard.show(%s, 'at %dns\nspeed %dns', 'Frames', '')`, text, untilUs(cpus)*500, untilUs(cpus)*10))
	b.until(`window.recording === false && window.playing === false && !window.seeking`)
	b.act(`barnyard.message('play')`)
	b.until(`window.playing`)
	b.passed(warmFrames)
}

// frameTimes is the CPU time of some frames in ms, in scripts and in all that the
// main thread does, in ascending order.
func (b *browser) frameTimes() (script, thread []float64) {
	b.t.Helper()
	return framesOf(b.trace(func() { b.passed(measuredFrames) }))
}

// traceEvent is what we read of an event of Chromium's trace.
type traceEvent struct {
	Name     string  `json:"name"`
	Phase    string  `json:"ph"`
	Process  int     `json:"pid"`
	Thread   int     `json:"tid"`
	Start    float64 `json:"ts"`
	Took     float64 `json:"dur"`
	CPU      float64 `json:"tdur"`
	Category string  `json:"cat"`
}

// trace runs the call and gives the events of the page's main thread meanwhile,
// in their order.
func (b *browser) trace(run func()) (events []traceEvent) {
	b.t.Helper()
	done := make(chan struct{})
	hears, deaf := context.WithCancel(b.ctx)
	defer deaf()
	require.NoError(b.t, chromedp.Listen(hears, func(event any) {
		switch e := event.(type) {
		case *tracing.EventDataCollected:
			for _, value := range e.Value {
				var event traceEvent
				if json.Unmarshal(value, &event) == nil && event.Phase == "X" {
					events = append(events, event)
				}
			}
		case *tracing.EventTracingComplete:
			close(done)
		}
	}))
	call(b, tracing.Start, tracing.StartParams{TraceConfig: &tracing.TraceConfig{
		IncludedCategories: []string{"devtools.timeline", "disabled-by-default-devtools.timeline"},
		ExcludedCategories: []string{"*"},
	}})
	run()
	call(b, tracing.End, cdp.Empty{})
	<-done
	return mainThread(events)
}

// mainThread is the events of the thread that has animation frames.
func mainThread(events []traceEvent) (kept []traceEvent) {
	first := slices.IndexFunc(events, func(e traceEvent) bool { return e.Name == "FireAnimationFrame" })
	if first < 0 {
		return nil
	}
	for _, e := range events {
		if e.Process == events[first].Process && e.Thread == events[first].Thread {
			kept = append(kept, e)
		}
	}
	slices.SortFunc(kept, func(a, b traceEvent) int {
		if a.Start != b.Start {
			return int(a.Start - b.Start)
		}
		return int(b.Took - a.Took)
	})
	return kept
}

// scripts are the events that run the page's scripts; one lies in another.
var scripts = []string{"FireAnimationFrame", "TimerFire", "FunctionCall", "RunMicrotasks", "EventDispatch"}

// framesOf adds up the frames of a trace, but for the last, and sorts them.
func framesOf(events []traceEvent) (script, thread []float64) {
	inScript, inTask := 0.0, 0.0 // until when the outermost one lasts
	for _, e := range events {
		if e.Name == "FireAnimationFrame" {
			script, thread = append(script, 0), append(thread, 0)
		}
		last := len(script) - 1
		if e.Name == "RunTask" && e.Start >= inTask {
			inTask = e.Start + e.Took
			if last >= 0 {
				thread[last] += e.CPU / 1000
			}
		}
		if slices.Contains(scripts, e.Name) && e.Start >= inScript {
			inScript = e.Start + e.Took
			if last >= 0 {
				script[last] += e.CPU / 1000
			}
		}
	}
	last := max(len(script)-1, 0)
	script, thread = script[:last], thread[:last]
	slices.Sort(script)
	slices.Sort(thread)
	return script, thread
}

func percentile(sorted []float64, n int) float64 {
	return sorted[min(len(sorted)*n/100, len(sorted)-1)]
}
