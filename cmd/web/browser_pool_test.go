//go:build !js

package main

import (
	"context"
	"os"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// A browser takes a second or two to start, and drawing with software takes both
// cores; most tests need neither a browser of their own nor a picture. So there are
// two browsers for all of them:
//
//   - one that sees draws with software, for tests that look at pixels;
//   - one that is blind has a graphics card that draws nothing: all else is as it
//     is with another. What is in no picture is tested there, some tests at a time.
//
// Each test has a context of the browser to itself, which is what a private window
// is: storage, caches, workers, and permissions begin empty and end with it.

// sight is one of the two, started by the first test that wants it.
type sight struct {
	angle  string // what draws for WebGL
	once   sync.Once
	ctx    context.Context
	cancel context.CancelFunc
	err    error
}

var (
	seeing = &sight{angle: "swiftshader"}
	blind  = &sight{angle: "null"}
)

func TestMain(m *testing.M) {
	code := m.Run()
	for _, s := range []*sight{seeing, blind} {
		if s.cancel != nil {
			s.cancel()
		}
	}
	os.Exit(code)
}

// browserFlags are those of every browser.
func browserFlags(t *testing.T, angle string) []chromedp.ExecAllocatorOption {
	return append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(browserPath(t)),
		chromedp.NoSandbox,
		chromedp.WSURLReadTimeout(patience),
		chromedp.Flag("use-angle", angle), // so that WebGL is there without a graphics card
		chromedp.Flag("enable-unsafe-swiftshader", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("mute-audio", true),
		chromedp.WindowSize(1280, 720),
	)
}

// start is the browser's own context, of whose tab nobody makes use.
func (s *sight) start(t *testing.T) context.Context {
	t.Helper()
	s.once.Do(func() {
		ctx, end := chromedp.NewExecAllocator(context.Background(), browserFlags(t, s.angle)...)
		tab, close := chromedp.NewContext(ctx)
		s.ctx, s.cancel = tab, func() { close(); end() }
		s.err = chromedp.Do(tab, chromedp.Navigate("about:blank"))
	})
	require.NoError(t, s.err, "the browser does not start")
	return s.ctx
}

// open is a tab for a test that looks at no picture. Such tests run beside each
// other; with BARNYARD_SHOTS they leave pictures, and so have to see.
func open(t *testing.T) *browser {
	t.Helper()
	browserPath(t)
	if os.Getenv("BARNYARD_SHOTS") != "" {
		return openSeeing(t)
	}
	besideOthers(t)
	return blind.open(t)
}

// openSeeing is a tab whose figures are drawn.
func openSeeing(t *testing.T) *browser {
	t.Helper()
	browserPath(t)
	return seeing.open(t)
}

// beside holds the tests that wait for their turn already: to say so twice is a
// mistake, and a test may open two browsers.
var beside sync.Map

func besideOthers(t *testing.T) {
	if _, said := beside.LoadOrStore(t.Name(), true); !said {
		t.Parallel()
	}
}

func (s *sight) open(t *testing.T) *browser {
	t.Helper()
	ctx, cancel := chromedp.NewContext(s.start(t), chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	return listenTo(t, ctx)
}

// listenTo begins to hear what a tab says. Each believes that it has the focus,
// whatever is in front of it, and has the same size.
func listenTo(t *testing.T, ctx context.Context) *browser {
	t.Helper()
	b := &browser{t: t, ctx: ctx}
	require.NoError(t, chromedp.Listen(ctx, b.hear)) // without an end of its own: the tab lives as long
	call(b, log.Enable, cdp.Empty{})
	call(b, cdpruntime.Enable, cdp.Empty{})
	call(b, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	b.size(1280, 720, 1, false)
	return b
}

// openWith is a browser that nobody else uses, with options of its own.
func openWith(t *testing.T, more ...chromedp.ExecAllocatorOption) *browser {
	t.Helper()
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(browserFlags(t, "swiftshader"), more...)...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return listenTo(t, ctx)
}

// long says that everything is looked at; otherwise a part of what is alike is.
func long() bool { return os.Getenv("BARNYARD_LONG") == "1" }
