package svg

import (
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/scene"
	"barnyard/viz/scene/scenetest"
	"barnyard/viz/theme"
)

var update = flag.Bool("update", false, "write the golden files anew; look at them before you commit")

const farmTitle = "Four CPUs, a barn and slabs while CPU 3 flushes its sheaves"

func TestGolden(t *testing.T) {
	cases := map[string]string{
		"farm-dark.svg":   String(scenetest.Farm(), theme.Dark(), Options{Title: farmTitle}),
		"farm-light.svg":  String(scenetest.Farm(), theme.Light(), Options{Title: farmTitle}),
		"marks.svg":       String(scenetest.Marks(), theme.Dark(), Options{Title: "every mark", Prefix: "m-"}),
		"marks-paths.svg": String(scenetest.Marks(), theme.Light(), Options{Title: "every mark", Shapes: true}),
	}
	for name, got := range cases {
		path := filepath.Join("testdata", name)
		if *update {
			require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
		}
		want, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.True(t, string(want) == got, "%s differs; run go test ./viz/svg -update and look at the file", name)
	}
}

// elements reads the file as XML and counts its elements.
func elements(t *testing.T, text string) map[string]int {
	t.Helper()
	n := map[string]int{}
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return n
		}
		require.NoError(t, err)
		if e, ok := token.(xml.StartElement); ok {
			n[e.Name.Local]++
		}
	}
}

func TestItIsXMLThatStandsAlone(t *testing.T) {
	for _, o := range []Options{{Title: "a"}, {Title: "b", Shapes: true}} {
		text := String(scenetest.Farm(), theme.Dark(), o)
		n := elements(t, text)
		assert.Equal(t, 1, n["svg"])
		for _, tag := range []string{"script", "style", "image", "foreignObject", "use", "a"} {
			assert.Zero(t, n[tag], tag)
		}
		assert.Equal(t, o.Shapes, n["text"] == 0, "letters are text or paths")
		assert.NotContains(t, text, "NaN")
		assert.NotContains(t, text, "href")
	}
}

func TestTheSameSceneGivesTheSameBytes(t *testing.T) {
	assert.Equal(t, String(scenetest.Farm(), theme.Dark(), Options{}), String(scenetest.Farm(), theme.Dark(), Options{}))
}

func TestTextIsEscaped(t *testing.T) {
	var s scene.Scene
	s.Reset(10, 10)
	s.Text(scene.CPU.ID(0), 1, 2, `</text><script>"&'`+"\x00\x1b", theme.Prose, scene.Start, scene.Solid(theme.Text)).Tip("a < b & c")
	text := String(&s, theme.Dark(), Options{Title: `<b>"x"</b>`})
	assert.Contains(t, text, `&lt;/text&gt;&lt;script&gt;&quot;&amp;'`+"\ufffd\ufffd"+`<title>a &lt; b &amp; c</title></text>`)
	assert.Contains(t, text, "<title>&lt;b&gt;&quot;x&quot;&lt;/b&gt;</title>")
	assert.Equal(t, 0, elements(t, text)["script"])
}

func TestIDsAndHints(t *testing.T) {
	var s scene.Scene
	s.Reset(10, 10)
	s.Box(scene.ID{}, scene.Rect{W: 1, H: 1}, 0, scene.Solid(theme.Card))
	s.Padlock(scene.CPULock.ID(0, 3), 0, 0, 10, scene.SpinLock, false, scene.Solid(theme.LockHeld)).Tip("held by kworker/3:1")
	text := String(&s, theme.Dark(), Options{})
	assert.Equal(t, 1, strings.Count(text, "data-id="))
	assert.Contains(t, text, `<g data-id="cache0/cpu3/lock"><title>held by kworker/3:1</title>`)
}

func TestClipsAndHatchesAreSharedAndPrefixed(t *testing.T) {
	var s scene.Scene
	s.Reset(100, 100)
	s.SetClip(scene.Rect{X: 10, Y: 10, W: 50, H: 50})
	for i := range 3 {
		s.Hatch(scene.WaitSpan.ID(0, i), scene.Rect{W: 20, H: 20}, 0, scene.Tint(theme.Waiting, 0.5))
	}
	text := String(&s, theme.Dark(), Options{Prefix: "p7-"})
	assert.Equal(t, 1, strings.Count(text, "<clipPath"))
	assert.Equal(t, 1, strings.Count(text, "<pattern"))
	assert.Equal(t, 3, strings.Count(text, `clip-path="url(#p7-clip0)"`))
	assert.Equal(t, 3, strings.Count(text, `fill="url(#p7-hatchd55e00)" fill-opacity="0.5"`))
}

func TestDecimal(t *testing.T) {
	for v, want := range map[float32]string{0: "0", -0.001: "0", 1: "1", 1.5: "1.5", 1.005: "1", 120: "120", -3.25: "-3.25"} {
		assert.Equal(t, want, decimal(v))
	}
}
