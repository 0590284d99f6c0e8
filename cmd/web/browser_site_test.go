//go:build !js

package main

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/cmd/web/gowasm"
	"barnyard/cmd/web/site"
	"barnyard/lessons"
)

// The real site: the real lessons, the real program.

// realProgram is compiled once for all tests that need it.
var realProgram = sync.OnceValues(func() (*gowasm.Program, error) {
	root, err := gowasm.FindRoot(".", module)
	if err != nil {
		return nil, err
	}
	return gowasm.Build(context.Background(), root, "./cmd/web", &bytes.Buffer{})
})

func realSite(t *testing.T) (url string, s *site.Site) {
	t.Helper()
	browserPath(t)
	program, err := placeholderProgram()
	require.NoError(t, err)
	all, err := lessons.All()
	require.NoError(t, err)
	s, err = pages(&bytes.Buffer{}, all, program)
	require.NoError(t, err)
	require.NoError(t, s.Compress(site.Quick))
	return serveSite(t, s), s
}

// looks are the windows and wishes that every page has to suit.
var looks = []struct {
	name          string
	width, height int64
	scale         float64
	phone         bool
}{
	{"1280x720", 1280, 720, 1, false},
	{"390x844", 390, 844, 2, true},
	{"800x1100", 800, 1100, 1, false},
}

func TestBrowserEveryPageInEveryLook(t *testing.T) {
	url, s := realSite(t)
	b := open(t)
	for _, theme := range []string{"dark", "light"} {
		call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}},
		})
		for _, look := range looks {
			b.size(look.width, look.height, look.scale, look.phone)
			for _, f := range s.Files() {
				if path.Ext(f.Name) != ".html" {
					continue
				}
				b.page(url, f.Name)
				wide := eval[float64](b, `document.documentElement.scrollWidth`)
				assert.LessOrEqual(t, wide, float64(look.width), "%s at %s is wider than the window", f.Name, look.name)
				b.shot(fmt.Sprintf("site-%s-%s-%s", strings.TrimSuffix(f.Name, ".html"), look.name, theme))
			}
		}
	}
	b.noMistakes()
}

// page opens a page and waits for its figure, wherever that is.
func (b *browser) page(url, name string) {
	b.t.Helper()
	if name != "figure.html" {
		b.live(url + name)
		return
	}
	b.do(chromedp.Navigate(url + name))
	b.until(`document.documentElement.classList.contains('running')`)
}
