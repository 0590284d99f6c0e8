package main

import (
	"encoding/xml"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"barnyard/engine/scenario"
	"barnyard/viz/theme"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// shoot draws into a folder of its own and gives the file's text back.
func shoot(t *testing.T, words ...string) string {
	t.Helper()
	dir := t.TempDir()
	name := filepath.Join(dir, "x.svg")
	a := try(append(append([]string{"shot"}, words...), "-o", name)...)
	require.Equal(t, answer{}, a)
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, files, 1, "something was left behind")
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(text)
}

// ids is the things that a picture shows; that it is well-formed comes free.
func ids(t *testing.T, picture string) []string {
	t.Helper()
	var out []string
	for d := xml.NewDecoder(strings.NewReader(picture)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return out
		}
		require.NoError(t, err)
		if e, ok := token.(xml.StartElement); ok {
			for _, a := range e.Attr {
				if a.Name.Local == "data-id" {
					out = append(out, a.Value)
				}
			}
		}
	}
}

// TestShot: every pane that list names is in the picture; the same words give
// the same bytes, other words others.
func TestShot(t *testing.T) {
	line := []string{"shrink-under-poll", "--at", "38us"}
	first := shoot(t, line...)
	things := ids(t, first)
	for _, v := range views() {
		shown := slices.ContainsFunc(things, func(id string) bool {
			whole, _, _ := strings.Cut(id, "~")
			return whole == v.has.String() || strings.HasPrefix(whole, v.has.String()+"/")
		})
		assert.Equal(t, v.name != "lesson", shown, "%s: %s", v.name, v.has)
	}
	assert.Equal(t, first, shoot(t, line...))
	for _, other := range [][]string{{"--theme", "light"}, {"--qpw", "1"}, {"--size", "900x700"}, {"--at", "60us"}} {
		words := append(slices.Clone(line[:1]), other...)
		if other[0] != "--at" {
			words = append(words, line[1:]...)
		}
		assert.NotEqual(t, first, shoot(t, words...), "%v", other)
	}
}

// TestShotIsTold: who cannot see the picture is told the instant and what
// runs.
func TestShotIsTold(t *testing.T) {
	const title = "<title>Shrink a cache under a polling loop, with qpw="
	assert.Contains(t, shoot(t, "shrink-under-poll", "--at", "38700ns"),
		title+"0, at 38.700 µs. CPU 0: idle. CPU 1: ")
	assert.Equal(t, shoot(t, "shrink-under-poll", "--at", "38700ns"), shoot(t, "shrink-under-poll", "--at", "38.7us"))
	assert.Contains(t, shoot(t, "shrink-under-poll", "--at", "100us", "--qpw", "1"),
		title+"1, at 100.000 µs. CPU 0: idle. CPU 1: netd in alloc_from_pcs. CPU 2: idle. CPU 3: poll.</title>")
	assert.Contains(t, shoot(t, "shrink-under-poll", "--at", "0", "--size", "800x600"), `width="800" height="600"`)
}

// TestShotRefuses: one line, and no file.
func TestShotRefuses(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.Mkdir("folder.svg", 0o700))
	for _, c := range []struct{ line, err string }{
		{"alloc-burst -o x.svg", "shot: no time is given; expected --at T, such as --at 38us"},
		{"alloc-burst --at 3us", "shot: no file is named; expected -o OUT.svg or OUT.png"},
		{"--at 3us -o x.svg", "shot: nothing is named; expected " + wantScenario},
		{"alloc-burst --at 3 -o x.svg", `shot: --at: found "3"; expected a number and a unit (ns, us, ms, s or cy), or violation`},
		{"shrink-under-poll --at 221us -o x.svg", "shot: --at 221us: the run ends at 220.000 µs"},
		{"alloc-burst --at 3us -o x", `shot: -o "x": expected a name that ends with .svg or .png`},
		{"alloc-burst --at 3us --scale 5 -o x.png", `shot: --scale: found "5"; expected a whole number from 1 to 4`},
		{"alloc-burst --at 3us --scale 2 -o x.svg", "shot: --scale is given for an SVG, which has no pixels; expected it with a PNG"},
		{"alloc-burst --at 3us --size 4097x300 --scale 2 -o x.png", "shot: --size times --scale: 8194 pixels a side; expected at most 8192"},
		{"alloc-burst --at 3us -o folder.svg", `shot: "folder.svg" is no ordinary file; expected the name of one`},
		{"alloc-burst --at 3us -o no/x.svg", `shot: "no/x.svg" cannot be written: no such file or directory`},
		{"alloc-burst --at 3us --size 100x900 -o x.svg", `shot: --size: found "100x900"; expected WxH such as 1280x720, each from 200 to 8192`},
		{"alloc-burst --at 3us --size 900 -o x.svg", `shot: --size: found "900"; expected WxH such as 1280x720, each from 200 to 8192`},
		{"alloc-burst --at 3us --theme blue -o x.svg", `shot: --theme: found "blue"; expected dark or light`},
		{"nmi-nolock --at 3us --qpw n --alt nosheaves --generation 6.18 -o x.svg", "shot: --alt nosheaves: machine alt=nosheaves with kernel generation=6.18 is not in this engine yet"},
	} {
		refused(t, try(append([]string{"shot"}, strings.Fields(c.line)...)...), c.err)
	}
	files, err := os.ReadDir(".")
	require.NoError(t, err)
	assert.Len(t, files, 1, "something was left behind")
}

// TestShotOfAMistake: the place is the one in the text as it was written.
func TestShotOfAMistake(t *testing.T) {
	for _, c := range []struct{ text, err string }{
		{"# a comment\n\nmachine cpus=1\ncache a size=64\ntask t cpu=0 { free a n=3 }\n", "5:16: t frees 3 objects"},
		{"# a comment\n\nmachine cpus=1\ncache a size=64\ntask t cpu=0 { preempt_disable { sleep 1us } }\n", "5:34: sleep can sleep"},
	} {
		name := file(t, c.text)
		out := filepath.Join(t.TempDir(), "x.svg")
		a := try("shot", name, "--at", "0", "-o", out)
		assert.Equal(t, exitAuthor, a.code)
		assert.True(t, strings.HasPrefix(a.err, name+":"+c.err), a.err)
		assert.NoFileExists(t, out)
	}
}

// TestTooLate: the end of what a history keeps is not called the end of the
// run.
func TestTooLate(t *testing.T) {
	at := scenario.Dur{N: 9, Unit: scenario.Ms}
	assert.EqualError(t, tooLate("at", at, "8.500", false), "--at 9ms: the run ends at 8.500 µs")
	assert.EqualError(t, tooLate("to", at, "8.500", true),
		"--to 9ms: the picture keeps the first 4000000 events of this run, up to 8.500 µs; expected no later time")
}

// TestTheEndAsItIsPrinted: a run's end is told in whole nanoseconds, rounded; that
// time is in the run, the next nanosecond is not.
func TestTheEndAsItIsPrinted(t *testing.T) {
	t.Chdir(t.TempDir())
	name := file(t, "machine cpus=1 ghz=3\ntask t cpu=0 { work 5cy }\nuntil 8cy\n") // 2.667 ns
	assert.Contains(t, try("run", name, "--json").out, `"time_ns": 3,`)
	assert.Equal(t, answer{}, try("shot", name, "--at", "3ns", "-o", "x.svg"))
	assert.Equal(t, answer{}, try("export", name, "--to", "3ns", "--size", "300x300", "-o", "x.gif"))
	assert.Equal(t, "shot: --at 4ns: the run ends at 0.003 µs\n", try("shot", name, "--at", "4ns", "-o", "x.svg").err)
	assert.Equal(t, "export: --to 4ns: the run ends at 0.003 µs\n", try("export", name, "--to", "4ns", "-o", "x.gif").err)
}

// TestShotReplaces: an old file is replaced as a whole.
func TestShotReplaces(t *testing.T) {
	name := filepath.Join(t.TempDir(), "x.svg")
	require.NoError(t, os.WriteFile(name, []byte(strings.Repeat("old", 1_000_000)), 0o600))
	require.Equal(t, exitOK, try("shot", "alloc-burst", "--at", "3us", "-o", name).code)
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	assert.NotContains(t, string(text), "oldold")
}

// TestEveryBuiltinCanBeDrawn at its start and in each mode.
func TestEveryBuiltinCanBeDrawn(t *testing.T) {
	for _, b := range scenario.Builtins() {
		for _, mode := range []string{"n", "0", "1"} {
			assert.NotEmpty(t, ids(t, shoot(t, b.Name, "--at", "500ns", "--qpw", mode)), "%s qpw=%s", b.Name, mode)
		}
	}
}

// TestShotInPixels: a PNG has the pixels that the window has; see also
// TestPixelsAreThoseOfTheWindow in viz/paint.
func TestShotInPixels(t *testing.T) {
	name := filepath.Join(t.TempDir(), "x.png")
	require.Equal(t, answer{}, try("shot", "alloc-burst", "--at", "3us", "--size", "640x400", "--scale", "2", "--theme", "light", "-o", name))
	f, err := os.Open(name)
	require.NoError(t, err)
	defer f.Close()
	picture, err := png.Decode(f)
	require.NoError(t, err)
	assert.Equal(t, image.Rect(0, 0, 1280, 800), picture.Bounds())
	ground := theme.Light().Colour(theme.Ground)
	r, g, b, a := picture.At(4, 400).RGBA()
	assert.Equal(t, [4]uint32{uint32(ground.R), uint32(ground.G), uint32(ground.B), 255}, [4]uint32{r >> 8, g >> 8, b >> 8, a >> 8})
}
