//go:build !js

package main

import (
	"context"
	"os"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// Each test has a browser to itself, and one at a time: what two of them do at once
// in one browser is late now and then, and so is what they do on two cores. Most
// tests look at no picture. Theirs has a graphics card that draws nothing, all else
// is as it is with another; those that look at pixels draw with software, which
// takes both cores.

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

// open is a tab for a test that looks at no picture; with BARNYARD_SHOTS it leaves
// some, and so has to see.
func open(t *testing.T) *browser {
	t.Helper()
	if os.Getenv("BARNYARD_SHOTS") != "" {
		return openSeeing(t)
	}
	return openWith(t, "null")
}

// openSeeing is a tab whose figures are drawn.
func openSeeing(t *testing.T) *browser {
	t.Helper()
	return openWith(t, "swiftshader")
}

// listenTo begins to hear what a tab says. Each believes that it has the focus,
// whatever is in front of it, and has the same size.
func listenTo(t *testing.T, ctx context.Context) *browser {
	t.Helper()
	b := &browser{t: t, ctx: ctx, crashed: make(chan struct{})}
	require.NoError(t, chromedp.Listen(ctx, b.hear)) // without an end of its own: the tab lives as long
	call(b, log.Enable, cdp.Empty{})
	call(b, cdpruntime.Enable, cdp.Empty{})
	call(b, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	b.size(1280, 720, 1, false)
	return b
}

// openWith is open with something of one's own that draws for WebGL.
func openWith(t *testing.T, angle string) *browser {
	t.Helper()
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), browserFlags(t, angle)...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return listenTo(t, ctx)
}

// long says that everything is looked at; otherwise a part of what is alike is.
func long() bool { return os.Getenv("BARNYARD_LONG") == "1" }
