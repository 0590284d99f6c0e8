package paint

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"barnyard/viz/scene"
	"barnyard/viz/scene/scenetest"
	"barnyard/viz/theme"
)

// Pixels can be read only while a game runs, and a game must have the main
// goroutine. So with BARNYARD_WINDOW=1 the tests run beside a window and hand
// it what they want drawn. Without a display the window fails, and so does
// the test run: whoever asks for the window wants to know.
const wanted = "BARNYARD_WINDOW"

// window draws scenes that tests send to it.
type window struct {
	jobs chan job
	done chan int
}

type job struct {
	before []*scene.Scene // what the window shows before
	scene  *scene.Scene
	theme  *theme.Theme
	scale  float32
	image  chan *image.RGBA
}

var theWindow = &window{jobs: make(chan job), done: make(chan int, 1)}

func TestMain(m *testing.M) {
	if os.Getenv(wanted) != "1" {
		os.Exit(m.Run())
	}
	go func() { theWindow.done <- m.Run() }()
	ebiten.SetWindowSize(640, 360)
	if err := ebiten.RunGame(theWindow); err != nil {
		var failed exitCode
		if errors.As(err, &failed) {
			os.Exit(int(failed))
		}
		fmt.Fprintf(os.Stderr, "%s=1 asks for a window, but none opened: %v\n", wanted, err)
		os.Exit(1)
	}
}

type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("the tests ended with %d", int(e)) }

// Update ends the program when the tests have ended.
func (w *window) Update() error {
	select {
	case code := <-w.done:
		if code == 0 {
			return ebiten.Termination
		}
		return exitCode(code)
	default:
		return nil
	}
}

// Layout asks for one pixel a point.
func (w *window) Layout(int, int) (int, int) { return 1280, 720 }

// Draw does one job, if there is one, and hands back its pixels.
func (w *window) Draw(screen *ebiten.Image) {
	select {
	case j := <-w.jobs:
		width, height := int(j.scene.W*j.scale), int(j.scene.H*j.scale)
		target := ebiten.NewImage(width, height)
		p := New(j.theme)
		for _, s := range append(j.before, j.scene) {
			p.Draw(target, s, j.scale)
		}
		out := image.NewRGBA(image.Rect(0, 0, width, height))
		target.ReadPixels(out.Pix)
		screen.DrawImage(target, nil)
		j.image <- out
	default:
	}
}

// drawn is the scene's pixels; the test is skipped where no window is wanted.
func drawn(t *testing.T, s *scene.Scene, th *theme.Theme, scale float32, before ...*scene.Scene) *image.RGBA {
	t.Helper()
	if os.Getenv(wanted) != "1" {
		t.Skipf("set %s=1, with a display, to open a window and read its pixels", wanted)
	}
	j := job{before, s, th, scale, make(chan *image.RGBA)}
	theWindow.jobs <- j
	return <-j.image
}

// save writes a PNG beside BARNYARD_SHOT, if that is set.
func save(t *testing.T, img image.Image, suffix string) {
	path := os.Getenv("BARNYARD_SHOT")
	if path == "" {
		return
	}
	f, err := os.Create(path + suffix)
	require.NoError(t, err)
	require.NoError(t, png.Encode(f, img))
	require.NoError(t, f.Close())
}

func TestWindowShowsTheFarm(t *testing.T) {
	th := theme.Dark()
	img := drawn(t, scenetest.Farm(), th, 1)
	save(t, img, "")
	for _, c := range []struct {
		name string
		x, y int
		want theme.Role
	}{
		{"the window's ground", 5, 300, theme.Ground},
		{"a free object in main of CPU 0", 36, 169, theme.ObjFree},
		{"an empty place in spare of CPU 0", 128, 169, theme.Cell},
		{"the span of netd", 350, 440, theme.Task},
		{"the span of the kworker", 600, 512, theme.Kworker},
		{"a held lock's bar", 390, 527, theme.LockHeld},
		{"now", 739, 640, theme.Cursor},
		{"an object that waits for RCU", 268, 215, theme.ObjRCU},
		{"the alarm", 824, 197, theme.AlarmGround},
	} {
		near(t, th.Colour(c.want), img.RGBAAt(c.x, c.y), c.name)
	}
	seen := map[color.RGBA]bool{}
	for y := range 720 {
		for x := range 1280 {
			seen[img.RGBAAt(x, y)] = true
		}
	}
	assert.Greater(t, len(seen), 500, "letters and edges are smooth")
}

func near(t *testing.T, want theme.RGB, got color.RGBA, name string) {
	t.Helper()
	for _, d := range []int{int(want.R) - int(got.R), int(want.G) - int(got.G), int(want.B) - int(got.B)} {
		assert.LessOrEqual(t, max(d, -d), 3, "%s: want %v, got %v", name, want, got)
	}
}

func TestWindowShowsEveryMark(t *testing.T) {
	save(t, drawn(t, scenetest.Marks(), theme.Dark(), 2), "-marks.png")
	img := drawn(t, scenetest.Farm(), theme.Light(), 1.5)
	save(t, img, "-light.png")
	near(t, theme.Light().Colour(theme.Ground), img.RGBAAt(7, 450), "the light ground at another scale")
}

// A window that showed other pictures before shows the same as a new one, although
// only what has changed is drawn; a graphics card may round a colour in a part of
// the screen another way.
func TestWindowShowsChanges(t *testing.T) {
	var before []*scene.Scene
	for frame := range 8 {
		s := scenetest.Farm()
		s.Items = s.Items[:len(s.Items)-frame*7]
		for i := frame; i < len(s.Items); i += 40 {
			s.Items[i].Rect.X += float32(frame) * 3.3
			s.Items[i].Alpha = 0.7
		}
		before = append(before, s)
	}
	for _, scale := range []float32{1, 1.5} {
		want := drawn(t, scenetest.Farm(), theme.Dark(), scale)
		got := drawn(t, scenetest.Farm(), theme.Dark(), scale, before...)
		require.Len(t, got.Pix, len(want.Pix))
		worst := uint8(0)
		for i, v := range want.Pix {
			worst = max(worst, max(v, got.Pix[i])-min(v, got.Pix[i]))
		}
		assert.LessOrEqual(t, worst, uint8(2), "scale %v", scale)
	}
}
