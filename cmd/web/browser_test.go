//go:build !js

package main

import (
	"bytes"
	"context"
	"html/template"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/log"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/cmd/web/gowasm"
	"barnyard/cmd/web/page"
	"barnyard/cmd/web/server"
	"barnyard/cmd/web/site"
	"barnyard/lessons/lesson"
)

// Tests in a real browser. They run when BARNYARD_BROWSER=1 says so, and then a
// missing browser is a failure; otherwise they are skipped with the reason.
// With BARNYARD_SHOTS=DIR they leave pictures of what they saw. The browsers are
// those of browser_open_test.go.

// patience bounds one wait; it is never a measurement. With two cores for thirty
// programs that want them, the real program takes over a minute to start.
const patience = 4 * time.Minute

// shortly bounds a wait for a page whose program runs and is where it was sent, or
// which has none: a wait that is in vain costs as much.
const shortly = time.Minute

// busy says that the program is still on its way, here or in a frame, or that it is
// going somewhere; nothing is known of a frame of another origin.
const busy = `(() => {
	const frame = document.querySelector('iframe');
	const inside = frame ? frame.contentDocument : document;
	const program = !inside || inside.body?.dataset.program;
	return program && !inside?.documentElement.classList.contains('running') || document.querySelector('[aria-busy="true"]') !== null;
})()`

func browserPath(t *testing.T) string {
	t.Helper()
	if os.Getenv("BARNYARD_BROWSER") != "1" {
		t.Skip("a browser is asked for with BARNYARD_BROWSER=1")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatal("BARNYARD_BROWSER=1, but neither chromium nor google-chrome is installed")
	return ""
}

// browser is one empty browser with one tab, and what its console said.
type browser struct {
	t   *testing.T
	ctx context.Context

	crashed chan struct{} // closed when the tab's process has died

	mu       sync.Mutex
	mistakes []string
}

// hear collects errors, and violations of the content policy with them.
func (b *browser) hear(event any) {
	said := ""
	switch e := event.(type) {
	case *cdpruntime.EventExceptionThrown:
		said = e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			said += " " + e.ExceptionDetails.Exception.Description
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Source == log.EntrySourceSecurity {
			said = e.Entry.Text + " " + e.Entry.URL
		}
	case *inspector.EventTargetCrashed:
		close(b.crashed)
	}
	if said != "" {
		b.mu.Lock()
		b.mistakes = append(b.mistakes, said)
		b.mu.Unlock()
	}
}

func (b *browser) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := b.soon()
	defer cancel()
	require.NoError(b.t, chromedp.Do(ctx, actions...))
}

// soon is for one action. The first action of all must not have an end of its
// own, because the browser lives as long as its context.
func (b *browser) soon() (context.Context, context.CancelFunc) {
	return context.WithTimeout(b.ctx, patience)
}

// call runs one command of the browser's protocol.
func call[P, R any](b *browser, c cdp.Command[P, R], p P) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, c, p)
		return err
	}))
}

// eval computes an expression in the page.
func eval[T any](b *browser, expression string) T {
	b.t.Helper()
	ctx, cancel := b.soon()
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	require.NoError(b.t, err, expression)
	return value
}

// until waits for an expression to become true. It asks from outside, because
// the pages' policy lets nothing inside make code from text.
func (b *browser) until(expression string) {
	b.t.Helper()
	ctx, cancel := b.soon()
	defer cancel()
	began := time.Now()
	for ; ctx.Err() == nil; time.Sleep(30 * time.Millisecond) {
		holds, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+expression+")"))
		if err == nil && holds {
			return
		}
		if time.Since(began) > shortly {
			if slow, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+busy+")")); err == nil && !slow {
				break
			}
		}
	}
	b.shot("never-" + b.t.Name())
	b.t.Fatalf("never true: %s\nconsole: %s", expression, b.said())
}

func (b *browser) said() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return strings.Join(b.mistakes, "\n")
}

// noMistakes fails when the console held an error or a policy violation.
func (b *browser) noMistakes() {
	b.t.Helper()
	assert.Empty(b.t, b.said(), "the console is not quiet")
}

// serveSite serves a site for the length of a test and returns its address.
func serveSite(t *testing.T, s *site.Site) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	srv := server.New(s, server.Hosts("", l.Addr()), server.DefaultLimits())
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(l) }()
	t.Cleanup(func() {
		require.NoError(t, srv.Stop(time.Second))
		require.NoError(t, <-ended)
	})
	return "http://" + l.Addr().String() + "/"
}

// placeholderProgram is compiled once for all tests that need it.
var placeholderProgram = sync.OnceValues(func() (*gowasm.Program, error) {
	root, err := gowasm.FindRoot(".", module)
	if err != nil {
		return nil, err
	}
	return gowasm.Build(context.Background(), root, "./cmd/web/testdata/placeholder", &bytes.Buffer{})
})

// placeholderPages is made once, too: compressing the program takes a while.
var placeholderPages = sync.OnceValues(func() (*site.Site, error) {
	program, err := placeholderProgram()
	if err != nil {
		return nil, err
	}
	return makeAround(program.Wasm, program)
})

// placeholderSite is a lesson of four steps around the placeholder program.
func placeholderSite(t *testing.T) string {
	t.Helper()
	browserPath(t)
	s, err := placeholderPages()
	require.NoError(t, err)
	return serveSite(t, s)
}

// makeAround takes the program's bytes apart from the rest, so that a test can
// spoil them.
func makeAround(wasm []byte, program *gowasm.Program) (*site.Site, error) {
	s, err := page.Make(placeholderInput(wasm, program))
	if err != nil {
		return nil, err
	}
	return s, s.Compress(site.Quick)
}

func placeholderInput(wasm []byte, program *gowasm.Program) page.Input {
	picture := []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"><rect width="16" height="9" fill="#888"/></svg>`)
	return page.Input{
		Lessons: []*lesson.Lesson{placeholderLesson()},
		Prose: func(s *lesson.Step) template.HTML {
			return template.HTML("<p>" + strings.Repeat(s.Prose+" ", 60) + "</p>")
		},
		Still: func(*lesson.Lesson, *lesson.Step) (*page.Still, error) {
			return &page.Still{Dark: picture, Light: picture, Width: 1280, Height: 720, Alt: "a grey field"}, nil
		},
		Answer: func(*lesson.Step) (*page.Answer, error) {
			return &page.Answer{Right: 1, Measured: "Measured: 4.7 µs."}, nil
		},
		Demo:    lesson.Step{Title: "Demo", ScenarioText: "seed 1\n", ScenarioName: "demo"},
		Program: wasm, Loader: program.Exec, Version: program.Version,
	}
}

func placeholderLesson() *lesson.Lesson {
	l := &lesson.Lesson{Num: 1, Slug: "test", Title: "A test", Summary: "Four steps.", Minutes: 1, File: "01-test.md"}
	for i, name := range []string{"one", "two", "three", "four"} {
		s := lesson.Step{Title: "Step " + name, Slug: name, Line: i, Prose: "Words about step " + name + ".", ScenarioText: "seed 1\n", ScenarioName: "small",
			Notes: "Say " + name + ".\nOn two lines.\n\nAnd a second paragraph."}
		if i%2 == 1 {
			s.Cues = []lesson.Cue{{Written: "mode qpw=1"}, {Written: "at 36ns"}}
		}
		l.Steps = append(l.Steps, s)
	}
	l.Steps[2].Ask = &lesson.Ask{Question: "How long?", Choices: []lesson.Choice{{Text: "short", Why: "It is longer."}, {Text: "long", Why: "So it is."}}}
	return l
}
