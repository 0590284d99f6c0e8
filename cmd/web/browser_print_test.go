//go:build !js

package main

import (
	"bytes"
	"context"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A lesson on paper: steps may go over the end of a page, or the first page has
// nothing but the title. This one took 13 pages when they might not, and 10 when they
// might; it has some more words since then.
func TestBrowserALessonOnPaperIsNotMostlyEmpty(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	b.do(chromedp.Navigate(url + "09-the-interrupted-loop.html"))
	pdf := b.paper()
	pages := bytes.Count(pdf, []byte("/Type /Page\n"))
	require.Positive(t, pages, "%.200q", pdf)
	assert.LessOrEqual(t, pages, 11)
	t.Logf("%d pages", pages)
}

// paper is the page as it is printed: a PDF.
func (b *browser) paper() (pdf []byte) {
	b.t.Helper()
	ctx, cancel := b.soon()
	defer cancel()
	require.NoError(b.t, chromedp.Do(ctx, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		printed, err := cdp.Call(ctx, target, page.PrintToPDF, page.PrintToPDFParams{})
		pdf = printed.Data
		return err
	})))
	return pdf
}
