package gowasm

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	real "text/template"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"barnyard/cmd/web/gowasm/instead/template"
)

func ebitenFile(t *testing.T, name string) string {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", ebiten).Output()
	require.NoError(t, err)
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), filepath.FromSlash(name)))
	require.NoError(t, err)
	return string(text)
}

// kinds has the fields that the shaders' templates ask for.
type kinds struct {
	Filter, FilterNearest, FilterLinear, FilterPixelated      int
	Address, AddressUnsafe, AddressClampToZero, AddressRepeat int
}

func TestOurTemplateWritesTheSameShaders(t *testing.T) {
	for _, file := range []string{"internal/builtinshader/shader.go", "internal/colormshader/shader.go"} {
		_, rest, found := strings.Cut(ebitenFile(t, file), "Parse(`")
		require.True(t, found)
		text, _, found := strings.Cut(rest, "`")
		require.True(t, found)
		theirs, err := real.New("").Parse(text)
		require.NoError(t, err)
		ours, err := template.New("").Parse(text)
		require.NoError(t, err)
		seen := map[string]bool{}
		for filter := range 3 {
			for address := range 3 {
				data := kinds{Filter: filter, FilterLinear: 1, FilterPixelated: 2, Address: address, AddressClampToZero: 1, AddressRepeat: 2}
				var want, got bytes.Buffer
				require.NoError(t, theirs.Execute(&want, data))
				require.NoError(t, ours.Execute(&got, data))
				assert.Equal(t, want.String(), got.String(), "%s, %d, %d", file, filter, address)
				seen[got.String()] = true
			}
		}
		assert.Len(t, seen, 9)
	}
}

func TestOurTemplateRefusesWhatItDoesNotKnow(t *testing.T) {
	for text, want := range map[string]string{
		"{{.Filter}}": "stands outside of an if", "{{end}}": "stands outside of an if", "{{if .Filter}}": "cannot follow",
		"{{if eq .Filter .Nothing}}": "no such numbers", "{{if eq .Filter .Filter}}{{.Filter}}{{end}}": "cannot follow {{.Filter}}",
	} {
		parsed, err := template.New("").Parse(text)
		require.NoError(t, err)
		assert.ErrorContains(t, parsed.Execute(&bytes.Buffer{}, kinds{}), want, text)
	}
	_, err := template.New("").Parse("{{if")
	assert.ErrorContains(t, err, "is not closed")
}

func TestFontsWithoutHintsDrawTheSame(t *testing.T) {
	for _, f := range fonts {
		small, err := withoutHints(f.file())
		require.NoError(t, err)
		assert.Less(t, 2*len(small), len(f.file()), f.name)
		want, err := sfnt.Parse(f.file())
		require.NoError(t, err)
		got, err := sfnt.Parse(small)
		require.NoError(t, err)
		require.Equal(t, want.NumGlyphs(), got.NumGlyphs())
		sameFont(t, want, got)
	}
}

// sameFont compares all that package typeset asks a font for.
func sameFont(t *testing.T, want, got *sfnt.Font) {
	t.Helper()
	var a, b sfnt.Buffer
	size := fixed.Int26_6(want.UnitsPerEm())
	require.Equal(t, want.UnitsPerEm(), got.UnitsPerEm())
	same := func(x any, err error, y any, err2 error) {
		t.Helper()
		require.NoError(t, err)
		require.NoError(t, err2)
		require.True(t, reflect.DeepEqual(x, y))
	}
	x, err := want.Metrics(&a, size, xfont.HintingNone)
	y, err2 := got.Metrics(&b, size, xfont.HintingNone)
	same(x, err, y, err2)
	for r := range rune(0x10000) {
		x, err := want.GlyphIndex(&a, r)
		y, err2 := got.GlyphIndex(&b, r)
		same(x, err, y, err2)
	}
	for g := range sfnt.GlyphIndex(want.NumGlyphs()) {
		x, err := want.GlyphAdvance(&a, g, size, xfont.HintingNone)
		y, err2 := got.GlyphAdvance(&b, g, size, xfont.HintingNone)
		same(x, err, y, err2)
		p, err := want.LoadGlyph(&a, g, size, nil)
		q, err2 := got.LoadGlyph(&b, g, size, nil)
		same(p, err, q, err2)
	}
}

func TestADamagedFontIsRefused(t *testing.T) {
	file := fonts[0].file()
	for _, n := range []int{0, 4, 12, 200, len(file) / 2} {
		_, err := withoutHints(file[:n])
		assert.ErrorIs(t, err, errFont, n)
	}
}

func TestASwapThatDoesNotFitIsTold(t *testing.T) {
	tool, err := findTool(context.Background(), ".")
	require.NoError(t, err)
	root, err := FindRoot(".", "barnyard")
	require.NoError(t, err)
	o := newOverlay(t.TempDir())
	require.NoError(t, tool.see(context.Background(), o, root, "./cmd/web"))
	for _, s := range swaps {
		assert.NoError(t, o.swap(s))
	}
	assert.ErrorContains(t, o.swap(swaps[0]), "does not import text/template, as the table in slim.go expects")
	assert.ErrorContains(t, o.swap(swap{"internal/none.go", "fmt", "zip"}), "internal/none.go of "+ebiten)
}
