//go:build !js

package main

import (
	"encoding/xml"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What is saved on the page is what the window saves: a picture in lines or in
// pixels; and the command for all else.
func TestBrowserWhatIsShownCanBeSaved(t *testing.T) {
	url, _ := realSite(t)
	b := open(t)
	dir := t.TempDir()
	call(b, cdpbrowser.SetDownloadBehavior, cdpbrowser.SetDownloadBehaviorParams{
		Behavior: cdpbrowser.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir, BrowserContextID: chromedp.FromContext(b.ctx).BrowserContextID,
	})
	b.do(chromedp.Navigate(url + "figure.html#v=1&s=shrink-under-poll&run=qpw=1&t=38.7us"))
	b.until(twin + `.includes('qpw=1, at 38.700 µs')`)
	assert.False(t, eval[bool](b, `document.querySelector('.saves').checkVisibility()`), "not in the way of the picture")
	b.act(`document.querySelector('[data-panel="hands"]').click()`)
	b.until(`document.querySelector('.saves').checkVisibility()`)
	b.shot("save-open")
	save := func(kind, name string) []byte {
		t.Helper()
		b.act(`document.querySelector('[data-save="` + kind + `"]').click()`)
		b.until(`document.querySelector('.saved').textContent.startsWith('` + name + `: ')`)
		path := filepath.Join(dir, name)
		require.Eventually(t, func() bool { _, err := os.Stat(path); return err == nil }, patience, 50*time.Millisecond, path)
		body, err := os.ReadFile(path)
		require.NoError(t, err)
		return body
	}
	picture := save("svg", "barnyard.svg")
	for d := xml.NewDecoder(strings.NewReader(string(picture))); ; {
		if _, err := d.Token(); err == io.EOF {
			break
		} else {
			require.NoError(t, err, "a picture that others can read")
		}
	}
	assert.Contains(t, string(picture), "at 38.700 µs", "its title says what is seen")

	pixels, err := png.Decode(strings.NewReader(string(save("png", "barnyard.png"))))
	require.NoError(t, err)
	assert.Equal(t, 2*eval[int](b, `document.querySelector('canvas').clientWidth`), pixels.Bounds().Dx())
	seen := map[any]bool{}
	for x := range pixels.Bounds().Dx() {
		seen[pixels.At(x, pixels.Bounds().Dy()/4)] = true
	}
	assert.Greater(t, len(seen), 8, "not a blank picture")

	b.act(`navigator.clipboard.writeText = async (text) => { self.copied = text; }; document.querySelector('[data-save="command"]').click()`)
	b.until(`self.copied`)
	assert.Equal(t, "go run ./cmd/desktop export 'b1:shrink-under-poll:qpw=1:' -o film.gif", eval[string](b, `self.copied`))
	b.noMistakes()
}
