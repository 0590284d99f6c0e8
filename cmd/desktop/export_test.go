package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	pixels "image/draw"
	"image/gif"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/paint"
	"barnyard/viz/scene"
	"barnyard/viz/ui"
	"barnyard/viz/view"
)

// TestExport: each ending gives its format, and run --trace the same bytes.
func TestExport(t *testing.T) {
	t.Chdir(t.TempDir())
	for ending, begins := range map[string]string{
		"pftrace": "\n", "json": `{"displayTimeUnit":"ns"`, "txt": "# tracer: nop\n#\n# cpus=1\n", "dat": "\x17\x08\x44tracing6\x00",
		"samples.csv": "series,n,cycle", "csv": "ns,cycle,step",
	} {
		require.Equal(t, answer{}, try("export", "alloc-burst", "--qpw", "1", "-o", "a."+ending))
		text, err := os.ReadFile("a." + ending)
		require.NoError(t, err)
		assert.True(t, strings.HasPrefix(string(text), begins), "%s: %.20q", ending, text)
		for _, also := range [][]string{nil, {"--json"}, {"--events", "WorkStart"}} {
			name := fmt.Sprintf("b%d.%s", len(also), ending)
			require.Zero(t, try(append([]string{"run", "alloc-burst", "--qpw", "1", "--trace", name}, also...)...).code)
			again, err := os.ReadFile(name)
			require.NoError(t, err)
			assert.Equal(t, text, again)
		}
	}
}

// TestExportOfAReplay: what an explorer found opens in the viewers too.
func TestExportOfAReplay(t *testing.T) {
	t.Chdir(t.TempDir())
	require.Equal(t, answer{}, try("export", "b1:alloc-burst:qpw=1:", "-o", "a.csv"))
	require.Equal(t, answer{}, try("export", "alloc-burst", "--qpw", "1", "-o", "b.csv"))
	a, err := os.ReadFile("a.csv")
	require.NoError(t, err)
	b, err := os.ReadFile("b.csv")
	require.NoError(t, err)
	assert.Equal(t, string(b), string(a))
}

// TestExportRefuses: one line, and no file.
func TestExportRefuses(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, c := range []struct{ line, err string }{
		{"export alloc-burst", "export: no file is named; expected -o OUT, such as -o run.pftrace"},
		{"export -o x.csv", "export: nothing is named; expected " + wantScenario},
		{"export alloc-burst -o x.xls", `export: "x.xls": expected a name that ends with ` + exportEndings()},
		{"run alloc-burst --trace x", `run: "x": expected a name that ends with ` + exportEndings()},
		{"run alloc-burst --trace x.gif", `run: --trace "x.gif": a film has its own command, export`},
		{"export alloc-burst --fps 20 -o x.csv", "export: --fps is given with .csv, which is no film but the whole run, or what --until leaves of it; expected it with .gif, .mp4 or .webm"},
		{"export b1:alloc-burst:: --qpw 1 -o x.csv", "export: --qpw is given with a replay string; expected none: its settings are in the string"},
		{"export b1:alloc-burst:: --qpw 1 -o x.gif", "export: --qpw is given with a replay string; expected none: its settings are in the string"},
		{"export b1:alloc-burst::i0 -o x.csv", "export: choice 1: i0 cannot act there; expected r0"},
		{"export alloc-burst --fps 30 -o x.gif", `export: --fps: found "30"; expected 1, 2, 4, 5, 10, 20, 25 or 50`},
		{"export alloc-burst --from 9us --to 3us -o x.gif", "export: --from is later than --to; expected it before"},
		{"export alloc-burst --to 9s -o x.gif", "export: --to 9s: the run ends at 19.105 µs"},
		{"export alloc-burst --speed 0 -o x.gif", "export: --speed: found 0; expected some of the run, such as 2us"},
		{"export alloc-burst --speed 1ns -o x.gif", "export: the film has 382101 pictures; expected at most 6000: a shorter span, a higher --speed or a lower --fps"},
		{"export alloc-burst --size 9x9 -o x.mp4", `export: --size: found "9x9"; expected WxH such as 1280x720, each from 200 to 8192`},
	} {
		refused(t, try(strings.Fields(c.line)...), c.err)
	}
	files, err := os.ReadDir(".")
	require.NoError(t, err)
	assert.Empty(t, files, "something was left behind")
}

// filmLine is a short film across the moment at which the loop stops.
var filmLine = strings.Fields("export shrink-under-poll --qpw 0 --until 40us --from 36us --to 38us --speed 5us --fps 10 --size 640x400")

// filmStills is how many pictures it has: one each 500 ns.
const filmStills = 5

// filmSize has no room for the timeline; timelineSize has.
const (
	filmSize     = "640x400"
	timelineSize = "1280x720"
)

// stills is what shot draws at the film's instants, as pixels.
func stills(t *testing.T, size string, from int) (out []*image.RGBA) {
	t.Helper()
	for i := range filmStills {
		name := filepath.Join(t.TempDir(), "x.png")
		at := fmt.Sprintf("%dns", from+500*i)
		require.Equal(t, answer{}, try("shot", "shrink-under-poll", "--qpw", "0", "--until", "40us", "--at", at, "--size", size, "-o", name))
		f, err := os.Open(name)
		require.NoError(t, err)
		defer f.Close()
		picture, err := png.Decode(f)
		require.NoError(t, err)
		still := image.NewRGBA(picture.Bounds())
		pixels.Draw(still, still.Bounds(), picture, image.Point{}, pixels.Src)
		out = append(out, still)
	}
	return out
}

// far is the share, in thousandths, of bytes that differ by more than that.
func far(a, b *image.RGBA, than int) int {
	n := 0
	for i := range a.Pix {
		if d := int(a.Pix[i]) - int(b.Pix[i]); max(d, -d) > than {
			n++
		}
	}
	return n * 1000 / len(a.Pix)
}

// TestFilmsPicturesAreThoseOfShot: to the colours that a GIF has.
func TestFilmsPicturesAreThoseOfShot(t *testing.T) {
	want := stills(t, filmSize, 36000)
	name := filepath.Join(t.TempDir(), "x.gif")
	require.Equal(t, answer{}, try(append(filmLine, "-o", name)...))
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	anim, err := gif.DecodeAll(bytes.NewReader(text))
	require.NoError(t, err)
	total := 0
	for _, d := range anim.Delay {
		total += d
	}
	assert.Equal(t, 10*filmStills, total, "each picture takes a tenth of a second")
	shown := image.NewRGBA(want[0].Bounds())
	at := 0
	for i, part := range anim.Image {
		pixels.Draw(shown, part.Bounds(), part, part.Bounds().Min, pixels.Over)
		assert.LessOrEqual(t, far(shown, want[at], 40), 1, "picture %d", at)
		assert.LessOrEqual(t, far(shown, want[at], 12), 30, "picture %d", at)
		at += anim.Delay[i] / 10
	}
	assert.Equal(t, filmStills, at)
}

// TestFilmIsAFunctionOfTime: a picture is the same whatever was shown before it,
// also where the timeline begins to move (10 µs), and where it has.
func TestFilmIsAFunctionOfTime(t *testing.T) {
	for _, from := range []int{9000, 36000} {
		for _, size := range []string{filmSize, timelineSize} {
			want := stills(t, size, from)
			c := &call{}
			o := order{w: want[0].Rect.Dx(), h: want[0].Rect.Dy(), scale: 1}
			m, err := c.filmed("shrink-under-poll", []given{{"qpw", "0"}, {"until", "40us"}}, o)
			require.NoError(t, err)
			f := &film{order: o, from: int64(from) * m.GHz(), to: int64(from+2000) * m.GHz(), step: 500 * m.GHz() * 1000, fps: 10}
			require.Equal(t, filmStills, f.frames())
			cam := f.camera(m)
			for _, i := range []int{4, 0, 3, 1, 1, 2} {
				assert.True(t, bytes.Equal(want[i].Pix, cam.picture(i).Pix), "%s from %d ns: picture %d", size, from, i)
			}
		}
	}
}

// TestVideosPicturesAreThoseOfShot: as near as a codec keeps them.
func TestVideosPicturesAreThoseOfShot(t *testing.T) {
	ffmpeg, err := exec.LookPath("ffmpeg")
	if err != nil && os.Getenv("BARNYARD_TOOLS") != "1" {
		t.Skip("ffmpeg is not installed; BARNYARD_TOOLS=1 demands it")
	}
	require.NoError(t, err)
	want := stills(t, filmSize, 36000)
	for _, ending := range []string{"mp4", "webm"} {
		name := filepath.Join(t.TempDir(), "x."+ending)
		require.Equal(t, answer{}, try(append(filmLine, "-o", name)...))
		raw, err := exec.Command(ffmpeg, "-loglevel", "error", "-i", name, "-f", "rawvideo", "-pix_fmt", "rgba", "-").Output()
		require.NoError(t, err)
		size := len(want[0].Pix)
		require.Equal(t, len(want)*size, len(raw), "%s: pictures", ending)
		for i := range want {
			got := &image.RGBA{Pix: raw[i*size : (i+1)*size], Stride: want[i].Stride, Rect: want[i].Rect}
			assert.LessOrEqual(t, far(got, want[i], 40), 10, "%s: picture %d", ending, i)
			if i > 0 {
				assert.Less(t, far(got, want[i], 24), far(got, want[(i+2)%filmStills], 24), "%s: picture %d is nearer to its own instant than to another", ending, i)
			}
		}
	}
}

// TestGIFStreamIsReadBack: the library reads what the stream writes, also a picture
// that stands there for longer than one can say at once.
func TestGIFStreamIsReadBack(t *testing.T) {
	colours := color.Palette{color.RGBA{1, 2, 3, 255}, color.RGBA{4, 5, 6, 255}}
	whole := image.NewPaletted(image.Rect(0, 0, 301, 203), colours)
	for i := range whole.Pix {
		whole.Pix[i] = uint8(i / 7 % 2)
	}
	part := image.NewPaletted(image.Rect(11, 13, 14, 15), colours)
	part.Pix[4] = 1
	var b bytes.Buffer
	g := newGIF(&b, image.Pt(301, 203), colours)
	require.NoError(t, g.show(whole, 5))
	for range 700 {
		require.NoError(t, g.show(nil, 100))
	}
	require.NoError(t, g.show(part, 10))
	require.NoError(t, g.close())
	anim, err := gif.DecodeAll(&b)
	require.NoError(t, err)
	require.Len(t, anim.Image, 3)
	assert.Equal(t, []int{65505, 4500, 10}, anim.Delay)
	assert.Equal(t, 0, anim.LoopCount)
	assert.Equal(t, whole.Rect, anim.Image[0].Rect)
	assert.Equal(t, whole.Pix, anim.Image[0].Pix)
	assert.Equal(t, image.Rect(0, 0, 1, 1), anim.Image[1].Rect)
	assert.Equal(t, part.Rect, anim.Image[2].Rect)
	assert.Equal(t, part.Pix, anim.Image[2].Pix)
}

// TestAFilmOfARunThatIsCutOffIsRefused: what it would leave out is told.
func TestAFilmOfARunThatIsCutOffIsRefused(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("long.barn", []byte("machine cpus=1\ncache c size=64\ntask a cpu=0 { loop { alloc c; free c } }\nuntil 300ms\n"), 0o600))
	const kept = "the picture keeps the first 4000000 events of this run, up to 9333.894 µs; expected "
	refused(t, try("export", "long.barn", "-o", "x.gif"), "export: "+kept+"--to, no later")
	refused(t, try("export", "long.barn", "--from", "200ms", "--to", "200ms", "-o", "x.gif"), "export: --from 200ms: "+kept+"no later time")
	assert.NoFileExists(t, "x.gif")
}

// TestOddSizes: a film has the size that it was asked for, or says which.
func TestOddSizes(t *testing.T) {
	if _, err := exec.LookPath("ffmpeg"); err != nil && os.Getenv("BARNYARD_TOOLS") != "1" {
		t.Skip("ffmpeg is not installed; BARNYARD_TOOLS=1 demands it")
	}
	t.Chdir(t.TempDir())
	line := strings.Fields("export alloc-burst --to 1us --fps 1 --size 201x333 -o")
	assert.Equal(t, answer{}, try(append(line, "x.webm")...))
	assert.Equal(t, answer{err: "export: \"x.mp4\" is 202x334: an MP4 has even sizes; a WebM and a GIF can have the others\n"}, try(append(line, "x.mp4")...))
}

// TestNoFFmpegIsTold: and no file is left.
func TestNoFFmpegIsTold(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("PATH", t.TempDir())
	refused(t, try("export", "alloc-burst", "-o", "x.mp4"), `export: -o "x.mp4": ffmpeg is not installed; expected it, or a name that ends with .gif`)
	files, err := os.ReadDir(".")
	require.NoError(t, err)
	assert.Empty(t, files)
}

// TestAGIFStopsBeforeItsFirstPicture: the colours are looked for in pictures that may
// take seconds each, and who has stopped the program waits for one at most.
func TestAGIFStopsBeforeItsFirstPicture(t *testing.T) {
	o := order{w: 640, h: 400, scale: 1}
	m, err := (&call{}).filmed("alloc-burst", nil, o)
	require.NoError(t, err)
	f := &film{order: o, to: m.End(), step: m.End() * 1000 / 4, fps: 10}
	ctx, stop := context.WithCancelCause(t.Context())
	stop(stopped{os.Interrupt})
	p, err := f.palette(ctx, f.camera(m))
	assert.Equal(t, stopped{os.Interrupt}, err)
	assert.Nil(t, p)
	var b bytes.Buffer
	assert.Equal(t, stopped{os.Interrupt}, f.gif(ctx, m, &b))
	assert.Empty(t, b.Bytes())
}

// TestPaletteKeepsTheTheme: none of the colours that mean something is lost.
func TestPaletteKeepsTheTheme(t *testing.T) {
	o := order{w: 640, h: 400, scale: 1}
	m, err := (&call{}).filmed("alloc-burst", nil, o)
	require.NoError(t, err)
	f := &film{order: o, to: m.End(), step: m.End() * 1000 / 4, fps: 10}
	p, err := f.palette(t.Context(), f.camera(m))
	require.NoError(t, err)
	assert.Len(t, p.colours, gifColours)
	var s scene.Scene
	ui.Update(m, ui.Tick{})
	view.Build(m, &s)
	picture := paint.New(f.theme()).Pixels(&s, 1)
	painted := p.paint(picture)
	back := image.NewRGBA(picture.Bounds())
	pixels.Draw(back, back.Bounds(), painted, image.Point{}, pixels.Src)
	assert.LessOrEqual(t, far(back, picture, 12), 30)
}
